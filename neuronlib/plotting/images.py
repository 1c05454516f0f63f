"""Handwritten digits, or the weights of a neuron that reads them, as small pictures."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from neuronlib.plotting.style import INK_ON_PAPER, TWO_CLASSES


def draw_images(
    axes: Sequence[Axes],
    X: npt.ArrayLike,
    titles: Sequence[str] | npt.NDArray[np.str_],
    *,
    signed: bool = False,
) -> None:
    """Draw columns of X as 8 × 8 pictures, one on each axes.

    Parameters
    ----------
    axes : sequence of matplotlib Axes
    X : array, shape (64, n)
        Pixels row by row, one picture per column.
    titles : sequence or array of str
    signed : bool
        Draw weights, with white at zero, instead of ink on paper.

    Raises
    ------
    ValueError
        If there is not one picture and one title for each axes.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import datasets
    >>> axes = Figure().subplots(1, 3)
    >>> draw_images(axes, datasets.digits().X[:, :3], ["0", "1", "2"])
    """
    columns = np.asarray(X)
    if columns.shape != (64, len(axes)) or len(titles) != len(axes):
        raise ValueError(
            f"X: got shape {columns.shape} and {len(titles)} titles, expected (64, {len(axes)}) "
            f"and {len(axes)}: one picture and one title for each axes"
        )
    largest = np.abs(columns).max()
    for ax, pixels, title in zip(axes, columns.T, titles, strict=True):
        ax.imshow(
            pixels.reshape(8, 8),
            cmap=TWO_CLASSES if signed else INK_ON_PAPER,
            vmin=-largest if signed else 0,
            vmax=largest,
        )
        ax.set(title=title, xticks=[], yticks=[])
