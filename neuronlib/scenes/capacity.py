"""Networks of one hidden layer while they learn noisy labels: regions, and errors on clean data.

One training is recorded at the moments of the step slider, as a stack with a network for each.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neuronlib.datasets import Dataset
from neuronlib.experiments.number_and_size import noisy_draw
from neuronlib.inputs import FloatArray
from neuronlib.network import Network
from neuronlib.scenes.units_in_plane import UnitsInPlane
from neuronlib.training import training_steps

MOST_UNITS = 50
MOMENTS: tuple[int, ...] = (
    0, 1, 2, 3, 5, 7, 10, 14, 20, 30, 50, 70, 100, 140, 200,
    300, 400, 500, 700, 1000, 1400, 2000, 3000,
)  # fmt: skip


@dataclass(frozen=True)
class CapacityScene:
    """A network after some updates on noisy labels.

    Parameters
    ----------
    plane : UnitsInPlane
        The network as it is at this moment.
    updates : tuple of int
        The moments until now.
    training_error, test_error : array, shape of `updates`
        Share of noisy training labels, and of clean test labels, that are missed.
    """

    plane: UnitsInPlane
    updates: tuple[int, ...]
    training_error: FloatArray
    test_error: FloatArray

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        plane, n_units = self.plane, self.plane.dead.size
        met = "learnt" if self.updates[-1] else "met by chance"
        return (
            f"{n_units} unit{'s' * (n_units > 1)} after {self.updates[-1]} updates: "
            f"{plane.n_regions} linear regions, {plane.dead.sum()} dead; {plane.n_learnt} of "
            f"{plane.wrong.sum()} wrong labels {met}, training error "
            f"{100 * self.training_error[-1]:.0f} %, on clean test data "
            f"{100 * self.test_error[-1]:.0f} %."
        )


def capacity(n_units: int = 20, seed: int = 0, update: int = 3000) -> CapacityScene:
    """Return a network of so many ReLUs after so many updates by Adam, on all points at once.

    Raises
    ------
    ValueError
        If there are more than 50 units, or `update` is not in `MOMENTS`.

    Examples
    --------
    >>> capacity(3, update=0).describe()  # at first all lines run through the origin
    '3 units after 0 updates: 6 linear regions, 0 dead; 3 of 10 wrong labels met by \
chance, training error 28 %, on clean test data 25 %.'
    """
    if not 1 <= n_units <= MOST_UNITS:
        raise ValueError(f"n_units: got {n_units}, expected 1 to {MOST_UNITS}")
    if update not in MOMENTS:
        raise ValueError(f"update: got {update}, expected one of {MOMENTS}")
    run = _training(n_units, seed)
    moment = MOMENTS.index(update)
    until = slice(moment + 1)
    return CapacityScene(
        plane=UnitsInPlane.of(run.moments.member(moment), run.points),
        updates=MOMENTS[until],
        training_error=run.training_error[until],
        test_error=run.test_error[until],
    )


@dataclass(frozen=True)
class _Run:
    points: Dataset
    moments: Network  # a stack
    training_error: FloatArray
    test_error: FloatArray


@lru_cache(maxsize=64)
def _training(n_units: int, seed: int) -> _Run:
    training, _, test = noisy_draw("plane", seed)
    network = Network([2, n_units, 1], seed=seed, dtype=np.float64)
    recorded = [network.parameters.copy()]
    steps = training_steps(
        network, training.X, training.y, optimiser="adam", learning_rate=0.03, epochs=MOMENTS[-1]
    )
    for step in steps:
        if step.epoch + 1 in MOMENTS:
            recorded.append(network.parameters.copy())
    moments = network.with_parameters(recorded)
    errors = [1 - np.asarray(moments.accuracy(data.X, data.y)) for data in (training, test)]
    return _Run(training, moments, *errors)
