"""Everything that the sweeps over noisy labels say, claim by claim: for the full-size run."""

from concurrent.futures import Executor

from neuronlib.experiments.evidence import Evidence
from neuronlib.experiments.number_and_size.noisy_labels import noisy_fits
from neuronlib.experiments.number_and_size.rough_or_exact import (
    broad_strokes,
    fits_every_point,
    more_complicated,
    regularisation_not_size,
    smoother_boundary,
)
from neuronlib.experiments.number_and_size.width import larger_is_better, random_features


def noisy_labels_by_claim(
    *, n_draws: int = 14, epochs: int = 2000, executor: Executor | None = None
) -> dict[str, Evidence]:
    """Return the evidence on C109, C111, C112, C113, C120 and C122, from the same networks.

    Parameters
    ----------
    n_draws : int
        Of each kind of data.
    epochs : int
        In the plane; half as many on digits, which are learnt sooner.
    executor : concurrent.futures.Executor, optional

    Examples
    --------
    >>> sorted(noisy_labels_by_claim(n_draws=2, epochs=4))
    ['C109', 'C111', 'C112', 'C113', 'C120', 'C122']
    """
    plane = noisy_fits("plane", n_draws=n_draws, epochs=epochs, executor=executor)
    digits = noisy_fits("digits", n_draws=n_draws, epochs=epochs // 2, executor=executor)
    fewer_points = noisy_fits(
        n_draws=n_draws, n_examples=40, widths=(20,), l2=(0.0,), epochs=epochs, executor=executor
    )
    found: list[Evidence] = [
        more_complicated(plane),
        fits_every_point(fewer_points, plane),
        broad_strokes(plane, digits),
        regularisation_not_size(plane, digits),
        smoother_boundary(plane),
        larger_is_better(random_features(n_draws=n_draws, executor=executor), plane, digits),
    ]
    return {evidence.claim: evidence for evidence in found}
