"""Losses: against scikit-learn, plain loops and finite differences."""

import math

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given
from hypothesis import strategies as st

from neuronlib import cross_entropy, hinge, squared_error
from neuronlib.losses import as_loss
from tests.neuronlib.cases import ALL_LOSSES, EVERY_LOSS, examples_for
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


def test_squared_error_is_half_the_distance_squared_added_up_over_the_outputs():
    generator = np.random.default_rng(0)
    scores, targets = generator.standard_normal((2, 3, 20))
    by_hand = math.fsum(float(d) ** 2 for d in (scores - targets).ravel()) / 2 / 20
    assert squared_error(scores, targets)[0] == pytest.approx(by_hand)
    # scikit-learn takes the mean over the outputs, too, and no half
    peer = sklearn.metrics.mean_squared_error(targets.T, scores.T)
    assert squared_error(scores, targets)[0] == pytest.approx(peer * 3 / 2)


@pytest.mark.parametrize("n_out", [1, 4])
def test_the_gradient_of_squared_error_agrees_with_central_differences(n_out):
    generator = np.random.default_rng(0)
    scores, targets = generator.standard_normal((2, n_out, 7))
    differences = central_differences(lambda at: squared_error(at, targets)[0], scores)
    np.testing.assert_allclose(squared_error(scores, targets)[1], differences, atol=1e-8)


def test_squared_error_is_zero_with_no_gradient_where_the_targets_are_met():
    targets = np.random.default_rng(0).standard_normal((3, 5))
    value, gradient = squared_error(targets, targets)
    assert value == 0 and not gradient.any()


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9), st.floats(-1e6, 1e6))
def test_the_mean_is_what_comes_closest_to_all_targets(targets, elsewhere):
    def distance(constant):
        return squared_error(np.full((1, len(targets)), constant), [targets])[0]

    least = distance(math.fsum(targets) / len(targets))
    assert least <= distance(elsewhere) * (1 + 1e-9) + 1e-9


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


@EVERY_LOSS
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_stack_gives_what_its_members_give(loss, n_out, dtype):
    members = np.random.default_rng(1).standard_normal((4, n_out, 7)).astype(dtype)
    _, y = examples_for(loss, n_out, n_examples=7)
    values, gradients = loss(members, y)
    assert values.shape == (4,) and gradients.dtype == dtype
    for s in range(4):
        value, gradient = loss(members[s], y)
        assert isinstance(value, float)
        assert values[s] == pytest.approx(value, rel=1e-6 if dtype is np.float32 else 1e-14)
        np.testing.assert_allclose(gradients[s], gradient, atol=1e-7)


@given(st.sampled_from(list(ALL_LOSSES.values())), st.randoms(use_true_random=False))
def test_the_order_of_the_examples_does_not_matter(loss, random):
    loss, n_out = loss
    scores = example(n_out)[0]
    _, y = examples_for(loss, n_out, n_examples=7)
    order = random.sample(range(7), 7)
    value, gradient = loss(scores, y)
    shuffled_value, shuffled_gradient = loss(scores[:, order], y[..., order])
    assert shuffled_value == pytest.approx(value)
    np.testing.assert_allclose(shuffled_gradient, gradient[:, order])


@EVERY_LOSS
def test_the_mean_does_not_change_when_the_batch_is_repeated(loss, n_out):
    scores = example(n_out)[0]
    _, y = examples_for(loss, n_out, n_examples=7)
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


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@given(loss=st.sampled_from(list(ALL_LOSSES.values())), data=st.data())
def test_scores_up_to_the_limits_give_no_warning_and_no_nan(dtype, loss, data):
    loss, n_out = loss
    width = np.dtype(dtype).itemsize * 8
    some_float = st.floats(allow_nan=False, allow_infinity=False, width=width)
    drawn = st.lists(some_float, min_size=2 * n_out, max_size=2 * n_out)
    scores = np.array(data.draw(drawn), dtype).reshape(n_out, 2)
    _, y = examples_for(loss, n_out, n_examples=2)
    value, gradient = loss(scores, y)
    assert value >= 0  # infinite, if it lies beyond the type
    assert np.isfinite(gradient).all()
    if loss is not squared_error:
        assert abs(gradient).max() <= max(1, n_out - 1) / 2


def test_squared_errors_of_float32_add_up_beyond_float32():
    large = np.array([[1e30, -1e30]], np.float32)
    assert squared_error(large, -large)[0] == pytest.approx(2e60, rel=1e-6)


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


@EVERY_LOSS
def test_nan_among_the_scores_makes_the_loss_nan(loss, n_out):
    scores = example(n_out)[0]
    _, y = examples_for(loss, n_out, n_examples=7)
    scores[0, 2] = np.nan
    assert np.isnan(loss(scores, y)[0])


@EVERY_LOSS
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_gradient_keeps_type_and_shape_and_what_came_in_stays_as_it_was(loss, dtype, n_out):
    scores = example(n_out)[0].astype(dtype)
    _, y = examples_for(loss, n_out, n_examples=7)
    before, y_before = scores.copy(), y.copy()
    _, gradient = loss(scores, y)
    assert gradient.dtype == dtype and gradient.shape == scores.shape
    np.testing.assert_array_equal(scores, before)
    np.testing.assert_array_equal(y, y_before)


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


@pytest.mark.parametrize(
    ("y", "error", "words"),
    [
        (np.zeros(3), ValueError, r"y: got shape \(3,\), .*; for a single output use y\[None, :\]"),
        (np.zeros((3, 1)), ValueError, r"y: got shape \(3, 1\), expected \(1, 3\): one column per"),
        (np.zeros((1, 2)), ValueError, r"y: got shape \(1, 2\), expected \(1, 3\)"),
        ([[0.0, np.nan, 1.0]], ValueError, r"y: got nan at index \(0, 1\), expected finite"),
        ([["a", "b", "c"]], TypeError, "y: got .*, expected real numbers"),
        ([[0.0], [1.0, 2.0]], ValueError, "y: got rows of different lengths"),
    ],
)
def test_targets_that_do_not_fit_are_named(y, error, words):
    with pytest.raises(error, match=words):
        squared_error(np.zeros((1, 3)), y)


def test_targets_beyond_the_type_of_the_scores_are_named():
    with pytest.raises(ValueError, match=r"y: got 1e\+300 at .* within the range of float32"):
        squared_error(np.zeros((1, 1), np.float32), [[1e300]])


def test_whole_numbers_are_targets():
    assert squared_error([[1.0, 2.0]], [[1, 4]])[0] == 1


@pytest.mark.parametrize("loss", [cross_entropy, hinge, squared_error])
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


@pytest.mark.parametrize("loss", ["hinge", None, 3])
def test_what_is_no_loss_is_named(loss):
    with pytest.raises(
        TypeError, match=r"loss: got .*, expected one such as neuronlib\.cross_entr"
    ):
        as_loss(loss)


def test_a_loss_is_one_even_if_it_is_the_readers_own():
    def own(scores, y):
        return 0.0, scores

    assert as_loss(own) is own and as_loss(hinge) is hinge
