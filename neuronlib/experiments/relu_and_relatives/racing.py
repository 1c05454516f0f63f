"""Who reaches 5 % training error first: ReLU against tanh and sigmoid (C57), and why (C58).

Plain minibatches with momentum, as in the report that the claim comes from. For each contender and
task both the learning rate and the size of the first weights are tuned to make it as fast as it can
be, with seeds of their own.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib.activations import (
    Activation,
    hard_tanh,
    leaky_relu,
    relu,
    sigmoid,
    softplus,
    tanh,
)
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.experiments.relu_and_relatives.tasks import examples, scaled
from neuronlib.inputs import FloatArray
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep
from neuronlib.training import training_steps

TARGET = 0.05
CAP = 30  # epochs; who is not there by then counts as if there
LEARNING_RATES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
GAINS = (1.0, 2.0, 4.0)  # the first weights have standard deviation gain / √n_in
TUNING_SEEDS = range(1_000_000, 1_000_003)
BATCH_SIZE, MOMENTUM = 25, 0.9
CHECKS_PER_EPOCH = 4

# what a race is run on: the task and the hidden layers
RACES: dict[str, tuple[str, tuple[int, ...]]] = {
    "digits": ("digits", (32, 32)),
    "digits, four layers": ("digits", (16, 16, 16)),
    "three spirals": ("three spirals", (32, 32)),
    "spirals, four layers": ("three spirals", (16, 16, 16)),
    "moons": ("moons", (32, 32)),
    "circles": ("circles", (32, 32)),
    "tanh teacher": ("tanh teacher", (32, 32)),
    "ReLU teacher": ("ReLU teacher", (32, 32)),
}


def _clipped(z: FloatArray) -> FloatArray:
    return np.clip(z, 0, 1)


def _clipped_slope(z: FloatArray) -> FloatArray:
    return ((z > 0) & (z < 1)).astype(z.dtype)


clipped_relu = Activation(
    "clipped ReLU",
    "cReLU",
    "cReLU(z) = min(1, max(0, z))",
    (0.0, 1.0),
    _clipped,
    _clipped_slope,
    breakpoints=(0.0, 1.0),
)

ENTRANTS = {
    one.name: one for one in (relu, tanh, sigmoid, leaky_relu, softplus, clipped_relu, hard_tanh)
}


@dataclass(frozen=True)
class Runs:
    """One contender in one race.

    Parameters
    ----------
    gain, learning_rate : float
        What the tuning chose.
    epochs : array, shape (S,)
        Until the training error was 5 %, in quarters of an epoch; at most the cap.
    times, errors : array, shapes (T,) and (T, S)
        Training error after so many epochs, for as long as somebody was on the way.
    """

    gain: float
    learning_rate: float
    epochs: FloatArray
    times: FloatArray
    errors: FloatArray


@dataclass(frozen=True)
class Races:
    """All races of all contenders.

    Parameters
    ----------
    runs : dict
        By race and contender.
    """

    runs: dict[str, dict[str, Runs]]

    def ratios(self, slower: str, faster: str) -> dict[str, FloatArray]:
        """Return epochs of one contender over those of another, by race; shape (S,), paired."""
        return {name: of[slower].epochs / of[faster].epochs for name, of in self.runs.items()}

    def convergence(
        self, race: str, names: Sequence[str]
    ) -> tuple[FloatArray, dict[str, FloatArray]]:
        """Return epochs, and the median training error of each contender at them.

        A contender that has arrived with all its networks has NaN from then on.
        """
        runs = {name: self.runs[race][name] for name in names}
        times = max((one.times for one in runs.values()), key=len)
        curves = {}
        for name, one in runs.items():
            curves[name] = np.full(len(times), np.nan)
            curves[name][: len(one.times)] = np.median(one.errors, axis=1)
        return times, curves

    def for_c57(self) -> "SpeedUp":
        """Return what this says of ReLU's speed."""
        return SpeedUp({rival: self.ratios(rival, "ReLU") for rival in ("tanh", "sigmoid")})

    def for_c58(self) -> "Causes":
        """Return what this says of the reasons for it."""
        return Causes(
            curved=self.ratios("softplus", "ReLU"),
            smooth=self.ratios("tanh", "hard tanh"),
            bounded=self.ratios("clipped ReLU", "ReLU"),
            flat=self.ratios("ReLU", "leaky ReLU"),
        )


