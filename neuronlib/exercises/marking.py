"""How answers are marked: a table of markers by name, and `check`, which never raises.

A marker takes the answer and returns None if it is right, or what is wrong in a sentence.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Marker = Callable[[Any], str | None]

MARKERS: dict[str, tuple[Marker, str]] = {}


class NotAnsweredError(Exception):
    """The answer is still the placeholder."""


def marker(name: str, praise: str) -> Callable[[Marker], Marker]:
    """Add a marker under the exercise's name, with what a right answer is told."""

    def add(mark: Marker) -> Marker:
        MARKERS[name] = (mark, praise)
        return mark

    return add


def check(name: str, answer: object) -> None:
    """Say whether an answer is right.

    Parameters
    ----------
    name : str
        The exercise's name, as its cell gives it.
    answer : object
        A value, or a function to be tried out; `...` if it is still to be found.

    Raises
    ------
    ValueError
        If there is no exercise of that name. A wrong answer never raises.

    Examples
    --------
    >>> check("one-step", ...)
    one-step: not answered yet
    >>> check("one-step", 0.6)
    Not yet. The gradient at w = 1 is negative, so w must grow.
    >>> check("one-step", 1.4)
    Right. The step goes downhill: from f(1) = 4 to f(1.4) = 2.56.
    """
    if name not in MARKERS:
        raise ValueError(f"name: got {name!r}, expected one of {', '.join(sorted(MARKERS))}")
    mark, praise = MARKERS[name]
    try:
        if answer is ...:
            raise NotAnsweredError
        mistake = mark(answer)
    except NotAnsweredError:
        print(f"{name}: not answered yet")
    except Exception as error:  # the student's own code may do anything
        print(f"Not yet. Your answer stops with {type(error).__name__}: {error}")
    else:
        print(f"Right. {praise}" if mistake is None else f"Not yet. {mistake}")


def tried(function: object, *arguments: object) -> Any:
    """Return what a student's function returns.

    Raises
    ------
    TypeError
        If it is not a function.
    NotAnsweredError
        If it returns nothing: its body is still the placeholder.
    """
    if not callable(function):
        raise TypeError("the answer should be a function; write its body and leave its first line")
    result = function(*arguments)
    if result is None or result is ...:
        raise NotAnsweredError
    return result


def close(given: npt.ArrayLike, expected: npt.ArrayLike) -> bool:
    """Tell whether two answers agree in shape and to six digits."""
    given, expected = np.asarray(given), np.asarray(expected)
    return given.shape == expected.shape and bool(np.allclose(given, expected, rtol=1e-6))
