"""The leaky integrate-and-fire neuron: a voltage that leaks, a threshold, a reset.

The simulation solves the equation exactly instead of taking small steps along its slope; the firing
rate under a constant current has a closed form. Times are in ms, voltages in mV, currents in nA,
resistances in MΩ, rates in Hz.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from neuronlib.inputs import FloatArray, as_finite, as_number


@dataclass(frozen=True, repr=False)
class Recording:
    """What a simulated neuron did under each current.

    Parameters
    ----------
    times : array, shape (n_steps + 1,)
        Start of the simulation and end of each step, in ms.
    voltage : array, shape (n_currents, n_steps + 1)
        Membrane voltage at these times, in mV. The spike itself, which the model does not draw,
        is left out.
    spike_times : tuple of arrays, each of shape (n_spikes,)
        One array for each current, in ms and in order.

    Examples
    --------
    >>> recording = LeakyIntegrateAndFire().simulate([[0.1] * 80, [0.3] * 80], time_step=1.0)
    >>> recording.voltage.shape
    (2, 81)
    >>> [spikes.size for spikes in recording.spike_times]
    [0, 3]
    """

    times: FloatArray
    voltage: FloatArray
    spike_times: tuple[FloatArray, ...]

    def __repr__(self) -> str:
        n_spikes = sum(spikes.size for spikes in self.spike_times)
        plural = "" if len(self.spike_times) == 1 else "s"
        return (
            f"Recording({len(self.spike_times)} current{plural}, {self.times[-1]:g} ms, "
            f"{n_spikes} spikes)"
        )


@dataclass(frozen=True, kw_only=True)
class LeakyIntegrateAndFire:
    """A neuron that charges like a leaky capacitor and fires when its voltage reaches a threshold.

    τ dV/dt = −(V − V_rest) + R (I − w). When V reaches V_threshold the neuron fires: V is set to
    V_reset and held there for the refractory period.

    The current w is that of a neuron that adapts: each spike adds `adaptation_step` to it, and it
    decays with a time constant of its own, τ_w dw/dt = −w. So a regular-spiking neuron slows down
    under a steady current; a fast-spiking one, without w, does not.

    Parameters
    ----------
    membrane_time_constant : float
        τ, in ms.
    membrane_resistance : float
        R, in MΩ.
    resting_voltage, reset_voltage, threshold_voltage : float
        In mV; the first two lie below the threshold.
    refractory_period : float
        In ms; 0 for none.
    adaptation_step : float
        What a spike adds to w, in nA; 0 for a neuron that does not adapt.
    adaptation_time_constant : float
        τ_w, in ms.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is said above.

    References
    ----------
    Gerstner, Kistler, Naud and Paninski (2014), *Neuronal Dynamics*, section 1.3; Connors and
    Gutnick (1990) on the kinds of neurons; chapter “Biological neurons”.

    Examples
    --------
    >>> neuron = LeakyIntegrateAndFire()
    >>> neuron.rheobase
    0.2
    >>> recording = neuron.simulate([0.3] * 100, time_step=1.0)
    >>> recording
    Recording(1 current, 100 ms, 4 spikes)
    >>> recording.spike_times[0].round(2)
    array([21.97, 45.94, 69.92, 93.89])
    """

    membrane_time_constant: float = 20.0
    membrane_resistance: float = 100.0
    resting_voltage: float = -70.0
    reset_voltage: float = -70.0
    threshold_voltage: float = -50.0
    refractory_period: float = 2.0
    adaptation_step: float = 0.0
    adaptation_time_constant: float = 100.0

    def __post_init__(self) -> None:
        for name in ("membrane_time_constant", "membrane_resistance", "adaptation_time_constant"):
            as_number(getattr(self, name), name, low=0, low_included=False)
        for name in ("refractory_period", "adaptation_step"):
            as_number(getattr(self, name), name, low=0)
        highest = as_number(
            self.threshold_voltage, "threshold_voltage", low=-np.inf, low_included=False
        )
        for name in ("resting_voltage", "reset_voltage"):
            as_number(getattr(self, name), name, low=-np.inf, high=highest, low_included=False)

    @property
    def rheobase(self) -> float:
        """The current, in nA, that must be exceeded to make the neuron fire."""
        return (self.threshold_voltage - self.resting_voltage) / self.membrane_resistance

    def simulate(self, current: npt.ArrayLike, time_step: float) -> Recording:
        """Return what the neuron does under a current, from rest on.

        The current is constant within each step, and the equation is solved, not approximated:
        without adaptation, voltages and spike times are exact to rounding, whatever the step; a
        spike falls where the threshold is crossed, not on the grid. With adaptation, w is kept
        constant during a step, and the error of the spike times shrinks in proportion to it.

        Parameters
        ----------
        current : array, shape (n_steps,) or (n_currents, n_steps)
            In nA; several currents are simulated at once, each with a neuron of its own.
        time_step : float
            In ms; at most the shortest interval between two spikes.

        Returns
        -------
        Recording

        Raises
        ------
        TypeError, ValueError
            If the current has another shape or is not finite, or the step is too long.

        Examples
        --------
        >>> regular_spiking = LeakyIntegrateAndFire(adaptation_step=0.05)
        >>> (spikes,) = regular_spiking.simulate([0.5] * 120, time_step=1.0).spike_times
        >>> np.diff(spikes).round(1)
        array([13.6, 15.2, 16.8, 18.5, 20. , 21.3])
        """
        currents = self._as_currents(current, time_step)
        n_currents, n_steps = currents.shape
        times = time_step * np.arange(n_steps + 1)
        voltage = np.full((n_currents, n_steps + 1), float(self.resting_voltage))
        spike_times: list[list[float]] = [[] for _ in range(n_currents)]
        V, w = voltage[:, 0], np.zeros(n_currents)
        pause = np.zeros(n_currents)  # ms left of the refractory period
        for step in range(n_steps):
            net_current = currents[:, step] - w
            V_inf = self.resting_voltage + self.membrane_resistance * net_current
            w = w * np.exp(-time_step / self.adaptation_time_constant)
            left = np.full(n_currents, float(time_step))  # ms left of the step
            while True:  # from spike to spike, and then to the end of the step
                held = np.minimum(pause, left)
                pause, left = pause - held, left - held
                wait = self._time_to_threshold(V, net_current)
                fires = wait <= left
                elapsed = np.where(fires, wait, left)
                V = V_inf + (V - V_inf) * np.exp(-elapsed / self.membrane_time_constant)
                left = left - elapsed
                if not fires.any():
                    break
                V = np.where(fires, self.reset_voltage, V)
                pause = np.where(fires, self.refractory_period, pause)
                jump = self.adaptation_step * np.exp(-left / self.adaptation_time_constant)
                w = w + np.where(fires, jump, 0)
                for k in np.flatnonzero(fires):
                    spike_times[k].append(times[step + 1] - left[k])
            voltage[:, step + 1] = V
        return Recording(times, voltage, tuple(np.array(spikes) for spikes in spike_times))

    def _as_currents(self, current: npt.ArrayLike, time_step: float) -> FloatArray:
        """Return the current with shape (n_currents, n_steps), if it and the step can be used."""
        currents = as_finite(current, "current", np.float64)
        if currents.ndim not in (1, 2) or currents.size == 0:
            raise ValueError(
                f"current: got shape {currents.shape}, expected (n_steps,) or (n_currents, n_steps)"
            )
        with np.errstate(over="ignore"):
            as_finite(self.membrane_resistance * currents, "membrane_resistance × current")
        as_number(time_step, "time_step", low=0, low_included=False)
        shortest = self._interval(currents.max())
        if time_step > shortest:
            raise ValueError(
                f"time_step: got {time_step} ms, expected at most {shortest:.3g} ms, "
                "the interval between two spikes under the strongest current"
            )
        return np.atleast_2d(currents)

    def _interval(self, current: npt.ArrayLike) -> FloatArray:
        """Return the time between two spikes under a constant current; inf up to the rheobase."""
        return self.refractory_period + self._time_to_threshold(self.reset_voltage, current)

    def _time_to_threshold(self, voltage: npt.ArrayLike, current: npt.ArrayLike) -> FloatArray:
        """Return τ ln((V∞ − V) / (V∞ − V_threshold)), or inf where V∞ is not above the threshold.

        The logarithm is written as ln(1 + missing / excess), which keeps its digits however strong
        the current.
        """
        # rounding may have left the voltage a hair above the threshold
        missing = np.maximum(self.threshold_voltage - np.asarray(voltage), 0)
        beyond_rheobase = np.asarray(current) - self.rheobase
        excess = self.membrane_resistance * np.where(beyond_rheobase > 0, beyond_rheobase, 1)
        wait = self.membrane_time_constant * np.log1p(missing / excess)
        return np.where(beyond_rheobase > 0, wait, np.inf)


def firing_rate(neuron: LeakyIntegrateAndFire, current: npt.ArrayLike) -> FloatArray:
    """Return the firing rate under a constant current: the f–I curve.

    1 / (t_refractory + τ ln((V∞ − V_reset) / (V∞ − V_threshold))) with V∞ = V_rest + R I, and 0 up
    to the rheobase. Times in ms give spikes per ms: 1000 times that is the rate in Hz. The
    refractory period caps it: no current drives the neuron faster than 1 / t_refractory.

    Parameters
    ----------
    neuron : LeakyIntegrateAndFire
        One that does not adapt.
    current : array of any shape
        In nA.

    Returns
    -------
    array, shape of `current`
        In Hz.

    Raises
    ------
    ValueError
        If the current is not finite, or the neuron adapts: then its rate changes with time.

    References
    ----------
    Chapter “Biological neurons”.

    Examples
    --------
    >>> firing_rate(LeakyIntegrateAndFire(), [0.1, 0.2, 0.3, 0.6]).round(1)
    array([ 0. ,  0. , 41.7, 98.9])
    """
    if neuron.adaptation_step > 0:
        raise ValueError(
            f"neuron: got adaptation_step={neuron.adaptation_step}, expected 0: "
            "a neuron that adapts has no single rate"
        )
    # V∞ may exceed what a float can hold, and so may the rate without a refractory period
    with np.errstate(divide="ignore", over="ignore"):
        return np.asarray(1000 / neuron._interval(as_finite(current, "current", np.float64)))
