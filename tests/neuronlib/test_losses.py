"""Losses: against scikit-learn, plain loops and finite differences."""

import math

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given
from hypothesis import strategies as st

from neuronlib import cross_entropy, hinge
from tests.neuronlib.oracles import central_differences, softmax

LOSSES = pytest.mark.parametrize("loss", [cross_entropy, hinge])
ROWS = pytest.mark.parametrize("n_out", [1, 2, 5])


def example(n_out, n_examples=7, seed=0):
    generator = np.random.default_rng(seed)
    scores = 2 * generator.standard_normal((n_out, n_examples))
    return scores, generator.integers(0, max(2, n_out), n_examples)


def test_binary_cross_entropy_is_that_of_scikit_learn():
    scores, y = example(1, 50)
    probability = 1 / (1 + np.exp(-scores[0]))
    assert cross_entropy(scores, y)[0] == pytest.approx(sklearn.metrics.log_loss(y, probability))


def test_multiclass_cross_entropy_is_that_of_scikit_learn():
    scores, y = example(5, 50)
    expected = sklearn.metrics.log_loss(y, softmax(scores).T, labels=range(5))
    assert cross_entropy(scores, y)[0] == pytest.approx(expected)


def test_binary_hinge_is_that_of_scikit_learn():
    scores, y = example(1, 50)
    expected = sklearn.metrics.hinge_loss(y, scores[0], labels=[0, 1])
    assert hinge(scores, y)[0] == pytest.approx(expected)


def test_multiclass_hinge_adds_up_what_is_missing_to_each_wrong_class():
    scores, y = example(5, 50)
    missing = [
        max(0.0, scores[k, n] - scores[y[n], n] + 1)
        for n in range(50)
        for k in range(5)
        if k != y[n]
    ]
    assert hinge(scores, y)[0] == pytest.approx(math.fsum(missing) / 50)


@LOSSES
@ROWS
def test_the_gradient_agrees_with_central_differences(loss, n_out):
    scores, y = example(n_out)
    differences = central_differences(lambda at: loss(at, y)[0], scores)
    np.testing.assert_allclose(loss(scores, y)[1], differences, atol=1e-8)


def test_the_binary_case_is_a_softmax_over_the_score_and_zero():
    scores, y = example(1)
    value, gradient = cross_entropy(scores, y)
    twice, both = cross_entropy(np.vstack([np.zeros_like(scores), scores]), y)
    assert value == pytest.approx(twice)
    np.testing.assert_allclose(gradient[0], both[1], atol=1e-15)


@LOSSES
def test_the_gradient_adds_up_to_zero_over_the_classes(loss):
    scores, y = example(5)
    np.testing.assert_allclose(loss(scores, y)[1].sum(axis=0), 0, atol=1e-15)


@LOSSES
@ROWS
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_stack_gives_what_its_members_give(loss, n_out, dtype):
    members = np.stack([example(n_out, seed=s)[0] for s in range(4)]).astype(dtype)
    y = example(n_out)[1]
    values, gradients = loss(members, y)
    assert values.shape == (4,) and gradients.dtype == dtype
    for s in range(4):
        value, gradient = loss(members[s], y)
        assert isinstance(value, float)
        assert values[s] == pytest.approx(value, rel=1e-6 if dtype is np.float32 else 1e-14)
        np.testing.assert_allclose(gradients[s], gradient, atol=1e-7)


@LOSSES
@given(st.randoms(use_true_random=False), st.sampled_from([1, 3]))
def test_the_order_of_the_examples_does_not_matter(loss, random, n_out):
    scores, y = example(n_out)
    order = random.sample(range(7), 7)
    value, gradient = loss(scores, y)
    shuffled_value, shuffled_gradient = loss(scores[:, order], y[order])
    assert shuffled_value == pytest.approx(value)
    np.testing.assert_allclose(shuffled_gradient, gradient[:, order])


@LOSSES
def test_the_mean_does_not_change_when_the_batch_is_repeated(loss):
    scores, y = example(3)
    assert loss(np.tile(scores, 3), np.tile(y, 3))[0] == pytest.approx(loss(scores, y)[0])


@given(st.floats(-50, 50))
def test_softmax_does_not_care_about_a_constant_added_to_all_scores(shift):
    scores, y = example(4)
    value, gradient = cross_entropy(scores, y)
    moved_value, moved_gradient = cross_entropy(scores + shift, y)
    assert moved_value == pytest.approx(value)
    np.testing.assert_allclose(moved_gradient, gradient, atol=1e-12)


