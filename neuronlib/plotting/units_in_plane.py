"""A network with one hidden layer on the plane: its units’ lines, its prediction, the points."""

from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.lines import Line2D

from neuronlib.experiments.number_and_size import LIMITS
from neuronlib.plotting.artists import artists_on, legend_below
from neuronlib.plotting.plane import (
    Shades,
    add_points,
    as_plane,
    place_level,
    place_points,
    place_strokes,
)
from neuronlib.plotting.style import BOUNDARY, DEAD_UNIT, INK, MUTED, TWO_CLASSES
from neuronlib.scenes.units_in_plane import UnitsInPlane


class _Plane(NamedTuple):
    shades: Shades
    units: list[Line2D]
    boundary: Line2D
    points: list[Line2D]
    wrong: Line2D


def draw_units_in_plane(ax: Axes, plane: UnitsInPlane) -> None:
    """Draw prediction, boundary, the units' lines and the points, the wrong ones with a ring.

    Parameters
    ----------
    ax : matplotlib Axes
    plane : UnitsInPlane

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> ax = Figure().add_subplot()
    >>> draw_units_in_plane(ax, scenes.capacity(3, update=10).plane)
    >>> len(ax.lines)
    6
    """
    artists = artists_on(ax, _make, bool(plane.wrong.any()))
    artists.shades.set_values(plane.outputs, TWO_CLASSES, Normalize(0, 1))
    place_level(artists.boundary, plane.scores, LIMITS)
    for line, state in zip(artists.units, (False, True), strict=True):
        of_state = zip(plane.lines, plane.dead, strict=True)
        place_strokes(line, [ends for ends, dead in of_state if dead == state])
    place_points(artists.points, plane.points)
    artists.wrong.set_data(*plane.points.X[:, plane.wrong])


def _make(ax: Axes, some_wrong: bool) -> _Plane:
    shades = Shades(ax)
    looks = {"unit": {"color": MUTED, "linewidth": 0.8}, "dead unit": DEAD_UNIT}
    units = [ax.plot([], [], label=name, **look)[0] for name, look in looks.items()]
    (boundary,) = ax.plot([], [], label="boundary", **BOUNDARY)
    points = add_points(ax, size=5.0)
    (wrong,) = ax.plot([], [], "o", color=INK, markerfacecolor="none", markersize=9)
    wrong.set_label("wrong label" if some_wrong else "")
    as_plane(ax, LIMITS)
    legend_below(ax, 3)
    return _Plane(shades, units, boundary, points, wrong)
