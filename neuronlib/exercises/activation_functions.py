"""Exercises of the chapter “Activation functions: sigmoid and tanh”."""

from typing import Any

import numpy as np

from neuronlib.activations import sigmoid, tanh
from neuronlib.exercises.marking import close, marker, tried
from neuronlib.network import Network


@marker("slope-from-output", "The output alone tells the slope: nothing has to be computed twice.")
def _slope_from_output(answer: Any) -> str | None:
    z = np.array([-30.0, -1.0, 0.0, 2.0])
    given = tried(answer, sigmoid(z))
    if close(given, sigmoid.derivative(sigmoid(z))):
        return "Your function is given a = σ(z), but treats it as z."
    if close(given, 1 - sigmoid(z) ** 2):
        return "1 − a² is the slope of tanh."
    if not close(given, sigmoid.derivative(z)):
        return f"For a = 0.5 the slope is 0.25; you say {float(tried(answer, 0.5)):g}."
    return None


@marker("tanh-from-sigmoid", "One function, two names: stretched twice and shifted.")
def _tanh_from_sigmoid(answer: Any) -> str | None:
    z = np.array([-2.0, 0.0, 0.5, 3.0])
    given = tried(answer, z, sigmoid)
    if close(given, 2 * sigmoid(z) - 1):
        return "The range is right, but the slope at zero is 1/2, and tanh has 1."
    if not close(given, tanh(z)):
        said = float(tried(answer, 0.5, sigmoid))
        return f"At z = 0.5 tanh is {np.tanh(0.5):.4f}; you say {said:.4f}."
    # whatever makes tanh of σ(z) makes tanh(3z) of σ(3z); np.tanh does not notice
    if not close(tried(answer, z, lambda z: sigmoid(3 * z)), tanh(3 * z)):
        return "Tanh, but not made of the sigmoid alone: a steeper one should make it steeper."
    return None


@marker("saturation-edge", "Beyond about 3, tanh hardly lets a gradient through.")
def _saturation_edge(answer: Any) -> str | None:
    edge = float(answer)
    if not np.isfinite(edge) or edge <= 0:
        return f"You say {edge:g}; look for a positive z."
    slope = float(tanh.derivative(edge))
    if abs(slope - 0.01) > 2e-4:
        return f"At z = {edge:g} the slope of tanh is {slope:.4f}; it should be 0.01."
    return None


@marker("centre-inputs", "Each input now has mean zero over the examples.")
def _centre_inputs(answer: Any) -> str | None:
    X = np.random.default_rng(0).uniform(1, 3, (3, 50)) * np.array([[1.0], [5.0], [20.0]])
    before = X.copy()
    given = np.asarray(tried(answer, X))
    if not np.array_equal(X, before):
        return "The function changes the array that it is given; return a new one."
    if given.shape != X.shape:
        return f"You return shape {given.shape} for an X of shape {X.shape}."
    if close(given, X - X.mean()):
        return "You subtract one mean of all the numbers; each input has a mean of its own."
    if close(given, X - X.mean(axis=0)):
        return "You subtract the mean of each example; an example is a column."
    if not np.allclose(given.mean(axis=1), 0):
        return "The means of the inputs are not zero."
    if not np.allclose(given, X - X.mean(axis=1, keepdims=True)):
        return "The means are zero, but the inputs are no longer spread as they were."
    return None


@marker("one-sign", "A batch of one gives 1 for positive inputs; a larger one may give less.")
def _one_sign(answer: Any) -> str | None:
    cases = {
        ((1.0, 2.0), (-1.0, -3.0), (1.0, -1.0), (4.0, 0.5)): 0.75,
        ((1.0, 0.0, 2.0), (-1.0, 0.0, 2.0)): 0.5,
        ((-1.0, -2.0, 0.0),): 1.0,
    }
    for rows, expected in cases.items():
        given = tried(answer, np.array(rows))
        if not close(given, expected):
            shown = [list(row) for row in rows]
            return f"For the gradients {shown} you say {given}; the share is {expected}."
    return None


@marker("sigmoid-twin", "What tanh can say, the sigmoid can say. Only the way there differs.")
def _sigmoid_twin(answer: Any) -> str | None:
    generator = np.random.default_rng(0)
    for sizes in ([3, 5, 2], [3, 4, 6, 2]):
        network = Network(sizes, activation=tanh, seed=1, dtype=np.float64)
        network.parameters += 0.3 * generator.standard_normal(network.n_parameters)
        before = network.parameters.copy()
        twin = tried(answer, network)
        if not isinstance(twin, Network):
            return f"The function should return a Network, not {type(twin).__name__}."
        if not np.array_equal(network.parameters, before):
            return "The function changes the network that it is given."
        if twin.sizes != network.sizes or twin.activations[:-1] != (sigmoid,) * (len(sizes) - 2):
            return "The twin should have the same sizes, and sigmoid in each hidden layer."
        X = generator.standard_normal((3, 20))
        if not np.allclose(twin.forward(X), network.forward(X), atol=1e-6):
            depth = "one hidden layer" if len(sizes) == 3 else "two hidden layers"
            return f"With {depth} the scores differ."
    return None
