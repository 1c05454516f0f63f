"""The way of two weights to their optimum, and what makes it zig-zag (C48)."""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib.activations import sigmoid
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.inputs import FloatArray, as_generator
from neuronlib.sweeps import grid, sweep

# pairs of settings that differ in the signs of the inputs, at the same condition number
POSITIVE, TURNED = "positive", "positive, turned by 45°"
ALONG_THE_AXES, CENTRED = "positive, along the axes", "centred"
SETTINGS = (POSITIVE, TURNED, ALONG_THE_AXES, CENTRED)

RATES = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.4, 1.8)  # over the mean of ‖x‖²
MARGIN = 1.1  # what is not longer by a tenth counts as no longer
_TURN = np.sqrt(0.5) * np.array([[1.0, 1.0], [-1.0, 1.0]])


@dataclass(frozen=True, repr=False)
class ZigZag(Evidence):
    """How two weights get to their optimum, for four kinds of inputs.

    Parameters
    ----------
    path : dict
        For each setting the length of the way over the straight distance: shape (S,).
    steps : dict
        Updates until a hundredth of the distance is left: shape (S,).
    one_sign : dict
        Share of the examples whose gradient has one sign.
    condition : dict
        Condition number of X Xᵀ.
    ways : dict
        The way that the first seed takes, shape (2, steps + 1); the optimum is at 0.
    """

    path: dict[str, FloatArray]
    steps: dict[str, FloatArray]
    one_sign: dict[str, float]
    condition: dict[str, float]
    ways: dict[str, FloatArray]

    claim = "C48"
    rule: ClassVar[str] = (
        "a way is longer if both path and steps are, by a tenth, as medians; not seen if it is no "
        "longer for positive inputs than for centred ones; else holds if inputs with gradients of "
        "one sign have the longer way at equal condition numbers too, in both pairs; holds under "
        "conditions if not"
    )

    def table(self) -> str:
        """Return one line per setting: signs, condition number, path, steps."""
        lines = [f"{'':24s} one sign  condition  path  steps"]
        for name in self.path:
            lines.append(
                f"{name:24s} {100 * self.one_sign[name]:6.0f} % {self.condition[name]:10.0f} "
                f"{np.median(self.path[name]):5.1f} {np.median(self.steps[name]):6.0f}"
            )
        return "\n".join(lines)

    def longer(self, one: str, other: str) -> bool:
        """Tell whether the way is longer in one setting than in another."""
        return all(
            np.median(each[one]) > MARGIN * np.median(each[other])
            for each in (self.path, self.steps)
        )

    @property
    def measured(self) -> str:
        """Path and steps in each setting."""
        each = [
            f"{np.median(self.path[one]):.1f} and {np.median(self.steps[one]):.0f} ({one})"
            for one in self.path
        ]
        return f"path over distance and steps: {', '.join(each)}"

    @property
    def spread(self) -> str:
        """Smallest and largest path over the seeds."""
        ranges = ", ".join(f"{each.min():.1f}–{each.max():.1f}" for each in self.path.values())
        return f"paths {ranges} over {self.path[POSITIVE].size} seeds"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        if not self.longer(POSITIVE, CENTRED):
            return Verdict.NOT_SEEN
        by_sign = self.longer(POSITIVE, TURNED) and self.longer(ALONG_THE_AXES, CENTRED)
        return Verdict.HOLDS if by_sign else Verdict.HOLDS_UNDER_CONDITIONS


def zigzag(
    *, n_seeds: int = 100, steps: int = 400, batch_size: int = 1, executor: Executor | None = None
) -> ZigZag:
    """Train a linear unit with two weights by stochastic gradient descent, in four settings.

    Inputs are outputs of a sigmoid: positive. *Turned*, the same inputs, start and optimum are
    rotated about the origin, so that signs differ. *Centred*, their mean is taken off. *Along the
    axes*, each is shrunk to a fiftieth in one of its two coordinates: positive, but as well
    conditioned as the centred ones. There is no bias, and the optimum has no error. The rate is the
    one of the grid with the fewest steps, on seeds that are not reported.

    Parameters
    ----------
    n_seeds : int
        Each draws its own examples and the direction in which the optimum lies.
    steps : int
        At most.
    batch_size : int
        Examples per update, drawn anew for each.
    executor : concurrent.futures.Executor, optional

    Examples
    --------
    >>> result = zigzag(n_seeds=10)
    >>> result.longer("positive", "centred")
    True
    """
    on_a_setting = partial(_ways, n_seeds=n_seeds, steps=steps, batch_size=batch_size)
    found = sweep(on_a_setting, grid(setting=SETTINGS), executor=executor).results
    path, needed, one_sign, condition, ways = (
        dict(zip(SETTINGS, each, strict=True)) for each in zip(*found, strict=True)
    )
    return ZigZag(path, needed, one_sign, condition, ways)


