"""The book as one PDF: joined, linked within itself, numbered, and with nothing left to press."""

import io
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from tools import pdf
from tools.site import ROOT, SITE, SiteError

HEAD = '<link rel="stylesheet" href="../_static/print.css">'
INDEX = """<article><h1>A book<a class="headerlink" href="#a">#</a></h1>
<a href="one.html">One</a></article>"""
ONE = """<article><h1>One</h1><p id="claim">See <a href="two.html#loss">the loss</a>,
<a href="#claim">above</a>, <a href="../search.html">a search</a>,
<a href="https://example.org/a.html">elsewhere</a>.</p>
<div class="demo-control"><span>seed</span>
<span>0 (<a href="#launch-links">run this chapter</a> to move it)</span></div>
<details><summary>Hint</summary>Think.</details><nav class="launch-links">Run</nav>
<script>alert(1)</script><img loading="lazy" alt="A dot" src="data:,"></article>"""
TWO = (
    '<article><h1>Two</h1><p>First.</p><p id="loss" style="break-before: page">Loss.</p></article>'
)
PARTS = [("", ["chapters/index"]), ("Text", ["chapters/one", "chapters/two"])]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "chapters").mkdir()
    for name, body in (("index", INDEX), ("one", ONE), ("two", TWO)):
        page = f"<html><head>{HEAD}</head><body>{body}</body></html>"
        (tmp_path / "chapters" / f"{name}.html").write_text(page, encoding="utf-8")
    return tmp_path


@pytest.fixture
def whole(site: Path) -> BeautifulSoup:
    return BeautifulSoup(pdf.whole_book(site, PARTS), "html.parser")


def test_pages_follow_each_other_in_the_order_of_the_contents(whole: BeautifulSoup) -> None:
    assert [page["id"] for page in whole.select("article")] == ["index", "one", "two"]
    listed = whole.select(".book-contents :is(h2, a)")
    assert [line.get_text() for line in listed] == ["A book", "Text", "One", "Two"]


def test_links_lead_to_places_in_the_same_document_or_nowhere(whole: BeautifulSoup) -> None:
    links = {link.get_text(): link.get("href") for link in whole.select("article a")}
    assert links == {
        "One": "#one",
        "the loss": "#two--loss",
        "above": "#one--claim",
        "a search": None,
        "elsewhere": "https://example.org/a.html",
    }
    for address in links.values():
        if address and address.startswith("#"):
            assert whole.find(id=address[1:])


def test_folds_are_open_and_what_only_a_screen_can_use_is_gone(whole: BeautifulSoup) -> None:
    assert all(fold.has_attr("open") for fold in whole.select("details"))
    assert whole.select("script, .launch-links, .headerlink, img[loading]") == []


def test_a_control_that_only_a_kernel_moves_is_its_value(whole: BeautifulSoup) -> None:
    assert whole.select(".demo-control")[0].get_text(" ", strip=True) == "seed 0"


def test_a_title_is_the_same_on_the_cover_in_the_contents_and_over_the_pages(site: Path) -> None:
    index = site / "chapters" / "index.html"
    named = index.read_text(encoding="utf-8").replace("A book", 'Q &amp; "A"')
    index.write_text(named, encoding="utf-8")
    whole = BeautifulSoup(pdf.whole_book(site, PARTS), "html.parser")
    for place in ("title", ".cover p", ".book-contents a"):
        assert whole.select(place)[0].get_text() == 'Q & "A"'
    assert r'content: "Q & \"A\""' in whole.select("style")[0].get_text()


def test_a_style_that_pages_share_is_there_once(whole: BeautifulSoup) -> None:
    assert len(whole.select("link[rel=stylesheet]")) == 1


def test_a_page_without_a_text_is_named(site: Path) -> None:
    (site / "chapters" / "two.html").write_text("<p>Nothing</p>", encoding="utf-8")
    with pytest.raises(SiteError, match=r"chapters/two\.html has no article"):
        pdf.whole_book(site, PARTS)


def test_a_page_that_is_not_built_is_named(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"there is no chapters/index\.html .*make book"):
        pdf.make_pdf(tmp_path, PARTS)


def test_the_parts_are_those_of_the_table_of_contents() -> None:
    parts = pdf.parts_of(ROOT / "_toc.yml")
    assert parts[0] == ("", ["chapters/index"])
    assert parts[1][0] == "Start" and parts[1][1][0] == "chapters/what-you-need"


@pytest.fixture
def printed(site: Path) -> PdfReader:
    # in a thread of its own: in this one the Chromium of other tests may still be at work
    with ThreadPoolExecutor(1) as beside:
        return PdfReader(io.BytesIO(beside.submit(pdf.make_pdf, site, PARTS).result()))


def test_the_contents_name_the_pages_on_which_the_chapters_begin(printed: PdfReader) -> None:
    texts = [page.extract_text() for page in printed.pages]
    begins = {
        name: number
        for name in ("One", "Two")
        for number, text in enumerate(texts, 1)
        # its running title, and then the title itself
        if text.startswith(f"{name}\n{name}\n")
    }
    told = dict(re.findall(r"^(One|Two) (\d+)$", texts[1], re.MULTILINE))
    assert {name: int(number) for name, number in told.items()} == begins == {"One": 4, "Two": 5}


def test_the_printed_links_need_no_site(printed: PdfReader) -> None:
    for page in printed.pages:
        for each in page.get("/Annots", []):
            link = each.get_object() if isinstance(each, IndirectObject) else each
            assert "127.0.0.1" not in str(link)


def test_what_a_cell_gives_is_printed_on_the_page_of_the_cell(site: Path) -> None:
    cell = """<div style="break-before: page; height: 235mm"></div>
    <div class="cell"><div class="cell_input"><pre>asked</pre></div>
    <div class="cell_output"><pre style="height: 20mm">answered</pre></div></div></article>"""
    two = site / "chapters" / "two.html"
    two.write_text(two.read_text(encoding="utf-8").replace("</article>", cell), encoding="utf-8")
    (site / "_static").mkdir()
    shutil.copy(ROOT / "sphinx_ext" / "static" / "print.css", site / "_static")
    with ThreadPoolExecutor(1) as beside:
        book = PdfReader(io.BytesIO(beside.submit(pdf.make_pdf, site, PARTS).result()))
    (together,) = [text for page in book.pages if "asked" in (text := page.extract_text())]
    assert "answered" in together


def test_the_built_book_can_be_printed_whole() -> None:
    whole = BeautifulSoup(pdf.whole_book(SITE, pdf.parts_of(ROOT / "_toc.yml")), "html.parser")
    ids = [str(tag["id"]) for tag in whole.select("[id]")]
    assert len(ids) == len(set(ids))
    lost = [a["href"] for a in whole.select("a[href^='#']") if a["href"][1:] not in set(ids)]
    assert lost == []
