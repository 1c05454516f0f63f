"""The list of chapters on the first page: typed nowhere, taken from the chapters."""

from pathlib import Path

import pytest
from docutils.core import publish_doctree

from sphinx_ext.chapter_list import LONGEST, opening
from tests.book.small_book import build, read

INDEX = """# A book

```{chapter-list}
```

```{toctree}
:caption: Start
one
```
```{toctree}
:caption: Back matter
words
```
"""
CHAPTER = "# One neuron\n\n*Reading time: about 7 minutes.*\n\nIt decides {cite:p}`x`. More.\n"
BIBLIOGRAPHY = "@misc{x, title = {X}, author = {A. B.}, year = {2000}}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("*Reading time: about 7 minutes.*\n\nIs it 0.5? More.", ("7 minutes", "Is it 0.5?")),
        ("*Reading time: about 12 minutes.*\n\nNo stop", ("12 minutes", "No stop")),
        ("First this.\n\n*Reading time: about 7 minutes.*\n\nThen.", ("7 minutes", "Then.")),
        ("No time is told.", None),
        ("*Reading time: about 7 minutes.*", None),
    ],
)  # fmt: skip
def test_a_chapter_opens_with_its_time_and_a_sentence(
    text: str, told: tuple[str, str] | None
) -> None:
    assert opening(publish_doctree(text)) == told


def test_a_long_sentence_is_cut_between_words() -> None:
    told = opening(publish_doctree(f"*Reading time: about 7 minutes.*\n\n{'words ' * 90}."))
    assert told is not None and told[1].endswith("words …") and len(told[1]) <= LONGEST


def test_the_list_has_each_chapter_in_its_part_and_no_other_page(tmp_path: Path) -> None:
    pages = {
        "index.md": INDEX,
        "one.md": CHAPTER,
        "words.md": "# Words\n\n```{bibliography}\n```\n",
        "works.bib": BIBLIOGRAPHY,
    }
    settings = (
        'extensions = ["myst_parser", "sphinxcontrib.bibtex", "sphinx_ext.chapter_list"]\n'
        'bibtex_bibfiles = ["works.bib"]\n'
    )
    (listed,) = read(build(tmp_path, pages, settings), "index.html").select(".chapter-list")
    assert [part.get_text() for part in listed.find_all("p", recursive=False)] == ["Start"]
    (item,) = listed.select("li")
    assert item.a is not None
    assert (item.a["href"], item.a.get_text()) == ("one.html", "One neuron")
    assert item.get_text(" ", strip=True) == "One neuron It decides. 7 minutes"
