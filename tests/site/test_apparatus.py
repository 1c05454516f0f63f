"""What helps a reader find the way: first page, search, references, copies, neighbours, print."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from tests.site.contents import PAGES
from tests.site.reader import reading
from tools.site import SITE

CHAPTER = "chapters/one-neuron.html"
CHAPTERS = [page for page in PAGES if (SITE / f"_sources/{page[:-5]}.ipynb").exists()]
DESK = {"width": 1440, "height": 900}
PREVIEW = "#preview"


def test_the_first_screen_says_what_this_is_and_has_a_demo_that_moves(
    site: str, chromium: Browser
) -> None:
    with reading(chromium, site, "chapters/index.html", viewport=DESK) as reader:
        expect(
            reader.page.get_by_role("link", name="Start with the quick intro")
        ).to_be_in_viewport()
        reader.wake_all_demos()
        sentence = reader.page.locator(".demo-frames figcaption").inner_text()
        handle = reader.page.get_by_role("slider").first
        expect(handle).to_be_in_viewport()
        expect(reader.page.locator(".demo-frames figcaption")).to_be_in_viewport(ratio=1)
        handle.press("ArrowLeft")
        expect(reader.page.locator(".demo-frames figcaption")).not_to_have_text(sentence)


def test_the_first_page_lists_every_chapter_with_its_reading_time(
    site: str, chromium: Browser
) -> None:
    with reading(chromium, site, "chapters/index.html") as reader:
        items = reader.page.locator(".chapter-list li").all()
        assert len(items) >= 10
        for item in items:
            assert re.search(r"\d+ minutes$", item.inner_text().strip())
            answer = reader.page.request.get(item.locator("a").evaluate("link => link.href"))
            assert (
                f"Reading time: about {item.locator('.reading-time').inner_text()}" in answer.text()
            )


def test_a_search_finds_chapters_before_names_of_the_library(site: str, chromium: Browser) -> None:
    with reading(chromium, site, "search.html?q=neuron") as reader:
        results = reader.page.locator("#search-results li > a")
        expect(results.filter(has_text="neuronlib.scenes").first).to_be_visible()
        titles = results.all_inner_texts()
        names = [title.startswith("neuronlib.") for title in titles]
        assert titles.index("One neuron as a classifier") < names.index(True)


@pytest.mark.parametrize(
    ("words", "place"),
    [("maxout", "relu-and-relatives"), ("overfitting", "number-and-size"), ("softmax", "quick")],
)
def test_searching_a_term_gives_its_chapter(
    words: str, place: str, site: str, chromium: Browser
) -> None:
    with reading(chromium, site, f"search.html?q={words}") as reader:
        found = reader.page.locator(f"#search-results a[href*='{place}']").first
        found.wait_for()
        assert reader.complaints == []


def test_what_a_search_shows_of_a_page_has_a_formula_once(site: str, chromium: Browser) -> None:
    formula = "<math><mfrac><mi>a</mi><msup><mi>x</mi><mn>2</mn></msup></mfrac></math>"
    katex = (
        f'<span class="katex"><span class="katex-mathml">{formula}<annotation>TeX</annotation>'
        '</span><span class="katex-html" aria-hidden="true">ax2</span></span>'
    )
    page = f'<main role="main"><p id="here">Let {katex} be.</p><script>1</script></main>'
    with reading(chromium, site, "search.html") as reader:
        shown = "([page, anchor]) => Search.htmlToText(page, anchor)"
        assert reader.page.evaluate(shown, [page, None]) == "Let a/x^2 be."
        assert reader.page.evaluate(shown, [page, "#here"]) == "Let a/x^2 be."


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
@pytest.mark.parametrize(
    ("link", "shows"),
    [
        ("article p a.reference[href^='#equation-']", ".katex"),
        ("article a.glossary-link", "dd"),
        ("article a.reference[href*='references.html#']", ".citation, p"),
    ],
    ids=["equation", "term", "work"],
)
def test_a_reference_shows_what_it_leads_to(
    link: str, shows: str, way: str, site: str, chromium: Browser
) -> None:
    with reading(chromium, site, CHAPTER, viewport=DESK) as reader:
        place = reader.page.locator(link).first
        place.scroll_into_view_if_needed()
        place.hover() if way == "pointer" else place.focus()
        preview = reader.page.locator(PREVIEW)
        preview.wait_for()
        assert preview.locator(shows).count()
        assert place.get_attribute("aria-describedby") == "preview"
        assert preview.evaluate("box => box.querySelector('[id], [href], [tabindex]')") is None
        assert reader.complaints == []


def open_preview(page: Page) -> None:
    link = page.locator("article a.glossary-link").first
    link.scroll_into_view_if_needed()
    link.hover()
    page.locator(PREVIEW).wait_for()


def test_escape_closes_a_preview(site: str, chromium: Browser) -> None:
    with reading(chromium, site, CHAPTER, viewport=DESK) as reader:
        open_preview(reader.page)
        reader.page.keyboard.press("Escape")
        expect(reader.page.locator(PREVIEW)).to_have_count(0)


def test_a_preview_stays_while_the_pointer_is_in_it_and_goes_after(
    site: str, chromium: Browser
) -> None:
    with reading(chromium, site, CHAPTER, viewport=DESK) as reader:
        open_preview(reader.page)
        reader.page.locator(PREVIEW).hover()
        reader.page.wait_for_timeout(600)
        expect(reader.page.locator(PREVIEW)).to_be_visible()
        reader.page.mouse.move(5, 5)
        expect(reader.page.locator(PREVIEW)).to_have_count(0)


def test_a_preview_stays_inside_a_narrow_screen(site: str, chromium: Browser) -> None:
    with reading(chromium, site, CHAPTER, viewport={"width": 320, "height": 600}) as reader:
        open_preview(reader.page)
        box = reader.page.locator(PREVIEW).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320


def test_the_script_of_previews_is_small() -> None:
    assert (SITE / "_static" / "previews.js").stat().st_size <= 4000


def numbers(kind: str) -> list[int]:
    """Return the numbers of all figures or equations, in the order of the book."""
    found = []
    for page in PAGES:
        soup = BeautifulSoup((SITE / page).read_text(encoding="utf-8"), "html.parser")
        found += [int(re.findall(r"\d+", tag.get_text())[0]) for tag in soup.select(kind)]
    return found


@pytest.mark.parametrize("kind", ["figure .caption-number", ".eqno"])
def test_figures_and_equations_are_numbered_through_the_book(kind: str) -> None:
    found = numbers(kind)
    assert len(found) >= 20
    assert found == list(range(1, len(found) + 1))


@pytest.mark.parametrize("page", CHAPTERS)
def test_every_picture_of_a_chapter_is_a_figure_or_a_demo(page: str) -> None:
    soup = BeautifulSoup((SITE / page).read_text(encoding="utf-8"), "html.parser")
    pictures = soup.select("article .cell_output img")
    assert all(picture.find_parent("figure") for picture in pictures)


def test_code_is_copied_with_a_button_that_has_a_name(site: str, chromium: Browser) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with reading(chromium, site, CHAPTER, permissions=permissions) as reader:
        code = reader.page.locator(".cell_input pre").first
        button = reader.page.get_by_role("button", name="Copy").first
        button.focus()
        expect(button).to_be_visible()
        button.press("Enter")
        copied = reader.page.evaluate("navigator.clipboard.readText()")
        assert copied.strip() == code.inner_text().strip()


def test_chapters_lead_from_one_to_the_next_and_back(site: str, chromium: Browser) -> None:
    with reading(chromium, site, PAGES[1]) as reader:
        for before, after in pairwise(PAGES[1:6]):
            reader.page.goto(site + before)
            ahead = reader.page.locator("a.right-next").evaluate("link => link.href")
            assert ahead == site + after
            reader.page.goto(ahead)
            assert reader.page.locator("a.left-prev").evaluate("link => link.href") == site + before


def test_the_list_beside_a_chapter_leads_to_its_sections(site: str, chromium: Browser) -> None:
    with reading(chromium, site, CHAPTER, viewport=DESK) as reader:
        listed = reader.page.locator("#pst-page-toc-nav a, .page-toc a").all()
        assert len(listed) >= 5
        for link in listed:
            target = str(link.get_attribute("href"))
            assert reader.page.locator(target).count() == 1


def test_a_missing_page_helps_at_any_depth(site: str, chromium: Browser) -> None:
    with reading(chromium, site, "404.html") as reader:
        markup = reader.page.content()
        deep = f"{site}chapters/no/such/page.html"
        reader.page.context.route(deep, lambda route: route.fulfill(body=markup))
        reader.page.goto(deep)
        for link in reader.page.get_by_role("link").all():
            address = link.evaluate("link => link.href")
            assert reader.page.request.get(address).ok, address
        reader.page.get_by_label("Search the book").fill("maxout")
        reader.page.get_by_role("button", name="Search").click()
        assert reader.page.url == f"{site}search.html?q=maxout"


def test_a_figure_on_a_dark_page_is_white_and_not_filtered(site: str, chromium: Browser) -> None:
    with reading(chromium, site, CHAPTER, color_scheme="dark") as reader:
        looks = reader.page.locator(".cell_output img").evaluate_all(
            "images => images.map(image => getComputedStyle(image))"
            ".map(style => [style.filter, style.backgroundColor])"
        )
        assert looks and all(look == ["none", "rgb(255, 255, 255)"] for look in looks)


def test_four_kinds_of_boxes_have_four_marks(site: str, chromium: Browser) -> None:
    boxes = {
        ".demo-place": "::before",
        ".admonition.tip > .admonition-title": "::after",
        ".admonition.exercise > .admonition-title": "::after",
        ".admonition.note > .admonition-title": "::after",
    }
    with reading(chromium, site, CHAPTER) as reader:
        marks = [
            reader.page.locator(f"article {box}").first.evaluate(
                "(box, part) => { const style = getComputedStyle(box, part);"
                " return [style.clipPath, style.backgroundColor]; }",
                part,
            )
            for box, part in boxes.items()
        ]
    for what in zip(*marks, strict=True):
        assert len(set(what)) == len(boxes), marks


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_printed_page_is_ink_on_paper_without_what_only_a_screen_can_use(
    scheme: str, site: str, chromium: Browser
) -> None:
    with reading(chromium, site, CHAPTER, color_scheme=scheme) as reader:
        n_demos = reader.wake_all_demos()
        reader.page.emulate_media(media="print", color_scheme=scheme)
        screen = (
            ".bd-sidebar-primary",
            ".bd-header-article",
            ".launch-links",
            ".copybtn",
            "select",
        )
        for gone in screen:
            for each in reader.page.locator(gone).all():
                expect(each).to_be_hidden()
        colour = reader.page.locator("article p").first.evaluate("p => getComputedStyle(p).color")
        assert colour == "rgb(27, 27, 27)"
        expect(reader.page.locator(".demo-frames img:visible")).to_have_count(n_demos)
