"""Where the site stands, and the sitemap."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from sphinx_ext.launch_links import Repository
from sphinx_ext.site_address import pages_address, sitemap
from tests.book.small_book import build, read

SETTINGS = 'extensions = ["myst_parser", "sphinx_ext.site_address"]\n'
PAGES = {"index.md": "# A book\n\n```{toctree}\nchapters/one\n```\n", "chapters/one.md": "# One\n"}
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        (Repository("github.com", "Ada/one-neuron"), "https://ada.github.io/one-neuron/"),
        (Repository("github.com", "Ada/ada.github.io"), "https://ada.github.io/"),
        (Repository("gitlab.com", "maths/engine"), "https://maths.gitlab.io/engine/"),
        (Repository("gitlab.com", "maths/analytical/engine"), "https://maths.gitlab.io/analytical/engine/"),
    ],
)  # fmt: skip
def test_the_address_is_that_of_the_hosts_pages(repository: Repository, address: str) -> None:
    assert pages_address(repository) == address


def test_a_sitemap_is_xml_whatever_is_in_an_address() -> None:
    places = ["https://example.org/a.html", "https://example.org/?a=1&b=<2>"]
    assert [place.text for place in ElementTree.fromstring(sitemap(places)).iter(LOC)] == places


def test_a_fork_is_mapped_at_its_own_address(tmp_path: Path) -> None:
    site = build(tmp_path, PAGES, SETTINGS, origin="git@github.com:ada/one-neuron.git")
    base = "https://ada.github.io/one-neuron/"
    mapped = ElementTree.parse(site / "sitemap.xml").iter(LOC)
    assert [place.text for place in mapped] == [f"{base}chapters/one.html", f"{base}index.html"]
    (canonical,) = read(site, "chapters/one.html").select("link[rel=canonical]")
    assert canonical["href"] == f"{base}chapters/one.html"


def test_an_address_that_is_set_is_kept(tmp_path: Path) -> None:
    settings = SETTINGS + 'html_baseurl = "https://example.org/book/"\n'
    site = build(tmp_path, PAGES, settings, origin="git@github.com:ada/one-neuron.git")
    assert "https://example.org/book/index.html" in (site / "sitemap.xml").read_text("utf-8")


def test_without_an_address_there_is_no_sitemap(tmp_path: Path) -> None:
    site = build(tmp_path, PAGES, SETTINGS)
    assert not (site / "sitemap.xml").exists()
    assert read(site, "index.html").select("link[rel=canonical]") == []
