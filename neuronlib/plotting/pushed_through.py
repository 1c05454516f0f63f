"""An activation and its slope, with what goes in below it and what comes out beside it.

Made for the demo `activations`; a still picture of one function is `draw_activation`.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import StepPatch

from neuronlib.inputs import FloatArray
from neuronlib.plotting.artists import add_lines, artists_on
from neuronlib.plotting.style import CLASS_COLOURS, MUTED, PALE
from neuronlib.scenes.activations import LIMITS, N_BINS, ActivationsScene, Z

_STEP = Z[1] - Z[0]
_STRIPS = np.append(Z, Z[-1] + _STEP) - _STEP / 2  # the edges of a strip around each z

_TICKS = (-8, -4, 0, 4, 8)


class _Curve(NamedTuple):
    saturated: StepPatch
    value: Line2D
    slope: Line2D


def draw_pushed_through(axes: Mapping[str, Axes], scene: ActivationsScene) -> None:
    """Draw f and f′ over z with the saturated zones shaded, and histograms of z and of f(z).

    The dark part of a histogram is what is saturated. Its tallest column fills it.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "curve", "in" (below it) and "out" (beside it).
    scene : ActivationsScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["curve", "out"], ["in", "."]])
    >>> draw_pushed_through(axes, scenes.activations())
    >>> [line.get_label() for line in axes["curve"].lines]
    ['f(z)', 'its slope']
    """
    curve = artists_on(axes["curve"], _make_curve)
    going_in = artists_on(axes["in"], _make_columns_below)
    coming_out = artists_on(axes["out"], _make_columns_beside)
    if not np.array_equal(scene.values, np.asarray(curve.value.get_ydata())):
        curve.value.set_data(Z, scene.values)
        curve.slope.set_data(Z, scene.slopes)
        curve.saturated.set_data(scene.saturated)
        axes["curve"].set_ylim(scene.heights)
        axes["out"].set_ylim(scene.heights)
    _set_columns(going_in, scene.going_in, LIMITS)
    _set_columns(coming_out, scene.coming_out, scene.heights)


def _make_curve(ax: Axes) -> _Curve:
    saturated = ax.stairs(
        np.zeros(Z.size), _STRIPS, fill=True, color=PALE, label="saturated",
        transform=ax.get_xaxis_transform(),
    )  # fmt: skip
    value, slope = add_lines(ax, ("f(z)", "its slope"), linewidth=2.5)
    ax.grid(color=PALE, zorder=0)
    ax.set_axisbelow(True)
    ax.set(xlim=LIMITS, xticks=_TICKS)
    ax.locator_params(axis="y", nbins=4)
    ax.tick_params(labelbottom=False)
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False)
    return _Curve(saturated, value, slope)


def _make_columns_below(ax: Axes) -> list[StepPatch]:
    ax.set(xlim=LIMITS, ylim=(1.02, 0), xticks=_TICKS, yticks=[], xlabel="z", ylabel="going in")
    ax.xaxis.set_ticks_position("top")
    ax.tick_params(labeltop=False, labelbottom=True)
    ax.spines[["bottom", "right"]].set_visible(False)
    return _columns(ax)


def _make_columns_beside(ax: Axes) -> list[StepPatch]:
    ax.set(xlim=(0, 1.02), xticks=[], xlabel="coming out")
    ax.locator_params(axis="y", nbins=4)
    ax.tick_params(labelleft=False)
    ax.spines[["top", "right"]].set_visible(False)
    return _columns(ax, orientation="horizontal")


def _columns(ax: Axes, **options: Any) -> list[StepPatch]:
    empty = np.zeros(N_BINS)
    return [
        ax.stairs(empty, fill=True, color=colour, **options) for colour in (CLASS_COLOURS[0], MUTED)
    ]


def _set_columns(
    columns: list[StepPatch], heights: FloatArray, limits: tuple[float, float]
) -> None:
    edges = np.linspace(*limits, N_BINS + 1)
    for patch, values in zip(columns, heights, strict=True):
        patch.set_data(values, edges)
