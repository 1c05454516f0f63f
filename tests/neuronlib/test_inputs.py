"""What may come in, and in which words the rest is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib.inputs import (
    as_array,
    as_count,
    as_examples,
    as_finite,
    as_floats,
    as_generator,
    as_labels,
    as_limits,
    as_number,
    as_sizes,
    as_targets,
)


def test_an_array_is_taken_as_it_is():
    array = np.ones((2, 3))
    assert as_array(array, "it") is array
    assert as_array([1, "a"], "it").dtype.kind == "U"


def test_rows_of_different_lengths_are_no_array():
    with pytest.raises(ValueError, match="it: got rows of different lengths, expected numbers"):
        as_array([[1], [2, 3]], "it")


@pytest.mark.parametrize(
    ("values", "dtype", "expected"),
    [
        ([1, 2], None, np.float64),
        ([True], None, np.float64),
        (np.ones(2, np.uint8), None, np.float64),
        (np.ones(2, np.float32), None, np.float32),
        (np.ones(2, np.float16), None, np.float16),
        ([1, 2], np.float32, np.float32),
        (np.ones(2), np.float32, np.float32),
    ],
)
def test_floats_keep_their_type_and_whole_numbers_become_float64(values, dtype, expected):
    assert as_floats(values, "it", dtype).dtype == expected


def test_floats_of_the_right_type_are_not_copied():
    array = np.ones(3, np.float32)
    assert as_floats(array, "it") is array and as_floats(array, "it", np.float32) is array


def test_infinity_and_nan_are_floats():
    assert np.isnan(as_floats([np.nan, np.inf], "it")[0])


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["a"], r"it: got \['a'\], expected real numbers"),
        ([1j], r"it: got \[1j\], expected real numbers"),
        (None, "it: got None, expected real numbers"),
        ("\n" * 3 + "b" * 90, r"it: got '\\n\\n\\nb{30}…, expected real numbers"),
        (np.full((9, 9), "c"), "it: got array.*…, expected real numbers"),
    ],
)
def test_what_is_no_real_number_is_shown_in_short(values, words):
    with pytest.raises(TypeError, match=words):
        as_floats(values, "it")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (np.inf, r"it: got inf at index \(\), expected finite numbers$"),
        ([1, -np.inf, np.nan], r"it: got -inf at index \(1,\), expected finite numbers$"),
        ([[0, 1], [2, np.nan]], r"it: got nan at index \(1, 1\), expected finite numbers$"),
    ],
)
def test_the_first_number_that_is_not_finite_is_named_with_its_place(values, words):
    with pytest.raises(ValueError, match=words):
        as_finite(values, "it")


def test_a_number_too_large_for_the_type_is_named_without_a_warning():
    with pytest.raises(ValueError, match=r"got 1e\+300 at index \(1,\), .* the range of float32$"):
        as_finite([0, 1e300], "it", np.float32)
    assert as_finite([0, 1e300], "it").tolist() == [0, 1e300]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_finite_numbers_are_passed_on(values):
    assert as_finite(values, "it").tolist() == values


def test_examples_are_columns_of_the_type_that_is_asked_for():
    X = as_examples([[1, 2, 3], [4, 5, 6]], 2, np.float32)
    assert X.shape == (2, 3) and X.dtype == np.float32


@pytest.mark.parametrize(
    ("shape", "hint"),
    [
        ((5, 3), r"; did you mean X\.T\?"),
        ((3,), r"; for a single example use X\[:, None\]"),
        ((4, 5), ""),
        ((), ""),
        ((3, 5, 1), ""),
        ((2, 5, 3), ""),
    ],
)
def test_examples_of_another_shape_are_named_and_a_way_out_is_shown_where_there_is_one(shape, hint):
    words = r"X: got shape \(.*\), expected \(3, N\): one example per column" + hint + "$"
    with pytest.raises(ValueError, match=words):
        as_examples(np.ones(shape), 3, np.float64)


@pytest.mark.parametrize("dtype", [np.int8, np.uint16, np.int64, bool])
def test_labels_are_integers_of_any_kind(dtype):
    assert as_labels(np.array([0, 1, 1], dtype), 3, 2).tolist() == [0, 1, 1]
    assert as_labels(np.array([0, 1, 1], dtype), 3, 2).dtype == np.intp


@pytest.mark.parametrize(
    ("y", "error", "words"),
    [
        ([0.0, 1.0], TypeError, r"y: got float64 values, expected integers; try y\.astype\(int\)"),
        (["a", "b"], TypeError, "y: got <U1 values, expected integers"),
        ([0, 1, 1], ValueError, r"y: got shape \(3,\), expected \(2,\): one label per column of X"),
        ([[0, 1]], ValueError, r"y: got shape \(1, 2\), expected \(2,\)"),
        ([0, 3], ValueError, "y: got label 3 at position 1, expected integers from 0 to 2"),
        ([-1, 3], ValueError, "y: got label -1 at position 0, expected integers from 0 to 2"),
    ],
)
def test_labels_that_do_not_fit_are_named(y, error, words):
    with pytest.raises(error, match=words):
        as_labels(y, 2, 3)


def test_targets_are_finite_columns():
    assert as_targets([[1, 2]], 1, 2).dtype == np.float64
    assert as_targets(np.ones((1, 2), np.float32), 1, 2).dtype == np.float32
    assert as_targets([[1, 2]], 1, 2, np.float32).dtype == np.float32


@pytest.mark.parametrize(
    ("y", "n_out", "words"),
    [
        (
            [1, 2],
            1,
            r"y: got shape \(2,\), expected \(1, 2\): .*; for a single output use y\[None, ",
        ),
        ([1, 2], 2, r"y: got shape \(2,\), expected \(2, 2\): one column per example$"),
        ([[1], [2]], 1, r"y: got shape \(2, 1\), expected \(1, 2\): one column per example$"),
        ([[1, np.inf]], 1, r"y: got inf at index \(0, 1\), expected finite numbers"),
    ],
)
def test_targets_that_do_not_fit_are_named(y, n_out, words):
    with pytest.raises(ValueError, match=words):
        as_targets(y, n_out, 2)


def test_sizes_become_a_tuple_of_python_integers():
    for sizes in ([3, 4, 2], (3, 4, 2), [np.int64(3), 4, np.uint8(2)]):
        assert as_sizes(sizes) == (3, 4, 2)
        assert all(type(n) is int for n in as_sizes(sizes))


@pytest.mark.parametrize(
    ("sizes", "error", "words"),
    [
        ([3, 2.5], TypeError, r"sizes: got \[3, 2\.5\], expected a list of integers such as"),
        ([3, True], TypeError, r"sizes: got \[3, True\], expected a list of integers"),
        (3, TypeError, "sizes: got 3, expected a list of integers"),
        ("34", TypeError, "sizes: got '34', expected a list of integers"),
        ([3], ValueError, r"sizes: got \[3\], expected at least the number of inputs and of outp"),
        ([], ValueError, r"sizes: got \[\], expected at least"),
        ([3, 0], ValueError, r"sizes: got \[3, 0\], .*each 1 or more"),
    ],
)
def test_sizes_that_are_none_are_named(sizes, error, words):
    with pytest.raises(error, match=words):
        as_sizes(sizes)


@pytest.mark.parametrize("value", [1, 0.5, np.float32(0.5), np.int8(1), 0])
def test_a_number_becomes_a_python_float(value):
    assert as_number(value, "it", low=0) == value and type(as_number(value, "it", low=0)) is float


@pytest.mark.parametrize(
    ("value", "bounds", "words"),
    [
        (-1, {"low": 0}, r"it: got -1, expected a number in \[0, inf\)"),
        (0, {"low": 0, "low_included": False}, r"it: got 0, expected a number in \(0, inf\)"),
        (1, {"low": 0, "high": 1}, r"it: got 1, expected a number in \[0, 1\)"),
        (np.nan, {"low": 0}, "it: got nan, expected a number in"),
        (np.inf, {"low": 0}, "it: got inf, expected a number in"),
    ],
)
def test_a_number_outside_its_bounds_is_named(value, bounds, words):
    with pytest.raises(ValueError, match=words):
        as_number(value, "it", **bounds)


@pytest.mark.parametrize("value", [True, "1", None, [1.0], np.array(1.0), 1j])
def test_what_is_no_number_is_named(value):
    with pytest.raises(TypeError, match=r"it: got .*, expected a number"):
        as_number(value, "it", low=0)


def test_a_count_becomes_a_python_integer():
    assert as_count(np.int64(3), "it") == 3 and type(as_count(np.int64(3), "it")) is int


@pytest.mark.parametrize("value", [True, 2.0, "2", None])
def test_what_is_no_whole_number_is_named(value):
    with pytest.raises(TypeError, match=r"it: got .*, expected a whole number"):
        as_count(value, "it")


@pytest.mark.parametrize("value", [0, -1])
def test_a_count_is_one_or_more(value):
    with pytest.raises(ValueError, match=r"it: got .*, expected 1 or more"):
        as_count(value, "it")


def test_limits_become_two_python_floats():
    ends = as_limits((-1, np.float32(2.5)))
    assert ends == (-1, 2.5) and all(type(end) is float for end in ends)


@pytest.mark.parametrize(
    ("limits", "error", "words"),
    [
        ((1, 1), ValueError, r"limits: got \(1, 1\), expected \(low, high\) with low < high"),
        ((1, -1), ValueError, r"limits: got \(1, -1\), expected \(low, high\)"),
        ((1, 2, 3), ValueError, r"limits: got \(1, 2, 3\), expected \(low, high\)"),
        (3, ValueError, r"limits: got 3, expected \(low, high\)"),
        ((0, np.inf), ValueError, r"limits: got inf at index \(1,\), expected finite numbers"),
        (("a", "b"), TypeError, "limits: got .*, expected real numbers"),
    ],
)
def test_limits_that_are_none_are_named(limits, error, words):
    with pytest.raises(error, match=words):
        as_limits(limits)


def test_a_seed_names_a_generator_and_a_generator_is_used_as_it_is():
    generator = np.random.default_rng(3)
    assert as_generator(generator) is generator
    assert as_generator(3).random() == as_generator(np.int64(3)).random() == generator.random()
    assert as_generator(3).random() != as_generator(4).random()


@pytest.mark.parametrize("seed", [-1, 1.0, "1", None, True, np.random.RandomState(0)])
def test_what_is_no_seed_is_named(seed):
    with pytest.raises(
        TypeError, match=r"seed: got .*, expected an integer ≥ 0 or a numpy\.random"
    ):
        as_generator(seed)
