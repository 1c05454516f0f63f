"""What several test files go through: every activation, every loss, and small networks for them."""

import numpy as np
import pytest

from neuronlib import ACTIVATIONS, cross_entropy, hinge, leaky, maxout, prelu, squared_error

ALL_ACTIVATIONS = {
    **ACTIVATIONS,
    "leaky(0.2)": leaky(0.2),
    "prelu()": prelu(),
    "maxout(2)": maxout(2),
    "maxout(3)": maxout(3),
}
# a loss with the number of scores that it is given
ALL_LOSSES = {
    "binary cross-entropy": (cross_entropy, 1),
    "cross-entropy": (cross_entropy, 3),
    "binary hinge": (hinge, 1),
    "hinge": (hinge, 3),
    "squared error": (squared_error, 2),
}
EVERY_ACTIVATION = pytest.mark.parametrize(
    "activation", ALL_ACTIVATIONS.values(), ids=ALL_ACTIVATIONS
)
EVERY_LOSS = pytest.mark.parametrize(("loss", "n_out"), ALL_LOSSES.values(), ids=ALL_LOSSES)


def examples_for(loss, n_out, n_in=3, n_examples=8, seed=0):
    """Return X and y: targets for a regression, else labels."""
    generator = np.random.default_rng(seed)
    X = generator.standard_normal((n_in, n_examples))
    if loss is squared_error:
        return X, generator.standard_normal((n_out, n_examples))
    return X, generator.integers(0, max(2, n_out), n_examples)


def masks_for(network, n_examples, seed=0):
    """Return what silences half of each hidden layer and makes the others louder."""
    generator = np.random.default_rng(seed)
    return [
        2.0 * generator.integers(0, 2, (n_out, n_examples)).astype(network.parameters.dtype)
        for n_out in network.sizes[1:-1]
    ]


def moved(network, seed=9):
    """Give a network biases that are not zero, and slopes that differ."""
    generator = np.random.default_rng(seed)
    network.parameters += 0.3 * generator.standard_normal(network.parameters.shape)
    return network
