"""What other places show of a page when someone passes on its link: a sentence and a card.

The sentence is the page's first one, for search engines too. Cards and addresses must be whole
(Open Graph knows no relative ones), so they are there only when the site's address is known.
Loaded by Sphinx through `sphinx_ext`.
"""

import io
import re
import textwrap
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from docutils import nodes
from matplotlib.figure import Figure
from PIL import Image
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from neuronlib.plotting.style import INK, MUTED, PAPER
from sphinx_ext.logo import draw_logo

CARDS = "_cards"
SIZE = (1200, 630)  # pixels, as Open Graph's readers crop them least
LONGEST = 200  # characters of a description; search engines cut after about as many
_CITATION = re.compile(r"\s*\[[\d, ]+\]")


def description(document: nodes.document) -> str:
    """Return the beginning of a page's running text, without citations."""
    for paragraph in document.findall(nodes.paragraph):
        # the reading time is a paragraph of its own, in italics
        spoken = not all(isinstance(part, nodes.emphasis) for part in paragraph.children)
        if spoken and isinstance(paragraph.parent, nodes.section | nodes.container):
            return textwrap.shorten(
                _CITATION.sub("", paragraph.astext()), LONGEST, placeholder=" …"
            )
    return ""


def tags(properties: dict[str, str]) -> str:
    """Return Open Graph properties, and the description, as elements of a page's head."""
    head = [
        f'<meta property="{name}" content="{escape(value)}" />'
        for name, value in properties.items()
        if value
    ]
    if words := properties.get("og:description"):
        head.insert(0, f'<meta name="description" content="{escape(words)}" />')
    return "\n".join(head) + "\n"


def card(title: str, book: str) -> bytes:
    """Return a picture of a page's title beside the book's mark, as PNG."""
    figure = Figure(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100, facecolor=PAPER)
    side = SIZE[1] / SIZE[0] * 0.5
    draw_logo(figure.add_axes((0.04, 0.25, side, 0.5)))
    lines = textwrap.wrap(title, 20)
    figure.text(0.36, 0.5, "\n".join(lines), color=INK, size=46, va="center", linespacing=1.3)
    if title != book:
        figure.text(0.36, 0.1, book, color=MUTED, size=24)
    drawn, packed = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn)
    Image.open(drawn).convert("RGB").quantize(32).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _add_to_head(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if doctree is None:  # the search page and the index have no text of their own
        return
    book = app.config.html_title
    title = app.env.titles[page].astext()
    properties = {
        "og:title": title,
        "og:type": "website" if page == app.config.root_doc else "article",
        "og:site_name": book,
        "og:locale": "en_GB",
        "og:description": description(doctree),
    }
    if base := app.config.html_baseurl:
        file = f"{CARDS}/{PurePosixPath(page).name}.png"
        path = Path(app.outdir, file)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(card(title, book))
        properties |= {
            "og:url": base + app.builder.get_target_uri(page),
            "og:image": base + file,
            "og:image:width": str(SIZE[0]),
            "og:image:height": str(SIZE[1]),
            "og:image:alt": f"{title}, a page of the book {book}, beside a drawing of one neuron",
        }
    context["metatags"] = context.get("metatags", "") + tags(properties)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put the tags into the head of each page."""
    app.connect("html-page-context", _add_to_head)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
