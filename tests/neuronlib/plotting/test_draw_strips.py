"""Values in strips: every start a point, the median a bar."""

import numpy as np

from neuronlib.plotting import draw_strips

VALUES = {3: np.array([0.5, 0.1, 0.2]), 30: np.array([0.3, 0.3, 0.3, 0.4])}


def points_and_bars(ax):
    return ax.lines[0::2], ax.lines[1::2]


def test_every_value_is_a_point_in_rising_order_within_its_strip(ax):
    draw_strips(ax, VALUES)
    points, _ = points_and_bars(ax)
    for column, (line, values) in enumerate(zip(points, VALUES.values(), strict=True)):
        np.testing.assert_array_equal(line.get_ydata(), np.sort(values))
        across = line.get_xdata()
        assert (np.diff(across) > 0).all() and np.abs(across - column).max() < 0.5
        assert line.get_linestyle() == "None"


def test_the_median_is_a_bar_as_wide_as_its_strip(ax):
    draw_strips(ax, VALUES)
    points, bars = points_and_bars(ax)
    for line, bar, values in zip(points, bars, VALUES.values(), strict=True):
        assert list(bar.get_ydata()) == [np.median(values)] * 2
        assert min(bar.get_xdata()) < min(line.get_xdata())
        assert max(bar.get_xdata()) > max(line.get_xdata())


def test_strips_stand_under_their_sizes_at_equal_distances(ax):
    draw_strips(ax, VALUES)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["3", "30"]
    assert ax.get_xticks().tolist() == [0, 1] and ax.get_xlabel() == "hidden units"


def test_a_single_value_stands_in_the_middle(ax):
    draw_strips(ax, {5: np.array([1.0])})
    assert ax.lines[0].get_xdata().tolist() == [0.0]


def test_another_place_brings_another_colour_and_marker(ax):
    draw_strips(ax, VALUES)
    first = ax.lines[0].get_color(), ax.lines[0].get_marker()
    draw_strips(ax, VALUES, place=1)
    second = ax.lines[0].get_color(), ax.lines[0].get_marker()
    assert first[0] != second[0] and first[1] != second[1]
    assert len(ax.lines) == 4
