"""A network as a diagram: its neurons in columns, its weights as lines."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle, Patch, Rectangle

from neuronlib.inputs import FloatArray
from neuronlib.network import Network
from neuronlib.plotting.style import CLASS_COLOURS, INK, LINE_STYLES, MUTED

RADIUS = 0.34  # of a neuron, where 1 is the distance to the next one
WIDEST_LINE = 4.0  # of the largest weight, in points
# as in the pictures of weights: orange speaks for, blue against
SIGNS = {
    "positive weight": (1, CLASS_COLOURS[1], LINE_STYLES[0]),
    "negative weight": (-1, CLASS_COLOURS[0], LINE_STYLES[1]),
}


def draw_network(
    ax: Axes, network: Network, activations: Sequence[npt.ArrayLike] | None = None
) -> None:
    """Draw neurons as circles, inputs as squares, and each weight as a line between two of them.

    Colour and dashes tell a weight's sign, and its thickness the size; a weight of zero has no
    line. Biases are not shown.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    network : Network
        A single one, whose neurons are each one row of weights.
    activations : sequence of array, optional
        What to write into the squares and circles: one array for each column, inputs first, with
        one number for each of its places.

    Raises
    ------
    ValueError
        If the network is a stack or has maxout neurons, or the numbers do not fit it.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_network(ax, Network([3, 4, 2], seed=0))
    >>> [text.get_text() for text in ax.texts]
    ['3 inputs', '4 ReLU', '2 scores']
    """
    if network.parameters.ndim != 1:
        raise ValueError("network: got a stack, expected a single one; take network.member(s)")
    if any(activation.pieces > 1 for activation in network.activations):
        raise ValueError("network: got maxout neurons, which have several rows of weights each")
    columns = None if activations is None else _columns(activations, network.sizes)
    ax.clear()
    places = places_of(network.sizes)
    _draw_weights(ax, network)
    for layer, xy in enumerate(places):
        for place in xy:
            ax.add_patch(_input(place) if layer == 0 else _neuron(place))
    if columns is not None:
        size = min(9.5, 45 / max(network.sizes))  # in points: four digits fit into a circle
        for xy, values in zip(places, columns, strict=True):
            for (x, y), value in zip(xy, values, strict=True):
                ax.text(x, y, _number(value), ha="center", va="center", fontsize=size, color=INK)
    top = max(xy[:, 1].max() for xy in places)
    for xy, name in zip(places, _names(network), strict=True):
        ax.text(xy[0, 0], top + 0.62, name, ha="center", fontsize=12, color=MUTED)
    _frame(ax, places, top)


def places_of(sizes: Sequence[int]) -> list[FloatArray]:
    """Return the middles of each column's places, shape (n, 2), the first neuron on top."""
    apart = max(1.9, 0.45 * max(sizes))
    return [
        np.column_stack([np.full(n, k * apart), (n - 1) / 2 - np.arange(n)])
        for k, n in enumerate(sizes)
    ]


def place_weights(ax: Axes, network: Network) -> None:
    """Let the lines of a drawn network tell the weights of another one of its sizes."""
    places = places_of(network.sizes)
    largest = max(float(np.abs(layer.weights).max()) for layer in network.layers) or 1.0
    for drawn, (sign, _, _) in zip(ax.collections, SIGNS.values(), strict=True):
        lines, widths = [], []
        for layer, left, right in zip(network.layers, places, places[1:], strict=False):
            for i, j in np.argwhere(sign * layer.weights > 0):
                lines.append([left[j], right[i]])
                widths.append(0.5 + (WIDEST_LINE - 0.5) * abs(layer.weights[i, j]) / largest)
        drawn.set(segments=lines, linewidths=widths)


def _draw_weights(ax: Axes, network: Network) -> None:
    for name, (_, colour, style) in SIGNS.items():
        ax.add_collection(LineCollection([], colors=colour, linestyles=[style]), autolim=False)
        ax.plot([], [], color=colour, linestyle=style, linewidth=2.5, label=name)  # for the legend
    place_weights(ax, network)
    ax.legend(
        loc="upper center", bbox_to_anchor=(0.5, 0.02), ncols=2, frameon=False, fontsize=11,
        handlelength=2.6, columnspacing=1.2,
    )  # fmt: skip


def _neuron(middle: FloatArray) -> Patch:
    x, y = middle
    return Circle((x, y), RADIUS, facecolor="white", edgecolor=INK, linewidth=1.6, zorder=2)


def _input(middle: FloatArray) -> Patch:
    x, y = middle - RADIUS
    return Rectangle(
        (x, y), 2 * RADIUS, 2 * RADIUS, facecolor="white", edgecolor=MUTED, linewidth=1.6, zorder=2
    )


def _number(value: float) -> str:
    return f"{value + 0.0:.1f}".replace("-0.0", "0.0").replace("-", "−")


def _columns(activations: Sequence[npt.ArrayLike], sizes: Sequence[int]) -> list[FloatArray]:
    columns = [np.ravel(np.asarray(values, dtype=float)) for values in activations]
    found = [column.size for column in columns]
    if found != list(sizes):
        raise ValueError(f"activations: got {found} numbers, expected {list(sizes)}, inputs first")
    return columns


def _names(network: Network) -> list[str]:
    first, *hidden, last = network.sizes
    between = [f"{n} {f.symbol}" for n, f in zip(hidden, network.activations, strict=False)]
    return [
        f"{first} input{'s' * (first > 1)}",
        *between,
        f"{last} score{'s' * (last > 1)}",
    ]


def _frame(ax: Axes, places: Sequence[FloatArray], top: float) -> None:
    ax.set(
        xlim=(places[0][0, 0] - 0.9, places[-1][0, 0] + 0.9), ylim=(-top - 0.6, top + 1.1),
        aspect="equal",
    )  # fmt: skip
    ax.axis("off")
