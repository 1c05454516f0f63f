"""The demos' pictures on the built site: how many bytes they are, and how sharp."""

import re
from collections.abc import Callable

import pytest
from PIL import Image

from sphinx_ext.baked_demos import FRAMES_FOLDER
from tests.site.demo import demo_pages
from tests.site.visit import Visit
from tools.site import SITE

FRAMES = SITE / FRAMES_FOLDER
ALL_FRAMES = 35_000_000
FIRST_LOAD = 2_500_000
PIXELS = 2  # of a picture for one of the page
# An image on a page or in its widget state, where quotes are escaped.
FRAME = re.compile(
    rf'src=\\?"\.\./{FRAMES_FOLDER}/([^"\\]+)\\?" width=\\?"(\d+)\\?" height=\\?"(\d+)'
)


def test_the_frames_of_the_book_are_small() -> None:
    assert sum(frame.stat().st_size for frame in FRAMES.iterdir()) <= ALL_FRAMES


@pytest.mark.parametrize("page", sorted({*demo_pages().values()}))
def test_a_page_read_to_its_end_with_its_demos_awake_is_light(
    page: str, visited: Callable[[str], Visit]
) -> None:
    visit = visited(page)
    assert sum(visit.weight(SITE, kind) for kind in {*visit.loaded.values()}) <= FIRST_LOAD


@pytest.mark.parametrize("page", sorted({*demo_pages().values()}))
def test_every_frame_is_there_and_sharp_on_a_fine_screen(page: str) -> None:
    text = (SITE / page).read_text(encoding="utf-8")
    shown = {name: (int(width), int(height)) for name, width, height in FRAME.findall(text)}
    assert len(shown) > 1
    for name, (width, height) in shown.items():
        with Image.open(FRAMES / name) as picture:
            assert picture.size == (PIXELS * width, PIXELS * height), name


def test_every_frame_stands_on_a_page() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in SITE.rglob("*.html"))
    assert [frame.name for frame in FRAMES.iterdir() if frame.name not in pages] == []
