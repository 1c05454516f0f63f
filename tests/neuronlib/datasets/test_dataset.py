"""Splitting a dataset and taking some of its classes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib.datasets import Dataset, digits


def numbered(n_examples, n_classes=4):
    """Return a dataset whose examples carry their own number, and 1000 times their label."""
    y = np.arange(n_examples) % n_classes
    return Dataset(np.stack([np.arange(n_examples), 1000 * y]).astype(np.float32), y)


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


def test_repr_counts_examples_inputs_and_classes():
    assert repr(numbered(8)) == "Dataset(8 examples, 2 inputs, 4 classes)"
