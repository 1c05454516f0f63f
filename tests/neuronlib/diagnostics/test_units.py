"""Dead and saturated units, and revivals, against counts by hand."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.optimize import minimize_scalar

from neuronlib import Network, identity, relu, sigmoid, tanh
from neuronlib.activations import gelu, hard_tanh, leaky, leaky_relu, silu, softplus
from neuronlib.diagnostics import dead_units, revivals, saturated_units
from neuronlib.learned_activations import maxout, prelu
from tests.neuronlib.diagnostics.networks import drawn, network_of

X = np.random.default_rng(4).uniform(-1, 1, (2, 50))
FINE = np.linspace(-12, 12, 24001)[None, :]


def one_unit(activation, weight=1.0):
    """Return a network whose single hidden unit has z = weight · x."""
    return network_of(([[weight]], [0.0]), ([[1.0]], [0.0]), activation=activation)


def test_a_relu_unit_is_dead_if_its_output_is_zero_at_every_example():
    network = drawn([2, 30, 30, 2], seed=2)
    network.layers[0].biases[:, 0] -= np.linspace(0, 4, 30)
    network.layers[1].biases[:, 0] -= np.linspace(0, 4, 30)
    outputs = [activations for _, activations in network.trace(X)[:-1]]
    dead = dead_units(network, X)
    assert [flags.tolist() for flags in dead] == [(a == 0).all(1).tolist() for a in outputs]
    assert all(0 < flags.sum() < 30 for flags in dead)


def test_the_weights_of_a_dead_unit_get_no_gradient_and_those_of_others_do():
    network = drawn([2, 20, 3], seed=1)
    network.layers[0].biases[:, 0] -= np.linspace(0, 4, 20)
    (dead,) = dead_units(network, X)
    _, gradient = network.loss_and_gradient(X, np.arange(50) % 3)
    of_first_layer = network.with_parameters(gradient).layers[0]
    assert (dead == (of_first_layer.weights == 0).all(1)).all() and 0 < dead.sum() < 20


def test_a_unit_active_at_a_single_example_is_not_dead():
    network = network_of(([[1.0, 0.0]], [-0.5]), ([[1.0]], [0.0]))
    assert dead_units(network, [[0.4, 0.6], [0.0, 0.0]])[0].tolist() == [False]
    assert dead_units(network, [[0.4, 0.5], [0.0, 0.0]])[0].tolist() == [True]


@pytest.mark.parametrize("activation", [sigmoid, tanh, leaky_relu, gelu, silu, softplus, identity])
def test_a_unit_with_a_slope_everywhere_never_dies(activation):
    network = one_unit(activation)
    network.layers[0].biases[...] = -10.0
    assert dead_units(network, [[-1.0, 1.0]])[0].tolist() == [False]


def test_a_hard_tanh_unit_is_dead_beyond_both_of_its_kinks():
    network = one_unit(hard_tanh)
    assert dead_units(network, [[-3.0, 2.0]])[0].tolist() == [True]
    assert dead_units(network, [[-3.0, 0.5]])[0].tolist() == [False]


def test_a_prelu_unit_dies_only_with_a_learned_slope_of_zero():
    network = network_of(([[1.0], [1.0]], [-9.0, -9.0]), ([[1.0, 1.0]], [0.0]), activation=prelu())
    network.layers[0].slopes[:, 0] = [0.0, 0.1]
    assert dead_units(network, [[-1.0, 1.0]])[0].tolist() == [True, False]


def test_a_maxout_piece_is_dead_if_another_one_is_always_larger():
    network = drawn([2, 10, 2], activation=maxout(4))
    hidden = network.layers[0]
    z = (hidden.weights @ X + hidden.biases).reshape(4, 10, 50)  # rows are piece by piece
    largest = z.argmax(axis=0)
    expected = [[piece not in largest[unit] for unit in range(10)] for piece in range(4)]
    (dead,) = dead_units(network, X)
    assert dead.tolist() == expected and 0 < dead.sum() < 30


def test_a_network_without_hidden_layers_has_no_units_to_report():
    assert dead_units(Network([2, 3]), X) == [] == saturated_units(Network([2, 3]), X)


def test_the_output_layer_is_not_reported():
    network = Network([2, 3, 4, 5], activation=[relu, tanh])
    assert [flags.shape for flags in dead_units(network, X)] == [(3,), (4,)]
    assert [shares.shape for shares in saturated_units(network, X)] == [(3,), (4,)]


@pytest.mark.parametrize("activation", [relu, tanh, prelu(), maxout(3)], ids=lambda a: a.name)
@pytest.mark.parametrize("diagnose", [dead_units, saturated_units])
def test_a_stack_is_diagnosed_as_its_members_are(diagnose, activation):
    stack = drawn([2, 5, 6, 2], n_networks=4, activation=activation)
    by_layer = diagnose(stack, 4 * X)
    for s in range(4):
        for of_stack, of_member in zip(by_layer, diagnose(stack.member(s), 4 * X), strict=True):
            np.testing.assert_array_equal(of_stack[s], of_member)


@pytest.mark.parametrize(
    ("activation", "saturated"),
    [
        # σ′ = p (1 − p), at most 1/4; tanh′ = 1 − tanh²; softplus′ = σ
        (sigmoid, np.abs(FINE) > np.log((1 + np.sqrt(0.99)) / (1 - np.sqrt(0.99)))),
        (tanh, np.abs(FINE) > np.arctanh(np.sqrt(0.99))),
        (softplus, np.log(99) < -FINE),
        (hard_tanh, np.abs(FINE) >= 1),
        (relu, FINE <= 0),
        (leaky(0.009), FINE <= 0),
        (leaky_relu, np.zeros_like(FINE)),  # its slope of 0.01 is just not below 0.01
        (identity, np.zeros_like(FINE)),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
@pytest.mark.parametrize("weight", [1.0, -0.7])
def test_a_unit_is_saturated_where_its_slope_is_under_a_hundredth_of_the_steepest(
    activation, saturated, weight
):
    (shares,) = saturated_units(one_unit(activation, weight), FINE / weight)
    assert shares == pytest.approx([saturated.mean()], abs=2 / FINE.size)


@pytest.mark.parametrize("activation", [gelu, silu], ids=["GELU", "SiLU"])
def test_the_steepest_slope_may_exceed_one(activation):
    def derivative(z):
        return float(activation(z + 1e-6) - activation(z - 1e-6)) / 2e-6

    steepest = -minimize_scalar(lambda z: -derivative(z), bounds=(1, 3), method="bounded").fun
    assert steepest > 1.09
    slopes = np.abs([derivative(z) for z in FINE[0]])
    (shares,) = saturated_units(one_unit(activation), FINE)
    assert shares == pytest.approx([(slopes < 0.01 * steepest).mean()], abs=2 / FINE.size)
    assert shares[0] > (slopes < 0.01).mean() + 2 / FINE.size


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_slope_of_exactly_a_hundredth_is_not_saturated_in_either_precision(dtype):
    for activation in (leaky_relu, prelu(0.01)):
        network = Network([1, 3, 1], activation=activation, dtype=dtype)
        assert saturated_units(network, FINE)[0].tolist() == [0, 0, 0]


def test_a_prelu_unit_is_measured_against_its_own_steeper_side():
    network = network_of(([[1.0]] * 4, [0.0] * 4), ([[1.0] * 4], [0.0]), activation=prelu())
    network.layers[0].slopes[:, 0] = [0.009, 0.25, 99.0, -101.0]
    (shares,) = saturated_units(network, [[-1.0, -2.0, -3.0, 4.0]])
    assert shares.tolist() == [0.75, 0, 0, 0.25]


def test_a_maxout_unit_is_never_saturated():
    assert saturated_units(drawn([2, 8, 1], activation=maxout(3)), 9 * X)[0].tolist() == [0] * 8


@given(arrays(bool, array_shapes(min_dims=2, max_dims=4, max_side=5), elements=st.booleans()))
def test_a_revival_is_a_step_from_dead_to_alive(dead):
    counted = np.zeros(dead.shape[1:], dtype=int)
    for unit in np.ndindex(dead.shape[1:]):
        history = [bool(at[unit]) for at in dead]
        counted[unit] = sum(before and not after for before, after in pairwise(history))
    assert revivals(dead).tolist() == counted.tolist()


@pytest.mark.parametrize("diagnose", [dead_units, saturated_units])
@pytest.mark.parametrize(
    ("examples", "words"),
    [
        (np.empty((2, 0)), "X: got no examples, expected at least one column"),
        (np.zeros((3, 5)), r"X: got shape \(3, 5\), expected \(2, N\)"),
    ],
)
def test_bad_examples_are_named(diagnose, examples, words):
    with pytest.raises(ValueError, match=words):
        diagnose(Network([2, 3, 1]), examples)


@pytest.mark.parametrize(
    ("dead", "error", "words"),
    [
        ([[0.0, 1.0]], TypeError, "dead: got float64 values, expected booleans"),
        ([True, False], ValueError, r"dead: got shape \(2,\), expected \(T, n_out\)"),
    ],
)
def test_bad_flags_are_named(dead, error, words):
    with pytest.raises(error, match=words):
        revivals(dead)
