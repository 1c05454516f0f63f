"""The pages by keyboard, with a screen reader's names, on a narrow screen, without motion."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from sphinx_ext.access import mended
from tests.site.contents import EVERY_PAGE, PAGES
from tests.site.reader import Reader, reading

CHAPTER = "chapters/one-neuron.html"
PHONE = {"width": 320, "height": 640}  # also what is left of 1280 pixels at 400 % zoom
BARRIERS = ("moderate", "serious", "critical")

# What is focused: its name, the outline around it, and the brightness of outline and page.
FOCUSED = """() => {
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[0-9.]+/g).map((c) => c / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const element = document.activeElement;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const [dark, light] = [outlineColor, getComputedStyle(document.body).backgroundColor]
    .map(luminance).sort((a, b) => a - b);
  return {
    what: element.outerHTML.slice(0, 100),
    drawn: outlineStyle === "none" ? 0 : parseFloat(outlineWidth),
    contrast: (light + 0.05) / (dark + 0.05),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    isPage: element === document.body,
  };
}"""
MOVING = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  ["", "::before", "::after"].map((part) => getComputedStyle(element, part || null))
    .filter((style) =>
      (parseFloat(style.transitionDuration) > 0 && style.transitionProperty !== "none")
      || style.animationName !== "none" || style.scrollBehavior === "smooth")
    .map(() => element.outerHTML.slice(0, 80)))"""
# Whatever is wider than its place, each with how it can be reached and what it is called.
WIDE = """() => [...document.querySelectorAll("article *")]
  .filter((each) => each.scrollWidth > each.clientWidth + 1
    && ["auto", "scroll"].includes(getComputedStyle(each).overflowX)
    && each.checkVisibility())
  .map((each) => ({
    what: each.outerHTML.slice(0, 80), reachable: each.tabIndex === 0,
    role: each.getAttribute("role"), name: each.getAttribute("aria-label"),
  }))"""

# Pictures whose sides have another proportion on the page than in the file.
OUT_OF_SHAPE = """() => [...document.querySelectorAll("article img")]
  .filter((each) => each.checkVisibility() && each.naturalWidth > 0)
  .filter(({ width, height, naturalWidth, naturalHeight }) =>
    Math.abs(width * naturalHeight / naturalWidth - height) > 2)
  .map((each) => each.outerHTML.slice(0, 100))"""


