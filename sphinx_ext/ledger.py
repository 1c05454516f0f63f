"""The page of the claims ledger: what the notes say, where the book shows it, what came of it.

Here a Sphinx domain remembers what each page contributes and turns each fault that
``sphinx_ext.claims`` finds into a warning of the build, and the ``{claims-ledger}`` directive
sets the claims as tables. Loaded through ``sphinx_ext``; nothing else imports it but the tests.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ext import OUTPUT_FOLDER
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from neuronlib.experiments import Verdict
from neuronlib.experiments.full_size import FullSizeRun, kept_runs
from sphinx_ext.claims import (
    CLAIMS_FILE,
    DECLARED,
    FULL_SIZE_FILE,
    KINDS,
    Book,
    Claim,
    Result,
    collect_evidence,
    judge,
    read_claims,
)
from sphinx_ext.tables import Cell, table

COLUMNS = ("Claim", "Kind", "What the notes say", "Result", "Measured", "Place")

logger = logging.getLogger(__name__)


# What is shown


@dataclass(frozen=True)
class Row:
    """A claim as the ledger shows it; while it has no page it is open."""

    claim: Claim
    page: str
    results: tuple[Result, ...]
    full_size: FullSizeRun | None = None

    @property
    def verdict(self) -> str:
        """The full-size run's, the build's where there was no such run, or nothing."""
        return str(self.full_size.verdict) if self.full_size else self._of_the_build

    @property
    def disagreement(self) -> str:
        """What the build's own run says where the full-size run says something else."""
        return "" if self._of_the_build in ("", self.verdict) else self._of_the_build

    @property
    def outcome(self) -> str:
        """The verdict, the checks, or why there is neither."""
        if not self.page:
            return "open"
        if self.claim.declared:
            return DECLARED
        checks = Counter(told.verdict for told in self._of_kind("check"))
        counted = [
            f"check {text} ({count}×)" if count > 1 else f"check {text}"
            for text, count in checks.items()
        ]
        return ", ".join([self.verdict, *counted] if self.verdict else counted) or "said"

    @property
    def measured(self) -> tuple[str, ...]:
        """What each run measured, with its spread and the rule that made a verdict of it."""
        if self.full_size is None:
            return tuple(_line(told, rule=told.rule) for told in self.results)
        return (
            f"full-size run: {_line(self.full_size)}",
            *(f"smaller run of this build: {_line(told)}" for told in self._of_kind("verdict")),
            f"rule: {self.full_size.rule}",  # of both runs, or it is a fault
            *(_line(told, rule=told.rule) for told in self._of_kind("check")),
        )

    @property
    def _of_the_build(self) -> str:
        return next((told.verdict for told in self._of_kind("verdict")), "")

    def _of_kind(self, kind: str) -> list[Result]:
        return [told for told in self.results if told.kind == kind]


def _line(told: Result | FullSizeRun, rule: str = "") -> str:
    details = {"spread": told.spread, "rule": rule}
    return "; ".join(
        [told.measured, *(f"{name}: {text}" for name, text in details.items() if text)]
    )


def ledger_rows(claims: Sequence[Claim], book: Book) -> tuple[Row, ...]:
    """Return a row for each claim, in their order."""
    return tuple(
        Row(
            claim,
            book.page_of(claim.chapter) if claim.label in book.places else "",
            book.results_for(claim),
            book.full_size.get(claim.id),
        )
        for claim in claims
    )


def summary(rows: Sequence[Row]) -> str:
    """Say in a few sentences how far the book has come, and what it found."""
    placed = [row for row in rows if row.page]
    outcomes = Counter(DECLARED if row.claim.declared else row.verdict for row in placed)
    counted = [f"{verdict}: {outcomes[verdict]}" for verdict in (*Verdict, DECLARED)]
    checks = [told.verdict for row in placed for told in row.results if told.kind == "check"]
    judged = [row for row in placed if row.verdict]
    full_size = [row for row in judged if row.full_size]
    disagreeing = [row for row in full_size if row.disagreement]
    return (
        f"Of {len(rows)} claims {len(placed)} have their place and {len(rows) - len(placed)} "
        f"are open. Verdicts: {', '.join(counted)}. "
        f"Checks that pass: {checks.count('passes')} of {len(checks)}. "
        f"Verdicts from a full-size run: {len(full_size)} of {len(judged)}; "
        f"the smaller run of this build disagrees with {len(disagreeing)} of them."
    )


def _table_row(
    row: Row, links: Mapping[str, str], citation: Sequence[nodes.Node]
) -> tuple[str, list[Cell]]:
    claim = row.claim
    place: list[nodes.Node] = []
    if row.page:
        text = f"{claim.id} in the text"
        place = [nodes.reference("", text, internal=True, refuri=links[claim.label])]
    result: list[nodes.Node] = [nodes.paragraph("", row.outcome)]
    if row.disagreement:
        flag = f"The runs disagree: the smaller one of this build says “{row.disagreement}”."
        result.append(nodes.paragraph("", "", nodes.strong("", flag)))
    cells: list[Cell] = [
        [claim.id],
        [", ".join(KINDS[kind] for kind in claim.kinds)],
        [claim.text],
        result,
        [*(nodes.paragraph("", line) for line in row.measured), *citation],
        place,
    ]
    return _id_of(row), cells


