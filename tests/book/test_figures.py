"""Figures that cells draw: numbered through the book, with a caption, and referred to by name."""

from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from sphinx_ext.figures import caption_and_alt
from tests.book.small_book import build, read

SETTINGS = (
    'extensions = ["myst_nb", "sphinx_ext.figures"]\n'
    'numfig = True\nnumfig_format = {"figure": "Figure %s"}\n'
)
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
    "DwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
INDEX = """# A book

```{toctree}
one
two
```
"""


def drawing(alt: str, name: str = "") -> NotebookNode:
    """Return a cell that has drawn something."""
    metadata: dict[str, object] = {"image": {"alt": alt}} if alt else {}
    if name:
        metadata["figure"] = {"name": name}
    output = new_output("display_data", data={"image/png": PIXEL, "text/plain": "<Figure>"})
    return new_code_cell("draw()", outputs=[output], metadata={"mystnb": metadata})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    one = [
        new_markdown_cell("# One\n\nSee {numref}`fig-loss`."),
        drawing("Two curves. The left one rises slowly to the top."),
        new_code_cell("1", outputs=[new_output("display_data", data={"text/plain": "1"})]),
    ]
    two = [new_markdown_cell("# Two"), drawing("Loss against the update.", name="fig-loss")]
    pages = {"one.ipynb": new_notebook(cells=one), "two.ipynb": new_notebook(cells=two)}
    return build(tmp_path_factory.mktemp("book"), {"index.md": INDEX} | pages, SETTINGS)


def test_figures_are_numbered_through_the_book(site: Path) -> None:
    captions = [
        read(site, f"{page}.html").select_one("figcaption .caption-number")
        for page in ("one", "two")
    ]
    assert [caption.get_text().strip() for caption in captions if caption] == [
        "Figure 1",
        "Figure 2",
    ]


def test_a_reference_names_the_number_and_leads_to_the_figure(site: Path) -> None:
    (link,) = read(site, "one.html").select(
        "article a[href*='#fig-loss'], .body a[href*='#fig-loss']"
    )
    assert link.get_text() == "Figure 2"
    target = read(site, "two.html").find(id="fig-loss")
    assert target is not None and target.name == "figure"


def test_the_caption_says_what_is_drawn_and_the_alt_text_what_is_seen(site: Path) -> None:
    (figure,) = read(site, "one.html").select("figure")
    assert figure.select_one(".caption-text").get_text().startswith("Two curves.")
    assert figure.img["alt"] == "The left one rises slowly to the top."


def test_an_output_without_a_picture_is_no_figure(site: Path) -> None:
    assert len(read(site, "one.html").select("figure")) == 1


@pytest.mark.parametrize(
    ("alt", "divided"),
    [
        ("One curve only", ("One curve only", "One curve only")),
        ("At 0.65. It is level and low.", ("At 0.65.", "It is level and low.")),
        ("Is it? No.", ("Is it?", "Is it? No.")),
    ],
)  # fmt: skip
def test_an_alt_text_is_divided_after_its_first_sentence(
    alt: str, divided: tuple[str, str]
) -> None:
    assert caption_and_alt(alt) == divided
