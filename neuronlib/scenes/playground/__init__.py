"""The playground: everything that shapes a small network in the plane, at once.

Lives here: its settings as a short text, a training that goes on for as long as it is watched, the
scene of a moment of it, and recorded runs. How it looks and is moved is on the floors above.
"""

from neuronlib.scenes.playground.recorded import MOMENTS, RUNS, playground
from neuronlib.scenes.playground.scene import PlaygroundScene, scene_of
from neuronlib.scenes.playground.settings import ACTIVATION_NAMES, DATA_NAMES, Settings
from neuronlib.scenes.playground.training import Training

__all__ = [
    "ACTIVATION_NAMES",
    "DATA_NAMES",
    "MOMENTS",
    "RUNS",
    "PlaygroundScene",
    "Settings",
    "Training",
    "playground",
    "scene_of",
]
