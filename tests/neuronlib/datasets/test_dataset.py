"""Datasets of labels or targets: what they accept, splitting, choosing classes, label noise."""

import pickle
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib.datasets import Dataset, blobs, digits


def numbered(n_examples, n_classes=4):
    """Return a dataset whose examples carry their own number, and 1000 times their label."""
    y = np.arange(n_examples) % n_classes
    return Dataset(np.stack([np.arange(n_examples), 1000 * y]).astype(np.float32), y)


def numbered_targets(n_examples, n_out=2):
    """Return a dataset whose examples carry their number, and targets that can be told from it."""
    numbers = np.arange(n_examples, dtype=np.float32)
    return Dataset(numbers[None, :], numbers + 100 * np.arange(1, n_out + 1)[:, None])


@given(st.integers(2, 60), st.floats(0.01, 0.99), st.integers(0, 5))
def test_the_two_sets_of_a_split_are_disjoint_and_complete(n_examples, fraction, seed):
    data = numbered(n_examples)
    expected = round(fraction * n_examples)
    if not 0 < expected < n_examples:
        with pytest.raises(ValueError, match="leaves one of the two sets"):
            data.split(fraction, seed=seed)
        return
    first, second = data.split(fraction, seed=seed)
    assert first.y.size == first.X.shape[1] == expected
    assert sorted([*first.X[0], *second.X[0]]) == list(range(n_examples))
    for part in (first, second):
        np.testing.assert_array_equal(part.X[1], 1000 * part.y)  # labels went with their examples


def test_targets_go_with_their_examples_in_a_split():
    data = numbered_targets(30)
    first, second = data.split(0.7, seed=4)
    assert first.y.shape == (2, 21) and second.y.shape == (2, 9)
    assert sorted([*first.X[0], *second.X[0]]) == list(range(30))
    for part in (first, second):
        np.testing.assert_array_equal(part.y - part.X, [[100], [200]] * np.ones_like(part.X))


def test_a_split_is_shuffled_and_repeatable_from_its_seed():
    def first(seed):
        return numbered(50).split(0.5, seed=seed)[0].X[0].tolist()

    assert first(0) == first(0) == first(np.random.default_rng(0))
    assert first(0) != first(1)
    assert first(0) != list(range(25)) and set(first(0)) != set(range(25))


@pytest.mark.parametrize(
    ("fraction", "error", "words"),
    [
        (0, ValueError, r"fraction: got 0, expected a number in \(0, 1\)"),
        (1, ValueError, r"fraction: got 1, expected a number in \(0, 1\)"),
        (1.5, ValueError, "fraction: got 1.5"),
        ("half", TypeError, "fraction: got 'half', expected a number"),
        (0.01, ValueError, "fraction: got 0.01, which leaves one of the two sets of 20 examples"),
        (0.99, ValueError, "fraction: got 0.99, which leaves one of the two sets of 20 examples"),
    ],
)
def test_a_fraction_that_does_not_split_is_named(fraction, error, words):
    with pytest.raises(error, match=words):
        numbered(20).split(fraction)


def test_a_bad_seed_is_named():
    with pytest.raises(TypeError, match=r"seed: got 0\.5, expected an integer ≥ 0"):
        numbered(20).split(0.5, seed=0.5)


def test_only_keeps_the_examples_of_the_classes_and_relabels_them_in_the_order_given():
    data = numbered(40)
    chosen = data.only(3, 1)
    assert chosen.n_classes == 2 and chosen.y.size == 20
    np.testing.assert_array_equal(chosen.X[1], np.where(chosen.y == 0, 3000, 1000))
    assert set(chosen.X[0]) == {n for n in range(40) if n % 4 in (1, 3)}
    assert data.only(0, 1, 2, 3).y.tolist() == data.y.tolist()


@pytest.mark.parametrize(
    ("classes", "words"),
    [
        ((1,), r"classes: got \(1,\), expected two or more different ones"),
        ((), r"classes: got \(\)"),
        ((1, 1), r"classes: got \(1, 1\), expected two or more different ones"),
        ((1, 4), "classes: got 4, expected integers from 0 to 3"),
        ((-1, 1), "classes: got -1, expected integers from 0 to 3"),
        (("1", "2"), "classes: got '1', expected integers from 0 to 3"),
    ],
)
def test_classes_that_are_none_are_named(classes, words):
    with pytest.raises(ValueError, match=words):
        numbered(20).only(*classes)


def test_taking_a_part_leaves_the_whole_as_it_was():
    part, _ = digits().only(0, 1).split(0.5)
    part.X[:] = 0
    assert digits().X.any()


@given(st.integers(1, 200), st.floats(0, 0.999), st.integers(2, 5), st.integers(0, 5))
def test_exactly_the_fraction_of_labels_is_flipped_each_to_another_class(
    n_examples, fraction, n_classes, seed
):
    data = numbered(n_examples + n_classes, n_classes)
    noisy = data.with_flipped_labels(fraction, seed=seed)
    assert (noisy.y != data.y).sum() == round(fraction * data.y.size)
    assert set(noisy.y) <= set(range(n_classes)) and noisy.y.dtype == data.y.dtype
    np.testing.assert_array_equal(noisy.X, data.X)
    np.testing.assert_array_equal(data.y, numbered(n_examples + n_classes, n_classes).y)


def test_every_example_is_as_likely_to_be_flipped_and_every_other_class_to_be_taken():
    data = numbered(12, n_classes=3)
    counts = np.zeros((12, 3))
    generator = np.random.default_rng(0)
    for _ in range(4000):
        noisy = data.with_flipped_labels(0.5, seed=generator)
        counts[np.arange(12), noisy.y] += 1
    for label, shares in zip(data.y, counts / 4000, strict=True):
        expected = np.full(3, 0.25)
        expected[label] = 0.5
        np.testing.assert_allclose(shares, expected, atol=0.035)  # over four standard errors


