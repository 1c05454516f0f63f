"""Experiments of the chapter “Representational power”.

`approximation` builds what one hidden layer can come close to (C96, C98), `contest` lets it compete
at equal size (C100), `depth` compares two to six layers (C101 to C103).
"""

from functools import partial

from neuronlib.experiments.evidence import Experiment
from neuronlib.experiments.representational_power.approximation import (
    Bumps,
    errors_by_number,
    errors_by_width,
    hidden_outputs,
    square,
    sum_of_ridges,
)
from neuronlib.experiments.representational_power.contest import Compactness, compactness
from neuronlib.experiments.representational_power.depth import (
    Depths,
    depths,
    depths_by_claim,
    least_error_of_two_layers,
    sawtooth,
    sawtooth_network,
    width_for,
)

__all__ = [
    "FULL_SIZE",
    "Bumps",
    "Compactness",
    "Depths",
    "compactness",
    "depths",
    "errors_by_number",
    "errors_by_width",
    "hidden_outputs",
    "least_error_of_two_layers",
    "sawtooth",
    "sawtooth_network",
    "square",
    "sum_of_ridges",
    "width_for",
]

# as many seeds as all of them together can do in about five minutes of one core
_all_depths = partial(depths_by_claim, n_draws=20, n_seeds=5)
FULL_SIZE: dict[str, Experiment] = {
    "C100": partial(compactness, n_seeds=100),
    "C101": _all_depths,
    "C102": _all_depths,
    "C103": _all_depths,
}
