"""Neurons that spike, a synapse that tires, a dendrite that computes: the biological side.

Units, everywhere: ms for times, mV for voltages, nA for currents, MΩ for resistances (1 nA × 1 MΩ
is 1 mV), Hz for rates. What the book claims with these models is measured in the experiments.
"""

from neuronlib.spiking.integrate_and_fire import LeakyIntegrateAndFire, Recording, firing_rate
from neuronlib.spiking.spike_trains import coincidences, permuted_intervals
from neuronlib.spiking.synapse import DepressingSynapse
from neuronlib.spiking.two_compartments import TwoCompartmentNeuron, dendritic_spike

__all__ = [
    "DepressingSynapse",
    "LeakyIntegrateAndFire",
    "Recording",
    "TwoCompartmentNeuron",
    "coincidences",
    "dendritic_spike",
    "firing_rate",
    "permuted_intervals",
]
