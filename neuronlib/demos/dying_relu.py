"""The demo of ReLU units that die while they learn."""

from neuronlib import plotting, scenes
from neuronlib.demos.controls import Steps
from neuronlib.demos.explorer import Explorer

RATES = (0.1, 0.3, 1, 2, 3, 5, 6, 7, 8, 9, 10)
MOMENTS = (*range(13), 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150)


def dying_relu() -> Explorer:
    """Set the learning rate, momentum and leak, and watch units die, and some come back.

    Examples
    --------
    >>> len(dying_relu().children)
    3
    """
    return Explorer(
        scenes.dying_relu,
        plotting.draw_dying_relu,
        [
            Steps("learning_rate", "learning rate η", RATES, value=8, baked=(1, 5, 8, 10)),
            Steps("momentum", "momentum", (0, 0.5, 0.9), value=0, baked=(0, 0.9)),
            Steps("leak", "leak", (0, 0.01, 0.03, 0.1, 0.3), value=0, baked=(0, 0.1)),
            Steps("seed", "seed", range(20), value=8),
            Steps(
                "update", "updates", MOMENTS, value=12, baked=(0, 1, 2, 3, 5, 12, 40, 150),
                play=True,
            ),
        ],
        panels=[["plane"]] * 3 + [["lives"]] + [["loss"]],
        size=(4.6, 7.0),
    )  # fmt: skip
