"""Activation functions: one number in, one number out, applied to each element.

Each comes with its derivative, which takes the pre-activation z (not the output). All are stable
over the whole range of the type: no input gives a warning, and none overflows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from neuronlib.inputs import FloatArray, as_floats


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


def _sigmoid(z: FloatArray) -> FloatArray:
    tail = np.exp(-np.abs(z))  # never above 1, so nothing overflows
    return np.where(z >= 0, 1, tail) / (1 + tail)


def _sigmoid_slope(z: FloatArray) -> FloatArray:
    tail = np.exp(-np.abs(z))
    return tail / (1 + tail) ** 2


def _tanh_slope(z: FloatArray) -> FloatArray:
    # 1 − tanh² would lose every digit in the tails; this form keeps them
    return 4 * _sigmoid_slope(np.minimum(np.abs(z), np.finfo(z.dtype).max / 2) * 2)


sigmoid = Activation("sigmoid", "σ", "σ(z) = 1 / (1 + e⁻ᶻ)", (0.0, 1.0), _sigmoid, _sigmoid_slope)
tanh = Activation("tanh", "tanh", "tanh z = 2σ(2z) − 1", (-1.0, 1.0), np.tanh, _tanh_slope)
relu = Activation(
    "ReLU",
    "ReLU",
    "ReLU(z) = max(0, z)",
    (0.0, np.inf),
    lambda z: np.maximum(z, 0),
    lambda z: (z > 0).astype(z.dtype),
)
identity = Activation("identity", "id", "id(z) = z", (-np.inf, np.inf), lambda z: z, np.ones_like)

ACTIVATIONS = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu, "identity": identity}
