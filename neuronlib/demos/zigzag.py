"""The demo of the way that two weights take down a loss surface."""

from neuronlib import plotting, scenes
from neuronlib.demos.controls import Choice, Steps
from neuronlib.demos.explorer import Explorer
from neuronlib.experiments.activation_functions.ways import POSITIVE, RATES, SETTINGS

MOMENTS = (*range(11), 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)
BAKED_MOMENTS = (0, 1, 2, 3, 5, 10, 20, 50, 100)


def zigzag() -> Explorer:
    """Choose the inputs, the batch size and the rate, and watch two weights on their way.

    Examples
    --------
    >>> len(zigzag().children)
    3
    """
    inputs = {setting: setting for setting in SETTINGS}
    sizes = (1, 2, 4, 8, 16, 32, 64, 128)
    return Explorer(
        scenes.zigzag,
        plotting.draw_loss_surface,
        [
            Choice("setting", "inputs", inputs, POSITIVE, baked=SETTINGS),
            Steps("batch_size", "examples a step", sizes, value=1, baked=(1, 4, 32)),
            Steps("rate", "rate (over mean ‖x‖²)", RATES, value=1.0),
            Steps("seed", "seed", range(20), value=15),
            Steps("step", "steps", MOMENTS, value=20, baked=BAKED_MOMENTS, play=True),
        ],
        panels=[["weights"]] * 3 + [["loss"]],
        size=(4.6, 6.6),
    )
