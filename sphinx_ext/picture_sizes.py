"""Each picture's size in the page, so that its room is kept before it comes and no text moves.

The sizes of a demo's frames are written where they are drawn; this is for the chapters' figures.
Called by `finishing`; imported by its tests alone.
"""

import re
from pathlib import Path

from PIL import Image

_WITHOUT_SIZE = re.compile(
    r'<img (?![^>]*\b(?:width|height)=)([^>]*\bsrc="([^":?]+\.(?:png|webp))"[^>]*)>'
)


def mended(page: str, folder: Path) -> str:
    """Return a page, which lies in `folder`, whose pictures have a width and a height in pixels."""

    def sized(tag: re.Match[str]) -> str:
        with Image.open(folder / tag[2]) as picture:
            width, height = picture.size
        return f'<img width="{width}" height="{height}" {tag[1]}>'

    return _WITHOUT_SIZE.sub(sized, page)
