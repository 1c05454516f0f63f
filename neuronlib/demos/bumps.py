"""The demo of a row of bumps that follows a function."""

from math import inf

from neuronlib import plotting, scenes
from neuronlib.demos.controls import Choice, Steps
from neuronlib.demos.explorer import Explorer
from neuronlib.scenes.bumps import FUNCTIONS, MOST_BUMPS


def bumps() -> Explorer:
    """Set the number of bumps, boxes or pairs of sigmoids, and the function that they follow.

    Examples
    --------
    >>> len(bumps().children)
    3
    """
    made_of = {"boxes": inf, "σ, very steep": 100, "σ, steep": 20, "σ, soft": 5}
    functions = {name: name for name in FUNCTIONS}
    numbers = (1, 2, 4, 6, 8, 12, 16, 24, 40)
    return Explorer(
        scenes.bumps,
        plotting.draw_bumps,
        [
            Steps("n_bumps", "bumps", range(1, MOST_BUMPS + 1), value=8, baked=numbers),
            Choice("steepness", "made of", made_of, "σ, steep", baked=tuple(made_of)),
            Choice("function", "function", functions, "sine", baked=tuple(functions)),
        ],
        panels=[["row"]] * 3 + [["errors"]] * 2,
        size=(4.6, 5.4),
    )
