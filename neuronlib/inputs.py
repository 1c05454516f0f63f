"""What may come in: examples as columns, labels as integers.

Every public function of the lower floors checks its arguments here, so that the same mistake gets
the same words everywhere. Nothing is computed in this module.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.floating[Any]]
IntArray: TypeAlias = npt.NDArray[np.integer[Any]]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
# a string: numpy loads its random numbers when they are first named, and so do we
Seed: TypeAlias = "int | np.random.Generator"


def as_array(values: npt.ArrayLike, name: str) -> npt.NDArray[Any]:
    """Return `values` as an array of whatever they are.

    Raises
    ------
    ValueError
        If rows have different lengths.
    """
    try:
        return np.asarray(values)
    except ValueError:
        raise ValueError(f"{name}: got rows of different lengths, expected numbers") from None


def as_floats(values: npt.ArrayLike, name: str, dtype: npt.DTypeLike | None = None) -> FloatArray:
    """Return `values` as an array of floats; whole numbers become float64 unless `dtype` is given.

    Raises
    ------
    TypeError
        If the values are not real numbers.
    """
    array = as_array(values, name)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name}: got {_sketch(values)}, expected real numbers")
    if dtype is None:
        dtype = array.dtype if array.dtype.kind == "f" else np.float64
    with np.errstate(over="ignore"):  # what is too large for the type becomes infinite
        return array.astype(dtype, copy=False)


def as_finite(values: npt.ArrayLike, name: str, dtype: npt.DTypeLike | None = None) -> FloatArray:
    """Return `values` as an array of finite floats.

    Raises
    ------
    ValueError
        If a value is NaN or infinite; the message says which and where.
    """
    array = as_floats(values, name, dtype)
    if not np.isfinite(array).all():
        first = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        came = as_array(values, name)[first]
        beyond = f" within the range of {array.dtype}" if np.isfinite(came) else ""
        raise ValueError(f"{name}: got {came} at index {first}, expected finite numbers{beyond}")
    return array


def as_examples(X: npt.ArrayLike, n_in: int, dtype: npt.DTypeLike) -> FloatArray:
    """Return X, shape (n_in, N), as finite floats of the given type, one example per column.

    Raises
    ------
    ValueError
        If the shape is another, or a value is not finite.
    """
    array = as_array(X, "X")
    if array.ndim != 2 or array.shape[0] != n_in:
        message = f"X: got shape {array.shape}, expected ({n_in}, N): one example per column"
        if array.ndim == 2 and array.shape[1] == n_in:
            message += "; did you mean X.T?"
        elif array.shape == (n_in,):
            message += "; for a single example use X[:, None]"
        raise ValueError(message)
    return as_finite(array, "X", dtype)


def as_labels(y: npt.ArrayLike, n_examples: int, n_classes: int) -> IntArray:
    """Return y, shape (n_examples,), as integers from 0 to n_classes − 1.

    Raises
    ------
    TypeError
        If the labels are not integers.
    ValueError
        If there are too many or too few, or one lies outside the range.
    """
    labels = as_array(y, "y")
    if labels.dtype.kind not in "iub":
        raise TypeError(f"y: got {labels.dtype} values, expected integers; try y.astype(int)")
    if labels.shape != (n_examples,):
        raise ValueError(
            f"y: got shape {labels.shape}, expected ({n_examples},): one label per column of X"
        )
    wrong = (labels < 0) | (labels >= n_classes)
    if wrong.any():
        position = int(wrong.argmax())
        raise ValueError(
            f"y: got label {labels[position]} at position {position}, "
            f"expected integers from 0 to {n_classes - 1}"
        )
    return labels.astype(np.intp, copy=False)


def as_targets(
    y: npt.ArrayLike, n_out: int, n_examples: int, dtype: npt.DTypeLike | None = None
) -> FloatArray:
    """Return y, shape (n_out, n_examples), as finite floats: what a regression is to give.

    Raises
    ------
    ValueError
        If the shape is another, or a value is not finite.
    """
    targets = as_finite(y, "y", dtype)
    if targets.shape != (n_out, n_examples):
        expected = f"({n_out}, {n_examples}): one column per example"
        message = f"y: got shape {targets.shape}, expected {expected}"
        if n_out == 1 and targets.shape == (n_examples,):
            message += "; for a single output use y[None, :]"
        raise ValueError(message)
    return targets


def as_sizes(sizes: Sequence[int]) -> tuple[int, ...]:
    """Return layer sizes, inputs first, as a tuple of at least two positive integers.

    Raises
    ------
    TypeError
        If they are not a sequence of integers.
    ValueError
        If there are fewer than two, or one is not positive.
    """
    if not isinstance(sizes, Sequence) or not all(
        isinstance(n, int | np.integer) and not isinstance(n, bool) for n in sizes
    ):
        raise TypeError(f"sizes: got {sizes!r}, expected a list of integers such as [3, 4, 2]")
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(
            f"sizes: got {list(sizes)}, expected at least the number of inputs and of outputs, "
            "each 1 or more"
        )
    return tuple(int(n) for n in sizes)


def as_number(
    value: float, name: str, *, low: float, high: float = np.inf, low_included: bool = True
) -> float:
    """Return `value` as a float in [low, high), or in (low, high) without `low_included`.

    Raises
    ------
    TypeError
        If it is not a number.
    ValueError
        If it lies outside.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        raise TypeError(f"{name}: got {value!r}, expected a number")
    if not ((low <= value if low_included else low < value) and value < high):
        interval = f"{'[' if low_included else '('}{low:g}, {high:g})"
        raise ValueError(f"{name}: got {value}, expected a number in {interval}")
    return float(value)


def as_count(value: int, name: str) -> int:
    """Return `value` as a positive integer.

    Raises
    ------
    TypeError
        If it is not an integer.
    ValueError
        If it is less than one.
    """
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(f"{name}: got {value!r}, expected a whole number")
    if value < 1:
        raise ValueError(f"{name}: got {value}, expected 1 or more")
    return int(value)


def as_limits(limits: tuple[float, float]) -> tuple[float, float]:
    """Return the ends of a square's sides as two floats.

    Raises
    ------
    TypeError, ValueError
        If they are not two increasing finite numbers.
    """
    ends = as_finite(limits, "limits", np.float64)
    if ends.shape != (2,) or not ends[0] < ends[1]:
        raise ValueError(f"limits: got {limits}, expected (low, high) with low < high")
    return float(ends[0]), float(ends[1])


def as_generator(seed: Seed) -> "np.random.Generator":
    """Return the generator that `seed` names; a generator is used as it is.

    Raises
    ------
    TypeError
        If it is neither a non-negative integer nor a generator.
    """
    if isinstance(seed, np.random.Generator):
        return seed
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise TypeError(f"seed: got {seed!r}, expected an integer ≥ 0 or a numpy.random.Generator")
    return np.random.default_rng(int(seed))


def _sketch(values: object) -> str:
    text = " ".join(repr(values).split())  # on one line
    return text if len(text) <= 40 else text[:37] + "…"
