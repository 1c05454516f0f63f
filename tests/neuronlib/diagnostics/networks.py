"""Networks for the tests of diagnostics: made by hand, or drawn with biases too."""

import numpy as np

from neuronlib import Network, relu


def network_of(*layers, activation=relu):
    """Return a float64 network with the given (weights, biases) of each layer."""
    weights = [np.array(w, dtype=float) for w, _ in layers]
    sizes = [w.shape[1] for w in weights] + [len(weights[-1])]
    network = Network(sizes, activation=activation, dtype=np.float64)
    for layer, w, (_, biases) in zip(network.layers, weights, layers, strict=True):
        layer.weights[...] = w
        layer.biases[:, 0] = biases
    return network


def drawn(sizes, *, activation=relu, seed=0, n_networks=None, dtype=np.float64):
    """Return a network, or a stack, with random biases, too, and whatever the initialisation."""
    generator = np.random.default_rng(seed)
    if n_networks is None:
        network = Network(sizes, activation=activation, dtype=dtype)
    else:
        network = Network.stack(sizes, activation=activation, seeds=range(n_networks), dtype=dtype)
    for layer in network.layers:
        draws = generator.standard_normal(layer.weights.shape)
        layer.weights[...] = np.sqrt(2 / layer.weights.shape[-1]) * draws
        layer.biases[...] = 0.5 * generator.standard_normal(layer.biases.shape)
    return network
