"""A hundred networks that differ in their start alone: where their losses end.

They are one stack, trained side by side. Of the hundred one is looked at more closely.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neuronlib import datasets
from neuronlib.activations import Activation, relu
from neuronlib.datasets import Dataset
from neuronlib.experiments.number_and_size import FinalLosses
from neuronlib.inputs import FloatArray, IntArray
from neuronlib.losses import cross_entropy
from neuronlib.network import Network
from neuronlib.scenes.units_in_plane import UnitsInPlane
from neuronlib.training import train

N_STARTS = 100
WIDTHS = (2, 3, 4, 5, 7, 10, 14, 20)
N_UPDATES = 600
L2 = 1e-3  # with it the loss has a bottom that training can reach


def _draws(draw: int) -> dict[str, Dataset]:
    n_examples = (32, 400)[draw]
    return {
        "XOR": datasets.xor(n_examples, seed=draw),
        "moons": datasets.moons(n_examples, noise=0.1, seed=draw),
        "circles": datasets.circles(n_examples, seed=draw),
    }


POINTS, FRESH = _draws(0), _draws(1)


@dataclass(frozen=True)
class LossSpreadScene:
    """Final losses of a hundred starts, and the network that came of one of them.

    Parameters
    ----------
    plane : UnitsInPlane
        The network that is shown.
    data : str
        The name of its points in `POINTS`.
    losses : array, shape (N_STARTS,)
        Penalty included, from the smallest to the largest.
    n_trapped : int
        How many starts have come to rest more than 25 % above the best.
    rank : int
        Of the network that is shown: 1 is the best start, 100 the worst.
    test_loss : float
        Cross-entropy of the network that is shown, on fresh points.
    """

    plane: UnitsInPlane
    data: str
    losses: FloatArray
    n_trapped: int
    rank: int
    test_loss: float

    @property
    def loss(self) -> float:
        """Final loss of the start that is shown."""
        return float(self.losses[self.rank - 1])

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        n_units, n_dead = self.plane.dead.size, int(self.plane.dead.sum())
        return (
            f"{n_units} {self.plane.network.activations[0].name} units on {self.data}: the losses "
            f"of {N_STARTS} starts end between {self.losses[0]:.2g} and {self.losses[-1]:.2g}, "
            f"{self.n_trapped} trapped; number {self.rank} has loss {self.loss:.2g}, "
            f"{self.test_loss:.2g} on test data, and {n_dead} dead unit{'s' * (n_dead != 1)}."
        )


def loss_spread(
    n_units: int = 3, activation: Activation = relu, data: str = "XOR", rank: int = 100
) -> LossSpreadScene:
    """Return the final losses of a hundred networks, and one of these networks.

    By gradient descent on all points, with momentum 0.9 and λ = 0.001.

    Raises
    ------
    ValueError
        If the size, the data or the rank are not there.

    Examples
    --------
    >>> few, many = loss_spread(2), loss_spread(20)
    >>> few.n_trapped > 50, many.n_trapped
    (True, 0)
    """
    if n_units not in WIDTHS:
        raise ValueError(f"n_units: got {n_units}, expected one of {WIDTHS}")
    if data not in POINTS:
        raise ValueError(f"data: got {data!r}, expected one of {list(POINTS)}")
    if not 1 <= rank <= N_STARTS:
        raise ValueError(f"rank: got {rank}, expected 1 to {N_STARTS}")
    run = _training(n_units, activation, data)
    network = run.networks.member(int(run.order[rank - 1]))
    test_loss, _ = cross_entropy(network.forward(FRESH[data].X), FRESH[data].y)
    return LossSpreadScene(
        plane=UnitsInPlane.of(network, POINTS[data]),
        data=data,
        losses=run.losses[run.order],
        n_trapped=run.n_trapped,
        rank=rank,
        test_loss=float(test_loss),
    )


@dataclass(frozen=True)
class _Run:
    networks: Network  # a stack
    losses: FloatArray
    order: IntArray
    n_trapped: int


@lru_cache(maxsize=64)
def _training(n_units: int, activation: Activation, data: str) -> _Run:
    points = POINTS[data]
    networks = Network.stack(
        [2, n_units, 1], seeds=range(N_STARTS), activation=activation, dtype=np.float64
    )
    history = train(
        networks, points.X, points.y, learning_rate=0.3, momentum=0.9, l2=L2, epochs=N_UPDATES
    )
    losses = history.losses[-1]
    falling = history.losses[-1 - N_UPDATES // 4] / losses - 1
    found = FinalLosses((n_units,), L2, {data: losses[None]}, {data: falling[None]})
    n_trapped = round(N_STARTS * float(found.trapped(data)[0]))
    return _Run(networks, losses, losses.argsort(kind="stable"), n_trapped)
