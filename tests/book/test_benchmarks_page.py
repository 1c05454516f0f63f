"""The page of the benchmarks, in a book that is really built: stored results become tables."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from benchmarks.results import COLUMNS, Description, Results, Row

ROOT = Path(__file__).parents[2]
STEP = Row(
    job="step",
    threads=1,
    peer="PyTorch, eager",
    unit="µs",
    neuronlib=40.26,
    other=362.4,
    ratio=0.1111,
    lowest=0.1049,
    highest=0.1302,
    must="≤ 0.15",
    reached=True,
    outcomes=[0.0992, 0.0993],
    apart=1e-4,
)
RESULTS = Results(
    machine={"Date": "2026-01-31", "Processor": "A fast one"},
    peers={"PyTorch": "2.13.0", "JAX": None},
    jobs={
        "step": Description("A training step", "On 200 points.", 15, "final loss"),
        "region": Description("A decision region", "On a grid.", 7, ""),
    },
    rows=[
        STEP,
        replace(STEP, threads=2, must="", reached=None),
        replace(STEP, job="region", must="≤ 0.1", reached=False),
    ],
)
CONFIGURATION = """
project = "A tiny book"
extensions = ["myst_nb", "sphinx_ext.benchmarks"]
root_doc = "index"
exclude_patterns = ["_build"]
"""


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    """Build the tiny book as the real one is built: each warning is an error."""
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-n", "--keep-going", "-q", ".", "_build/html"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def write_book(folder: Path) -> Path:
    """Write the tiny book, and return the file for its results."""
    (folder / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "index.md").write_text("# Results\n\n```{benchmarks-table}\n```\n", encoding="utf-8")
    (folder / "benchmarks").mkdir()
    return folder / "benchmarks" / "results.json"


def page_of(folder: Path) -> BeautifulSoup:
    html = (folder / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser")


def cells_of(table: Tag) -> list[list[str]]:
    rows = table.tbody.find_all("tr")
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in rows]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    write_book(folder).write_text(RESULTS.to_json(), encoding="utf-8")
    built = build(folder)
    assert built.returncode == 0, built.stderr
    return folder


def test_the_page_begins_with_how_many_bounds_are_reached(book: Path) -> None:
    assert "On one thread 1 of 2 bounds are reached." in page_of(book).get_text()


def test_the_machine_and_the_peers_are_told_and_a_missing_one_is_named(book: Path) -> None:
    machine = page_of(book).find("table")

    assert machine.caption.get_text() == "Measured on this machine, with these peers"
    assert cells_of(machine) == [
        ["Date", "2026-01-31"],
        ["Processor", "A fast one"],
        ["PyTorch", "2.13.0"],
        ["JAX", "not installed, left out"],
    ]


def test_each_job_is_a_section_with_its_setting_and_its_rows(book: Path) -> None:
    sections = page_of(book).select("section section")

    assert [section["id"] for section in sections] == ["benchmark-step", "benchmark-region"]
    step, region = sections
    assert step.h2.get_text().startswith("A training step")
    assert step.p.get_text() == "On 200 points."
    assert cells_of(step.table) == [list(row.cells()) for row in RESULTS.rows[:2]]
    assert cells_of(region.table) == [list(RESULTS.rows[2].cells())]


def test_the_tables_have_captions_and_headings_that_say_what_they_head(book: Path) -> None:
    _, step, region = page_of(book).select("div.ledger-table > table")

    assert step.caption.get_text() == RESULTS.jobs["step"].caption
    assert region.caption.get_text() == "A decision region: medians of 7 rounds"
    heads = step.thead.find_all("th")
    assert [(head.get_text(), head["scope"]) for head in heads] == [
        (column, "col") for column in COLUMNS
    ]
    assert {head["scope"] for head in step.tbody.find_all("th")} == {"row"}
    labels = [cell["data-label"] for cell in step.tbody.tr.find_all("td")]
    assert labels == list(COLUMNS[1:])


def test_the_page_follows_when_only_the_results_have_changed(book: Path) -> None:
    changed = replace(RESULTS, machine={"Date": "2026-02-01"})
    (book / "benchmarks" / "results.json").write_text(changed.to_json(), encoding="utf-8")

    built = build(book)

    assert built.returncode == 0, built.stderr
    assert "2026-02-01" in page_of(book).get_text()


def test_a_book_without_results_does_not_build_and_says_what_to_do(tmp_path: Path) -> None:
    write_book(tmp_path)

    built = build(tmp_path)

    assert built.returncode != 0
    assert "there is no benchmarks/results.json: measure first (`make bench`)" in built.stderr
