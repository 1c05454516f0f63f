"""Whether larger is always better: the test error against the number of units (C122).

Two families are compared, on the same kind of noisy labels. In networks of random features only the
output layer learns, so that its least-squares solution is exact and the sizes can be many. In the
others all weights learn, by gradient descent.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.experiments.number_and_size.noisy_labels import NoisyFits, noisy_draw
from neuronlib.inputs import FloatArray, IntArray
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep

RIDGES = np.geomspace(1e-4, 1e2, 13)  # the grid for λ, in units of the mean squared feature
SOLID = 1e-10  # smaller singular values, relatively, are rounding errors of zero
WORSE = 1.1  # a larger network is worse if its error is this many times that of a smaller one


@dataclass(frozen=True)
class ErrorBySize:
    """Clean test errors against the number of units, without λ and with λ tuned.

    Parameters
    ----------
    widths : tuple of int
    without, tuned : array, shape (D, n_widths)
        One row per draw of the data.
    training : array, shape (D, n_widths)
        Error on the noisy training labels, without λ.
    """

    widths: tuple[int, ...]
    without: FloatArray
    tuned: FloatArray
    training: FloatArray

    @property
    def worst(self) -> int:
        """The size whose median error without λ is furthest above that of a smaller one."""
        errors = np.median(self.without, axis=0)
        return self.widths[int((errors - np.minimum.accumulate(errors)).argmax())]

    def percent(self, errors: FloatArray, width: int) -> int:
        """Return the median error of a size, in whole percent."""
        return round(100 * float(np.median(errors[:, self.widths.index(width)])))


def worsening(errors: FloatArray) -> float:
    """Return the largest ratio of a median error to that of a smaller network.

    Parameters
    ----------
    errors : array, shape (D, n_widths)

    Examples
    --------
    >>> worsening(np.array([[0.2, 0.1, 0.3, 0.05]])), worsening(np.array([[0.3, 0.2, 0.1]]))
    (3.0, 1.0)
    """
    medians = np.median(errors, axis=0)
    return round(float((medians / np.minimum.accumulate(medians)).max()), 9)


@dataclass(frozen=True, repr=False)
class LargerIsBetter(Evidence):
    """Several curves of the error against the size.

    Parameters
    ----------
    curves : dict
        By setting.
    """

    curves: dict[str, ErrorBySize]

    claim = "C122"
    rule: ClassVar[str] = (
        "a curve gets worse if its median clean test error at some size is more than 1.1 times "
        "that of a smaller size; holds if no curve gets worse, with λ tuned or without λ; holds "
        "under conditions if no curve with tuned λ does, but one without; contradicted if a curve "
        "gets worse with tuned λ"
    )

    @property
    def measured(self) -> str:
        """The largest ratio of each curve."""
        told = [
            f"{name} {worsening(curve.without):.1f} without λ, {worsening(curve.tuned):.1f} tuned"
            for name, curve in self.curves.items()
        ]
        return f"a larger network’s error over a smaller one’s, at worst: {'; '.join(told)}"

    @property
    def spread(self) -> str:
        """The middle half of the error at the worst size, where there is one."""
        told = []
        for name, curve in self.curves.items():
            at_worst = curve.without[:, curve.widths.index(curve.worst)]
            low, high = 100 * np.percentile(at_worst, [25, 75])
            told.append(
                f"{low:.0f}–{high:.0f} % at {curve.worst} units ({name}, {len(at_worst)} draws)"
            )
        return f"middle half of the worst errors without λ: {'; '.join(told)}"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        if any(worsening(curve.tuned) > WORSE for curve in self.curves.values()):
            return Verdict.CONTRADICTED
        if any(worsening(curve.without) > WORSE for curve in self.curves.values()):
            return Verdict.HOLDS_UNDER_CONDITIONS
        return Verdict.HOLDS


def of_fits(fits: NoisyFits) -> ErrorBySize:
    """Return the errors of trained networks against their size; the rate is tuned in both cases."""
    return ErrorBySize(
        fits.widths, fits.rate_tuned(), fits.l2_tuned(), fits.trained_furthest(fits.training_error)
    )


def larger_is_better(features: ErrorBySize, *several: NoisyFits) -> LargerIsBetter:
    """Put the curves of both families side by side.

    Parameters
    ----------
    features : ErrorBySize
        From `random_features`.
    several : NoisyFits
        One for each kind of data.
    """
    trained = {str(fits.kind): of_fits(fits) for fits in several}
    return LargerIsBetter({"random features": features, **trained})


def random_features(
    *,
    n_draws: int = 20,
    n_examples: int = 100,
    widths: Sequence[int] = (5, 10, 20, 40, 60, 80, 90, 100, 110, 120, 150, 200, 400, 1000),
    executor: Executor | None = None,
) -> ErrorBySize:
    """Fit the output layer of networks whose hidden layer stays as it was drawn.

    Real digits, odd against even, with 12 % of the training labels flipped. Without λ it is the
    least-squares solution, and where there are many, the one with the smallest weights. With it,
    the one of `RIDGES` with the smallest squared error on the validation set.

    References
    ----------
    Belkin, Hsu, Ma & Mandal (2019), for what happens where units and examples are equally many.

    Examples
    --------
    >>> curve = random_features(n_draws=2, widths=(10, 100))
    >>> curve.without.shape, bool(curve.without[:, 1].mean() > curve.tuned[:, 1].mean())
    ((2, 2), True)
    """
    task = partial(_solve_each_width, n_examples=n_examples, widths=tuple(widths))
    found = sweep(task, grid(seed=range(n_draws)), executor=executor, label="C122").results
    without, tuned, training = np.array(found).swapaxes(0, 1)
    return ErrorBySize(tuple(widths), without, tuned, training)


def _solve_each_width(
    seed: int, n_examples: int, widths: tuple[int, ...]
) -> tuple[list[float], list[float], list[float]]:
    draw = noisy_draw("digits", seed, n_examples)
    features = Network([64, max(widths), 1], seed=seed, dtype=np.float64)
    training, validation, test = (features.trace(part.X)[0].activations for part in draw)
    signs, validation_signs = (2.0 * part.y - 1 for part in (draw.training, draw.validation))
    without, tuned, on_training = [], [], []
    for width in widths:
        A = training[:width].T
        U, s, Vt = np.linalg.svd(A, full_matrices=False)
        along = U.T @ signs
        least = Vt.T @ np.divide(along, s, out=np.zeros_like(s), where=s > SOLID * s[0])
        ridges = RIDGES[:, None] * (A**2).sum() / width
        candidates = (along * s / (s**2 + ridges)) @ Vt
        errors = ((candidates @ validation[:width] - validation_signs) ** 2).mean(axis=1)
        best = candidates[errors.argmin()]
        without.append(_error(least @ test[:width], draw.test.y))
        tuned.append(_error(best @ test[:width], draw.test.y))
        on_training.append(_error(least @ training[:width], draw.training.y))
    return without, tuned, on_training


def _error(scores: FloatArray, y: IntArray | FloatArray) -> float:
    return float(((scores > 0) != y).mean())
