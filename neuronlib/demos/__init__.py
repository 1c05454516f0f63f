"""What a reader can move: each demo is a compute, a draw, and the controls that join them.

In a kernel a demo is live; where the environment variable NEURONLIB_BAKE is set it renders its
frames ahead, for a page without a kernel.
"""

from neuronlib.demos.controls import Choice, Slider, Steps
from neuronlib.demos.explorer import Explorer
from neuronlib.demos.neuron import neuron

__all__ = ["Choice", "Explorer", "Slider", "Steps", "neuron"]
