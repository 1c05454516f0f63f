"""A pass through a network, step by step: the diagram with its numbers, and the matrices at work.

Above are the numbers of the first example; below W a, then W a + b, then f(W a + b).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from neuronlib.inputs import FloatArray
from neuronlib.network import Network
from neuronlib.plotting.artists import artists_on
from neuronlib.plotting.network import draw_network, place_weights, places_of
from neuronlib.plotting.style import CLASS_COLOURS, INK
from neuronlib.plotting.words import Words, add_words
from neuronlib.scenes.feed_forward import FeedForwardScene

COLUMNS = 54  # of characters, over the width of the axes
# where W, a, W a, b, W a + b and f(W a + b) begin, in characters, and in which of three rows
PLACES = ((0, 0), (30, 0), (0, 1), (30, 1), (0, 2), (30, 2))
BRACKETS = (("⎡", "⎤"), ("⎢", "⎥"), ("⎣", "⎦"))
NEW = CLASS_COLOURS[1]


@dataclass
class _Diagram:
    at_work: Line2D
    numbers: list[Words]
    network: Network  # whose weights the lines tell


def draw_feed_forward(axes: Mapping[str, Axes], scene: FeedForwardScene) -> None:
    """Draw the numbers that are there into the diagram, and the layer's matrices below it.

    What the step has computed is orange and bold.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "diagram" and "matrices".
    scene : FeedForwardScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["diagram"], ["matrices"]])
    >>> draw_feed_forward(axes, scenes.feed_forward(step=8))
    >>> print(axes["matrices"].texts[3].get_text())
    + b₃
    [−1.2]
    """
    diagram = artists_on(axes["diagram"], _make_diagram, scene.network.sizes)
    if diagram.network is not scene.network:
        diagram.network = scene.network
        place_weights(axes["diagram"], scene.network)
    reached = np.concatenate([column[:, 0] for column in scene.columns])
    for k, text in enumerate(diagram.numbers):
        text.set_text(_number(reached[k], 2) if k < len(reached) else "")
    computed = len(scene.columns[-1])
    places = [text.get_position() for text in diagram.numbers[: len(reached)][-computed:]]
    diagram.at_work.set_data(*np.transpose(places))
    blocks = artists_on(axes["matrices"], _make_matrices)
    for k, (block, (header, matrix)) in enumerate(zip(blocks, _equations(scene), strict=True)):
        newest = k == _newest(scene)
        block.set(
            text=f"{header}\n{_written(matrix)}" if matrix is not None else "",
            color=NEW if newest else INK,
            weight="bold" if newest else "normal",
        )


def _make_diagram(ax: Axes, sizes: tuple[int, ...]) -> _Diagram:
    network = Network(sizes)
    draw_network(ax, network)
    for name in ax.texts:
        name.set_zorder(0)  # below what moves, so that it is not drawn again
    (at_work,) = ax.plot([], [], "o", color="none", markeredgecolor=NEW, markersize=34)
    at_work.set(markeredgewidth=3, zorder=2.5)
    numbers = [
        add_words(ax, *place, ha="center", va="center", fontsize=8)
        for place in np.concatenate(places_of(sizes))
    ]
    return _Diagram(at_work, numbers, network)


def _make_matrices(ax: Axes) -> list[Words]:
    ax.set(xlim=(0, COLUMNS), ylim=(3, 0))
    ax.axis("off")
    return [
        add_words(ax, column, row, va="top", family="monospace", fontsize=10)
        for column, row in PLACES
    ]


def _equations(scene: FeedForwardScene) -> list[tuple[str, FloatArray | None]]:
    """Return what stands over each matrix, and the matrix if it is there yet."""
    (a, z, h), index = scene.names, scene.index
    product, pre_activations, outputs = (*scene.results, None, None, None)[:3]
    return [
        (f"W{index}", scene.weights),
        (f"· {a}", scene.below),
        (f"= W{index} {a}", product),
        (f"+ b{index}", None if pre_activations is None else scene.biases),
        (f"= {z}", pre_activations),
        (f"{h} = max(0, {z})", outputs),
    ]


def _newest(scene: FeedForwardScene) -> int:
    """Return the place of what the step has computed, or of the input."""
    return (1, 2, 4, 5)[len(scene.results)]


def _written(matrix: FloatArray) -> str:
    """Write a matrix in rows of equal width, with its brackets."""
    numbers = [[_number(value) for value in row] for row in matrix]
    width = max(len(number) for row in numbers for number in row)
    rows = ["  ".join(number.rjust(width) for number in row) for row in numbers]
    if len(rows) == 1:
        return f"[{rows[0]}]"
    first, between, last = BRACKETS
    sides = [first, *[between] * (len(rows) - 2), last]
    return "\n".join(f"{left}{row}{right}" for (left, right), row in zip(sides, rows, strict=True))


def _number(value: float, decimals: int = 3) -> str:
    return f"{round(value, decimals) + 0.0:g}".replace("-", "−")
