"""A cartoon of a biological neuron, and the mathematical model made after it.

The same colours stand for the same parts in both: what arrives, the synapses, the dendrites, the
cell body, the axon. Both are drawn from lines and patches; nothing is to scale.
"""

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon

from neuronlib.inputs import FloatArray
from neuronlib.plotting.style import CLASS_COLOURS, INK, MUTED

DENDRITES, CELL_BODY, AXON, SYNAPSES = CLASS_COLOURS
PALE_CELL_BODY = "#f5c3a0"
TEXT = 13

# where the parts of the cell lie: a branch is its points and its width at both ends
_DENDRITES = (
    ([(4.6, 4.4), (3.8, 5.4), (2.9, 6.0), (1.75, 6.75)], 0.40, 0.12),
    ([(3.5, 5.6), (3.3, 6.4), (3.5, 7.2)], 0.18, 0.08),
    ([(4.4, 3.8), (3.3, 4.0), (2.2, 3.9), (1.2, 3.88)], 0.36, 0.12),
    ([(4.7, 3.3), (4.0, 2.4), (3.2, 1.8), (2.15, 1.12)], 0.40, 0.12),
    ([(3.7, 2.2), (3.7, 1.5), (3.9, 0.8)], 0.18, 0.08),
)
_CELL_BODY = [(4.35, 3.8), (4.6, 4.55), (5.3, 4.65), (5.85, 3.9), (5.5, 3.15), (4.75, 3.1)]
_AXON = ([(5.7, 3.8), (6.6, 3.75), (7.5, 3.9), (8.3, 3.9)], 0.26, 0.16)
_TERMINALS = (
    ([(8.2, 3.9), (8.8, 4.5), (9.2, 5.3)], 0.14, 0.08),
    ([(8.3, 3.9), (9.0, 3.9), (9.6, 3.8)], 0.14, 0.08),
    ([(8.2, 3.9), (8.7, 3.2), (9.2, 2.4)], 0.14, 0.08),
)
_ARRIVING = (
    ([(0.1, 7.3), (0.7, 7.1), (1.6, 6.85)], 0.10, 0.08),
    ([(-0.1, 4.6), (0.4, 4.2), (1.05, 3.95)], 0.10, 0.08),
    ([(0.1, 0.4), (0.9, 0.6), (2.0, 1.05)], 0.10, 0.08),
)


def draw_anatomy(ax: Axes) -> None:
    """Draw a biological neuron with its parts named; signals run from left to right.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_anatomy(ax)
    >>> [text.get_text() for text in ax.texts]
    ['synapse', 'dendrites', 'cell body', 'axon', 'synapses']
    """
    _empty(ax, (-0.4, 10.2), "a biological neuron")
    for points, start, end in _DENDRITES:
        _branch(ax, points, start, end, DENDRITES)
    for points, start, end in (_AXON, *_TERMINALS):
        _branch(ax, points, start, end, AXON)
    for points, start, end in _ARRIVING:
        _branch(ax, points, start, end, MUTED)
    ax.add_patch(
        Polygon(
            _smooth([*_CELL_BODY, _CELL_BODY[0]]),
            facecolor=PALE_CELL_BODY, edgecolor=CELL_BODY, linewidth=2, zorder=3,
        )
    )  # fmt: skip
    ax.add_patch(Circle((5.05, 3.85), 0.3, facecolor=CELL_BODY, edgecolor="white", zorder=4))
    for points, _, _ in (*_ARRIVING, *_TERMINALS):
        _synapse(ax, points[-1])
    _label(ax, "synapse", (1.6, 6.85), (0.9, 8.1))
    _label(ax, "dendrites", (3.45, 6.6), (5.0, 7.3))
    _label(ax, "cell body", (5.3, 3.2), (5.9, 1.6))
    _label(ax, "axon", (7.0, 3.85), (7.2, 5.1))
    _label(ax, "synapses", (9.2, 2.4), (8.6, 0.9))


