"""A control as the reader sees it: live, baked, and as text."""

import re
from html import unescape

import ipywidgets
import pytest

from neuronlib.demos import Choice, Slider, Steps
from neuronlib.demos.controls import as_text, with_play

SLIDER = Slider("w", "weight w", low=-2, high=2, step=0.5, value=-1, baked=(-2, -1, 0.5))
STEPS = Steps("rate", "rate", [0.001, 0.01, 0.1, 1], value=0.1, baked=(0.01, 0.1), play=True)
CHOICE = Choice("f", "shape", {"round": 10, "square": 20, "flat": 30}, "flat", ("round", "flat"))


def words(widget):
    """Return what is read on the page, without its tags."""
    return unescape(re.sub("<[^>]*>", "", widget.value))


def test_a_live_slider_reaches_every_value():
    widget = SLIDER.live()
    assert isinstance(widget, ipywidgets.FloatSlider)
    assert (widget.min, widget.max, widget.step, widget.value) == (-2, 2, 0.5, -1)
    assert widget.description == "weight w"


def test_a_baked_slider_offers_its_baked_values_and_starts_at_its_own():
    widget = SLIDER.still()
    assert isinstance(widget, ipywidgets.SelectionSlider)
    assert widget.options == (("−2", -2), ("−1", -1), ("0.5", 0.5))
    assert widget.value == -1 and widget.index == SLIDER.start == 1


@pytest.mark.parametrize(("step", "shown"), [(1, ".0f"), (0.5, ".1f"), (0.05, ".2f")])
def test_a_slider_shows_as_many_decimals_as_its_step_has(step, shown):
    assert Slider("w", "w", low=0, high=2, step=step, value=0).live().readout_format == shown


def test_steps_go_over_all_values_live_and_over_the_baked_ones_on_the_page():
    assert [value for _, value in STEPS.live().options] == [0.001, 0.01, 0.1, 1]
    assert [value for _, value in STEPS.still().options] == [0.01, 0.1]
    assert STEPS.live().value == STEPS.still().value == 0.1
    assert STEPS.still().index == STEPS.start == 1
    assert (STEPS.says(0.001), STEPS.says(-1), STEPS.means(1)) == ("0.001", "−1", 1)


def test_only_steps_that_play_have_buttons():
    widget = STEPS.live()
    slider, play = with_play(STEPS, widget).children
    assert slider is widget
    assert (play.min, play.max, play.value) == (0, 3, 2)
    assert with_play(SLIDER, widget) is widget
    assert with_play(Steps("n", "n", [1, 2], value=1), widget) is widget


def test_a_live_choice_offers_every_option_and_a_baked_one_the_baked():
    assert (CHOICE.live().options, CHOICE.live().value) == (("round", "square", "flat"), "flat")
    assert (CHOICE.still().options, CHOICE.still().value) == (("round", "flat"), "flat")
    assert CHOICE.still().index == CHOICE.start == 1


def test_the_compute_is_given_what_the_name_stands_for():
    assert CHOICE.means("square") == 20 and SLIDER.means(0.5) == 0.5
    assert CHOICE.says("square") == "square" and SLIDER.says(-0.5) == "−0.5"


def test_a_control_as_text_shows_label_and_value_and_where_it_can_be_moved():
    text = as_text(Slider("w", "a < b", low=-2, high=2, step=1, value=-1))
    assert isinstance(text, ipywidgets.HTML)
    assert "a &lt; b" in text.value and 'href="#launch-links"' in text.value
    assert re.match(r"a < b\b.*−1\b", words(text))


@pytest.mark.parametrize(
    ("value", "baked", "words"),
    [
        (3, (), "w: got the value 3, expected -2 to 2"),
        (0, (-3, 0), "w: got the value -3, expected -2 to 2"),
        (1, (0, 2), r"w: got baked=\[0, 2\], expected its value 1 among them"),
    ],
)
def test_a_slider_that_contradicts_itself_is_refused(value, baked, words):
    with pytest.raises(ValueError, match=words):
        Slider("w", "weight w", low=-2, high=2, step=1, value=value, baked=baked)


@pytest.mark.parametrize(
    ("value", "baked", "words"),
    [
        ("c", (), r"f: got 'c', expected one of \['a', 'b'\]"),
        ("a", ("a", "c"), "f: got 'c', expected one of"),
        ("a", ("b",), r"f: got baked=\['b'\], expected its value 'a' among them"),
    ],
)
def test_a_choice_that_contradicts_itself_is_refused(value, baked, words):
    with pytest.raises(ValueError, match=words):
        Choice("f", "shape", {"a": 1, "b": 2}, value, baked)


@pytest.mark.parametrize(
    ("value", "baked", "words"),
    [
        (3, (), r"n: got 3, expected one of \[1, 2\]"),
        (1, (1, 3), r"n: got 3, expected one of \[1, 2\]"),
        (1, (2,), r"n: got baked=\[2\], expected its value 1 among them"),
    ],
)
def test_steps_that_contradict_themselves_are_refused(value, baked, words):
    with pytest.raises(ValueError, match=words):
        Steps("n", "n", [1, 2], value, baked)
