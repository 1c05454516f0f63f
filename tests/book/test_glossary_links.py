"""The first use of a term in a chapter leads to the glossary."""

from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from sphinx_ext.glossary_links import CLASS, link_first_uses
from tests.book.small_book import build, read

TERMS = {
    "layer": "g#layer",
    "hidden layer": "g#hidden",
    "bias": "g#bias",
    "relu": "g#relu",
    "l2": "g#l2",
    "weight decay": "g#l2",
}
INDEX = "# A book\n\nA layer.\n\n```{toctree}\nchapters/one\nchapters/glossary\n```\n"
GLOSSARY = """# Glossary

```{glossary}
layer
  Neurons.

bias
  A layer has one for each neuron.
```
"""


def links_in(source: str) -> list[tuple[str, str]]:
    """Return the words that became links, and where they lead."""
    document = publish_doctree(source)
    before = document.astext()
    link_first_uses(document, TERMS)
    assert document.astext() == before, "not a word is changed"
    return [
        (link.astext(), link["refuri"])
        for link in document.findall(nodes.reference)
        if CLASS in link["classes"]
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A layer, and a layer.", [("layer", "g#layer")]),
        ("Layers come first.", [("Layers", "g#layer")]),
        ("Biases too.", [("Biases", "g#bias")]),
        ("A hidden layer counts whole.", [("hidden layer", "g#hidden")]),
        ("A *layer* in italics.", [("layer", "g#layer")]),
        ("ReLU.\n\nA bias.", [("ReLU", "g#relu"), ("bias", "g#bias")]),
        ("L2, or weight decay: one term.", [("L2", "g#l2")]),
        ("A player is none, nor an inter-layer or a layer-wise one.", []),
    ],
)
def test_the_first_use_of_each_term_is_linked(text: str, found: list[tuple[str, str]]) -> None:
    assert links_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "A ``layer`` in code.",
        "A `layer <https://example.org>`_ that leads elsewhere.",
        "::\n\n    a layer in a block",
        "Layer\n=====\n\nOnly the title.",
        ".. math:: layer",
        ".. image:: x.png\n   :alt: a layer",
    ],
)
def test_what_is_no_running_text_is_left_alone(text: str) -> None:
    assert links_in(text) == []


def test_a_term_that_the_page_introduces_in_bold_is_not_linked() -> None:
    assert links_in("First a layer. Neurons form a **layer**, and have a bias.") == [
        ("bias", "g#bias")
    ]
    assert links_in("The **layers**: a layer.") == []


def test_a_built_chapter_leads_to_the_glossary_and_other_pages_do_not(tmp_path: Path) -> None:
    chapter = new_notebook(
        cells=[new_markdown_cell("# One\n\nEach layer has biases."), new_code_cell("layer")]
    )
    pages = {
        "index.md": INDEX,
        "chapters/one.ipynb": chapter,
        "chapters/glossary.md": GLOSSARY,
    }
    site = build(tmp_path, pages, 'extensions = ["myst_nb", "sphinx_ext.glossary_links"]\n')
    found = read(site, "chapters/one.html").select(f"a.{CLASS}")
    assert [(link.get_text(), link["href"]) for link in found] == [
        ("layer", "glossary.html#term-layer"),
        ("biases", "glossary.html#term-bias"),
    ]
    for page in ("index.html", "chapters/glossary.html"):
        assert read(site, page).select(f"a.{CLASS}") == []
