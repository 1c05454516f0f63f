"""The demo of a spiking neuron's firing rate."""

from neuronlib import plotting, scenes
from neuronlib.demos.controls import Slider, Steps
from neuronlib.demos.explorer import Explorer


def firing_rate() -> Explorer:
    """Set the current, and how fast the neuron charges and recovers; see it fire, and how often.

    Examples
    --------
    >>> len(firing_rate().children)
    3
    """
    currents = (0, 0.1, 0.2, 0.22, 0.3, 0.4, 0.6, 0.8, 1, 1.2, 1.6, 2)
    return Explorer(
        scenes.firing_rate,
        plotting.draw_firing_rate,
        [
            Steps(
                "refractory_period", "refractory period (ms)", (0, 0.5, 1, 2, 3, 5, 10), value=2,
                baked=(0, 2, 5, 10),
            ),
            Steps(
                "membrane_time_constant", "time constant τ (ms)", (10, 15, 20, 30, 40), value=20,
                baked=(10, 20, 40),
            ),
            Slider("current", "current (nA)", low=0, high=2, step=0.02, value=0.4, baked=currents),
        ],
        panels=[["rate"]] * 3 + [["voltage"]] * 2,
        size=(4.6, 5.4),
    )  # fmt: skip