@dataclass(frozen=True, repr=False)
class SpeedUp(Evidence):
    """How many times as many epochs as ReLU its rivals need.

    Parameters
    ----------
    ratios : dict
        By rival and race, shape (S,).
    """

    ratios: dict[str, dict[str, FloatArray]]

    claim = "C57"
    rule: ClassVar[str] = (
        "greatly is twice as fast or more, in the median over paired seeds; holds if ReLU is so "
        "against both rivals in every race, holds under conditions if against one in some race, "
        "else contradicted"
    )

    @property
    def medians(self) -> dict[str, FloatArray]:
        """By rival: the median ratio in each race."""
        return {rival: medians(ratios) for rival, ratios in self.ratios.items()}

    @property
    def measured(self) -> str:
        """In how many races ReLU is twice as fast, and in how many it is slower."""
        told = [
            f"against {rival} {(values >= 2).sum()} of {values.size} (slower in "
            f"{(values < 1).sum()})"
            for rival, values in self.medians.items()
        ]
        return f"ReLU is twice as fast or more: {', '.join(told)}"

    @property
    def spread(self) -> str:
        """Largest of the medians of the races."""
        told = [f"{rival} {values.max():.0f}" for rival, values in self.medians.items()]
        n_seeds = next(iter(next(iter(self.ratios.values())).values())).size
        return f"largest ratio of any race: {', '.join(told)}; {n_seeds} seeds in each"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        twice = np.array([*self.medians.values()]) >= 2
        if twice.all():
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if twice.any() else Verdict.CONTRADICTED


@dataclass(frozen=True, repr=False)
class Causes(Evidence):
    """What it costs to change one property, as a ratio of epochs.

    Parameters
    ----------
    curved, smooth, bounded, flat : dict
        By race, shape (S,): softplus over ReLU, tanh over hard tanh, ReLU clipped at 1 over ReLU,
        and ReLU over leaky ReLU. The first two take straightness away, the others add a side that
        saturates.
    """

    curved: dict[str, FloatArray]
    smooth: dict[str, FloatArray]
    bounded: dict[str, FloatArray]
    flat: dict[str, FloatArray]

    claim = "C58"
    rule: ClassVar[str] = (
        "a change matters where it costs at least 20 % more epochs, in the median over paired "
        "seeds; holds if each of the four changes matters in half of the races or more, holds "
        "under conditions if one of them does, else contradicted"
    )

    @property
    def changes(self) -> dict[str, dict[str, FloatArray]]:
        """The ratios by the name of the change."""
        return {
            "curved (softplus for ReLU)": self.curved,
            "smooth (tanh for hard tanh)": self.smooth,
            "bounded (clipped for ReLU)": self.bounded,
            "flat (ReLU for leaky)": self.flat,
        }

    @property
    def n_slower(self) -> dict[str, int]:
        """In how many races each change matters."""
        return {name: int((medians(ratios) >= 1.2).sum()) for name, ratios in self.changes.items()}

    @property
    def measured(self) -> str:
        """In how many races each change matters."""
        told = [f"{name} {slower}" for name, slower in self.n_slower.items()]
        return f"of {len(self.curved)} races 20 % longer: {', '.join(told)}"

    @property
    def spread(self) -> str:
        """Largest of the medians of the races."""
        told = [
            f"{name.split()[0]} {medians(ratios).max():.1f}"
            for name, ratios in self.changes.items()
        ]
        n_seeds = next(iter(self.curved.values())).size
        return f"largest ratio of any race: {', '.join(told)}; {n_seeds} seeds in each"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        causes = [2 * slower >= len(self.curved) for slower in self.n_slower.values()]
        if all(causes):
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if any(causes) else Verdict.CONTRADICTED


def medians(ratios: Mapping[str, FloatArray]) -> FloatArray:
    """Return the median over the seeds in each race, shape (races,)."""
    return np.array([np.median(values) for values in ratios.values()])


