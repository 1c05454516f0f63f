"""Exercises of the chapter “ReLU and its relatives”."""

from typing import Any

import numpy as np

from neuronlib.activations import leaky
from neuronlib.datasets import spirals
from neuronlib.diagnostics import dead_units
from neuronlib.exercises.marking import close, marker, tried
from neuronlib.learned_activations import maxout
from neuronlib.network import Network
from neuronlib.training import train


@marker("leaky-in-one-line", "The larger of two lines is the leaky ReLU, and it is fast as well.")
def _leaky_in_one_line(answer: Any) -> str | None:
    z = np.array([-3.0, -0.5, 0.0, 0.5, 2.0])
    for alpha in (0.01, 0.3, 0.0, 1.0):
        given = tried(answer, z, alpha)
        expected = leaky(alpha)(z) if alpha < 1 else z
        if np.shape(given) != z.shape:
            return f"For five numbers you return shape {np.shape(given)}: one number for each."
        if not close(given, expected):
            return f"For α = {alpha} and z = −3 it should be {expected[0]:g}, and 2 for z = 2."
    return None


@marker("count-maxout", "Three times the rows in both hidden layers, and an ordinary output layer.")
def _count_maxout(answer: Any) -> str | None:
    sizes = [64, 30, 30, 10]
    network = Network(sizes, activation=maxout(3))
    if close(answer, network.n_parameters):
        return None
    if close(answer, network.n_weights):
        return "These are the weights. Each piece has a bias too, and so has each score."
    if close(answer, 3 * Network(sizes).n_parameters):
        return "The output layer has no activation, so it is not made three times as large."
    return f"You say {answer}. Count the two hidden layers and the output layer one by one."


@marker("killing-step", "Your step kills where it can, and says so where it cannot.")
def _killing_step(answer: Any) -> str | None:
    cases = [
        ([1.0, 2.0, -1.0], [1.0, 0.5, 0.1], 4.0, "all lines fall"),
        ([-1.0, -2.0], [1.0, 0.3], 0.0, "the unit is dead already"),
        ([1.0, 2.0], [1.0, -0.5], np.inf, "a line above zero rises"),
        ([1.0, -2.0], [1.0, -0.5], 1.0, "a line below zero rises, but late"),
        ([1.0, -2.0], [1.0, -4.0], np.inf, "a line below zero rises above it too early"),
        ([1.0, 0.5], [1.0, 0.0], np.inf, "a line above zero stays"),
    ]
    for z, d, expected, what in cases:
        with np.errstate(all="ignore"):
            given = tried(answer, np.array(z), np.array(d))
        if not close(given, expected):
            return f"For z = {z} and d = {d}, where {what}, you say {given}; it is {expected}."
    return None


@marker("back-to-life", "Decay alone brings x = 0.5 above zero: 0.99 to the power 110 is below ⅓.")
def _back_to_life(answer: Any) -> str | None:
    if close(answer, 110):
        return None
    if close(answer, 248):
        return "That is when x = 2 activates it. Smaller inputs come above zero sooner."
    if close(answer, 109):
        return "After 109 updates the largest pre-activation is still just below zero."
    return f"You say {answer}. At x = 0.5 the pre-activation is −1.5 · 0.99^t + 0.5."


@marker("relu-as-maxout", "The two pieces are the two lines of the leaky ReLU.")
def _relu_as_maxout(answer: Any) -> str | None:
    w, b = np.array([2.0, -1.0]), 0.5
    X = np.random.default_rng(0).standard_normal((2, 50))
    for alpha in (0.01, 0.0, 0.4):
        w1, b1, w2, b2 = tried(answer, w, b, alpha)
        if np.shape(w1) != (2,) or np.shape(w2) != (2,):
            return f"w1 has shape {np.shape(w1)} and w2 {np.shape(w2)}; each should be that of w."
        if not close(np.maximum(w1 @ X + b1, w2 @ X + b2), leaky(alpha)(w @ X + b)):
            return f"For α = {alpha} the larger of your two pieces is not the leaky ReLU."
    return None


@marker("train-and-count", "Your network trains as the library's does, and dies as it does.")
def _train_and_count(answer: Any) -> str | None:
    data = spirals(90, seed=0)
    X = data.X.astype(np.float64)
    for learning_rate, updates in ((0.5, 0), (5.0, 3), (6.0, 5)):
        network = Network([2, 40, 3], seed=3, dtype=np.float64)
        arrays = [array.copy() for one in network.layers for array in (one.weights, one.biases)]
        before = [array.copy() for array in arrays]
        given = tried(answer, *arrays, X, data.y, learning_rate, updates)
        if updates:
            train(network, X, data.y, learning_rate=learning_rate, epochs=updates)
        expected = dead_units(network, X)[0].mean()
        if not all(np.array_equal(*pair) for pair in zip(arrays, before, strict=True)):
            return "The arrays you were given have changed: copy them first."
        if not close(given, expected):
            return (
                f"At η = {learning_rate:g}, after {updates} updates, you say {given}; the share "
                f"is {expected:g}."
            )
    return None
