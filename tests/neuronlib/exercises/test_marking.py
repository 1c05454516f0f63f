"""`check` answers in plain words and never raises at an answer."""

import numpy as np
import pytest

from neuronlib.exercises import check, marking
from neuronlib.exercises.marking import MARKERS, close, tried


@pytest.fixture
def said(capsys):
    def say(name, answer):
        assert check(name, answer) is None
        return capsys.readouterr().out

    return say


@pytest.mark.parametrize("name", sorted(MARKERS))
def test_a_placeholder_is_not_answered_yet(said, name):
    assert said(name, ...) == f"{name}: not answered yet\n"


@pytest.mark.parametrize("returns", [None, ...])
@pytest.mark.parametrize(
    "name", ["softmax", "collapse", "two-layers", "swap-classes", "hinge-by-hand"]
)
def test_a_function_whose_body_is_a_placeholder_is_not_answered_yet(said, name, returns):
    assert said(name, lambda *arguments: returns) == f"{name}: not answered yet\n"


@pytest.mark.parametrize("name", ["softmax", "collapse", "two-layers", "swap-classes"])
def test_an_error_in_the_student_s_function_is_told(said, name):
    def broken(*arguments):
        raise KeyError("my own mistake")

    told = said(name, broken)
    assert told == "Not yet. Your answer stops with KeyError: 'my own mistake'\n"


@pytest.mark.parametrize("name", ["softmax", "collapse", "two-layers", "swap-classes"])
def test_a_value_where_a_function_is_asked_is_told(said, name):
    assert "the answer should be a function" in said(name, 3.0)


@pytest.mark.parametrize("name", sorted(MARKERS))
@pytest.mark.parametrize(
    "answer", [None, "text", -12.5, float("nan"), [1, 2, 3], {}, print, int, np.zeros((2, 2))]
)
def test_no_answer_whatever_makes_it_raise_or_pass_by_accident(said, name, answer):
    assert not said(name, answer).split("\n")[-2].startswith("Right")


def test_an_unknown_name_is_told_to_whoever_wrote_the_cell():
    with pytest.raises(ValueError, match=r"name: got 'sofmax', expected one of and-neuron, .*soft"):
        check("sofmax", 1.0)


def test_praise_and_mistake_come_from_the_marker(said, monkeypatch):
    monkeypatch.setattr(marking, "MARKERS", {})
    marking.marker("double", "Twice one is two.")(lambda n: None if n == 2 else f"{n} is not it.")
    assert said("double", 2) == "Right. Twice one is two.\n"
    assert said("double", 3) == "Not yet. 3 is not it.\n"


def test_answers_agree_in_shape_and_to_six_digits():
    assert close(1.0000005, 1) and not close(1.000002, 1)
    assert close([1, 2], np.array([1.0, 2.0])) and not close([[1, 2]], [1, 2])
    assert not close(np.nan, np.nan) and not close(1, [1, 1])


def test_a_student_s_function_is_given_its_arguments():
    assert tried(lambda a, b: a - b, 5, 3) == 2
    with pytest.raises(TypeError, match="should be a function"):
        tried(5)
