"""The examples of each update: minibatches, in a new order for each epoch, with noise and dropout.

All members of a stack are shown the same.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from neuronlib.inputs import FloatArray, IntArray
from neuronlib.network import Network


class Batch(NamedTuple):
    """What one update reads; `is_last` says whether it ends the epoch."""

    X1: FloatArray
    y: FloatArray | IntArray
    masks: list[FloatArray]
    is_last: bool


class Batches:
    """The examples of each update, in the form that `fast` reads, with noise and dropout."""

    def __init__(
        self,
        network: Network,
        X1: FloatArray,
        y: FloatArray | IntArray,
        batch_size: int,
        dropout: float,
        input_noise: float,
        generator: "np.random.Generator",
    ) -> None:
        self._hidden_sizes, self._X1, self._y = network.sizes[1:-1], X1, y
        self._n_examples = X1.shape[1]
        self._batch_size = min(batch_size, self._n_examples)
        self._dropout, self._input_noise, self._generator = dropout, input_noise, generator
        self._is_whole = self._batch_size == self._n_examples
        nothing_drawn = self._is_whole and dropout == 0 and input_noise == 0
        self._same_each_time = [Batch(X1, y, [], is_last=True)] if nothing_drawn else []

    @property
    def sizes(self) -> set[int]:
        """How many examples a batch may have: the last one of an epoch may be smaller."""
        return {self._batch_size, self._n_examples % self._batch_size or self._batch_size}

    def of_an_epoch(self) -> Iterable[Batch]:
        """Return every example once, batch by batch."""
        return self._same_each_time or self._drawn()

    def _drawn(self) -> Iterator[Batch]:
        X1, y, size = self._X1, self._y, self._batch_size
        order = None if self._is_whole else self._generator.permutation(self._n_examples)
        for start in range(0, self._n_examples, size):
            if order is not None:
                chosen = order[start : start + size]
                X1, y = self._X1.T.take(chosen, axis=0).T, self._y.take(chosen, axis=-1)
            yield Batch(
                self._noisy(X1), y, self._masks(X1), is_last=start + size >= self._n_examples
            )

    def _noisy(self, X1: FloatArray) -> FloatArray:
        if self._input_noise == 0:
            return X1
        noisy = X1.copy()
        draws = self._generator.standard_normal((len(X1) - 1, X1.shape[1]), X1.dtype)
        noisy[:-1] += X1.dtype.type(self._input_noise) * draws
        return noisy

    def _masks(self, X1: FloatArray) -> list[FloatArray]:
        if self._dropout == 0:
            return []
        louder = X1.dtype.type(1 / (1 - self._dropout))
        return [
            louder * (self._generator.random((n_out, X1.shape[1]), X1.dtype) >= self._dropout)
            for n_out in self._hidden_sizes
        ]
