"""What the networks of this chapter learn: curves in the plane, real digits, and what teachers say.

The two teachers are networks, one of tanh and one of ReLU units, so that each contender meets a
task made by its own kind. The sizes of first weights that contenders choose from are here too.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from neuronlib import datasets
from neuronlib.activations import ACTIVATIONS
from neuronlib.datasets import Dataset
from neuronlib.initialisation import Initialisation, fixed_scale
from neuronlib.network import Network

N_EXAMPLES = 900  # of the synthetic ones, all three parts together


def examples(task: str, *, seed: int = 0) -> tuple[Dataset, Dataset, Dataset]:
    """Return a third of a task's examples for training, one for validation and one for the test.

    Parameters
    ----------
    task : str
        A key of `TASKS`.
    seed : int
        Draws the examples, and who comes into which third.

    Examples
    --------
    >>> [part.X.shape for part in examples("digits")]
    [(64, 599), (64, 599), (64, 599)]
    """
    training, rest = TASKS[task](seed).split(1 / 3, seed=seed)
    return training, *rest.split(0.5, seed=seed)


def scaled(gain: float) -> Initialisation:
    """Return the rule that draws with standard deviation gain / √n_in: √2 for that of He et al.

    Examples
    --------
    >>> scaled(4.0)(100, 10)
    0.4
    """
    return partial(_scaled, gain=gain)


def _scaled(n_in: int, n_out: int, gain: float) -> float:
    return gain / float(np.sqrt(n_in))


def _digits(seed: int) -> Dataset:
    return datasets.digits()


def _drawn(shape: Callable[..., Dataset], noise: float, seed: int) -> Dataset:
    return shape(N_EXAMPLES, noise=noise, seed=seed)


def _taught(activation: str, seed: int) -> Dataset:
    network = Network(
        [8, 20, 3], activation=ACTIVATIONS[activation], seed=1, initialisation=fixed_scale(1.0)
    )
    # without biases a teacher of tanh would only know odd functions
    network.layers[0].biases[...] = np.random.default_rng(1).standard_normal((20, 1))
    return datasets.teacher(network.predict, N_EXAMPLES, n_in=8, seed=seed)


TASKS: dict[str, Callable[[int], Dataset]] = {
    "digits": _digits,
    "three spirals": partial(_drawn, datasets.spirals, 0.03),
    "moons": partial(_drawn, datasets.moons, 0.1),
    "circles": partial(_drawn, datasets.circles, 0.1),
    "tanh teacher": partial(_taught, "tanh"),
    "ReLU teacher": partial(_taught, "relu"),
}
