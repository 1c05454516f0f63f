"""The library behind the textbook “One Neuron at a Time”: small, and made to be read.

    neuron = Neuron([2.0, -1.0])          one neuron
    network = Network([2, 20, 3])         layers of them
    train(network, data.X, data.y)        fitted to data

A batch has one example per column. Importing this loads numpy and nothing heavier.
"""

from neuronlib import datasets
from neuronlib.activations import ACTIVATIONS, Activation, identity, relu, sigmoid, tanh
from neuronlib.gradient_check import gradient_check
from neuronlib.layer import Layer
from neuronlib.losses import cross_entropy, hinge
from neuronlib.network import Network
from neuronlib.neuron import Neuron
from neuronlib.training import DivergenceError, History, train, training_steps

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "DivergenceError",
    "History",
    "Layer",
    "Network",
    "Neuron",
    "cross_entropy",
    "datasets",
    "gradient_check",
    "hinge",
    "identity",
    "relu",
    "sigmoid",
    "tanh",
    "train",
    "training_steps",
]
