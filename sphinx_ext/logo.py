"""The book's mark, one neuron, as a shape that matplotlib can draw.

The drawing itself is `static/logo.svg`, which the pages show as it is. Its colours are the
palette's, and are told from light pages and from dark ones.
"""

import re
from pathlib import Path as File
from xml.etree import ElementTree

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

LOGO = File(__file__).parent / "static" / "logo.svg"
_SVG = "{http://www.w3.org/2000/svg}"
_STROKE = re.compile(r"([MQH])([^MQH]+)")


def read_path(commands: str) -> Path:
    """Return an SVG path of moves, quadratic curves and level lines (M, Q and H).

    Examples
    --------
    >>> read_path("M4 16H15").vertices.tolist()
    [[4.0, 16.0], [15.0, 16.0]]
    """
    places: list[list[float]] = []
    codes: list[int] = []
    for command, text in _STROKE.findall(commands):
        numbers = [float(number) for number in text.split()]
        if command == "H":
            numbers.append(places[-1][1])
        places += [numbers[k : k + 2] for k in range(0, len(numbers), 2)]
        kinds = {"M": [Path.MOVETO], "Q": [Path.CURVE3] * 2, "H": [Path.LINETO]}[command]
        codes += [int(kind) for kind in kinds]
    return Path(places, codes)


def draw_logo(ax: Axes) -> None:
    """Draw the mark over the whole of an axes, which is square.

    Parameters
    ----------
    ax : matplotlib Axes
        Its axis is switched off.
    """
    svg = ElementTree.parse(LOGO).getroot()
    size = float(svg.attrib["viewBox"].split()[-1])
    box = ax.get_window_extent()
    points = 72 * box.width / ax.get_figure(root=True).dpi / size  # type: ignore[union-attr]
    for path in svg.iter(f"{_SVG}path"):
        stroke = PathPatch(read_path(path.attrib["d"]), fill=False, capstyle="round")
        stroke.set(color=path.attrib["stroke"])
        stroke.set_linewidth(points * float(svg.attrib["stroke-width"]))
        ax.add_patch(stroke)
    for circle in svg.iter(f"{_SVG}circle"):
        x, y, radius = (float(circle.attrib[name]) for name in ("cx", "cy", "r"))
        ax.add_patch(Circle((x, y), radius, color=circle.attrib["fill"], zorder=Line2D.zorder))
    ax.set(xlim=(0, size), ylim=(size, 0), aspect="equal")
    ax.axis("off")
