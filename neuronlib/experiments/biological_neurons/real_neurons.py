"""What real neurons have and the model leaves out (C25, C26 and C27), illustrated in small models.

Kinds of neurons, a dendrite that computes, a synapse that tires. That a model can show a thing does
not prove that brains use it; the experiments on real cells are cited in the chapter.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.datasets import Dataset
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.inputs import FloatArray, IntArray
from neuronlib.neuron import Neuron
from neuronlib.spiking import (
    DepressingSynapse,
    LeakyIntegrateAndFire,
    TwoCompartmentNeuron,
    dendritic_spike,
)
from neuronlib.sweeps import grid, sweep

REGULAR_SPIKING = LeakyIntegrateAndFire(adaptation_step=0.05, adaptation_time_constant=150.0)
FAST_SPIKING = LeakyIntegrateAndFire(membrane_time_constant=10.0, refractory_period=1.0)


@dataclass(frozen=True, repr=False)
class KindsOfNeurons(Evidence):
    """How much two kinds of neurons slow down under the same steps of current.

    Parameters
    ----------
    currents : array, shape (S,)
        In nA.
    regular_spiking, fast_spiking : array, shape (S,)
        The last interval between two spikes over the first one.
    """

    currents: FloatArray
    regular_spiking: FloatArray
    fast_spiking: FloatArray

    claim = "C25"
    rule: ClassVar[str] = (
        "illustrated if, under the same currents and as medians over them, the last interval of "
        "the regular-spiking neuron is at least 1.5 times its first and that of the fast-spiking "
        "one at most 1.1 times; not seen here otherwise"
    )

    @property
    def measured(self) -> str:
        """Median ratio for each kind."""
        return (
            f"last over first interval: {np.median(self.regular_spiking):.1f} (regular-spiking), "
            f"{np.median(self.fast_spiking):.1f} (fast-spiking)"
        )

    @property
    def spread(self) -> str:
        """Smallest and largest ratio over the currents."""
        ranges = [f"{each.min():.1f}–{each.max():.1f}" for each in self._kinds]
        return f"{ranges[0]} and {ranges[1]} over {self.currents.size} currents"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        slows, keeps = (float(np.median(each)) for each in self._kinds)
        return Verdict.ILLUSTRATED if slows >= 1.5 and keeps <= 1.1 else Verdict.NOT_SEEN

    @property
    def _kinds(self) -> tuple[FloatArray, FloatArray]:
        return self.regular_spiking, self.fast_spiking


def kinds_of_neurons(
    *, n_seeds: int = 20, duration: float = 500.0, executor: Executor | None = None
) -> KindsOfNeurons:
    """Give the same steps of current, 0.4 to 0.8 nA, to two kinds of integrate-and-fire neurons.

    They stand for two of the classes found in the neocortex: regular-spiking, which adapts, and
    fast-spiking, which does not.

    Examples
    --------
    >>> kinds_of_neurons(n_seeds=3).fast_spiking.round(6)
    array([1., 1., 1.])
    """
    task = partial(_slowing_down, duration=duration)
    results = np.array(sweep(task, grid(seed=range(n_seeds)), executor=executor).results)
    return KindsOfNeurons(*results.T)


def _slowing_down(seed: int, duration: float) -> tuple[float, float, float]:
    current = float(np.random.default_rng(seed).uniform(0.4, 0.8))
    ratios = []
    for neuron in (REGULAR_SPIKING, FAST_SPIKING):
        (spikes,) = neuron.simulate(np.full(round(duration), current), time_step=1.0).spike_times
        intervals = np.diff(spikes)
        ratios.append(float(intervals[-1] / intervals[0]))
    return current, ratios[0], ratios[1]


# In a single cell: the dendrite's spike is largest where exactly one input is on.
DENDRITE_FOR_XOR = TwoCompartmentNeuron(
    dendrite=Neuron([1.0, 1.0], bias=0.5, activation=dendritic_spike(decay=0.7)),
    soma=Neuron([0.0, 0.0], bias=-0.25),
)


@dataclass(frozen=True, repr=False)
class DendriticXor(Evidence):
    """How well one neuron tells XOR, with a dendrite that computes and without.

    Parameters
    ----------
    line, dendrite : array, shape (S,)
        Share of the test points that are told right by the best line that a search on the training
        points finds, and by a two-compartment neuron.
    corners_by_line, corners_by_dendrite : array of int, shape (S,)
        How many of the four noiseless patterns they get right.
    """

    line: FloatArray
    dendrite: FloatArray
    corners_by_line: IntArray
    corners_by_dendrite: IntArray

    claim = "C26"
    rule: ClassVar[str] = (
        "illustrated if in every run the neuron with the dendrite gets all four patterns right and "
        "the best line does not, and, as medians, the dendrite tells at least 90 % of the noisy "
        "points right and the line at most 80 %; not seen here otherwise"
    )

    @property
    def measured(self) -> str:
        """Median accuracy of each."""
        return (
            f"one neuron with a dendrite tells {100 * np.median(self.dendrite):.0f} % of the "
            f"points right and {self.corners_by_dendrite.min()} of 4 patterns; the best line "
            f"{100 * np.median(self.line):.0f} % and {self.corners_by_line.max()} of 4"
        )

    @property
    def spread(self) -> str:
        """Smallest and largest accuracy of each over the draws of the points."""
        ranges = [
            f"{100 * each.min():.0f}–{100 * each.max():.0f} %"
            for each in (self.dendrite, self.line)
        ]
        return f"{ranges[0]} and {ranges[1]} over {self.line.size} seeds"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        seen = (
            (self.corners_by_dendrite == 4).all()
            and (self.corners_by_line < 4).all()
            and np.median(self.dendrite) >= 0.9
            and np.median(self.line) <= 0.8
        )
        return Verdict.ILLUSTRATED if seen else Verdict.NOT_SEEN


def dendritic_xor(
    *, n_seeds: int = 20, n_examples: int = 400, executor: Executor | None = None
) -> DendriticXor:
    """Tell XOR by the best line, and by one neuron whose dendrite fires a spike of its own.

    The line is the best that a search over directions and thresholds finds on half of the points;
    the weights of the neuron with the dendrite are set by hand, the same for every draw. Both are
    judged on the other half.

    Examples
    --------
    >>> result = dendritic_xor(n_seeds=2)
    >>> result.corners_by_dendrite, result.corners_by_line
    (array([4, 4]), array([3, 3]))
    """
    task = partial(_told_right, n_examples=n_examples)
    results = np.array(sweep(task, grid(seed=range(n_seeds)), executor=executor).results)
    line, dendrite, by_line, by_dendrite = results.T
    return DendriticXor(line, dendrite, by_line.astype(int), by_dendrite.astype(int))


def _told_right(seed: int, n_examples: int) -> tuple[float, float, int, int]:
    training, test = datasets.xor(n_examples, seed=seed).split(0.5, seed=seed)
    patterns = datasets.xor(4, noise=0.0)
    contenders = best_line(training), DENDRITE_FOR_XOR
    on_test, on_patterns = (
        [(one.score(data.X) > 0) == data.y for one in contenders] for data in (test, patterns)
    )
    return (
        float(on_test[0].mean()),
        float(on_test[1].mean()),
        int(on_patterns[0].sum()),
        int(on_patterns[1].sum()),
    )


def best_line(data: Dataset, *, n_directions: int = 360) -> Neuron:
    """Return the point neuron that tells most points right, by a search over all lines.

    For each of many directions, every threshold is tried.

    Parameters
    ----------
    data : Dataset
        With two inputs and two classes.
    n_directions : int

    Examples
    --------
    >>> points = datasets.xor(4, noise=0.0)
    >>> neuron = best_line(points)
    >>> int(((neuron.score(points.X) > 0) == points.y).sum())
    3
    """
    angles = 2 * np.pi * np.arange(n_directions) / n_directions
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    projections = directions @ data.X
    order = np.argsort(projections, axis=1)
    ranked = np.take_along_axis(projections, order, axis=1)
    # right with the threshold after the k lowest points: zeros below it, ones above it
    ones = data.y[order]
    zeros_below = np.cumsum(1 - ones, axis=1)[:, :-1]
    ones_above = ones.sum(axis=1, keepdims=True) - np.cumsum(ones, axis=1)[:, :-1]
    right = np.where(np.diff(ranked, axis=1) > 0, zeros_below + ones_above, -1)
    row, k = np.unravel_index(int(right.argmax()), right.shape)
    return Neuron(directions[row], bias=-(ranked[row, k] + ranked[row, k + 1]) / 2)


@dataclass(frozen=True, repr=False)
class Depression(Evidence):
    """The response of one synapse to a spike, once it has settled, at several rates.

    Parameters
    ----------
    rates : array, shape (n_rates,)
        In Hz.
    regular, irregular : array, shape (n_rates,) and (n_rates, S)
        Mean response to the later spikes of a train, as a share of that of a rested synapse; of a
        regular train, and of irregular ones with random intervals.
    """

    rates: FloatArray
    regular: FloatArray
    irregular: FloatArray

    claim = "C27"
    rule: ClassVar[str] = (
        "illustrated if, as medians over the irregular trains and for the regular ones, a spike at "
        "the highest rate gets at most half the response of one at the lowest rate; not seen here "
        "otherwise"
    )

    @property
    def fall(self) -> tuple[float, float]:
        """Response at the highest rate over that at the lowest: regular, irregular (median)."""
        irregular = np.median(self.irregular[-1] / self.irregular[0])
        return float(self.regular[-1] / self.regular[0]), float(irregular)

    @property
    def measured(self) -> str:
        """How the response falls with the rate."""
        regular, irregular = self.fall
        return (
            f"from {self.rates[0]:g} to {self.rates[-1]:g} Hz the response to a spike falls to "
            f"{100 * regular:.0f} % (regular trains), {100 * irregular:.0f} % (irregular)"
        )

    @property
    def spread(self) -> str:
        """Smallest and largest fall over the irregular trains."""
        falls = 100 * self.irregular[-1] / self.irregular[0]
        return f"{falls.min():.0f}–{falls.max():.0f} % over {falls.size} seeds"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        return Verdict.ILLUSTRATED if max(self.fall) <= 0.5 else Verdict.NOT_SEEN


def depression(
    *,
    n_seeds: int = 20,
    rates: Sequence[float] = (1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 80.0),
    n_spikes: int = 400,
    executor: Executor | None = None,
) -> Depression:
    """Send trains of spikes through a depressing synapse, at several rates, and read the responses.

    The later half of each train counts. An irregular train has random intervals, exponentially
    distributed; a seed's intervals are the same for every rate, but for their scale.

    Examples
    --------
    >>> depression(n_seeds=2).regular.round(2)
    array([0.83, 0.63, 0.36, 0.21, 0.11, 0.06, 0.03])
    """
    task = partial(_later_responses, rates=tuple(rates), n_spikes=n_spikes)
    irregular = sweep(task, grid(seed=range(n_seeds)), executor=executor).results
    regular = _settled(np.ones(n_spikes), rates)
    return Depression(np.array(rates), regular, np.stack(irregular, axis=1))


def _later_responses(seed: int, rates: Sequence[float], n_spikes: int) -> FloatArray:
    return _settled(np.random.default_rng(seed).exponential(size=n_spikes), rates)


def _settled(intervals: FloatArray, rates: Sequence[float]) -> FloatArray:
    synapse = DepressingSynapse()
    rested = synapse.steady_response(0.0)
    trains = [1000 / rate * np.cumsum(intervals) for rate in rates]
    half = intervals.size // 2
    return np.array([synapse.responses(train)[half:].mean() / rested for train in trains])
