"""Digits on their way through one to eight layers that have not been trained, and the way back.

The networks are those of the experiment C44, with first weights of any size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from neuronlib.activations import Activation, sigmoid
from neuronlib.datasets import Dataset, digits
from neuronlib.diagnostics import saturated_units
from neuronlib.experiments.activation_functions.way_back import gradient_norms
from neuronlib.inputs import FloatArray
from neuronlib.network import Network

MOST_LAYERS = 8
WIDTH = 50
N_SHOWN = 12  # units of each layer
UNBOUNDED = 3.0  # how far values are shown that have no end
EXAMPLES = Dataset(digits().X[:, :256], digits().y[:256])
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class ThroughLayersScene:
    """What layers pass on, forward and back.

    Parameters
    ----------
    activation : Activation
    weight_size : float
        Standard deviation of the first weights times √n, for n inputs.
    outputs : list of array, shape (units, N)
        The inputs, and what each layer makes of them.
    gradient : array, shape (layers + 1,)
        ‖∂loss/∂a‖ at the inputs and at each layer, over that at the last.
    saturated : float
        At what share of units and examples a unit is saturated.
    """

    activation: Activation
    weight_size: float
    outputs: Sequence[FloatArray]
    gradient: FloatArray
    saturated: float

    @property
    def signal(self) -> FloatArray:
        """How much each layer's outputs differ between examples, over how much the inputs do."""
        spreads = np.array([np.sqrt(a.var(axis=1).mean()) for a in self.outputs])
        return spreads / spreads[0]

    @property
    def heights(self) -> tuple[float, float]:
        """Between which values the outputs are shown."""
        low, high = self.activation.range
        return max(low, -UNBOUNDED), min(high, UNBOUNDED)

    @property
    def ranges(self) -> FloatArray:
        """Tenth, fiftieth and ninetieth percentile of some units: (3, layers + 1, N_SHOWN)."""
        shown = [a[:: len(a) // N_SHOWN][:N_SHOWN] for a in self.outputs]
        return np.asarray(np.quantile(shown, [0.1, 0.5, 0.9], axis=-1))

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        n_layers = len(self.outputs) - 1
        return (
            f"{self.activation.name}, {n_layers} layer{'s' if n_layers > 1 else ''}, weights of "
            f"{self.weight_size:g}/√n: differences between examples come out "
            f"× {_short(self.signal[-1])}, of the gradient × {_short(self.gradient[0])} comes "
            f"back, and {100 * self.saturated:.0f} % are saturated."
        )


def through_layers(
    activation: Activation = sigmoid, weight_size: float = 1.0, n_layers: int = 8, seed: int = 0
) -> ThroughLayersScene:
    """Send digits through layers of 50 units with random weights, and the gradient back.

    Parameters
    ----------
    activation : Activation
    weight_size : float
        Standard deviation of the first weights times √n, for n inputs; biases are zero.
    n_layers : int
        1 to 8.
    seed : int

    Raises
    ------
    ValueError
        If there are fewer layers or more.

    Examples
    --------
    >>> through_layers(n_layers=2).describe()
    'sigmoid, 2 layers, weights of 1/√n: differences between examples come out × \
0.059, of the gradient × 0.054 comes back, and 0 % are saturated.'
    """
    if not 1 <= n_layers <= MOST_LAYERS:
        raise ValueError(f"n_layers: got {n_layers}, expected 1 to {MOST_LAYERS}")
    network = Network(
        [64, *[WIDTH] * n_layers, 10],
        activation=activation,
        initialisation=lambda n_in, _: weight_size / np.sqrt(n_in),
        seed=seed,
        dtype=np.float64,
    )
    norms = gradient_norms(network, EXAMPLES)
    layers = network.trace(EXAMPLES.X)[:-1]
    return ThroughLayersScene(
        activation=activation,
        weight_size=weight_size,
        outputs=[EXAMPLES.X, *(layer.activations for layer in layers)],
        gradient=norms / norms[-1],
        saturated=float(np.mean(saturated_units(network, EXAMPLES.X))),
    )


def _short(factor: float) -> str:
    """Write a factor with two digits, with a power of ten where it is small or large."""
    if 0.01 <= factor < 1000:
        return f"{factor:.2g}" if factor < 99.5 else f"{factor:.0f}"
    digits, exponent = f"{factor:.1e}".split("e")
    return f"{digits} · 10{str(int(exponent)).translate(_SUPERSCRIPT)}"
