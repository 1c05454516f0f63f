"""The way of two weights over the lines of equal loss, and the loss on it.

Made for the demo `zigzag`; the four ways of the experiment are drawn by `draw_ways`.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from neuronlib.plotting.artists import LAST, artists_on, legend_below
from neuronlib.plotting.style import CLASS_COLOURS, INK, LINE_STYLES, MUTED
from neuronlib.scenes.zigzag import LIMITS, N_STEPS, ZigzagScene

LOSSES = (1e-6, 1.0)  # shown, on a logarithmic axis


class _Plane(NamedTuple):
    levels: Line2D
    way: Line2D
    start: Line2D
    now: Line2D


class _Losses(NamedTuple):
    batch: Line2D
    all_examples: Line2D


def draw_loss_surface(axes: Mapping[str, Axes], scene: ZigzagScene) -> None:
    """Draw lines of equal loss and the way on them; below, the loss against the steps.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "weights" and "loss".
    scene : ZigzagScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["weights"], ["loss"]])
    >>> draw_loss_surface(axes, scenes.zigzag())
    >>> [line.get_label() for line in axes["weights"].lines]
    ['equal loss', 'way', 'start', 'now', 'optimum']
    """
    plane = artists_on(axes["weights"], _make_plane)
    gaps = np.full((len(scene.levels), 2, 1), np.nan)
    levels = np.hstack(list(np.concatenate([scene.levels, gaps], axis=-1)))
    if not np.array_equal(levels, np.asarray(plane.levels.get_data()), equal_nan=True):
        plane.levels.set_data(*levels)
    plane.way.set_data(*scene.way)
    plane.start.set_data(*scene.way[:, :1])
    plane.now.set_data(*scene.way[:, -1:])
    losses = artists_on(axes["loss"], _make_losses)
    losses.batch.set_data(np.arange(scene.batch_loss.size), scene.batch_loss)
    losses.all_examples.set_data(np.arange(scene.loss.size), scene.loss)


def _make_plane(ax: Axes) -> _Plane:
    (levels,) = ax.plot([], [], color=MUTED, linewidth=0.8, label="equal loss")
    (way,) = ax.plot([], [], "-o", color=CLASS_COLOURS[0], markersize=3.5, linewidth=1.2,
                     label="way")  # fmt: skip
    (start,) = ax.plot([], [], "s", color=CLASS_COLOURS[1], markersize=9, label="start")
    (now,) = ax.plot([], [], "D", color=CLASS_COLOURS[0], markeredgecolor=INK, markersize=9,
                     label="now")  # fmt: skip
    ax.plot(0, 0, "*", color=INK, markersize=13, label="optimum")
    ax.set(xlim=LIMITS, ylim=LIMITS, aspect="equal", xlabel="error of w₁", ylabel="error of w₂")
    ax.spines[["top", "right"]].set_visible(False)
    legend_below(ax, 3)
    return _Plane(levels, way, start, now)


def _make_losses(ax: Axes) -> _Losses:
    (batch,) = ax.plot([], [], color=CLASS_COLOURS[3], linestyle=LINE_STYLES[2], linewidth=1.5,
                       label="loss on the batch")  # fmt: skip
    (all_examples,) = ax.plot([], [], color=CLASS_COLOURS[2], linewidth=2, marker="D",
                              markevery=LAST, label="on all examples")  # fmt: skip
    ax.set(xlim=(0, N_STEPS), yscale="log", ylim=LOSSES, xlabel="steps")
    ax.set_yticks([1e-6, 1e-4, 1e-2, 1], ["10⁻⁶", "10⁻⁴", "0.01", "1"])
    ax.minorticks_off()
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 0.95), ncols=2, frameon=False)
    return _Losses(batch, all_examples)
