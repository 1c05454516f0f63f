"""One neuron: its output and the line where it changes its mind."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib import ACTIVATIONS, Neuron, relu, sigmoid, tanh
from tests.neuronlib.oracles import BY_HAND

weight = st.one_of(st.just(0.0), st.floats(0.01, 10), st.floats(-10, -0.01))


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_the_output_is_the_activation_of_the_weighted_sum(activation):
    neuron = Neuron([0.5, -2.0, 1.5], bias=0.25, activation=activation)
    score = math.fsum([0.5 * 1.0, -2.0 * 0.3, 1.5 * 0.4, 0.25])
    assert neuron.score([1.0, 0.3, 0.4]) == pytest.approx(score)
    assert neuron.forward([1.0, 0.3, 0.4]) == pytest.approx(BY_HAND[activation.name](score))


def test_a_batch_has_one_example_per_column():
    neuron = Neuron([1.0, -2.0, 3.0], bias=0.1)
    X = np.random.default_rng(0).standard_normal((3, 5))
    outputs = neuron.forward(X)
    assert outputs.shape == (5,) and neuron.forward(X[:, 0]).shape == ()
    np.testing.assert_allclose(outputs, [neuron.forward(x) for x in X.T])


def test_the_bias_is_zero_and_the_activation_sigmoid_unless_given():
    assert Neuron([1.0, 2.0]).forward([0.0, 0.0]) == 0.5
    assert Neuron([1.0]).activation is sigmoid


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_type_of_the_weights_decides(dtype):
    neuron = Neuron(np.ones(2, dtype), 0.5, tanh)
    assert neuron.forward(np.ones((2, 3))).dtype == dtype


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_sum_beyond_the_type_is_infinite_without_a_warning(activation, dtype):
    large = np.finfo(dtype).max
    neuron = Neuron(np.ones(2, dtype), activation=activation)
    assert neuron.score([large, large]) == np.inf
    assert neuron.forward([large, large]) == activation(np.inf)


@given(weight, weight, st.floats(-20, 20), st.sampled_from([(-1.0, 1.0), (-3.0, 3.0), (0.5, 4.0)]))
def test_the_boundary_runs_from_edge_to_edge_where_the_score_is_zero(w1, w2, bias, limits):
    neuron = Neuron([w1, w2], bias)
    low, high = limits
    corners = [w1 * x + w2 * y + bias for x in limits for y in limits]
    ends = neuron.boundary(limits)
    if min(corners) < -1e-9 and max(corners) > 1e-9:
        assert ends.shape == (2, 2)
    if min(corners) > 1e-9 or max(corners) < -1e-9:
        assert ends.shape == (2, 0)
    for end in ends.T:
        assert neuron.score(end) == pytest.approx(0, abs=1e-9)
        assert (end >= low - 1e-9).all() and (end <= high + 1e-9).all()
        assert min(abs(end - low).min(), abs(end - high).min()) == pytest.approx(0, abs=1e-9)
    if ends.size and min(corners) < -0.01 and max(corners) > 0.01:
        assert np.linalg.norm(ends[:, 0] - ends[:, 1]) > 1e-4  # two ends, not one twice


def test_upright_level_and_diagonal_boundaries():
    def ends(w1, w2, bias):
        return {tuple(end) for end in Neuron([w1, w2], bias).boundary((-2.0, 2.0)).T.tolist()}

    assert ends(1, 0, -0.5) == {(0.5, -2), (0.5, 2)}
    assert ends(0, 2, 1) == {(-2, -0.5), (2, -0.5)}
    assert ends(1, 1, 0) == {(-2, 2), (2, -2)}


@pytest.mark.parametrize("weights", [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]])
def test_a_line_outside_the_square_or_no_line_at_all_has_no_ends(weights):
    assert Neuron(weights, 5.0).boundary().shape == (2, 0)


def test_weights_that_are_all_zero_have_no_boundary_even_without_a_bias():
    assert Neuron([0.0, 0.0]).boundary().shape == (2, 0)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (([[1.0, 2.0]],), ValueError, r"weights: got shape \(1, 2\), expected \(n_in,\)"),
        (([],), ValueError, r"weights: got shape \(0,\), expected \(n_in,\)"),
        ((3.0,), ValueError, r"weights: got shape \(\), expected \(n_in,\)"),
        (([1.0, np.nan],), ValueError, r"weights: got nan at index \(1,\), expected finite"),
        ((["a"],), TypeError, r"weights: got \['a'\], expected real numbers"),
        (([1.0], [0.0, 1.0]), ValueError, r"bias: got shape \(2,\), expected a single number"),
        (([1.0], np.inf), ValueError, r"bias: got inf at index \(\), expected finite numbers"),
        (([1.0], 0.0, "relu"), TypeError, "activation: got 'relu', expected one such as neuronlib"),
    ],
)
def test_what_is_not_a_neuron_is_named(arguments, error, words):
    with pytest.raises(error, match=words):
        Neuron(*arguments)


@pytest.mark.parametrize(
    ("x", "error", "words"),
    [
        (np.ones((5, 3)), ValueError, r"x: got shape \(5, 3\), .* did you mean x\.T\?"),
        (np.ones(2), ValueError, r"x: got shape \(2,\), expected \(3,\) or \(3, N\)$"),
        (1.0, ValueError, r"x: got shape \(\), expected \(3,\) or \(3, N\)$"),
        ([0.0, 1.0, np.nan], ValueError, r"x: got nan at index \(2,\), expected finite numbers"),
        (["a", "b", "c"], TypeError, "x: got .*, expected real numbers"),
        ([[1.0], [1.0, 2.0], [3.0]], ValueError, "x: got rows of different lengths"),
    ],
)
def test_inputs_that_do_not_fit_are_named(x, error, words):
    with pytest.raises(error, match=words):
        Neuron([1.0, 2.0, 3.0]).forward(x)


def test_only_two_inputs_have_a_boundary_line():
    with pytest.raises(ValueError, match="boundary: got 3 inputs, expected 2"):
        Neuron([1.0, 2.0, 3.0]).boundary()


@pytest.mark.parametrize("limits", [(1.0, -1.0), (1.0, 1.0), (0.0, 1.0, 2.0)])
def test_limits_must_increase(limits):
    with pytest.raises(ValueError, match=r"limits: got .*, expected \(low, high\) with low < high"):
        Neuron([1.0, 2.0]).boundary(limits)


def test_limits_must_be_finite():
    with pytest.raises(
        ValueError, match=r"limits: got nan at index \(1,\), expected finite numbers"
    ):
        Neuron([1.0, 2.0]).boundary((0.0, np.nan))


def test_repr_says_inputs_and_activation():
    assert repr(Neuron([1.0, 2.0, 3.0], activation=relu)) == "Neuron(3 inputs, ReLU)"
