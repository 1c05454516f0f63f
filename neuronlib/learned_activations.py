"""Activations with parameters of their own: PReLU and maxout.

A PReLU neuron learns its slope below zero; a maxout neuron learns several pieces and takes the
largest. What the parameters are lives in the network's flat vector, as its weights do.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from neuronlib.activations import Activation
from neuronlib.inputs import FloatArray, as_count, as_floats, as_number


def prelu(initial_slope: float = 0.25) -> Activation:
    """Return PReLU: max(0, z) + a min(0, z), with a slope a that each neuron learns.

    Parameters
    ----------
    initial_slope : float
        Where every slope starts; called by itself, the activation uses this one.

    Raises
    ------
    TypeError, ValueError
        If the slope is not a finite number.

    References
    ----------
    He et al. (2015), eq. 1; they start at 0.25.

    Examples
    --------
    >>> prelu()([-1.0, 2.0])
    array([-0.25,  2.  ])
    """
    slope = as_number(initial_slope, "initial_slope", low=-np.inf, low_included=False)
    return Activation(
        "PReLU",
        "PReLU",
        "PReLU(z) = max(0, z) + a min(0, z)",
        (-np.inf, np.inf),
        partial(sloped, slopes=slope),
        partial(sloped_derivative, slopes=slope),
        breakpoints=(0.0,),
        initial_slope=slope,
    )


def sloped(z: FloatArray, slopes: FloatArray | float) -> FloatArray:
    """Return max(0, z) + a min(0, z), shape (…, n, N), for slopes a of shape (…, n, 1)."""
    return np.maximum(z, 0) + _as(z, slopes) * np.minimum(z, 0)


def sloped_derivative(z: FloatArray, slopes: FloatArray | float) -> FloatArray:
    """Return the derivative of `sloped` with respect to z: 1 above zero, a below."""
    return np.where(z > 0, z.dtype.type(1), _as(z, slopes))


def _as(z: FloatArray, slopes: FloatArray | float) -> FloatArray:
    return np.asarray(slopes, dtype=z.dtype)


@dataclass(frozen=True, repr=False)
class Maxout(Activation):
    """Maxout: each neuron has several pieces w·x + b and outputs the largest.

    Made by `maxout`. It takes `pieces` rows for each neuron: first the first pieces of all neurons,
    then the second ones, and so on.
    """

    def __call__(self, z: npt.ArrayLike) -> FloatArray:
        """Return the largest piece of each neuron, shape (…, n, N) for z of (…, pieces · n, N).

        Raises
        ------
        ValueError
            If the rows cannot be shared out among the pieces.
        """
        return self.function(_rows(z, self.pieces))

    def derivative(self, z: npt.ArrayLike) -> FloatArray:
        """Return 1 for each piece that is its neuron's largest and 0 for the others, shape of z.

        Raises
        ------
        ValueError
            If the rows cannot be shared out among the pieces.
        """
        return self.slope(_rows(z, self.pieces))


def maxout(pieces: int = 2) -> Maxout:
    """Return maxout with this many pieces: max(w₁·x + b₁, w₂·x + b₂, …).

    Raises
    ------
    TypeError, ValueError
        If the number of pieces is not a whole number from 2 on.

    References
    ----------
    Goodfellow, Warde-Farley, Mirza, Courville & Bengio (2013).

    Examples
    --------
    >>> maxout(2)([[1.0, -3.0], [0.5, 4.0]])
    array([[1., 4.]])
    """
    if as_count(pieces, "pieces") < 2:
        raise ValueError(f"pieces: got {pieces}, expected 2 or more")
    return Maxout(
        "maxout" if pieces == 2 else f"maxout {pieces}",
        "maxout",
        f"maxout(z) = max({', '.join(f'z{_subscript(k)}' for k in range(1, pieces + 1))})",
        (-np.inf, np.inf),
        partial(_largest, pieces=pieces),
        partial(_winners, pieces=pieces),
        breakpoints=(),
        pieces=pieces,
    )


def _by_piece(z: FloatArray, pieces: int) -> FloatArray:
    """Return z of shape (…, pieces · n, N) as (…, pieces, n, N)."""
    *lead, n_rows, n_examples = z.shape
    return z.reshape(*lead, pieces, n_rows // pieces, n_examples)


def _largest(z: FloatArray, pieces: int) -> FloatArray:
    largest: FloatArray = _by_piece(z, pieces).max(-3)
    return largest


def _winners(z: FloatArray, pieces: int) -> FloatArray:
    by_piece = _by_piece(z, pieces)
    wins = by_piece == by_piece.max(-3, keepdims=True)
    for k in range(1, pieces):  # of equal pieces the first one alone is credited
        wins[..., k, :, :] &= ~wins[..., :k, :, :].any(-3)
    return wins.reshape(z.shape).astype(z.dtype)


def _rows(z: npt.ArrayLike, pieces: int) -> FloatArray:
    array = as_floats(z, "z")
    if array.ndim < 2 or array.shape[-2] % pieces:
        raise ValueError(
            f"z: got shape {array.shape}, expected (…, {pieces} · n, N): {pieces} rows per neuron"
        )
    return array


def _subscript(digits: int) -> str:
    return "".join(chr(ord("₀") + int(digit)) for digit in str(digits))
