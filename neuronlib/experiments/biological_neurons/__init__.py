"""Experiments of the chapter “Biological neurons”.

`spike_times` asks what the exact times of spikes tell beyond their rate, `firing_rates` how well an
activation function stands for a rate, `real_neurons` shows what the model leaves out.
"""

from functools import partial

from neuronlib.experiments.biological_neurons.firing_rates import (
    FittedCurve,
    RateCurves,
    fitted,
    rate_curves,
    three_fits,
)
from neuronlib.experiments.biological_neurons.real_neurons import (
    DENDRITE_FOR_XOR,
    FAST_SPIKING,
    REGULAR_SPIKING,
    DendriticXor,
    Depression,
    KindsOfNeurons,
    best_line,
    dendritic_xor,
    depression,
    kinds_of_neurons,
)
from neuronlib.experiments.biological_neurons.spike_times import (
    RateCode,
    Timing,
    rate_code,
    timing,
    two_trains,
)
from neuronlib.experiments.evidence import Experiment

__all__ = [
    "DENDRITE_FOR_XOR",
    "FAST_SPIKING",
    "FULL_SIZE",
    "REGULAR_SPIKING",
    "DendriticXor",
    "Depression",
    "FittedCurve",
    "KindsOfNeurons",
    "RateCode",
    "RateCurves",
    "Timing",
    "best_line",
    "dendritic_xor",
    "depression",
    "fitted",
    "kinds_of_neurons",
    "rate_code",
    "rate_curves",
    "three_fits",
    "timing",
    "two_trains",
]

FULL_SIZE: dict[str, Experiment] = {
    "C20": partial(rate_code, n_seeds=1000),
    "C25": partial(kinds_of_neurons, n_seeds=1000),
    "C26": partial(dendritic_xor, n_seeds=1000),
    "C27": partial(depression, n_seeds=1000),
    "C28": partial(timing, n_seeds=1000),
}
