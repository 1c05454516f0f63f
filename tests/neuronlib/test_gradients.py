"""Gradients: every activation × loss × regulariser, single and stacked, by finite differences.

The seeds are fixed: with others a pre-activation may come to lie within a step of a kink of ReLU,
maxout or hinge, where there is no derivative for the differences to agree with.
"""

import numpy as np
import pytest

from neuronlib import Network, cross_entropy, gelu, gradient_check, maxout, prelu
from tests.neuronlib.cases import EVERY_ACTIVATION, EVERY_LOSS, examples_for, masks_for, moved

NETWORKS = {
    "single": lambda sizes, **options: Network(sizes, seed=1, **options),
    "stacked": lambda sizes, **options: Network.stack(sizes, seeds=[1, 2], **options),
}
EVERY_NETWORK = pytest.mark.parametrize("make", NETWORKS.values(), ids=NETWORKS)


def error_of_the_gradient(network, *arguments, **options):
    """Return the relative error; for a stack that of its members' losses, added up."""

    def value_and_gradient(flat):
        parameters = flat.reshape(network.parameters.shape)
        value, gradient = network.with_parameters(parameters).loss_and_gradient(
            *arguments, **options
        )
        return float(np.sum(value)), gradient.ravel()

    return gradient_check(value_and_gradient, network.parameters.ravel())


@EVERY_ACTIVATION
@EVERY_LOSS
@pytest.mark.parametrize("l2", [0.0, 0.3], ids=["no penalty", "L2"])
@pytest.mark.parametrize("dropout", [False, True], ids=["no dropout", "dropout"])
@EVERY_NETWORK
def test_the_gradient_agrees_with_finite_differences(activation, loss, n_out, l2, dropout, make):
    network = moved(make([2, 2, 2, n_out], activation=activation, dtype=np.float64))
    X, y = examples_for(loss, n_out, n_in=2, n_examples=6)
    masks = masks_for(network, 6) if dropout else ()
    assert error_of_the_gradient(network, X, y, loss=loss, l2=l2, masks=masks) < 1e-6


@EVERY_NETWORK
def test_the_gradient_agrees_where_each_layer_has_another_activation(make):
    network = moved(make([2, 4, 3, 3, 2], activation=[maxout(2), prelu(), gelu], dtype=np.float64))
    X, y = examples_for(cross_entropy, 2, n_in=2)
    masks = masks_for(network, 8)
    assert error_of_the_gradient(network, X, y, l2=0.1, masks=masks) < 1e-6


@EVERY_LOSS
@EVERY_NETWORK
def test_the_gradient_agrees_without_a_hidden_layer(loss, n_out, make):
    network = moved(make([3, n_out], dtype=np.float64))
    X, y = examples_for(loss, n_out)
    assert error_of_the_gradient(network, X, y, loss=loss, l2=0.1) < 1e-6


def test_a_gradient_that_is_slightly_wrong_would_be_found():
    network = moved(Network([2, 3, 1], activation=gelu, dtype=np.float64))
    X, y = examples_for(cross_entropy, 1, n_in=2)

    def careless(parameters):
        value, gradient = network.with_parameters(parameters).loss_and_gradient(X, y)
        gradient[-1] *= 1 + 1e-4
        return value, gradient

    assert gradient_check(careless, network.parameters) > 1e-6
