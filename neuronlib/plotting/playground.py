"""The playground: the output over the plane, what each unit sees, two units, and the losses."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.lines import Line2D

from neuronlib.inputs import FloatArray
from neuronlib.plotting.artists import LAST, add_lines, artists_on, legend_below
from neuronlib.plotting.plane import (
    Shades,
    add_points,
    as_plane,
    place_level,
    place_points,
    place_strokes,
)
from neuronlib.plotting.style import (
    BOUNDARY,
    CLASS_COLOURS,
    DEAD_UNIT,
    INK,
    MUTED,
    ORANGE,
    REVIVED_UNIT,
    TWO_CLASSES,
)
from neuronlib.scenes.playground.scene import PlaygroundScene
from neuronlib.scenes.playground.training import MOST_UPDATES

HIGHEST_LOSS = 1.5  # shown; two classes told apart by chance have log 2, about 0.7
MARGIN = 0.1  # on each side of a unit's picture, of its place
STATES: dict[str, dict[str, Any]] = {
    "alive": {"color": MUTED, "linewidth": 1.0},
    "dead": DEAD_UNIT,
    "revived": REVIVED_UNIT,
    "saturated": {"color": ORANGE, "linestyle": (0, (1, 1)), "linewidth": 2.2},
}


class _Plane(NamedTuple):
    shades: Shades
    boundary: Line2D
    learned_from: list[Line2D]
    test: list[Line2D]


class _Units(NamedTuple):
    shades: Shades
    frames: dict[str, Line2D]


def draw_playground(axes: Mapping[str, Axes], scene: PlaygroundScene) -> None:
    """Draw a moment of a training in four panels.

    Filled points are learned from, hollow ones are the test. Each unit's activation over the plane
    stands in a frame that tells its state. Two units span a plane of their own.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "plane", "units", "loss" and "pair".
    scene : PlaygroundScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["plane", "units"], ["loss", "pair"]])
    >>> draw_playground(axes, scenes.playground("no hidden layer", 10))
    >>> axes["pair"].get_visible(), [line.get_label() for line in axes["loss"].lines]
    (False, ['training', 'test'])
    """
    plane = artists_on(axes["plane"], _make_plane, scene.limits)
    plane.shades.set_values(scene.outputs, TWO_CLASSES, Normalize(0, 1))
    place_level(plane.boundary, scene.outputs, scene.limits, 0.5)
    place_points(plane.learned_from, scene.training_set)
    place_points(plane.test, scene.test_set)
    for line, values in zip(artists_on(axes["loss"], _make_loss), scene.losses[1:], strict=True):
        line.set_data(scene.losses[0], values)
    for name in ("units", "pair"):
        axes[name].set_visible(bool(scene.units))
    if scene.units:
        _draw_units(axes["units"], scene)
        _draw_pair(axes["pair"], scene)


def _draw_units(ax: Axes, scene: PlaygroundScene) -> None:
    units = artists_on(ax, _make_units, tuple(len(layer) for layer in scene.units))
    units.shades.set_values(_mosaic(scene.units), TWO_CLASSES, Normalize(-1, 1))
    states = {"dead": scene.dead, "revived": scene.revived, "saturated": scene.saturated}
    states["alive"] = ~np.any(list(states.values()), axis=0)
    places = _places(tuple(len(layer) for layer in scene.units))
    for name, line in units.frames.items():
        place_strokes(line, [_frame(*places[unit]) for unit in np.flatnonzero(states[name])])


def _draw_pair(ax: Axes, scene: PlaygroundScene) -> None:
    layer, *units = scene.pair
    across, up = (f"unit {unit + 1} of layer {layer + 1}" for unit in units)
    markers = artists_on(ax, _make_pair, across, up)
    largest = np.abs(scene.pair_activations).max() or 1.0
    for label, line in enumerate(markers):
        line.set_data(*scene.pair_activations[:, scene.training_set.y == label] / largest)


def _make_plane(ax: Axes, limits: tuple[float, float]) -> _Plane:
    shades = Shades(ax)
    (boundary,) = ax.plot([], [], **BOUNDARY)
    test = add_points(ax, size=4.0)
    for line, colour in zip(test, CLASS_COLOURS, strict=False):
        line.set(markerfacecolor="none", markeredgecolor=colour, label=f"{line.get_label()}, test")
    learned_from = add_points(ax, size=5.0)
    as_plane(ax, limits)
    legend_below(ax)
    return _Plane(shades, boundary, learned_from, test)


def _make_units(ax: Axes, sizes: tuple[int, ...]) -> _Units:
    shades = Shades(ax)
    frames = {name: ax.plot([], [], label=name, **look)[0] for name, look in STATES.items()}
    ax.set(xlim=(0, max(sizes)), ylim=(len(sizes), 0), aspect="equal", anchor="C")
    ax.set_axis_off()
    ax.set_title("units, layer by layer", color=INK, fontsize=10)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 0), ncols=4, frameon=False, fontsize=9)
    return _Units(shades, frames)


def _make_loss(ax: Axes) -> list[Line2D]:
    ax.set_xscale("symlog", linthresh=10, linscale=0.5)
    ax.set(xlim=(0, MOST_UPDATES), ylim=(0, HIGHEST_LOSS), xlabel="updates")
    ax.set_xticks([0, 10, 100, 1000, 10000], ["0", "10", "100", "10³", "10⁴"])
    ax.minorticks_off()
    ax.spines[["top", "right"]].set_visible(False)
    lines = add_lines(ax, ("training", "test"), markers=LAST)
    ax.set_ylabel("loss")
    ax.legend(
        loc="lower center", bbox_to_anchor=(0.45, 1), ncols=2, frameon=False, fontsize=9,
        handlelength=1.6, columnspacing=1,
    )  # fmt: skip
    return lines


def _make_pair(ax: Axes, across: str, up: str) -> list[Line2D]:
    ax.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal", xticks=[], yticks=[])
    ax.set(xlabel=across, ylabel=up)
    ax.axhline(0, color=MUTED, linewidth=0.6)
    ax.axvline(0, color=MUTED, linewidth=0.6)
    return add_points(ax, size=4.0)


def _places(sizes: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return column and row of each unit's picture."""
    return [(column, row) for row, size in enumerate(sizes) for column in range(size)]


def _frame(column: int, row: int) -> FloatArray:
    low, high = MARGIN, 1 - MARGIN
    corners = [(low, low), (high, low), (high, high), (low, high), (low, low)]
    return np.array(corners).T + np.array([[column], [row]])


def _mosaic(units: list[FloatArray]) -> FloatArray:
    """Return all units' pictures on one grid whose rows go up; each reaches from −1 to 1."""
    size = units[0].shape[-1]
    border = round(size * MARGIN / (1 - 2 * MARGIN))
    place = size + 2 * border
    grid = np.zeros((len(units) * place, max(map(len, units)) * place))
    for row, layer in enumerate(reversed(units)):
        for column, values in enumerate(layer):
            top, left = row * place + border, column * place + border
            largest = np.abs(values).max() or 1.0
            grid[top : top + size, left : left + size] = values / largest
    return grid
