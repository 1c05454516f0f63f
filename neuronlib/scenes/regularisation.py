"""Twenty ReLUs on noisy labels under more and more L2: the boundary, its length, the errors.

The networks of all strengths are one stack, trained once for each draw of the data.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neuronlib.datasets import Dataset
from neuronlib.diagnostics import boundary_length
from neuronlib.experiments.number_and_size import LIMITS, noisy_draw
from neuronlib.inputs import FloatArray
from neuronlib.network import Network
from neuronlib.scenes.units_in_plane import UnitsInPlane
from neuronlib.training import train

STRENGTHS = (0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
N_UNITS = 20
N_UPDATES = 2000


@dataclass(frozen=True)
class RegularisationScene:
    """What one λ makes of twenty units, and what the others make of them.

    Parameters
    ----------
    plane : UnitsInPlane
        The network that was trained with this λ.
    place : int
        Of this λ in `STRENGTHS`.
    training_error, test_error : array, shape (n_strengths,)
        Share of noisy training labels, and of clean test labels, that are missed, for every λ.
    lengths : array, shape (n_strengths,)
        Of the boundary in the square.
    """

    plane: UnitsInPlane
    place: int
    training_error: FloatArray
    test_error: FloatArray
    lengths: FloatArray

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        plane, k = self.plane, self.place
        return (
            f"λ = {STRENGTHS[k]:g}: {plane.n_regions} linear regions, {plane.dead.sum()} of "
            f"{N_UNITS} units dead; the boundary has length {self.lengths[k]:.1f}; training error "
            f"{100 * self.training_error[k]:.0f} %, on clean test data "
            f"{100 * self.test_error[k]:.0f} %."
        )


def regularisation(l2: float = 0.0, seed: int = 0) -> RegularisationScene:
    """Return twenty units after 2000 updates by Adam with this λ.

    Raises
    ------
    ValueError
        If λ is not in `STRENGTHS`.

    Examples
    --------
    >>> free, held = regularisation(), regularisation(0.1)
    >>> bool(held.lengths[held.place] < free.lengths[free.place])
    True
    """
    if l2 not in STRENGTHS:
        raise ValueError(f"l2: got {l2}, expected one of {STRENGTHS}")
    run, place = _training(seed), STRENGTHS.index(l2)
    return RegularisationScene(
        plane=UnitsInPlane.of(run.networks.member(place), run.points),
        place=place,
        training_error=run.training_error,
        test_error=run.test_error,
        lengths=run.lengths,
    )


@dataclass(frozen=True)
class _Run:
    points: Dataset
    networks: Network  # a stack
    training_error: FloatArray
    test_error: FloatArray
    lengths: FloatArray


@lru_cache(maxsize=64)
def _training(seed: int) -> _Run:
    training, _, test = noisy_draw("plane", seed)
    networks = Network.stack([2, N_UNITS, 1], seeds=[seed] * len(STRENGTHS), dtype=np.float64)
    train(
        networks, training.X, training.y, optimiser="adam", learning_rate=0.03, l2=STRENGTHS,
        epochs=N_UPDATES,
    )  # fmt: skip
    training_error, test_error = (
        1 - np.asarray(networks.accuracy(data.X, data.y)) for data in (training, test)
    )
    lengths = np.asarray(boundary_length(networks, LIMITS))
    return _Run(training, networks, training_error, test_error, lengths)
