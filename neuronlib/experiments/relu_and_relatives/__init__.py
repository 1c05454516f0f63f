"""Experiments of the chapter “ReLU and its relatives”, a module for each question."""

from functools import partial

from neuronlib.experiments.evidence import Experiment
from neuronlib.experiments.relu_and_relatives.contests import contest, contest_by_claim, sizes_for
from neuronlib.experiments.relu_and_relatives.costs import cost
from neuronlib.experiments.relu_and_relatives.death import death_sweep
from neuronlib.experiments.relu_and_relatives.killing import one_step, step_of, two_classes
from neuronlib.experiments.relu_and_relatives.racing import races, races_by_claim
from neuronlib.experiments.relu_and_relatives.revival import stays_dead

__all__ = [
    "FULL_SIZE",
    "contest",
    "cost",
    "death_sweep",
    "one_step",
    "races",
    "sizes_for",
    "stays_dead",
    "step_of",
    "two_classes",
]

_races = partial(races_by_claim, n_seeds=100)
_sweep_and_contest = partial(
    contest_by_claim, n_splits=10, n_seeds=10, n_seeds_of_sweep=50, n_updates=1000
)

# as many seeds as fit into about ten minutes of one core, all together
FULL_SIZE: dict[str, Experiment] = {
    "C57": _races,
    "C58": _races,
    "C59": partial(cost, n_rounds=30),
    "C60": partial(one_step, n_seeds=1000),
    "C61": partial(stays_dead, n_seeds=100, n_updates=300),
    **dict.fromkeys(("C62", "C63", "C65", "C67", "C70", "C74"), _sweep_and_contest),
}
