"""Exercises of the chapter “Layers and feed-forward”."""

from itertools import pairwise
from typing import Any

import numpy as np

from neuronlib.activations import tanh
from neuronlib.exercises.marking import close, marker, tried
from neuronlib.experiments.layers import Convolution
from neuronlib.network import Network


@marker("size-of-network", "The inputs are neither a layer nor neurons.")
def _size_of_network(answer: Any) -> str | None:
    network = Network([10, 20, 20, 5])
    if np.shape(answer) != (3,):
        return f"The answer should be three numbers, such as (1, 2, 3); yours is {answer!r}."
    layers, neurons, parameters = answer
    if layers == len(network.sizes):
        return "The input is not counted as a layer: it computes nothing."
    if layers != len(network.layers):
        return f"You say {layers} layers. Each arrow in 10 → 20 → 20 → 5 is one."
    if neurons == sum(network.sizes):
        return "The layers are right; but the 10 inputs are no neurons."
    if neurons != network.n_neurons:
        return f"The layers are right, {neurons} neurons are not: add up the sizes of the layers."
    if parameters == network.n_weights:
        return "Layers and neurons are right; of the parameters these are the weights alone."
    if parameters != network.n_parameters:
        return f"Layers and neurons are right. Of parameters you say {parameters}: count again."
    return None


@marker("shapes-of-weights", "Each W has a row for each neuron, and a column for what it reads.")
def _shapes_of_weights(answer: Any) -> str | None:
    for sizes in ([3, 4, 4, 1], [64, 10], [5, 2, 7]):
        expected = [(rows, columns) for columns, rows in pairwise(sizes)]
        given = [tuple(shape) for shape in tried(answer, sizes)]
        if given == [(columns, rows) for rows, columns in expected]:
            return "These are the shapes of the transposes: a neuron is a row."
        if given != expected:
            return f"For the sizes {sizes} you say {given}; it is {expected}."
    return None


@marker("any-depth", "One loop serves every depth: this is Network.forward.")
def _any_depth(answer: Any) -> str | None:
    for sizes in ([3, 4, 4, 1], [2, 3], [4, 5, 6, 7, 2]):
        network = Network(sizes, activation=tanh, seed=3, dtype=np.float64)
        network.parameters += 0.1  # biases that matter
        layers = [(layer.weights, layer.biases) for layer in network.layers]
        X = np.random.default_rng(4).standard_normal((sizes[0], 6))
        given, expected = tried(answer, layers, X), network.forward(X)
        if np.shape(given) != expected.shape:
            return (
                f"For the sizes {sizes} and 6 examples the scores have shape {expected.shape}; "
                f"yours have {np.shape(given)}."
            )
        if close(given, expected):
            continue
        if close(given, np.tanh(expected)):
            return "The last layer has no activation: its scores may be any numbers."
        return f"For the sizes {sizes} the shape is right, but the scores are not."
    return None


@marker("widest-network", "9802 parameters; with one neuron more in each layer it would be 10015.")
def _widest_network(answer: Any) -> str | None:
    if close(answer, 68):
        return None
    if not isinstance(answer, int | np.integer) or answer < 1:
        return f"You say {answer!r}; it is a whole number of neurons."
    n_parameters = Network([64, int(answer), int(answer), 10]).n_parameters
    if n_parameters > 10_000:
        return f"With {answer} it has {n_parameters} parameters: too many."
    return f"With {answer} it has {n_parameters} parameters: a wider one would fit."


@marker("count-connections", "Windows that stick out over the edge have fewer connections.")
def _count_connections(answer: Any) -> str | None:
    for side, window in ((32, 3), (8, 3), (10, 5), (6, 1)):
        expected = Convolution(window, 1, 1, side=side, margin=window // 2).n_connections
        given = tried(answer, side, window)
        if close(given, expected):
            continue
        if close(given, side**2 * window**2):
            return "Some windows stick out over the edge; what they read there is no pixel."
        return (
            f"For {side} × {side} pixels and windows of {window} × {window} you say {given}; "
            f"it is {expected}."
        )
    return None


@marker("graph-pass", "Layers are a special case: what is needed is an order, and that is all.")
def _graph_pass(answer: Any) -> str | None:
    small = {("x", "a"): -2.0, ("x", "y"): 3.0, ("a", "y"): 1.0}
    for x, a, expected in ((1.0, 0.0, 3.5), (-1.0, 2.0, -0.5)):
        values = dict(tried(answer, small, {"a": 0.0, "y": 0.5}, {"x": x}))
        if missing := {"a", "y"} - values.keys():
            return f"Give the value of every neuron by its name; {sorted(missing)[0]!r} is missing."
        if close(values["a"], -2 * x) and not close(a, -2 * x):
            return "A neuron that another one reads has the activation max(0, ·)."
        if close(values["y"], 0.0) and expected < 0:
            return "A neuron that nobody reads is an output: it has no activation."
        if not close(values["a"], a) or not close(values["y"], expected):
            return f"With edges {small}, biases 0 and 0.5 and x = {x}, y is {expected}."
    network = Network([3, 4, 4, 1], seed=5, dtype=np.float64)
    network.parameters += 0.1  # biases that matter
    edges, biases = _as_graph(network)
    inputs = np.random.default_rng(6).standard_normal(3)
    for in_some_order in (edges, dict(reversed(edges.items()))):
        values = dict(tried(answer, in_some_order, biases, {(0, j): inputs[j] for j in range(3)}))
        if not close(values[3, 0], network.forward(inputs[:, None])[0, 0]):
            return "A 3-4-4-1 network written as a graph does not give the scores of its layers."
    return None


def _as_graph(network: Network) -> tuple[dict[Any, float], dict[Any, float]]:
    """Return the weights by their edges and the biases by neurons, which are (layer, place)."""
    edges, biases = {}, {}
    for k, layer in enumerate(network.layers, start=1):
        for i, (row, bias) in enumerate(zip(layer.weights, layer.biases[:, 0], strict=True)):
            biases[k, i] = float(bias)
            edges.update({((k - 1, j), (k, i)): float(w) for j, w in enumerate(row)})
    return edges, biases
