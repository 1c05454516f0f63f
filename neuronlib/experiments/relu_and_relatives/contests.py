"""How well tuned networks of each kind do on examples they have not seen (C65, C67, C71, C74).

Each contender has the learning rate and the size of first weights that its validation loss asks
for. Pairs share the split of the data and the seed of the weights.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib.activations import Activation, leaky_relu, relu, sigmoid, tanh
from neuronlib.experiments.activation_functions.contenders import at_its_best
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.experiments.relu_and_relatives.death import Deaths, DeathSweep, death_sweep
from neuronlib.experiments.relu_and_relatives.tasks import TASKS, examples, scaled
from neuronlib.inputs import BoolArray, FloatArray
from neuronlib.learned_activations import maxout, prelu
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep

HIDDEN = (24, 24)
BATCH_SIZE, MOMENTUM, EPOCHS = 50, 0.9, 20
CONSISTENT = 0.75  # share of pairs
CONTEST = tuple(name for name in TASKS if name != "circles")  # on which hardly anyone errs
EQUAL = "maxout, equal parameters"


GAINS = (1.0, 3.0)  # the first weights have standard deviation gain / √n_in

CONTENDERS: dict[str, Activation] = {
    "ReLU": relu,
    "leaky ReLU": leaky_relu,
    "PReLU": prelu(),
    "maxout": maxout(),
    EQUAL: maxout(),
    "tanh": tanh,
    "sigmoid": sigmoid,
}


@dataclass(frozen=True)
class Contest:
    """The share of test examples that each contender gets wrong.

    Parameters
    ----------
    errors : dict
        By task and contender, shape (splits · S,).
    """

    errors: dict[str, dict[str, FloatArray]]

    def better(self, one: str, other: str) -> FloatArray:
        """Return the share of pairs in which one errs less than the other, shape (tasks,).

        Pairs that err alike count by half.
        """
        shares = []
        for of in self.errors.values():
            difference = of[one] - of[other]
            shares.append(((difference < 0) + (difference == 0) / 2).mean())
        return np.array(shares)

    def medians(self, contender: str) -> FloatArray:
        """Return the contender's median error on each task, shape (tasks,)."""
        return np.array([np.median(of[contender]) for of in self.errors.values()])

    @property
    def n_pairs(self) -> int:
        """How many pairs there are on each task."""
        return next(iter(next(iter(self.errors.values())).values())).size

    def for_c65(self, deaths: DeathSweep) -> "Leak":
        """Return what this, and the sweep over learning rates, say of the leak."""
        return Leak(
            {data: of["ReLU"] for data, of in deaths.deaths.items()},
            {data: of["leaky ReLU"] for data, of in deaths.deaths.items()},
            self.better("leaky ReLU", "ReLU"),
            self.n_pairs,
        )

    def for_c67(self) -> "LearnedSlope":
        """Return what this says of PReLU."""
        return LearnedSlope(
            self.better("PReLU", "ReLU"), self.better("PReLU", "leaky ReLU"), self.n_pairs
        )

    def for_c74(self) -> "OldOnes":
        """Return what this says of the sigmoid and tanh."""
        return OldOnes(
            self.better("ReLU", "sigmoid"),
            self.better("ReLU", "tanh"),
            self.better("maxout", "tanh"),
            self.n_pairs,
        )


@dataclass(frozen=True, repr=False)
class Leak(Evidence):
    """What the leak does where ReLUs die, and what it does at the proper learning rate.

    Parameters
    ----------
    relu, leaky : dict
        By data, from the sweep over learning rates.
    better : array, shape (tasks,)
        Share of pairs in which the tuned leaky network errs less than the tuned ReLU network.
    n_pairs : int
        On each task.
    """

    relu: dict[str, Deaths]
    leaky: dict[str, Deaths]
    better: FloatArray
    n_pairs: int

    claim = "C65"
    rule: ClassVar[str] = (
        "the leak helps where leaky networks do better than ReLU networks in 75 % of the pairs or "
        "more; holds if it helps at the highest rate on both data, and when tuned on some tasks "
        "only or on none; contradicted if when tuned it helps on all; else not seen here"
    )

    def rescued(self, data: str) -> float:
        """Share of the pairs at the highest rate in which the leaky network gets more right."""
        return float((self.leaky[data].test[-1] > self.relu[data].test[-1]).mean())

    @property
    def n_helped(self) -> int:
        """On how many tasks it helps tuned networks."""
        return int((self.better >= CONSISTENT).sum())

    @property
    def measured(self) -> str:
        """In how many pairs it helps at the highest rate, and on how many tasks when tuned."""
        told = [f"{data} {100 * self.rescued(data):.0f} %" for data in self.relu]
        tuned = "every task" if self.n_helped == self.better.size else "some tasks or none"
        return (
            f"leaky does better at the highest rate in {', '.join(told)} of the pairs; it helps "
            f"when tuned on {tuned}"
        )

    @property
    def spread(self) -> str:
        """How many pairs."""
        n_seeds = next(iter(self.relu.values())).test.shape[1]
        return f"{n_seeds} pairs at the highest rate, {self.n_pairs} on each task"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        if self.n_helped == self.better.size:
            return Verdict.CONTRADICTED
        rescued = all(self.rescued(data) >= CONSISTENT for data in self.relu)
        return Verdict.HOLDS if rescued else Verdict.NOT_SEEN


