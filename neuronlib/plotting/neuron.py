"""One neuron's output over the plane, its boundary, and the points it is to tell apart."""

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.lines import Line2D
from matplotlib.quiver import Quiver

from neuronlib.plotting.artists import artists_on, legend_below
from neuronlib.plotting.plane import Shades, add_points, place_points
from neuronlib.plotting.style import BOUNDARY, INK, TWO_CLASSES
from neuronlib.scenes.neuron import NeuronScene

# unbounded outputs are coloured up to this far from zero
FULL_COLOUR = 4.0


class _Artists(NamedTuple):
    plane: Shades
    boundary: Line2D
    direction: Quiver
    points: list[Line2D]


def draw_neuron(ax: Axes, scene: NeuronScene) -> None:
    """Draw the output as shades, w·x + b = 0 as a line with an arrow along w, points by class.

    Parameters
    ----------
    ax : matplotlib Axes
    scene : NeuronScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> ax = Figure().add_subplot()
    >>> draw_neuron(ax, scenes.neuron(w1=2.0))
    >>> [line.get_label() for line in ax.get_lines()[1:]]
    ['class 0', 'class 1']
    """
    artists = artists_on(ax, _make, scene.limits)
    artists.plane.set_values(scene.outputs, TWO_CLASSES, _shades(scene.neuron.activation.range))
    artists.boundary.set_data(*scene.boundary)
    place_points(artists.points, scene.points)
    visible = scene.boundary.size > 0
    artists.direction.set_visible(visible)
    if visible:
        middle, w = scene.boundary.mean(axis=1), scene.neuron.weights
        artists.direction.set_offsets(middle[None, :])
        artists.direction.set_UVC(*(w / np.linalg.norm(w))[:, None])


def _make(ax: Axes, limits: tuple[float, float]) -> _Artists:
    plane = Shades(ax)
    (boundary,) = ax.plot([], [], **BOUNDARY)
    direction = ax.quiver(
        [0.0], [0.0], [1.0], [0.0], color=INK, angles="xy", scale_units="xy", scale=1.6, width=0.009
    )
    points = add_points(ax)
    ax.set(xlim=limits, ylim=limits, aspect="equal", xlabel="x₁", ylabel="x₂")
    legend_below(ax)
    return _Artists(plane, boundary, direction, points)


def _shades(values: tuple[float, float]) -> Normalize:
    """Put white where the output says neither class: halfway through a bounded range, else at 0."""
    low, high = values
    if np.isfinite(low) and np.isfinite(high):
        return Normalize(low, high)
    return Normalize(-FULL_COLOUR, FULL_COLOUR)
