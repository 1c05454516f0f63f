"""Experiments of the chapter “Quick intro”."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from neuronlib.datasets import Dataset
from neuronlib.inputs import FloatArray
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep
from neuronlib.training import train


@dataclass(frozen=True, repr=False)
class HeldOutAccuracy:
    """How well an architecture labels examples it was not trained on.

    Parameters
    ----------
    sizes : tuple of int
    accuracy : array, shape (n_splits,)
        On the test set of each split.
    """

    sizes: tuple[int, ...]
    accuracy: FloatArray

    @property
    def percent(self) -> int:
        """Mean accuracy over the splits, in whole percent."""
        return round(100 * float(self.accuracy.mean()))

    def __repr__(self) -> str:
        low, high = 100 * self.accuracy.min(), 100 * self.accuracy.max()
        return (
            f"{'-'.join(map(str, self.sizes))}: {self.percent} % of the test set right "
            f"({low:.0f}–{high:.0f} % over {self.accuracy.size} splits)"
        )


def held_out_accuracy(
    data: Dataset,
    sizes: Sequence[int],
    *,
    n_splits: int = 8,
    epochs: int = 200,
    learning_rates: Sequence[float] = (0.1, 0.3, 1.0, 3.0),
    executor: Executor | None = None,
) -> HeldOutAccuracy:
    """Train an architecture on 60 % of the examples, tune it on 20 %, test it on the last 20 %.

    Full-batch gradient descent with momentum 0.9. In each split the learning rate is the one of the
    grid that does best on the validation set; the test set is looked at once. The same split has
    the same examples for every architecture.

    Parameters
    ----------
    data : Dataset
    sizes : sequence of int
        From the inputs of the data to one score per class.
    n_splits : int
        Each with initial weights of its own.
    epochs : int
    learning_rates : sequence of float
        The grid.
    executor : concurrent.futures.Executor, optional
        Where the splits are worked on.

    Examples
    --------
    >>> from neuronlib import datasets
    >>> held_out_accuracy(datasets.blobs(200, spread=0.1), [2, 2], n_splits=2)
    2-2: 100 % of the test set right (100–100 % over 2 splits)
    """
    on_a_split = partial(
        _accuracy_on_a_split, data=data, sizes=sizes, epochs=epochs, learning_rates=learning_rates
    )
    accuracy = sweep(on_a_split, grid(seed=range(n_splits)), executor=executor).results
    return HeldOutAccuracy(tuple(sizes), np.array(accuracy))


def _accuracy_on_a_split(
    seed: int, data: Dataset, sizes: Sequence[int], epochs: int, learning_rates: Sequence[float]
) -> float:
    training, rest = data.split(0.6, seed=seed)
    validation, test = rest.split(0.5, seed=seed)
    networks = []
    for learning_rate in learning_rates:
        network = Network(sizes, seed=seed)
        train(
            network,
            training.X,
            training.y,
            learning_rate=learning_rate,
            momentum=0.9,
            epochs=epochs,
        )
        networks.append(network)
    best = max(networks, key=lambda one: one.accuracy(validation.X, validation.y))
    return float(best.accuracy(test.X, test.y))
