"""Drive the gradient to zero: what tells the end point of a training from a long, slow descent.

Gradient descent comes close to a stationary point and then creeps. BFGS learns the curvature on the
way, and gets to the last digits of float64 in some hundred steps.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from neuronlib.inputs import FloatArray, as_count, as_number
from neuronlib.network import Network

# at these parameters, (S, P), the losses, (S,), and their gradients, (S, P)
Landscape: TypeAlias = Callable[[FloatArray], tuple[FloatArray, FloatArray]]

_ENOUGH_DESCENT = 1e-4  # share of what the slope promises that a step must keep
_FLAT_ENOUGH = 0.9  # share of the slope that may be left after it
_TRIALS = 40
_ROUNDING = 1e-13  # by so much, relatively, a loss may seem to rise where it only rests


def settle(
    networks: Network,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    l2: float,
    tolerance: float = 1e-9,
    steps: int = 1000,
) -> Network:
    """Take every network of a stack downhill, from where it is, until its gradient is zero.

    Parameters
    ----------
    networks : Network
        A stack of S in float64, with smooth activations. It is left as it is.
    X : array, shape (n_in, N)
    y : array, shape (N,) of int
    l2 : float
        λ > 0: without it separable data have no finite minimum to come to.
    tolerance : float
        A network rests when no component of its gradient is larger.
    steps : int
        At most so many. Who has not come to rest by then is returned where it is.

    Returns
    -------
    Network
        A stack of S.

    Raises
    ------
    TypeError, ValueError
        If the networks are not a stack in float64, or a number is not positive.

    References
    ----------
    Nocedal & Wright (2006), Numerical Optimization, algorithm 6.1.

    Examples
    --------
    >>> from neuronlib import datasets, tanh
    >>> data = datasets.moons(20, seed=0)
    >>> start = Network.stack([2, 2, 1], seeds=range(3), activation=tanh, dtype=np.float64)
    >>> rest = settle(start, data.X, data.y, l2=0.01)
    >>> _, gradient = rest.loss_and_gradient(data.X, data.y, l2=0.01)
    >>> bool(np.abs(gradient).max() < 1e-9)
    True
    """
    if networks.parameters.ndim != 2 or networks.parameters.dtype != np.float64:
        raise ValueError(
            f"networks: got shape {networks.parameters.shape} in {networks.parameters.dtype}, "
            "expected a stack in float64"
        )
    as_number(l2, "l2", low=0, low_included=False)
    as_number(tolerance, "tolerance", low=0, low_included=False)

    def landscape(at: FloatArray) -> tuple[FloatArray, FloatArray]:
        value, gradient = networks.with_views_of(at).loss_and_gradient(X, y, l2=l2)
        return np.asarray(value), gradient

    parameters = networks.parameters.copy()
    value, gradient = landscape(parameters)
    identity = np.eye(networks.n_parameters)
    inverse = np.tile(identity, (len(parameters), 1, 1))  # of the Hessian, as far as it is known
    for _ in range(as_count(steps, "steps")):
        moving = np.flatnonzero(np.abs(gradient).max(1) > tolerance)
        if moving.size == 0:
            break
        slope = gradient[moving]
        direction = -np.einsum("sij,sj->si", inverse[moving], slope)
        step, value[moving], gradient[moving] = _search_along(
            landscape, parameters[moving], value[moving], slope, direction
        )
        moved = step[:, None] * direction
        parameters[moving] += moved
        inverse[moving] = _updated(inverse[moving], moved, gradient[moving] - slope)
        inverse[moving[step == 0]] = identity  # rounding has spoilt what was known: begin anew
    return networks.with_views_of(parameters)


def _search_along(
    landscape: Landscape,
    at: FloatArray,
    value: FloatArray,
    gradient: FloatArray,
    direction: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Find a step for each network after which the loss is lower and its slope flatter (Wolfe).

    A step that falls too little is too long, one that leaves too much slope too short: the length
    is halved between the two, or doubled while none was too long.

    Returns
    -------
    step : array, shape (S,)
        0 where there is none.
    value, gradient : array, shape (S,) and (S, P)
        There.
    """
    promise, size = (direction * gradient).sum(1), (gradient**2).sum(1)
    step, short, long = np.ones(len(at)), np.zeros(len(at)), np.full(len(at), np.inf)
    new_value, new_gradient = value.copy(), gradient.copy()
    searching = np.flatnonzero(promise < 0)
    step[promise >= 0] = 0.0
    for _ in range(_TRIALS):
        if searching.size == 0:
            return step, new_value, new_gradient
        length, before = step[searching], value[searching]
        there, slope = landscape(at[searching] + length[:, None] * direction[searching])
        falls = there <= before + _ENOUGH_DESCENT * length * promise[searching]
        # at the bottom the loss no longer shows the difference, but a smaller gradient does
        rests = there <= before + _ROUNDING * np.abs(before)
        rests &= (slope**2).sum(1) < size[searching]
        steep = (slope * direction[searching]).sum(1) < _FLAT_ENOUGH * promise[searching]
        too_short, too_long = falls & steep & ~rests, ~falls & ~rests
        found = ~too_short & ~too_long
        new_value[searching[found]], new_gradient[searching[found]] = there[found], slope[found]
        short[searching[too_short]], long[searching[too_long]] = length[too_short], length[too_long]
        searching = searching[~found]
        bounded = np.isfinite(long[searching])
        middle = (short[searching] + np.where(bounded, long[searching], 0)) / 2
        step[searching] = np.where(bounded, middle, 2 * step[searching])
    step[searching] = 0.0
    return step, new_value, new_gradient


def _updated(inverse: FloatArray, moved: FloatArray, turned: FloatArray) -> FloatArray:
    """Teach each inverse Hessian, (S, P, P), that this move turned the gradient by so much."""
    product = (moved * turned).sum(1)
    rho = np.divide(1.0, product, out=np.zeros_like(product), where=product > 0)
    towards = np.einsum("sij,sj->si", inverse, turned)
    cross = moved[:, :, None] * towards[:, None, :]
    weight = rho**2 * (turned * towards).sum(1) + rho
    return (
        inverse
        - rho[:, None, None] * (cross + cross.swapaxes(1, 2))
        + weight[:, None, None] * (moved[:, :, None] * moved[:, None, :])
    )