def draw_model(ax: Axes) -> None:
    """Draw the mathematical model: inputs times weights, their sum with a bias, and f.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_model(ax)
    >>> [text.get_text() for text in ax.texts if "w" in text.get_text()]
    ['w₀', 'w₀x₀', 'w₁', 'w₁x₁', 'w₂', 'w₂x₂', 'f(Σ wᵢxᵢ + b)']
    """
    _empty(ax, (-0.4, 10.2), "its model")
    middle, radius = 3.9, 1.45
    for index, height, below in (("₀", 7.0, 0.3), ("₁", 3.9, 0.3), ("₂", 0.8, -1.0)):
        synapse = (2.1, middle + 0.72 * (height - middle))
        slope = np.arctan2(synapse[1] - middle, synapse[0] - 5.6)
        edge = (5.6 + 1.02 * radius * np.cos(slope), middle + 1.02 * radius * np.sin(slope))
        ax.plot([0.5, synapse[0]], [height, synapse[1]], color=MUTED, linewidth=2, zorder=1)
        _arrow(ax, synapse, edge, DENDRITES)
        _synapse(ax, synapse)
        ax.text(0.45, height + 0.35, f"x{index}", fontsize=TEXT + 1, ha="center")
        ax.text(2.15, synapse[1] + 0.4, f"w{index}", fontsize=TEXT + 1, ha="center")
        ax.text(
            (synapse[0] + edge[0]) / 2 + 0.35, (synapse[1] + edge[1]) / 2 + below,
            f"w{index}x{index}", fontsize=TEXT, ha="center",
        )  # fmt: skip
    ax.add_patch(
        Circle((5.6, middle), radius, facecolor=PALE_CELL_BODY, edgecolor=CELL_BODY, linewidth=2)
    )
    ax.plot([5.6, 5.6], [middle - radius, middle + radius], color=CELL_BODY, linewidth=1.5)
    ax.text(4.88, middle, "Σ\n+ b", fontsize=TEXT + 2, ha="center", va="center", linespacing=1.1)
    ax.text(6.3, middle, "f", fontsize=TEXT + 5, ha="center", va="center", style="italic")
    _arrow(ax, (5.6 + radius, middle), (9.9, middle), AXON)
    ax.text(8.15, 5.6, "f(Σ wᵢxᵢ + b)", fontsize=TEXT, ha="center")


def _empty(ax: Axes, width: tuple[float, float], title: str) -> None:
    ax.clear()
    ax.set(xlim=width, ylim=(0.0, 8.7), aspect="equal")
    ax.set_axis_off()
    ax.set_title(title, fontsize=TEXT + 1)


def _smooth(corners: npt.ArrayLike) -> FloatArray:
    """Return points on a smooth curve through the corners (Catmull–Rom), shape (n, 2)."""
    points = np.asarray(corners, np.float64)
    closed = bool((points[0] == points[-1]).all())
    before = points[-2] if closed else 2 * points[0] - points[1]
    after = points[1] if closed else 2 * points[-1] - points[-2]
    padded = np.vstack([before, points, after])
    t = np.linspace(0, 1, 12, endpoint=False)[:, None]
    pieces = [
        b
        + t * (c - a) / 2
        + t**2 * (a - 2.5 * b + 2 * c - d / 2)
        + t**3 * (1.5 * (b - c) + (d - a) / 2)
        for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    ]
    return np.vstack([*pieces, points[-1:]])


def _branch(
    ax: Axes, corners: list[tuple[float, float]], start: float, end: float, colour: str
) -> None:
    """Draw a curve through the corners whose width goes from one value to another."""
    curve = _smooth(corners)
    along = np.gradient(curve, axis=0)
    across = np.column_stack([-along[:, 1], along[:, 0]])
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    half_width = np.linspace(start, end, len(curve))[:, None] / 2
    outline = np.vstack([curve + half_width * across, (curve - half_width * across)[::-1]])
    ax.add_patch(Polygon(outline, facecolor=colour, edgecolor="none", zorder=2))


def _label(ax: Axes, text: str, part: tuple[float, float], place: tuple[float, float]) -> None:
    ax.annotate(
        text, part, place, fontsize=TEXT, ha="center", va="center",
        arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.8, "shrinkB": 3},
    )  # fmt: skip


def _synapse(ax: Axes, place: tuple[float, float]) -> None:
    ax.add_patch(Circle(place, 0.22, facecolor=SYNAPSES, edgecolor=INK, linewidth=0.8, zorder=5))


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    ax.annotate(
        "", end, start,
        arrowprops={
            "arrowstyle": "-|>", "color": colour, "linewidth": 2.2, "mutation_scale": 16,
            "shrinkA": 0, "shrinkB": 0,
        },
    )  # fmt: skip
