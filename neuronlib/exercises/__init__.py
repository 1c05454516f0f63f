"""What checks an answer: `check(name, answer)` says at once if it is right, and if not, why.

One module per chapter holds its markers. The solutions are in the chapters, where a test runs them.
"""

from neuronlib.exercises import (  # they add their markers
    activation_functions,
    biological_neurons,
    layers,
    number_and_size,
    one_neuron,
    playground,
    quick_intro,
    relu_and_relatives,
    representational_power,
    what_you_need,
)
from neuronlib.exercises.marking import check

__all__ = [
    "activation_functions",
    "biological_neurons",
    "check",
    "layers",
    "number_and_size",
    "one_neuron",
    "playground",
    "quick_intro",
    "relu_and_relatives",
    "representational_power",
    "what_you_need",
]
