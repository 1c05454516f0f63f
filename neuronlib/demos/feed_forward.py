"""The demo of a forward pass: matrix by matrix, with the numbers shown."""

from neuronlib import plotting, scenes
from neuronlib.demos.controls import Choice, Slider, Steps
from neuronlib.demos.explorer import Explorer
from neuronlib.scenes.feed_forward import N_STEPS


def feed_forward() -> Explorer:
    """Step through a pass of the 3-4-4-1 network, with one example or a batch of three.

    Examples
    --------
    >>> len(feed_forward().children)
    3
    """
    examples = {"one": False, "a batch of three": True}
    steps = range(N_STEPS + 1)
    return Explorer(
        scenes.feed_forward,
        plotting.draw_feed_forward,
        [
            Choice("batch", "examples", examples, "one", baked=tuple(examples)),
            Slider("x1", "input x₁", low=-2, high=2, step=1, value=1, baked=(-2, -1, 0, 1, 2)),
            Slider("x2", "input x₂", low=-2, high=2, step=1, value=-1),
            Slider("x3", "input x₃", low=-2, high=2, step=1, value=2),
            Steps("seed", "seed", range(10), value=1),
            Steps("step", "step", steps, value=1, baked=steps, play=True),
        ],
        panels=[["diagram"], ["matrices"]],
        size=(4.6, 5.8),
    )
