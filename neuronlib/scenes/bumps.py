"""A row of bumps beside the function it stands for: boxes, or pairs of sigmoids in their place."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neuronlib.experiments.representational_power import Bumps
from neuronlib.experiments.representational_power.approximation import PERIOD, Function
from neuronlib.inputs import FloatArray
from neuronlib.scenes.neuron import signed

LIMITS = (-3.0, 3.0)  # the row begins and ends a little outside, at −π and π
HEIGHTS = (-1.6, 1.6)
MOST_BUMPS = 40
NUMBERS = np.arange(1, MOST_BUMPS + 1)


def _fast_sine(x: FloatArray) -> FloatArray:
    return np.sin(3 * x)


def _kink(x: FloatArray) -> FloatArray:
    return np.abs(x) - 1.5


def _jump(x: FloatArray) -> FloatArray:
    return np.where(x < 1, -0.8, 0.8)


FUNCTIONS: dict[str, Function] = {
    "sine": np.sin,
    "fast sine": _fast_sine,
    "kink": _kink,
    "jump": _jump,
}


@dataclass(frozen=True)
class BumpsScene:
    """What some bumps make of a function.

    Parameters
    ----------
    function : str
        Its name in `FUNCTIONS`.
    steepness : float
        Of the sigmoids, times the width of a bump; infinite for boxes.
    x, target, total : array, shape (N,)
        The function, and the sum of all bumps.
    shapes : list of array, shape (2, n)
        Each bump by itself: x and height.
    errors : array, shape (MOST_BUMPS,)
        The largest error of 1, 2, … bumps such as these.
    """

    function: str
    steepness: float
    x: FloatArray
    target: FloatArray
    total: FloatArray
    shapes: list[FloatArray]
    errors: FloatArray

    @property
    def n_bumps(self) -> int:
        """How many bumps there are."""
        return len(self.shapes)

    @property
    def worst(self) -> int:
        """Where in x the error is largest."""
        return int(np.abs(self.total - self.target).argmax())

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        if np.isinf(self.steepness):
            who = "1 box follows" if self.n_bumps == 1 else f"{self.n_bumps} boxes follow"
        else:
            pairs = "1 pair" if self.n_bumps == 1 else f"{self.n_bumps} pairs"
            follow = "follows" if self.n_bumps == 1 else "follow"
            who = (
                f"{pairs} of sigmoids, {self.n_bumps + 1} neurons with k = {self.steepness:g}/w, "
                f"{follow}"
            )
        where = signed(round(float(self.x[self.worst]), 1) + 0.0)
        return (
            f"{who} the {self.function}; the error is largest at x = {where}, where it is "
            f"{self.errors[self.n_bumps - 1]:.2g}."
        )


def bumps(n_bumps: int = 8, steepness: float = 20.0, function: str = "sine") -> BumpsScene:
    """Return a row of so many bumps, each as high as the function in its middle.

    Parameters
    ----------
    n_bumps : int
        1 to 40.
    steepness : float
        Weight k of the sigmoids, times the width of a bump. Infinite stands for boxes.
    function : str
        A name in `FUNCTIONS`.

    Raises
    ------
    ValueError
        If there are fewer bumps or more, or there is no such function.

    Examples
    --------
    >>> bumps(40, steepness=float("inf")).describe()
    '40 boxes follow the sine; the error is largest at x = 0, where it is 0.078.'
    """
    if n_bumps not in NUMBERS:
        raise ValueError(f"n_bumps: got {n_bumps}, expected 1 to {MOST_BUMPS}")
    if function not in FUNCTIONS:
        raise ValueError(f"function: got {function!r}, expected one of {list(FUNCTIONS)}")
    row = Bumps.of(FUNCTIONS[function], *PERIOD, n_bumps)
    x, target, total = _compared(row, steepness, function)
    return BumpsScene(
        function, steepness, x, target, total, _shapes(row, steepness), _errors(steepness, function)
    )


def _compared(
    row: Bumps, steepness: float, function: str
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return x, the function and the sum of the bumps, as far as the picture shows them."""
    x = row.points(per_bump=max(40, 1200 // row.heights.size))
    x = x[(LIMITS[0] <= x) & (x <= LIMITS[1])]
    if np.isinf(steepness):
        total = row.half_open(x)
    else:
        total = row.network(steepness / np.diff(row.edges)[0]).forward(x[None])[0]
    return x, FUNCTIONS[function](x), total


def _shapes(row: Bumps, steepness: float) -> list[FloatArray]:
    sides = zip(row.edges[:-1], row.edges[1:], row.heights, strict=True)
    if np.isinf(steepness):
        return [np.array([[a, a, b, b], [0, height, height, 0]]) for a, b, height in sides]
    shapes = []
    for a, b, height in sides:
        x = np.linspace(2 * a - b, 2 * b - a, 61)  # a width more on each side
        pair = Bumps(np.array([a, b]), np.array([height])).network(steepness / (b - a))
        shapes.append(np.stack([x, pair.forward(x[None])[0]]))
    return shapes


@lru_cache
def _errors(steepness: float, function: str) -> FloatArray:
    errors = []
    for n_bumps in NUMBERS:
        row = Bumps.of(FUNCTIONS[function], *PERIOD, int(n_bumps))
        _, target, total = _compared(row, steepness, function)
        errors.append(np.abs(total - target).max())
    return np.array(errors)
