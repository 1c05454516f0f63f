"""What layer after layer makes of its inputs, and what comes back through them of a gradient."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from neuronlib.plotting.artists import EVERY, add_lines, artists_on
from neuronlib.plotting.style import CLASS_COLOURS, INK, PALE
from neuronlib.scenes.through_layers import MOST_LAYERS, N_SHOWN, ThroughLayersScene

FACTORS = (1e-9, 1e8)  # shown, on a logarithmic axis
_WIDTH = 0.72  # of a layer, whose strokes stand side by side


class _Outputs(NamedTuple):
    strokes: Line2D
    medians: Line2D


class _Factors(NamedTuple):
    signal: Line2D
    gradient: Line2D


def draw_through_layers(axes: Mapping[str, Axes], scene: ThroughLayersScene) -> None:
    """Draw a unit as a stroke over most of its outputs; below, signal and gradient by layer.

    A unit whose outputs hardly differ is the dot at its median.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "outputs" and "factors".
    scene : ThroughLayersScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["outputs"], ["factors"]])
    >>> draw_through_layers(axes, scenes.through_layers())
    >>> [line.get_label() for line in axes["factors"].lines]
    ['signal, forward', 'gradient, back']
    """
    outputs = artists_on(axes["outputs"], _make_outputs)
    across = np.linspace(-_WIDTH / 2, _WIDTH / 2, N_SHOWN)
    x = (np.arange(len(scene.outputs))[:, None] + across).ravel()
    low_end, median, high_end = scene.ranges.reshape(3, -1)
    gaps = np.full(x.size, np.nan)
    outputs.strokes.set_data(np.repeat(x, 3), np.stack([low_end, high_end, gaps], axis=1).ravel())
    outputs.medians.set_data(x, median)
    low, high = scene.heights
    margin = 0.05 * (high - low)
    if axes["outputs"].get_ylim() != (low - margin, high + margin):
        axes["outputs"].set_ylim(low - margin, high + margin)
    factors = artists_on(axes["factors"], _make_factors)
    layers = np.arange(len(scene.outputs))
    factors.signal.set_data(layers, scene.signal)
    factors.gradient.set_data(layers, scene.gradient)


def _make_outputs(ax: Axes) -> _Outputs:
    (strokes,) = ax.plot([], [], color=CLASS_COLOURS[2], linewidth=2.2)
    (medians,) = ax.plot([], [], ".", color=INK, markersize=3.5)
    _over_layers(ax)
    ax.set_title(f"outputs of {N_SHOWN} units in each layer", fontsize="medium")
    ax.locator_params(axis="y", nbins=4)
    ax.tick_params(labelbottom=False)
    return _Outputs(strokes, medians)


def _make_factors(ax: Axes) -> _Factors:
    lines = add_lines(ax, ("signal, forward", "gradient, back"), markers=EVERY)
    _over_layers(ax)
    ax.set(yscale="log", ylim=FACTORS, xlabel="layer (0: the inputs)", ylabel="factor")
    ax.set_yticks([1e-8, 1e-4, 1, 1e4, 1e8], ["10⁻⁸", "10⁻⁴", "1", "10⁴", "10⁸"])
    ax.minorticks_off()
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)
    return _Factors(*lines)


def _over_layers(ax: Axes) -> None:
    ax.grid(axis="y", color=PALE)
    ax.set_axisbelow(True)
    ax.set(xlim=(-0.5, MOST_LAYERS + 0.5), xticks=range(MOST_LAYERS + 1))
    ax.spines[["top", "right"]].set_visible(False)
