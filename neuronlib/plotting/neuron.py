"""One neuron's output over the plane, its boundary, and the points it is to tell apart."""

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.quiver import Quiver
from matplotlib.text import Text

from neuronlib.plotting.artists import artists_on
from neuronlib.plotting.style import CLASS_COLOURS, CLASS_MARKERS, INK, TWO_CLASSES
from neuronlib.scenes.neuron import NeuronScene

# unbounded outputs are coloured up to this far from zero
FULL_COLOUR = 4.0


class _Artists(NamedTuple):
    plane: AxesImage
    boundary: Line2D
    direction: Quiver
    points: tuple[Line2D, Line2D]
    title: Text


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
    >>> ax.get_title()
    'loss 0.18 · 59 of 60 right'
    """
    artists = artists_on(ax, _make)
    low, high = scene.limits
    artists.plane.set_data(scene.outputs)
    artists.plane.set_extent((low, high, low, high))
    artists.plane.set_norm(_shades(scene.neuron.activation.range))
    artists.boundary.set_data(*scene.boundary)
    for label, line in enumerate(artists.points):
        line.set_data(*scene.points.X[:, scene.points.y == label])
    visible = scene.boundary.size > 0
    artists.direction.set_visible(visible)
    if visible:
        middle, w = scene.boundary.mean(axis=1), scene.neuron.weights
        artists.direction.set_offsets(middle[None, :])
        artists.direction.set_UVC(*(w / np.linalg.norm(w))[:, None])
    artists.title.set_text(
        f"loss {scene.loss:.2f} · {scene.n_right} of {scene.points.y.size} right"
    )


def _make(ax: Axes) -> _Artists:
    plane = ax.imshow(
        np.zeros((2, 2)), origin="lower", cmap=TWO_CLASSES, alpha=0.55, interpolation="bilinear"
    )
    (boundary,) = ax.plot([], [], color=INK, linewidth=2)
    direction = ax.quiver(
        [0.0], [0.0], [1.0], [0.0], color=INK, angles="xy", scale_units="xy", scale=1.6, width=0.009
    )
    points = tuple(
        ax.plot(
            [], [], CLASS_MARKERS[label], color=CLASS_COLOURS[label], markeredgecolor="white",
            markersize=7, label=f"class {label}",
        )[0]
        for label in (0, 1)
    )  # fmt: skip
    ax.set(xlabel="x₁", ylabel="x₂", xticks=range(-3, 4), yticks=range(-3, 4))
    ax.legend(loc="lower right", framealpha=0.9)
    return _Artists(plane, boundary, direction, points, ax.set_title(" "))  # type: ignore[arg-type]


def _shades(values: tuple[float, float]) -> Normalize:
    """Put white where the output says neither class: halfway through a bounded range, else at 0."""
    low, high = values
    if np.isfinite(low) and np.isfinite(high):
        return Normalize(low, high)
    return Normalize(-FULL_COLOUR, FULL_COLOUR)
