"""What a reader is told of an answer, as the tests of a chapter's exercises ask for it."""

from neuronlib.exercises import check
from neuronlib.exercises.marking import MARKERS


def assert_told_right(name, answer, capsys):
    """Check an answer that is right."""
    check(name, answer)
    assert capsys.readouterr().out == f"Right. {MARKERS[name][1]}\n"


def assert_told_wrong(name, answer, told, capsys):
    """Check an answer that is wrong, and that the reader learns why, in one line."""
    check(name, answer)
    printed = capsys.readouterr().out
    assert printed.startswith("Not yet. ") and printed.count("\n") == 1
    assert told.lower() in printed.lower(), printed


def assert_not_answered_yet(name, capsys):
    """Check a function whose body is still the placeholder."""
    check(name, lambda *arguments: ...)
    assert capsys.readouterr().out == f"{name}: not answered yet\n"


def assert_all_are_tried(right, wrong, *modules):
    """Check that every exercise of the modules has right answers and wrong ones."""
    ours = {module.__name__ for module in modules}
    names = {name for name, (mark, _) in MARKERS.items() if mark.__module__ in ours}
    assert names == {name for name, _ in right} == {name for name, *_ in wrong}
