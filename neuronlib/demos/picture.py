"""A matplotlib figure as a small picture: drawn once, then only what changed, with few colours.

Matplotlib marks an artist that was changed since it was drawn as stale. So a draw function need say
nothing: what it changes is found, and from then on drawn over a stored picture of all the rest.
Lives here: pictures for the demos. Not here: what is on them (`neuronlib.plotting`).
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, Generic, TypeVar

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

    def png(self, scene: Scene) -> bytes:
        """Return the scene as an indexed PNG, which is made quickly."""
        return _written(self._indexed(scene), "PNG", compress_level=1)

    def webp(self, scene: Scene) -> bytes:
        """Return the scene, to the pixel, as a lossless WebP, which is small."""
        # other methods take ten times as long for another hundredth
        return _written(self._indexed(scene), "WEBP", lossless=True, quality=100, method=4)

    def _indexed(self, scene: Scene) -> Image.Image:
        self._draw(self._axes, scene)
        shown = [ax for ax in self._figure.axes if ax.get_visible()]
        there = [artist for ax in shown for artist in _from_below(ax)]
        changed = [artist for ax in shown for artist in _changed(ax)]
        # an axes whose sides keep their proportion takes another place with other limits
        if there != self._there or any(
            isinstance(one, Axis) and one.axes.get_aspect() != "auto" for one in changed
        ):
            self._there = there
            self._draw_whole()
        elif changed:
            self._draw_moving(changed)
        # ten times as quick as converting: Pillow too keeps four bytes for a pixel
        size, buffer = self._canvas.get_width_height(), self._canvas.buffer_rgba()
        pixels = Image.frombytes("RGB", size, buffer, "raw", "RGBX")
        # finding the colours takes the longest, and all of them are among a ninth of the pixels
        ninth = pixels.resize((pixels.width // 3, pixels.height // 3), Image.Resampling.NEAREST)
        colours = ninth.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        return pixels.quantize(palette=colours, dither=Image.Dither.NONE)

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


def _written(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _from_below(ax: Axes) -> list[Artist]:
    """Return what stands on an axes in the order in which it is drawn."""
    framed = ax.axison and ax.get_frame_on()
    return sorted(
        (
            artist
            for artist in ax.get_children()
            if artist is not ax.patch
            and (framed or not isinstance(artist, Spine))
            and (ax.axison or not isinstance(artist, Axis))
        ),
        key=Artist.get_zorder,
    )


def _changed(ax: Axes) -> list[Artist]:
    """Return what on an axes looks another way than when it was drawn, or stands elsewhere."""
    artists = _from_below(ax)
    changed = [artist for artist in artists if _is_stale(artist)]
    if any(isinstance(artist, Axis) for artist in changed):  # other limits, perhaps
        changed += [artist for artist in artists if _stands_in_data(artist, ax)]
    return changed


def _is_stale(artist: Artist) -> bool:
    if isinstance(artist, Axis):
        # what draws nothing is stale for ever
        label = artist.label.stale and artist.label.get_text()
        return artist.get_visible() and bool(artist.stale or label)
    return bool(artist.stale)


def _stands_in_data(artist: Artist, ax: Axes) -> bool:
    if isinstance(artist, Axis | Legend | Text):
        return artist.get_transform().contains_branch(ax.transData)
    return True


def _with_all_above(ax: Axes, moving: set[Artist]) -> list[Artist]:
    """Return what is on an axes from the lowest moving artist up, for it would cover the others.

    What stands beside the axes stays behind, though it is drawn later: a legend, say, or the
    axes' numbers while they stay the same. So a grid belongs below what moves.
    """
    artists = _from_below(ax)
    lowest = next((i for i, artist in enumerate(artists) if artist in moving), len(artists))
    return [
        artist for artist in artists[lowest:] if artist in moving or not _stands_beside(artist, ax)
    ]


def _stands_beside(artist: Artist, ax: Axes) -> bool:
    if isinstance(artist, Axis):
        return True
    return isinstance(artist, Legend | Text) and not artist.get_window_extent().overlaps(ax.bbox)
