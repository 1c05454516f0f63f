"""The links from a chapter to Binder, to its notebook and to a new issue."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_markdown_cell, new_notebook

from sphinx_ext.launch_links import (
    Link,
    Repository,
    find_repository,
    navigation,
    page_links,
    parse_remote,
)

ROOT = Path(__file__).parents[2]
GITHUB = Repository("github.com", "ada/one-neuron")
GITLAB = Repository("gitlab.com", "maths/analytical/engine")
CHAPTER = "chapters/one-neuron.ipynb"
SECRET = "ghp_Secret123"


def origin(folder: Path, remote: str) -> Path:
    subprocess.run(["git", "init", "-q", folder], check=True)
    subprocess.run(["git", "-C", folder, "remote", "add", "origin", remote], check=True)
    return folder


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/ada/one-neuron",
        "https://github.com/ada/one-neuron.git",
        "https://github.com/ada/one-neuron/",
        "https://github.com:443/ada/one-neuron.git",
        f"https://ada:{SECRET}@github.com/ada/one-neuron.git",
        f"https://{SECRET}@github.com/ada/one-neuron.git",
        f"https://ada:p@ss@{SECRET}@github.com/ada/one-neuron.git",
        "git@github.com:ada/one-neuron.git",
        "github.com:ada/one-neuron",
        "ssh://git@github.com/ada/one-neuron.git",
        "ssh://git@ssh.github.com:443/ada/one-neuron.git",
        "git://github.com/ada/one-neuron.git",
    ],
)
def test_each_form_of_a_github_remote_names_the_same_repository(remote: str) -> None:
    assert parse_remote(remote) == GITHUB


@pytest.mark.parametrize(
    "remote",
    [
        "https://gitlab.com/maths/analytical/engine.git",
        "git@gitlab.com:maths/analytical/engine.git",
        "ssh://git@altssh.gitlab.com:443/maths/analytical/engine.git",
    ],
)
def test_a_gitlab_remote_keeps_its_groups(remote: str) -> None:
    assert parse_remote(remote) == GITLAB


@pytest.mark.parametrize(
    "remote",
    [
        "",
        "/srv/git/one-neuron.git",
        "../one-neuron",
        "file:///srv/git/one-neuron.git",
        "C:/books/one-neuron",
        "https://git.example.org/ada/one-neuron.git",
        "git@git.example.org:ada/one-neuron.git",
        "https://github.com.example.org/ada/one-neuron",
        "https://example.org/github.com/ada/one-neuron",
        "https://github.com/ada",
        "https://github.com/ada/one-neuron/tree/main",
        'https://github.com/ada/"><script>',
    ],
)
def test_a_remote_that_readers_cannot_reach_names_no_repository(remote: str) -> None:
    assert parse_remote(remote) is None


def test_the_repository_is_the_origin_of_the_checkout(tmp_path: Path) -> None:
    assert find_repository(origin(tmp_path, "git@github.com:ada/one-neuron.git")) == GITHUB


def test_a_checkout_without_a_remote_has_no_repository(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert find_repository(tmp_path) is None


def test_a_copy_inside_another_checkout_is_not_taken_for_it(tmp_path: Path) -> None:
    copy = origin(tmp_path, "git@github.com:ada/one-neuron.git") / "copy"
    copy.mkdir()
    assert find_repository(copy) is None


def test_a_machine_without_git_builds_without_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = origin(tmp_path, "git@github.com:ada/one-neuron.git")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_repository(checkout) is None


def test_binder_opens_the_chapter_in_jupyterlab() -> None:
    home = "https://mybinder.org/v2"
    assert GITHUB.binder(CHAPTER) == f"{home}/gh/ada/one-neuron/main?urlpath=lab/tree/{CHAPTER}"
    assert GITLAB.binder(CHAPTER) == (
        f"{home}/gl/maths%2Fanalytical%2Fengine/main?urlpath=lab/tree/{CHAPTER}"
    )


@pytest.mark.parametrize(
    ("repository", "path", "title", "body"),
    [
        (GITHUB, "/ada/one-neuron/issues/new", "title", "body"),
        (GITLAB, "/maths/analytical/engine/-/issues/new", "issue[title]", "issue[description]"),
    ],
)
def test_a_report_comes_with_the_name_of_its_page(
    repository: Repository, path: str, title: str, body: str
) -> None:
    links = page_links(repository, "Scores & losses", CHAPTER, "x.ipynb")
    (report,) = (link for link in links if link.text == "Report a mistake")
    address = urlsplit(report.address)
    filled_in = parse_qs(address.query)
    assert (address.hostname, address.path) == (repository.host, path)
    assert filled_in[title] == ["Mistake in “Scores & losses”"]
    assert filled_in[body][0].startswith(f"Page: Scores & losses ({CHAPTER})\n")


def test_without_a_remote_only_the_download_is_left() -> None:
    assert page_links(None, "One neuron", CHAPTER, "../_sources/one-neuron.ipynb") == (
        Link("Download notebook", "../_sources/one-neuron.ipynb", "one-neuron.ipynb"),
    )


def test_a_page_that_is_no_notebook_can_only_be_reported() -> None:
    (link,) = page_links(GITHUB, "Ledger", "chapters/ledger.md", "")
    assert link.text == "Report a mistake"


def test_a_page_without_links_gets_no_empty_navigation() -> None:
    assert navigation(page_links(None, "Ledger", "chapters/ledger.md", "")) == ""


def test_addresses_are_escaped_in_the_page() -> None:
    html = navigation((Link("Report", 'https://example.org/?a=1&b="2"'),))
    assert 'href="https://example.org/?a=1&amp;b=&quot;2&quot;"' in html


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a book of one chapter whose origin holds a password."""
    book = tmp_path_factory.mktemp("book")
    origin(book, f"https://ada:{SECRET}@github.com/ada/one-neuron.git")
    (book / "conf.py").write_text(
        'extensions = ["myst_nb", "sphinx_ext.launch_links"]\n'
        'exclude_patterns = ["_build"]\nnb_execution_mode = "off"\n',
        encoding="utf-8",
    )
    (book / "chapters").mkdir()
    (book / "index.md").write_text(
        "# A book\n\n```{toctree}\nchapters/one-neuron\n```\n", encoding="utf-8"
    )
    chapter = new_notebook(cells=[new_markdown_cell("# One neuron")])
    nbformat.write(chapter, book / CHAPTER)
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-n", "-q", ".", "_build/html"],
        cwd=book,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
    )
    return book / "_build" / "html"


def test_a_built_chapter_links_to_the_same_chapter_elsewhere(site: Path) -> None:
    page = site / "chapters" / "one-neuron.html"
    nav = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find(id="launch-links")
    assert nav["aria-label"] == "This chapter elsewhere"
    binder, download, report = nav.find_all("a")
    assert binder["href"] == GITHUB.binder(CHAPTER)
    assert unquote(report["href"]).endswith(
        f"Page: One neuron ({CHAPTER})\n\nWhat it says:\n\nWhat is wrong with it:\n"
    )
    assert download["download"] == "one-neuron.ipynb"
    served = page.parent / download["href"]
    assert nbformat.read(served, as_version=4).cells[0].source == "# One neuron"


def test_a_password_in_the_remote_never_reaches_the_site(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert pages
    assert [page for page in pages if SECRET in page.read_text(encoding="utf-8")] == []
