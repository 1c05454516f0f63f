"""Twenty units under a λ: what they predict over the plane, and errors and length for every λ."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from neuronlib.plotting.artists import EVERY, add_lines, artists_on
from neuronlib.plotting.style import CLASS_COLOURS, INK
from neuronlib.plotting.units_in_plane import draw_units_in_plane
from neuronlib.scenes.regularisation import STRENGTHS, RegularisationScene


def draw_regularisation(axes: Mapping[str, Axes], scene: RegularisationScene) -> None:
    """Draw the plane, and below, against λ, both errors and the length; an upright line is at λ.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "plane", "errors" and "length".
    scene : RegularisationScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["plane"], ["errors"], ["length"]])
    >>> draw_regularisation(axes, scenes.regularisation(0.01))
    >>> axes["errors"].lines[-1].get_xdata()  # of eight strengths it is number 5
    [5, 5]
    """
    draw_units_in_plane(axes["plane"], scene.plane)
    here, *errors = artists_on(axes["errors"], _make_errors)
    here_too, length = artists_on(axes["length"], _make_length)
    for line in (here, here_too):
        line.set_xdata([scene.place] * 2)
    places = np.arange(len(STRENGTHS))
    for line, values in zip(errors, (scene.training_error, scene.test_error), strict=True):
        line.set_data(places, 100 * values)
    length.set_data(places, scene.lengths)


def _make_errors(ax: Axes) -> list[Line2D]:
    lines = _over_strengths(ax, CLASS_COLOURS[:2], ("training, noisy labels", "test, clean labels"))
    ax.set_xticklabels([])
    ax.set(ylim=(0, 45), ylabel="errors, %")
    legend = ax.legend(
        handles=lines[1:], loc="upper center", ncols=2, frameon=False, columnspacing=1
    )
    legend.set_zorder(1)  # below what moves, so that it is not drawn again
    return lines


def _make_length(ax: Axes) -> list[Line2D]:
    lines = _over_strengths(ax, CLASS_COLOURS[2:3], ("length",))
    labelled = (0, 0.0001, 0.001, 0.01, 0.1)
    ax.set_xticklabels([f"{l2:g}" if l2 in labelled else "" for l2 in STRENGTHS])
    ax.set(ylim=(0, 14), xlabel="λ", ylabel="boundary\nlength")
    return lines


def _over_strengths(ax: Axes, colours: Sequence[str], names: Sequence[str]) -> list[Line2D]:
    """Add an upright line for one λ, and a curve for each name."""
    curves = add_lines(ax, names, colours=colours, markers=EVERY)
    here = ax.axvline(0, 0, 0.75, color=INK, linewidth=1.2)  # up to the legend
    ax.set_xlim(-0.4, len(STRENGTHS) - 0.6)
    ax.set_xticks(range(len(STRENGTHS)))
    ax.spines[["top", "right"]].set_visible(False)
    return [here, *curves]
