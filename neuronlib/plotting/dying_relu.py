"""Dying ReLUs: each unit's line over the plane, its life until now, and what the loss did."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.lines import Line2D

from neuronlib.inputs import BoolArray, FloatArray, IntArray
from neuronlib.plotting.artists import LAST, add_lines, artists_on, legend_below
from neuronlib.plotting.plane import Shades, add_points, as_plane, place_points, place_strokes
from neuronlib.plotting.style import BLUE, DEAD_UNIT, INK, ORANGE, PURPLE, REVIVED_UNIT, TWO_CLASSES
from neuronlib.scenes.dying_relu import N_UNITS, N_UPDATES, DyingReluScene

HIGHEST_LOSS = 1.5  # shown; two classes told apart by chance have log 2, about 0.7
ARROW = 0.12  # of the plane's side: from a line to where its unit is active
STATES = ("active", "dead or silent", "revived")
_LOOKS: tuple[dict[str, Any], ...] = (
    {"color": INK, "linestyle": "-", "linewidth": 1.2},
    DEAD_UNIT,
    REVIVED_UNIT,
)


class _Plane(NamedTuple):
    shades: Shades
    lines: list[Line2D]
    points: list[Line2D]


def draw_dying_relu(axes: Mapping[str, Axes], scene: DyingReluScene) -> None:
    """Draw units as lines by their state, and below, over the updates, their lives and the loss.

    A short stroke points from a line to the side on which its unit is active.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "plane", "lives" and "loss".
    scene : DyingReluScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["plane"], ["lives"], ["loss"]])
    >>> draw_dying_relu(axes, scenes.dying_relu(update=150))
    >>> [line.get_label() for line in axes["loss"].lines]
    ['training loss', 'test loss', 'share dead or silent']
    """
    plane = artists_on(axes["plane"], _make_plane, scene.limits)
    plane.shades.set_values(scene.outputs, TWO_CLASSES, Normalize(0, 1))
    place_points(plane.points, scene.points)
    states = _states(scene)
    for line, of_state in zip(plane.lines, states, strict=True):
        place_strokes(line, _strokes(scene, np.flatnonzero(of_state[-1])))
    for line, of_state in zip(artists_on(axes["lives"], _make_lives), states, strict=True):
        place_strokes(line, _lives(of_state))
    updates = np.arange(len(scene.silent))
    curves = (scene.training_loss, scene.test_loss, scene.silent.mean(1))
    for line, values in zip(artists_on(axes["loss"], _make_loss), curves, strict=True):
        line.set_data(updates, values)


def _make_plane(ax: Axes, limits: tuple[float, float]) -> _Plane:
    shades = Shades(ax)
    points = add_points(ax, size=5.0)
    lines = [
        ax.plot([], [], label=state, **looks)[0]
        for state, looks in zip(STATES, _LOOKS, strict=True)
    ]
    as_plane(ax, limits)
    legend_below(ax, 3)
    return _Plane(shades, lines, points)


def _make_lives(ax: Axes) -> list[Line2D]:
    _over_updates(ax)
    ax.set(ylim=(-0.7, N_UNITS - 0.3), yticks=[], ylabel="units")
    ax.set_xticklabels([])
    return [ax.plot([], [], solid_capstyle="butt", **looks)[0] for looks in _LOOKS]


def _make_loss(ax: Axes) -> list[Line2D]:
    names = ("training loss", "test loss", "share dead or silent")
    lines = add_lines(ax, names, colours=(BLUE, ORANGE, PURPLE), markers=LAST)
    _over_updates(ax)
    ax.set(ylim=(0, HIGHEST_LOSS), xlabel="updates")
    ax.legend(
        loc="upper center", bbox_to_anchor=(0.46, -0.4), ncols=3, frameon=False, handlelength=1.8,
        columnspacing=1.4,
    )  # fmt: skip
    return lines


def _over_updates(ax: Axes) -> None:
    # most of what happens happens in the first few
    ax.set_xscale("symlog", linthresh=2, linscale=0.5)
    ax.set_xlim(0, N_UPDATES)
    ticks = [0, 1, 2, 5, 10, 20, 50, 100]
    ax.set_xticks(ticks, [str(tick) for tick in ticks])
    ax.minorticks_off()
    ax.spines[["top", "right"]].set_visible(False)


def _states(scene: DyingReluScene) -> tuple[BoolArray, BoolArray, BoolArray]:
    """Return who is active, dead or silent, and revived: each (updates + 1, units)."""
    return ~(scene.silent | scene.revived), scene.silent, scene.revived


def _strokes(scene: DyingReluScene, units: IntArray) -> list[FloatArray]:
    """Return units' lines, and their arrows."""
    weights, length = scene.network.layers[0].weights, ARROW * np.ptp(scene.limits)
    strokes = []
    for unit in units:
        ends, w = scene.lines[unit], weights[unit][:, None]
        if ends.size:
            middle = ends.mean(axis=1, keepdims=True)
            arrow = middle + length * w / np.linalg.norm(w)
            strokes += [ends, np.hstack([middle, arrow])]
    return strokes


def _lives(of_state: BoolArray) -> list[FloatArray]:
    """Return where units are in a state, as level strokes."""
    strokes = []
    for unit, life in enumerate(of_state.T):
        # a state lasts from the update at which it is first seen to the next one
        changes = np.flatnonzero(np.diff(life, prepend=False, append=False)).reshape(-1, 2)
        strokes += [np.array([[start, end], [unit, unit]]) for start, end in changes]
    return strokes
