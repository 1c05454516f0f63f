"""Chapters are executed at the same time, afresh in each build, and a failure is not hidden."""

import subprocess
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.book.small_book import build, read

SETTINGS = 'extensions = ["myst_nb", "sphinx_ext.side_by_side"]\nnb_execution_mode = "force"\n'
INDEX = "# A book\n```{toctree}\none\ntwo\n```\n"
WAITING = """\
from pathlib import Path
from time import monotonic, sleep

Path("{own}").touch()
too_late = monotonic() + 60
while not Path("{other}").exists() and monotonic() < too_late:
    sleep(0.05)
print("met" if Path("{other}").exists() else "alone")"""


def pages(**code: str) -> dict[str, str | NotebookNode]:
    """Return a book with a chapter of one cell for each piece of code."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    chapters = {
        f"{name}.ipynb": new_notebook(
            cells=[new_markdown_cell(f"# {name}"), new_code_cell(cell)],
            metadata={"kernelspec": kernel},
        )
        for name, cell in code.items()
    }
    return {"index.md": INDEX, **chapters}


def printed(site: Path, name: str) -> str:
    """Return what a chapter's cell printed."""
    return read(site, f"{name}.html").select_one(".cell_output").get_text().strip()


def test_two_chapters_can_wait_for_each_other(tmp_path: Path) -> None:
    waiting = [WAITING.format(own=own, other=other) for own, other in ("ab", "ba")]
    site = build(tmp_path, pages(one=waiting[0], two=waiting[1]), SETTINGS)
    assert [printed(site, name) for name in ("one", "two")] == ["met", "met"]


def test_each_build_computes_anew(tmp_path: Path) -> None:
    book = pages(one="print(open('said').read())", two="2")
    for said in ("before", "after"):
        (tmp_path / "said").write_text(said, encoding="utf-8")
        assert printed(build(tmp_path, book, SETTINGS), "one") == said


def test_a_chapter_that_fails_ends_the_build(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        build(tmp_path, pages(one="1 / 0", two="2"), SETTINGS)
