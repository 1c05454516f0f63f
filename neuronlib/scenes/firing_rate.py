"""A leaky integrate-and-fire neuron under a steady current, and its f–I curve beside activations.

The simulation and the curve are those of `neuronlib.spiking`, the fits those of the experiment C21.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neuronlib import spiking
from neuronlib.activations import relu, sigmoid
from neuronlib.experiments.biological_neurons import FittedCurve, fitted
from neuronlib.inputs import FloatArray, as_number
from neuronlib.scenes.neuron import signed
from neuronlib.spiking import LeakyIntegrateAndFire, Recording

DURATION = 100.0  # ms
TIME_STEP = 1.0  # ms
STRONGEST = 2.0  # nA: ten times the rheobase
CURRENTS = np.linspace(0, STRONGEST, 101)


@dataclass(frozen=True)
class FiringRateScene:
    """What a neuron does under one current, and how often it fires under others.

    Parameters
    ----------
    neuron : LeakyIntegrateAndFire
    current : float
        In nA.
    rate : float
        Under this current, in Hz.
    recording : Recording
        Of 100 ms, from rest on.
    rates : array, shape of `CURRENTS`
        The f–I curve, in Hz.
    fits : dict of str to FittedCurve
        A sigmoid and a ReLU, scaled and shifted to come closest to it.
    """

    neuron: LeakyIntegrateAndFire
    current: float
    rate: float
    recording: Recording
    rates: FloatArray
    fits: dict[str, FittedCurve]

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        if self.rate == 0:
            seen = f"Under {signed(self.current)} nA the neuron stays silent"
        else:
            spikes = self.recording.spike_times[0].size
            often = {1: "once", 2: "twice"}.get(spikes, f"{spikes} times")
            seen = (
                f"Under {signed(self.current)} nA the neuron fires {often} in {DURATION:g} ms, at "
                f"a rate of {self.rate:.0f} Hz"
            )
        missed = [f"{100 * fit.residual:.1f} % ({name})" for name, fit in self.fits.items()]
        return f"{seen}; the fits miss its f–I curve by {' and '.join(missed)} of the largest rate."


def firing_rate(
    current: float = 0.4, refractory_period: float = 2.0, membrane_time_constant: float = 20.0
) -> FiringRateScene:
    """Return the neuron's voltage under a current, its f–I curve, and two activations fitted to it.

    Parameters
    ----------
    current : float
        In nA, from 0 to 2: ten times the rheobase.
    refractory_period : float
        In ms, from 0 on.
    membrane_time_constant : float
        In ms, from 10 on.

    Raises
    ------
    ValueError
        If one of them is outside.

    Examples
    --------
    >>> firing_rate(current=0.1).describe()
    'Under 0.1 nA the neuron stays silent; the fits miss its f–I curve by 4.7 % (sigmoid) and \
5.8 % (ReLU) of the largest rate.'
    """
    if not 0 <= current <= STRONGEST:
        raise ValueError(f"current: got {current} nA, expected 0 to {STRONGEST:g}")
    # a faster neuron could fire twice within a time step
    as_number(membrane_time_constant, "membrane_time_constant", low=10)
    neuron = LeakyIntegrateAndFire(
        membrane_time_constant=membrane_time_constant, refractory_period=refractory_period
    )
    steady = np.full(round(DURATION / TIME_STEP), float(current))
    rates, fits = _curve(neuron)
    return FiringRateScene(
        neuron=neuron,
        current=current,
        rate=float(spiking.firing_rate(neuron, current)),
        recording=neuron.simulate(steady, TIME_STEP),
        rates=rates,
        fits=fits,
    )


@lru_cache(maxsize=256)
def _curve(neuron: LeakyIntegrateAndFire) -> tuple[FloatArray, dict[str, FittedCurve]]:
    rates = spiking.firing_rate(neuron, CURRENTS)
    return rates, {one.name: fitted(one, CURRENTS, rates) for one in (sigmoid, relu)}
