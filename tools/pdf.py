"""The book as one PDF, printed by Chromium from the built site: `python -m tools.pdf`.

The pages are put one after another into one document, so that their links lead to each other. How
a page is printed stands in `sphinx_ext/static/print.css`; what only the whole book has, its cover
and its contents, in `pdf.css` beside this file. Its functions are imported by tests alone.
"""

import io
import json
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path, PurePosixPath

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Page, Route
from pypdf import PdfReader
from sphinx_external_toc.parsing import parse_toc_yaml

from sphinx_ext.logo import LOGO
from tools.browser import served, started_chromium
from tools.site import ROOT, SITE, SiteError

TARGET = ROOT / "_build" / "one-neuron-at-a-time.pdf"
STYLE = Path(__file__).with_name("pdf.css")
# Where the document is asked for: beside the chapters, so that their addresses hold.
PLACE = "chapters/the-whole-book.html"
ON_SCREEN_ONLY = ".headerlink, .launch-links, script"

Parts = Sequence[tuple[str, Sequence[str]]]


def parts_of(toc: Path) -> Parts:
    """Return the parts of the book, each with its pages; the first is the root and has no name."""
    root = parse_toc_yaml(toc).root
    named = [(part.caption or "", [str(page) for page in part.items]) for part in root.subtrees]
    return [("", [root.docname]), *named]


def anchor_of(page: str, anchor: str = "") -> str:
    """Return the anchor, in the whole book, of a page or of a place in it.

    Examples
    --------
    >>> anchor_of("chapters/layers", "claim-c75")
    'layers--claim-c75'
    """
    stem = PurePosixPath(page).stem
    return f"{stem}--{anchor}" if anchor else stem


def as_chapter(article: Tag, page: str) -> None:
    """Make a page's text, in place, a part of the whole book: anchors of its own, folds open."""
    for gone in article.select(ON_SCREEN_ONLY):
        gone.decompose()
    for place in article.select("[id]"):
        place["id"] = anchor_of(page, str(place["id"]))
    article["id"] = anchor_of(page)
    for link in article.select("a[href]"):
        address, _, anchor = str(link["href"]).partition("#")
        if "://" not in address:
            link["href"] = f"#{anchor_of(address or page, anchor)}"
    for invitation in article.select(".demo-control a"):  # behind a value that only a kernel moves
        value = invitation.parent
        if value:
            value.string = value.get_text().partition(" (")[0]
    for fold in article.select("details"):
        fold["open"] = ""
    for image in article.select("img[loading]"):
        del image["loading"]  # or it would not be there in time


