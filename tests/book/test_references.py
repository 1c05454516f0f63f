"""The works that the book cites: each is in `references.bib`, complete, once, and of use."""

import re
from collections import defaultdict
from pathlib import Path

import nbformat
import pytest
from pybtex.database import BibliographyData, Entry, parse_file, parse_string

from sphinx_ext.claims import read_claims

CHAPTERS = Path(__file__).parents[2] / "chapters"
PLACES = ("journal", "booktitle", "publisher", "institution", "howpublished", "doi")
CITATION = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")
WORKS = parse_file(CHAPTERS / "references.bib")


def prose_of(page: Path) -> str:
    """Return the Markdown of a page: all of it, or that of a notebook's text cells."""
    if page.suffix == ".md":
        return page.read_text(encoding="utf-8")
    cells = nbformat.read(page, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def keys_cited_in(text: str) -> list[str]:
    """Return the keys in `{cite}` roles, several in one role included."""
    return [key.strip() for group in CITATION.findall(text) for key in group.split(",")]


def cited() -> dict[str, set[str]]:
    """Return the pages that cite each key."""
    places = defaultdict(set)
    for page in [*CHAPTERS.glob("*.ipynb"), *CHAPTERS.glob("*.md")]:
        for key in keys_cited_in(prose_of(page)):
            places[key].add(page.name)
    for claim in read_claims((CHAPTERS / "claims.toml").read_text(encoding="utf-8")):
        if claim.cite:
            places[claim.cite].add("claims.toml")
    return places


def faults_of(entry: Entry) -> list[str]:
    """Return what a reader would miss or stumble over in an entry."""
    fields = entry.fields
    faults = []
    if not entry.persons.get("author"):
        faults.append("lacks author")
    if not fields.get("title"):
        faults.append("lacks title")
    if not re.fullmatch(r"\d{4}", fields.get("year", "")) and not fields.get("note", "").startswith(
        "Undated"
    ):
        faults.append("lacks year, or a note that says Undated")
    if not any(fields.get(place) for place in PLACES):
        faults.append(f"lacks a place: one of {', '.join(PLACES)}")
    if re.search(r"\d\s*-\s*\d", fields.get("pages", "").replace("--", "–")):
        faults.append("pages: a range is written with --")
    if "doi" in fields and not re.fullmatch(r"10\.\d{4,}/\S+", fields["doi"]):
        faults.append("doi: expected 10.…/…, without an address before it")
    return faults


def plain(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", title.lower())


def twice(works: BibliographyData) -> list[tuple[str, str]]:
    """Return the pairs of keys that stand for one title."""
    first: dict[str, str] = {}
    pairs = []
    for key, entry in works.entries.items():
        title = plain(entry.fields.get("title", key))
        if title in first:
            pairs.append((first[title], key))
        first.setdefault(title, key)
    return pairs


def test_every_key_that_is_cited_exists() -> None:
    missing = {key: pages for key, pages in cited().items() if key not in WORKS.entries}
    assert missing == {}


def test_every_work_is_cited_on_some_page() -> None:
    # the bibliography shows no others
    assert set(WORKS.entries) - cited().keys() == set()


@pytest.mark.parametrize("key", WORKS.entries)
def test_a_work_is_complete(key: str) -> None:
    assert faults_of(WORKS.entries[key]) == []


def test_no_work_stands_there_twice() -> None:
    assert twice(WORKS) == []


def test_the_works_stand_in_the_order_of_their_keys() -> None:
    assert list(WORKS.entries) == sorted(WORKS.entries)


# The checks themselves


def test_keys_are_found_alone_and_several_in_a_role() -> None:
    text = "See {cite:p}`first2001` and {cite:t}`second2002, third2003`, not `fourth2004`."
    assert keys_cited_in(text) == ["first2001", "second2002", "third2003"]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ("title = {T}, year = {2001}, journal = {J}", "lacks author"),
        ("author = {A}, year = {2001}, journal = {J}", "lacks title"),
        ("author = {A}, title = {T}, journal = {J}", "lacks year"),
        ("author = {A}, title = {T}, year = {2001}, url = {https://a.b}", "lacks a place"),
        ("author = {A}, title = {T}, year = {2001}, journal = {J}, pages = {1-9}", "pages"),
        ("author = {A}, title = {T}, year = {2001}, doi = {https://doi.org/10.1000/1}", "doi"),
    ],
)
def test_a_faulty_entry_is_found(fields: str, fault: str) -> None:
    (entry,) = parse_string(f"@misc{{key, {fields}}}", "bibtex").entries.values()
    (found,) = faults_of(entry)
    assert found.startswith(fault)


def test_an_undated_page_may_say_so() -> None:
    text = "@misc{key, author = {A}, title = {T}, howpublished = {H}, note = {Undated}}"
    assert faults_of(parse_string(text, "bibtex").entries["key"]) == []


def test_one_title_under_two_keys_is_found() -> None:
    text = "@misc{a, title = {Deep {ReLU} Nets}}\n\n@misc{b, title = {Deep ReLU nets}}"
    assert twice(parse_string(text, "bibtex")) == [("a", "b")]
