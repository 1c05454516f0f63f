"""What stands on the plane of two inputs: shades, level lines, straight lines, points by class.

Parts for the pictures that demos update; a whole picture is a `draw_*` of another module.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from contourpy import contour_generator
from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import Colormap, Normalize
from matplotlib.lines import Line2D
from PIL import Image

from neuronlib.datasets import Dataset
from neuronlib.inputs import FloatArray
from neuronlib.plotting.style import CLASS_COLOURS, CLASS_MARKERS, POINT

OPACITY = 0.55  # of the shades on white: lines and points stand out from them


class Shades(Artist):
    """Colours that fill an axes: those of few values, smoothed to the picture's pixels.

    Matplotlib's own image smooths the values, and then colours every pixel. That looks the same and
    takes four times as long.

    Parameters
    ----------
    ax : matplotlib Axes
        The square of inputs that the values belong to.
    """

    def __init__(self, ax: Axes) -> None:
        super().__init__()
        self.set_zorder(0)  # below whatever stands on the plane
        self.rgb: npt.NDArray[np.uint8] = np.full((1, 1, 3), 255, np.uint8)
        ax.add_artist(self)

    def set_values(self, values: FloatArray, colours: Colormap, norm: Normalize) -> None:
        """Colour by values on a grid over the axes, shape (n, n), rows going up."""
        rgb = colours(norm(values))[..., :3]
        self.rgb = (255 - 255 * OPACITY * (1 - rgb)).astype(np.uint8)
        self.stale = True

    @allow_rasterization  # type: ignore[untyped-decorator]  # matplotlib's
    def draw(self, renderer: RendererBase) -> None:
        """Paint the axes' box."""
        box = self.axes.bbox  # type: ignore[union-attr]  # it is on one
        left, bottom = round(box.x0), round(box.y0)
        size = round(box.x1) - left, round(box.y1) - bottom
        pixels = Image.fromarray(self.rgb).resize(size, Image.Resampling.BILINEAR)
        gc = renderer.new_gc()
        renderer.draw_image(gc, left, bottom, np.array(pixels.convert("RGBA")))
        gc.restore()
        self.stale = False


def as_plane(ax: Axes, limits: tuple[float, float]) -> None:
    """Make an axes the square of two inputs, without numbers."""
    ax.set(xlim=limits, ylim=limits, aspect="equal", xticks=[], yticks=[], xlabel="x₁", ylabel="x₂")


def add_points(ax: Axes, n_classes: int = 2, size: float = 7.0) -> list[Line2D]:
    """Add a set of markers for each class, for `place_points` to place; size in points."""
    return [
        ax.plot(
            [], [], marker=CLASS_MARKERS[label], color=CLASS_COLOURS[label], markersize=size,
            label=f"class {label}", **POINT,
        )[0]
        for label in range(n_classes)
    ]  # fmt: skip


def place_points(markers: Sequence[Line2D], data: Dataset) -> None:
    """Put each class's markers where its points are, and leave them where they already stand."""
    for label, line in enumerate(markers):
        points: npt.NDArray[np.floating] = data.X[:, data.y == label]
        if not np.array_equal(points, np.asarray(line.get_data())):
            line.set_data(*points)


def place_level(
    line: Line2D, values: FloatArray, limits: tuple[float, float], level: float = 0.0
) -> None:
    """Put a line where values on a grid over the square, shape (n, n), cross a level.

    All its parts are one line with gaps, so that nothing is added to the axes or taken away.
    """
    axis = np.linspace(*limits, len(values))
    parts = contour_generator(axis, axis, values).lines(level)
    place_strokes(line, [np.asarray(part).T for part in parts])


def place_strokes(line: Line2D, strokes: Sequence[FloatArray]) -> None:
    """Put a line where several lines are, each of shape (2, n) or (2, 0), with gaps between."""
    gap = np.full((2, 1), np.nan)
    line.set_data(*np.hstack([gap, *(part for one in strokes for part in (one, gap))]))