def whole_book(site: Path, parts: Parts) -> str:
    """Return the book as one HTML document: cover, contents, and every page."""
    pages = [page for _, of_part in parts for page in of_part]
    soups = {
        page: BeautifulSoup((site / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
        for page in pages
    }
    # a page has more styles than another or fewer, in the same order
    styles: dict[str, None] = {}
    for soup in sorted(soups.values(), key=lambda soup: -len(soup.select("[rel=stylesheet]"))):
        styles |= dict.fromkeys(map(str, soup.select("[rel=stylesheet]")))
    articles, titles = [], {}
    for page, soup in soups.items():
        article = soup.select_one("article")
        if article is None or article.h1 is None:
            raise SiteError(f"{page}.html has no article with a title")
        as_chapter(article, page)
        articles.append(article)
        titles[page] = article.h1.get_text()
    drop_dead_links(articles)
    title = escape(titles[pages[0]])
    return (
        '<!DOCTYPE html><html lang="en-GB" data-theme="light"><head><meta charset="utf-8">'
        f"<title>{title}</title>{''.join(styles)}"
        f"<style>{STYLE.read_text(encoding='utf-8')}{running_titles(titles)}</style></head><body>"
        f'<header class="cover">{LOGO.read_text(encoding="utf-8")}<p>{title}</p></header>'
        f'<nav class="book-contents"><h1>Contents</h1>{contents(parts, titles)}</nav>'
        f'<main class="bd-content">{"".join(map(str, articles))}</main></body></html>'
    )


def drop_dead_links(articles: Sequence[Tag]) -> None:
    """Make plain text of links to what the book has not: the search page, the launch links."""
    inside = {str(place["id"]) for article in articles for place in article.select("[id]")}
    inside |= {str(article["id"]) for article in articles}
    for article in articles:
        for link in article.select("a[href^='#']"):
            if str(link["href"])[1:] not in inside:
                del link["href"]


def contents(parts: Parts, titles: Mapping[str, str]) -> str:
    """Return the table of contents; `print_book` fills in the numbers of the pages."""
    lists = ""
    for part, pages in parts:
        items = "".join(
            f'<li><a href="#{anchor_of(page)}">{escape(titles[page])}</a>'
            f'<span data-page-of="{anchor_of(page)}"></span></li>'
            for page in pages
        )
        lists += (f"<h2>{part}</h2>" if part else "") + f"<ol>{items}</ol>"
    return lists


def running_titles(titles: Mapping[str, str]) -> str:
    """Return a style that puts each chapter's title at the head of its pages."""
    return "".join(
        f"#{anchor_of(page)} {{ page: {anchor_of(page)}; }}"
        f"@page {anchor_of(page)} {{ @top-center {{ content: "
        f"{json.dumps(title, ensure_ascii=False)}; }} }}"
        for page, title in titles.items()
    )


def pages_of(pdf: bytes, anchors: Sequence[str]) -> dict[str, int]:
    """Return the number of the page, from 1, on which each anchor stands."""
    reader = PdfReader(io.BytesIO(pdf))
    places = {name.removeprefix("/"): place for name, place in reader.named_destinations.items()}
    found = {anchor: reader.get_destination_page_number(places[anchor]) for anchor in anchors}
    return {anchor: number + 1 for anchor, number in found.items() if number is not None}


def print_book(page: Page) -> bytes:
    """Print the document in a page, its contents with the numbers of the pages.

    The numbers are known once it is printed; they stand in boxes of a fixed width, so the second
    time everything is where it was.
    """
    anchors = page.eval_on_selector_all(
        "[data-page-of]", "places => places.map(place => place.dataset.pageOf)"
    )
    numbers = pages_of(page.pdf(prefer_css_page_size=True), anchors)
    page.evaluate(
        "numbers => document.querySelectorAll('[data-page-of]').forEach("
        "place => { place.textContent = numbers[place.dataset.pageOf]; })",
        numbers,
    )
    return page.pdf(
        prefer_css_page_size=True, print_background=True, tagged=True, outline=True
    )  # fmt: skip


def make_pdf(site: Path, parts: Parts) -> bytes:
    """Return the built book as a PDF.

    Raises
    ------
    SiteError
        When a page is not built, or there is no Chromium.
    """
    for _, pages in parts:
        for page in pages:
            if not (site / f"{page}.html").is_file():
                raise SiteError(f"there is no {page}.html in {site}: build it first (`make book`)")
    book = whole_book(site, parts)

    def give_book(route: Route) -> None:
        route.fulfill(body=book, content_type="text/html; charset=utf-8")

    with served(site) as address, started_chromium() as browser:
        sheet = browser.new_page(java_script_enabled=False)
        sheet.route(f"**/{PLACE}", give_book)
        sheet.goto(address + PLACE, wait_until="load", timeout=120_000)
        pdf = print_book(sheet)
    return pdf


def main() -> int:
    """Print the book; return the exit status."""
    try:
        pdf = make_pdf(SITE, parts_of(ROOT / "_toc.yml"))
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1
    TARGET.write_bytes(pdf)
    n_pages = len(PdfReader(io.BytesIO(pdf)).pages)
    print(f"{TARGET.relative_to(ROOT)}: {n_pages} pages, {len(pdf) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
