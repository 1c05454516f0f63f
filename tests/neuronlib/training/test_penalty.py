"""The penalty on the flat vector, against the one that the readable pass adds."""

import numpy as np
import pytest

from neuronlib import Network, cross_entropy, prelu
from neuronlib.training.penalty import Penalty
from tests.neuronlib.cases import EVERY_ACTIVATION, examples_for, moved


def added(network, l2):
    """Return the penalty's value, and what it adds to a gradient of ones."""
    gradient = np.ones_like(network.parameters)
    value = Penalty(network, l2).added_to(gradient)
    return value, gradient - 1


@EVERY_ACTIVATION
def test_it_is_what_the_readable_pass_adds(activation):
    network = moved(Network([3, 5, 4, 2], activation=activation, dtype=np.float64))
    X, y = examples_for(cross_entropy, 2)
    plain, plain_gradient = network.loss_and_gradient(X, y)
    expected, expected_gradient = network.loss_and_gradient(X, y, l2=0.3)
    value, gradient = added(network, 0.3)
    assert value == pytest.approx(expected - plain)
    np.testing.assert_allclose(gradient, expected_gradient - plain_gradient, atol=1e-12)


def test_biases_and_slopes_are_left_alone():
    network = moved(Network([3, 4, 2], activation=prelu(), dtype=np.float64))
    value, gradient = added(network, 0.5)
    squares = sum((layer.weights**2).sum() for layer in network.layers)
    assert value == pytest.approx(0.25 * squares)
    for layer, of_gradient in zip(
        network.layers, network.with_parameters(gradient).layers, strict=True
    ):
        np.testing.assert_allclose(of_gradient.weights, 0.5 * layer.weights, atol=1e-12)
        assert not of_gradient.biases.any()
    assert not network.with_parameters(gradient).layers[0].slopes.any()


def test_each_member_of_a_stack_may_have_its_own():
    stack = moved(Network.stack([3, 4, 2], seeds=range(3), activation=prelu(), dtype=np.float64))
    l2 = [0.0, 0.2, 5.0]
    values, gradients = added(stack, np.array(l2)[:, None])
    assert values.shape == (3,)
    for s in range(3):
        value, gradient = added(stack.member(s), l2[s])
        assert values[s] == pytest.approx(value)
        np.testing.assert_allclose(gradients[s], gradient, atol=1e-12)


@pytest.mark.parametrize("l2", [0.0, np.zeros((2, 1))])
def test_no_penalty_adds_nothing(l2):
    value, gradient = added(moved(Network.stack([3, 2], seeds=[0, 1])), l2)
    assert np.all(value == 0) and not gradient.any()


def test_the_parameters_are_read_at_each_call_and_left_as_they_are():
    network = moved(Network([3, 2], dtype=np.float64))
    penalty, gradient = Penalty(network, 0.1), np.zeros(8)
    first = penalty.added_to(gradient)
    network.parameters *= 2
    before = network.parameters.copy()
    assert penalty.added_to(gradient) == pytest.approx(4 * first)
    np.testing.assert_array_equal(network.parameters, before)
