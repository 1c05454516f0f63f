"""A teacher answers random inputs: with labels, or with numbers to predict."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib import Network
from neuronlib.datasets import teacher


@given(st.integers(1, 60), st.integers(1, 5), st.integers(0, 5))
def test_inputs_are_spread_over_a_cube_and_the_seed_decides_them(n_examples, n_in, seed):
    data = teacher(np.sin, n_examples, n_in=n_in, noise=0.1, seed=seed)
    assert data.X.shape == data.y.shape == (n_in, n_examples)
    assert data.X.dtype == data.y.dtype == np.float32
    assert abs(data.X).max() <= 1
    again = teacher(np.sin, n_examples, n_in=n_in, noise=0.1, seed=np.random.default_rng(seed))
    np.testing.assert_array_equal(again.X, data.X)
    np.testing.assert_array_equal(again.y, data.y)
    other = teacher(np.sin, n_examples, n_in=n_in, noise=0.1, seed=seed + 1)
    assert (other.X != data.X).any() and (other.y != data.y).any()


def test_inputs_are_uniform():
    X = teacher(np.sin, 20000, n_in=2).X
    shares, _, _ = np.histogram2d(*X, bins=4, range=[[-1, 1], [-1, 1]])
    np.testing.assert_allclose(shares / 20000, 1 / 16, atol=0.01)


def test_one_input_and_no_noise_unless_asked_for():
    data = teacher(np.sin)
    assert repr(data) == "Dataset(200 examples, 1 input, 1 output)"
    np.testing.assert_array_equal(data.y, np.sin(data.X))


def test_noise_is_gaussian_with_its_standard_deviation_and_leaves_the_inputs_as_they_are():
    clean, noisy = teacher(np.sin, 20000, n_in=2), teacher(np.sin, 20000, n_in=2, noise=0.3)
    np.testing.assert_array_equal(clean.X, noisy.X)
    moved = noisy.y - clean.y
    np.testing.assert_allclose(moved.mean(axis=1), 0, atol=0.01)
    np.testing.assert_allclose(moved.std(axis=1), 0.3, rtol=0.03)
    for deviations, share in [(1, 0.6827), (2, 0.9545)]:
        assert (abs(moved) < deviations * 0.3).mean() == pytest.approx(share, abs=0.01)


def test_one_number_per_example_is_one_output():
    data = teacher(lambda X: X[0] * X[1], 50, n_in=2)
    assert data.y.shape == (1, 50)
    np.testing.assert_allclose(data.y[0], data.X[0] * data.X[1])


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.intp, bool])
def test_one_integer_per_example_is_its_label(dtype):
    data = teacher(lambda X: (X[0] > 0).astype(dtype), 50, n_in=2)
    assert data.n_classes == 2 and data.y.dtype == np.intp
    np.testing.assert_array_equal(data.y, data.X[0] > 0)


def test_a_list_of_labels_will_do():
    assert teacher(lambda X: [0, 2, 1], 3).y.tolist() == [0, 2, 1]


def test_a_network_teaches_what_it_predicts():
    network = Network([10, 20, 3], seed=1)
    data = teacher(network.predict, 300, n_in=10)
    assert network.accuracy(data.X, data.y) == 1 and set(data.y) == {0, 1, 2}


def test_a_network_teaches_its_scores():
    network = Network([4, 8, 2], seed=1)
    data = teacher(network.forward, 30, n_in=4, seed=3)
    np.testing.assert_array_equal(data.y, network.forward(data.X))


def test_noise_on_labels_is_refused_and_the_way_to_wrong_labels_named():
    with pytest.raises(ValueError, match=r"noise: got 0\.1, .* labels.*use with_flipped_labels"):
        teacher(lambda X: X[0] > 0, noise=0.1)


@pytest.mark.parametrize(
    ("function", "error", "words"),
    [
        (3, TypeError, "function: got 3, expected a function of X"),
        (lambda X: X.T, ValueError, r"function: .* float32 values of shape \(20, 3\)"),
        (lambda X: X.mean(), ValueError, r"function: .* of shape \(\), expected \(n_out, 20\)"),
        (lambda X: X[:0], ValueError, r"function: .* of shape \(0, 20\), expected \(n_out, 20\)"),
        (lambda X: X[0, 1:], ValueError, r"function: .* of shape \(1, 19\)"),
        (lambda X: np.stack([X, X]), ValueError, r"function: .* of shape \(2, 3, 20\)"),
        (lambda X: X > 0, ValueError, r"function: .* shape \(3, 20\), expected \(20,\)"),
        (lambda X: np.arange(19), ValueError, r"function: .* shape \(19,\), expected \(20,\)"),
        (lambda X: np.arange(20) - 1, ValueError, "function: .* label -1 at position 0"),
        (lambda X: X[0] + 1j, TypeError, "function: .* complex64 values, expected integers"),
        (lambda X: X / np.nan, ValueError, r"function: got nan at index \(0, 0\), .* finite"),
        (lambda X: [[1], [1, 2]], ValueError, "function: got rows of different lengths"),
    ],
)
def test_a_function_that_is_no_teacher_is_told_why(function, error, words):
    with pytest.raises(error, match=words):
        teacher(function, 20, n_in=3)


def test_an_error_inside_the_function_comes_through():
    with pytest.raises(ValueError, match=r"X: got shape \(1, 200\), expected \(2, N\)"):
        teacher(Network([2, 1]).predict)


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"n_examples": 0}, ValueError, "n_examples: got 0, expected 1 or more"),
        ({"n_in": 0}, ValueError, "n_in: got 0, expected 1 or more"),
        ({"n_in": 1.5}, TypeError, "n_in: got 1.5, expected a whole number"),
        ({"noise": -1}, ValueError, r"noise: got -1, expected a number in \[0, inf\)"),
        ({"seed": None}, TypeError, "seed: got None"),
    ],
)
def test_bad_arguments_are_named(options, error, words):
    with pytest.raises(error, match=words):
        teacher(np.sin, **options)
