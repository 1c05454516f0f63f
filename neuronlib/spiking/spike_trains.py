"""Spike trains: arrays of the times, in ms from the start of a recording, at which a neuron fired.

What is here looks at when spikes come; how many come, the rate, is their count over the duration.
"""

import numpy as np
import numpy.typing as npt

from neuronlib.inputs import FloatArray, Seed, as_finite, as_generator, as_number


def coincidences(first: npt.ArrayLike, second: npt.ArrayLike, window: float) -> int:
    """Return how many pairs of spikes, one of each train, lie at most a window apart.

    Parameters
    ----------
    first, second : array, shape (n_spikes,)
        Spike times in ms, in order.
    window : float
        In ms.

    Raises
    ------
    TypeError, ValueError
        If a train is not in order or begins before 0, or the window is negative.

    Examples
    --------
    >>> coincidences([10.0, 20.0, 30.0], [11.0, 25.0, 29.0], window=2.0)
    2
    """
    first, second = as_spike_times(first, "first"), as_spike_times(second, "second")
    window = as_number(window, "window", low=0)
    until = np.searchsorted(second, first + window, side="right")
    before = np.searchsorted(second, first - window, side="left")
    return int((until - before).sum())


def permuted_intervals(spike_times: npt.ArrayLike, *, seed: Seed) -> FloatArray:
    """Return a train with the same intervals in another order: as many spikes, at other times.

    Whatever is read from the rate, or from how irregular the intervals are, stays as it was;
    whatever depends on the order of the intervals does not. A regular train stays the same.

    Parameters
    ----------
    spike_times : array, shape (n_spikes,)
        In ms, in order. The time up to the first spike counts as an interval.
    seed : int or numpy.random.Generator

    Returns
    -------
    array, shape (n_spikes,)

    Raises
    ------
    TypeError, ValueError
        If the train is not in order or begins before 0, or the seed is none.

    Examples
    --------
    >>> permuted_intervals([1.0, 3.0, 7.0, 15.0], seed=0)
    array([ 4.,  5.,  7., 15.])
    """
    intervals = np.diff(as_spike_times(spike_times, "spike_times"), prepend=0)
    return np.cumsum(as_generator(seed).permutation(intervals))


def as_spike_times(values: npt.ArrayLike, name: str) -> FloatArray:
    """Return `values`, shape (n_spikes,), as times from 0 on and in order.

    Raises
    ------
    ValueError
        If the shape is another, a time is negative or not finite, or comes before the last one.
    """
    times = as_finite(values, name, np.float64)
    if times.ndim != 1:
        raise ValueError(f"{name}: got shape {times.shape}, expected (n_spikes,)")
    wrong = np.diff(times, prepend=0) < 0
    if wrong.any():
        position = int(wrong.argmax())
        raise ValueError(
            f"{name}: got {times[position]} at position {position}, "
            "expected times in ms from 0 on, in order"
        )
    return times
