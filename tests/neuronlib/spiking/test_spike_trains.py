"""Spike trains: what is counted, and what a permutation of the intervals keeps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib.spiking import coincidences, permuted_intervals

whole_times = st.lists(st.integers(0, 40), max_size=12).map(sorted)  # many ties, no rounding
trains = st.lists(st.floats(0, 1e4), max_size=30).map(sorted)


@given(whole_times, whole_times, st.integers(0, 6))
def test_every_pair_within_the_window_is_counted_once_and_no_other(first, second, window):
    pairs = sum(abs(a - b) <= window for a in first for b in second)
    assert coincidences(first, second, window) == pairs == coincidences(second, first, window)


def test_independent_random_trains_coincide_as_often_as_chance_says():
    rng = np.random.default_rng(0)
    duration, n_spikes, window = 1e5, 2000, 2.0
    first, second = np.sort(rng.uniform(0, duration, (2, n_spikes)))
    expected = n_spikes**2 * 2 * window / duration
    assert coincidences(first, second, window) == pytest.approx(expected, rel=0.2)  # 2.5 σ


@given(trains, st.integers(0, 100))
def test_a_permutation_keeps_the_intervals_and_so_the_number_of_spikes(train, seed):
    permuted = permuted_intervals(train, seed=seed)
    assert permuted.size == len(train)
    before, after = (np.sort(np.diff(times, prepend=0)) for times in (train, permuted))
    np.testing.assert_allclose(after, before, atol=1e-9)


def test_a_permutation_moves_the_spikes_and_undoes_coincidences():
    train = np.cumsum(np.random.default_rng(1).exponential(20.0, 500))
    permuted = permuted_intervals(train, seed=2)
    by_chance = 500**2 * 2 * 0.5 / train[-1]
    assert coincidences(train, train, 0.5) > 500
    assert coincidences(train, permuted, 0.5) == pytest.approx(by_chance, rel=0.5)


def test_a_regular_train_stays_as_it_is():
    train = 10.0 * np.arange(1, 20)
    np.testing.assert_allclose(permuted_intervals(train, seed=0), train)


def test_the_seed_decides_the_order():
    train = np.cumsum(np.arange(1.0, 11.0))

    def order(seed):
        return permuted_intervals(train, seed=seed).tolist()

    assert order(1) == order(1) == order(np.random.default_rng(1)) != order(2)


@pytest.mark.parametrize(
    ("train", "words"),
    [
        ([[1.0]], r"got shape \(1, 1\), expected \(n_spikes,\)"),
        ([1.0, 3.0, 2.0], "got 2.0 at position 2, expected times in ms from 0 on, in order"),
        ([-1.0, 3.0], "got -1.0 at position 0, expected times in ms from 0 on, in order"),
        ([1.0, np.inf], r"got inf at index \(1,\), expected finite numbers"),
    ],
)
def test_what_is_not_a_train_is_named(train, words):
    with pytest.raises(ValueError, match=f"first: {words}"):
        coincidences(train, [1.0], 1.0)
    with pytest.raises(ValueError, match=f"second: {words}"):
        coincidences([1.0], train, 1.0)
    with pytest.raises(ValueError, match=f"spike_times: {words}"):
        permuted_intervals(train, seed=0)


def test_a_window_must_not_be_negative_and_a_seed_must_be_one():
    with pytest.raises(ValueError, match=r"window: got -1, expected a number in \[0, inf\)"):
        coincidences([1.0], [1.0], -1)
    with pytest.raises(TypeError, match="seed: got None"):
        permuted_intervals([1.0], seed=None)
