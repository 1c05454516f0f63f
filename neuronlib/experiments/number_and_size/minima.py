"""Where training ends in tiny networks: minima or saddles, how many, how good (C115, C116).

Everything is in float64, with tanh and λ > 0, so that a finite minimum exists and has a Hessian.
"""

from abc import abstractmethod
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.activations import tanh
from neuronlib.datasets import Dataset
from neuronlib.diagnostics import hessian
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.experiments.number_and_size.percentages import percent, percent_range
from neuronlib.experiments.number_and_size.settling import settle
from neuronlib.inputs import BoolArray, FloatArray, IntArray
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep
from neuronlib.training import train

FLAT = 1e-6  # an eigenvalue within this of zero counts as zero
AT_REST = 1e-8  # largest component of a gradient that counts as zero
SAME_LOSS, SAME_SCORE = 1e-6, 1e-3  # two end points this close are one function
BAD, GOOD = 0.1, 0.05  # how far above the best loss of its size, relatively
SMALL = [
    1,
    2,
]  # places of the small sizes: with a single unit there is hardly anything to get wrong


@dataclass(frozen=True)
class EndPoints:
    """Where S starts of each size ended, on several sets of data.

    Parameters
    ----------
    sizes : tuple of int
        Numbers of hidden units.
    l2 : float
    losses, gradients, lowest : array, shape (n_data, n_sizes, S)
        The loss with its penalty, the largest component of its gradient, and the smallest
        eigenvalue of its Hessian.
    n_distinct : array of int, shape (n_data, n_sizes)
        How many different functions the minima stand for.
    meetings : array, shape (n_data, n_sizes)
        The share of pairs of starts that end in the same one. Unlike their number, which cannot
        exceed S, it tells many minima from very many.
    """

    sizes: tuple[int, ...]
    l2: float
    losses: FloatArray
    gradients: FloatArray
    lowest: FloatArray
    n_distinct: IntArray
    meetings: FloatArray

    @property
    def at_rest(self) -> BoolArray:
        """Whether the gradient is zero, shape (n_data, n_sizes, S)."""
        return self.gradients <= AT_REST

    @property
    def is_saddle(self) -> BoolArray:
        """Whether the gradient is zero and the loss curves down somewhere."""
        return self.at_rest & (self.lowest < -FLAT)

    @property
    def is_minimum(self) -> BoolArray:
        """Whether the gradient is zero and the loss curves down nowhere; it may be flat."""
        return self.at_rest & (self.lowest >= -FLAT)

    @property
    def is_flat(self) -> BoolArray:
        """Whether it is a minimum with a direction along which nothing curves."""
        return self.is_minimum & (self.lowest <= FLAT)

    @property
    def excess(self) -> FloatArray:
        """How far a minimum lies above the best of its size and data, relatively; else NaN."""
        minima = np.where(self.is_minimum, self.losses, np.inf)
        best = minima.min(axis=-1, keepdims=True)
        with np.errstate(invalid="ignore"):  # where no start came to rest
            return np.where(self.is_minimum, self.losses / best - 1, np.nan)

    def share(self, marks: BoolArray) -> list[float]:
        """Return the share of all starts, for each size, for which this is true."""
        return [float(of_size) for of_size in marks.mean(axis=(0, 2))]

    def for_c115(self) -> "FewButBad":
        """Return what this says of small networks."""
        return FewButBad(self)

    def for_c116(self) -> "ManyButGood":
        """Return what this says of large networks."""
        return ManyButGood(self)

    def __repr__(self) -> str:
        n_data, _, n_starts = self.losses.shape
        lines = [f"{n_starts} starts on each of {n_data} sets of data"]
        for k, size in enumerate(self.sizes):
            shares = [marks.mean(axis=(0, 2))[k] for marks in
                      (self.is_minimum & ~self.is_flat, self.is_flat, self.is_saddle)]  # fmt: skip
            told = "minimum {:.0f} %, flat minimum {:.0f} %, saddle {:.0f} %".format(
                *(100 * share for share in shares)
            )
            lines.append(f"{size:2d} units: {told}")
        return "\n".join(lines)


@dataclass(frozen=True, repr=False)
class _OfMinima(Evidence):
    """Two things that are said of minima at once, each looked for on every set of data.

    Parameters
    ----------
    result : EndPoints
        Its second and third sizes are the small ones, its last is the large one.
    """

    result: EndPoints

    @property
    @abstractmethod
    def signs(self) -> tuple[BoolArray, BoolArray]:
        """Whether each of the two is so, shape (n_data,)."""

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        if all(sign.all() for sign in self.signs):
            return Verdict.HOLDS
        somewhere = all(sign.any() for sign in self.signs)
        return Verdict.HOLDS_UNDER_CONDITIONS if somewhere else Verdict.CONTRADICTED

    @property
    def _met(self) -> tuple[str, str]:
        """How often starts meet, in small networks and in the large one: medians over the data."""
        met = np.median(self.result.meetings, axis=0)
        return " and ".join(percent(met[k]) for k in SMALL), percent(met[-1])

    @property
    def _n_starts(self) -> str:
        n_data, _, n_starts = self.result.losses.shape
        return f"{n_data} sets of data, {n_starts} starts each"


