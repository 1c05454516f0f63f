"""The ledger's page: its rows and summary, and the tables in a book that is really built."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from neuronlib.experiments import Verdict
from neuronlib.experiments.full_size import FullSizeRun, keep
from sphinx_ext.claims import FULL_SIZE_FILE, Book, Claim, Evidence, Result
from sphinx_ext.ledger import Row, ledger_rows, summary

ROOT = Path(__file__).parents[2]

# The rows

PAGE = "chapters/one-neuron"
CLAIMS = (
    Claim("C31", ("F",), "one-neuron", "The output is a probability."),
    Claim("C36", ("E",), "one-neuron", "L2 is gradual forgetting."),
    Claim("C104", ("E",), "one-neuron", "Depth is essential.", "No time for it.", "he2016"),
    Claim("C75", ("D",), "layers", "A network has no cycles."),
)
VERDICT = Result(3, "C36", "verdict", "holds", "ratio 0.9", "0.01 over 5 seeds", "below 1")
CHECK = Result(5, "C31", "check", "passes", "difference 1e-16", "", "")
FULL_SIZE = FullSizeRun(
    *("C36", Verdict.HOLDS, "ratio 0.8", "0.02 over 99 seeds", "below 1", "forgetting()", {}, 7)
)
DISAGREEING = replace(FULL_SIZE, verdict=Verdict.CONTRADICTED)
BOOK = Book(
    pages=("chapters/index", PAGE),
    places={claim.label: PAGE for claim in CLAIMS[:3]},
    evidence={PAGE: Evidence((VERDICT, CHECK, CHECK))},
)


def test_a_row_shows_the_outcome_and_how_it_was_reached() -> None:
    rows = {row.claim.id: row for row in ledger_rows(CLAIMS, BOOK)}
    assert rows["C31"].outcome == "check passes (2×)"
    assert rows["C36"].outcome == "holds"
    assert rows["C36"].measured == ("ratio 0.9; spread: 0.01 over 5 seeds; rule: below 1",)
    assert rows["C104"].outcome == "not testable here"


def test_a_claim_is_open_until_its_chapter_and_its_place_are_there() -> None:
    without_a_place = replace(BOOK, places={"claim-c36": PAGE})
    rows = {row.claim.id: row for row in ledger_rows(CLAIMS, without_a_place)}
    assert [rows[claim].outcome for claim in ("C31", "C75")] == ["open", "open"]
    assert [rows[claim].page for claim in ("C31", "C36", "C75")] == ["", PAGE, ""]


def row_of(claim: str, of: Book) -> Row:
    return next(row for row in ledger_rows(CLAIMS, of) if row.claim.id == claim)


def test_the_full_size_run_gives_the_verdict_and_the_builds_run_stands_beside_it() -> None:
    row = row_of("C36", replace(BOOK, full_size={"C36": DISAGREEING}))
    assert row.outcome == "contradicted"
    assert row.measured == (
        "full-size run: ratio 0.8; spread: 0.02 over 99 seeds",
        "smaller run of this build: ratio 0.9; spread: 0.01 over 5 seeds",
        "rule: below 1",
    )


def test_the_checks_of_a_claim_stay_beside_its_full_size_verdict() -> None:
    checked = {PAGE: Evidence((VERDICT, replace(CHECK, claim="C36", rule="below 1e-12")))}
    row = row_of("C36", replace(BOOK, evidence=checked, full_size={"C36": DISAGREEING}))
    assert row.outcome == "contradicted, check passes"
    assert row.measured[2:] == ("rule: below 1", "difference 1e-16; rule: below 1e-12")


@pytest.mark.parametrize(
    ("full_size", "disagreement"),
    [({}, ""), ({"C36": FULL_SIZE}, ""), ({"C36": DISAGREEING}, "holds")],
)
def test_a_row_says_what_the_build_found_if_the_full_size_run_found_something_else(
    full_size: dict[str, FullSizeRun], disagreement: str
) -> None:
    assert row_of("C36", replace(BOOK, full_size=full_size)).disagreement == disagreement


def test_the_summary_counts_places_verdicts_and_checks() -> None:
    failing = replace(CHECK, verdict="fails")
    told = replace(BOOK, evidence={PAGE: Evidence((VERDICT, CHECK, failing))})
    assert summary(ledger_rows(CLAIMS, told)) == (
        "Of 4 claims 3 have their place and 1 are open. Verdicts: holds: 1, "
        "holds under conditions: 0, not seen here: 0, contradicted: 0, illustrated: 0, "
        "not testable here: 1. Checks that pass: 1 of 2. Verdicts from a full-size run: 0 of 1; "
        "the smaller run of this build disagrees with 0 of them."
    )


def test_the_summary_counts_full_size_verdicts_and_the_disagreements() -> None:
    claims = (*CLAIMS, replace(CLAIMS[1], id="C37"))
    told = Book(
        pages=BOOK.pages,
        places={claim.label: PAGE for claim in claims},
        evidence={PAGE: Evidence((VERDICT, replace(VERDICT, claim="C37")))},
        full_size={"C36": DISAGREEING},
    )
    counted = summary(ledger_rows(claims, told))
    assert "Verdicts: holds: 1, holds under conditions: 0" in counted
    assert "contradicted: 1" in counted
    assert "full-size run: 1 of 2; the smaller run of this build disagrees with 1 of" in counted


# A book that is really built

CONFIGURATION = """
    project = "A tiny book"
    extensions = ["myst_nb", "sphinxcontrib.bibtex", "sphinx_ext.ledger"]
    root_doc = "chapters/index"
    exclude_patterns = ["_build"]
    nb_execution_mode = "force"
    bibtex_bibfiles = ["references.bib"]
