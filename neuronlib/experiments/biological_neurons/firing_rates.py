"""How well an activation function can stand for a firing rate (C21).

The f–I curve of a leaky integrate-and-fire neuron has a closed form. Sigmoid, ReLU and softplus are
fitted to it by least squares, and what is left over is compared.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from neuronlib.activations import Activation, relu, sigmoid, softplus
from neuronlib.inputs import FloatArray, as_finite
from neuronlib.spiking import LeakyIntegrateAndFire, firing_rate
from neuronlib.sweeps import grid, sweep

CONTENDERS = {"sigmoid": sigmoid, "ReLU": relu, "softplus": softplus}
# where the fit starts: gains and thresholds, in units of the largest current
GAINS, THRESHOLDS = (2.0, 20.0, 200.0), (0.05, 0.3, 0.7)


@dataclass(frozen=True)
class FittedCurve:
    """A scaled and shifted activation, a · f(k (x − c)), that comes closest to a curve.

    Parameters
    ----------
    activation : Activation
        f. For a ReLU only the product of a and k matters.
    amplitude, gain, threshold : float
        a, k > 0 and c.
    residual : float
        Root mean square of what is left over, as a share of the largest y in size.
    """

    activation: Activation
    amplitude: float
    gain: float
    threshold: float
    residual: float

    def __call__(self, x: npt.ArrayLike) -> FloatArray:
        """Return a · f(k (x − c))."""
        shifted = self.gain * (np.asarray(x, np.float64) - self.threshold)
        return np.asarray(self.amplitude * self.activation(shifted))


def fitted(
    activation: Activation, x: npt.ArrayLike, y: npt.ArrayLike, *, steps: int = 60
) -> FittedCurve:
    """Return the activation, scaled and shifted, that fits a curve best in the least-squares sense.

    Levenberg–Marquardt, Gauss–Newton steps with as much damping as it takes to go downhill, from
    nine starts at once; the best end is kept.

    Parameters
    ----------
    activation : Activation
    x, y : array, shape (n,)
        Neither is all zero.
    steps : int

    Raises
    ------
    ValueError
        If a value is not finite, the shapes differ, or one of them is all zero.

    Examples
    --------
    >>> x = np.linspace(0, 2, 50)
    >>> curve = fitted(relu, x, 3 * np.maximum(0, x - 0.5))
    >>> round(curve.threshold, 4), round(curve.amplitude * curve.gain, 4), round(curve.residual, 4)
    (0.5, 3.0, 0.0)
    """
    x_given, y_given = as_finite(x, "x", np.float64), as_finite(y, "y", np.float64)
    if x_given.ndim != 1 or x_given.shape != y_given.shape:
        raise ValueError(
            f"y: got shape {y_given.shape} for x of shape {x_given.shape}, expected both (n,)"
        )
    x_scale, y_scale = np.abs(x_given).max(initial=0), np.abs(y_given).max(initial=0)
    if x_scale == 0 or y_scale == 0:
        raise ValueError(f"{'x' if x_scale == 0 else 'y'}: got zeros alone, expected a curve")
    inputs, targets = x_given / x_scale, y_given / y_scale

    def values_and_slopes(parameters: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return a f(k (x − c)), shape (starts, n), and its slopes in a, log k and c."""
        amplitude, log_gain, threshold = parameters.T[:, :, None]
        gain = np.exp(log_gain)
        z = gain * (inputs - threshold)
        f, slope = activation(z), amplitude * activation.derivative(z)
        return amplitude * f, np.stack([f, slope * z, -gain * slope], axis=-1)

    parameters = np.array([[1.0, np.log(gain), c] for gain in GAINS for c in THRESHOLDS])
    f, _ = values_and_slopes(parameters)
    parameters[:, 0] = (f @ targets) / np.maximum((f * f).sum(axis=1), 1e-12)  # the best amplitude
    damping = np.full(len(parameters), 1e-2)
    for _ in range(steps):
        values, slopes = values_and_slopes(parameters)
        missing = targets - values
        downhill = slopes.transpose(0, 2, 1) @ missing[:, :, None]
        normal = slopes.transpose(0, 2, 1) @ slopes
        normal += inputs.size * damping[:, None, None] * np.eye(3)
        tried = parameters + np.clip(np.linalg.solve(normal, downhill)[:, :, 0], -1, 1)
        tried[:, 1] = np.clip(tried[:, 1], -10, 10)  # beyond that, softplus is a ReLU on any grid
        tried_values, _ = values_and_slopes(tried)
        better = ((targets - tried_values) ** 2).sum(axis=1) < (missing**2).sum(axis=1)
        parameters = np.where(better[:, None], tried, parameters)
        damping = np.clip(np.where(better, damping / 5, damping * 4), 1e-12, 1e6)
    values, _ = values_and_slopes(parameters)
    residuals = np.sqrt(((targets - values) ** 2).mean(axis=1))
    best = int(residuals.argmin())
    amplitude, log_gain, threshold = parameters[best]
    return FittedCurve(
        activation,
        amplitude=float(amplitude * y_scale),
        gain=float(np.exp(log_gain) / x_scale),
        threshold=float(threshold * x_scale),
        residual=float(residuals[best]),
    )