def _ways(
    setting: str, n_seeds: int, steps: int, batch_size: int
) -> tuple[FloatArray, FloatArray, float, float, FloatArray]:
    tried = inputs_of(setting, 1, (steps, 50, batch_size))
    inputs = inputs_of(setting, 0, (steps, n_seeds, batch_size))
    size = (inputs**2).sum(-1).mean()
    needed = [np.median(descend(tried, start_of(setting, 1, 50), rate / size)[1]) for rate in RATES]
    rate = RATES[int(np.argmin(needed))] / size
    ways, steps_needed = descend(inputs, start_of(setting, 0, n_seeds), rate)
    lengths = np.linalg.norm(np.diff(ways, axis=0), axis=-1)
    on_the_way = np.arange(steps)[:, None] < steps_needed
    path = (lengths * on_the_way).sum(0) / np.linalg.norm(ways[0], axis=-1)
    flat = inputs.reshape(-1, 2)
    first = ways[: 1 + int(min(steps_needed[0], steps)), 0].T
    one_sign = float((np.prod(flat, axis=-1) >= 0).mean())
    return path, steps_needed, one_sign, float(np.linalg.cond(flat.T @ flat)), first


def inputs_of(setting: str, seed: int, shape: tuple[int, ...]) -> FloatArray:
    """Return examples of two inputs, shape (*shape, 2).

    Examples
    --------
    >>> inputs_of(CENTRED, 0, (2,)).round(1)
    array([[ 0. , -0. ],
           [ 0.2,  0. ]])
    """
    generator = as_generator(seed)
    positive = sigmoid(generator.standard_normal((*shape, 2)))
    if setting == TURNED:
        return np.asarray(positive @ _TURN.T)
    if setting == CENTRED:
        return positive - 0.5
    if setting == ALONG_THE_AXES:
        first = generator.integers(0, 2, (*shape, 1)) == np.arange(2)
        return np.where(first, positive, positive / 50)
    return positive


def start_of(setting: str, seed: int, n_seeds: int) -> FloatArray:
    """Return how far the first weights are from the optimum, shape (S, 2): by 1, anywhere around.

    Examples
    --------
    >>> start_of(POSITIVE, 0, 1).round(2)
    array([[ 0.77, -0.64]])
    """
    angles = np.random.default_rng([seed, 1]).uniform(0, 2 * np.pi, n_seeds)
    start = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    return start @ _TURN.T if setting == TURNED else start


def descend(inputs: FloatArray, start: FloatArray, rate: float) -> tuple[FloatArray, FloatArray]:
    """Go down by gradient descent with squared error, towards an optimum at 0.

    Parameters
    ----------
    inputs : array, shape (steps, S or 1, batch, 2)
    start : array, shape (S, 2)
    rate : float

    Returns
    -------
    ways : array, shape (steps + 1, S, 2)
        The weights before each step and after the last.
    steps : array, shape (S,)
        Until a hundredth of the distance is left; infinite for what is not there at the end.

    Examples
    --------
    >>> ways, _ = descend(np.ones((1, 1, 1, 2)), np.array([[1.0, 0.0]]), rate=0.5)
    >>> ways[-1]
    array([[ 0.5, -0.5]])
    """
    ways = [start]
    with np.errstate(over="ignore", invalid="ignore"):  # rates of the grid that are too large
        for x in inputs:
            error = (x * ways[-1][:, None]).sum(-1, keepdims=True)
            ways.append(ways[-1] - rate * (error * x).mean(1))
        distance = np.linalg.norm(ways, axis=-1)
        there = distance < 0.01 * distance[0]
    return np.array(ways), np.where(there.any(0), there.argmax(0), np.inf)
