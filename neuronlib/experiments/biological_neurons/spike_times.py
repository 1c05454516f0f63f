"""What the exact times of spikes tell beyond their rate (C20 and C28).

Two leaky integrate-and-fire neurons whose intervals are permuted, and detectors that answer to
pairs of input spikes or not, by the time between them.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.inputs import BoolArray, FloatArray
from neuronlib.spiking import LeakyIntegrateAndFire, coincidences, permuted_intervals
from neuronlib.sweeps import grid, sweep

BATCH = 20  # seeds that are simulated at once

# the noisy input of C20: its mean lies just below the rheobase, so that noise makes the spikes
MEAN_CURRENT, NOISE = 0.18, 0.4  # nA
INPUT_STEP = 1.0  # ms
WINDOW = 2.0  # ms: spikes so close count as a coincidence
LOST = 0.25  # share of the coincidences

# the pairs of C28
TIME_STEP, PULSE, JITTER = 0.2, 0.6, 0.2  # ms
PERIOD, N_PAIRS = 100.0, 10  # ms
DELAY = 3.0  # ms, of the first input on its way to the detector with a delay line
SINGLE_RESPONSE = 12.0  # mV that one input spike adds; the threshold is 20 mV above rest
APART = 6.0  # ms between two input spikes that do not come together


@dataclass(frozen=True, repr=False)
class RateCode(Evidence):
    """What two read-outs get from two trains of spikes, before and after permuting the intervals.

    Parameters
    ----------
    shared : tuple of float
        Share of the input's variance that is common to the two neurons.
    rates, permuted_rates : array, shape (shared, S)
        Mean rate of the two neurons, in Hz.
    coincidences, permuted_coincidences : array, shape (shared, S)
        Pairs of spikes at most 2 ms apart, over what two unrelated trains of these rates give.
    irregularity : array, shape (shared, S)
        Standard deviation of the intervals over their mean: 0 for a clock, 1 for pure chance.
    """

    shared: tuple[float, ...]
    rates: FloatArray
    permuted_rates: FloatArray
    coincidences: FloatArray
    permuted_coincidences: FloatArray
    irregularity: FloatArray

    claim = "C20"
    rule: ClassVar[str] = (
        "something is lost if permuting the intervals takes away a quarter of the coincidences or "
        "more, as medians over the seeds; holds if nothing is lost, however much input the neurons "
        "share; holds under conditions if nothing is lost for some share of it; contradicted if "
        "something is for every share"
    )

    @property
    def largest_change_of_rate(self) -> float:
        """Largest change of a rate by permuting, as a share of it."""
        return float(np.abs(self.permuted_rates / self.rates - 1).max())

    @property
    def lost(self) -> BoolArray:
        """Whether a quarter of the coincidences is gone after permuting, shape (shared,)."""
        before, after = self._medians
        return np.asarray(after <= (1 - LOST) * before)

    @property
    def measured(self) -> str:
        """What happens to each read-out."""
        before, after = self._medians
        return (
            f"rates change by {100 * self.largest_change_of_rate:.0f} %; coincidences, over "
            f"chance, go from {before[-1]:.1f} to {after[-1]:.1f} where "
            f"{100 * self.shared[-1]:.0f} % of the input is shared, from {before[0]:.1f} to "
            f"{after[0]:.1f} where {100 * self.shared[0]:.0f} % is"
        )

    @property
    def spread(self) -> str:
        """Smallest and largest number of coincidences over the seeds, at the largest share."""
        ranges = [
            f"{each[-1].min():.1f}–{each[-1].max():.1f}"
            for each in (self.coincidences, self.permuted_coincidences)
        ]
        return f"{ranges[0]} before, {ranges[1]} after, over {self.rates.shape[1]} seeds"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        if not self.lost.any():
            return Verdict.HOLDS
        return Verdict.CONTRADICTED if self.lost.all() else Verdict.HOLDS_UNDER_CONDITIONS

    @property
    def _medians(self) -> tuple[FloatArray, FloatArray]:
        """Median coincidences before and after permuting, each of shape (shared,)."""
        return np.median(self.coincidences, axis=1), np.median(self.permuted_coincidences, axis=1)


def rate_code(
    *,
    n_seeds: int = 20,
    shared: Sequence[float] = (0.0, 0.3, 0.6, 0.9),
    duration: float = 20_000.0,
    executor: Executor | None = None,
) -> RateCode:
    """Let two neurons fire irregularly, permute their intervals, and read both with and without.

    Each neuron gets a noisy current of the same mean and variance, a part of which is common to
    both. The permuted trains have the same intervals in another order, each train its own. One
    read-out counts spikes, the other counts coincidences.

    Parameters
    ----------
    n_seeds : int
    shared : sequence of float
        Shares of the variance, from 0 to 1.
    duration : float
        In ms.
    executor : concurrent.futures.Executor, optional

    Examples
    --------
    >>> rate_code(n_seeds=2, duration=2000.0).largest_change_of_rate < 1e-9
    True
    """
    task = partial(_read_outs, shared=tuple(shared), duration=duration)
    batches = sweep(task, grid(seeds=_batches(n_seeds)), executor=executor).results
    return RateCode(tuple(shared), *np.concatenate(batches, axis=2))


def two_trains(
    seeds: Sequence[int], shared: Sequence[float], duration: float
) -> list[tuple[FloatArray, FloatArray]]:
    """Return the spike times of the two neurons, for each share of common input and each seed.

    Examples
    --------
    >>> len(two_trains([0, 1, 2], shared=[0.0, 0.9], duration=100.0))
    6
    """
    n_steps = round(duration / INPUT_STEP)
    common, *private = np.stack(
        [np.random.default_rng(seed).standard_normal((3, n_steps)) for seed in seeds], axis=1
    )
    share = np.asarray(shared, np.float64)[:, None, None]
    inputs = [np.sqrt(share) * common + np.sqrt(1 - share) * own for own in private]
    current = MEAN_CURRENT + NOISE * np.stack(inputs).reshape(-1, n_steps)
    spikes = LeakyIntegrateAndFire().simulate(current, INPUT_STEP).spike_times
    half = len(spikes) // 2
    return list(zip(spikes[:half], spikes[half:], strict=True))


def _read_outs(seeds: Sequence[int], shared: Sequence[float], duration: float) -> FloatArray:
    """Return the measurements of `RateCode` in its order: shape (5, shared, seeds)."""
    columns = []
    for place, trains in enumerate(two_trains(seeds, shared, duration)):
        seed = seeds[place % len(seeds)]
        generator = np.random.default_rng([seed, place // len(seeds)])
        permuted = [permuted_intervals(train, seed=generator) for train in trains]
        irregularity = np.mean([np.std(np.diff(each)) / np.mean(np.diff(each)) for each in trains])
        columns.append(
            (
                _rate(trains, duration),
                _rate(permuted, duration),
                _coincidences_over_chance(trains, duration),
                _coincidences_over_chance(permuted, duration),
                irregularity,
            )
        )
    return np.array(columns).T.reshape(5, len(shared), len(seeds))


def _rate(trains: Sequence[FloatArray], duration: float) -> float:
    return float(1000 * np.mean([train.size for train in trains]) / duration)


def _coincidences_over_chance(trains: Sequence[FloatArray], duration: float) -> float:
    first, second = trains
    by_chance = first.size * second.size * 2 * WINDOW / duration
    return coincidences(first, second, WINDOW) / by_chance


@dataclass(frozen=True, repr=False)
class Timing(Evidence):
    """How often a detector answers to a pair of input spikes, by the time between the two.

    Parameters
    ----------
    lags : array, shape (n_lags,)
        By how much the second input spike comes after the first, in ms.
    fast, slow, delayed : array, shape (n_lags, S)
        Share of the pairs that are answered by a detector with a membrane time constant of 2 ms,
        by one with 20 ms, and by a fast one that the first input reaches 3 ms late.
    """

    lags: FloatArray
    fast: FloatArray
    slow: FloatArray
    delayed: FloatArray

    claim = "C28"
    rule: ClassVar[str] = (
        "illustrated if, at the same input rates and as medians over the seeds, the fast detector "
        "answers at least 90 % of the pairs that come together and at most 10 % of those 6 ms "
        "apart, and the one with a delay line at least 90 % of the pairs in its order and at most "
        "10 % in the reverse order; not seen here otherwise"
    )

    def answered(self, detector: str, lag: float) -> float:
        """Return the median share of the pairs with this lag that a detector answers."""
        row = int(np.abs(self.lags - lag).argmin())
        return float(np.median(getattr(self, detector)[row]))

    @property
    def measured(self) -> str:
        """What each detector answers, in whole percent."""
        shares = [
            100 * self.answered("fast", 0),
            100 * max(self.answered("fast", -APART), self.answered("fast", APART)),
            100 * self.answered("delayed", DELAY),
            100 * self.answered("delayed", -DELAY),
        ]
        together, apart, in_order, reversed_order = (f"{share:.0f} %" for share in shares)
        return (
            f"the fast detector answers {together} of pairs together, {apart} of pairs 6 ms "
            f"apart; with a delay line {in_order} in one order, {reversed_order} in the other"
        )

    @property
    def spread(self) -> str:
        """Smallest and largest share for the delay line over the seeds."""
        rows = [int(np.abs(self.lags - lag).argmin()) for lag in (DELAY, -DELAY)]
        ranges = [
            f"{100 * self.delayed[row].min():.0f}–{100 * self.delayed[row].max():.0f} %"
            for row in rows
        ]
        return f"delay line {ranges[0]} and {ranges[1]} over {self.delayed.shape[1]} seeds"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        tells = (
            self.answered("fast", 0) >= 0.9
            and max(self.answered("fast", -APART), self.answered("fast", APART)) <= 0.1
            and self.answered("delayed", DELAY) >= 0.9
            and self.answered("delayed", -DELAY) <= 0.1
        )
        return Verdict.ILLUSTRATED if tells else Verdict.NOT_SEEN


def timing(*, n_seeds: int = 20, executor: Executor | None = None) -> Timing:
    """Send pairs of spikes, some milliseconds apart, to three leaky integrate-and-fire neurons.

    Ten pairs a second, each spike with a jitter of 0.2 ms. One input spike brings the detector 12
    of the 20 mV to its threshold, so it takes two, and the second must come before the first has
    leaked away. The number of input spikes is the same for every lag.

    Examples
    --------
    >>> timing(n_seeds=2).answered("fast", 0.0)
    1.0
    """
    batches = sweep(_answers, grid(seeds=_batches(n_seeds)), executor=executor).results
    return Timing(_LAGS, *np.concatenate(batches, axis=2))


_LAGS = np.linspace(-12, 12, 49)


def _answers(seeds: Sequence[int]) -> FloatArray:
    """Return the shares of `Timing` in its order: shape (3, lags, seeds)."""
    first = PERIOD / 4 + PERIOD * np.arange(N_PAIRS)
    jitter = [JITTER * np.random.default_rng(seed).standard_normal((2, N_PAIRS)) for seed in seeds]
    firsts, seconds = (first + np.stack(jitter)).transpose(1, 0, 2)  # each (seeds, pairs)

    def shares(time_constant: float, delay: float) -> FloatArray:
        detector = LeakyIntegrateAndFire(membrane_time_constant=time_constant)
        current = np.zeros((_LAGS.size, len(seeds), round(PERIOD * N_PAIRS / TIME_STEP)))
        strength = SINGLE_RESPONSE / detector.membrane_resistance
        strength /= -np.expm1(-PULSE / time_constant)
        for row, lag in enumerate(_LAGS):
            for arrivals in (firsts + delay, seconds + lag):
                starts = np.rint(arrivals / TIME_STEP).astype(int)
                for offset in range(round(PULSE / TIME_STEP)):
                    np.add.at(
                        current[row], (np.arange(len(seeds))[:, None], starts + offset), strength
                    )
        recording = detector.simulate(current.reshape(-1, current.shape[2]), TIME_STEP)
        counts = [spikes.size for spikes in recording.spike_times]
        return np.reshape(counts, current.shape[:2]) / N_PAIRS

    return np.stack([shares(2.0, 0.0), shares(20.0, 0.0), shares(2.0, DELAY)])


def _batches(n_seeds: int) -> list[range]:
    return [range(start, min(start + BATCH, n_seeds)) for start in range(0, n_seeds, BATCH)]
