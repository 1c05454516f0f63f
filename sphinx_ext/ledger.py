"""The page of the claims ledger: what the notes say, where the book shows it, what came of it.

Here a Sphinx domain remembers what each page contributes and turns each fault that
``sphinx_ext.claims`` finds into a warning of the build, and the ``{claims-ledger}`` directive
sets the claims as tables. Loaded through ``sphinx_ext``; nothing else imports it but the tests.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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

from sphinx_ext.claims import (
    CLAIMS_FILE,
    DECLARED,
    KINDS,
    Book,
    Claim,
    Result,
    collect_evidence,
    judge,
    read_claims,
)
from tools.notebooks.prose import VERDICTS

COLUMNS = ("Claim", "Kind", "What the notes say", "Result", "Measured", "Place")

logger = logging.getLogger(__name__)


# What is shown


@dataclass(frozen=True)
class Row:
    """A claim as the ledger shows it; while it has no page it is open."""

    claim: Claim
    page: str
    results: tuple[Result, ...]

    @property
    def outcome(self) -> str:
        """The verdict, the checks, or why there is neither."""
        if not self.page:
            return "open"
        if self.claim.declared:
            return DECLARED
        told = Counter(
            result.verdict if result.kind == "verdict" else f"check {result.verdict}"
            for result in self.results
        )
        counted = (f"{text} ({count}×)" if count > 1 else text for text, count in told.items())
        return ", ".join(counted) or "said"

    @property
    def measured(self) -> str:
        """What was measured, with its spread and the rule that made a verdict of it."""
        lines = []
        for result in self.results:
            told = {"spread": result.spread, "rule": result.rule}
            details = (f"{name}: {text}" for name, text in told.items() if text)
            lines.append("; ".join((result.measured, *details)))
        return ". ".join(lines)


def ledger_rows(claims: Sequence[Claim], book: Book) -> tuple[Row, ...]:
    """Return a row for each claim, in their order."""
    return tuple(
        Row(
            claim,
            book.page_of(claim.chapter) if claim.label in book.places else "",
            book.results_for(claim),
        )
        for claim in claims
    )


def summary(rows: Sequence[Row]) -> str:
    """Say in a few sentences how far the book has come."""
    placed = [row for row in rows if row.page]
    results = [result for row in placed for result in row.results]
    verdicts = Counter(result.verdict for result in results if result.kind == "verdict")
    checks = [result.verdict for result in results if result.kind == "check"]
    declared = sum(bool(row.claim.declared) for row in placed)
    counted = [f"{verdict}: {verdicts[verdict]}" for verdict in VERDICTS]
    return (
        f"Of {len(rows)} claims {len(placed)} have their place and {len(rows) - len(placed)} "
        f"are open. Verdicts: {', '.join([*counted, f'{DECLARED}: {declared}'])}. "
        f"Checks that pass: {checks.count('passes')} of {len(checks)}."
    )


class HtmlElement(nodes.General, nodes.TextElement):  # type: ignore[misc]  # docutils has no types
    """An HTML element that docutils' own tables lack, such as ``caption`` or ``th scope``."""


def _element(tag: str, *children: nodes.Node | str, ids: str = "", **html: str) -> HtmlElement:
    content = [nodes.Text(child) if isinstance(child, str) else child for child in children]
    return HtmlElement("", "", *content, tag=tag, html=html, ids=[ids] if ids else [])


def _open_element(translator: Any, node: HtmlElement) -> None:
    translator.body.append(translator.starttag(node, node["tag"], "", **node["html"]))


def _close_element(translator: Any, node: HtmlElement) -> None:
    translator.body.append(f"</{node['tag']}>\n")


def _table(
    title: str,
    rows: Iterable[Row],
    links: Mapping[str, str],
    citations: Mapping[str, Sequence[nodes.Node]],
) -> nodes.Node:
    head = _element("tr", *(_element("th", column, scope="col") for column in COLUMNS))
    body = (_table_row(row, links, citations.get(row.claim.id, [])) for row in rows)
    table = _element(
        "table", _element("caption", title), _element("thead", head), _element("tbody", *body)
    )
    return nodes.container("", table, classes=["ledger-table"])


def _table_row(row: Row, links: Mapping[str, str], citation: Sequence[nodes.Node]) -> HtmlElement:
    claim = row.claim
    place: nodes.Node | str = ""
    if row.page:
        place = nodes.reference(
            "", f"{claim.id} in the text", internal=True, refuri=links[claim.label]
        )
    cells = (
        [", ".join(KINDS[kind] for kind in claim.kinds)],
        [claim.text],
        [row.outcome],
        [row.measured, *citation],
        [place],
    )
    return _element(
        "tr",
        _element("th", claim.id, scope="row"),
        # A narrow page sets the cells one below another, each with its column's name.
        *(
            _element("td", *cell, **{"data-label": column})
            for column, cell in zip(COLUMNS[1:], cells, strict=True)
        ),
        ids=f"ledger-{claim.id.lower()}",
    )


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
        """Return what was read of all pages."""
        places = self.env.get_domain("std").data["anonlabels"]
        return Book(
            pages=tuple(sorted(self.env.all_docs)),
            places={label: docname for label, (docname, _) in places.items()},
            evidence=self.data["evidence"],
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
            tables.append(_table(title, of_chapter, links, citations))
        place.replace_self([nodes.paragraph("", summary(rows)), *tables])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive, the domain behind it, and the element its tables are made of."""
    app.add_domain(ClaimsDomain)
    app.add_directive("claims-ledger", ClaimsLedger)
    app.add_node(LedgerPlace)
    app.add_node(HtmlElement, html=(_open_element, _close_element))
    app.connect("env-get-outdated", _read_ledgers_again)
    app.connect("doctree-resolved", _fill_ledgers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
