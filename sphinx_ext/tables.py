"""Tables that a screen reader can follow: with a caption, and headings that say what they head.

docutils' own tables have neither. A narrow page sets the cells one below another, each with its
column's name; `book.css` does that.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

Cell: TypeAlias = Sequence[nodes.Node | str]


class HtmlElement(nodes.General, nodes.TextElement):  # type: ignore[misc]  # docutils has no types
    """An HTML element that docutils' own tables lack, such as ``caption`` or ``th scope``."""


def table(
    title: str, columns: Sequence[str], rows: Iterable[tuple[str, Sequence[Cell]]]
) -> nodes.Node:
    """Return a table; each row has an id, or an empty one, and a cell for each column.

    The first cell of a row is its heading.
    """
    head = _element("tr", *(_element("th", column, scope="col") for column in columns))
    body = (_row(columns, cells, ids) for ids, cells in rows)
    content = _element(
        "table", _element("caption", title), _element("thead", head), _element("tbody", *body)
    )
    return nodes.container("", content, classes=["ledger-table"])


def _row(columns: Sequence[str], cells: Sequence[Cell], ids: str) -> HtmlElement:
    return _element(
        "tr",
        _element("th", *cells[0], scope="row"),
        *(
            _element("td", *cell, **{"data-label": column})
            for column, cell in zip(columns[1:], cells[1:], strict=True)
        ),
        ids=ids,
    )


def _element(tag: str, *children: nodes.Node | str, ids: str = "", **html: str) -> HtmlElement:
    content = [nodes.Text(child) if isinstance(child, str) else child for child in children]
    return HtmlElement("", "", *content, tag=tag, html=html, ids=[ids] if ids else [])


def _open_element(translator: Any, node: HtmlElement) -> None:
    translator.body.append(translator.starttag(node, node["tag"], "", **node["html"]))


def _close_element(translator: Any, node: HtmlElement) -> None:
    translator.body.append(f"</{node['tag']}>\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the element that the tables are made of."""
    app.add_node(HtmlElement, html=(_open_element, _close_element))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
