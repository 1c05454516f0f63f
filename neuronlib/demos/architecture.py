"""The demo of a network's sizes: what it is made of, counted."""

from neuronlib import plotting, scenes
from neuronlib.demos.controls import Steps
from neuronlib.demos.explorer import Explorer
from neuronlib.plotting.architecture import MOST


def architecture() -> Explorer:
    """Set the sizes of the layers, and read off shapes and counts.

    Examples
    --------
    >>> len(architecture().children)
    3
    """
    at_the_ends, hidden = range(1, MOST + 1), range(MOST + 1)
    return Explorer(
        scenes.architecture,
        plotting.draw_architecture,
        [
            Steps("n_inputs", "inputs", at_the_ends, value=3, baked=(1, 3, 8)),
            Steps("hidden_1", "hidden layer 1", hidden, value=4, baked=(0, 2, 4, 8)),
            Steps("hidden_2", "hidden layer 2", hidden, value=4, baked=(0, 2, 4, 8)),
            Steps("n_outputs", "outputs", at_the_ends, value=1, baked=(1, 2, 4)),
        ],
        panels=[["diagram"]] * 3 + [["matrices"]] * 2,
        size=(4.6, 5.4),
    )
