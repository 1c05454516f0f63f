"""The demo of a maxout unit: two pieces, of which the larger counts."""

from neuronlib import plotting, scenes
from neuronlib.demos.controls import Slider
from neuronlib.demos.explorer import Explorer


def maxout() -> Explorer:
    """Drag the two pieces of a maxout unit into ReLU, a leaky ReLU or the absolute value.

    Examples
    --------
    >>> len(maxout().children)
    3
    """
    slopes, shifts = (-1, 0, 0.1, 1), (-1, 0, 1)
    return Explorer(
        scenes.maxout,
        plotting.draw_maxout,
        [
            Slider("w1", "piece 1: slope w₁", low=-2, high=2, step=0.1, value=1, baked=slopes),
            Slider("b1", "piece 1: bias b₁", low=-2, high=2, step=0.1, value=0, baked=shifts),
            Slider("w2", "piece 2: slope w₂", low=-2, high=2, step=0.1, value=0, baked=slopes),
            Slider("b2", "piece 2: bias b₂", low=-2, high=2, step=0.1, value=0, baked=shifts),
        ],
    )
