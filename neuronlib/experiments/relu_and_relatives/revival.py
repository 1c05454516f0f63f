"""Whether dead ReLU units stay dead (C61): in the first layer, above it, with momentum, with decay.

The inputs of the first layer are the data and do not change. Those of a deeper layer do.
"""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.datasets import Dataset
from neuronlib.diagnostics import dead_units, revivals
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.inputs import FloatArray, IntArray
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep
from neuronlib.training import training_steps

# learning rate and hidden units: so high that units die, and not so high that all do
DATA = {"three spirals": (1.5, (50, 50)), "digits": (1.0, (30, 30))}
MOMENTUM, L2 = 0.9, 0.01
WAYS = ("plain", "momentum", "decay")
PLACES = ("first layer", "second layer", "first layer, momentum", "first layer, decay")


@dataclass(frozen=True)
class Lives:
    """What became of the units of one layer, with every network's units added up.

    Parameters
    ----------
    died : int
        Units that were dead at some time.
    revived : int
        Those among them that were not dead at some later time.
    largest_gradient : float
        Largest gradient of any weight or bias of a unit that is dead at the end.
    """

    died: int
    revived: int
    largest_gradient: float


@dataclass(frozen=True, repr=False)
class StaysDead(Evidence):
    """How many dead units come back to life.

    Parameters
    ----------
    lives : dict
        By data, and by layer and way of training.
    n_seeds : int
    """

    lives: dict[str, dict[str, Lives]]
    n_seeds: int

    claim = "C61"
    rule: ClassVar[str] = (
        "contradicted if a dead unit has a gradient, or if one of the first layer comes back to "
        "life under plain gradient descent; holds if none comes back in a deeper layer, with "
        "momentum or with decay either, else holds under conditions"
    )

    def total(self, place: str) -> Lives:
        """Return the sums over the data."""
        lives = [of[place] for of in self.lives.values()]
        return Lives(
            sum(one.died for one in lives),
            sum(one.revived for one in lives),
            max(one.largest_gradient for one in lives),
        )

    @property
    def measured(self) -> str:
        """What share of them comes back, by layer and way of training."""
        told = [f"{place} {self._share(place)}" for place in PLACES]
        return f"dead units that come back: {'; '.join(told)}"

    @property
    def spread(self) -> str:
        """How many networks there were."""
        return f"every unit of {self.n_seeds} networks on each of {' and '.join(self.lives)}"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        totals = {place: self.total(place) for place in PLACES}
        has_gradient = any(one.largest_gradient > 0 for one in totals.values())
        if has_gradient or totals["first layer"].revived:
            return Verdict.CONTRADICTED
        others = any(one.revived for one in totals.values())
        return Verdict.HOLDS_UNDER_CONDITIONS if others else Verdict.HOLDS

    def _share(self, place: str) -> str:
        total = self.total(place)
        if place == "first layer" and not total.revived:
            return "none"
        share = total.revived / max(1, total.died)
        return "less than 5 %" if share < 0.05 else "5 to 50 %" if share < 0.5 else "most"


def stays_dead(
    *, n_seeds: int = 10, n_updates: int = 150, executor: Executor | None = None
) -> StaysDead:
    """Watch every unit of networks with two hidden layers, update by update.

    Parameters
    ----------
    n_seeds, n_updates : int
    executor : concurrent.futures.Executor, optional
        Where the ways of training are worked on, on each data.

    Examples
    --------
    >>> stays_dead(n_seeds=2, n_updates=20).total("first layer").revived
    0
    """
    watched = partial(_watched, n_seeds=n_seeds, n_updates=n_updates)
    found = sweep(watched, grid(data=DATA, way=WAYS), executor=executor, label="revivals")
    lives: dict[str, dict[str, Lives]] = {data: {} for data in DATA}
    for setting, (first, second) in zip(found.settings, found.results, strict=True):
        of = lives[setting["data"]]
        if setting["way"] == "plain":
            of["first layer"], of["second layer"] = first, second
        else:
            of[f"first layer, {setting['way']}"] = first
    return StaysDead(lives, n_seeds)


def _watched(data: str, way: str, n_seeds: int, n_updates: int) -> tuple[Lives, Lives]:
    learning_rate, hidden = DATA[data]
    given = _examples(data)
    networks = Network.stack([given.X.shape[0], *hidden, given.n_classes], seeds=range(n_seeds))
    looks = [dead_units(networks, given.X)]
    steps = training_steps(
        networks,
        given.X,
        given.y,
        # momentum makes a step longer by 1 / (1 − μ)
        learning_rate=learning_rate * (1 - MOMENTUM if way == "momentum" else 1),
        momentum=MOMENTUM if way == "momentum" else 0.0,
        l2=L2 if way == "decay" else 0.0,
        epochs=n_updates,
    )
    for _ in steps:
        looks.append(dead_units(networks, given.X))
    _, gradient = networks.loss_and_gradient(given.X, given.y)
    of_gradient = networks.with_parameters(gradient).blocks()
    lives = []
    for layer in (0, 1):
        dead = np.array([look[layer] for look in looks])  # (T, S, units)
        of_dead: FloatArray = np.abs(of_gradient[layer].rows[dead[-1]])
        back: IntArray = revivals(dead)
        lives.append(
            Lives(int(dead.any(0).sum()), int((back > 0).sum()), float(of_dead.max(initial=0.0)))
        )
    return lives[0], lives[1]


def _examples(data: str) -> Dataset:
    if data == "three spirals":
        return datasets.spirals(200, seed=0)
    return datasets.digits().split(1 / 6, seed=0)[0]
