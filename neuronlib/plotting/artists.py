"""Remember what was drawn on an axes, so that the next call updates it instead of adding to it."""

from collections.abc import Callable
from typing import TypeVar

from matplotlib.axes import Axes

T = TypeVar("T")


def artists_on(ax: Axes, make: Callable[[Axes], T]) -> T:
    """Return what `make(ax)` drew; it is called when the axes shows something else or nothing."""
    artists: T
    maker, artists, first = vars(ax).get("_neuronlib", (None, None, None))
    if maker is not make or first not in ax.get_children():  # not in: the axes was cleared since
        ax.clear()
        artists = make(ax)
        # kept on the axes itself, so that it is forgotten with it
        vars(ax)["_neuronlib"] = (make, artists, ax.get_children()[0])
    return artists
