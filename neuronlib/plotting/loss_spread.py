"""Where the losses of a hundred starts end, and what one of these networks makes of the plane."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import StepPatch

from neuronlib.plotting.artists import artists_on
from neuronlib.plotting.style import CLASS_COLOURS, INK
from neuronlib.plotting.units_in_plane import draw_units_in_plane
from neuronlib.scenes.loss_spread import N_STARTS, LossSpreadScene

EDGES = np.linspace(0, 0.72, 37)  # of the bins; two classes told apart by chance have log 2
_ABOVE = 6  # starts: how far above its bin the mark stands


class _Losses(NamedTuple):
    bins: StepPatch
    shown: Line2D


def draw_loss_spread(axes: Mapping[str, Axes], scene: LossSpreadScene) -> None:
    """Draw how many losses lie in each bin, a mark over the one that is shown, and its plane.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "losses" and "plane".
    scene : LossSpreadScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["losses"], ["plane"]])
    >>> draw_loss_spread(axes, scenes.loss_spread(20))
    >>> int(axes["losses"].patches[0].get_data().values.max())
    100
    """
    losses = artists_on(axes["losses"], _make_losses)
    # what lies beyond is counted in the last bin
    counts, _ = np.histogram(scene.losses.clip(max=EDGES[-1]), EDGES)
    losses.bins.set_data(counts)
    shown = min(scene.loss, EDGES[-1])
    bin_of_shown = min(int(np.searchsorted(EDGES, shown, "right")) - 1, counts.size - 1)
    losses.shown.set_data([shown], [counts[bin_of_shown] + _ABOVE])
    draw_units_in_plane(axes["plane"], scene.plane)


def _make_losses(ax: Axes) -> _Losses:
    bins = ax.stairs(np.zeros(EDGES.size - 1), EDGES, fill=True, color=CLASS_COLOURS[0])
    (shown,) = ax.plot([], [], "v", color=INK, markersize=9, label="shown below")
    ax.set(xlim=(0, EDGES[-1]), ylim=(0, N_STARTS + 2 * _ABOVE))
    ax.set(xlabel="final loss", ylabel="starts")
    # below what moves, so that it is not drawn again
    ax.legend(loc="upper right", frameon=False).set_zorder(0)
    ax.spines[["top", "right"]].set_visible(False)
    return _Losses(bins, shown)
