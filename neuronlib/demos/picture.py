"""A matplotlib figure as a small PNG: drawn once, then updated, with few colours."""

from collections.abc import Callable
from io import BytesIO
from typing import Generic, TypeVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

Scene = TypeVar("Scene")

SIZE = (4.2, 4.1)  # inches
DPI = 160  # two pixels of the picture for one of the page: sharp on fine screens
COLOURS = 96


class Picture(Generic[Scene]):
    """One axes that shows one scene after another.

    Parameters
    ----------
    draw : callable
        (ax, scene) → None.
    """

    def __init__(self, draw: Callable[[Axes, Scene], None]) -> None:
        figure = Figure(SIZE, dpi=DPI, layout="constrained")
        self._canvas = FigureCanvasAgg(figure)
        self._ax = figure.add_subplot()
        self._draw = draw

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height on the page, in its pixels."""
        width, height = self._canvas.get_width_height()
        return width // 2, height // 2

    def png(self, scene: Scene) -> bytes:
        """Return the scene as an indexed PNG."""
        self._draw(self._ax, scene)
        self._canvas.draw()
        # the first drawing has found the margins; finding them again takes a third of the time
        self._canvas.figure.set_layout_engine("none")
        pixels = Image.fromarray(np.asarray(self._canvas.buffer_rgba())).convert("RGB")
        file = BytesIO()
        # octree quantising is the quick one, and deterministic
        indexed = pixels.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        indexed.save(file, "PNG")
        return file.getvalue()
