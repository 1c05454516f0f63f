"""The book's colours, markers and line styles, the same in every figure.

The colours are those of Okabe & Ito, told apart by colour-blind readers; markers and dashes say the
same once more without colour.
"""

from matplotlib.colors import LinearSegmentedColormap

INK = "#1b1b1b"
MUTED = "#595959"
CLASS_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
CLASS_MARKERS = ("o", "s", "^", "D")
LINE_STYLES: tuple[str | tuple[int, tuple[int, ...]], ...] = (
    "-",
    (0, (5, 2)),
    (0, (1, 1.5)),
    (0, (7, 2, 1, 2)),
)  # type: ignore[assignment]  # dashes may be fractions

# from the colour of class 0 by white, where a neuron is undecided, to that of class 1
TWO_CLASSES = LinearSegmentedColormap.from_list(
    "two classes", [CLASS_COLOURS[0], "#ffffff", CLASS_COLOURS[1]]
)
INK_ON_PAPER = LinearSegmentedColormap.from_list("ink on paper", ["#ffffff", INK])
