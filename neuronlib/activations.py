"""Activation functions: what a neuron makes of its pre-activation z.

Each comes with its derivative, which takes z (not the output). All are stable over the whole range
of the type: no input gives a warning, and none overflows. Those with parameters of their own,
PReLU and maxout, build on these and live in `learned_activations`.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from neuronlib.inputs import FloatArray, as_floats, as_number


@dataclass(frozen=True, repr=False)
class Activation:
    """A function applied to each pre-activation, with its derivative.

    Parameters
    ----------
    name, symbol, formula : str
        How the book calls it, writes it, and defines it.
    range : tuple of float
        Infimum and supremum of its values.
    function, slope : callable
        z → f(z) and z → f′(z) for an array of floats of any shape; the result has its shape and
        type.
    breakpoints : tuple of float, optional
        Where a piecewise linear function changes its slope; None for a curve.
    pieces : int
        Rows of W for each neuron: more than one for maxout alone.
    initial_slope : float, optional
        Where a neuron's own learned slope starts: for PReLU alone.

    Examples
    --------
    >>> relu([-1.0, 2.0])
    array([0., 2.])
    >>> relu.derivative([-1.0, 2.0])
    array([0., 1.])
    """

    name: str
    symbol: str
    formula: str
    range: tuple[float, float]
    function: Callable[[FloatArray], FloatArray]
    slope: Callable[[FloatArray], FloatArray]
    breakpoints: tuple[float, ...] | None = None
    pieces: int = 1
    initial_slope: float | None = None

    def __call__(self, z: npt.ArrayLike) -> FloatArray:
        """Return f(z), element by element."""
        return self.function(as_floats(z, "z"))

    def derivative(self, z: npt.ArrayLike) -> FloatArray:
        """Return f′(z), element by element."""
        return self.slope(as_floats(z, "z"))

    def __repr__(self) -> str:
        return f"{self.name}: {self.formula}"


def per_hidden_layer(
    activation: Activation | Sequence[Activation], n_hidden: int
) -> tuple[Activation, ...]:
    """Return one activation for each hidden layer, from one for all or from a list.

    Raises
    ------
    TypeError
        If something else than an activation is given.
    ValueError
        If a list has another length than there are hidden layers.
    """
    given = [activation] * n_hidden if isinstance(activation, Activation) else activation
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise TypeError(f"activation: got {given!r}, expected one of {_names()}")
    for one in given:
        if not isinstance(one, Activation):
            raise TypeError(f"activation: got {one!r} in the list, expected one of {_names()}")
    if len(given) != n_hidden:
        raise ValueError(
            f"activation: got a list of {len(given)}, expected {n_hidden}: one per hidden layer"
        )
    return tuple(given)


def _names() -> str:
    return ", ".join(f"neuronlib.{name}" for name in ACTIVATIONS)


def leaky(slope: float) -> Activation:
    """Return the leaky ReLU with this slope below zero.

    Raises
    ------
    TypeError, ValueError
        If the slope is not a number from 0 to below 1.

    References
    ----------
    Maas, Hannun & Ng (2013).

    Examples
    --------
    >>> leaky(0.2)([-1.0, 2.0])
    array([-0.2,  2. ])
    """
    as_number(slope, "slope", low=0, high=1)
    return Activation(
        "leaky ReLU" if slope == 0.01 else f"leaky ReLU {slope:g}",
        "LReLU",
        f"LReLU(z) = max({slope:g} z, z)",
        (-np.inf if slope > 0 else 0.0, np.inf),
        partial(_leaky, slope=slope),
        partial(_leaky_slope, slope=slope),
        breakpoints=(0.0,),
    )


def _sigmoid(z: FloatArray) -> FloatArray:
    tail = np.exp(-np.abs(z))  # never above 1, so nothing overflows
    return np.where(z >= 0, 1, tail) / (1 + tail)


def _sigmoid_slope(z: FloatArray) -> FloatArray:
    tail = np.exp(-np.abs(z))
    return tail / (1 + tail) ** 2


def _tanh_slope(z: FloatArray) -> FloatArray:
    # 1 − tanh² would lose every digit in the tails; this form keeps them
    return 4 * _sigmoid_slope(np.minimum(np.abs(z), np.finfo(z.dtype).max / 2) * 2)


def _relu(z: FloatArray) -> FloatArray:
    return np.maximum(z, 0)


def _relu_slope(z: FloatArray) -> FloatArray:
    return (z > 0).astype(z.dtype)


def _leaky(z: FloatArray, slope: float) -> FloatArray:
    return np.maximum(z, z * z.dtype.type(slope))  # the larger of two lines: no branch


def _leaky_slope(z: FloatArray, slope: float) -> FloatArray:
    return np.where(z > 0, z.dtype.type(1), z.dtype.type(slope))


def _softplus(z: FloatArray) -> FloatArray:
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


# SiLU and GELU are z times a gate between 0 and 1. The gate has reached its end long before
# ±1e4, so cutting z there changes nothing but keeps 0 · ∞ and overflows away.
_FAR = 1e4


def _silu(z: FloatArray) -> FloatArray:
    gated = np.maximum(z, -_FAR)
    return gated * _sigmoid(gated)


def _silu_slope(z: FloatArray) -> FloatArray:
    gated = np.clip(z, -_FAR, _FAR)
    return _sigmoid(gated) * (1 + gated * _sigmoid(-gated))


# GELU's gate is the normal distribution function Φ(z), written as 1/2 + 1/2 tanh u(z): numpy has
# no error function, and this form is the one that Hendrycks & Gimpel give beside it.
_U1 = math.sqrt(2 / math.pi)
_U3 = 0.044715 * _U1


def _gelu_gate(z: FloatArray) -> FloatArray:
    return _sigmoid(2 * z * (_U1 + _U3 * z * z))


def _gelu(z: FloatArray) -> FloatArray:
    gated = np.maximum(z, -_FAR)
    return gated * _gelu_gate(np.minimum(gated, _FAR))


def _gelu_slope(z: FloatArray) -> FloatArray:
    near = np.clip(z, -_FAR, _FAR)
    gate = _gelu_gate(near)
    steepness = 2 * near * (_U1 + 3 * _U3 * near * near)
    return gate + steepness * gate * _gelu_gate(-near)


def _hard_tanh(z: FloatArray) -> FloatArray:
    return np.clip(z, -1, 1)


def _hard_tanh_slope(z: FloatArray) -> FloatArray:
    return (np.abs(z) < 1).astype(z.dtype)


def _identity(z: FloatArray) -> FloatArray:
    return z


sigmoid = Activation("sigmoid", "σ", "σ(z) = 1 / (1 + e⁻ᶻ)", (0.0, 1.0), _sigmoid, _sigmoid_slope)
tanh = Activation("tanh", "tanh", "tanh z = 2σ(2z) − 1", (-1.0, 1.0), np.tanh, _tanh_slope)
relu = Activation(
    "ReLU", "ReLU", "ReLU(z) = max(0, z)", (0.0, np.inf), _relu, _relu_slope, breakpoints=(0.0,)
)
leaky_relu = leaky(0.01)
gelu = Activation(
    "GELU",
    "GELU",
    "GELU(z) = z (1 + tanh(√(2/π) (z + 0.044715 z³))) / 2",
    (-0.170040750571255, np.inf),
    _gelu,
    _gelu_slope,
)
silu = Activation(
    "SiLU", "SiLU", "SiLU(z) = z σ(z)", (-0.278464542761074, np.inf), _silu, _silu_slope
)
softplus = Activation(
    "softplus", "softplus", "softplus(z) = log(1 + eᶻ)", (0.0, np.inf), _softplus, _sigmoid
)
hard_tanh = Activation(
    "hard tanh",
    "htanh",
    "htanh(z) = min(1, max(−1, z))",
    (-1.0, 1.0),
    _hard_tanh,
    _hard_tanh_slope,
    breakpoints=(-1.0, 1.0),
)
identity = Activation(
    "identity",
    "id",
    "id(z) = z",
    (-np.inf, np.inf),
    _identity,
    np.ones_like,
    breakpoints=(),
)

ACTIVATIONS = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "gelu": gelu,
    "silu": silu,
    "softplus": softplus,
    "hard_tanh": hard_tanh,
    "identity": identity,
}
