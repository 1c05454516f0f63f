"""The chapters' figures in a format that takes less than half of PNG's bytes, pixel for pixel.

The frames of the demos are drawn in it from the start; what a cell of a notebook shows is a PNG.
Called by `finishing`; imported by its tests alone.
"""

import re
from pathlib import Path

from PIL import Image

FOLDER = "_images"
_ADDRESS = re.compile(rf'(?<==")([^":?]*\b{FOLDER}/[^":?]+)\.png(?=")')


def shrink(site: Path) -> None:
    """Turn the PNGs among the site's figures into lossless WebP."""
    for path in (site / FOLDER).glob("*.png"):
        with Image.open(path) as picture:
            picture.save(path.with_suffix(".webp"), lossless=True, quality=100, exact=True)
        path.unlink()


def mended(page: str) -> str:
    """Return a page whose figures are those."""
    return _ADDRESS.sub(r"\1.webp", page)
