"""One step that kills a ReLU unit (C60): how large it must be, foretold and then seen.

A step of gradient descent moves the pre-activation of every example along a straight line, so the
step size at which the last of them falls below zero can be computed beforehand.
"""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.datasets import Dataset
from neuronlib.diagnostics import dead_units
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.inputs import BoolArray, FloatArray
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep
from neuronlib.training import train

DATA = ("digits", "centred digits", "moons")
MARGIN = 0.01  # how far below and above the foretold step size it is tried


@dataclass(frozen=True)
class Step:
    """What one step does to the pre-activations of a unit: z − η d at each example.

    Parameters
    ----------
    z, d : array, shape (..., N)
        Before the step, and the way that a step of size 1 takes them down.
    """

    z: FloatArray
    d: FloatArray

    @property
    def killing(self) -> tuple[FloatArray, FloatArray]:
        """Between which step sizes no example is above zero, shape (...).

        There are none where the first is not the smaller one. From the second on, examples that go
        up have come above zero.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            at_zero = self.z / self.d
        falling, rising = self.d > 0, self.d < 0
        least = np.where(falling, at_zero, 0.0).max(-1, initial=0.0)
        largest = np.where(rising, at_zero, np.inf).min(-1)
        stays = ((self.d == 0) & (self.z > 0)).any(-1)
        return least, np.where(stays, 0.0, largest)


@dataclass(frozen=True, repr=False)
class OneStep(Evidence):
    """Which ReLU units one step can kill, and whether it does so where it was foretold.

    Parameters
    ----------
    least, largest : dict
        By data, shape (S,): the foretold step sizes between which the unit is dead.
    alive_below, dead_above : dict
        By data, shape (S,): whether it is alive after a step 1 % shorter than the least, and dead
        after one 1 % longer.
    """

    least: dict[str, FloatArray]
    largest: dict[str, FloatArray]
    alive_below: dict[str, BoolArray]
    dead_above: dict[str, BoolArray]

    claim = "C60"
    rule: ClassVar[str] = (
        "contradicted if a unit that a step should kill does not die within 1 % of the foretold "
        "size, or no unit can be killed; holds if a step can kill every unit on all data, else "
        "holds under conditions"
    )

    def killable(self, data: str) -> BoolArray:
        """Whether there is a step that kills the unit, shape (S,)."""
        return self.least[data] * (1 + MARGIN) < self.largest[data]

    @property
    def as_foretold(self) -> bool:
        """Whether all units that can be killed die where it was foretold."""
        return all(
            bool((self.alive_below[data] & self.dead_above[data])[self.killable(data)].all())
            for data in self.least
        )

    @property
    def measured(self) -> str:
        """On each data, the share of units that one step can kill."""
        told = [f"{data} {self._percent(data)} %" for data in self.least]
        how = "each" if self.as_foretold else "not each"
        return f"one step can kill {', '.join(told)} of units, {how} at the foretold size"

    @property
    def spread(self) -> str:
        """Quartiles of the least step that kills."""
        told = []
        for data, least in self.least.items():
            chosen = least[self.killable(data)]
            if chosen.size:
                low, high = np.quantile(chosen, [0.25, 0.75])
                told.append(f"{data} {low:.2g}–{high:.2g}")
        n_units = next(iter(self.least.values())).size
        return f"least step size, middle half: {', '.join(told)}; {n_units} units each"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        shares = np.array([self.killable(data).mean() for data in self.least])
        if not self.as_foretold or not shares.any():
            return Verdict.CONTRADICTED
        return Verdict.HOLDS if (shares == 1).all() else Verdict.HOLDS_UNDER_CONDITIONS

    def _percent(self, data: str) -> int:
        return round(100 * float(self.killable(data).mean()))


def one_step(*, n_seeds: int = 200, executor: Executor | None = None) -> OneStep:
    """Foretell for many ReLU units the step that kills them, and take it.

    Each unit has one sigmoid neuron after it, which tells two classes apart by cross-entropy: the
    digits 0 and 1, whose inputs are all positive or zero; the same digits less their mean; and the
    moons, around zero as well.

    Parameters
    ----------
    n_seeds : int
        Units, for each of the data.
    executor : concurrent.futures.Executor, optional
        Where the data are worked on.

    Examples
    --------
    >>> one_step(n_seeds=10).as_foretold
    True
    """
    tried = sweep(partial(_tried, n_seeds=n_seeds), grid(data=DATA), executor=executor)
    results = dict(zip(DATA, tried.results, strict=True))
    return OneStep(*({data: result[k] for data, result in results.items()} for k in range(4)))  # type: ignore[arg-type]  # two of floats, two of booleans


def step_of(units: Network, data: Dataset) -> Step:
    """Return what a step of gradient descent does to the one hidden unit of these networks.

    Parameters
    ----------
    units : Network
        With sizes [n_in, 1, 1], or a stack of such; left as it is.
    data : Dataset

    Examples
    --------
    >>> data = datasets.moons(50)
    >>> step_of(Network([2, 1, 1]), data).z.shape
    (50,)
    """
    _, gradient = units.loss_and_gradient(data.X, data.y)
    of_unit = units.with_parameters(gradient).layers[0]
    z = units.trace(data.X)[0].pre_activations[..., 0, :]
    return Step(z, (of_unit.weights @ data.X + of_unit.biases)[..., 0, :])


def two_classes(name: str) -> Dataset:
    """Return the examples of two classes: "digits", "centred digits" or "moons"."""
    if name == "moons":
        return datasets.moons(200, noise=0.1, seed=0)
    data = datasets.digits().only(0, 1)
    if name == "digits":
        return data
    return Dataset(data.X - data.X.mean(axis=1, keepdims=True), data.y)


def _tried(data: str, n_seeds: int) -> tuple[FloatArray, FloatArray, BoolArray, BoolArray]:
    given = two_classes(data)
    units = Network.stack([len(given.X), 1, 1], seeds=range(n_seeds), dtype=np.float64)
    alive = ~dead_units(units, given.X)[0][:, 0]
    units = units.with_parameters(units.parameters[alive])
    least, largest = step_of(units, given).killing
    # a unit that no step kills is given some step; what it does then is not looked at
    rates = np.where(least > 0, least, 1.0)

    def dead_after(rate: FloatArray) -> BoolArray:
        moved = units.with_parameters(units.parameters)
        train(moved, given.X, given.y, learning_rate=rate, epochs=1)
        return dead_units(moved, given.X)[0][:, 0]

    return least, largest, ~dead_after(rates * (1 - MARGIN)), dead_after(rates * (1 + MARGIN))
