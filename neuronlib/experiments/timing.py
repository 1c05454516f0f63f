"""How long something takes on this machine: contenders timed in turns.

Times differ from run to run and from machine to machine, so a chapter draws them but prints only
what follows from them by a wide margin. Nothing else of an experiment reads a clock.
"""

from collections.abc import Callable, Mapping
from timeit import Timer

import numpy as np

from neuronlib.inputs import FloatArray, as_count, as_number


def seconds_per_call(
    contenders: Mapping[str, Callable[[], object]],
    *,
    n_rounds: int = 7,
    seconds_per_round: float = 0.005,
) -> dict[str, FloatArray]:
    """Time contenders in turns, so that a busy moment of the machine falls on all of them.

    Another program can make a round longer but never shorter: the least of the rounds tells best
    what a contender takes.

    Parameters
    ----------
    contenders : mapping of str to callable
        Each does its work once when it is called without arguments.
    n_rounds : int
        How often each has its turn, after a few calls that only tell how long one takes.
    seconds_per_round : float
        A contender is called so often in its turn that this takes about so long, and at least once.

    Returns
    -------
    dict of str to array, shape (n_rounds,)
        Mean seconds per call in each round, by the contender's name.

    Raises
    ------
    TypeError, ValueError
        If a contender is not callable, or there is no round, or no time for it.

    Examples
    --------
    >>> numbers = np.ones(100_000)
    >>> times = seconds_per_call({"numpy": numbers.sum, "python": lambda: sum(numbers)}, n_rounds=3)
    >>> bool(times["numpy"].min() < times["python"].min())
    True
    """
    as_count(n_rounds, "n_rounds")
    as_number(seconds_per_round, "seconds_per_round", low=0, low_included=False)
    for name, contender in contenders.items():
        if not callable(contender):
            raise TypeError(f"contenders: got {contender!r} for {name!r}, expected a function")
    timers = {name: Timer(contender) for name, contender in contenders.items()}
    n_calls = {name: _n_calls(timer, seconds_per_round) for name, timer in timers.items()}
    times = [
        [timer.timeit(n_calls[name]) / n_calls[name] for name, timer in timers.items()]
        for _ in range(n_rounds)
    ]
    return dict(zip(timers, np.array(times).T, strict=True))


def _n_calls(timer: Timer, seconds: float) -> int:
    # the first call may load and allocate what later ones find, and any may be interrupted
    once = min(timer.repeat(repeat=3, number=1))
    return max(1, round(seconds / max(once, 1e-9)))  # a clock can stand still
