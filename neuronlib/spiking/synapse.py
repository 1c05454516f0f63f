"""A synapse whose strength depends on its past: short-term depression.

Only depression is here; facilitation and lasting change, learning, are not. Times are in ms, rates
in Hz, responses in the unit of the amplitude.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from neuronlib.inputs import FloatArray, as_finite, as_number
from neuronlib.spiking.spike_trains import as_spike_times


@dataclass(frozen=True, kw_only=True)
class DepressingSynapse:
    """A synapse that spends a part of its resources on each spike and recovers in between.

    Of its resources x, a spike uses the share U: the response is A U x, and (1 − U) x remains.
    Between spikes the missing part 1 − x decays with a time constant. The transmitter is taken to
    act for a time that is short beside that.

    Parameters
    ----------
    utilisation : float
        U: the share of the resources that a spike uses, above 0 and at most 1.
    recovery_time_constant : float
        In ms.
    amplitude : float
        A: the response, in mV, if one spike used all resources.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is said above.

    References
    ----------
    Tsodyks and Markram (1997); chapter “Biological neurons”.

    Examples
    --------
    >>> synapse = DepressingSynapse(utilisation=0.5, recovery_time_constant=800.0, amplitude=2.0)
    >>> synapse.responses([0.0, 50.0, 100.0, 150.0]).round(3)
    array([1.   , 0.53 , 0.31 , 0.206])
    >>> synapse.steady_response([0.0, 5.0, 20.0, 80.0]).round(3)
    array([1.   , 0.362, 0.114, 0.031])
    """

    utilisation: float = 0.5
    recovery_time_constant: float = 800.0
    amplitude: float = 1.0

    def __post_init__(self) -> None:
        name = "recovery_time_constant"
        as_number(self.recovery_time_constant, name, low=0, low_included=False)
        as_number(self.amplitude, "amplitude", low=-np.inf, low_included=False)
        if as_number(self.utilisation, "utilisation", low=0, low_included=False) > 1:
            raise ValueError(f"utilisation: got {self.utilisation}, expected a share: 1 at most")

    def responses(self, spike_times: npt.ArrayLike) -> FloatArray:
        """Return the response to each spike of a train that reaches a rested synapse.

        Parameters
        ----------
        spike_times : array, shape (n_spikes,)
            In ms, in order.

        Returns
        -------
        array, shape (n_spikes,)

        Raises
        ------
        TypeError, ValueError
            If the times are not numbers from 0 on, in order.
        """
        resources = 1.0
        responses = []
        for interval in np.diff(as_spike_times(spike_times, "spike_times"), prepend=0):
            recovered = 1 - np.exp(-interval / self.recovery_time_constant)
            resources += (1 - resources) * recovered
            responses.append(self.amplitude * self.utilisation * resources)
            resources *= 1 - self.utilisation
        return np.array(responses)

    def steady_response(self, rate: npt.ArrayLike) -> FloatArray:
        """Return the response that a long regular train settles at.

        A U p / (1 − (1 − U)(1 − p)), where p = 1 − exp(−1 / (rate · τ)) is the share of the missing
        resources that comes back between two spikes, and τ the time constant of recovery. At high
        rates it falls as A / (rate · τ): then rate times response, what the next neuron gets, no
        longer tells the rate.

        Parameters
        ----------
        rate : array of any shape
            In Hz; at 0 each spike finds a rested synapse.

        Returns
        -------
        array, shape of `rate`

        Raises
        ------
        TypeError, ValueError
            If a rate is negative or not finite.
        """
        rate = as_finite(rate, "rate", np.float64)
        if (rate < 0).any():
            raise ValueError(f"rate: got {rate.min()}, expected 0 Hz or more")
        with np.errstate(divide="ignore", over="ignore"):
            interval = np.where(rate > 0, 1000 / rate, np.inf)
            recovered = -np.expm1(-interval / self.recovery_time_constant)
        remaining = 1 - self.utilisation
        # the denominator above, written so that it keeps its digits when little is recovered
        share = recovered / (self.utilisation + remaining * recovered)
        return np.asarray(self.amplitude * self.utilisation * share)
