"""The book's colours, markers and line styles, and how a point, a boundary and a dead unit look.

The colours are those of Okabe & Ito, told apart by colour-blind readers; markers and dashes say the
same once more without colour. This is their only source: the site's style sheet is made from it.
"""

from typing import Any

from matplotlib.colors import LinearSegmentedColormap

INK = "#1b1b1b"
MUTED = "#595959"
PALE = "#e6e6e6"  # of an area that is told from paper and from nothing else
PAPER = "#ffffff"
BLUE, ORANGE, GREEN, PURPLE = "#0072b2", "#d55e00", "#009e73", "#cc79a7"
CLASS_COLOURS = (BLUE, ORANGE, GREEN, PURPLE)
CLASS_MARKERS = ("o", "s", "^", "D")
LINE_STYLES: tuple[str | tuple[int, tuple[int, ...]], ...] = (
    "-",
    (0, (5, 2)),
    (0, (1, 1.5)),
    (0, (7, 2, 1, 2)),
)  # type: ignore[assignment]  # dashes may be fractions

# what matplotlib's `plot` is told; a point has its class's marker and colour besides
POINT: dict[str, Any] = {"linestyle": "none", "markeredgecolor": PAPER}
BOUNDARY: dict[str, Any] = {"color": INK, "linewidth": 2}
DEAD_UNIT: dict[str, Any] = {"color": PURPLE, "linestyle": (0, (2, 1.2)), "linewidth": 2.2}
REVIVED_UNIT: dict[str, Any] = {"color": GREEN, "linestyle": (0, (6, 2, 1.5, 2)), "linewidth": 2.2}

# from the colour of class 0 by white, where a neuron is undecided, to that of class 1
TWO_CLASSES = LinearSegmentedColormap.from_list("two classes", [BLUE, PAPER, ORANGE])
INK_ON_PAPER = LinearSegmentedColormap.from_list("ink on paper", [PAPER, INK])