"""
TINY_CLAIMS = """
    [[claim]]
    id = "C31"
    kinds = ["F"]
    chapter = "one-neuron"
    text = "The output is a probability."

    [[claim]]
    id = "C36"
    kinds = ["E"]
    chapter = "one-neuron"
    text = "L2 is gradual forgetting."

    [[claim]]
    id = "C104"
    kinds = ["E"]
    chapter = "one-neuron"
    text = "Depth is essential."
    declared = "No run of this book is that long."
    cite = "ada1843"

    [[claim]]
    id = "C75"
    kinds = ["D"]
    chapter = "feed-forward"
    text = "A network has no cycles."
"""
INDEX = """
    # A tiny book

    ```{toctree}
    one-neuron
    ledger
    ```

    ```{bibliography}
    ```
"""
FINDINGS = """
    class Finding:
        def __init__(self, claim, kind, verdict):
            told = {"measured": "ratio 0.9", "spread": "0.01", "rule": "below 1"}
            self.metadata = {"claim": claim, "kind": kind, "verdict": verdict, **told}

        def _repr_mimebundle_(self, **_):
            return {"text/plain": "found"}, {"neuronlib": self.metadata}


    def forgetting(ratio):
        return Finding("C36", "verdict", "holds" if ratio < 1 else "contradicted")


    def probability(difference, claim="C31"):
        return Finding(claim, "check", "passes" if difference < 1e-12 else "fails")
