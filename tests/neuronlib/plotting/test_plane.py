"""Shades, lines and points on the plane of two inputs."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from neuronlib.datasets import blobs
from neuronlib.plotting.plane import (
    OPACITY,
    Shades,
    add_points,
    place_level,
    place_points,
    place_strokes,
)
from neuronlib.plotting.style import TWO_CLASSES


def painted(values):
    """Return the pixels, from the top row down, of an axes that fills its figure."""
    figure = Figure((1, 1), dpi=100)
    canvas = FigureCanvasAgg(figure)
    ax = figure.add_axes((0, 0, 1, 1), frameon=False, xticks=[], yticks=[])
    Shades(ax).set_values(values, TWO_CLASSES, Normalize(-1, 1))
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3].astype(int)


def on_paper(value):
    colour = np.array(TWO_CLASSES((value + 1) / 2)[:3])
    return 255 * (OPACITY * colour + 1 - OPACITY)


def test_rows_go_up_and_columns_to_the_right():
    pixels = painted(np.array([[-1.0, 1.0], [0.0, -0.5]]))
    corners = {(-1, 0): -1.0, (-1, -1): 1.0, (0, 0): 0.0, (0, -1): -0.5}
    for place, value in corners.items():
        assert pixels[place] == pytest.approx(on_paper(value), abs=2)


def test_colours_change_smoothly_between_the_values():
    row = painted(np.array([[-1.0, 1.0]]))[50]
    assert np.abs(np.diff(row, axis=0)).max() < 6
    assert row[50] == pytest.approx((on_paper(-1) + on_paper(1)) / 2, abs=4)


def test_values_beyond_the_range_take_the_colour_of_its_end():
    pixels = painted(np.array([[-7.0, -1.0]]))
    assert (pixels == pixels[0, 0]).all()


def test_shades_lie_below_lines_and_points():
    ax = Figure().add_subplot()
    shades = Shades(ax)
    assert shades.zorder < min(line.zorder for line in add_points(ax))


def test_each_class_has_its_points_and_its_marker():
    data, markers = blobs(30, seed=0), add_points(Figure().add_subplot())
    place_points(markers, data)
    for label, line in enumerate(markers):
        np.testing.assert_array_equal(line.get_data(), data.X[:, data.y == label])
    assert len({line.get_marker() for line in markers}) == 2


def test_points_that_stand_where_they_stood_need_no_drawing():
    data, markers = blobs(30, seed=0), add_points(Figure().add_subplot())
    place_points(markers, data)
    for line in markers:
        line.stale = False
    place_points(markers, replace(data, X=data.X.copy()))
    assert not any(line.stale for line in markers)
    place_points(markers, replace(data, X=data.X + 1))
    assert all(line.stale for line in markers)


def test_a_level_line_lies_where_the_values_cross_it(ax):
    (line,) = ax.plot([], [])
    axis = np.linspace(-2, 2, 41)
    radius = np.hypot(*np.meshgrid(axis, axis))
    place_level(line, radius, (-2, 2), level=1.0)
    x, y = np.array(line.get_data())[:, 1:-1]
    np.testing.assert_allclose(np.hypot(x, y), 1, atol=0.01)
    place_level(line, radius - 1, (-2, 2))
    np.testing.assert_allclose(line.get_data(), [[np.nan, *x, np.nan], [np.nan, *y, np.nan]])


def test_two_parts_of_a_level_line_have_a_gap_between_them(ax):
    (line,) = ax.plot([], [])
    x, _ = np.meshgrid(np.linspace(-1, 1, 21), np.linspace(-1, 1, 21))
    place_level(line, np.abs(x) - 0.52, (-1, 1))
    assert np.isnan(line.get_xdata()).sum() == 3
    place_level(line, np.ones((5, 5)), (-1, 1))
    assert np.isnan(line.get_xdata()).all()


def test_strokes_are_one_line_with_gaps_and_what_is_empty_is_left_out(ax):
    (line,) = ax.plot([], [])
    place_strokes(line, [np.array([[0.0, 1.0], [2.0, 3.0]]), np.empty((2, 0))])
    x, y = line.get_data()
    assert [v for v in x if v == v] == [0, 1] and [v for v in y if v == v] == [2, 3]
    place_strokes(line, [])
    assert np.isnan(line.get_xdata()).all()
