"""Exercises of the chapter “Quick intro”."""

from typing import Any

import numpy as np

from neuronlib.activations import relu
from neuronlib.exercises.marking import close, marker, tried
from neuronlib.network import Network


@marker("count-parameters", "64 · 30 + 30 · 10 weights and 30 + 10 biases.")
def _count_parameters(answer: Any) -> str | None:
    network = Network([64, 30, 10])
    if close(answer, network.n_parameters):
        return None
    if close(answer, network.n_weights):
        return "These are the weights. Each neuron has a bias too."
    return f"You say {answer}. Count W1, b1, W2 and b2 one by one."


@marker("collapse", "One matrix does the work of two: without a non-linearity depth adds nothing.")
def _collapse(answer: Any) -> str | None:
    generator = np.random.default_rng(1)
    W1, W2, x = (generator.standard_normal(shape) for shape in ((4, 3), (2, 4), (3, 1)))
    W = tried(answer, W1, W2)
    if np.shape(W) != (2, 3):
        return f"For W1 (4, 3) and W2 (2, 4) your W has shape {np.shape(W)}, expected (2, 3)."
    return None if close(W @ x, W2 @ (W1 @ x)) else "The shape is right, but W x is not W2 (W1 x)."


@marker("two-layers", "These are the scores that Network.forward gives.")
def _two_layers(answer: Any) -> str | None:
    network = Network([3, 4, 2], activation=relu, seed=7, dtype=np.float64)
    network.parameters += 0.1  # biases that matter
    X = np.random.default_rng(2).standard_normal((3, 5))
    (W1, b1), (W2, b2) = ((layer.weights, layer.biases) for layer in network.layers)
    scores = tried(answer, W1, b1, W2, b2, X)
    if np.shape(scores) != (2, 5):
        return f"Five examples and two classes want shape (2, 5); yours is {np.shape(scores)}."
    if close(scores, network.forward(X)):
        return None
    if close(scores, W2 @ (W1 @ X + b1) + b2):
        return "The non-linearity is missing: take max(0, ·) of the hidden layer."
    return "The shape is right, the scores are not: are both biases in, and each in its place?"
