"""A set of examples with their labels or targets, and how it is split."""

from dataclasses import dataclass
from typing import cast

import numpy as np

from neuronlib.inputs import (
    FloatArray,
    IntArray,
    Seed,
    as_array,
    as_floats,
    as_generator,
    as_labels,
    as_number,
)


@dataclass(frozen=True, repr=False, eq=False)  # eq: arrays have no single truth value
class Dataset:
    """Examples with their answers: labels, or real targets for regression.

    Parameters
    ----------
    X : array of float, shape (n_in, N)
        One example per column; N is 1 or more. The library's own sets are float32.
    y : array of int, shape (N,), or array of float, shape (n_out, N)
        Labels from 0 to n_classes − 1, or real targets.

    Raises
    ------
    TypeError, ValueError
        If X or y has another shape or type.

    Examples
    --------
    >>> from neuronlib import datasets
    >>> datasets.digits()
    Dataset(1797 examples, 64 inputs, 10 classes)
    >>> datasets.Dataset(np.zeros((1, 5)), np.ones((1, 5)))
    Dataset(5 examples, 1 input, 1 output)
    """

    X: FloatArray
    y: IntArray | FloatArray

    def __post_init__(self) -> None:
        X, y = as_floats(self.X, "X"), as_array(self.y, "y")
        if X.ndim != 2 or 0 in X.shape:
            raise ValueError(f"X: got shape {X.shape}, expected (n_in, N): one example per column")
        n_examples = X.shape[1]
        if y.dtype.kind != "f":
            highest = int(y.max()) if y.dtype.kind in "iu" and y.size else 0
            y = as_labels(y, n_examples, max(2, highest + 1))
        elif y.ndim != 2 or 0 in y.shape or y.shape[1] != n_examples:
            raise ValueError(
                f"y: got {y.dtype} values of shape {y.shape}, expected (n_out, {n_examples}): "
                f"one column of targets per column of X; labels are integers, ({n_examples},)"
            )
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "y", y)

    @property
    def n_classes(self) -> int:
        """Number of classes: the largest label plus one.

        Raises
        ------
        ValueError
            If the set has targets instead of labels.
        """
        return int(self._labels("n_classes").max()) + 1

    def split(self, fraction: float, *, seed: Seed = 0) -> tuple["Dataset", "Dataset"]:
        """Return two sets of different examples; the first has this fraction of them.

        Raises
        ------
        ValueError
            If the fraction is not between 0 and 1, or leaves one of the sets empty.

        Examples
        --------
        >>> from neuronlib import datasets
        >>> datasets.blobs(100, seed=0).split(0.8, seed=0)
        (Dataset(80 examples, 2 inputs, 2 classes), Dataset(20 examples, 2 inputs, 2 classes))
        """
        as_number(fraction, "fraction", low=0, high=1, low_included=False)
        n_examples = self.X.shape[1]
        first = round(fraction * n_examples)
        if not 0 < first < n_examples:
            raise ValueError(
                f"fraction: got {fraction}, which leaves one of the two sets of "
                f"{n_examples} examples empty"
            )
        order = as_generator(seed).permutation(n_examples)
        return self._take(order[:first]), self._take(order[first:])

    def only(self, *classes: int) -> "Dataset":
        """Return the examples of these classes, relabelled 0, 1, … in the order given.

        Raises
        ------
        ValueError
            If fewer than two classes are given, one twice, or one that the set does not have; or
            if the set has targets instead of labels.

        Examples
        --------
        >>> from neuronlib import datasets
        >>> datasets.digits().only(0, 1)
        Dataset(360 examples, 64 inputs, 2 classes)
        """
        y = self._labels("only")
        if len(classes) < 2 or len(set(classes)) != len(classes):
            raise ValueError(f"classes: got {classes}, expected two or more different ones")
        for label in classes:
            if label not in range(self.n_classes):
                raise ValueError(
                    f"classes: got {label!r}, expected integers from 0 to {self.n_classes - 1}"
                )
        chosen = np.flatnonzero(np.isin(y, classes))
        new_label = np.zeros(self.n_classes, dtype=np.intp)
        new_label[list(classes)] = np.arange(len(classes))
        return Dataset(self.X[:, chosen], new_label[y[chosen]])

    def with_flipped_labels(self, fraction: float, *, seed: Seed = 0) -> "Dataset":
        """Return the same examples, a fraction of them with a wrong label: label noise.

        Parameters
        ----------
        fraction : float
            In [0, 1). Exactly round(fraction · N) examples, chosen at random, get another label;
            every other class is equally likely.
        seed : int or numpy.random.Generator

        Returns
        -------
        Dataset
            It shares X with this one.

        Raises
        ------
        TypeError, ValueError
            If the fraction is not what is said above, or there are no two classes to choose from.

        Examples
        --------
        >>> from neuronlib import datasets
        >>> data = datasets.blobs(100, seed=0)
        >>> int((data.with_flipped_labels(0.12, seed=0).y != data.y).sum())
        12
        """
        y = self._labels("with_flipped_labels")
        as_number(fraction, "fraction", low=0, high=1)
        if self.n_classes < 2:
            raise ValueError("with_flipped_labels: every label is 0, expected two or more classes")
        generator = as_generator(seed)
        flipped = generator.permutation(y.size)[: round(fraction * y.size)]
        steps = np.zeros_like(y)
        steps[flipped] = generator.integers(1, self.n_classes, flipped.size)
        return Dataset(self.X, (y + steps) % self.n_classes)

    def _labels(self, asked: str) -> IntArray:
        if self.y.ndim != 1:
            raise ValueError(
                f"{asked}: this set has real targets, shape {self.y.shape}; expected labels"
            )
        return cast(IntArray, self.y)

    def _take(self, columns: IntArray) -> "Dataset":
        return Dataset(self.X[:, columns], self.y[..., columns])

    def __repr__(self) -> str:
        n_in, n_examples = self.X.shape
        counts = [(n_examples, "example", "s"), (n_in, "input", "s")]
        if self.y.ndim == 1:
            counts.append((self.n_classes, "class", "es"))
        else:
            counts.append((self.y.shape[0], "output", "s"))
        return f"Dataset({', '.join(f'{n} {one}{more * (n != 1)}' for n, one, more in counts)})"
