"""Words that change often, painted quickly.

Matplotlib paints text letter by letter, which takes a millisecond a line: most of what a picture of
numbers costs. Words that stay as they are have no need of this.
"""

from functools import lru_cache
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import allow_rasterization
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgb
from matplotlib.font_manager import findfont
from matplotlib.text import Text
from PIL import Image, ImageDraw, ImageFont

from neuronlib.plotting.style import INK

SPACING = 1.05  # from line to line, where 1 is the height of the font
# of a block of lines, how much lies left of its place, and how much above it
_LEFT = {"left": 0.0, "center": 0.5, "right": 1.0}
_ABOVE = {"top": 0.0, "center": 0.5, "bottom": 1.0}


class Words(Text):
    """Level lines of one colour, which Pillow paints in a tenth of the time.

    It is made and set as any `Text`, but for its line spacing. Of vertical alignments it knows top,
    center and bottom.
    """

    @allow_rasterization  # type: ignore[untyped-decorator]  # matplotlib's
    def draw(self, renderer: RendererBase) -> None:
        """Paint the lines at their place."""
        self.stale = False
        if not (self.get_visible() and self.get_text()):
            return
        size = np.asarray(renderer.points_to_pixels(self.get_fontsize())).item()
        block = _painted(self.get_text(), findfont(self.get_fontproperties()), size)
        height, width = block.shape
        x, y = self.get_transform().transform(self.get_unitless_position())
        x -= _LEFT[self.get_horizontalalignment()] * width
        y -= (1 - _ABOVE[self.get_verticalalignment()]) * height
        pixels = np.empty((height, width, 4), np.uint8)
        pixels[..., :3] = np.round(255 * np.array(to_rgb(self.get_color())))
        pixels[..., 3] = block
        gc = renderer.new_gc()
        renderer.draw_image(gc, round(x), round(y), pixels[::-1])  # whose rows go up
        gc.restore()


def add_words(ax: Axes, x: float, y: float, **looks: Any) -> Words:
    """Add words without text at a place in the axes' coordinates."""
    words = Words(x, y, "", **{"color": INK} | looks)
    ax.add_artist(words)
    return words


@lru_cache(maxsize=1000)
def _painted(text: str, font_file: str, size: float) -> npt.NDArray[np.uint8]:
    """Return how much of each pixel is covered, 0 to 255, rows going down; size in pixels."""
    font = _font(font_file, size)
    ascent, descent = font.getmetrics()
    lines = text.split("\n")
    step = SPACING * (ascent + descent)
    width = ceil(max(map(font.getlength, lines)))
    image = Image.new("L", (width, ceil((len(lines) - 1) * step) + ascent + descent))
    paint = ImageDraw.Draw(image)
    for k, line in enumerate(lines):
        paint.text((0, round(k * step)), line, fill=255, font=font)
    return np.asarray(image)


@lru_cache(maxsize=32)
def _font(file: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size)
