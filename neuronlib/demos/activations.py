"""The demo of activation functions, and of what they make of their inputs."""

from neuronlib import plotting, scenes
from neuronlib.activations import ACTIVATIONS
from neuronlib.demos.controls import Choice, Slider
from neuronlib.demos.explorer import Explorer


def activations() -> Explorer:
    """Choose an activation, and push a distribution of pre-activations through it.

    Examples
    --------
    >>> len(activations().children)
    3
    """
    functions = {one.name: one for one in ACTIVATIONS.values()}
    return Explorer(
        scenes.activations,
        plotting.draw_pushed_through,
        [
            Choice("activation", "activation", functions, "sigmoid", baked=tuple(functions)),
            Slider("mean", "mean of z", low=-4, high=4, step=0.5, value=0, baked=(-3, 0, 3)),
            Slider("spread", "spread of z", low=0.2, high=6, step=0.2, value=4,
                   baked=(0.4, 1, 2, 4, 6)),
        ],
        panels=[["curve"] * 4 + ["out"]] * 4 + [["in"] * 4 + ["."]],
        size=(4.6, 5.0),
    )  # fmt: skip
