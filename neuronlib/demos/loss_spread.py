"""The demo of final losses that differ because the start does."""

from neuronlib import plotting, scenes
from neuronlib.activations import relu, tanh
from neuronlib.demos.controls import Choice, Steps
from neuronlib.demos.explorer import Explorer
from neuronlib.scenes.loss_spread import N_STARTS, POINTS, WIDTHS


def loss_spread() -> Explorer:
    """Set the number of hidden units of a hundred networks, and look at one of them.

    Examples
    --------
    >>> len(loss_spread().children)
    3
    """
    activations, points = {one.name: one for one in (relu, tanh)}, {name: name for name in POINTS}
    ranks = range(1, N_STARTS + 1)
    return Explorer(
        scenes.loss_spread,
        plotting.draw_loss_spread,
        [
            Steps("n_units", "hidden units", WIDTHS, value=3, baked=(2, 3, 5, 10, 20)),
            Choice("activation", "activation", activations, "ReLU", baked=tuple(activations)),
            Choice("data", "data", points, "XOR", baked=("XOR", "moons")),
            Steps("rank", "start, best first", ranks, value=100, baked=(1, 50, 100)),
        ],
        panels=[["losses"]] + [["plane"]] * 3,
        size=(4.6, 6.6),
    )
