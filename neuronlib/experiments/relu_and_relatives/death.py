"""The share of dead units against the learning rate, for ReLU and its relatives (C62, C63, C70).

Plain gradient descent on the whole training set, in networks with one hidden layer.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.activations import leaky_relu, relu
from neuronlib.datasets import Dataset
from neuronlib.diagnostics import revivals
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.initialisation import Initialisation, glorot, he
from neuronlib.inputs import BoolArray, FloatArray, IntArray
from neuronlib.learned_activations import maxout, prelu
from neuronlib.losses import cross_entropy
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep
from neuronlib.training import training_steps

# hidden units, and the learning rates from gentle to ruinous
SETTINGS: dict[str, tuple[int, tuple[float, ...]]] = {
    "three spirals": (100, (0.3, 1.0, 3.0, 4.5, 4.75, 5.0, 7.0)),
    "digits": (30, (0.1, 0.3, 0.5, 1.0, 1.5, 2.0, 3.0)),
}
# the larger of two pieces is larger than a ReLU of the same weights, so these start smaller
KINDS: dict[str, Initialisation] = {
    "ReLU": he,
    "leaky ReLU": he,
    "PReLU": he,
    "maxout": glorot,
}
ACTIVATIONS = {one.name: one for one in (relu, leaky_relu, prelu(), maxout())}
UPDATES_BETWEEN_LOOKS = 20
MANY, HARDLY_ANY = 0.4, 0.05  # share of units, or of pieces
LEARNS = 0.9  # share of the training examples that a network gets right
# what a share is told in, since at high rates its digits differ between machines
BRACKETS = (0.0, 0.05, 0.25, 0.75, 1.0)


@dataclass(frozen=True)
class Deaths:
    """What became of the hidden units of one kind, at each learning rate.

    Parameters
    ----------
    learning_rates : tuple of float
    silent : array, shape (rates, S)
        Share of units that no training example brings above zero at the end: dead ReLUs, leaky ones
        that are straight lines. For maxout the share of pieces that are nobody's largest.
    revived : array of int, shape (rates, S)
        How many times a unit was silent at one look and not at the next.
    accuracy, test : array, shape (rates, S)
        Share of the training and the test examples right at the end; chance where it diverged.
    validation_loss : array, shape (rates, S)
        Infinite where it diverged.
    diverged : array of bool, shape (rates, S)
    """

    learning_rates: tuple[float, ...]
    silent: FloatArray
    revived: IntArray
    accuracy: FloatArray
    test: FloatArray
    validation_loss: FloatArray
    diverged: BoolArray

    @property
    def median_silent(self) -> FloatArray:
        """Median share of silent units at each rate; all of a network that diverged."""
        return np.asarray(np.median(np.where(self.diverged, 1.0, self.silent), axis=1))

    @property
    def proper(self) -> int:
        """Place of the rate with the smallest loss on the validation set."""
        return int(np.median(self.validation_loss, axis=1).argmin())


@dataclass(frozen=True)
class DeathSweep:
    """The sweep over data, kinds of units and learning rates.

    Parameters
    ----------
    deaths : dict
        By data and kind.
    """

    deaths: dict[str, dict[str, Deaths]]

    def for_c62(self) -> "ManyDead":
        """Return what this says of the share of dead units."""
        return ManyDead({data: of["ReLU"] for data, of in self.deaths.items()})

    def for_c63(self) -> "FewDead":
        """Return what this says of a proper learning rate."""
        return FewDead({data: of["ReLU"] for data, of in self.deaths.items()})

    def for_c70(self) -> "Pieces":
        """Return what this says of maxout."""
        return Pieces(
            {data: of["ReLU"] for data, of in self.deaths.items()},
            {data: of["maxout"] for data, of in self.deaths.items()},
        )


@dataclass(frozen=True, repr=False)
class ManyDead(Evidence):
    """How many ReLU units are dead at rates at which the networks still learn.

    Parameters
    ----------
    relu : dict
        By data.
    """

    relu: dict[str, Deaths]

    claim = "C62"
    rule: ClassVar[str] = (
        "holds if on both data there is a rate at which a quarter of the networks or more have "
        "40 % dead units or more and yet get 90 % of their training examples right; holds under "
        "conditions if on one; else not seen here"
    )

    def share(self, data: str) -> FloatArray:
        """Share of such networks at each rate, shape (rates,)."""
        deaths = self.relu[data]
        return ((deaths.silent >= MANY) & (deaths.accuracy >= LEARNS)).mean(1)

    def rates(self, data: str) -> list[float]:
        """Return the rates at which a quarter of the networks or more are such."""
        deaths = self.relu[data]
        return [
            rate
            for rate, share in zip(deaths.learning_rates, self.share(data), strict=True)
            if share >= 1 / 4
        ]

    @property
    def measured(self) -> str:
        """Whether there is such a rate: which one it is differs between machines."""
        told = [f"{data} {'yes' if self.rates(data) else 'no'}" for data in self.relu]
        return f"40 % dead or more in a quarter of networks that have learned: {', '.join(told)}"

    @property
    def spread(self) -> str:
        """How many seeds and rates there were."""
        deaths = next(iter(self.relu.values()))
        n_rates = [str(len(one.learning_rates)) for one in self.relu.values()]
        return f"{deaths.silent.shape[1]} seeds at each of {' and '.join(n_rates)} rates"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        seen = [bool(self.rates(data)) for data in self.relu]
        if all(seen):
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if any(seen) else Verdict.NOT_SEEN


@dataclass(frozen=True, repr=False)
class FewDead(Evidence):
    """How many ReLU units are dead at the rate that a validation set chooses.

    Parameters
    ----------
    relu : dict
        By data.
    """

    relu: dict[str, Deaths]

    claim = "C63"
    rule: ClassVar[str] = (
        "the proper rate is the one with the smallest validation loss; holds if at each rate that "
        "is half as high again or higher the median network has at least twice as many dead units, "
        "on both data; holds under conditions if on one, else contradicted"
    )

    def too_high(self, data: str) -> IntArray:
        """Return the places of the rates that are half as high again as the proper one or more."""
        deaths = self.relu[data]
        rates = np.array(deaths.learning_rates)
        return np.flatnonzero(rates >= 1.5 * rates[deaths.proper])

    def rarer(self, data: str) -> bool:
        """Whether the rule's condition is met."""
        medians, too_high = self.relu[data].median_silent, self.too_high(data)
        at_proper = medians[self.relu[data].proper]
        return bool(too_high.size and (medians[too_high] >= max(2 * at_proper, 0.01)).all())

    @property
    def measured(self) -> str:
        """Dead units of the median network at the proper rate and at the next one too high."""
        told = []
        for data, deaths in self.relu.items():
            places = [deaths.proper, *self.too_high(data)[:1]]
            at_rates = [
                f"{_bracket(deaths.median_silent[place])} at {deaths.learning_rates[place]:g}"
                for place in places
            ]
            told.append(f"{data} {', '.join(at_rates)}")
        return f"dead at the proper rate and at one too high: {'; '.join(told)}"

    @property
    def spread(self) -> str:
        """In how many pairs there are fewer dead units at the proper rate."""
        told = []
        for data, deaths in self.relu.items():
            too_high = deaths.silent[self.too_high(data)[:1]]
            share = (deaths.silent[deaths.proper] < too_high).mean()
            told.append(f"{data} {share:.0%}".replace("%", " %"))
        n_seeds = next(iter(self.relu.values())).silent.shape[1]
        return f"fewer at the proper rate: {', '.join(told)} of {n_seeds} pairs"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        rarer = [self.rarer(data) for data in self.relu]
        if all(rarer):
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if any(rarer) else Verdict.CONTRADICTED


