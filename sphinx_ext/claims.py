"""What the notes claim, what executed notebooks say of it, and where the two disagree.

Pure functions of the text of ``chapters/claims.toml``, of notebooks, of labels and of the kept
full-size runs. The claims ledger shows what is read here, and warns of what is judged here; only
``sphinx_ext.ledger`` and the tests import this module.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import PurePosixPath
from typing import Any

from neuronlib.experiments.full_size import COMMAND, FullSizeRun
from tools.notebooks.prose import VERDICTS, typed_verdicts, verdict_literals

CLAIMS_FILE = "chapters/claims.toml"
FULL_SIZE_FILE = "neuronlib/experiments/full_size.json"
KINDS = {
    "D": "definition",
    "F": "formula",
    "K": "code",
    "N": "number",
    "M": "mathematics",
    "E": "empirical",
    "G": "figure",
    "X": "demo",
    "R": "reference",
    "A": "advice",
}
DECLARED = "not testable here"
OUTCOMES = {"verdict": VERDICTS, "check": ("passes", "fails")}


# What is read


@dataclass(frozen=True)
class Claim:
    """One row of ``claims.toml``.

    Attributes
    ----------
    id : str
        Its number in the notes' order, such as ``"C36"``.
    kinds : tuple of str
        Keys of ``KINDS``.
    chapter : str
        The last part of the docname of the page that holds it.
    text : str
        What the notes say, in one sentence.
    declared, cite : str
        Why no computation here can reach it, and the key of the work that speaks for it.
    """

    id: str
    kinds: tuple[str, ...]
    chapter: str
    text: str
    declared: str = ""
    cite: str = ""

    @property
    def label(self) -> str:
        """The label that marks the claim's place in its chapter."""
        return f"claim-{self.id.lower()}"


@dataclass(frozen=True)
class Result:
    """What the output of a cell says of a claim.

    Attributes
    ----------
    cell : int
        The cell's number in its notebook, from 1.
    claim, kind, verdict, measured, spread, rule : str
        The claim's id, ``"verdict"`` or ``"check"``, the outcome, and how it was reached.
    """

    cell: int
    claim: str
    kind: str
    verdict: str
    measured: str
    spread: str
    rule: str


@dataclass(frozen=True)
class Evidence:
    """What an executed notebook holds: results, and the cells in which verdicts are typed."""

    results: tuple[Result, ...] = ()
    typed: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Book:
    """What was built, and the full-size runs kept from before.

    Attributes
    ----------
    pages : tuple of str
    places : dict
        The page of each label.
    evidence : dict
        What each page holds.
    full_size : dict
        The full-size runs by their claims.
    """

    pages: tuple[str, ...]
    places: Mapping[str, str]
    evidence: Mapping[str, Evidence]
    full_size: Mapping[str, FullSizeRun] = field(default_factory=dict)

    def page_of(self, chapter: str) -> str:
        """Return the built page of a chapter, or nothing while it is not there."""
        stems = {PurePosixPath(page).name: page for page in self.pages}
        return stems.get(chapter, "")

    def results_for(self, claim: Claim) -> tuple[Result, ...]:
        """Return what the claim's own chapter has computed for it."""
        evidence = self.evidence.get(self.page_of(claim.chapter), Evidence())
        return tuple(result for result in evidence.results if result.claim == claim.id)


def read_claims(toml: str) -> tuple[Claim, ...]:
    """Read the text of ``claims.toml``.

    Raises
    ------
    ValueError
        When a row lacks something, has something that does not belong, or comes twice.
    """
    claims: dict[str, Claim] = {}
    for number, row in enumerate(tomllib.loads(toml)["claim"], start=1):
        place = f"{CLAIMS_FILE}, {row.get('id', f'row {number}')}"
        if "verdict" in row:
            raise ValueError(f"{place}: a verdict is computed by an experiment, never typed here")
        if unknown := row.keys() - {attribute.name for attribute in fields(Claim)}:
            raise ValueError(f"{place}: does not know {', '.join(sorted(unknown))}")
        if missing := {"id", "kinds", "chapter", "text"} - row.keys():
            raise ValueError(f"{place}: lacks {', '.join(sorted(missing))}")
        if strange := set(row["kinds"]) - KINDS.keys():
            raise ValueError(
                f"{place}: expected kinds out of {', '.join(KINDS)}, got {', '.join(strange)}"
            )
        if bool(row.get("declared")) != bool(row.get("cite")):
            raise ValueError(f"{place}: declared (the reason) and cite (the work) come together")
        if row["id"] in claims:
            raise ValueError(f"{place}: stands there twice")
        claims[row["id"]] = Claim(**row | {"kinds": tuple(row["kinds"])})
    return tuple(claims.values())


