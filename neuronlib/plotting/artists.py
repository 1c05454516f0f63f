"""What the pictures that demos update have in common: artists that are made once, and a legend.

The next call on the same axes updates what the first one drew instead of adding to it.
"""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from matplotlib.axes import Axes

T = TypeVar("T")
Given = ParamSpec("Given")


def artists_on(
    ax: Axes, make: Callable[Concatenate[Axes, Given], T], *args: Given.args, **kwargs: Given.kwargs
) -> T:
    """Return what `make(ax, …)` drew.

    It is called when the axes shows something else or nothing, or what it was made for has changed.
    """
    artists: T
    made, artists, first = vars(ax).get("_neuronlib", (None, None, None))
    asked = (make, args, kwargs)
    if made != asked or first not in ax.get_children():  # not in: the axes was cleared since
        ax.clear()
        artists = make(ax, *args, **kwargs)
        # kept on the axes itself, so that it is forgotten with it
        vars(ax)["_neuronlib"] = (asked, artists, ax.get_children()[0])
    return artists


def legend_below(ax: Axes, n_columns: int = 2) -> None:
    """Put the legend under the axes: there it hides nothing, and a demo need not draw it again."""
    ax.legend(
        loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=n_columns, frameon=False,
        handlelength=2.6, columnspacing=1.4,
    )  # fmt: skip
