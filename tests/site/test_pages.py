"""Every page of the built site, as readers with different devices meet it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.site.contents import EVERY_PAGE, PAGES
from tests.site.reader import reading
from tests.site.visit import Visit
from tools.site import ROOT, SITE

NOTEBOOKS = {
    f"chapters/{path.stem}.html": path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "chapters").glob("*.ipynb"))
}
CHAPTERS = list(NOTEBOOKS)
# The summary goes through what the chapters have shown; the playground is there to be played with.
WITHOUT_EXERCISES = {"chapters/summary.html"}
WITHOUT_FORMULAS = WITHOUT_EXERCISES | {"chapters/playground.html"}
WITH_FORMULAS = [page for page, source in NOTEBOOKS.items() if "$$ (eq-" in source]
WITH_EXERCISES = [page for page, source in NOTEBOOKS.items() if "{exercise}" in source]

# Mean of red, green and blue, 0 to 255, of the page behind the text and of a heading.
BRIGHTNESS = """() => {
  const mean = colour => colour.match(/[0-9.]+/g).slice(0, 3).reduce((a, b) => a + +b, 0) / 3;
  const style = name => getComputedStyle(document.querySelector(name));
  return [mean(style("body").backgroundColor), mean(style("h1").color)];
}"""


def test_the_contents_name_every_chapter() -> None:
    assert set(CHAPTERS) <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_page_of_the_contents_is_built(page: str) -> None:
    assert (SITE / page).is_file(), f"{page} is in _toc.yml but not in {SITE}"


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_page_asks_no_other_host_and_reports_no_error(
    page: str, visited: Callable[[str], Visit]
) -> None:
    assert visited(page).elsewhere == []
    assert visited(page).complaints == []


@pytest.mark.parametrize("page", PAGES)
def test_every_image_has_an_alt_text_that_says_something(
    page: str, site: str, chromium: Browser
) -> None:
    with reading(chromium, site, page) as reader:
        for image in reader.page.locator("article img").all():
            alt = image.get_attribute("alt") or ""
            assert len(alt.split()) >= 5, f"{image.get_attribute('src')} has the alt text {alt!r}"


@pytest.mark.parametrize("page", PAGES)
def test_dark_and_light_follow_the_system_with_readable_text(
    page: str, site: str, chromium: Browser
) -> None:
    brightness = {}
    for scheme in ("light", "dark"):
        with reading(chromium, site, page, color_scheme=scheme) as reader:
            brightness[scheme] = reader.page.evaluate(BRIGHTNESS)
    assert brightness["light"][0] > 200 > 100 > brightness["light"][1]
    assert brightness["dark"][0] < 60 < 150 < brightness["dark"][1]


def test_all_chapters_but_the_last_two_have_formulas() -> None:
    assert [page for page in CHAPTERS if page not in WITHOUT_FORMULAS] == WITH_FORMULAS


def test_all_chapters_but_the_summary_have_exercises() -> None:
    assert [page for page in CHAPTERS if page not in WITHOUT_EXERCISES] == WITH_EXERCISES


@pytest.mark.parametrize("page", WITH_FORMULAS)
def test_formulas_are_typeset_without_javascript(page: str, site: str, chromium: Browser) -> None:
    with reading(chromium, site, page, java_script_enabled=False) as reader:
        formulas = reader.page.locator(".katex")
        assert formulas.count() >= 5
        assert reader.page.locator(".katex math").count() == formulas.count(), "MathML is missing"
        assert formulas.first.locator(".katex-html").is_visible()
        assert reader.page.locator("text=/\\$\\$|\\\\\\\\frac|\\\\\\\\lambda/").count() == 0


@pytest.mark.parametrize("page", WITH_FORMULAS)
def test_long_formula_can_be_read_whole_on_a_phone(page: str, site: str, chromium: Browser) -> None:
    with reading(chromium, site, page, viewport={"width": 360, "height": 740}) as reader:
        reachable = reader.page.evaluate(
            """() => [...document.querySelectorAll(".katex-display")].map(formula => {
              const box = formula.getBoundingClientRect();
              const scrolls = getComputedStyle(formula).overflowX === "auto";
              return box.left >= 0 && box.right <= innerWidth && scrolls;
            })"""
        )
        assert reachable and all(reachable)


@pytest.mark.parametrize("page", CHAPTERS)
def test_chapter_offers_its_notebook(page: str, site: str, chromium: Browser) -> None:
    with reading(chromium, site, page) as reader:
        link = reader.page.locator("#launch-links a", has_text="Download")
        answer = reader.page.request.get(link.evaluate("link => link.href"))
        assert answer.ok
        assert answer.json()["nbformat"] == 4


@pytest.mark.parametrize("page", WITH_EXERCISES)
def test_solutions_are_folded_and_open_without_javascript(
    page: str, site: str, chromium: Browser
) -> None:
    with reading(chromium, site, page, java_script_enabled=False) as reader:
        solutions = reader.page.locator("details.solution")
        assert solutions.count() >= 2
        code = solutions.first.locator("pre")
        assert not code.is_visible()
        solutions.first.locator("summary").click()
        assert code.is_visible()