def test_hinge_has_no_loss_and_no_gradient_from_the_margin_on():
    assert hinge([[1.0, -1.0, 5.0]], [1, 0, 1])[0] == 0
    value, gradient = hinge([[3.0, 0.0], [2.0, 1.0], [-9.0, 0.0]], [0, 1])
    assert value == 0 and not gradient.any()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_extreme_scores_give_their_exact_loss_and_no_warning(dtype):
    large = np.finfo(dtype).max
    with np.errstate(all="raise", under="ignore", over="raise"):
        right, gradient = cross_entropy(np.array([[large, -large]], dtype), [1, 0])
        assert right == 0 and not gradient.any()
        wrong, gradient = cross_entropy(np.array([[-large]], dtype), [1])
        assert wrong == large and gradient.tolist() == [[-1]]
        right, gradient = cross_entropy(np.array([[large], [-large]], dtype), [0])
        assert right == 0 and not gradient.any()
        half, gradient = cross_entropy(np.array([[0], [large / 2]], dtype), [0])
        assert half == large / 2 and gradient.tolist() == [[-1], [1]]
        assert hinge(np.array([[large]], dtype), [0])[0] == pytest.approx(large)
        assert hinge(np.array([[large], [-large]], dtype), [0])[0] == 0


def test_many_large_float32_losses_have_a_finite_mean():
    scores = np.full((1, 4), np.finfo(np.float32).max, np.float32)
    assert cross_entropy(scores, [0, 0, 0, 0])[0] == pytest.approx(float(scores[0, 0]))
    assert hinge(scores, [0, 0, 0, 0])[0] == pytest.approx(float(scores[0, 0]))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@LOSSES
def test_a_loss_beyond_the_type_is_infinite_with_a_finite_gradient_and_no_warning(loss, dtype):
    large = np.finfo(dtype).max
    value, gradient = loss(np.array([[large], [-large]], dtype), [1])
    assert value == np.inf and np.isfinite(gradient).all()


@LOSSES
@ROWS
def test_nan_among_the_scores_makes_the_loss_nan(loss, n_out):
    scores, y = example(n_out)
    scores[0, 2] = np.nan
    assert np.isnan(loss(scores, y)[0])


@LOSSES
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@ROWS
def test_the_gradient_keeps_type_and_shape_and_the_scores_stay_as_they_were(loss, dtype, n_out):
    scores, y = example(n_out)
    scores = scores.astype(dtype)
    before = scores.copy()
    _, gradient = loss(scores, y)
    assert gradient.dtype == dtype and gradient.shape == scores.shape
    np.testing.assert_array_equal(scores, before)


@LOSSES
@pytest.mark.parametrize(
    ("n_out", "y", "error", "words"),
    [
        (3, [0, 1, 3], ValueError, "y: got label 3 at position 2, expected integers from 0 to 2"),
        (3, [0, -1, 1], ValueError, "y: got label -1 at position 1, expected integers from 0 to 2"),
        (1, [0, 1, 2], ValueError, "y: got label 2 at position 2, expected integers from 0 to 1"),
        (1, [0.0, 1.0, 1.0], TypeError, "y: got float64 values, expected integers; try y.astype"),
        (1, [0, np.nan, 1], TypeError, "y: got float64 values, expected integers"),
        (1, ["a", "b", "c"], TypeError, "y: got <U1 values, expected integers"),
        (1, [0, 1], ValueError, r"y: got shape \(2,\), expected \(3,\): one label per column"),
        (1, [[0, 1, 0]], ValueError, r"y: got shape \(1, 3\), expected \(3,\)"),
        (1, [[0, 1], [1]], ValueError, "y: got rows of different lengths"),
    ],
)
def test_labels_that_do_not_fit_are_named(loss, n_out, y, error, words):
    with pytest.raises(error, match=words):
        loss(np.zeros((n_out, 3)), y)


@LOSSES
@pytest.mark.parametrize(
    ("scores", "error", "words"),
    [
        ([1.0, 2.0], ValueError, r"scores: got shape \(2,\), expected \(n_out, N\)"),
        (np.zeros((3, 0)), ValueError, r"scores: got shape \(3, 0\)"),
        (np.zeros((1, 1, 1, 2)), ValueError, r"scores: got shape \(1, 1, 1, 2\)"),
        ([["a", "b"]], TypeError, "scores: got .*, expected real numbers"),
    ],
)
def test_scores_that_do_not_fit_are_named(loss, scores, error, words):
    with pytest.raises(error, match=words):
        loss(scores, [0, 1])


@LOSSES
def test_true_and_false_are_labels(loss):
    scores, y = example(1)
    assert loss(scores, y.astype(bool))[0] == loss(scores, y)[0]
