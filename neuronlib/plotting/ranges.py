"""Medians with their middle half, row by row: contenders compared over tasks."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from neuronlib.inputs import FloatArray
from neuronlib.plotting.style import CLASS_COLOURS, CLASS_MARKERS


def draw_ranges(ax: Axes, series: Mapping[str, Mapping[str, FloatArray]]) -> None:
    """Draw a row for each task, and in it the median and the middle half of each contender.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    series : mapping of str to mapping of str to array, shape (S,)
        Values by contender, at most four, then by task; all have the same tasks.

    Raises
    ------
    ValueError
        If there are more than four, or their tasks differ.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> errors = {"digits": np.array([0.1, 0.2]), "moons": np.array([0.0, 0.1])}
    >>> draw_ranges(ax, {"tanh": errors})
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['digits', 'moons']
    """
    if len(series) > len(CLASS_COLOURS):
        raise ValueError(f"series: got {len(series)}, expected at most {len(CLASS_COLOURS)}")
    rows = [*next(iter(series.values()))]
    for name, of in series.items():
        if [*of] != rows:
            raise ValueError(f"series: got rows {[*of]} for {name!r}, expected {rows}")
    ax.clear()
    for k, (name, of) in enumerate(series.items()):
        low, median, high = np.array([np.quantile(of[row], [0.25, 0.5, 0.75]) for row in rows]).T
        heights = np.arange(len(rows)) + 0.18 * (k - (len(series) - 1) / 2)
        ax.errorbar(
            median, heights, xerr=[median - low, high - median], fmt=CLASS_MARKERS[k],
            color=CLASS_COLOURS[k], label=name,
        )  # fmt: skip
    ax.set_yticks(range(len(rows)), rows)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)
    ax.spines[["top", "right"]].set_visible(False)
