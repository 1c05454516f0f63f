"""The same task for many settings: in this process, on more cores, or on other machines.

An experiment says what is done for one setting; an executor says where. Nothing here starts a
process or a thread of its own.
"""

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any, Generic, TypeAlias, TypeVar

__all__ = ["Failure", "Sweep", "grid", "sweep"]

Result = TypeVar("Result")
Setting: TypeAlias = dict[str, Any]

PATIENCE_IN_SECONDS = 3  # what is done before that needs no progress bar


@dataclass(frozen=True)
class Failure:
    """A setting whose task raised, with what it raised."""

    setting: Setting
    error: Exception

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.setting.items())
        return f"{said}: {type(self.error).__name__}: {self.error}"


@dataclass(frozen=True)
class Sweep(Generic[Result]):
    """What a sweep brought.

    Parameters
    ----------
    settings : list of dict
        Those that were carried out, in the order given.
    results : list
        One for each of them.
    failures : list of Failure
        The others.
    """

    settings: list[Setting]
    results: list[Result]
    failures: list[Failure]


def grid(**values: Iterable[Any]) -> list[Setting]:
    """Return every combination of the values as a setting, the last name varying fastest.

    Examples
    --------
    >>> grid(seed=range(2), learning_rate=[0.1, 1.0])
    [{'seed': 0, 'learning_rate': 0.1}, {'seed': 0, 'learning_rate': 1.0}, \
{'seed': 1, 'learning_rate': 0.1}, {'seed': 1, 'learning_rate': 1.0}]
    """
    return [dict(zip(values, chosen, strict=True)) for chosen in product(*values.values())]


def sweep(
    task: Callable[..., Result],
    settings: Sequence[Setting],
    *,
    executor: Executor | None = None,
    label: str = "",
) -> Sweep[Result]:
    """Call a task with each setting's arguments, and keep what comes back, in the order given.

    Parameters
    ----------
    task : callable
        Takes a setting's entries by name. For an executor of other processes it is a function of a
        module, so that it can be sent there.
    settings : sequence of dict
        For instance from `grid`.
    executor : concurrent.futures.Executor, optional
        Where the tasks are carried out: a `ProcessPoolExecutor`, or Dask's `client.get_executor()`.
        One after the other in this process if not given. The caller closes it.
    label : str
        Stands before the progress bar, which a terminal shows where tqdm is installed.

    Returns
    -------
    Sweep
        A task that raises costs its own setting alone.

    Warns
    -----
    UserWarning
        If tasks have failed: how many, and the first with its setting.

    Examples
    --------
    >>> sweep(pow, grid(base=[2, 3], exp=[1, 2])).results
    [2, 4, 3, 9]
    """
    results: dict[int, Result] = {}
    failures: dict[int, Failure] = {}
    outcomes = _here(task, settings) if executor is None else _by(executor, task, settings)
    for place, outcome in _with_progress(outcomes, len(settings), label):
        try:
            results[place] = outcome()
        except Exception as error:  # whatever it is, the other settings are kept
            failures[place] = Failure(settings[place], error)
    failed = [failures[place] for place in sorted(failures)]
    if failed:
        counts = f"{len(failed)} of {len(settings)} settings failed"
        warnings.warn(f"{counts}; the first: {failed[0]}", stacklevel=2)
    carried_out = sorted(results)
    return Sweep(
        settings=[settings[place] for place in carried_out],
        results=[results[place] for place in carried_out],
        failures=failed,
    )


Outcomes: TypeAlias = Iterator[tuple[int, Callable[[], Result]]]  # in the order in which they come


def _here(task: Callable[..., Result], settings: Sequence[Setting]) -> Outcomes[Result]:
    for place, setting in enumerate(settings):
        yield place, partial(task, **setting)


def _by(
    executor: Executor, task: Callable[..., Result], settings: Sequence[Setting]
) -> Outcomes[Result]:
    places = {executor.submit(task, **setting): place for place, setting in enumerate(settings)}
    try:
        for future in as_completed(places):
            yield places[future], future.result
    finally:  # whoever is interrupted wants no more of it
        for future in places:
            future.cancel()


def _with_progress(outcomes: Outcomes[Result], total: int, label: str) -> Outcomes[Result]:
    """Show a bar on a terminal; in notebooks, pipes and CI there is none to disturb the output."""
    try:
        from tqdm import tqdm
    except ImportError:
        return outcomes
    silent = True if os.environ.get("CI") else None  # None: where there is no terminal
    return iter(tqdm(outcomes, label, total, delay=PATIENCE_IN_SECONDS, disable=silent))