@contextmanager
def awake(browser: Browser, site: str, page: str, **context: Any) -> Iterator[Reader]:
    """Open a page and wake its demos."""
    with reading(browser, site, page, **context) as reader:
        reader.wake_all_demos()
        yield reader


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def barriers(page: Page, **options: Any) -> list[str]:
    """Return what axe finds, in words."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response
    return [
        f"{each['id']} ({each['help']}): {node['html'][:200]}"
        for each in found["violations"]
        if each["impact"] in BARRIERS
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_axe_finds_no_barrier_in_light_nor_in_dark(page: str, site: str, chromium: Browser) -> None:
    with awake(chromium, site, page, color_scheme="light", reduced_motion="reduce") as reader:
        assert barriers(reader.page) == []
        reader.page.emulate_media(color_scheme="dark")
        reader.page.wait_for_function("() => document.documentElement.dataset.theme !== 'light'")
        # Only the colours are others.
        assert barriers(reader.page, runOnly=["color-contrast", "link-in-text-block"]) == []


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_page_reflows_on_a_narrow_screen_and_at_high_zoom(
    page: str, site: str, chromium: Browser
) -> None:
    with awake(chromium, site, page, viewport=PHONE) as reader:
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("page", PAGES)
def test_pictures_keep_their_shape_on_a_narrow_screen(
    page: str, site: str, chromium: Browser
) -> None:
    with awake(chromium, site, page, viewport=PHONE) as reader:
        assert reader.page.evaluate(OUT_OF_SHAPE) == []


@pytest.mark.parametrize("page", PAGES)
def test_what_is_wider_than_the_screen_can_be_reached_and_has_a_name_of_its_own(
    page: str, site: str, chromium: Browser
) -> None:
    with awake(chromium, site, page, viewport=PHONE) as reader:
        reader.page.wait_for_timeout(400)  # the theme looks again, a while after a change
        wide = reader.page.evaluate(WIDE)
        assert [each["what"] for each in wide if not each["reachable"]] == []
        assert [each["what"] for each in wide if each["role"] != "region"] == []
        names = [each["name"] for each in wide]
        assert all(names) and len(set(names)) == len(names)


def test_what_fits_the_screen_is_no_stop_on_the_way_through_a_page(
    site: str, chromium: Browser
) -> None:
    with reading(chromium, site, CHAPTER, viewport={"width": 1440, "height": 900}) as reader:
        reader.page.wait_for_timeout(400)
        assert reader.page.locator("article pre[tabindex='0']").count() == 0
        assert reader.page.locator("article pre[role]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_seen_at_every_stop_of_a_whole_chapter(
    scheme: str, site: str, chromium: Browser
) -> None:
    # Without motion, so that nothing is still on its way when it is looked at.
    with awake(chromium, site, CHAPTER, color_scheme=scheme, reduced_motion="reduce") as reader:
        reader.page.evaluate("scrollTo(0, 0)")
        stops = 0
        for _ in range(400):
            press(reader.page, "Tab")
            focused = reader.page.evaluate(FOCUSED)
            if focused["isPage"]:
                break
            stops += 1
            assert focused["drawn"] >= 2, focused["what"]
            assert focused["contrast"] >= 3, focused["what"]
            assert focused["seen"], focused["what"]
        controls = reader.page.locator(".demo-controls :is([role=slider], select)").count()
        links = reader.page.locator("article a[href]:visible").count()
        assert stops >= controls + links > 10


def test_first_stop_leads_past_the_contents_to_the_text(site: str, chromium: Browser) -> None:
    with reading(chromium, site, CHAPTER) as reader:
        press(reader.page, "Tab")
        assert reader.page.evaluate("document.activeElement.textContent") == "Skip to main content"
        press(reader.page, "Enter", "Tab")
        assert reader.page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("name", ["Contents of the book", "Contents of this page"])
def test_contents_open_and_close_by_keyboard_on_a_narrow_screen(
    name: str, site: str, chromium: Browser
) -> None:
    with reading(chromium, site, CHAPTER, viewport=PHONE) as reader:
        button = reader.page.get_by_role("button", name=name, exact=True)
        button.focus()
        press(reader.page, "Enter")
        dialog = reader.page.get_by_role("dialog", name=name, exact=True)
        assert dialog.is_visible()
        press(reader.page, "Escape")
        assert not dialog.is_visible()
        assert button.evaluate("button => button === document.activeElement")


def test_search_opens_by_keyboard_and_says_what_it_is(site: str, chromium: Browser) -> None:
    with reading(chromium, site, CHAPTER) as reader:
        press(reader.page, "Control+k")
        assert reader.page.get_by_role("dialog", name="Search", exact=True).is_visible()
        reader.page.keyboard.type("perceptron")
        with reader.page.expect_navigation():
            press(reader.page, "Enter")
        assert reader.page.url.endswith("search.html?q=perceptron")


def test_colours_can_be_changed_again_and_again_by_keyboard(site: str, chromium: Browser) -> None:
    with reading(chromium, site, CHAPTER, color_scheme="light") as reader:
        reader.page.get_by_role("button", name="Light or dark").focus()
        seen = []
        for _ in range(3):
            press(reader.page, "Enter")
            seen.append(reader.page.evaluate("document.documentElement.dataset.mode"))
        assert sorted(seen) == ["auto", "dark", "light"]


def test_solution_opens_by_keyboard(site: str, chromium: Browser) -> None:
    with reading(chromium, site, CHAPTER) as reader:
        solution = reader.page.locator("details.solution").first
        solution.locator("summary").focus()
        press(reader.page, "Enter")
        assert solution.locator("pre").first.is_visible()


def test_control_of_a_demo_says_its_name_its_value_and_what_is_shown(
    site: str, chromium: Browser
) -> None:
    with awake(chromium, site, CHAPTER) as reader:
        slider = reader.page.get_by_role("slider", name="weight w₁", exact=True)
        described_by = slider.get_attribute("aria-describedby")
        for key in ("Home", "End"):
            slider.press(key)
            reader.page.wait_for_timeout(100)
            shown = reader.page.locator(f"#{described_by}").inner_text()
            value = slider.get_attribute("aria-valuetext")
            assert value and f"w₁ = {value}" in shown


@pytest.mark.parametrize("page", [CHAPTER, "search.html"])
def test_nothing_moves_for_those_who_ask_for_no_motion(
    page: str, site: str, chromium: Browser
) -> None:
    with awake(chromium, site, page, reduced_motion="reduce") as reader:
        assert reader.page.evaluate(MOVING) == []


def test_controls_keep_their_edges_in_the_colours_of_the_reader(
    site: str, chromium: Browser
) -> None:
    with awake(chromium, site, CHAPTER, forced_colors="active") as reader:
        paper = reader.page.evaluate("getComputedStyle(document.body).backgroundColor")
        for part, colour in (
            (".noUi-handle", "backgroundColor"),
            (".noUi-connects", "backgroundColor"),
            (".demo-controls select", "borderTopColor"),
        ):
            locator = reader.page.locator(part).first
            assert locator.evaluate(f"part => getComputedStyle(part).{colour}") != paper, part
        reader.page.locator(".noUi-handle").first.focus()
        press(reader.page, "Tab")
        assert reader.page.evaluate(FOCUSED)["drawn"] >= 2


def test_text_pictures_and_sentences_remain_without_javascript(
    site: str, chromium: Browser
) -> None:
    for page in PAGES:
        with reading(chromium, site, page, java_script_enabled=False) as reader:
            assert reader.page.locator("h1:visible").count() == 1, page
            assert len(reader.page.locator("article").inner_text()) > 100, page
            shown = "article :is(img, .demo-still figcaption)"
            assert reader.page.locator(f"{shown}:visible").count() == (
                reader.page.locator(shown).count()
            )


# What is done to the theme's markup


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<dialog id="pst-search-dialog">', '<dialog aria-label="Search" id="pst-search-dialog">'),
        (
            '<div id="pst-primary-sidebar" class="bd-sidebar">',
            '<div role="region" aria-label="The book" id="pst-primary-sidebar" class="bd-sidebar">',
        ),
        ('<p role="doc-biblioentry">', '<p role="listitem">'),
    ],
)
def test_what_has_no_name_or_a_wrong_role_is_mended_once(before: str, after: str) -> None:
    assert mended(before) == mended(after) == after
