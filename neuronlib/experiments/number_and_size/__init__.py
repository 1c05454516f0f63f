"""Experiments of the chapter “Number of layers and their sizes”.

One module for each question. Several claims are answered by one sweep, which is run once:
`noisy_fits` (C109, C111–C113, C120, C122), `end_points` (C115, C116), `final_losses` (C118, C119).
"""

from functools import partial

from neuronlib.experiments.evidence import Experiment
from neuronlib.experiments.number_and_size.all_claims import noisy_labels_by_claim
from neuronlib.experiments.number_and_size.capacity import (
    Memorising,
    lines_in_general_position,
    memorising,
    with_idle_units,
)
from neuronlib.experiments.number_and_size.final_loss import (
    FinalLosses,
    final_losses,
    final_losses_by_claim,
)
from neuronlib.experiments.number_and_size.minima import (
    EndPoints,
    end_points,
    end_points_by_claim,
)
from neuronlib.experiments.number_and_size.noisy_labels import (
    FLIPPED,
    LIMITS,
    NoisyFits,
    Overfitting,
    noisy_draw,
    noisy_fits,
    overfitting,
)
from neuronlib.experiments.number_and_size.rough_or_exact import (
    broad_strokes,
    fits_every_point,
    more_complicated,
    regularisation_not_size,
    smoother_boundary,
)
from neuronlib.experiments.number_and_size.settling import settle
from neuronlib.experiments.number_and_size.teacher import HardToTrain, hard_to_train
from neuronlib.experiments.number_and_size.width import (
    ErrorBySize,
    larger_is_better,
    random_features,
)

__all__ = [
    "FLIPPED",
    "FULL_SIZE",
    "LIMITS",
    "EndPoints",
    "ErrorBySize",
    "FinalLosses",
    "HardToTrain",
    "Memorising",
    "NoisyFits",
    "Overfitting",
    "broad_strokes",
    "end_points",
    "final_losses",
    "fits_every_point",
    "hard_to_train",
    "larger_is_better",
    "lines_in_general_position",
    "memorising",
    "more_complicated",
    "noisy_draw",
    "noisy_fits",
    "overfitting",
    "random_features",
    "regularisation_not_size",
    "settle",
    "smoother_boundary",
    "with_idle_units",
]


# As many seeds as all of them together do in about ten minutes of one core.
_of_noisy_labels = partial(noisy_labels_by_claim, n_draws=250)
_of_end_points = partial(end_points_by_claim, n_seeds=100, n_data=3)
_of_final_losses = partial(final_losses_by_claim, n_seeds=100)
FULL_SIZE: dict[str, Experiment] = {
    "C107": partial(memorising, n_draws=50),
    "C109": _of_noisy_labels,
    "C111": _of_noisy_labels,
    "C112": _of_noisy_labels,
    "C113": _of_noisy_labels,
    "C114": partial(hard_to_train, n_teachers=20),
    "C115": _of_end_points,
    "C116": _of_end_points,
    "C118": _of_final_losses,
    "C119": _of_final_losses,
    "C120": _of_noisy_labels,
    "C122": _of_noisy_labels,
}
