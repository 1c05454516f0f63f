"""The way of two weights down a loss surface, with inputs that share a direction or do not.

Inputs, starts and descent are those of the experiment C48; all steps of a way are kept.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neuronlib.experiments.activation_functions.ways import (
    POSITIVE,
    SETTINGS,
    descend,
    inputs_of,
    start_of,
)
from neuronlib.inputs import FloatArray

N_STEPS = 100
N_EXAMPLES = 4000  # that the surface is made of
LIMITS = (-1.5, 1.5)
N_LEVELS = 8
_ANGLES = np.linspace(0, 2 * np.pi, 73)


@dataclass(frozen=True)
class ZigzagScene:
    """A linear unit with two weights after some steps of stochastic gradient descent.

    Parameters
    ----------
    setting : str
        Of the inputs, in words.
    batch_size : int
        Examples a step.
    second_moments : array, shape (2, 2)
        X Xᵀ over the number of examples: the loss is ½ wᵀ (X Xᵀ / N) w.
    way : array, shape (2, steps + 1)
        The weights, less those at the optimum; the start is at a distance of 1.
    batch_loss : array, shape (steps,)
        Half the squared error, for the examples of each step before it is taken.
    loss : array, shape (steps + 1,)
        The same for all examples.
    """

    setting: str
    batch_size: int
    second_moments: FloatArray
    way: FloatArray
    batch_loss: FloatArray
    loss: FloatArray

    @property
    def condition(self) -> float:
        """How many times steeper the steepest direction is than the flattest."""
        return float(np.linalg.cond(self.second_moments))

    @property
    def path(self) -> float:
        """Length of the way."""
        return float(np.linalg.norm(np.diff(self.way), axis=0).sum())

    @property
    def left(self) -> float:
        """Distance to the optimum."""
        return float(np.linalg.norm(self.way[:, -1]))

    @property
    def one_sign(self) -> float:
        """In what share of the steps no weight rose while the other fell."""
        return float((np.diff(self.way).prod(axis=0) >= 0).mean())

    @property
    def levels(self) -> FloatArray:
        """Lines of equal loss, shape (N_LEVELS, 2, n), the next one always twice as high."""
        steepness, directions = np.linalg.eigh(self.second_moments)
        circle = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)])
        ellipse = directions @ (circle / np.sqrt(steepness)[:, None])
        largest = LIMITS[1] / np.abs(ellipse).max()
        sizes = largest * np.sqrt(0.5) ** np.arange(N_LEVELS)
        return sizes[:, None, None] * ellipse

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        examples = f"{self.batch_size} example{'s' if self.batch_size > 1 else ''} a step"
        inputs = f"Inputs {self.setting}, {examples}, condition number {self.condition:.0f}"
        n_steps = self.way.shape[1] - 1
        if n_steps == 0:
            return f"{inputs}: the start, at a distance of 1 from the optimum."
        return (
            f"{inputs}: after {n_steps} step{'s' if n_steps > 1 else ''} the way is "
            f"{self.path:.1f} times the distance, {_share(self.left)} is left; both weights moved "
            f"alike in {100 * self.one_sign:.0f} % of steps."
        )


def zigzag(
    setting: str = POSITIVE, batch_size: int = 1, rate: float = 1.0, seed: int = 15, step: int = 20
) -> ZigzagScene:
    """Return the way that the weights have taken after so many steps.

    Parameters
    ----------
    setting : str
        One of the experiment's `SETTINGS`.
    batch_size : int
        Examples per step, drawn anew for each.
    rate : float
        Learning rate times the mean of ‖x‖².
    seed : int
        Of the start and of the examples of the steps.
    step : int
        0 to 100.

    Raises
    ------
    ValueError
        If there is no such setting, or `step` is not from 0 to 100.

    Examples
    --------
    >>> zigzag().describe()
    'Inputs positive, 1 example a step, condition number 12: after 20 steps the way is 3.7 times \
the distance, 38 % is left; both weights moved alike in 100 % of steps.'
    """
    if setting not in SETTINGS:
        raise ValueError(f"setting: got {setting!r}, expected one of {SETTINGS}")
    if not 0 <= step <= N_STEPS:
        raise ValueError(f"step: got {step}, expected 0 to {N_STEPS}")
    second_moments = _surface(setting)
    way, batch_loss = _descent(setting, batch_size, rate, seed)
    until = way[:, : step + 1]
    return ZigzagScene(
        setting=setting,
        batch_size=batch_size,
        second_moments=second_moments,
        way=until,
        batch_loss=batch_loss[:step],
        loss=0.5 * (until * (second_moments @ until)).sum(axis=0),
    )


@lru_cache
def _surface(setting: str) -> FloatArray:
    inputs = inputs_of(setting, 0, (N_EXAMPLES,))
    return np.asarray(inputs.T @ inputs / N_EXAMPLES)


@lru_cache(maxsize=256)
def _descent(
    setting: str, batch_size: int, rate: float, seed: int
) -> tuple[FloatArray, FloatArray]:
    inputs = inputs_of(setting, seed, (N_STEPS, 1, batch_size))
    size = np.trace(_surface(setting))
    ways, _ = descend(inputs, start_of(setting, seed, 1), rate / size)
    way = ways[:, 0]
    errors = (inputs[:, 0] * way[:-1, None]).sum(axis=-1)
    return way.T, 0.5 * (errors**2).mean(axis=1)


def _share(left: float) -> str:
    if left < 0.001:
        return "less than 0.1 %"
    return f"{100 * left:.2g} %" if left < 0.0995 else f"{100 * left:.0f} %"