class FewButBad(_OfMinima):
    """Small networks: few minima, but bad ones that are easy to fall into."""

    claim = "C115"
    rule: ClassVar[str] = (
        "few: two starts of each of the two small sizes end in the same minimum more often than at "
        "the largest size; bad: at each of them a fifth of the starts or more end in a minimum "
        "more than 10 % above the best one of their size; holds if both are so on every set of "
        "data, holds under conditions if each is so on some, else contradicted"
    )

    @property
    def bad_shares(self) -> FloatArray:
        """Share of starts in a bad minimum, shape (n_data, 2)."""
        return np.asarray((self.result.excess > BAD).mean(axis=-1)[:, SMALL])

    @property
    def signs(self) -> tuple[BoolArray, BoolArray]:
        """Whether the minima are few, and whether many starts fall into bad ones."""
        met = self.result.meetings
        few = met[:, SMALL].min(axis=1) > met[:, -1]
        return few, np.asarray((self.bad_shares >= 0.2).all(axis=1))

    @property
    def measured(self) -> str:
        """How often starts meet, and how many end in bad minima."""
        small = " and ".join(str(self.result.sizes[k]) for k in SMALL)
        of_small, of_large = self._met
        bad = " and ".join(percent(share) for share in self.bad_shares.mean(axis=0))
        few, many_bad = (int(sign.sum()) for sign in self.signs)
        return (
            f"{small} units: {of_small} of pairs of starts end in the same minimum ({of_large} "
            f"with {self.result.sizes[-1]}), {bad} of starts in a bad one; few on {few} and bad on "
            f"{many_bad} of {len(self.bad_shares)} sets of data"
        )

    @property
    def spread(self) -> str:
        """Range of the share over the sets of data."""
        return f"bad {percent_range(self.bad_shares)} over {self._n_starts}"


class ManyButGood(_OfMinima):
    """Large networks: many more minima, but good ones."""

    claim = "C116"
    rule: ClassVar[str] = (
        "many more: two starts of the largest size end in the same minimum at most half as often "
        "as at each of the two small sizes; better: 90 % of its starts or more end in a minimum "
        "below the best one of the small sizes; holds if both are so on every set of data, holds "
        "under conditions if each is so on some, else contradicted"
    )

    @property
    def better_shares(self) -> FloatArray:
        """Share of starts below the best minimum of the small sizes, for each set of data."""
        losses = np.where(self.result.is_minimum, self.result.losses, np.inf)
        best_of_small = losses[:, SMALL].min(axis=(1, 2))
        return (losses[:, -1] < best_of_small[:, None]).mean(axis=1)

    @property
    def signs(self) -> tuple[BoolArray, BoolArray]:
        """Whether the minima are many more, and whether they are better."""
        met = self.result.meetings
        many_more = met[:, -1] <= met[:, SMALL].min(axis=1) / 2
        return many_more, np.asarray(self.better_shares >= 0.9)

    @property
    def measured(self) -> str:
        """How often starts meet, how good their minima are, and how far apart."""
        of_small, of_large = self._met
        near = (self.result.excess < GOOD)[:, -1].mean()
        many_more, better = (int(sign.sum()) for sign in self.signs)
        return (
            f"{self.result.sizes[-1]} units: {of_large} of pairs of starts end in the same minimum "
            f"({of_small} in small networks), {percent(self.better_shares.mean())} of starts below "
            f"every small network, {percent(near)} within 5 % of the best; many more on "
            f"{many_more} and better on {better} of {len(self.better_shares)} sets of data"
        )

    @property
    def spread(self) -> str:
        """Ranges over the sets of data."""
        met, better = self.result.meetings[:, -1], self.better_shares
        return f"same {percent_range(met)}, below {percent_range(better)} over {self._n_starts}"


