"""What a reader can move: each demo is a compute, a draw, and the controls that join them.

In a kernel a demo is live; where the environment variable NEURONLIB_BAKE is set it renders its
frames ahead, for a page without a kernel.
"""

from neuronlib.demos.activations import activations
from neuronlib.demos.architecture import architecture
from neuronlib.demos.bumps import bumps
from neuronlib.demos.capacity import capacity
from neuronlib.demos.controls import Choice, Slider, Steps
from neuronlib.demos.depth import depth
from neuronlib.demos.dying_relu import dying_relu
from neuronlib.demos.explorer import Explorer
from neuronlib.demos.feed_forward import feed_forward
from neuronlib.demos.firing_rate import firing_rate
from neuronlib.demos.forgetting import forgetting
from neuronlib.demos.loss_spread import loss_spread
from neuronlib.demos.maxout import maxout
from neuronlib.demos.neuron import neuron
from neuronlib.demos.playground import playground
from neuronlib.demos.regularisation import regularisation
from neuronlib.demos.through_layers import through_layers
from neuronlib.demos.zigzag import zigzag

__all__ = [
    "Choice",
    "Explorer",
    "Slider",
    "Steps",
    "activations",
    "architecture",
    "bumps",
    "capacity",
    "depth",
    "dying_relu",
    "feed_forward",
    "firing_rate",
    "forgetting",
    "loss_spread",
    "maxout",
    "neuron",
    "playground",
    "regularisation",
    "through_layers",
    "zigzag",
]