def three_fits(x: npt.ArrayLike, y: npt.ArrayLike) -> dict[str, FittedCurve]:
    """Return sigmoid, ReLU and softplus, each fitted to the curve, by name.

    Examples
    --------
    >>> list(three_fits([0.0, 1.0, 2.0], [0.0, 0.0, 1.0]))
    ['sigmoid', 'ReLU', 'softplus']
    """
    return {name: fitted(activation, x, y) for name, activation in CONTENDERS.items()}


@dataclass(frozen=True, repr=False)
class RateCurves:
    """What is left over when each activation is fitted to the f–I curves of many neurons.

    How little is little enough is for the reader to say, so there is no verdict here.

    Parameters
    ----------
    strengths : tuple of float
        The strongest current of each fit, in units of the rheobase.
    residuals : dict
        For each activation by name: shape (2, strengths, S), root mean square over the largest
        rate; first without, then with a refractory period.
    """

    strengths: tuple[float, ...]
    residuals: dict[str, FloatArray]

    @property
    def percent(self) -> dict[str, FloatArray]:
        """Median residual of each activation, in percent of the largest rate: (2, strengths)."""
        return {name: 100 * np.median(each, axis=2) for name, each in self.residuals.items()}

    @property
    def relu_wins(self) -> FloatArray:
        """Share of the neurons that a ReLU fits better than a sigmoid: shape (2, strengths)."""
        return (self.residuals["ReLU"] < self.residuals["sigmoid"]).mean(axis=2)

    def __repr__(self) -> str:
        n_neurons = self.residuals["ReLU"].shape[2]
        names = "".join(f"{name:>10}" for name in self.residuals)
        lines = [f"left over, in % of the largest rate: medians over {n_neurons} neurons"]
        for row, period in enumerate(("no refractory period", "refractory period")):
            lines.append(f"{period:22}{names}   ReLU beats sigmoid")
            for column, strength in enumerate(self.strengths):
                left = "".join(f"{each[row, column]:10.1f}" for each in self.percent.values())
                wins = f"{100 * self.relu_wins[row, column]:.0f} % of neurons"
                lines.append(f"{f'up to {strength:g} × rheobase':>22}{left}{wins:>21}")
        return "\n".join(lines)


def rate_curves(
    *,
    n_neurons: int = 20,
    strengths: Sequence[float] = (2.0, 10.0, 50.0),
    executor: Executor | None = None,
) -> RateCurves:
    """Fit sigmoid, ReLU and softplus to the f–I curves of neurons with random parameters.

    A neuron's membrane time constant is 10 to 40 ms, its reset 5 to 25 mV below the threshold, and
    its refractory period, where it has one, 1 to 5 ms. The currents run from 0 to the given
    multiples of its rheobase. All three functions may be scaled and shifted.

    Examples
    --------
    >>> rate_curves(n_neurons=2, strengths=(2.0, 5.0)).residuals["ReLU"].shape
    (2, 2, 2)
    """
    settings = grid(refractory=(False, True), strength=strengths, seed=range(n_neurons))
    results = np.array(sweep(_residuals, settings, executor=executor).results)
    shape = (2, len(strengths), n_neurons)
    residuals = {name: results[:, k].reshape(shape) for k, name in enumerate(CONTENDERS)}
    return RateCurves(tuple(strengths), residuals)


def _residuals(seed: int, refractory: bool, strength: float) -> list[float]:
    generator = np.random.default_rng(seed)
    time_constant = 10 * 4 ** generator.random()
    reset, period = generator.uniform(-75, -55), generator.uniform(1, 5)
    neuron = LeakyIntegrateAndFire(
        membrane_time_constant=time_constant,
        reset_voltage=reset,
        refractory_period=period if refractory else 0.0,
    )
    currents = np.linspace(0, strength * neuron.rheobase, 100)
    fits = three_fits(currents, firing_rate(neuron, currents))
    return [fit.residual for fit in fits.values()]
