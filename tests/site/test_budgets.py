"""What a page weighs, and that it keeps still: the budgets of a reader with an old phone."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.site.contents import EVERY_PAGE, PAGES
from tests.site.reader import reading
from tests.site.visit import Visit
from tools.site import SITE

# Bytes as a server that compresses sends them.
SCRIPTS, SCRIPTS_WITH_DEMOS = 110_000, 380_000
STYLES, FONTS = 50_000, 110_000
WHOLE_SITE = 40_000_000  # as a zip
SHIFT = 0.05
FRONT_END = "/vendor/demos/demos.js"

Visited = Callable[[str], Visit]


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_scripts_of_a_page_are_light(page: str, visited: Visited) -> None:
    visit = visited(page)
    budget = SCRIPTS_WITH_DEMOS if visit.has_demos else SCRIPTS
    assert visit.weight(SITE, "script") <= budget


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_code_for_widgets_is_loaded_where_there_are_demos_alone(
    page: str, visited: Visited
) -> None:
    visit = visited(page)
    of_widgets = [path for path in visit.loaded if path.startswith("/vendor/demos/")]
    assert bool(of_widgets) == (FRONT_END in visit.loaded) == visit.has_demos


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_styles_and_fonts_of_a_page_are_light(page: str, visited: Visited) -> None:
    assert visited(page).weight(SITE, "stylesheet") <= STYLES
    assert visited(page).weight(SITE, "font") <= FONTS


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_nothing_moves_while_a_page_loads_and_its_demos_wake(page: str, visited: Visited) -> None:
    assert visited(page).shift < SHIFT


def test_widgets_are_fetched_when_a_demo_comes_near_and_not_before(
    site: str, chromium: Browser
) -> None:
    asked: list[str] = []
    # before the loader looks where the demos are
    far = "document.onreadystatechange = () => document.body.style.paddingTop = '9000px'"
    with reading(
        chromium,
        site,
        "chapters/one-neuron.html",
        before=far,
        watch=lambda request: asked.append(request.url),
    ) as reader:
        reader.page.wait_for_timeout(500)
        assert not any(FRONT_END in url for url in asked)
        reader.wake_all_demos()
        assert sum(FRONT_END in url for url in asked) == 1


@pytest.mark.parametrize("page", PAGES)
def test_every_picture_of_a_text_says_its_size_before_it_comes(page: str) -> None:
    article = (SITE / page).read_text(encoding="utf-8").partition("<article")[2]
    for picture in re.findall(r"<img [^>]*>", article):
        assert " width=" in picture and " height=" in picture, picture


def test_the_whole_site_is_small_enough_for_a_stick_and_a_slow_line() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in SITE.rglob("*"):
            archive.write(path, path.relative_to(SITE))
    assert packed.tell() <= WHOLE_SITE
