"""A picture's room is kept in the page before the picture comes."""

from pathlib import Path

import pytest
from PIL import Image

from sphinx_ext.picture_sizes import mended


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a page, with pictures beside it of 30 by 20 pixels."""
    (tmp_path / "_images").mkdir()
    for name in ("a.png", "a.webp"):
        Image.new("RGB", (30, 20)).save(tmp_path / "_images" / name)
    (tmp_path / "chapters").mkdir()
    return tmp_path / "chapters"


@pytest.mark.parametrize("name", ["a.png", "a.webp"])
def test_a_picture_gets_the_size_of_its_file(name: str, folder: Path) -> None:
    page = mended(f'<p><img alt="A line." src="../_images/{name}" /></p>', folder)
    assert page == f'<p><img width="30" height="20" alt="A line." src="../_images/{name}" /></p>'


@pytest.mark.parametrize(
    "picture",
    [
        '<img width="15" src="../_images/a.png">',
        '<img src="../_static/logo.svg" alt="Home">',
        '<img src="data:image/png;base64,AAAA.png">',
    ],
)
def test_a_picture_with_a_size_or_without_pixels_stays_as_it_is(picture: str, folder: Path) -> None:
    assert mended(picture, folder) == picture
