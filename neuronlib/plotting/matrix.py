"""A matrix of weights as a picture: where they are, and where there are none."""

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from neuronlib.plotting.style import TWO_CLASSES


def draw_matrix(ax: Axes, W: npt.ArrayLike) -> None:
    """Draw each weight as a square: white for zero, orange for positive, blue for negative.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    W : array, shape (n_out, n_in)

    Raises
    ------
    ValueError
        If it is not a matrix.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_matrix(ax, np.eye(3))
    >>> ax.get_xlabel()
    '3 inputs'
    """
    weights = np.asarray(W)
    if weights.ndim != 2:
        raise ValueError(f"W: got shape {weights.shape}, expected (n_out, n_in)")
    ax.clear()
    largest = float(np.abs(weights).max())
    ax.imshow(weights, cmap=TWO_CLASSES, vmin=-largest, vmax=largest, interpolation="nearest")
    n_out, n_in = weights.shape
    ax.set(xticks=[], yticks=[])
    ax.set_xlabel(f"{n_in} inputs", fontsize=12)
    ax.set_ylabel(f"{n_out} neurons", fontsize=12)
