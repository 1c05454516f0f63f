"""Experiments of the chapter “Activation functions: sigmoid and tanh”.

A module per question: `way_back` (C44), `scales` (C45, C50), `ways` (C48), `signs` (C47, C49),
`duel` (C52). `contenders` tunes for them.
"""

from functools import partial

from neuronlib.experiments.activation_functions.duel import sigmoid_or_tanh
from neuronlib.experiments.activation_functions.scales import (
    first_weights,
    first_weights_by_claim,
)
from neuronlib.experiments.activation_functions.signs import batch_signs, one_sign_shares
from neuronlib.experiments.activation_functions.way_back import signal_back
from neuronlib.experiments.activation_functions.ways import zigzag
from neuronlib.experiments.evidence import Experiment

__all__ = [
    "FULL_SIZE",
    "batch_signs",
    "first_weights",
    "one_sign_shares",
    "sigmoid_or_tanh",
    "signal_back",
    "zigzag",
]

_first_weights = partial(first_weights_by_claim, n_seeds=150)
# as many seeds as all of them together can do in about ten minutes of one core
FULL_SIZE: dict[str, Experiment] = {
    "C44": partial(signal_back, n_seeds=200),
    "C45": _first_weights,
    "C48": partial(zigzag, n_seeds=1000),
    "C49": partial(batch_signs, n_seeds=100, n_units=500),
    "C50": _first_weights,
    "C52": partial(sigmoid_or_tanh, n_seeds=200),
}
