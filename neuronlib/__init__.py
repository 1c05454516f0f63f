"""The library behind the textbook “One Neuron at a Time”: small, and made to be read.

    neuron = Neuron([2.0, -1.0])          one neuron
    network = Network([2, 20, 3])         layers of them
    train(network, data.X, data.y)        fitted to data

A batch has one example per column. Importing this loads numpy and nothing heavier; `diagnostics`
and `spiking` are loaded when they are first named.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from neuronlib import datasets, initialisation
from neuronlib.activations import (
    ACTIVATIONS,
    Activation,
    gelu,
    hard_tanh,
    identity,
    leaky,
    leaky_relu,
    relu,
    sigmoid,
    silu,
    softplus,
    tanh,
)
from neuronlib.gradient_check import gradient_check
from neuronlib.graph import evaluation_order
from neuronlib.layer import Layer
from neuronlib.learned_activations import maxout, prelu
from neuronlib.losses import cross_entropy, hinge, squared_error
from neuronlib.network import Network
from neuronlib.neuron import Neuron
from neuronlib.training import DivergenceError, History, Step, train, training_steps

if TYPE_CHECKING:
    from neuronlib import diagnostics, spiking

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "DivergenceError",
    "History",
    "Layer",
    "Network",
    "Neuron",
    "Step",
    "cross_entropy",
    "datasets",
    "diagnostics",
    "evaluation_order",
    "gelu",
    "gradient_check",
    "hard_tanh",
    "hinge",
    "identity",
    "initialisation",
    "leaky",
    "leaky_relu",
    "maxout",
    "prelu",
    "relu",
    "sigmoid",
    "silu",
    "softplus",
    "spiking",
    "squared_error",
    "tanh",
    "train",
    "training_steps",
]


def __getattr__(name: str) -> ModuleType:
    if name in ("diagnostics", "spiking"):
        return import_module(f"neuronlib.{name}")
    raise AttributeError(f"module 'neuronlib' has no attribute {name!r}")