@dataclass(frozen=True, repr=False)
class LearnedSlope(Evidence):
    """PReLU beside ReLU and the leaky one, all tuned.

    Parameters
    ----------
    than_relu, than_leaky : array, shape (tasks,)
        Share of pairs in which PReLU errs less.
    n_pairs : int
        On each task.
    """

    than_relu: FloatArray
    than_leaky: FloatArray
    n_pairs: int

    claim = "C67"
    rule: ClassVar[str] = (
        "a benefit is fewer test errors than ReLU and than leaky ReLU in 75 % of the pairs or "
        "more; contradicted if it is there on most tasks, or if the opposite is; else holds"
    )

    @property
    def measured(self) -> str:
        """Whether there is a benefit on most tasks, or the opposite."""
        return (
            f"PReLU is consistently better on most tasks: {_yes(_most(self.helps))}; consistently "
            f"worse on most tasks: {_yes(_most(self.harms))}"
        )

    @property
    def spread(self) -> str:
        """How many pairs."""
        return f"{self.n_pairs} pairs on each task"

    @property
    def helps(self) -> BoolArray:
        """Whether there is a benefit, shape (tasks,)."""
        return np.asarray(np.minimum(self.than_relu, self.than_leaky) >= CONSISTENT)

    @property
    def harms(self) -> BoolArray:
        """Whether there is the opposite, shape (tasks,)."""
        return np.asarray(np.maximum(self.than_relu, self.than_leaky) <= 1 - CONSISTENT)

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        one_sided = _most(self.helps) or _most(self.harms)
        return Verdict.CONTRADICTED if one_sided else Verdict.HOLDS


@dataclass(frozen=True, repr=False)
class OldOnes(Evidence):
    """The sigmoid and tanh beside ReLU and maxout, all tuned.

    Parameters
    ----------
    relu_than_sigmoid, relu_than_tanh, maxout_than_tanh : array, shape (tasks,)
        Share of pairs in which the first errs less.
    n_pairs : int
        On each task.
    """

    relu_than_sigmoid: FloatArray
    relu_than_tanh: FloatArray
    maxout_than_tanh: FloatArray
    n_pairs: int

    claim = "C74"
    rule: ClassVar[str] = (
        "worse is more test errors in 75 % of the pairs or more, better is fewer; holds if the "
        "sigmoid is worse than ReLU, and tanh than ReLU and maxout, on every task; contradicted if "
        "one of these three is worse on no task, or better on more tasks than it is worse on; else "
        "holds under conditions"
    )

    @property
    def comparisons(self) -> dict[str, FloatArray]:
        """The shares of pairs by what is expected to be worse than what."""
        return {
            "sigmoid than ReLU": self.relu_than_sigmoid,
            "tanh than ReLU": self.relu_than_tanh,
            "tanh than maxout": self.maxout_than_tanh,
        }

    @property
    def measured(self) -> str:
        """On how many tasks each is worse: in words, since the count is near its threshold."""
        told = [
            f"{name} on {_how_many(shares >= CONSISTENT)}"
            for name, shares in self.comparisons.items()
        ]
        return f"consistently worse: {', '.join(told)} of {self.relu_than_tanh.size} tasks"

    @property
    def spread(self) -> str:
        """Whether tanh is better than ReLU somewhere, and how many pairs there are."""
        better = _how_many(self.relu_than_tanh <= 1 - CONSISTENT)
        return f"tanh is consistently better than ReLU on {better}; {self.n_pairs} pairs on each"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        shares = np.array([*self.comparisons.values()])
        worse, better = shares >= CONSISTENT, shares <= 1 - CONSISTENT
        if worse.all():
            return Verdict.HOLDS
        n_worse, n_better = worse.sum(axis=1), better.sum(axis=1)
        is_refuted = (n_worse == 0) | (n_better > n_worse)
        return Verdict.CONTRADICTED if is_refuted.any() else Verdict.HOLDS_UNDER_CONDITIONS


