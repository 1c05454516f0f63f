"""The playground: in a kernel a training to play with, on a page recorded runs to look through."""

from neuronlib.demos.playground.pad import Pad
from neuronlib.demos.playground.recorded import recorded_runs
from neuronlib.demos.playground.workshop import Workshop, playground

__all__ = ["Pad", "Workshop", "playground", "recorded_runs"]