@dataclass(frozen=True, repr=False)
class Pieces(Evidence):
    """Maxout beside ReLU: pieces that are never the largest, and networks that diverge.

    Parameters
    ----------
    relu, maxout : dict
        By data.
    """

    relu: dict[str, Deaths]
    maxout: dict[str, Deaths]

    claim = "C70"
    rule: ClassVar[str] = (
        "maxout is sound at a rate if none of its networks diverges and the median share of pieces "
        "that are never selected is below 5 %; it keeps up if at its best rate it is as accurate "
        "as ReLU at its own, to one point in 100; holds if on both data it keeps up and is sound "
        "wherever no ReLU network diverges; holds under conditions if on one of the data it keeps "
        "up and is sound at its best rate; else contradicted"
    )

    def sound(self, data: str) -> BoolArray:
        """Tell at which rates no network diverges and hardly a piece is dead, shape (rates,)."""
        deaths = self.maxout[data]
        return ~deaths.diverged.any(axis=1) & (np.median(deaths.silent, axis=1) < HARDLY_ANY)

    def keeps_up(self, data: str) -> bool:
        """Whether at its best rate maxout is as good as ReLU at its own, to one point in 100."""
        relu, maxout = self.relu[data], self.maxout[data]
        test = [float(np.median(one.test[one.proper])) for one in (relu, maxout)]
        return test[1] >= test[0] - 0.01

    @property
    def measured(self) -> str:
        """At how many rates maxout is sound, and from which rate on only maxout diverges."""
        told = []
        for data, deaths in self.maxout.items():
            relu_stays = ~self.relu[data].diverged.any(axis=1)
            alone = np.flatnonzero(deaths.diverged.any(axis=1) & relu_stays)
            where = f"from {deaths.learning_rates[alone[0]]:g} on" if alone.size else "at none"
            n_sound = self.sound(data).sum()
            told.append(f"{data} {n_sound} of {len(deaths.learning_rates)}, {where}")
        return f"rates at which maxout is sound, and at which it alone diverges: {'; '.join(told)}"

    @property
    def spread(self) -> str:
        """Whether maxout keeps up."""
        told = [f"{data} {'yes' if self.keeps_up(data) else 'no'}" for data in self.maxout]
        n_seeds = next(iter(self.maxout.values())).silent.shape[1]
        return f"as accurate as ReLU, each at its best rate: {', '.join(told)}; {n_seeds} seeds"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        everywhere, at_best = [], []
        for data, deaths in self.maxout.items():
            sound, keeps_up = self.sound(data), self.keeps_up(data)
            diverges = self.relu[data].diverged.any(axis=1)
            everywhere.append(keeps_up and bool((sound | diverges).all()))
            at_best.append(keeps_up and bool(sound[deaths.proper]))
        if all(everywhere):
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if any(at_best) else Verdict.CONTRADICTED


