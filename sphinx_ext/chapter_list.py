"""The list of chapters on the book's first page, each with its first sentence and reading time.

The ``{chapter-list}`` directive types nothing twice: parts come from the table of contents, and a
chapter is a page that says its reading time. Loaded by Sphinx through `sphinx_ext`.
"""

import re
import textwrap
from collections.abc import Iterator
from itertools import pairwise

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

LONGEST = 120  # characters of a sentence in the list
_TIME = re.compile(r"Reading time: about (\d+ minutes)\.")
_SPACE_BEFORE_STOP = re.compile(r" (?=[.,;:?])")
_FIRST_SENTENCE = re.compile(r".+?[.?!](?=\s|$)", re.DOTALL)


class ChapterListPlace(nodes.General, nodes.Element):  # type: ignore[misc]  # docutils has no types
    """Where the list will stand once every page is read."""


class ChapterList(SphinxDirective):
    """``{chapter-list}``: one list of chapters for each part of the book."""

    def run(self) -> list[nodes.Node]:
        """Leave a place for the list."""
        return [ChapterListPlace()]


def opening(chapter: nodes.document) -> tuple[str, str] | None:
    """Return a chapter's reading time and its first sentence; None for a page that has no time."""
    paragraphs = [_words(paragraph) for paragraph in chapter.findall(nodes.paragraph)]
    for text, following in pairwise(paragraphs):
        if time := _TIME.fullmatch(text):
            sentence = _FIRST_SENTENCE.match(following)
            words = sentence[0] if sentence else following
            return time[1], textwrap.shorten(words, LONGEST, placeholder=" …")
    return None


def _words(paragraph: nodes.paragraph) -> str:
    """Return a paragraph's text without its citations, which are no more than keys as yet."""
    cited = [
        xref for xref in paragraph.findall(addnodes.pending_xref) if xref["refdomain"] == "cite"
    ]
    keys = [text for xref in cited for text in xref.findall(nodes.Text)]
    words = "".join(text for text in paragraph.findall(nodes.Text) if text not in keys)
    return _SPACE_BEFORE_STOP.sub("", words)


def _parts(app: Sphinx, page: str) -> Iterator[nodes.Node]:
    root = app.env.get_doctree(app.config.root_doc)
    for toctree in root.findall(addnodes.toctree):
        items = [item for _, name in toctree["entries"] if (item := _item(app, page, name))]
        if items:
            yield nodes.paragraph("", toctree["caption"])
            yield nodes.bullet_list("", *items)


def _item(app: Sphinx, page: str, chapter: str) -> nodes.Node | None:
    told = opening(app.env.get_doctree(chapter))
    if told is None:
        return None
    time, sentence = told
    address = app.builder.get_relative_uri(page, chapter)
    title = app.env.titles[chapter].astext()
    return nodes.list_item(
        "",
        nodes.paragraph(
            "",
            "",
            nodes.reference("", title, internal=True, refuri=address),
            nodes.Text(f" {sentence} "),
            nodes.inline("", time, classes=["reading-time"]),
        ),
    )


def _fill(app: Sphinx, document: nodes.document, page: str) -> None:
    for place in list(document.findall(ChapterListPlace)):
        place.replace_self(nodes.container("", *_parts(app, page), classes=["chapter-list"]))


def _read_again(app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> list[str]:
    # The list shows what other pages say, so a change in any of them is one in it.
    return [app.config.root_doc] if any(changes) else []


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive, and what fills its place."""
    app.add_node(ChapterListPlace)
    app.add_directive("chapter-list", ChapterList)
    app.connect("env-get-outdated", _read_again)
    app.connect("doctree-resolved", _fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
