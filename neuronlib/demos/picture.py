"""A matplotlib figure as a small PNG: drawn once, then only what changed, with few colours.

Matplotlib marks an artist that was changed since it was drawn as stale. So a draw function need say
nothing: what it changes is found, and from then on drawn over a stored picture of all the rest.
Lives here: pictures for the demos. Not here: what is on them (`neuronlib.plotting`).
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, Generic, TypeVar

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.spines import Spine
from matplotlib.text import Text
from PIL import Image

Scene = TypeVar("Scene")
Panels = Sequence[Sequence[str]]

SIZE = (4.2, 4.1)  # inches
DPI = 160  # two pixels of the picture for one of the page: sharp on fine screens
COLOURS = 64


class Picture(Generic[Scene]):
    """A figure that shows one scene after another.

    Parameters
    ----------
    draw : callable
        (axes, scene) → None. The first call makes artists, later calls update them. `axes` is one
        Axes, or a dict of them by name where there are `panels`.
    panels : sequence of sequences of str, optional
        Names of the axes, row by row, as for `Figure.subplot_mosaic`.
    size : pair of float
        Width and height in inches; the page shows 80 of its pixels for one.
    """

    def __init__(
        self,
        draw: Callable[[Any, Scene], None],
        *,
        panels: Panels | None = None,
        size: tuple[float, float] = SIZE,
    ) -> None:
        self._figure = Figure(size, dpi=DPI, layout="constrained")
        self._canvas = FigureCanvasAgg(self._figure)
        self._axes: Any = (
            self._figure.add_subplot()
            if panels is None
            else self._figure.subplot_mosaic([list(row) for row in panels])
        )
        self._draw = draw
        self._there: list[Artist] = []  # what the figure showed when it was last drawn whole
        self._moving: list[Artist] = []  # what is drawn over the background, in this order
        self._background: Any = None

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height on the page, in its pixels."""
        width, height = self._canvas.get_width_height()
        return width // 2, height // 2

    def png(self, scene: Scene, *, compression: int = 1) -> bytes:
        """Return the scene as an indexed PNG, compressed from 1, quickly, to 9, small."""
        self._draw(self._axes, scene)
        there = [artist for ax in self._figure.axes for artist in _from_below(ax)]
        if there != self._there or any(map(_has_new_frame, self._figure.axes)):
            self._there = there
            self._draw_whole()
        elif changed := [artist for artist in there if artist.stale]:
            self._draw_moving(changed)
        pixels = Image.fromarray(np.asarray(self._canvas.buffer_rgba())).convert("RGB")
        # octree quantising is the quick one, and deterministic
        indexed = pixels.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        file = BytesIO()
        indexed.save(file, "PNG", compress_level=compression)
        return file.getvalue()

    def _draw_whole(self) -> None:
        for artist in self._moving:
            artist.set_animated(False)
        self._moving, self._background = [], None
        self._canvas.draw()
        # the first drawing has found the margins; finding them again takes a third of the time
        self._figure.set_layout_engine("none")

    def _draw_moving(self, changed: list[Artist]) -> None:
        if not set(self._moving).issuperset(changed):
            self._moving = [
                artist
                for ax in self._figure.axes
                for artist in _with_all_above(ax, {*self._moving, *changed})
            ]
            for artist in self._moving:
                artist.set_animated(True)  # so that the next line leaves it out
            self._canvas.draw()
            self._background = self._canvas.copy_from_bbox(self._figure.bbox)
        self._canvas.restore_region(self._background)
        renderer = self._canvas.get_renderer()
        for artist in self._moving:
            artist.draw(renderer)


def _from_below(ax: Axes) -> list[Artist]:
    """Return what stands on an axes in the order in which it is drawn, without its numbers."""
    framed = ax.axison and ax.get_frame_on()
    return sorted(
        (
            artist
            for artist in ax.get_children()
            if not (artist is ax.patch or isinstance(artist, Axis))
            and (framed or not isinstance(artist, Spine))
        ),
        key=Artist.get_zorder,
    )


def _has_new_frame(ax: Axes) -> bool:
    """Return whether the limits, numbers or labels of an axes have changed since it was drawn."""
    if not ax.axison:
        return False
    # what draws nothing is stale for ever
    seen = [axis for axis in (ax.xaxis, ax.yaxis) if axis.get_visible()]
    return any(axis.stale or (axis.label.stale and axis.label.get_text()) for axis in seen)


def _with_all_above(ax: Axes, moving: set[Artist]) -> list[Artist]:
    """Return what is on an axes from the lowest moving artist up, for it would cover the others.

    What stands beside the axes stays behind, though it is drawn later: a legend, say, like the
    axes' numbers. So a grid belongs below what moves.
    """
    artists = _from_below(ax)
    lowest = next((i for i, artist in enumerate(artists) if artist in moving), len(artists))
    return [
        artist for artist in artists[lowest:] if artist in moving or not _stands_beside(artist, ax)
    ]


def _stands_beside(artist: Artist, ax: Axes) -> bool:
    return isinstance(artist, Legend | Text) and not artist.get_window_extent().overlaps(ax.bbox)
