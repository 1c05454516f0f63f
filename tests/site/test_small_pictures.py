"""The chapters' figures lose bytes, and no pixel."""

from pathlib import Path

import pytest
from PIL import Image

from sphinx_ext.small_pictures import mended, shrink


@pytest.mark.parametrize("colours", ["RGBA", "P"])
def test_a_figure_becomes_a_webp_of_the_same_pixels(colours: str, tmp_path: Path) -> None:
    (tmp_path / "_images").mkdir()
    picture = Image.radial_gradient("L").convert("RGBA")
    picture.putpixel((1, 1), (200, 30, 40, 0))
    picture = picture.convert(colours)
    picture.save(tmp_path / "_images" / "a.png")

    shrink(tmp_path)

    (file,) = (tmp_path / "_images").iterdir()
    with Image.open(file) as small:
        assert (file.name, small.format) == ("a.webp", "WEBP")
        assert small.convert("RGBA").tobytes() == picture.convert("RGBA").tobytes()


def test_a_site_without_figures_stays_as_it_is(tmp_path: Path) -> None:
    shrink(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_page_shows_the_figures_that_are_there() -> None:
    page = '<a href="../_images/a.png"><img src="../_images/a.png" alt="A line."></a>'
    assert mended(page) == page.replace(".png", ".webp")


@pytest.mark.parametrize(
    "page",
    [
        '<img src="../_static/a.png">',
        '<img src="_images/a.svg">',
        '<img src="https://a.example/_images/a.png">',
        "<p>The file _images/a.png</p>",
    ],
)
def test_other_pictures_stay_as_they_are(page: str) -> None:
    assert mended(page) == page
