"""Timing: turns, counts of calls, and an order that no noise turns round."""

import time

import numpy as np
import pytest

from neuronlib.experiments.timing import seconds_per_call


def test_each_contender_gets_a_time_for_each_round():
    times = seconds_per_call({"a": list, "b": dict}, n_rounds=4, seconds_per_round=1e-4)
    assert list(times) == ["a", "b"]
    for values in times.values():
        assert values.shape == (4,) and (values > 0).all()


def test_a_sleep_takes_as_long_as_it_says():
    times = seconds_per_call({"sleep": lambda: time.sleep(0.01)}, n_rounds=3)
    assert 0.0099 < times["sleep"].min() < 0.05


@pytest.mark.parametrize("seconds", [0.001, 0.1])
def test_the_time_is_that_of_one_call_however_often_it_is_called(seconds):
    contenders = {"sleep": lambda: time.sleep(0.002)}
    times = seconds_per_call(contenders, n_rounds=2, seconds_per_round=seconds)
    assert 0.0019 < times["sleep"].min() < 0.02


def test_the_contenders_take_turns():
    seen = []
    contenders = {name: lambda name=name: (seen.append(name), time.sleep(0.002)) for name in "ab"}
    seconds_per_call(contenders, n_rounds=3, seconds_per_round=0.001)
    assert seen == [*"aaabbb", *"ababab"]  # the first calls of each, then the rounds


def test_a_quick_one_is_called_often_and_a_slow_one_once_a_round():
    calls = {"quick": 0, "slow": 0}

    def quick():
        calls["quick"] += 1

    def slow():
        calls["slow"] += 1
        time.sleep(0.01)

    seconds_per_call({"quick": quick, "slow": slow}, n_rounds=2, seconds_per_round=0.005)
    assert calls["slow"] == 3 + 2
    assert calls["quick"] > 100


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"n_rounds": 0}, ValueError, "n_rounds: got 0, expected 1 or more"),
        ({"seconds_per_round": 0}, ValueError, "seconds_per_round: got 0, expected a number in"),
    ],
)
def test_options_out_of_range_are_refused(options, error, message):
    with pytest.raises(error, match=message):
        seconds_per_call({"a": list}, **options)


def test_what_cannot_be_called_is_refused_by_name():
    with pytest.raises(TypeError, match="contenders: got 3 for 'three', expected a function"):
        seconds_per_call({"three": 3})


def test_more_work_takes_longer():
    small, large = np.ones(10), np.ones(1_000_000)
    times = seconds_per_call({"small": small.sum, "large": large.sum}, n_rounds=3)
    assert times["large"].min() > 10 * times["small"].min()
