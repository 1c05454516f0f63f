"""Ratios of two contenders, one row of points for each task."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from neuronlib.inputs import FloatArray
from neuronlib.plotting.style import CLASS_COLOURS, INK, MUTED


def draw_ratios(ax: Axes, ratios: Mapping[str, FloatArray]) -> None:
    """Draw each ratio as a point and the median of its row as a bar, on a logarithmic axis.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    ratios : mapping of str to array, shape (S,)
        By task; the first stands on top. At 1 the contenders are equal.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_ratios(ax, {"digits": np.array([1.0, 2.0, 4.0])})
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['digits']
    """
    ax.clear()
    rows = np.arange(len(ratios))
    for row, values in zip(rows, ratios.values(), strict=True):
        ax.plot(values, np.full(len(values), row), "o", color=CLASS_COLOURS[0], alpha=0.4)
        ax.plot(np.median(values), row, "|", color=INK, markersize=18, markeredgewidth=3)
    ax.axvline(1, color=MUTED, linewidth=1)
    ax.set_xscale("log", base=2)
    ax.xaxis.set_major_formatter("{x:g}")
    ax.set_yticks(rows, list(ratios))
    ax.invert_yaxis()
    ax.spines[["top", "right"]].set_visible(False)
