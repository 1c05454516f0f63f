"""A control as the reader sees it: live, baked, and as text."""

import re
from html import unescape

import ipywidgets
import pytest

from neuronlib.demos import Choice, Slider
from neuronlib.demos.controls import as_text

SLIDER = Slider("w", "weight w", low=-2, high=2, step=0.5, value=-1, baked=(-2, -1, 0.5))
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
