"""The icons' font has the glyphs that a style names, and no other."""

import re
import shutil
from pathlib import Path

import pydata_sphinx_theme
import pytest
from fontTools.ttLib import TTFont

from sphinx_ext.icons import glyphs_in, keep_those_in_use, with_small_font
from tools.site import SITE

FONTS = "vendor/fontawesome/webfonts"
THEMES = (
    Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static" / FONTS
)
SUN = 0xF185


def face(name: str) -> str:
    return f'@font-face{{font-family:A;src:url(../{FONTS}/{name}.woff2) format("woff2")}}'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site that names one icon, with the theme's fonts."""
    folder = tmp_path / "_static" / FONTS
    folder.mkdir(parents=True)
    for font in ("fa-solid-900.ttf", "fa-brands-400.ttf"):
        shutil.copy(THEMES / font, folder)
    style = r'.fa-sun:before{content:"\f185"}' + face("fa-solid-900") + face("fa-brands-400")
    (tmp_path / "_static" / "theme.css").write_text(style, encoding="utf-8")
    return tmp_path


def test_icons_are_found_escaped_and_as_characters() -> None:
    assert glyphs_in(r'a{content:"\f185"} b{content:"\F186"} c{--icon:"' + "\uf187" + '"}') == {
        0xF185,
        0xF186,
        0xF187,
    }


def test_other_characters_are_no_icons() -> None:
    assert glyphs_in(r'a{content:"\200b\f"} b{content:"é→"} .col\fffff{}') == set()


def test_the_font_has_the_icons_in_use_alone_and_keeps_its_licence(site: Path) -> None:
    keep_those_in_use(site)
    (left,) = (site / "_static" / FONTS).iterdir()
    font = TTFont(left)
    assert set(font.getBestCmap()) == {SUN}
    assert "Font Awesome" in str(font["name"].getDebugName(4))


def test_the_style_asks_for_the_small_font_alone(site: Path) -> None:
    keep_those_in_use(site)
    style = (site / "_static" / "theme.css").read_text(encoding="utf-8")
    assert re.findall(r"url\(([^)]*)\)", style) == [f"../{FONTS}/icons.woff"]


def test_a_site_that_has_the_small_font_is_left_alone(site: Path) -> None:
    keep_those_in_use(site)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    keep_those_in_use(site)
    assert before == {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_faces_that_are_no_icons_stay() -> None:
    assert with_small_font("@font-face{src:url(own.woff2)}") == "@font-face{src:url(own.woff2)}"


def test_no_page_uses_an_icon_of_another_kind() -> None:
    kinds = r'class="[^"]*\b(?:fa-brands|fa-regular|fab|far)\b'
    for page in SITE.rglob("*.html"):
        assert not re.search(kinds, page.read_text(encoding="utf-8")), page
