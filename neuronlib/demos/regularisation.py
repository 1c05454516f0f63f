"""The demo of L2 regularisation of a network that is large enough to learn wrong labels."""

from neuronlib import plotting, scenes
from neuronlib.demos.controls import Steps
from neuronlib.demos.explorer import Explorer
from neuronlib.scenes.regularisation import STRENGTHS


def regularisation() -> Explorer:
    """Set λ for twenty units that have learnt noisy labels.

    Examples
    --------
    >>> len(regularisation().children)
    3
    """
    return Explorer(
        scenes.regularisation,
        plotting.draw_regularisation,
        [
            Steps("l2", "strength λ", STRENGTHS, value=0, baked=STRENGTHS),
            Steps("seed", "seed", range(20), value=0, baked=(0, 1, 2, 3)),
        ],
        panels=[["plane"]] * 4 + [["errors"], ["length"]],
        size=(4.6, 7.0),
    )
