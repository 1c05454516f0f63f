"""The ways of two weights to their optimum."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from neuronlib.experiments.activation_functions.ways import ZigZag
from neuronlib.plotting.style import CLASS_COLOURS, INK


def draw_ways(axes: Sequence[Axes], result: ZigZag) -> None:
    """Draw the way that the first seed takes in each setting, from its start to the optimum.

    Parameters
    ----------
    axes : sequence of four matplotlib Axes
        Are cleared.
    result : ZigZag

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib.experiments.activation_functions import zigzag
    >>> axes = Figure().subplots(2, 2).ravel()
    >>> draw_ways(axes, zigzag(n_seeds=2))
    >>> axes[3].get_title()
    'centred'
    """
    for ax, (setting, way) in zip(axes, result.ways.items(), strict=True):
        ax.clear()
        ax.plot(*way, "-o", color=CLASS_COLOURS[0], markersize=3, linewidth=1, label="way")
        ax.plot(*way[:, 0], "s", color=CLASS_COLOURS[1], markersize=8, label="start")
        ax.plot(0, 0, "*", color=INK, markersize=13, label="optimum")
        ax.set_title(setting)
        ax.set_aspect("equal", adjustable="datalim")
        ax.set(xlabel="error of w₁", ylabel="error of w₂")
        ax.spines[["top", "right"]].set_visible(False)
    axes[0].legend()
