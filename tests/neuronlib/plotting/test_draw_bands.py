"""A band: the median as a line, the range around it."""

import numpy as np

from neuronlib.plotting import draw_band

VALUES = np.array([[1.0, 5.0, 2.0], [3.0, 3.0, 9.0]])


def test_the_line_is_the_median_and_the_band_the_range(ax):
    draw_band(ax, [10, 20], VALUES, name="some", place=1)
    (line,) = ax.lines
    assert line.get_xydata().tolist() == [[10, 2], [20, 3]] and line.get_label() == "some"
    edges = ax.collections[0].get_paths()[0].vertices
    for x, row in zip((10, 20), VALUES, strict=True):
        heights = edges[edges[:, 0] == x, 1]
        assert heights.min() == row.min() and heights.max() == row.max()


def test_four_bands_are_told_apart_with_and_without_colour(ax):
    for place in range(4):
        draw_band(ax, [10, 20], VALUES, name=str(place), place=place)
    assert len({line.get_color() for line in ax.lines}) == 4
    assert len({str(line._dash_pattern) for line in ax.lines}) == 4
    assert len({line.get_marker() for line in ax.lines}) == 4


def test_markers_can_be_left_out(ax):
    draw_band(ax, [10, 20], VALUES, name="some", place=0, markers=False)
    assert ax.lines[0].get_marker() == ""
