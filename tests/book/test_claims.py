"""The claims of the notes: reading them, what notebooks say of them, judging a book by them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from nbformat import NotebookNode, read
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from neuronlib.experiments import Verdict
from neuronlib.experiments.full_size import FILE, FullSizeRun, kept_runs
from sphinx_ext.claims import (
    FULL_SIZE_FILE,
    Book,
    Claim,
    Evidence,
    Result,
    collect_evidence,
    judge,
    read_claims,
)
from tools.notebooks.chapters import CHAPTERS

ROOT = Path(__file__).parents[2]
PAGE = "chapters/one-neuron"
FORMULA = Claim("C31", ("F",), "one-neuron", "The output is a probability.")
FORGETTING = Claim("C36", ("E",), "one-neuron", "L2 is gradual forgetting.")
DEPTH = Claim("C104", ("E",), "one-neuron", "Depth is essential.", "No time for it.", "he2016")
LATER = Claim("C75", ("D",), "layers", "A network has no cycles.")
CLAIMS = (FORMULA, FORGETTING, DEPTH, LATER)
VERDICT = Result(3, "C36", "verdict", "holds", "ratio 0.9", "0.01 over 5 seeds", "below 1")
CHECK = Result(5, "C31", "check", "passes", "difference 1e-16", "", "")
FULL_SIZE = FullSizeRun(
    *("C36", Verdict.HOLDS, "ratio 0.8", "0.02 over 99 seeds", "below 1", "forgetting()", {}, 7)
)


def book(*results: Result, places: dict[str, str] | None = None) -> Book:
    """Return a book of one chapter, with every label in its place unless told otherwise."""
    labels = {claim.label: PAGE for claim in CLAIMS[:3]}
    return Book(
        pages=("chapters/index", PAGE),
        places=labels | (places or {}),
        evidence={PAGE: Evidence(results)},
    )


def faults(of: Book, claims: Sequence[Claim] = CLAIMS) -> list[str]:
    return [f"{fault.page}: {fault.message}" for fault in judge(claims, of)]


def notebook_with(source: str, kind: str = "markdown") -> NotebookNode:
    cell = new_markdown_cell(source) if kind == "markdown" else new_code_cell(source)
    return new_notebook(cells=[cell])


# The claims of the notes


def test_the_claims_are_all_there_in_order() -> None:
    claims = read_claims((ROOT / "chapters" / "claims.toml").read_text(encoding="utf-8"))
    assert [claim.id for claim in claims] == [f"C{number}" for number in range(1, 125)]


def test_a_claim_is_one_short_sentence() -> None:
    claims = read_claims((ROOT / "chapters" / "claims.toml").read_text(encoding="utf-8"))
    long = [claim.id for claim in claims if len(claim.text) > 160 or claim.text[-1] != "."]
    assert long == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('id = "C1"\nkinds = ["F"]\nchapter = "one"', "C1: lacks text"),
        ('kinds = ["F"]\nchapter = "one"\ntext = "."', "row 1: lacks id"),
        ('id = "C1"\nkinds = ["Q"]\nchapter = "one"\ntext = "."', "C1: expected kinds out of D, "),
        ('id = "C1"\nkinds = ["F"]\nchapter = "one"\ntext = "."\nnote = ""', "does not know note"),
        ('id = "C1"\nkinds = ["E"]\nchapter = "one"\ntext = "."\ndeclared = "No."', "cite"),
        ('id = "C1"\nkinds = ["E"]\nchapter = "one"\ntext = "."\nverdict = "holds"', "computed"),
    ],
)
def test_a_faulty_row_is_refused_by_name(row: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        read_claims(f"[[claim]]\n{row}\n")


def test_a_claim_that_comes_twice_is_refused() -> None:
    row = '[[claim]]\nid = "C1"\nkinds = ["F"]\nchapter = "one"\ntext = "."\n'
    with pytest.raises(ValueError, match="C1: stands there twice"):
        read_claims(row * 2)


# What a notebook says


def test_results_are_collected_from_the_metadata_of_outputs() -> None:
    carried = {"neuronlib": {"claim": "C36", "kind": "verdict", "verdict": "holds", "rule": "r"}}
    told = new_output("display_data", {"text/plain": "holds"}, metadata=carried)
    silent = new_output("display_data", {"text/plain": "3"})
    notebook = new_notebook(
        cells=[
            new_markdown_cell("Is it true?"),
            new_code_cell("forgetting()", outputs=[silent, told]),
        ]
    )
    assert collect_evidence(notebook).results == (
        Result(2, "C36", "verdict", "holds", "", "", "r"),
    )


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Yes: it **holds**.", "markdown"),
        ("Verdict: not seen here", "markdown"),
        ('show(claim="C36", verdict="holds under conditions")', "code"),
    ],
)
def test_a_typed_verdict_is_found(source: str, kind: str) -> None:
    notebook = notebook_with(source, kind)
    assert [cell for cell, _ in collect_evidence(notebook).typed] == [1]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Yes: it **holds<!--= forgetting.verdict -->**.", "markdown"),
        ("A bucket holds water.", "markdown"),
        ("forgetting(seeds=5)", "code"),
    ],
)
def test_a_computed_verdict_is_not_taken_for_a_typed_one(source: str, kind: str) -> None:
    assert collect_evidence(notebook_with(source, kind)).typed == ()


# The judgement


def test_a_book_that_keeps_its_claims_has_no_fault() -> None:
    assert faults(book(VERDICT, CHECK)) == []


def test_a_claim_without_a_place_is_named_with_its_chapter_and_the_remedy() -> None:
    labelled = book(VERDICT)
    labels = {label: page for label, page in labelled.places.items() if label != "claim-c31"}
    (fault,) = faults(replace(labelled, places=labels))
    assert fault.startswith(f"{PAGE}: claim C31 has no place here: put (claim-c31)= before")


def test_a_label_of_no_claim_is_a_fault() -> None:
    (fault,) = faults(book(VERDICT, places={"claim-c999": PAGE}))
    assert "claim-c999 names no claim" in fault


def test_a_label_in_the_wrong_chapter_is_a_fault() -> None:
    (fault,) = faults(book(VERDICT, places={"claim-c31": "chapters/index"}))
    assert fault.startswith("chapters/index: claim C31 is labelled here")
    assert fault.endswith("puts it in one-neuron")


def test_other_labels_are_no_concern_of_the_ledger() -> None:
    assert faults(book(VERDICT, places={"ex-scores": "chapters/index"})) == []


def test_an_empirical_claim_without_a_computed_verdict_is_a_fault() -> None:
    (fault,) = faults(book(CHECK))
    assert fault.startswith(f"{PAGE}: claim C36 is empirical, but no cell here computes")


def test_a_check_is_not_a_verdict_for_an_empirical_claim() -> None:
    (fault,) = faults(book(replace(CHECK, claim="C36")))
    assert "claim C36 is empirical" in fault


def test_a_declared_claim_that_is_tested_after_all_is_a_fault() -> None:
    (fault,) = faults(book(VERDICT, replace(VERDICT, claim="C104")))
    assert "C104 is declared not testable here, but cell 3 tests it" in fault


def test_two_verdicts_on_one_claim_are_a_fault() -> None:
    (fault,) = faults(book(VERDICT, replace(VERDICT, cell=9, verdict="contradicted")))
    assert "claim C36 gets a verdict from each of the cells 3, 9" in fault


def test_a_verdict_typed_where_the_claim_lives_is_a_fault() -> None:
    typed = replace(book(VERDICT), evidence={PAGE: Evidence((VERDICT,), ((7, "holds"),))})
    (fault,) = faults(typed)
    assert fault.startswith(f"{PAGE}: cell 7: the verdict 'holds' is typed by hand")


def test_a_full_size_run_is_no_evidence_of_the_build() -> None:
    (fault,) = faults(replace(book(CHECK), full_size={"C36": FULL_SIZE}))
    assert fault.startswith(f"{PAGE}: claim C36 is empirical, but no cell here computes")


def test_a_full_size_run_that_disagrees_is_no_fault() -> None:
    disagreeing = replace(FULL_SIZE, verdict=Verdict.CONTRADICTED)
    assert faults(replace(book(VERDICT), full_size={"C36": disagreeing})) == []


@pytest.mark.parametrize(
    ("claim", "message"),
    [("C999", "chapters/claims.toml has no such claim"), ("C104", "is declared not testable here")],
)
def test_a_full_size_run_for_a_claim_that_has_none_is_a_fault(claim: str, message: str) -> None:
    runs = {claim: replace(FULL_SIZE, claim=claim)}
    (fault,) = faults(replace(book(VERDICT), full_size=runs))
    assert fault.startswith(f": {FULL_SIZE_FILE}, {claim}: ") and message in fault


def test_a_full_size_run_judged_by_another_rule_is_a_fault_that_names_the_command() -> None:
    stale = replace(FULL_SIZE, rule="below 0.5")
    (fault,) = faults(replace(book(VERDICT, replace(CHECK, claim="C36")), full_size={"C36": stale}))
    assert fault.startswith(f"{PAGE}: claim C36: cell 3 judges by another rule")
    assert fault.endswith("python -m neuronlib.experiments C36")


def test_the_kept_full_size_runs_suit_the_claims_and_what_the_chapters_have_stored() -> None:
    chapters = {f"chapters/{path.stem}": path for path in CHAPTERS.glob("*.ipynb")}
    stored = Book(
        pages=tuple(chapters),
        places={},
        evidence={page: collect_evidence(read(path, 4)) for page, path in chapters.items()},
        full_size=kept_runs(FILE),
    )
    assert FILE == ROOT / FULL_SIZE_FILE
    claims = read_claims((ROOT / "chapters" / "claims.toml").read_text(encoding="utf-8"))
    assert [one for one in judge(claims, stored) if re.search("full.size", one.message)] == []


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (replace(CHECK, claim="C999"), "cell 5, claim C999: chapters/claims.toml has no such"),
        (replace(CHECK, claim="C75"), "cell 5, claim C75: is judged here, but belongs in layers"),
        (replace(CHECK, verdict="fails"), "claim C31: the check fails: difference 1e-16"),
        (replace(CHECK, verdict="holds"), "got the check 'holds', expected one of passes, fails"),
        (replace(CHECK, kind="opinion"), "expected the kind verdict or check, got 'opinion'"),
        (replace(VERDICT, claim="C31", verdict="true"), "got the verdict 'true', expected one of"),
        (replace(VERDICT, claim="C31", verdict="not testable here"), "expected one of holds"),
        (replace(VERDICT, claim="C31", rule=""), "what was measured and by which rule"),
        (replace(VERDICT, claim="C31", measured=""), "what was measured and by which rule"),
    ],
)
def test_a_result_that_cannot_stand_is_a_fault(result: Result, message: str) -> None:
    (fault,) = faults(book(VERDICT, result))
    assert message in fault
