"""The theme's icons, as a font of a few kilobytes: only the glyphs that a style still names.

The glyphs are Font Awesome Free's, under the SIL Open Font License 1.1; the font keeps its own
notice of copyright and licence. Called by `finishing`; imported by its tests alone.
"""

import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

_FONTS = "vendor/fontawesome/webfonts"
_WHOLE, _SMALL = "fa-solid-900.ttf", "icons.woff"
_ESCAPED = re.compile(r"\\([ef][0-9a-f]{3})(?![0-9a-f])", re.IGNORECASE)
_LITERAL = re.compile("[\ue000-\uf8ff]")
_FACE = re.compile(r"@font-face\s*{[^}]*fontawesome[^}]*}")
_ADDRESSES = re.compile(r"src:\s*url\([^)]*/webfonts/[^;}]*")


def glyphs_in(style: str) -> set[int]:
    """Return the code points of the icons that a style names, escaped or as characters."""
    escaped = {int(code, 16) for code in _ESCAPED.findall(style)}
    return escaped | set(map(ord, _LITERAL.findall(style)))


def with_small_font(style: str) -> str:
    """Return a style that takes its icons from the small font, and knows no other of the kind."""

    def small(face: re.Match[str]) -> str:
        if _WHOLE.removesuffix(".ttf") not in face[0]:
            return ""
        return _ADDRESSES.sub(f'src:url(../{_FONTS}/{_SMALL}) format("woff")', face[0])

    return _FACE.sub(small, style)


def write_font(whole: Path, small: Path, glyphs: set[int]) -> None:
    """Write the font that has only these glyphs, under the old names and notices."""
    options = subset.Options(name_IDs="*", hinting=False)
    font = TTFont(whole)
    keeper = subset.Subsetter(options)
    keeper.populate(unicodes=glyphs)
    keeper.subset(font)
    font.flavor = "woff"  # woff2 would need one more package, to save some hundred bytes
    font.save(small)


def keep_those_in_use(site: Path) -> None:
    """Put the small font in the place of the theme's (once: a second build brings them again)."""
    static = site / "_static"
    whole = static / _FONTS / _WHOLE
    if not whole.is_file():
        return
    glyphs: set[int] = set()
    for path in static.rglob("*.css"):
        style = path.read_text(encoding="utf-8")
        glyphs |= glyphs_in(style)
        path.write_text(with_small_font(style), encoding="utf-8")
    write_font(whole, whole.with_name(_SMALL), glyphs)
    for path in whole.parent.glob("fa-*"):
        path.unlink()