def races(
    *,
    n_seeds: int = 10,
    names: Sequence[str] = tuple(RACES),
    entrants: Sequence[str] = tuple(ENTRANTS),
    gains: Sequence[float] = GAINS,
    learning_rates: Sequence[float] = LEARNING_RATES,
    executor: Executor | None = None,
) -> Races:
    """Let the contenders race to 5 % training error.

    Parameters
    ----------
    n_seeds : int
        Networks of each contender, from the same draws, in each race.
    names, entrants : sequence of str
        Out of `RACES` and of `ENTRANTS`.
    gains, learning_rates : sequence of float
        The grid of the tuning.
    executor : concurrent.futures.Executor, optional
        Where the contenders of each race are worked on.

    Examples
    --------
    >>> few = races(n_seeds=2, names=["moons"], entrants=["ReLU", "tanh"], learning_rates=[0.1])
    >>> few.ratios("tanh", "ReLU")["moons"].shape
    (2,)
    """
    run = partial(_run, n_seeds=n_seeds, gains=gains, learning_rates=learning_rates)
    found = sweep(run, grid(race=names, entrant=entrants), executor=executor, label="races")
    runs: dict[str, dict[str, Runs]] = {name: {} for name in names}
    for setting, one in zip(found.settings, found.results, strict=True):
        runs[setting["race"]][setting["entrant"]] = one
    return Races(runs)


def races_by_claim(*, n_seeds: int, executor: Executor | None = None) -> dict[str, Evidence]:
    """Return the evidence on C57 and C58, from one set of races."""
    result = races(n_seeds=n_seeds, executor=executor)
    return {"C57": result.for_c57(), "C58": result.for_c58()}


def _run(
    race: str,
    entrant: str,
    n_seeds: int,
    gains: Sequence[float],
    learning_rates: Sequence[float],
) -> Runs:
    choices = grid(gain=gains, learning_rate=learning_rates)
    # two of three are the median: whoever has it first is the fastest, and the rest need not run
    epochs, _, _ = _to_target(race, entrant, choices, TUNING_SEEDS, n_wanted=2)
    best = choices[int(np.median(epochs, axis=1).argmin())]
    epochs, times, errors = _to_target(race, entrant, [best], range(n_seeds), n_wanted=n_seeds)
    return Runs(best["gain"], best["learning_rate"], epochs[0], times, errors)


def _to_target(
    race: str,
    entrant: str,
    choices: Sequence[Mapping[str, float]],
    seeds: Sequence[int],
    n_wanted: int,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return epochs until the target, shape (choices, S), and errors (T, choices · S) over time.

    It ends when so many seeds of one choice have arrived.
    """
    task, hidden = RACES[race]
    data, _, _ = examples(task)
    networks = _networks([data.X.shape[0], *hidden, data.n_classes], entrant, choices, seeds)
    rates = np.repeat([choice["learning_rate"] for choice in choices], len(seeds))
    n_updates = -(-data.X.shape[1] // BATCH_SIZE)  # in an epoch
    checks = {round(k * n_updates / CHECKS_PER_EPOCH) for k in range(1, CHECKS_PER_EPOCH + 1)}
    arrived = np.full((len(choices), len(seeds)), float(CAP))
    times, errors = [], []
    steps = training_steps(
        networks,
        data.X,
        data.y,
        learning_rate=rates,
        momentum=MOMENTUM,
        epochs=CAP,
        batch_size=BATCH_SIZE,
        seed=0,
    )
    for update, _ in enumerate(steps, start=1):
        if (update - 1) % n_updates + 1 in checks:
            times.append(update / n_updates)
            errors.append(1 - np.asarray(networks.accuracy(data.X, data.y)))
            there = errors[-1].reshape(arrived.shape) <= TARGET
            arrived[there] = np.minimum(arrived[there], times[-1])
            if (arrived < CAP).sum(axis=1).max() >= n_wanted:
                break
    return arrived, np.array(times), np.array(errors)


def _networks(
    sizes: Sequence[int],
    entrant: str,
    choices: Sequence[Mapping[str, float]],
    seeds: Sequence[int],
) -> Network:
    """Return a stack of every seed with every choice's gain, from the same draws."""
    stacks = [
        Network.stack(
            sizes,
            seeds=seeds,
            activation=ENTRANTS[entrant],
            initialisation=scaled(choice["gain"]),
        )
        for choice in choices
    ]
    return stacks[0].with_parameters(np.concatenate([one.parameters for one in stacks]))
