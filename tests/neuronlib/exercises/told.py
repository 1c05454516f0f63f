"""What a reader is told of an answer, as the tests of a chapter's exercises ask for it."""

import re

from neuronlib.exercises import check
from neuronlib.exercises.marking import MARKERS


def assert_told_right(name, answer, capsys):
    """Check an answer that is right."""
    check(name, answer)
    assert capsys.readouterr().out.startswith("Right. ")


def assert_told_wrong(name, answer, told, capsys):
    """Check an answer that is wrong, and that the reader learns why."""
    check(name, answer)
    printed = capsys.readouterr().out
    assert printed.startswith("Not yet. ")
    assert re.search(re.escape(told), printed.lower()), printed


def assert_all_are_tried(module, right, wrong):
    """Check that every exercise of a module has right answers and wrong ones."""
    names = {name for name, (mark, _) in MARKERS.items() if mark.__module__ == module.__name__}
    assert names == {name for name, _ in right} == {name for name, *_ in wrong}
