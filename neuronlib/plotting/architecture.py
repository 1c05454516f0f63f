"""A network's diagram, and below it the shapes of its W and b, cell by cell.

A line of the diagram is a cell of a W, and a circle is a cell of a b: they have the same colours.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from neuronlib.plotting.artists import artists_on
from neuronlib.plotting.style import CLASS_COLOURS, MUTED
from neuronlib.plotting.words import Words, add_words
from neuronlib.scenes.architecture import ArchitectureScene

MOST = 8  # neurons in a layer, for which there is room
MOST_LAYERS = 3
WEIGHT, BIAS = CLASS_COLOURS[0], CLASS_COLOURS[1]
SLOT = MOST + 4  # width of a W, its b, and what parts them from the next


class _Diagram(NamedTuple):
    weights: LineCollection
    inputs: Line2D
    neurons: Line2D
    names: list[Words]


class _Matrices(NamedTuple):
    weights: Line2D
    biases: Line2D
    shapes: list[Words]


def draw_architecture(axes: Mapping[str, Axes], scene: ArchitectureScene) -> None:
    """Draw inputs as squares, neurons as circles, weights as lines; W and b as cells.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "diagram" and "matrices".
    scene : ArchitectureScene
        With at most eight inputs, neurons in a layer, or outputs.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["diagram"], ["matrices"]])
    >>> draw_architecture(axes, scenes.architecture())
    >>> print(axes["matrices"].texts[0].get_text())
    W₁: 4 × 3 = 12
    b₁: 4 × 1 = 4
    """
    _draw_diagram(artists_on(axes["diagram"], _make_diagram), scene)
    _draw_matrices(artists_on(axes["matrices"], _make_matrices), scene)


def _draw_diagram(diagram: _Diagram, scene: ArchitectureScene) -> None:
    first, *_, last = sizes = scene.network.sizes
    places = [
        np.column_stack([np.full(n, x), (n - 1) / 2 - np.arange(n)])
        for x, n in zip(np.linspace(0, 1, len(sizes)), sizes, strict=True)
    ]
    lines = [(a, b) for left, right in pairwise(places) for b in right for a in left]
    diagram.weights.set_segments(lines)
    diagram.inputs.set_data(*places[0].T)
    diagram.neurons.set_data(*np.concatenate(places[1:]).T)
    names = [
        f"{first} input{'s' * (first > 1)}",
        *(f"{n} hidden" for n in sizes[1:-1]),
        f"{last} output{'s' * (last > 1)}",
    ]
    for k, text in enumerate(diagram.names):
        if k < len(names):
            text.set(text=names[k], position=(places[k][0, 0], max(sizes) / 2 + 0.1))
        text.set_visible(k < len(names))


def _draw_matrices(matrices: _Matrices, scene: ArchitectureScene) -> None:
    weights, biases = [], []
    for k, text in enumerate(matrices.shapes):
        text.set_visible(k < len(scene.network.layers))
        if text.get_visible():
            n_out, n_in = scene.network.layers[k].weights.shape
            weights += _cells(k * SLOT, n_out, n_in)
            biases += _cells(k * SLOT + n_in + 1, n_out, 1)
            index = "₁₂₃"[k]
            text.set_text(
                f"W{index}: {n_out} × {n_in} = {n_out * n_in}\nb{index}: {n_out} × 1 = {n_out}"
            )
    matrices.weights.set_data(*zip(*weights, strict=True))
    matrices.biases.set_data(*zip(*biases, strict=True))


def _cells(left: int, n_rows: int, n_columns: int) -> list[tuple[int, int]]:
    """Return the places of a matrix's cells, the first row on top."""
    return [(left + column, -row) for row in range(n_rows) for column in range(n_columns)]


def _make_diagram(ax: Axes) -> _Diagram:
    half = MOST / 2
    ax.set(xlim=(-0.12, 1.12), ylim=(-half, half + 0.8))
    ax.axis("off")
    weights = LineCollection([], colors=WEIGHT, linewidths=1)
    ax.add_collection(weights, autolim=False)
    (inputs,) = ax.plot([], [], "s", color="white", markeredgecolor=MUTED, markersize=14)
    (neurons,) = ax.plot([], [], "o", color="white", markeredgecolor=BIAS, markersize=15)
    for markers in (inputs, neurons):
        markers.set_markeredgewidth(2)
    names = [
        add_words(ax, 0, 0, ha="center", va="bottom", fontsize=11) for _ in range(MOST_LAYERS + 1)
    ]
    return _Diagram(weights, inputs, neurons, names)


def _make_matrices(ax: Axes) -> _Matrices:
    ax.set(xlim=(-0.8, MOST_LAYERS * SLOT - 1), ylim=(-MOST, 4), aspect="equal")
    ax.axis("off")
    weights, biases = (
        ax.plot([], [], "s", color=colour, markersize=8, markeredgecolor="none")[0]
        for colour in (WEIGHT, BIAS)
    )
    shapes = [
        add_words(ax, k * SLOT - 0.5, 0.8, va="bottom", fontsize=11) for k in range(MOST_LAYERS)
    ]
    return _Matrices(weights, biases, shapes)
