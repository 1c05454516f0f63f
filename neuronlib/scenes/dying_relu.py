"""ReLU units on two moons while they learn: each one's line, and whether it still gets a gradient.

All the updates of a training are kept, as a stack with a network for each moment, so that going
back and forth costs nothing.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neuronlib.activations import leaky, sigmoid
from neuronlib.datasets import Dataset, moons
from neuronlib.diagnostics import over_the_plane
from neuronlib.experiments.relu_and_relatives.death import silent_units
from neuronlib.inputs import BoolArray, FloatArray
from neuronlib.losses import cross_entropy
from neuronlib.network import Network
from neuronlib.scenes.neuron import signed, told_loss
from neuronlib.training import training_steps

POINTS: Dataset = moons(100, noise=0.12, seed=0)
FRESH: Dataset = moons(100, noise=0.12, seed=1)
LIMITS = (-1.5, 1.5)
GRID = 61  # output values along each side of the plane
N_UNITS = 16
N_UPDATES = 150


@dataclass(frozen=True)
class DyingReluScene:
    """A network of 16 ReLUs after some updates, and what became of its units until then.

    Parameters
    ----------
    network : Network
        2-16-1, as it is at this moment.
    settings : str
        Learning rate, momentum, leak, in words.
    points : Dataset
        The training set.
    limits : tuple of float
        The plane is shown over [low, high] × [low, high].
    outputs : array, shape (GRID, GRID)
        Probability of class 1; rows go up along x₂, columns to the right along x₁.
    lines : list of array, shape (2, 2) or (2, 0)
        Each unit's line w·x + b = 0: its ends, one per column.
    silent : array of bool, shape (updates + 1, N_UNITS)
        Which units no training point brought above zero, before any update and after each. Without
        a leak such a unit is dead.
    training_loss, test_loss : array, shape (updates + 1,)
    """

    network: Network
    settings: str
    points: Dataset
    limits: tuple[float, float]
    outputs: FloatArray
    lines: list[FloatArray]
    silent: BoolArray
    training_loss: FloatArray
    test_loss: FloatArray

    @property
    def revived(self) -> BoolArray:
        """Which units had been silent before a moment, and are not at it; shape of `silent`."""
        return np.logical_or.accumulate(self.silent) & ~self.silent

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        n_updates = len(self.silent) - 1
        right = 100 * self.network.accuracy(self.points.X, self.points.y)
        word = "dead" if self.network.activations[0].range[0] == 0 else "silent"
        return (
            f"After {n_updates} updates at {self.settings}: {self.silent[-1].sum()} of {N_UNITS} "
            f"units are {word}, {self.revived[-1].sum()} revived; {right:.0f} % of the points are "
            f"right; the loss is {told_loss(self.training_loss[-1])}, on test data "
            f"{told_loss(self.test_loss[-1])}."
        )


def dying_relu(
    learning_rate: float = 8.0,
    momentum: float = 0.0,
    leak: float = 0.0,
    seed: int = 8,
    update: int = 12,
) -> DyingReluScene:
    """Return the network as it is after so many updates, by gradient descent on all points.

    Raises
    ------
    ValueError
        If `update` is not from 0 to 150.
    DivergenceError
        If the loss stops being finite on the way.

    Examples
    --------
    >>> dying_relu(learning_rate=1.0, update=100).describe()
    'After 100 updates at η = 1, momentum 0, leak 0: 0 of 16 units are dead, 0 revived; \
95 % of the points are right; the loss is 0.14, on test data 0.15.'
    """
    if not 0 <= update <= N_UPDATES:
        raise ValueError(f"update: got {update}, expected 0 to {N_UPDATES}")
    run = _training(learning_rate, momentum, leak, seed)
    network = run.moments.member(update)
    until = slice(update + 1)
    return DyingReluScene(
        network=network,
        settings=f"η = {signed(learning_rate)}, momentum {momentum:g}, leak {leak:g}",
        points=POINTS,
        limits=LIMITS,
        outputs=sigmoid(over_the_plane(network, LIMITS, GRID)[0]),
        lines=[network.layers[0].neuron(unit).boundary(LIMITS) for unit in range(N_UNITS)],
        silent=run.silent[until],
        training_loss=run.training_loss[until],
        test_loss=run.test_loss[until],
    )


@dataclass(frozen=True)
class _Run:
    moments: Network  # a stack: before any update, and after each
    silent: BoolArray
    training_loss: FloatArray
    test_loss: FloatArray


@lru_cache(maxsize=64)
def _training(learning_rate: float, momentum: float, leak: float, seed: int) -> _Run:
    # float64: at such rates the last digits of float32 would soon be seen in the picture
    network = Network([2, N_UNITS, 1], activation=leaky(leak), seed=seed, dtype=np.float64)
    recorded = [network.parameters.copy()]
    for _ in training_steps(
        network, POINTS.X, POINTS.y, learning_rate=learning_rate, momentum=momentum,
        epochs=N_UPDATES,
    ):  # fmt: skip
        recorded.append(network.parameters.copy())
    moments = network.with_parameters(recorded)
    losses = [cross_entropy(moments.forward(data.X), data.y)[0] for data in (POINTS, FRESH)]
    return _Run(moments, silent_units(moments, POINTS.X), *map(np.asarray, losses))
