"""A median over seeds as a line, and its range as a band."""

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from neuronlib.inputs import FloatArray
from neuronlib.plotting.style import CLASS_COLOURS, CLASS_MARKERS, LINE_STYLES


def draw_band(
    ax: Axes, x: npt.ArrayLike, values: FloatArray, *, name: str, place: int, markers: bool = True
) -> None:
    """Add the median over the seeds, and the range from the smallest to the largest.

    Parameters
    ----------
    ax : matplotlib Axes
    x : array, shape (n,)
    values : array, shape (n, S)
        One column per seed.
    name : str
        Stands in the legend.
    place : int
        Which of the book's four colours, line styles and markers it gets.
    markers : bool
        Whether the points are marked.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_band(ax, [0, 1], np.array([[1.0, 2.0, 9.0], [3.0, 4.0, 5.0]]), name="loss", place=0)
    >>> ax.lines[0].get_ydata()
    array([2., 4.])
    """
    colour = CLASS_COLOURS[place]
    ax.plot(
        x, np.median(values, axis=1), color=colour, linestyle=LINE_STYLES[place], linewidth=2,
        marker=CLASS_MARKERS[place] if markers else "", label=name,
    )  # fmt: skip
    ax.fill_between(x, values.min(axis=1), values.max(axis=1), color=colour, alpha=0.2, linewidth=0)
