"""The first use of a glossary's term in each chapter leads to the glossary.

The notebooks keep plain words (a `{term}` role would show raw in JupyterLab); the links are made
when the book is built. A term that its chapter sets in bold is introduced there, and needs no link.
Loaded by Sphinx through `sphinx_ext`.
"""

import re
from collections.abc import Iterator, Mapping

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

CLASS = "glossary-link"
# what is no running text, and what says already where to go or what to do
_APART = (
    nodes.title, nodes.rubric, nodes.caption, nodes.reference, nodes.strong, nodes.literal,
    nodes.literal_block, nodes.math, nodes.math_block, nodes.raw, nodes.image, nodes.table,
)  # fmt: skip


def pattern_for(terms: Mapping[str, str]) -> re.Pattern[str]:
    """Return a pattern for any of the terms, the longest first, alone or in the plural.

    Within a compound, as in "max-margin", a word is no term of its own.
    """
    names = "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])({names})(?:s|es)?(?![\w-])", re.IGNORECASE)


def link_first_uses(document: nodes.document, terms: Mapping[str, str]) -> None:
    """Make a link of each term's first use in the running text.

    Parameters
    ----------
    document : document
        Is changed in place.
    terms : mapping of str to str
        The address of each term, by its name in small letters. Names with the same address are the
        same term, and it is linked once.
    """
    introduced = {strong.astext().casefold() for strong in document.findall(nodes.strong)}
    left = dict(terms)
    _drop(left, introduced)
    for text in list(_running_text(document)):
        parts: list[nodes.Node] = []
        rest = text.astext()
        while left and (found := pattern_for(left).search(rest)):
            address = left[found[1].casefold()]
            parts += [nodes.Text(rest[: found.start()]), _link(found[0], address)]
            rest = rest[found.end() :]
            _drop(left, {found[1].casefold()})
        if parts:
            text.parent.replace(text, [*parts, nodes.Text(rest)])


def _drop(terms: dict[str, str], names: set[str]) -> None:
    """Take out the terms of these names, under whatever other name they have."""
    done = {address for name, address in terms.items() if name in names or f"{name}s" in names}
    for name in [name for name, address in terms.items() if address in done]:
        del terms[name]


def _running_text(document: nodes.document) -> Iterator[nodes.Text]:
    for paragraph in document.findall(nodes.paragraph):
        for text in paragraph.findall(nodes.Text):
            if not any(isinstance(above, _APART) for above in _ancestors(text)):
                yield text


def _ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    while (node := node.parent) is not None:
        yield node


def _link(text: str, address: str) -> nodes.reference:
    return nodes.reference("", text, internal=True, refuri=address, classes=[CLASS])


def _link_chapter(app: Sphinx, document: nodes.document, page: str) -> None:
    if app.builder.format != "html" or not app.env.doc2path(page).endswith(".ipynb"):
        return
    terms = {
        name.casefold(): f"{app.builder.get_relative_uri(page, where)}#{anchor}"
        for name, _, kind, where, anchor, _ in app.env.get_domain("std").get_objects()
        if kind == "term"
    }
    if terms:
        link_first_uses(document, terms)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Link each chapter once all pages are read."""
    app.connect("doctree-resolved", _link_chapter)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
