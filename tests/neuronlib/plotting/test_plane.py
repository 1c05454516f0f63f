"""Shades and points on the plane of two inputs."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from neuronlib.datasets import blobs
from neuronlib.plotting.plane import OPACITY, Shades, add_points, place_points
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
