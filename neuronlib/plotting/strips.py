"""One value per start, in a strip for each size of the network."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from neuronlib.inputs import FloatArray
from neuronlib.plotting.style import CLASS_COLOURS, CLASS_MARKERS, INK

_HALF_WIDTH = 0.25


def draw_strips(ax: Axes, values: Mapping[int, FloatArray], *, place: int = 0) -> None:
    """Draw each value as a point, side by side in rising order, and the median as a bar.

    Equal values make a level row, so that steps show how many starts ended in the same place.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    values : mapping of int to array, shape (S,)
        By number of units, from left to right.
    place : int
        Which of the book's four colours and markers the points get.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_strips(ax, {3: np.array([0.5, 0.4]), 30: np.array([0.2, 0.2])})
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['3', '30']
    """
    ax.clear()
    for column, of_size in enumerate(values.values()):
        across = np.linspace(-_HALF_WIDTH, _HALF_WIDTH, len(of_size)) if len(of_size) > 1 else 0.0
        ax.plot(
            column + across, np.sort(of_size), CLASS_MARKERS[place], color=CLASS_COLOURS[place],
            markersize=4, alpha=0.6,
        )  # fmt: skip
        ends = [column - 1.3 * _HALF_WIDTH, column + 1.3 * _HALF_WIDTH]
        ax.plot(ends, [np.median(of_size)] * 2, color=INK, linewidth=2)
    ax.set_xticks(range(len(values)), [str(size) for size in values])
    ax.set_xlabel("hidden units")
    ax.spines[["top", "right"]].set_visible(False)