def _disagreeing(rows: Sequence[Row]) -> list[nodes.Node]:
    links: list[nodes.Node] = []
    for row in rows:
        if row.disagreement:
            links += [
                nodes.Text(", " if links else "They disagree on "),
                nodes.reference("", row.claim.id, internal=True, refuri=f"#{_id_of(row)}"),
            ]
    return [nodes.paragraph("", "", *links, nodes.Text("."))] if links else []


def _id_of(row: Row) -> str:
    return f"ledger-{row.claim.id.lower()}"


# Where Sphinx meets it


class LedgerPlace(nodes.General, nodes.Element):  # type: ignore[misc]  # docutils has no types
    """Where the tables will stand once every page is read; holds the citations until then."""


class ClaimsLedger(SphinxDirective):
    """``{claims-ledger}``: the summary and one table for each chapter."""

    def run(self) -> list[nodes.Node]:
        """Leave a place for the tables, and parse what they cite."""
        domain = _domain(self.env)
        domain.data["ledgers"].add(self.env.docname)
        built = {PurePosixPath(page).name for page in self.env.found_docs}
        place = LedgerPlace()
        for claim in domain.claims():
            # Before its chapter is there, the work need not be in the bibliography.
            if claim.cite and claim.chapter in built:
                text = f"{claim.declared} {{cite:p}}`{claim.cite}`"
                parsed, _ = self.state.inline_text(text, self.lineno)
                place += nodes.inline("", "", *parsed, claim=claim.id)
        return [place]


class ClaimsDomain(Domain):
    """What each page contributes to the ledger, kept from one build to the next."""

    name = "claims"
    label = "claims"
    initial_data: dict[str, Any] = {"evidence": {}, "ledgers": set()}  # noqa: RUF012 (Sphinx's way)

    def claims(self) -> tuple[Claim, ...]:
        """Return the rows of the claims file."""
        try:
            return read_claims(Path(self.env.srcdir, CLAIMS_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ExtensionError(f"The claims ledger: {error}") from error

    def book(self) -> Book:
        """Return what was read of all pages, beside the full-size runs."""
        places = self.env.get_domain("std").data["anonlabels"]
        try:
            full_size = kept_runs(Path(self.env.srcdir, FULL_SIZE_FILE))
        except (TypeError, ValueError) as error:
            raise ExtensionError(f"The claims ledger: {FULL_SIZE_FILE}: {error}") from error
        return Book(
            pages=tuple(sorted(self.env.all_docs)),
            places={label: docname for label, (docname, _) in places.items()},
            evidence=self.data["evidence"],
            full_size=full_size,
        )

    def links(self, from_page: str) -> dict[str, str]:
        """Return the address of each label, seen from a page."""
        places = self.env.get_domain("std").data["anonlabels"]
        return {
            label: f"{self.env.app.builder.get_relative_uri(from_page, page)}#{anchor}"
            for label, (page, anchor) in places.items()
        }

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Read the notebook that MyST-NB has just executed for this page."""
        if env.doc2path(docname).endswith(".ipynb"):
            executed = Path(env.app.outdir).parent / OUTPUT_FOLDER / f"{docname}.ipynb"
            notebook = json.loads(executed.read_text(encoding="utf-8"))
            self.data["evidence"][docname] = collect_evidence(notebook)

    def clear_doc(self, docname: str) -> None:
        """Forget a page that has changed or gone."""
        self.data["evidence"].pop(docname, None)
        self.data["ledgers"].discard(docname)

    def merge_domaindata(self, docnames: Any, otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        self.data["evidence"] |= {
            page: found for page, found in otherdata["evidence"].items() if page in docnames
        }
        self.data["ledgers"] |= otherdata["ledgers"] & set(docnames)

    def check_consistency(self) -> None:
        """Warn of each fault; a book without claims and without a ledger has none."""
        if self.data["ledgers"] or Path(self.env.srcdir, CLAIMS_FILE).exists():
            for fault in judge(self.claims(), self.book()):
                logger.warning(fault.message, location=fault.page, type="ledger")


def _domain(env: BuildEnvironment) -> ClaimsDomain:
    domain = env.get_domain(ClaimsDomain.name)
    assert isinstance(domain, ClaimsDomain)
    return domain


def _read_ledgers_again(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> list[str]:
    # A ledger shows what other pages hold, so a change in any of them is one in it.
    return sorted(_domain(env).data["ledgers"] & env.found_docs)


def _fill_ledgers(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in list(doctree.findall(LedgerPlace)):
        domain = _domain(app.env)
        links = domain.links(docname)
        book = domain.book()
        rows = ledger_rows(domain.claims(), book)
        citations = {inline["claim"]: inline.children for inline in place.children}
        tables = []
        for chapter, of_chapter in groupby(rows, key=lambda row: row.claim.chapter):
            page = book.page_of(chapter)
            spelled_out = chapter.replace("-", " ").capitalize()
            title = app.env.titles[page].astext() if page else spelled_out
            told = [_table_row(row, links, citations.get(row.claim.id, [])) for row in of_chapter]
            tables.append(table(title, COLUMNS, told))
            tables[-1]["classes"].append("claims")
        place.replace_self([nodes.paragraph("", summary(rows)), *_disagreeing(rows), *tables])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive and the domain behind it."""
    app.setup_extension("sphinx_ext.tables")
    app.add_domain(ClaimsDomain)
    app.add_directive("claims-ledger", ClaimsLedger)
    app.add_node(LedgerPlace)
    app.connect("env-get-outdated", _read_ledgers_again)
    app.connect("doctree-resolved", _fill_ledgers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
