"""Curves: the data as given, told apart without colour too."""

import numpy as np
import pytest

from neuronlib.plotting import draw_curves

CURVES = {name: np.arange(5) ** k for k, name in enumerate(["one", "two", "three", "four"])}


def test_each_curve_is_drawn_under_its_name(ax):
    draw_curves(ax, np.arange(5), CURVES)
    assert [line.get_label() for line in ax.lines] == list(CURVES)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(CURVES)
    for line, y in zip(ax.lines, CURVES.values(), strict=True):
        np.testing.assert_array_equal(line.get_data(), (np.arange(5), y))


def test_no_two_curves_look_the_same_with_or_without_colour(ax):
    draw_curves(ax, np.arange(5), CURVES)
    assert len({line.get_color() for line in ax.lines}) == 4
    assert len({str(line._dash_pattern) for line in ax.lines}) == 4


def test_a_second_call_replaces_the_first(ax):
    draw_curves(ax, np.arange(5), CURVES)
    draw_curves(ax, [0, 1], {"alone": [2, 3]})
    (line,) = ax.lines
    assert line.get_xydata().tolist() == [[0, 2], [1, 3]]


def test_more_than_four_curves_are_refused_and_the_axes_left_alone(ax):
    draw_curves(ax, np.arange(5), CURVES)
    with pytest.raises(ValueError, match="curves: got 5, expected at most 4"):
        draw_curves(ax, np.arange(5), CURVES | {"five": np.arange(5)})
    assert len(ax.lines) == 4
