"""The demo of capacity: how many units it takes to learn the wrong labels too."""

from neuronlib import plotting, scenes
from neuronlib.demos.controls import Steps
from neuronlib.demos.explorer import Explorer
from neuronlib.scenes.capacity import MOMENTS, MOST_UNITS


def capacity() -> Explorer:
    """Set the number of hidden units, and watch them learn noisy labels.

    Examples
    --------
    >>> len(capacity().children)
    3
    """
    units, moments = (1, 3, 6, 20, 50), (0, 3, 10, 30, 100, 400, 1000, 3000)
    return Explorer(
        scenes.capacity,
        plotting.draw_capacity,
        [
            Steps("n_units", "hidden units", range(1, MOST_UNITS + 1), value=20, baked=units),
            Steps("seed", "seed", range(20), value=0, baked=(0, 1)),
            Steps("update", "updates", MOMENTS, value=3000, baked=moments, play=True),
        ],
        panels=[["plane"]] * 3 + [["errors"]],
        size=(4.6, 6.4),
    )
