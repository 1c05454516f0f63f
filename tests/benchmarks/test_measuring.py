"""The timing loop under a clock that only the trials move: what counts, in which order, how."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from benchmarks import measuring
from benchmarks.measuring import Budget, Contender, DisagreementError, Job, Trial, measure, run

INSTALLED = {"Torch": "2.0", "Node": None}


class Clock:
    """A clock that stands still until somebody works, and a log of who did."""

    def __init__(self) -> None:
        self.now = 0.0
        self.log: list[str] = []

    def perf_counter(self) -> float:
        """Return the time it is."""
        return self.now

    def sleep(self, _: float) -> None:
        """Take a rest."""
        self.log.append("rest")

    def trial(
        self, name: str, seconds: Callable[[int], float], outcome: npt.ArrayLike = 0.0
    ) -> Callable[[int], Trial]:
        """Return trials that take so many seconds in each round."""

        def start(round_: int) -> Trial:
            self.now += 100  # preparing is not timed
            yield
            self.log.append(f"{name}{round_}")
            self.now += seconds(round_)
            yield
            self.now += 100  # nor is looking at what came of it
            return outcome

        return start


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    fake = SimpleNamespace(perf_counter=clock.perf_counter, sleep=clock.sleep)
    monkeypatch.setattr(measuring, "time", fake)
    return clock


def job(*contenders: Contender, **details: Any) -> Job:
    settings = {"rounds": 3, "unit": "ms", "scale": 1e3} | details
    return Job("job", "A job", "On something.", lambda round_: round_, contenders, **settings)


def test_only_what_stands_between_the_two_yields_is_timed(clock: Clock) -> None:
    seconds, outcome = run(clock.trial("A", lambda _: 2.0, outcome=7.0)(0))

    assert (seconds, outcome) == (2.0, 7.0)


def test_a_trial_with_a_third_yield_is_refused(clock: Clock) -> None:
    def trial() -> Trial:
        yield
        yield
        yield
        return 0.0

    with pytest.raises(RuntimeError, match="yields twice"):
        run(trial())


def test_contenders_take_turns_after_one_run_each_that_is_not_counted(clock: Clock) -> None:
    slow_at_first = iter([1000.0, 1.0, 1.0, 1.0])
    contenders = (
        Contender("A", clock.trial("A", lambda _: next(slow_at_first)), 1),
        Contender("B", clock.trial("B", lambda _: 2.0), 1),
    )

    (row,) = measure(job(*contenders), 1, INSTALLED)

    turns = [entry for entry in clock.log if entry != "rest"]
    assert turns == ["A0", "B0", "A0", "B0", "A1", "B1", "A2", "B2"]
    assert clock.log[::2] == ["rest"] * len(turns)
    assert (row.neuronlib, row.highest) == (1000, 0.5)


def test_a_ratio_is_the_median_of_the_rounds_own_with_its_extremes(clock: Clock) -> None:
    contenders = (
        Contender("A", clock.trial("A", lambda round_: [1.0, 6.0, 2.0][round_]), 1),
        Contender("B", clock.trial("B", lambda round_: [10.0, 10.0, 4.0][round_]), 1),
    )

    (row,) = measure(job(*contenders), 1, INSTALLED)

    assert (row.lowest, row.ratio, row.highest) == (0.1, 0.5, 0.6)
    assert (row.neuronlib, row.other, row.unit) == (2000, 10_000, "ms")


def test_times_are_told_for_a_unit_of_work(clock: Clock) -> None:
    contenders = (
        Contender("A", clock.trial("A", lambda _: 8.0), 4),
        Contender("B", clock.trial("B", lambda _: 1.0), 0.25),
    )

    (row,) = measure(job(*contenders, unit="s", scale=1.0), 1, INSTALLED)

    assert (row.neuronlib, row.other, row.ratio) == (2.0, 4.0, 0.5)


def test_a_rate_is_work_per_second_and_bounded_from_below(clock: Clock) -> None:
    contenders = (
        Contender("A", clock.trial("A", lambda _: 2.0), 8),
        Contender("B", clock.trial("B", lambda _: 1.0), 5, must=0.75),
        Contender("C", clock.trial("C", lambda _: 1.0), 8, must=0.75),
    )

    fast, slow = measure(job(*contenders, scale=1.0, is_rate=True), 1, INSTALLED)

    assert (fast.neuronlib, fast.other, fast.ratio) == (4.0, 5.0, 0.8)
    assert (fast.must, fast.reached, slow.reached) == ("≥ 0.75", True, False)


@pytest.mark.parametrize(("bound", "reached"), [(0.6, True), (0.5, True), (0.4, False)])
def test_a_bound_on_times_is_one_from_above(clock: Clock, bound: float, reached: bool) -> None:
    contenders = (
        Contender("A", clock.trial("A", lambda _: 1.0), 1),
        Contender("B", clock.trial("B", lambda _: 2.0), 1, must=bound),
    )

    (row,) = measure(job(*contenders), 1, INSTALLED)

    assert (row.must, row.reached) == (f"≤ {bound:g}", reached)


def test_bounds_hold_for_one_thread_alone(clock: Clock) -> None:
    contenders = (
        Contender("A", clock.trial("A", lambda _: 1.0), 1),
        Contender("B", clock.trial("B", lambda _: 1.0), 1, must=0.1),
    )

    (row,) = measure(job(*contenders), 2, INSTALLED)

    assert (row.threads, row.must, row.reached) == (2, "", None)


def test_a_peer_that_is_not_installed_is_left_out_and_not_even_started(clock: Clock) -> None:
    contenders = (
        Contender("A", clock.trial("A", lambda _: 1.0), 1),
        Contender("B", clock.trial("B", lambda _: 1.0), 1, "Torch"),
        Contender("C", clock.trial("C", lambda _: 1.0), 1, "Node"),
    )

    rows = measure(job(*contenders), 1, INSTALLED)

    assert [row.peer for row in rows] == ["B"]
    assert not any(entry.startswith("C") for entry in clock.log)


def test_a_job_whose_contenders_all_miss_something_is_left_out(clock: Clock) -> None:
    contenders = (
        Contender("A", clock.trial("A", lambda _: 1.0), 1, "Node"),
        Contender("B", clock.trial("B", lambda _: 1.0), 1, "Node"),
    )

    assert measure(job(*contenders), 1, INSTALLED) == []
    assert clock.log == []


@pytest.mark.parametrize(("is_rate", "reached"), [(False, True), (True, False)])
def test_a_budget_is_held_against_its_bound_by_the_median(is_rate: bool, reached: bool) -> None:
    amounts = [1.0, 2.0, 9.0]
    budget = Budget("b", "A budget", "", amounts.__getitem__, 4.0, 3, "s", is_rate=is_rate)

    (row,) = measure(budget, 1, INSTALLED)

    assert (row.neuronlib, row.other, row.peer) == (2.0, 4.0, measuring.BOUND)
    assert (row.ratio, row.lowest, row.highest) == (0.5, 0.25, 2.25)
    assert row.must == ("≥ 1" if is_rate else "≤ 1") and row.reached is reached


def test_a_budget_without_what_it_needs_is_not_read() -> None:
    budget = Budget("b", "A budget", "", [].__getitem__, 4.0, 3, "s", peer="Node")

    assert measure(budget, 1, INSTALLED) == []


def outcomes(clock: Clock, ours: npt.ArrayLike, theirs: npt.ArrayLike) -> Job:
    return job(
        Contender("A", clock.trial("A", lambda _: 1.0, np.array(ours)), 1),
        Contender("B", clock.trial("B", lambda _: 1.0, np.array(theirs)), 1),
        outcome="loss",
        tolerance=0.01,
    )


def test_outcomes_that_agree_are_told(clock: Clock) -> None:
    (row,) = measure(outcomes(clock, 0.5, 0.505), 1, INSTALLED)

    assert (row.outcomes, row.apart) == ([0.5, 0.505], 0.005)


def test_outcomes_that_do_not_agree_stop_the_measurement(clock: Clock) -> None:
    with pytest.raises(
        DisagreementError, match=r"A job: .* B .*loss of 0\.5000 and 0\.5200, 2\.0e"
    ):
        measure(outcomes(clock, 0.5, 0.52), 1, INSTALLED)


def test_opposite_deviations_of_elements_do_not_cancel(clock: Clock) -> None:
    with pytest.raises(DisagreementError, match="apart"):
        measure(outcomes(clock, [0.5, 0.7], [0.52, 0.68]), 1, INSTALLED)


def test_opposite_deviations_of_rounds_do_cancel(clock: Clock) -> None:
    deviations = iter([0.0, 0.1, -0.1, 0.0])
    agreeing = outcomes(clock, 0.5, 0.5)

    def trial(_: int) -> Trial:
        yield
        clock.now += 1
        yield
        return 0.5 + next(deviations)

    contenders = (agreeing.contenders[0], Contender("B", trial, 1))
    (row,) = measure(replace(agreeing, contenders=contenders), 1, INSTALLED)

    assert row.outcomes == [0.5, 0.5]


def test_a_contender_that_did_a_part_is_held_to_that_part(clock: Clock) -> None:
    (row,) = measure(outcomes(clock, [0.5, 0.9], [0.5]), 1, INSTALLED)

    assert row.outcomes == [0.5, 0.5]
