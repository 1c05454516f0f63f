"""The site's colours: the figures' own, and legible on light pages and dark ones."""

import re
from pathlib import Path

import pytest

from neuronlib.plotting import style
from sphinx_ext.logo import LOGO
from sphinx_ext.palette import COLOURS, mixed, style_sheet

STYLES = Path(__file__).parents[2] / "sphinx_ext" / "static"
LIGHT_PAGE, DARK_PAGE = "#ffffff", "#121212"  # the theme's
PROPERTY = re.compile(r"--book-([\w-]+): (#[0-9a-f]{6});")


def luminance(colour: str) -> float:
    """Return the relative luminance that WCAG 2.2 defines."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return WCAG's ratio, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colours() -> tuple[dict[str, str], dict[str, str]]:
    """Return the sheet's colours on light pages and on dark ones."""
    light, dark = style_sheet().split("@media screen")
    return dict(PROPERTY.findall(light)), dict(PROPERTY.findall(dark))


def test_the_figures_colours_are_the_pages() -> None:
    light, _ = colours()
    assert [light[name] for name in COLOURS] == list(style.CLASS_COLOURS)
    assert (light["ink"], light["muted"], light["paper"]) == (style.INK, style.MUTED, style.PAPER)


def test_each_colour_has_its_likeness_on_dark_pages() -> None:
    light, dark = colours()
    assert set(light) - set(dark) == {"ink", "muted", "paper"}
    assert set(dark) <= set(light)


def test_links_are_legible_on_both_pages() -> None:
    light, dark = colours()
    assert contrast(light["blue"], LIGHT_PAGE) >= 4.5
    assert contrast(dark["blue"], DARK_PAGE) >= 4.5


@pytest.mark.parametrize("name", COLOURS)
def test_a_mark_stands_out_from_the_page_and_from_its_title(name: str) -> None:
    for sheet, page in zip(colours(), (LIGHT_PAGE, DARK_PAGE), strict=True):
        assert contrast(sheet[name], page) >= 3
    light, dark = colours()
    assert contrast(style.INK, light[f"{name}-faint"]) >= 4.5
    assert contrast("#ced6dd", dark[f"{name}-faint"]) >= 4.5  # the theme's text on dark pages


def test_dark_colours_stay_off_paper_and_out_of_pages_without_a_theme() -> None:
    sheet = style_sheet()
    assert sheet.index("@media screen {") < sheet.index('html[data-theme="dark"]')


def test_mixing_goes_from_the_one_colour_to_the_other() -> None:
    assert [mixed("#000000", "#ffffff", share) for share in (0, 1)] == ["#000000", "#ffffff"]


def test_the_style_sheet_of_the_book_names_no_colour_of_its_own() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,6}\b", (STYLES / "book.css").read_text("utf-8")) == []


def test_the_logo_is_drawn_in_the_books_colours_and_seen_on_both_pages() -> None:
    found = set(re.findall(r"#[0-9a-f]{6}", LOGO.read_text(encoding="utf-8")))
    assert found == {style.BLUE, style.ORANGE}
    assert all(contrast(colour, page) >= 3 for colour in found for page in (LIGHT_PAGE, DARK_PAGE))