def collect_evidence(notebook: Mapping[str, Any]) -> Evidence:
    """Collect the results in an executed notebook, and the verdicts typed into its cells."""
    results: list[Result] = []
    typed: list[tuple[int, str]] = []
    for number, cell in enumerate(notebook["cells"], start=1):
        find_typed = verdict_literals if cell["cell_type"] == "code" else typed_verdicts
        typed += [(number, verdict) for verdict in find_typed("".join(cell["source"]))]
        for output in cell.get("outputs", ()):
            if told := output.get("metadata", {}).get("neuronlib"):
                names = ("claim", "kind", "verdict", "measured", "spread", "rule")
                results.append(Result(number, *(str(told.get(name, "")) for name in names)))
    return Evidence(tuple(results), tuple(typed))


# What is judged


@dataclass(frozen=True)
class Fault:
    """Where the book and its claims disagree, and what to do about it."""

    page: str
    message: str


def judge(claims: Sequence[Claim], book: Book) -> Iterator[Fault]:
    """Yield each fault. A claim whose chapter is not built yet is open, which is none."""
    yield from _judge_places(claims, book)
    yield from _judge_experiments(claims, book)
    yield from _judge_full_size(claims, book)
    yield from _judge_results(claims, book)
    yield from _judge_typed(claims, book)


def _judge_places(claims: Sequence[Claim], book: Book) -> Iterator[Fault]:
    labels = {claim.label for claim in claims}
    for label, page in book.places.items():
        if label.startswith("claim-") and label not in labels:
            yield Fault(page, f"the label {label} names no claim of {CLAIMS_FILE}")
    for claim in claims:
        home = book.page_of(claim.chapter)
        place = book.places.get(claim.label, "")
        if place and place != home:
            yield Fault(
                place,
                f"claim {claim.id} is labelled here, but {CLAIMS_FILE} puts it in {claim.chapter}",
            )
        elif home and not place:
            yield Fault(
                home,
                f"claim {claim.id} has no place here: put ({claim.label})= before the paragraph "
                f"that says: {claim.text}",
            )


def _judge_experiments(claims: Sequence[Claim], book: Book) -> Iterator[Fault]:
    for claim in claims:
        page = book.page_of(claim.chapter)
        cells = [str(told.cell) for told in book.results_for(claim) if told.kind == "verdict"]
        if claim.declared and cells:
            yield Fault(
                page, f"claim {claim.id} is declared {DECLARED}, but cell {cells[0]} tests it"
            )
        elif len(cells) > 1:
            yield Fault(
                page,
                f"claim {claim.id} gets a verdict from each of the cells {', '.join(cells)}: "
                "one experiment decides",
            )
        elif page and "E" in claim.kinds and not claim.declared and not cells:
            yield Fault(
                page,
                f"claim {claim.id} is empirical, but no cell here computes its verdict: "
                "show its experiment's result in one",
            )


def _judge_full_size(claims: Sequence[Claim], book: Book) -> Iterator[Fault]:
    by_id = {claim.id: claim for claim in claims}
    for run in book.full_size.values():
        claim = by_id.get(run.claim)
        if claim is None:
            yield Fault("", f"{FULL_SIZE_FILE}, {run.claim}: {CLAIMS_FILE} has no such claim")
            continue
        if claim.declared:
            yield Fault("", f"{FULL_SIZE_FILE}, {run.claim}: the claim is declared {DECLARED}")
        for told in book.results_for(claim):
            if told.kind == "verdict" and told.rule != run.rule:
                yield Fault(
                    book.page_of(claim.chapter),
                    f"claim {claim.id}: cell {told.cell} judges by another rule than the full-size "
                    f"run did; renew that with {COMMAND} {claim.id}",
                )


def _judge_results(claims: Sequence[Claim], book: Book) -> Iterator[Fault]:
    by_id = {claim.id: claim for claim in claims}
    for page, found in sorted(book.evidence.items()):
        for told in found.results:
            place = f"cell {told.cell}, claim {told.claim or '(none)'}"
            claim = by_id.get(told.claim)
            if claim is None:
                yield Fault(page, f"{place}: {CLAIMS_FILE} has no such claim")
            elif book.page_of(claim.chapter) != page:
                yield Fault(page, f"{place}: is judged here, but belongs in {claim.chapter}")
            if told.kind not in OUTCOMES:
                yield Fault(page, f"{place}: expected the kind verdict or check, got {told.kind!r}")
            elif told.verdict not in OUTCOMES[told.kind]:
                yield Fault(
                    page,
                    f"{place}: got the {told.kind} {told.verdict!r}, expected one of "
                    f"{', '.join(OUTCOMES[told.kind])}",
                )
            elif told.verdict == "fails":
                yield Fault(page, f"{place}: the check fails: {told.measured}")
            elif told.kind == "verdict" and not (told.measured and told.rule):
                yield Fault(page, f"{place}: a verdict says what was measured and by which rule")


def _judge_typed(claims: Sequence[Claim], book: Book) -> Iterator[Fault]:
    for page in sorted(book.evidence.keys() & {book.page_of(claim.chapter) for claim in claims}):
        for cell, verdict in book.evidence[page].typed:
            yield Fault(
                page,
                f"cell {cell}: the verdict {verdict!r} is typed by hand: let an experiment compute "
                f"it, and tie prose to it with {verdict}<!--= result.verdict -->",
            )