def contest(
    *,
    n_splits: int = 2,
    n_seeds: int = 5,
    tasks: Sequence[str] = CONTEST,
    contenders: Sequence[str] = tuple(CONTENDERS),
    executor: Executor | None = None,
) -> Contest:
    """Train every contender on every task, and count its errors on the test set.

    Parameters
    ----------
    n_splits : int
        Draws of the data, or splits of the digits.
    n_seeds : int
        Networks of each contender on each split.
    tasks, contenders : sequence of str
        Out of `TASKS` and of `CONTENDERS`.
    executor : concurrent.futures.Executor, optional
        Where the contenders are worked on, on each split.

    Examples
    --------
    >>> few = contest(n_splits=1, n_seeds=2, tasks=["moons"], contenders=["ReLU", "tanh"])
    >>> few.better("ReLU", "tanh").shape
    (1,)
    """
    settings = grid(task=tasks, contender=contenders, split=range(n_splits))
    erring = partial(_errors, n_seeds=n_seeds)
    found = sweep(erring, settings, executor=executor, label="contest")
    errors: dict[str, dict[str, FloatArray]] = {}
    for task in tasks:
        errors[task] = {}
        for name in contenders:
            of_splits = [
                result
                for setting, result in zip(found.settings, found.results, strict=True)
                if (setting["task"], setting["contender"]) == (task, name)
            ]
            errors[task][name] = np.concatenate(of_splits)
    return Contest(errors)


def contest_by_claim(
    *,
    n_splits: int,
    n_seeds: int,
    n_seeds_of_sweep: int,
    n_updates: int,
    executor: Executor | None = None,
) -> dict[str, Evidence]:
    """Return the evidence on C62, C63, C65, C67, C70 and C74, from one sweep and one contest."""
    deaths = death_sweep(n_seeds=n_seeds_of_sweep, n_updates=n_updates, executor=executor)
    result = contest(n_splits=n_splits, n_seeds=n_seeds, executor=executor)
    return {
        "C62": deaths.for_c62(),
        "C63": deaths.for_c63(),
        "C65": result.for_c65(deaths),
        "C67": result.for_c67(),
        "C70": deaths.for_c70(),
        "C74": result.for_c74(),
    }


def sizes_for(contender: str, n_in: int, n_classes: int) -> list[int]:
    """Return a contender's architecture.

    All have the same numbers of units, but for the maxout network that is to have no more
    parameters than the one of ReLUs: it is as wide as that allows.

    Examples
    --------
    >>> sizes_for("maxout", 64, 10), sizes_for(EQUAL, 64, 10)
    ([64, 24, 24, 10], [64, 14, 14, 10])
    """
    sizes = [n_in, *HIDDEN, n_classes]
    if contender != EQUAL:
        return sizes
    allowed = Network(sizes).n_parameters
    narrower = [[n_in, width, width, n_classes] for width in range(HIDDEN[0], 0, -1)]
    return next(
        sizes for sizes in narrower if Network(sizes, activation=maxout()).n_parameters <= allowed
    )


def _errors(task: str, contender: str, split: int, n_seeds: int) -> FloatArray:
    training, validation, test = examples(task, seed=split)
    best = at_its_best(
        sizes_for(contender, training.X.shape[0], training.n_classes),
        training,
        validation,
        activation=CONTENDERS[contender],
        initialisations=[scaled(gain) for gain in GAINS],
        seeds=range(n_seeds),
        batch_size=BATCH_SIZE,
        momentum=MOMENTUM,
        epochs=EPOCHS,
    )
    return 1 - np.asarray(best.networks.accuracy(test.X, test.y))


def _yes(fact: object) -> str:
    return "yes" if fact else "no"


def _most(tasks: BoolArray) -> bool:
    return bool(tasks.mean() > 0.5)


def _how_many(tasks: BoolArray) -> str:
    if tasks.all():
        return "all"
    return "some" if tasks.any() else "none"
