"""Exercises of the chapter “One neuron as a classifier”."""

from typing import Any

import numpy as np

from neuronlib.datasets import blobs
from neuronlib.exercises.marking import close, marker, tried
from neuronlib.losses import cross_entropy
from neuronlib.network import Network
from neuronlib.neuron import Neuron
from neuronlib.training import train


@marker("and-neuron", "It fires for (1, 1) alone. One line separates that corner from the others.")
def _and_neuron(answer: Any) -> str | None:
    if not isinstance(answer, Neuron):
        return f"The answer should be a Neuron, not {type(answer).__name__}."
    for corner in ((0, 0), (0, 1), (1, 0), (1, 1)):
        fires = bool(answer.score(np.array(corner, dtype=float)) > 0)
        if fires != (corner == (1, 1)):
            return f"For the inputs {corner} it {'fires' if fires else 'stays silent'}."
    return None


@marker("swap-classes", "Turning every sign keeps the line and swaps its sides.")
def _swap_classes(answer: Any) -> str | None:
    neuron = Neuron([2.0, -1.0], bias=0.5)
    swapped = tried(answer, neuron)
    if not isinstance(swapped, Neuron):
        return f"The function should return a Neuron, not {type(swapped).__name__}."
    points = np.random.default_rng(0).standard_normal((2, 50))
    probabilities = neuron.forward(points) + swapped.forward(points)
    if not close(np.sign(neuron.score(points)), -np.sign(swapped.score(points))):
        return "Some points stay in their class."
    if not close(probabilities, np.ones(50)):
        return "The line is right, but P(y=1) and your P(y=1) should add up to 1 at every point."
    return None


@marker("hinge-by-hand", "No loss from a margin of 1 on, and one more for each step back.")
def _hinge_by_hand(answer: Any) -> str | None:
    for score, label, expected in ((2.0, 1, 0.0), (0.5, 1, 0.5), (-1.0, 1, 2.0), (0.5, 0, 1.5)):
        given = tried(answer, score, label)
        if not close(given, expected):
            return f"For score {score} and label {label} you say {given}; it is {expected}."
    return None


@marker("half-life", "0.999 to the power 693 is just below one half.")
def _half_life(answer: Any) -> str | None:
    if close(answer, 693):
        return None
    if close(answer, 692):
        return "After 692 updates slightly more than half is left."
    return f"You say {answer}. Solve (1 − ηλ)^t ≤ ½ with ηλ = 0.001, and round up."


@marker("fit-a-neuron", "As good as logistic regression can be here, and all of it is yours.")
def _fit_a_neuron(answer: Any) -> str | None:
    data, l2 = blobs(200, spread=1.0, seed=8), 0.1
    X = data.X + 1.0  # so that the bias matters
    neuron = tried(answer, X, data.y, l2)
    if not isinstance(neuron, Neuron):
        return f"The function should return a Neuron, not {type(neuron).__name__}."

    def objective(weights: Any, bias: float) -> float:
        scores = weights @ X + bias
        return float(cross_entropy(scores[None, :], data.y)[0]) + l2 / 2 * float(weights @ weights)

    best = Network([2, 1], seed=0, dtype=np.float64)
    train(best, X, data.y, learning_rate=1.0, l2=l2, epochs=500)
    lowest = objective(best.layers[0].weights[0], float(best.layers[0].biases[0, 0]))
    reached = objective(np.asarray(neuron.weights, dtype=float), float(neuron.bias))
    if reached < lowest + 1e-4:
        return None
    without_bias = objective(np.asarray(neuron.weights, dtype=float), 0.0)
    if reached == without_bias:
        return f"Loss and penalty are {reached:.4f}, {lowest:.4f} can be had. Does the bias learn?"
    return f"Loss and penalty together are {reached:.4f}; the lowest point lies at {lowest:.4f}."
