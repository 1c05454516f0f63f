"""Each chapter says what it computes: one fresh run, and a test for each kind of fault."""

from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from tools.notebooks.chapters import CHAPTERS, check_chapter
from tools.notebooks.faults import Fault, Rule

FILES = sorted(CHAPTERS.glob("*.ipynb"))


@cache
def faults_in(chapter: Path) -> list[Fault]:
    """Return the faults of a chapter; it runs once for all tests."""
    return check_chapter(chapter)


def test_there_are_chapters() -> None:
    assert FILES, f"no notebook in {CHAPTERS}"


@pytest.mark.parametrize("chapter", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("rule", get_args(Rule))
def test_chapter_has_no_fault(chapter: Path, rule: Rule) -> None:
    place = f"chapters/{chapter.name}"
    faults = [fault.at(place) for fault in faults_in(chapter) if fault.rule == rule]
    assert not faults, "\n".join(faults)
