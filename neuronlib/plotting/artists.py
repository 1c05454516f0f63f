"""What the pictures that demos update have in common: artists made once, lines, and a legend.

The next call on the same axes updates what the first one drew instead of adding to it.
"""

from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox, TransformedBbox

from neuronlib.plotting.style import CLASS_COLOURS, CLASS_MARKERS, LINE_STYLES

EVERY, LAST = slice(None), slice(-1, None)  # of a line's points
_AROUND = Bbox([[-0.02, -0.05], [1.02, 1.05]])  # an axes and, beside it, half a marker

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


def add_lines(
    ax: Axes,
    names: Sequence[str],
    *,
    colours: Sequence[str] = CLASS_COLOURS,
    first_style: int = 0,
    markers: slice | None = None,
    linewidth: float = 2.0,
) -> list[Line2D]:
    """Add a line without data for each name, told apart by colours, dashes and, if asked, markers.

    The dashes are the book's from `first_style` on. `markers` says which points have one: EVERY, or
    the LAST, which shows where a line ends and that a line of one point is there. On the axes' edge
    they are whole.
    """
    looks = zip(colours, LINE_STYLES[first_style:], CLASS_MARKERS, strict=False)
    lines = [
        ax.plot(
            [], [], color=colour, linestyle=style, marker=marker if markers else "",
            markevery=markers, linewidth=linewidth, label=name,
        )[0]
        for name, (colour, style, marker) in zip(names, looks, strict=False)
    ]  # fmt: skip
    if markers:
        room = TransformedBbox(_AROUND, ax.transAxes)
        for line in lines:
            line.set(clip_box=room, in_layout=False)
    return lines


def legend_below(ax: Axes, n_columns: int = 2) -> None:
    """Put the legend under the axes: there it hides nothing, and a demo need not draw it again."""
    ax.legend(
        loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=n_columns, frameon=False,
        handlelength=2.6, columnspacing=1.4,
    )  # fmt: skip
