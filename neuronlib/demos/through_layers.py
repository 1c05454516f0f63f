"""The demo of a signal and a gradient on their way through many layers."""

from neuronlib import plotting, scenes
from neuronlib.activations import ACTIVATIONS
from neuronlib.demos.controls import Choice, Steps
from neuronlib.demos.explorer import Explorer
from neuronlib.scenes.through_layers import MOST_LAYERS


def through_layers() -> Explorer:
    """Choose the activation, the size of the first weights, and how many layers there are.

    Examples
    --------
    >>> len(through_layers().children)
    3
    """
    functions = {one.name: one for one in ACTIVATIONS.values()}
    sizes = (0.5, 1, 1.4, 2, 4, 8)
    depths = range(1, MOST_LAYERS + 1)
    return Explorer(
        scenes.through_layers,
        plotting.draw_through_layers,
        [
            Choice("activation", "activation", functions, "sigmoid", baked=tuple(functions)),
            Steps("weight_size", "weights (times √n)", sizes, value=1, baked=(0.5, 1, 1.4, 4)),
            Steps("seed", "seed", range(20), value=0),
            Steps("n_layers", "layers", depths, value=8, baked=(1, 2, 4, 8)),
        ],
        panels=[["outputs"]] * 3 + [["factors"]] * 2,
        size=(4.6, 5.4),
    )
