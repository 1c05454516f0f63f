"""The page that is shown where there is none."""

from pathlib import Path

import pytest

from sphinx_ext.not_found import root_of
from tests.book.small_book import build, read

SETTINGS = 'extensions = ["myst_parser", "sphinx_ext.not_found"]\n'
PAGES = {"index.md": "# A book\n\n```{toctree}\nchapters/one\n```\n", "chapters/one.md": "# One\n"}


@pytest.mark.parametrize(
    ("address", "root"),
    [("https://ada.github.io/one/", "/one/"), ("https://ada.github.io/", "/"), ("", "/")],
)
def test_the_root_is_the_path_of_the_address(address: str, root: str) -> None:
    assert root_of(address) == root


@pytest.mark.parametrize("root", ["/", "/one-neuron/"])
def test_its_links_start_at_the_root_whatever_was_asked_for(tmp_path: Path, root: str) -> None:
    base = "" if root == "/" else f'html_baseurl = "https://ada.github.io{root}"\n'
    page = read(build(tmp_path, PAGES, SETTINGS + base), "404.html")
    links = {link.get_text(): link["href"] for link in page.select("a")}
    assert links == {"A book": f"{root}index.html", "One": f"{root}chapters/one.html"}
    (search,) = page.select("form[role=search]")
    assert search["action"] == f"{root}search.html"


def test_it_needs_no_other_file(tmp_path: Path) -> None:
    page = read(build(tmp_path, PAGES, SETTINGS), "404.html")
    assert page.select("link, script, [src]") == []
    assert page.select("main > svg[aria-hidden]")
