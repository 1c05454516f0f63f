"""What a demo computes: pure functions of its controls, each returning a frozen dataclass.

`describe()` says in one sentence what is to be seen. Nothing is drawn here.
"""

from neuronlib.scenes.activations import ActivationsScene, activations
from neuronlib.scenes.architecture import ArchitectureScene, architecture
from neuronlib.scenes.bumps import BumpsScene, bumps
from neuronlib.scenes.capacity import CapacityScene, capacity
from neuronlib.scenes.depth import DepthScene, depth
from neuronlib.scenes.dying_relu import DyingReluScene, dying_relu
from neuronlib.scenes.feed_forward import FeedForwardScene, feed_forward
from neuronlib.scenes.firing_rate import FiringRateScene, firing_rate
from neuronlib.scenes.forgetting import ForgettingScene, forgetting
from neuronlib.scenes.loss_spread import LossSpreadScene, loss_spread
from neuronlib.scenes.maxout import MaxoutScene, maxout
from neuronlib.scenes.neuron import NeuronScene, neuron
from neuronlib.scenes.playground import PlaygroundScene, playground
from neuronlib.scenes.regularisation import RegularisationScene, regularisation
from neuronlib.scenes.through_layers import ThroughLayersScene, through_layers
from neuronlib.scenes.zigzag import ZigzagScene, zigzag

__all__ = [
    "ActivationsScene",
    "ArchitectureScene",
    "BumpsScene",
    "CapacityScene",
    "DepthScene",
    "DyingReluScene",
    "FeedForwardScene",
    "FiringRateScene",
    "ForgettingScene",
    "LossSpreadScene",
    "MaxoutScene",
    "NeuronScene",
    "PlaygroundScene",
    "RegularisationScene",
    "ThroughLayersScene",
    "ZigzagScene",
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
