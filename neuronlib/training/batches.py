"""The examples of each update: minibatches, in a new order for each epoch, with noise and dropout.

All members of a stack are shown the same.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

import numpy as np

from neuronlib.fast import MANY_INPUTS
from neuronlib.inputs import FloatArray, IntArray
from neuronlib.network import Network


class Batch(NamedTuple):
    """What an update reads, in the form of `fast`: arrays that the next one writes anew."""

    X1: FloatArray
    y: FloatArray | IntArray
    masks: list[FloatArray]


class Batches:
    """The examples of each update, in the form that `fast` reads, with noise and dropout.

    Attributes
    ----------
    by_size : dict from int to Batch
        One of each size: the last one of an epoch may be smaller.
    """

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
        self._X1, self._y, self._n_examples = X1, y, X1.shape[1]
        self._batch_size = min(batch_size, self._n_examples)
        self._dropout, self._input_noise, self._generator = dropout, input_noise, generator
        self._is_whole = self._batch_size == self._n_examples
        self._nothing_drawn = self._is_whole and dropout == 0 and input_noise == 0
        last = self._n_examples % self._batch_size or self._batch_size
        self.by_size = {size: self._empty(size, network) for size in {self._batch_size, last}}

    def of_an_epoch(self) -> Iterable[tuple[int, bool]]:
        """Show every example once: fill batches, and say each one's size and if it is the last."""
        return [(self._n_examples, True)] if self._nothing_drawn else self._drawn()

    def _empty(self, size: int, network: Network) -> Batch:
        """Return a batch with the first examples, and room for masks."""
        # a few long rows are quickly multiplied, a few numbers side by side quickly taken
        order: Literal["C", "F"] = "C" if self._is_whole and len(self._X1) <= MANY_INPUTS else "F"
        hidden_sizes = network.sizes[1:-1] if self._dropout > 0 else ()
        masks = [np.empty((n_out, size), self._X1.dtype) for n_out in hidden_sizes]
        return Batch(self._X1[:, :size].copy(order), self._y[..., :size].copy(), masks)

    def _drawn(self) -> Iterator[tuple[int, bool]]:
        n_examples, size = self._n_examples, self._batch_size
        order = np.arange(n_examples) if self._is_whole else self._generator.permutation(n_examples)
        for start in range(0, n_examples, size):
            chosen = order[start : start + size]
            batch = self.by_size[len(chosen)]
            # "clip", which no index needs: without it numpy writes elsewhere first, and copies
            np.take(self._X1.T, chosen, 0, batch.X1.T, "clip")
            np.take(self._y, chosen, -1, batch.y, "clip")
            self._add_noise(batch.X1)
            for mask in batch.masks:
                self._draw(mask)
            yield len(chosen), start + size >= n_examples

    def _add_noise(self, X1: FloatArray) -> None:
        if self._input_noise > 0:
            draws = self._generator.standard_normal((len(X1) - 1, X1.shape[1]), X1.dtype)
            X1[:-1] += X1.dtype.type(self._input_noise) * draws

    def _draw(self, mask: FloatArray) -> None:
        self._generator.random(dtype=mask.dtype, out=mask)
        np.greater_equal(mask, self._dropout, out=mask)
        mask *= 1 / (1 - self._dropout)