def test_which_labels_are_flipped_depends_on_the_seed_alone():
    def noisy(seed):
        return numbered(50).with_flipped_labels(0.3, seed=seed).y.tolist()

    assert noisy(0) == noisy(0) == noisy(np.random.default_rng(0)) != noisy(1)
    assert numbered(50).with_flipped_labels(0.3).y.tolist() == noisy(0)


def test_labels_that_nobody_may_write_into_can_be_flipped():
    data = digits()
    assert (data.with_flipped_labels(0.1).y != data.y).sum() == 180


@pytest.mark.parametrize(
    ("fraction", "error", "words"),
    [
        (-0.1, ValueError, r"fraction: got -0\.1, expected a number in \[0, 1\)"),
        (1, ValueError, r"fraction: got 1, expected a number in \[0, 1\)"),
        (None, TypeError, "fraction: got None, expected a number"),
    ],
)
def test_a_fraction_of_labels_that_is_none_is_named(fraction, error, words):
    with pytest.raises(error, match=words):
        numbered(20).with_flipped_labels(fraction)


def test_flipping_labels_takes_two_classes():
    with pytest.raises(ValueError, match="every label is 0, expected two or more classes"):
        Dataset(np.ones((1, 5)), np.zeros(5, int)).with_flipped_labels(0.5)


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        (lambda data: data.n_classes, "n_classes"),
        (lambda data: data.only(0, 1), "only"),
        (lambda data: data.with_flipped_labels(0.1), "with_flipped_labels"),
    ],
)
def test_what_needs_labels_refuses_targets(ask, name):
    words = rf"^{name}: this set has real targets, shape \(2, 20\); expected labels"
    with pytest.raises(ValueError, match=words):
        ask(numbered_targets(20))


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, bool])
def test_labels_of_any_integer_type_become_ints(dtype):
    data = Dataset(np.zeros((1, 4)), np.array([0, 1, 1, 0], dtype))
    assert data.y.dtype == np.intp and data.y.tolist() == [0, 1, 1, 0] and data.n_classes == 2


def test_lists_become_arrays_and_floats_keep_their_type_and_are_not_copied():
    assert Dataset([[1, 2, 3]], [0, 1, 2]).X.dtype == np.float64
    X, y = np.zeros((2, 3), np.float32), np.zeros((1, 3), np.float32)
    data = Dataset(X, y)
    assert data.X is X and data.y is y


@pytest.mark.parametrize(
    ("X", "y", "error", "words"),
    [
        (np.zeros(5), np.zeros(5, int), ValueError, "X: got shape (5,), expected (n_in, N): one"),
        (np.zeros((2, 0)), np.zeros(0, int), ValueError, "X: got shape (2, 0), expected (n_in, N)"),
        (np.zeros((0, 2)), np.zeros(2, int), ValueError, "X: got shape (0, 2), expected (n_in, N)"),
        ([["a"]], [0], TypeError, "X: got [['a']], expected real numbers"),
        (np.zeros((2, 5)), np.zeros(2, int), ValueError, "y: got shape (2,), expected (5,): one"),
        (np.zeros((2, 5)), np.zeros((1, 5), int), ValueError, "y: got shape (1, 5), expected (5,)"),
        (np.zeros((2, 5)), [], ValueError, "y: got float64 values of shape (0,)"),
        (np.zeros((2, 1)), [-1], ValueError, "y: got label -1 at position 0"),
        (np.zeros((2, 3)), [0, 4, -1], ValueError, "at position 2, expected integers from 0 to 4"),
        (np.zeros((2, 1)), ["a"], TypeError, "y: got <U1 values, expected integers"),
        (
            np.zeros((2, 5)), np.zeros(5), ValueError,
            "y: got float64 values of shape (5,), expected (n_out, 5): one column of targets per "
            "column of X; labels are integers, (5,)",
        ),
        (np.zeros((2, 5)), np.zeros((5, 1)), ValueError, "shape (5, 1), expected (n_out, 5)"),
        (np.zeros((2, 5)), np.zeros((0, 5)), ValueError, "shape (0, 5), expected (n_out, 5)"),
    ],
)  # fmt: skip
def test_examples_and_answers_that_do_not_fit_are_told_why(X, y, error, words):
    with pytest.raises(error, match=re.escape(words)):
        Dataset(X, y)


def test_a_dataset_cannot_be_changed_by_assigning_to_it():
    with pytest.raises(AttributeError):
        numbered(4).X = np.zeros((2, 4))


def test_datasets_are_the_same_only_if_they_are_one_object():
    data = numbered(4)
    assert data == data and data != numbered(4) and len({data, data}) == 1


def test_a_dataset_can_be_sent_to_another_process():
    data = pickle.loads(pickle.dumps(blobs(10)))
    np.testing.assert_array_equal(data.X, blobs(10).X)
    np.testing.assert_array_equal(data.y, blobs(10).y)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (numbered(8), "Dataset(8 examples, 2 inputs, 4 classes)"),
        (numbered_targets(8), "Dataset(8 examples, 1 input, 2 outputs)"),
        (numbered_targets(1, n_out=1), "Dataset(1 example, 1 input, 1 output)"),
        (numbered(1), "Dataset(1 example, 2 inputs, 1 class)"),
    ],
)
def test_repr_counts_examples_inputs_and_classes_or_outputs(data, text):
    assert repr(data) == text
