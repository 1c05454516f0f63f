"""Which class a network predicts over the plane, and the points that it has learnt from."""

import numpy as np
from matplotlib.axes import Axes

from neuronlib.datasets import Dataset
from neuronlib.inputs import FloatArray
from neuronlib.plotting.plane import add_points, place_points
from neuronlib.plotting.style import BOUNDARY, CLASS_COLOURS


def draw_decisions(
    ax: Axes, scores: FloatArray, data: Dataset, limits: tuple[float, float]
) -> None:
    """Draw the two regions, the boundary between them, and the points by class.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    scores : array, shape (n, n)
        On a grid over the square, rows going up: class 1 is predicted where they are positive. As
        `over_the_plane` gives them.
    data : Dataset
        Two inputs, two classes.
    limits : tuple of float
        The square is [low, high] × [low, high].

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import Network, datasets
    >>> from neuronlib.diagnostics import over_the_plane
    >>> ax, data = Figure().add_subplot(), datasets.moons(20)
    >>> draw_decisions(ax, over_the_plane(Network([2, 1]))[0], data, (-1, 1))
    >>> [line.get_label() for line in ax.lines]
    ['class 0', 'class 1']
    """
    ax.clear()
    axis = np.linspace(*limits, len(scores))
    ax.contourf(axis, axis, scores > 0, levels=[-0.5, 0.5, 1.5], colors=CLASS_COLOURS, alpha=0.25)
    if scores.min() < 0 < scores.max():
        ax.contour(
            axis, axis, scores, levels=[0.0], colors=BOUNDARY["color"],
            linewidths=BOUNDARY["linewidth"],
        )  # fmt: skip
    place_points(add_points(ax, size=5.0), data)
    ax.set(xlim=limits, ylim=limits, xticks=[], yticks=[], aspect="equal")
