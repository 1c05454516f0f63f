"""Units that no longer learn: dead ones, saturated ones, and those that come back to life.

All of it is read off the slopes f′(z) that a data set meets on its way through the hidden layers.
"""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from neuronlib.activations import Activation
from neuronlib.inputs import BoolArray, FloatArray, IntArray, as_array
from neuronlib.layer import Layer
from neuronlib.network import Network

_SATURATED = 0.01  # of the steepest slope: below it a unit counts as saturated


def dead_units(network: Network, X: npt.ArrayLike) -> list[BoolArray]:
    """Which hidden units are dead: never active on the whole data set.

    A unit is active at an example if its slope f′(z) is not zero there.

    Parameters
    ----------
    network : Network
        Or a stack.
    X : array, shape (n_in, N)
        The whole data set: on a part of it more units look dead.

    Returns
    -------
    list of array of bool, shape (n_out,) or (S, n_out)
        One for each hidden layer. For maxout it is (pieces, n_out) or (S, pieces, n_out): a piece
        is dead if it is never its neuron's largest.

    Raises
    ------
    TypeError, ValueError
        If X has another shape, holds no example, or is not made of finite numbers.

    References
    ----------
    Chapter “Activation functions”.

    Examples
    --------
    >>> network = Network([1, 2, 1])
    >>> hidden = network.layers[0]
    >>> hidden.weights[...], hidden.biases[...] = [[1.0], [1.0]], [[0.0], [-5.0]]
    >>> dead_units(network, [[-1.0, 2.0, 3.0]])
    [array([False,  True])]
    """
    dead = []
    for layer, slopes in _slopes(network, X):
        by_piece: BoolArray = (slopes == 0).all(-1)
        dead.append(by_piece if layer.activation.pieces > 1 else by_piece[..., 0, :])
    return dead


def saturated_units(network: Network, X: npt.ArrayLike) -> list[FloatArray]:
    """At what share of the examples each hidden unit is saturated: `|f′(z)| < 0.01 max |f′|`.

    Parameters
    ----------
    network : Network
        Or a stack.
    X : array, shape (n_in, N)

    Returns
    -------
    list of array, shape (n_out,) or (S, n_out)
        One for each hidden layer, with numbers from 0 to 1. By the definition a ReLU unit is
        saturated where it is off. A maxout unit is never: one of its pieces always has slope 1.

    Raises
    ------
    TypeError, ValueError
        If X has another shape, holds no example, or is not made of finite numbers.

    References
    ----------
    Chapter “Activation functions”.

    Examples
    --------
    >>> from neuronlib.activations import tanh
    >>> network = Network([1, 1, 1], activation=tanh)
    >>> network.layers[0].weights[...] = 1.0
    >>> saturated_units(network, [[-4.0, 0.0, 1.0, 3.0]])
    [array([0.5])]
    """
    shares = []
    for layer, slopes in _slopes(network, X):
        steepness = np.abs(slopes).max(-3)  # a maxout unit is as steep as its largest piece
        shares.append((steepness < _SATURATED * _steepest(layer)).mean(-1))
    return shares


def revivals(dead: npt.ArrayLike) -> IntArray:
    """How many times each unit came back to life: was dead at one time, and not at the next.

    Parameters
    ----------
    dead : array of bool, shape (T, n_out) or (T, S, n_out)
        What `dead_units` said of one layer, at T times.

    Returns
    -------
    array of int, shape (n_out,) or (S, n_out)

    Raises
    ------
    TypeError
        If it is not an array of bool.
    ValueError
        If there is no axis of units.

    References
    ----------
    Chapter “Activation functions”.

    Examples
    --------
    >>> revivals([[True, True], [False, True], [True, True], [False, True]])
    array([2, 0])
    """
    array = as_array(dead, "dead")
    if array.dtype != np.bool_:
        raise TypeError(f"dead: got {array.dtype} values, expected booleans, as of dead_units")
    if array.ndim < 2:
        raise ValueError(f"dead: got shape {array.shape}, expected (T, n_out): one row per time")
    back: IntArray = (array[:-1] & ~array[1:]).sum(0)
    return back


def _slopes(network: Network, X: npt.ArrayLike) -> list[tuple[Layer, npt.NDArray[Any]]]:
    """Return each hidden layer with f′ at every example, shape (…, pieces, n_out, N)."""
    trace = network.trace(X)
    if trace[0].pre_activations.shape[-1] == 0:
        raise ValueError("X: got no examples, expected at least one column")
    found = []
    for layer, (z, activations) in zip(network.layers[:-1], trace[:-1], strict=True):
        *lead, n_out, n_examples = activations.shape
        found.append((layer, layer.slope(z).reshape(*lead, -1, n_out, n_examples)))
    return found


def _steepest(layer: Layer) -> float | FloatArray:
    """Return max|f′|: one number, or for PReLU one for each neuron, shape (…, n_out, 1)."""
    if layer.slopes is not None:
        return np.maximum(np.abs(layer.slopes), 1)
    return 1.0 if layer.activation.pieces > 1 else _steepest_of(layer.activation)


@cache
def _steepest_of(activation: Activation) -> float:
    # A slope rises from 0 (sigmoid, tanh), overshoots 1 by z = 3 (GELU, SiLU) or approaches it
    # (softplus). A step of 0.01 misses such a maximum by less than 0.01²/8 times its curvature.
    z = np.linspace(-40, 40, 8001)
    return float(np.abs(activation.slope(z)).max())
