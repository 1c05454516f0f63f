"""How large the first weights are: the standard deviation of a layer's normal draws.

Each rule takes the layer's numbers of inputs and of neurons. Biases start at zero.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import numpy as np

from neuronlib.inputs import as_number

Initialisation: TypeAlias = Callable[[int, int], float]


def he(n_in: int, n_out: int) -> float:
    """Return √(2 / n_in): keeps the size of the signal through layers of ReLUs.

    References
    ----------
    He et al. (2015), eq. 10.

    Examples
    --------
    >>> he(50, 10)
    0.2
    """
    return float(np.sqrt(2 / n_in))


def glorot(n_in: int, n_out: int) -> float:
    """Return √(2 / (n_in + n_out)): a compromise between the way forward and the way back.

    References
    ----------
    Glorot & Bengio (2010), eq. 12; they draw from a uniform distribution of this variance.

    Examples
    --------
    >>> glorot(30, 20)
    0.2
    """
    return float(np.sqrt(2 / (n_in + n_out)))


def fixed_scale(std: float) -> Initialisation:
    """Return the rule that gives every layer this standard deviation.

    Raises
    ------
    TypeError, ValueError
        If it is not a number from 0 on.

    Examples
    --------
    >>> fixed_scale(0.1)(50, 10)
    0.1
    """
    return partial(_fixed, std=as_number(std, "std", low=0))


def _fixed(n_in: int, n_out: int, std: float) -> float:
    return std
