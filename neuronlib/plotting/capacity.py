"""A network on noisy labels: its lines and what it predicts over the plane, and its errors."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from neuronlib.plotting.artists import LAST, add_lines, artists_on
from neuronlib.plotting.units_in_plane import draw_units_in_plane
from neuronlib.scenes.capacity import MOMENTS, CapacityScene


def draw_capacity(axes: Mapping[str, Axes], scene: CapacityScene) -> None:
    """Draw prediction, boundary, the units' lines and the points; below, both errors until now.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "plane" and "errors".
    scene : CapacityScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["plane"], ["errors"]])
    >>> draw_capacity(axes, scenes.capacity(3, update=10))
    >>> [line.get_label() for line in axes["errors"].lines]
    ['training, noisy labels', 'test, clean labels']
    """
    draw_units_in_plane(axes["plane"], scene.plane)
    curves = scene.training_error, scene.test_error
    for line, errors in zip(artists_on(axes["errors"], _make_errors), curves, strict=True):
        line.set_data(scene.updates, 100 * errors)


def _make_errors(ax: Axes) -> list[Line2D]:
    lines = add_lines(ax, ("training, noisy labels", "test, clean labels"), markers=LAST)
    ax.set_xscale("symlog", linthresh=1, linscale=0.4)
    ax.set_xticks([0, 1, 10, 100, 1000], ["0", "1", "10", "100", "1000"])
    ax.minorticks_off()
    ax.set(xlim=(0, MOMENTS[-1]), ylim=(0, 60), xlabel="updates", ylabel="errors, %")
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.5), ncols=2, frameon=False)
    return lines
