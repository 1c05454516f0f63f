"""What a demo computes: pure functions of its controls, each returning a frozen dataclass.

`describe()` says in one sentence what is to be seen. Nothing is drawn here.
"""

from neuronlib.scenes.neuron import NeuronScene, neuron

__all__ = ["NeuronScene", "neuron"]
