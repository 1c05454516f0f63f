"""Bumps under the curve that they stand for, and who owns the joins between them."""

import numpy as np
from matplotlib.axes import Axes

from neuronlib.experiments.representational_power.approximation import Bumps, Function
from neuronlib.plotting.style import CLASS_COLOURS, INK, MUTED


def draw_joins(ax: Axes, bumps: Bumps, function: Function, *, half_open: bool = True) -> None:
    """Draw each bump as a level line, with a filled dot where the sum takes a value at a join.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    bumps : Bumps
    function : callable
        What they stand for, as a thin curve.
    half_open : bool
        Whether a join belongs to the bump on its right, or to none.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_joins(ax, Bumps.of(np.sin, 0, 6, 8), np.sin)
    >>> len(ax.collections), [line.get_label() for line in ax.lines]
    (1, ['function', 'value at a join'])
    """
    ax.clear()
    left, right = bumps.edges[:-1], bumps.edges[1:]
    x = np.linspace(left[0], right[-1], 400)
    ax.plot(x, function(x), color=MUTED, linewidth=1.5, label="function")
    ax.hlines(bumps.heights, left, right, color=CLASS_COLOURS[0], linewidth=3, label="bumps")
    joins = bumps.edges[1:-1]
    at_joins = bumps.half_open(joins) if half_open else bumps.open(joins)
    ax.plot(joins, at_joins, "o", color=INK, markersize=5, label="value at a join")
    ax.legend(loc="upper left", fontsize="small")
    ax.set(xlabel="x")
    ax.spines[["top", "right"]].set_visible(False)