def death_sweep(
    *,
    n_seeds: int = 10,
    n_updates: int = 300,
    kinds: Sequence[str] = tuple(KINDS),
    executor: Executor | None = None,
) -> DeathSweep:
    """Train networks of each kind at each learning rate, and look at their hidden units.

    Parameters
    ----------
    n_seeds : int
        Networks at each rate; ReLU and its relatives start from the same weights.
    n_updates : int
    kinds : sequence of str
        Out of `KINDS`.
    executor : concurrent.futures.Executor, optional
        Where the kinds are worked on, on each data and at each rate.

    Examples
    --------
    >>> sweep = death_sweep(n_seeds=2, n_updates=20, kinds=["ReLU"])
    >>> sweep.deaths["digits"]["ReLU"].silent.shape
    (7, 2)
    """
    settings = [
        setting | {"data": data}
        for data, (_, rates) in SETTINGS.items()
        for setting in grid(kind=kinds, learning_rate=rates)
    ]
    trained = partial(_trained, n_seeds=n_seeds, n_updates=n_updates)
    found = sweep(trained, settings, executor=executor, label="deaths")
    deaths: dict[str, dict[str, Deaths]] = {}
    for data, (_, rates) in SETTINGS.items():
        deaths[data] = {}
        for kind in kinds:
            at_rates = [
                result
                for setting, result in zip(found.settings, found.results, strict=True)
                if (setting["data"], setting["kind"]) == (data, kind)
            ]
            names = at_rates[0].keys()
            arrays = {name: np.array([one[name] for one in at_rates]) for name in names}
            deaths[data][kind] = Deaths(rates, **arrays)
    return DeathSweep(deaths)


def silent_units(network: Network, X: FloatArray) -> BoolArray:
    """Return which units of the first layer no example brings above zero, shape (…, units).

    For maxout: which of the pieces no example makes the largest. A ReLU that is silent is dead.

    Examples
    --------
    >>> network = Network([1, 2, 1], activation=leaky_relu)
    >>> network.layers[0].weights[...] = [[1.0], [-1.0]]
    >>> silent_units(network, np.array([[0.5, 2.0]]))
    array([False,  True])
    """
    layer = network.layers[0]
    z = layer.pre_activations(X)
    if layer.activation.pieces > 1:
        return np.asarray((layer.slope(z) == 0).all(-1))
    return np.asarray((z <= 0).all(-1))


def _data(name: str) -> tuple[Dataset, Dataset, Dataset]:
    if name == "three spirals":
        draws = [datasets.spirals(200, seed=seed) for seed in range(3)]
        return draws[0], draws[1], draws[2]
    training, rest = datasets.digits().split(1 / 6, seed=0)
    return training, *rest.split(0.5, seed=0)


def _trained(
    data: str, kind: str, learning_rate: float, n_seeds: int, n_updates: int
) -> Mapping[str, FloatArray | IntArray | BoolArray]:
    n_hidden, _ = SETTINGS[data]
    training, validation, test = _data(data)
    networks = Network.stack(
        [training.X.shape[0], n_hidden, training.n_classes],
        seeds=range(n_seeds),
        activation=ACTIVATIONS[kind],
        initialisation=KINDS[kind],
    )
    looks = [silent_units(networks, training.X)]
    steps = training_steps(
        networks, training.X, training.y, learning_rate=learning_rate, epochs=n_updates
    )
    for update, step in enumerate(steps, start=1):
        diverged = step.diverged
        if update % UPDATES_BETWEEN_LOOKS == 0 and not diverged.all():
            looks.append(silent_units(networks, training.X))
    with np.errstate(all="ignore"):  # those that have diverged
        loss, _ = cross_entropy(networks.forward(validation.X), validation.y)
        accuracy, on_test = (networks.accuracy(part.X, part.y) for part in (training, test))
    chance = 1 / training.n_classes
    return {
        "silent": looks[-1].mean(-1),
        "revived": revivals(np.array(looks)).sum(-1),
        "accuracy": np.where(diverged, chance, accuracy),
        "test": np.where(diverged, chance, on_test),
        "validation_loss": np.where(diverged, np.inf, loss),
        "diverged": diverged,
    }


def _bracket(share: float) -> str:
    place = int(np.searchsorted(BRACKETS[1:-1], share, side="right"))
    return f"{100 * BRACKETS[place]:.0f} to {100 * BRACKETS[place + 1]:.0f} %"
