"""What other places show of a page: a sentence and a card."""

import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from sphinx_ext.open_graph import LONGEST, card, tags
from tests.book.small_book import build, read

SETTINGS = 'extensions = ["myst_parser", "sphinx_ext.site_address", "sphinx_ext.open_graph"]\n'
CHAPTER = f"""# One "neuron" & more

*Reading time: about 3 minutes.*

{"A neuron adds & decides. " * 20}
"""
PAGES = {
    "index.md": "# A book\n\nWhat it is.\n\n```{toctree}\nchapters/one\n```\n",
    "chapters/one.md": CHAPTER,
}


def properties(page: BeautifulSoup) -> dict[str, str]:
    """Return a page's Open Graph properties."""
    return {str(tag["property"]): str(tag["content"]) for tag in page.select("meta[property]")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    origin = "git@github.com:ada/one-neuron.git"
    return build(tmp_path_factory.mktemp("book"), PAGES, SETTINGS, origin)


def test_a_chapter_is_described_by_its_beginning(site: Path) -> None:
    page = read(site, "chapters/one.html")
    told = properties(page)
    assert told["og:title"] == "One “neuron” & more"
    assert told["og:description"].startswith("A neuron adds & decides.")
    assert len(told["og:description"]) <= LONGEST
    (description,) = page.select("meta[name=description]")
    assert description["content"] == told["og:description"]


def test_addresses_are_whole_and_the_card_is_there(site: Path) -> None:
    told = properties(read(site, "chapters/one.html"))
    base = "https://ada.github.io/one-neuron/"
    assert told["og:url"] == f"{base}chapters/one.html"
    with Image.open(site / told["og:image"].removeprefix(base)) as picture:
        assert picture.size == (int(told["og:image:width"]), int(told["og:image:height"]))


def test_the_first_page_is_a_website_and_a_chapter_an_article(site: Path) -> None:
    assert properties(read(site, "index.html"))["og:type"] == "website"
    assert properties(read(site, "chapters/one.html"))["og:type"] == "article"


def test_without_an_address_there_is_a_description_and_no_card(tmp_path: Path) -> None:
    site = build(tmp_path, PAGES, SETTINGS)
    told = properties(read(site, "chapters/one.html"))
    assert "og:description" in told
    assert not {"og:url", "og:image"} & told.keys()
    assert not (site / "_cards").exists()


def test_a_page_of_no_words_has_no_description() -> None:
    assert "description" not in tags({"og:title": "Benchmarks", "og:description": ""})


def test_a_card_is_small_and_differs_with_its_title() -> None:
    one, other = card("One neuron", "A book"), card("Layers", "A book")
    assert one != other
    assert max(len(one), len(other)) < 30_000
    with Image.open(io.BytesIO(one)) as picture:
        assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
