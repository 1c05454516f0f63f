"""A row of bumps over the function it stands for, and how the error falls with their number."""

from collections.abc import Mapping
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from neuronlib.plotting.artists import artists_on
from neuronlib.plotting.plane import place_strokes
from neuronlib.plotting.style import CLASS_COLOURS, INK, LINE_STYLES, MUTED
from neuronlib.scenes.bumps import HEIGHTS, LIMITS, NUMBERS, BumpsScene


class _Row(NamedTuple):
    each: Line2D
    target: Line2D
    total: Line2D
    worst: Line2D


class _Errors(NamedTuple):
    by_number: Line2D
    here: Line2D


def draw_bumps(axes: Mapping[str, Axes], scene: BumpsScene) -> None:
    """Draw the bumps, their sum, the function, a stroke where they are furthest apart, and errors.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "row" and "errors".
    scene : BumpsScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["row"], ["errors"]])
    >>> draw_bumps(axes, scenes.bumps(5))
    >>> [line.get_label() for line in axes["row"].lines]
    ['each bump', 'function', 'their sum', 'largest error']
    """
    row, errors = artists_on(axes["row"], _make_row), artists_on(axes["errors"], _make_errors)
    place_strokes(row.each, scene.shapes)
    row.target.set_data(scene.x, scene.target)
    row.total.set_data(scene.x, scene.total)
    k = scene.worst
    row.worst.set_data([scene.x[k]] * 2, [scene.target[k], scene.total[k]])
    errors.by_number.set_data(NUMBERS, scene.errors)
    errors.here.set_data([scene.n_bumps], [scene.errors[scene.n_bumps - 1]])


def _make_row(ax: Axes) -> _Row:
    ax.set(xlim=LIMITS, ylim=HEIGHTS, xlabel="x")
    ax.spines[["top", "right"]].set_visible(False)
    (each,) = ax.plot([], [], color=CLASS_COLOURS[0], linewidth=1, label="each bump")
    (target,) = ax.plot([], [], color=MUTED, linewidth=2, linestyle=LINE_STYLES[1],
                        label="function")  # fmt: skip
    (total,) = ax.plot([], [], color=CLASS_COLOURS[1], linewidth=2.5, label="their sum")
    (worst,) = ax.plot([], [], "_-", color=INK, linewidth=2, markersize=9, label="largest error")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)
    return _Row(each, target, total, worst)


def _make_errors(ax: Axes) -> _Errors:
    (by_number,) = ax.plot([], [], color=MUTED, linewidth=1.5)
    (here,) = ax.plot([], [], "D", color=INK, markersize=8)
    ax.set(xscale="log", yscale="log", xlim=(0.9, 45), ylim=(0.005, 3.5))
    for axis, ticks in ((ax.xaxis, (1, 2, 5, 10, 20, 40)), (ax.yaxis, (0.01, 0.1, 1))):
        axis.set_ticks(ticks, [f"{tick:g}" for tick in ticks])
        axis.minorticks_off()
    ax.set(xlabel="number of bumps", ylabel="largest error")
    ax.spines[["top", "right"]].set_visible(False)
    return _Errors(by_number, here)
