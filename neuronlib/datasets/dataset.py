"""A set of labelled examples, and how it is split."""

from dataclasses import dataclass

import numpy as np

from neuronlib.inputs import FloatArray, IntArray, Seed, as_generator, as_number


@dataclass(frozen=True, repr=False)
class Dataset:
    """Examples with their labels.

    Parameters
    ----------
    X : array of float32, shape (n_in, N)
        One example per column.
    y : array of int, shape (N,)
        Labels from 0 to n_classes − 1.

    Examples
    --------
    >>> from neuronlib import datasets
    >>> datasets.digits()
    Dataset(1797 examples, 64 inputs, 10 classes)
    """

    X: FloatArray
    y: IntArray

    @property
    def n_classes(self) -> int:
        """Number of labels."""
        return int(self.y.max()) + 1

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
        first = round(fraction * self.y.size)
        if not 0 < first < self.y.size:
            raise ValueError(
                f"fraction: got {fraction}, which leaves one of the two sets of "
                f"{self.y.size} examples empty"
            )
        order = as_generator(seed).permutation(self.y.size)
        return self._take(order[:first]), self._take(order[first:])

    def only(self, *classes: int) -> "Dataset":
        """Return the examples of these classes, relabelled 0, 1, … in the order given.

        Raises
        ------
        ValueError
            If fewer than two classes are given, one twice, or one that the set does not have.

        Examples
        --------
        >>> from neuronlib import datasets
        >>> datasets.digits().only(0, 1)
        Dataset(360 examples, 64 inputs, 2 classes)
        """
        if len(classes) < 2 or len(set(classes)) != len(classes):
            raise ValueError(f"classes: got {classes}, expected two or more different ones")
        for label in classes:
            if label not in range(self.n_classes):
                raise ValueError(
                    f"classes: got {label!r}, expected integers from 0 to {self.n_classes - 1}"
                )
        chosen = np.flatnonzero(np.isin(self.y, classes))
        new_label = np.zeros(self.n_classes, dtype=np.intp)
        new_label[list(classes)] = np.arange(len(classes))
        return Dataset(self.X[:, chosen], new_label[self.y[chosen]])

    def _take(self, columns: IntArray) -> "Dataset":
        return Dataset(self.X[:, columns], self.y[columns])

    def __repr__(self) -> str:
        n_in, n_examples = self.X.shape
        return f"Dataset({n_examples} examples, {n_in} inputs, {self.n_classes} classes)"
