"""The glossary: in order, each term once, and each link leads to where the term is introduced."""

import re
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest

CHAPTERS = Path(__file__).parents[2] / "chapters"
ENTRY = re.compile(r"(?P<terms>(?:^\S.*\n)+)^  (?P<definition>\S.*)$", re.MULTILINE)
LINK = re.compile(r"\[(?P<name>[^\]]+)\]\((?P<target>[^)]+)\)(?:, \{eq\}`(?P<equation>[\w-]+)`)?")


class Term(NamedTuple):
    """One entry: a term and its other names, and what it means, with a link to its place."""

    names: tuple[str, ...]
    definition: str

    @property
    def links(self) -> list[tuple[str, str, str]]:
        """The name and the target of each link, and the equation named after it."""
        return LINK.findall(self.definition)


def terms_in(page: str) -> list[Term]:
    """Return the entries of the glossary directive on a page."""
    (body,) = re.findall(r"^```\{glossary\}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [
        Term(tuple(entry["terms"].splitlines()), entry["definition"])
        for entry in ENTRY.finditer(body)
    ]


def labels_in(markdown: str) -> list[str]:
    """Return the labels before paragraphs and after equations."""
    return re.findall(r"(?:^(?=\S+=$)|\$\$ *)\(([\w-]+)\)", markdown, re.MULTILINE)


def targets() -> dict[str, str]:
    """Return the chapter of everything that a link may lead to: labels, and chapters themselves."""
    places = {"ledger.md": "ledger.md"}
    for chapter in CHAPTERS.glob("*.ipynb"):
        places[chapter.name] = chapter.name
        for cell in nbformat.read(chapter, as_version=4).cells:
            if cell.cell_type == "markdown":
                places |= {f"#{label}": chapter.name for label in labels_in(cell.source)}
    return places


def order(term: Term) -> str:
    """Return what a reader looks a term up by: its letters, whatever their case."""
    letters = term.names[0].lower().replace("-", " ").replace("–", " ")
    return re.sub(r"[^\w ]", "", letters)


TERMS = terms_in((CHAPTERS / "glossary.md").read_text(encoding="utf-8"))
TARGETS = targets()


def test_no_line_of_the_page_is_lost() -> None:
    page = (CHAPTERS / "glossary.md").read_text(encoding="utf-8")
    lines = page.split("```{glossary}\n")[1].removesuffix("```\n").splitlines()
    assert sum(bool(line) for line in lines) == sum(len(term.names) + 1 for term in TERMS)


def test_the_terms_are_in_alphabetical_order() -> None:
    keys = [order(term) for term in TERMS]
    assert keys == sorted(keys)


def test_no_term_is_there_twice() -> None:
    names = [name.lower() for term in TERMS for name in term.names]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.names[0])
def test_a_term_ends_with_a_link_to_its_place(term: Term) -> None:
    ((_, target, equation),) = term.links
    assert target in TARGETS
    assert not equation or TARGETS[f"#{equation}"] == target
    assert re.fullmatch(rf"\w.*[.] {LINK.pattern}", term.definition)


def test_a_link_is_named_after_the_chapter_it_leads_to() -> None:
    led_to: dict[str, set[str]] = {}
    for term in TERMS:
        for name, target, _ in term.links:
            led_to.setdefault(name, set()).add(TARGETS.get(target, target))
    assert {name: places for name, places in led_to.items() if len(places) > 1} == {}


# The reading itself


def test_entries_are_read_with_all_their_names() -> None:
    page = "```{glossary}\nlayer\n  Neurons. [L](#l)\n\ndecay\nL2\n  A pull. [O](#o)\n```\n"
    assert terms_in(page) == [
        Term(("layer",), "Neurons. [L](#l)"),
        Term(("decay", "L2"), "A pull. [O](#o)"),
    ]


def test_labels_are_read_before_paragraphs_and_after_equations() -> None:
    text = "(claim-c1)=\nScores:\n\n$$ s = W x $$ (eq-scores)\n\nNot (this)."
    assert labels_in(text) == ["claim-c1", "eq-scores"]
