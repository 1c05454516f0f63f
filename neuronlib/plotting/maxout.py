"""One maxout unit: two straight pieces, and the larger of them."""

from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from neuronlib.plotting.artists import add_lines, artists_on, legend_below
from neuronlib.plotting.style import INK
from neuronlib.scenes.maxout import MaxoutScene


class _Artists(NamedTuple):
    output: Line2D
    pieces: list[Line2D]
    corner: Line2D


def draw_maxout(ax: Axes, scene: MaxoutScene) -> None:
    """Draw both pieces as thin lines, the larger as a wide one, and a dot where they cross.

    Parameters
    ----------
    ax : matplotlib Axes
    scene : MaxoutScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> ax = Figure().add_subplot()
    >>> draw_maxout(ax, scenes.maxout(w2=-1.0))
    >>> [line.get_label() for line in ax.lines[2:5]]
    ['the larger', 'piece 1', 'piece 2']
    """
    artists = artists_on(ax, _make, scene.limits)
    artists.output.set_data(scene.x, scene.outputs)
    for line, values in zip(artists.pieces, scene.pieces, strict=True):
        line.set_data(scene.x, values)
    artists.corner.set_data(*([[], []] if scene.corner is None else [[v] for v in scene.corner]))


def _make(ax: Axes, limits: tuple[float, float]) -> _Artists:
    ax.set(xlim=limits, ylim=limits, aspect="equal", xlabel="input x", ylabel="output")
    for straight in (ax.axhline, ax.axvline):
        straight(0, color="#cccccc", linewidth=1, zorder=1)
    (output,) = ax.plot([], [], color="#c9c9c9", linewidth=9, label="the larger")
    pieces = add_lines(ax, ("piece 1", "piece 2"))
    (corner,) = ax.plot([], [], "o", color=INK, markersize=8)
    legend_below(ax, 3)
    return _Artists(output, pieces, corner)
