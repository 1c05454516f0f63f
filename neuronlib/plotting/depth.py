"""What a network of some depth predicts over the plane, and the errors of two to six layers."""

from collections.abc import Mapping
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, Normalize
from matplotlib.lines import Line2D

from neuronlib.experiments.representational_power.depth import LAYERS
from neuronlib.plotting.artists import EVERY, add_lines, artists_on, legend_below
from neuronlib.plotting.plane import Shades, add_points, as_plane, place_level, place_points
from neuronlib.plotting.style import CLASS_COLOURS, INK
from neuronlib.scenes.depth import LIMITS, DepthScene

THREE_CLASSES = ListedColormap(CLASS_COLOURS[:3])


class _Plane(NamedTuple):
    shades: Shades
    boundaries: list[Line2D]
    points: list[Line2D]


def draw_depth(axes: Mapping[str, Axes], scene: DepthScene) -> None:
    """Draw the predicted classes and the points; below, errors by depth, a line at the one shown.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "plane" and "errors".
    scene : DepthScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["plane"], ["errors"]])
    >>> draw_depth(axes, scenes.depth(n_layers=4, epochs=1))
    >>> axes["errors"].lines[-1].get_xdata()
    [4, 4]
    """
    plane = artists_on(axes["plane"], _make_plane)
    plane.shades.set_values(scene.leads.argmax(0), THREE_CLASSES, Normalize(0, 2))
    for line, lead in zip(plane.boundaries, scene.leads, strict=True):
        place_level(line, lead, LIMITS)
    place_points(plane.points, scene.points)
    training, test, here = artists_on(axes["errors"], _make_errors)
    training.set_data(LAYERS, 100 * scene.training_error)
    test.set_data(LAYERS, 100 * scene.test_error)
    here.set_xdata([scene.n_layers] * 2)


def _make_plane(ax: Axes) -> _Plane:
    shades = Shades(ax)
    # a boundary is met from both of its classes: one line for each
    boundaries = [ax.plot([], [], color=INK, linewidth=1.8)[0] for _ in range(3)]
    points = add_points(ax, n_classes=3, size=4.5)
    as_plane(ax, LIMITS)
    legend_below(ax, 3)
    return _Plane(shades, boundaries, points)


def _make_errors(ax: Axes) -> list[Line2D]:
    lines = add_lines(ax, ("training error", "test error"), markers=EVERY)
    here = ax.axvline(LAYERS[0], color=INK, linewidth=1.2)
    ax.set(xlim=(LAYERS[0] - 0.3, LAYERS[-1] + 0.3), ylim=(0, 85), xticks=LAYERS)
    ax.set(xlabel="layers", ylabel="errors, %")
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.5), ncols=2, frameon=False)
    return [*lines, here]