def end_points(
    *,
    n_seeds: int = 20,
    n_data: int = 2,
    sizes: Sequence[int] = (1, 2, 3, 5, 8),
    l2: float = 1e-3,
    epochs: int = 2000,
    executor: Executor | None = None,
) -> EndPoints:
    """Train tiny tanh networks, drive their gradients to zero, and look at the curvature there.

    Each set of data has 40 examples with 12 % of the labels flipped: for each of `n_data` draws the
    moons, and real digits seen as 2 × 2 grey pixels, to be told odd from even. Full-batch gradient
    descent with momentum 0.9 and learning rate 0.3; then `settle`.

    Examples
    --------
    >>> result = end_points(n_seeds=3, n_data=1, sizes=(1, 2, 3), epochs=300)
    >>> result.losses.shape, bool(result.at_rest.all())
    ((2, 3, 3), True)
    """
    settings = grid(kind=("moons", "digits"), draw=range(n_data), size=sizes)
    task = partial(_end_points_of_a_size, n_seeds=n_seeds, l2=l2, epochs=epochs)
    found = sweep(task, settings, executor=executor, label="C115").results
    shape = (2 * n_data, len(sizes))
    losses, gradients, lowest = (
        np.array([one[part] for one in found]).reshape(*shape, n_seeds) for part in range(3)
    )
    counts = [np.bincount(one[3][one[3] >= 0]) for one in found]
    met = [(of_each * (of_each - 1)).sum() / (n_seeds * (n_seeds - 1)) for of_each in counts]
    return EndPoints(
        tuple(sizes),
        l2,
        losses,
        gradients,
        lowest,
        np.array([of_each.size for of_each in counts]).reshape(shape),
        np.array(met).reshape(shape),
    )


def end_points_by_claim(
    *,
    n_seeds: int = 20,
    n_data: int = 2,
    epochs: int = 2000,
    executor: Executor | None = None,
) -> dict[str, Evidence]:
    """Return the evidence on C115 and C116, from the same `end_points`.

    Examples
    --------
    >>> sorted(end_points_by_claim(n_seeds=2, n_data=1, epochs=100))
    ['C115', 'C116']
    """
    result = end_points(n_seeds=n_seeds, n_data=n_data, epochs=epochs, executor=executor)
    return {"C115": result.for_c115(), "C116": result.for_c116()}


def forty_examples(kind: str, draw: int) -> Dataset:
    """Return the moons, or digits as 2 × 2 pixels, with 12 % of their labels flipped.

    Examples
    --------
    >>> forty_examples("moons", 0), forty_examples("digits", 0)
    (Dataset(40 examples, 2 inputs, 2 classes), Dataset(40 examples, 4 inputs, 2 classes))
    """
    generator = np.random.default_rng(draw)
    if kind == "moons":
        data = datasets.moons(40, noise=0.15, seed=generator)
    else:
        chosen, _ = datasets.digits().split(40 / 1797, seed=generator)
        blocks = chosen.X.reshape(2, 4, 2, 4, -1).mean(axis=(1, 3)).reshape(4, -1)
        # centred and scaled, as the moons are
        scaled = (blocks - blocks.mean(1, keepdims=True)) / blocks.std(1, keepdims=True)
        data = Dataset(scaled, chosen.y % 2)
    return data.with_flipped_labels(0.12, seed=generator)


def _end_points_of_a_size(
    kind: str, draw: int, size: int, n_seeds: int, l2: float, epochs: int
) -> tuple[FloatArray, FloatArray, FloatArray, IntArray]:
    """Return losses, gradients, lowest eigenvalues, and which minimum it is, or −1 for none."""
    data = forty_examples(kind, draw)
    networks = Network.stack(
        [len(data.X), size, 1], seeds=range(n_seeds), activation=tanh, dtype=np.float64
    )
    train(networks, data.X, data.y, learning_rate=0.3, momentum=0.9, l2=l2, epochs=epochs)
    settled = settle(networks, data.X, data.y, l2=l2)
    value, gradient = settled.loss_and_gradient(data.X, data.y, l2=l2)
    losses, gradients = np.asarray(value), np.abs(gradient).max(axis=1)
    curvatures = [hessian(settled.member(s), data.X, data.y, l2=l2) for s in range(n_seeds)]
    lowest = np.array([np.linalg.eigvalsh(curvature)[0] for curvature in curvatures])
    minima = np.flatnonzero((gradients <= AT_REST) & (lowest >= -FLAT))
    which = np.full(n_seeds, -1)
    which[minima] = which_function(losses[minima], settled.forward(data.X)[minima, 0])
    return losses, gradients, lowest, which


def which_function(losses: FloatArray, scores: FloatArray) -> IntArray:
    """Give end points numbers, the same number for the same loss and scores on the examples.

    Units may be exchanged, and the signs of a tanh unit turned, without any change in a network's
    function. So functions are compared, not parameters.

    Parameters
    ----------
    losses : array, shape (S,)
    scores : array, shape (S, N)

    Returns
    -------
    array of int, shape (S,)
        From 0, in the order in which they are met.

    Examples
    --------
    >>> which_function(np.array([1.0, 1.0, 2.0]), np.array([[0.5], [0.5], [0.5]]))
    array([0, 0, 1])
    """
    known: list[int] = []
    numbers = np.zeros(len(losses), dtype=int)
    for s in range(len(losses)):
        for number, k in enumerate(known):
            near = np.abs(scores[s] - scores[k]).max() <= SAME_SCORE
            if near and abs(losses[s] - losses[k]) <= SAME_LOSS:
                numbers[s] = number
                break
        else:
            numbers[s] = len(known)
            known.append(s)
    return numbers