"""
KEPT = (
    "# One neuron\n\n(claim-c31)=\nIt is a probability.",
    "(claim-c36)=\n(claim-c104)=\n## Forgetting\n\nIt forgets; depth helps.",
)
BROKEN = (
    "# One neuron\n\n(claim-c36)=\nIt forgets, that **holds**.\n\n(claim-c104)=\nDepth helps.",
    "(claim-c999)=\nNobody claims this.",
)


def write_book(folder: Path, texts: Sequence[str], cells: Sequence[str]) -> None:
    """Write the tiny book, with one chapter made of these texts and these cells of code."""
    chapters = folder / "chapters"
    chapters.mkdir()
    files = {
        folder / "conf.py": CONFIGURATION,
        folder / "references.bib": "@misc{ada1843, author={Ada L}, title={Notes}, year={1843}}",
        chapters / "claims.toml": TINY_CLAIMS,
        chapters / "index.md": INDEX,
        chapters / "findings.py": FINDINGS,
        chapters / "ledger.md": "# Ledger\n\n```{claims-ledger}\n```\n",
    }
    for path, text in files.items():
        path.write_text(dedent(text), encoding="utf-8")
    chapter = new_notebook(
        cells=[*map(new_markdown_cell, texts), *map(new_code_cell, cells)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(chapter, chapters / "one-neuron.ipynb")


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


def ledger_of(folder: Path) -> BeautifulSoup:
    page = folder / "_build" / "html" / "chapters" / "ledger.html"
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def cells_of(ledger: BeautifulSoup, claim: str) -> list[str]:
    row = ledger.find(id=f"ledger-{claim}")
    return [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]


@pytest.fixture(scope="module")
def kept_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    write_book(folder, KEPT, ["from findings import forgetting, probability", "forgetting(0.9)"])
    built = build(folder)
    assert built.returncode == 0, built.stderr
    return folder


def test_the_page_shows_each_claim_with_the_verdict_its_notebook_computed(kept_book: Path) -> None:
    ledger = ledger_of(kept_book)
    assert cells_of(ledger, "c31") == [
        *("C31", "formula", "The output is a probability.", "said", "", "C31 in the text"),
    ]
    assert cells_of(ledger, "c36") == [
        *("C36", "empirical", "L2 is gradual forgetting.", "holds"),
        *("ratio 0.9; spread: 0.01; rule: below 1", "C36 in the text"),
    ]
    assert cells_of(ledger, "c75") == [
        *("C75", "definition", "A network has no cycles.", "open", "", "")
    ]
    assert "Of 4 claims 3 have their place and 1 are open." in ledger.get_text()


def test_a_declared_claim_shows_its_reason_and_the_work_it_cites(kept_book: Path) -> None:
    row = ledger_of(kept_book).find(id="ledger-c104")
    assert "not testable here" in row.get_text()
    assert "No run of this book is that long." in row.get_text()
    assert row.find("a", title="Ada L. Notes. 1843.")["href"].startswith("index.html#")


def test_the_link_to_a_claim_leads_to_its_place(kept_book: Path) -> None:
    for claim in ("c31", "c36", "c104"):
        link = ledger_of(kept_book).find(id=f"ledger-{claim}").find_all("a")[-1]
        page, _, anchor = link["href"].partition("#")
        html = (kept_book / "_build" / "html" / "chapters" / page).read_text(encoding="utf-8")
        assert BeautifulSoup(html, "html.parser").find(id=anchor) is not None


def test_the_tables_tell_their_chapter_and_what_their_headings_head(kept_book: Path) -> None:
    tables = ledger_of(kept_book).select("div.ledger-table > table")
    assert [table.caption.get_text() for table in tables] == ["One neuron", "Feed forward"]
    for table in tables:
        scopes = [head.get("scope") for head in table.find_all("th")]
        assert scopes[:6] == ["col"] * 6
        assert set(scopes[6:]) == {"row"}


def test_the_ledger_follows_when_only_the_claims_have_changed(kept_book: Path) -> None:
    claims = kept_book / "chapters" / "claims.toml"
    claims.write_text(claims.read_text(encoding="utf-8").replace("gradual", "slow"), "utf-8")
    built = build(kept_book)
    assert built.returncode == 0, built.stderr
    assert cells_of(ledger_of(kept_book), "c36")[2:4] == ["L2 is slow forgetting.", "holds"]


@pytest.fixture
def full_size_file(kept_book: Path) -> Iterator[Path]:
    file = kept_book / FULL_SIZE_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    yield file
    file.unlink()


def test_a_full_size_run_that_disagrees_is_flagged_in_words_and_found_from_the_top(
    kept_book: Path, full_size_file: Path
) -> None:
    assert "They disagree on" not in ledger_of(kept_book).get_text()
    keep([DISAGREEING], full_size_file)
    built = build(kept_book)
    assert built.returncode == 0, built.stderr
    ledger = ledger_of(kept_book)
    result, measured = cells_of(ledger, "c36")[3:5]
    assert result == "contradicted The runs disagree: the smaller one of this build says “holds”."
    assert measured == (
        "full-size run: ratio 0.8; spread: 0.02 over 99 seeds "
        "smaller run of this build: ratio 0.9; spread: 0.01 rule: below 1"
    )
    assert "disagrees with 1 of them" in ledger.get_text()
    (link,) = ledger.find_all("a", string="C36")
    assert link["href"] == "#ledger-c36"


@pytest.mark.parametrize("text", ['{"C36": {"verdict": "true"}}', '{"C36": {"verdict": "holds"}}'])
def test_a_file_of_full_size_runs_that_cannot_be_read_stops_the_build(
    kept_book: Path, full_size_file: Path, text: str
) -> None:
    full_size_file.write_text(text, encoding="utf-8")
    built = build(kept_book)
    assert built.returncode != 0
    assert f"The claims ledger: {FULL_SIZE_FILE}" in built.stderr


def test_a_book_that_breaks_its_claims_fails_to_build_and_names_each_fault(
    tmp_path: Path,
) -> None:
    cells = ("from findings import probability", "probability(1)", "probability(0, 'C998')")
    write_book(tmp_path, BROKEN, cells)
    file = tmp_path / FULL_SIZE_FILE
    file.parent.mkdir(parents=True)
    keep([replace(FULL_SIZE, claim="C997")], file)
    built = build(tmp_path)
    assert built.returncode != 0
    assert f"{FULL_SIZE_FILE}, C997: chapters/claims.toml has no such claim" in built.stderr
    warnings = [line for line in built.stderr.splitlines() if "one-neuron" in line]
    for fault in (
        "claim C31 has no place here: put (claim-c31)= before",
        "the label claim-c999 names no claim",
        "claim C36 is empirical, but no cell here computes its verdict",
        "cell 4, claim C31: the check fails: ratio 0.9",
        "cell 5, claim C998: chapters/claims.toml has no such claim",
        "cell 1: the verdict 'holds' is typed by hand",
    ):
        assert any(fault in line for line in warnings), fault
