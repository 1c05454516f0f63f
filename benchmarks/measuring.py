"""The one timing loop: contenders do a job in turns, round after round, and must agree on it.

A contender's trial is a generator. What stands before its first ``yield`` prepares, what stands
between the two is timed, and what it returns is its outcome, by which the contenders are seen to
have done the same thing. What has no peer is read off, and held against a bound of its own.
"""

import time
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypeAlias

import numpy as np
import numpy.typing as npt

from benchmarks.results import Row
from neuronlib.inputs import FloatArray

Trial: TypeAlias = Generator[None, None, npt.ArrayLike]

# Seconds of rest before each trial: for a while the threads of the one before still spin.
REST = 0.05
# In the place of a peer, where there is none.
BOUND = "the bound"


class DisagreementError(Exception):
    """Two contenders did not do the same work, so their times cannot be compared."""


@dataclass(frozen=True)
class Contender:
    """One way to do a job.

    Parameters
    ----------
    name : str
    trial : callable
        Starts a trial at the job's task.
    work : float
        How much one trial does, in what the job counts: steps, epochs, …
    peer : str
        The one of ``peers.versions()`` that it needs; empty if it is always there. Where all need
        one that is not there, nothing is measured.
    must : float, optional
        The bound that neuronlib's ratio to it has to keep, on one thread.
    """

    name: str
    trial: Callable[[Any], Trial]
    work: float
    peer: str = ""
    must: float | None = None


@dataclass(frozen=True)
class Job:
    """What is done side by side.

    Parameters
    ----------
    key, title, setting : str
        A word to call it by, what is done, and a sentence that says on what.
    task : callable
        Makes what a contender is given, afresh for each trial, from the number of the round.
    contenders : sequence of Contender
        neuronlib first.
    rounds : int
    unit, scale : str, float
        What a time is told in, and how many of it make a second: "µs", 1e6.
    is_rate : bool
        Told is work per second instead, and more is better.
    outcome : str
        What a trial returns, such as "final loss"; empty if there is nothing to agree on.
    tolerance : float
        How far apart outcomes may be: averaged over the rounds, then compared element by element.
    threads : tuple of int
        With how many it is measured.
    """

    key: str
    title: str
    setting: str
    task: Callable[[int], Any]
    contenders: Sequence[Contender]
    rounds: int
    unit: str
    scale: float
    is_rate: bool = False
    outcome: str = ""
    tolerance: float = 0.0
    threads: tuple[int, ...] = (1, 2)


@dataclass(frozen=True)
class Budget:
    """What has no peer, only a bound.

    Parameters
    ----------
    key, title, setting : str
        As for a job.
    reading : callable
        Measures once, and returns how much it is; is given the number of the round.
    bound : float
        The most that the median may be, or the least.
    rounds, unit
        As for a job.
    is_rate : bool
        More is better.
    peer : str
        The one of ``peers.versions()`` that it needs; empty if it needs none.
    """

    key: str
    title: str
    setting: str
    reading: Callable[[int], float]
    bound: float
    rounds: int
    unit: str
    is_rate: bool = False
    peer: str = ""
    outcome: ClassVar[str] = ""
    threads: ClassVar[tuple[int, ...]] = (1,)


@dataclass(frozen=True)
class Measured:
    """What a contender showed, a row a round: amounts in the job's unit, and outcomes."""

    amounts: FloatArray
    outcomes: FloatArray


def measure(job: Job | Budget, threads: int, installed: Mapping[str, str | None]) -> list[Row]:
    """Return a row for each contender that is there, or for the bound, beside neuronlib.

    Raises
    ------
    DisagreementError
        If an outcome is too far from neuronlib's.
    """
    if isinstance(job, Budget):
        return [_held_to_bound(job, threads)] if not job.peer or installed[job.peer] else []
    present = [one for one in job.contenders if not one.peer or installed[one.peer]]
    if not present:
        return []
    ours, *others = in_turns(job, present)
    return [
        _beside(job, threads, contender, ours, measured)
        for contender, measured in zip(present[1:], others, strict=True)
    ]


def in_turns(job: Job, contenders: Sequence[Contender]) -> list[Measured]:
    """Let each contender do the job once a round, and return what each showed."""
    for contender in contenders:
        run(contender.trial(job.task(0)))  # what is compiled or loaded once, is so here
    seconds = np.empty((len(contenders), job.rounds))
    outcomes: list[list[npt.ArrayLike]] = [[] for _ in contenders]
    for round_ in range(job.rounds):
        for i, contender in enumerate(contenders):
            seconds[i, round_], outcome = run(contender.trial(job.task(round_)))
            outcomes[i].append(outcome)
    seconds /= [[contender.work] for contender in contenders]
    amounts = job.scale / seconds if job.is_rate else job.scale * seconds
    return [Measured(*shown) for shown in zip(amounts, map(np.array, outcomes), strict=True)]


def run(trial: Trial) -> tuple[float, npt.ArrayLike]:
    """Run a trial; return its seconds and its outcome."""
    next(trial)
    time.sleep(REST)
    start = time.perf_counter()
    next(trial)
    seconds = time.perf_counter() - start
    try:
        next(trial)
    except StopIteration as end:
        return seconds, end.value
    raise RuntimeError("a trial yields twice: before and after what is timed")


def _held_to_bound(budget: Budget, threads: int) -> Row:
    amounts = np.array([budget.reading(round_) for round_ in range(budget.rounds)])
    return _row(budget, threads, BOUND, amounts, np.full_like(amounts, budget.bound), must=1)


def _beside(job: Job, threads: int, contender: Contender, ours: Measured, theirs: Measured) -> Row:
    row = _row(job, threads, contender.name, ours.amounts, theirs.amounts, contender.must)
    return _with_outcomes(row, job, ours.outcomes, theirs.outcomes) if job.outcome else row


def _row(
    job: Job | Budget,
    threads: int,
    peer: str,
    ours: FloatArray,
    theirs: FloatArray,
    must: float | None,
) -> Row:
    ratios = ours / theirs
    row = Row(
        job=job.key,
        threads=threads,
        peer=peer,
        unit=job.unit,
        neuronlib=_rounded(np.median(ours)),
        other=_rounded(np.median(theirs)),
        ratio=_rounded(np.median(ratios)),
        lowest=_rounded(ratios.min()),
        highest=_rounded(ratios.max()),
    )
    if must is None or threads > 1:
        return row
    kept = row.ratio >= must if job.is_rate else row.ratio <= must
    return replace(row, must=f"{'≥' if job.is_rate else '≤'} {must:g}", reached=kept)


def _with_outcomes(row: Row, job: Job, ours: FloatArray, theirs: FloatArray) -> Row:
    """Say to what the two came; a contender that did a part of the work is held to that part."""
    mean, other = np.atleast_1d(ours.mean(0)), np.atleast_1d(theirs.mean(0))
    mean = mean[: other.size]
    apart = float(np.abs(mean - other).mean())
    if apart > job.tolerance:
        raise DisagreementError(
            f"{job.title}: neuronlib and {row.peer} do not do the same. They come to a "
            f"{job.outcome} of {mean.mean():.4f} and {other.mean():.4f}, {apart:.1e} apart in the "
            f"mean, where {job.tolerance:g} is allowed"
        )
    outcomes = [_rounded(mean.mean()), _rounded(other.mean())]
    return replace(row, outcomes=outcomes, apart=_rounded(apart))


def _rounded(value: Any) -> float:
    return float(f"{value:.4g}")
