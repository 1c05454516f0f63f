"""Lines over a common axis, told apart by colour and by dashes."""

from collections.abc import Mapping

import numpy.typing as npt
from matplotlib.axes import Axes

from neuronlib.plotting.style import CLASS_COLOURS, LINE_STYLES


def draw_curves(ax: Axes, x: npt.ArrayLike, curves: Mapping[str, npt.ArrayLike]) -> None:
    """Draw up to four named curves over x.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    x : array, shape (n,)
    curves : mapping of str to array, shape (n,)

    Raises
    ------
    ValueError
        If there are more than four: more are not told apart.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_curves(ax, [0, 1], {"up": [0, 1], "down": [1, 0]})
    >>> len(ax.lines)
    2
    """
    if len(curves) > len(LINE_STYLES):
        raise ValueError(f"curves: got {len(curves)}, expected at most {len(LINE_STYLES)}")
    ax.clear()
    for (name, y), colour, style in zip(curves.items(), CLASS_COLOURS, LINE_STYLES, strict=False):
        ax.plot(x, y, color=colour, linestyle=style, linewidth=2, label=name)
    ax.legend()
    ax.spines[["top", "right"]].set_visible(False)
