"""Drawing depth: classes over the plane, boundaries, points, and errors by depth."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from neuronlib import scenes
from neuronlib.plotting import draw_depth
from neuronlib.plotting.plane import OPACITY, Shades
from neuronlib.plotting.style import CLASS_COLOURS
from neuronlib.scenes.depth import LIMITS

SCENES = [
    scenes.depth(),
    scenes.depth(2, 1000, "three spirals", epochs=5),
    scenes.depth(6, epochs=0),
]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["plane"], ["errors"]])


def assert_shows(axes, scene):
    boundaries, points = axes["plane"].lines[:3], axes["plane"].lines[3:]
    for label, line in enumerate(boundaries):
        drawn = np.array(line.get_data())
        drawn = drawn[:, ~np.isnan(drawn[0])]
        scores = scene.network.forward(drawn)
        lead = scores[label] - np.delete(scores, label, axis=0).max(0)
        assert np.abs(lead).max(initial=0) < 0.1 * np.ptp(scene.leads)
    for label, line in enumerate(points):
        np.testing.assert_array_equal(line.get_data(), scene.points.X[:, scene.points.y == label])
    training, test, here = axes["errors"].lines
    np.testing.assert_array_equal(training.get_data(), [range(2, 7), 100 * scene.training_error])
    np.testing.assert_array_equal(test.get_data(), [range(2, 7), 100 * scene.test_error])
    assert list(here.get_xdata()) == [scene.n_layers] * 2
    assert 100 * scene.test_error.max() < axes["errors"].get_ylim()[1]


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(axes, scene):
    draw_depth(axes, scene)
    assert_shows(axes, scene)


def test_later_scenes_update_the_same_artists(axes):
    draw_depth(axes, SCENES[0])
    first = [ax.get_children() for ax in axes.values()]
    for scene in SCENES[1:]:
        draw_depth(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_each_place_has_the_colour_of_the_class_that_leads(axes):
    draw_depth(axes, SCENES[0])
    (shades,) = [child for child in axes["plane"].get_children() if isinstance(child, Shades)]
    for row, column in [(0, 0), (45, 45), (80, 20), (10, 85)]:
        colour = np.array(to_rgb(CLASS_COLOURS[SCENES[0].leads[:, row, column].argmax()]))
        wanted = 255 * (OPACITY * colour + 1 - OPACITY)
        assert shades.rgb[row, column] == pytest.approx(wanted, abs=1)
    assert axes["plane"].get_xlim() == axes["plane"].get_ylim() == LIMITS


def test_the_two_errors_are_named_and_told_apart_without_colour(axes):
    draw_depth(axes, SCENES[0])
    names = [text.get_text() for text in axes["errors"].get_legend().get_texts()]
    assert names == ["training error", "test error"]
    looks = [(line.get_marker(), str(line._dash_pattern)) for line in axes["errors"].lines[:2]]
    assert all(one != other for a, b in pairwise(looks) for one, other in zip(a, b, strict=True))
