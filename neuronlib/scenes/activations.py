"""An activation with its slope, and what it makes of pre-activations drawn around a mean.

One function by itself; what many layers of it do is the scene `through_layers`.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from neuronlib.activations import Activation, sigmoid
from neuronlib.inputs import BoolArray, FloatArray
from neuronlib.scenes.neuron import signed

LIMITS = (-8.0, 8.0)
Z = np.linspace(*LIMITS, 641)
N_BINS = 64
SATURATED = 0.01  # of the steepest slope, as in `diagnostics.saturated_units`
# a normal distribution without chance: as many values as each part of it holds
NORMAL = np.array([NormalDist().inv_cdf((k + 0.5) / 4000) for k in range(4000)])


@dataclass(frozen=True)
class ActivationsScene:
    """An activation over z, and a distribution before and after it.

    Parameters
    ----------
    activation : Activation
    values, slopes : array, shape of `Z`
        f and f′.
    saturated : array of bool, shape of `Z`
        Where the slope is below a hundredth of the steepest.
    mean, spread : float
        Mean and standard deviation of the pre-activations.
    z, outputs : array, shape (N,)
        Pre-activations from a normal distribution, and f of each.
    saturating : array of bool, shape (N,)
        Which of them meet a slope below a hundredth of the steepest.
    mean_slope : float
        Mean of f′ over the pre-activations.
    """

    activation: Activation
    values: FloatArray
    slopes: FloatArray
    saturated: BoolArray
    mean: float
    spread: float
    z: FloatArray
    outputs: FloatArray
    saturating: BoolArray
    mean_slope: float

    @property
    def heights(self) -> tuple[float, float]:
        """The lowest and the highest value or slope over `Z`, with a margin."""
        both = np.concatenate([self.values, self.slopes])
        margin = 0.05 * np.ptp(both)
        return float(both.min() - margin), float(both.max() + margin)

    @property
    def going_in(self) -> FloatArray:
        """A histogram of z over `LIMITS`, shape (2, N_BINS): of all, and of the saturating ones."""
        return self._histogram(self.z, LIMITS)

    @property
    def coming_out(self) -> FloatArray:
        """A histogram of the outputs over `heights`, shape (2, N_BINS), likewise."""
        return self._histogram(self.outputs, self.heights)

    def _histogram(self, values: FloatArray, limits: tuple[float, float]) -> FloatArray:
        counts = [
            np.histogram(some, N_BINS, limits)[0] for some in (values, values[self.saturating])
        ]
        return np.array(counts) / max(counts[0].max(), 1)

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        mean, slope = _two_digits(self.outputs.mean()), _two_digits(self.mean_slope)
        return (
            f"{self.activation.name}: of pre-activations with mean {signed(self.mean)} and spread "
            f"{self.spread:g}, {100 * self.saturating.mean():.0f} % are saturated; the mean slope "
            f"is {slope}, and the outputs have mean {mean} and spread {self.outputs.std():.2f}."
        )


def activations(
    activation: Activation = sigmoid, mean: float = 0.0, spread: float = 4.0
) -> ActivationsScene:
    """Push a normal distribution of pre-activations through an activation.

    Parameters
    ----------
    activation : Activation
        A function of one number.
    mean, spread : float
        Mean and standard deviation of the pre-activations.

    Examples
    --------
    >>> activations().describe()
    'sigmoid: of pre-activations with mean 0 and spread 4, 13 % are saturated; the mean slope is \
0.09, and the outputs have mean 0.50 and spread 0.40.'
    """
    slopes = activation.derivative(Z)
    low = SATURATED * np.abs(slopes).max()
    z = mean + spread * NORMAL
    slopes_met = activation.derivative(z)
    return ActivationsScene(
        activation=activation,
        values=activation(Z),
        slopes=slopes,
        saturated=np.abs(slopes) < low,
        mean=mean,
        spread=spread,
        z=z,
        outputs=activation(z),
        saturating=np.abs(slopes_met) < low,
        mean_slope=float(slopes_met.mean()),
    )


def _two_digits(value: float) -> str:
    rounded = round(float(value), 2) + 0.0  # + 0.0: no minus before a zero
    return f"{rounded:.2f}".replace("-", "−")
