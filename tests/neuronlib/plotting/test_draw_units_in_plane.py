"""Drawing a network with one hidden layer on the plane: lines by state, boundary, points."""

import numpy as np
import pytest

from neuronlib import scenes
from neuronlib.experiments.number_and_size import LIMITS
from neuronlib.plotting.plane import Shades
from neuronlib.plotting.units_in_plane import draw_units_in_plane

PLANES = [
    scenes.capacity(update=0).plane,
    scenes.capacity(50, seed=2).plane,
    scenes.capacity(1, update=10).plane,
    scenes.capacity(3).plane,
]


def strokes(line):
    """Return a line's parts between its gaps, each of shape (2, n)."""
    data = np.array(line.get_data(), dtype=float)
    parts = np.split(data, np.flatnonzero(np.isnan(data[0])), axis=1)
    return [part[:, 1:] for part in parts if part.shape[1] > 1]


def assert_shows(ax, plane):
    alive, dead, boundary, *points, wrong = ax.lines
    for line, of_state in ((alive, ~plane.dead), (dead, plane.dead)):
        wanted = [ends for ends, here in zip(plane.lines, of_state, strict=True) if here]
        drawn = strokes(line)
        assert len(drawn) == len([ends for ends in wanted if ends.size])
        for part, ends in zip(drawn, (ends for ends in wanted if ends.size), strict=True):
            np.testing.assert_array_equal(part, ends)
    for part in strokes(boundary):
        # on a grid the line between two scores is straight, the network's is nearly so
        assert np.abs(plane.network.forward(part)).max() < 0.1 * np.ptp(plane.scores)
    for label, line in enumerate(points):
        np.testing.assert_array_equal(line.get_data(), plane.points.X[:, plane.points.y == label])
    np.testing.assert_array_equal(wrong.get_data(), plane.points.X[:, plane.wrong])


@pytest.mark.parametrize("plane", PLANES)
def test_the_artists_hold_the_numbers_of_the_plane(ax, plane):
    draw_units_in_plane(ax, plane)
    assert_shows(ax, plane)


def test_later_planes_update_the_same_artists(ax):
    draw_units_in_plane(ax, PLANES[0])
    first = ax.get_children()
    for plane in PLANES[1:]:
        draw_units_in_plane(ax, plane)
        assert_shows(ax, plane)
        assert ax.get_children() == first


def test_the_plane_is_orange_where_class_1_is_likely_and_shows_what_is_counted(ax):
    draw_units_in_plane(ax, PLANES[3])
    assert ax.get_xlim() == ax.get_ylim() == LIMITS
    (shades,) = [child for child in ax.get_children() if isinstance(child, Shades)]
    for place, orange in ((PLANES[3].scores.argmax(), True), (PLANES[3].scores.argmin(), False)):
        red, _, blue = shades.rgb.reshape(-1, 3)[place].astype(int)
        assert (red > blue) == orange


def test_units_by_state_are_told_apart_by_colour_and_by_dashes_and_named(ax):
    draw_units_in_plane(ax, PLANES[1])
    alive, dead = ax.lines[:2]
    assert alive.get_color() != dead.get_color()
    assert str(alive._dash_pattern) != str(dead._dash_pattern)
    names = [text.get_text() for text in ax.get_legend().get_texts()]
    assert names == ["unit", "dead unit", "boundary", "class 0", "class 1", "wrong label"]
