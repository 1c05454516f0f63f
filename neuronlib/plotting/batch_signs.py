"""Shares of units with gradients of one sign, against the batch size."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from neuronlib.experiments.activation_functions.signs import BATCH_SIZES, FAN_INS, MEANS, BatchSigns
from neuronlib.plotting.curves import draw_curves


def draw_batch_signs(axes: Sequence[Axes], result: BatchSigns) -> None:
    """Draw the shares for the middle fan-in, a curve for each mean of δ and axes for each function.

    Parameters
    ----------
    axes : sequence of two matplotlib Axes
        Are cleared.
    result : BatchSigns

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots(1, 2)
    >>> drawn = {"sigmoid": np.ones((3, 3, 4)), "ReLU": np.zeros((3, 3, 4))}
    >>> draw_batch_signs(axes, BatchSigns({}, drawn))
    >>> axes[1].get_title()
    'ReLU'
    """
    middle = len(FAN_INS) // 2
    for ax, (name, shares) in zip(axes, result.drawn.items(), strict=True):
        names = [f"mean of δ {mean:g}" for mean in MEANS]
        curves = dict(zip(names, shares[middle], strict=True))
        draw_curves(ax, BATCH_SIZES, curves)
        ax.set_xscale("log", base=2)
        ax.set_xticks(BATCH_SIZES, [str(size) for size in BATCH_SIZES])
        ax.set(title=name, xlabel="batch size", ylim=(0, 1.05))
    axes[0].set_ylabel("share of units with one sign")
