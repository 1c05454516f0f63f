"""The demo of weights that L2 makes smaller, and of data that hold against it."""

from neuronlib import plotting, scenes
from neuronlib.demos.controls import Steps
from neuronlib.demos.explorer import Explorer

MOMENTS = (0, 1, 2, 5, 10, 20, 30, 50, 75, 100, 125, 150, 175, 200, 250, 300)


def forgetting() -> Explorer:
    """Set λ and the momentum, and watch a neuron's weights fade, or learn.

    Examples
    --------
    >>> len(forgetting().children)
    3
    """
    rates = (0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1)
    return Explorer(
        scenes.forgetting,
        plotting.draw_forgetting_weights,
        [
            Steps("l2", "decay λ", rates, value=0.03, baked=(0, 0.01, 0.03, 0.1, 0.3)),
            Steps("momentum", "momentum", (0, 0.5, 0.9), value=0, baked=(0, 0.9)),
            Steps("seed", "seed", range(20), value=0),
            Steps(
                "update", "updates", MOMENTS, value=100, baked=(0, 5, 20, 50, 100, 150, 200, 300),
                play=True,
            ),
        ],
        panels=[["without data", "with digits"]] * 4 + [["norm", "norm"]] * 4
        + [["loss", "loss"]] * 3,
        size=(4.6, 6.2),
    )  # fmt: skip
