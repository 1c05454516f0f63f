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


@marker("twice-as-wide", "Same scores, twice the neurons: many networks are one function.")
def _twice_as_wide(answer: Any) -> str | None:
    generator = np.random.default_rng(5)
    W1, W2, X = (generator.standard_normal(shape) for shape in ((4, 3), (2, 4), (3, 50)))
    wide_1, wide_2 = map(np.asarray, tried(answer, W1, W2))
    if wide_1.shape != (8, 3) or wide_2.shape != (2, 8):
        return (
            "For W1 (4, 3) and W2 (2, 4) the wide ones are (8, 3) and (2, 8); yours are "
            f"{wide_1.shape} and {wide_2.shape}."
        )
    scores, given = W2 @ relu(W1 @ X), wide_2 @ relu(wide_1 @ X)
    if close(given, 2 * scores):
        return "The scores have doubled: each hidden number is now counted twice."
    return None if close(given, scores) else "The shapes are right, but the scores have changed."


@marker("backpropagation", "Backpropagation by hand. This is all that Network.backward does.")
def _backpropagation(answer: Any) -> str | None:
    network = Network([3, 5, 4], activation=relu, seed=7, dtype=np.float64)
    network.parameters += 0.1  # biases that matter
    generator = np.random.default_rng(3)
    X, y = generator.standard_normal((3, 7)), generator.integers(4, size=7)
    (W1, b1), (W2, b2) = ((layer.weights, layer.biases) for layer in network.layers)
    loss, *gradients = tried(answer, W1, b1, W2, b2, X, y)
    expected_loss, gradient = network.loss_and_gradient(X, y)
    if not close(loss, expected_loss):
        return f"The loss is {expected_loss:.4f}, the mean over the batch; you say {loss}."
    if len(gradients) != 4:
        return f"After the loss come four gradients; you return {len(gradients)}."
    first, second = network.with_views_of(gradient).layers
    expected = {"b2": second.biases, "W2": second.weights, "b1": first.biases, "W1": first.weights}
    by_name = dict(zip(("W1", "b1", "W2", "b2"), gradients, strict=True))
    for name, wanted in expected.items():  # backwards, as they are computed
        given = np.asarray(by_name[name])
        if given.shape != wanted.shape:
            return f"The gradient of {name} has shape {wanted.shape}; yours has {given.shape}."
        if close(given, wanted * X.shape[1]):
            return f"The gradient of {name} is {X.shape[1]} times too large: the loss is a mean."
        if not close(given, wanted):
            return f"The loss is right; going backwards, the gradient of {name} is the first wrong."
    return None
