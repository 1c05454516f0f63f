"""Drawing capacity: the plane of the network, and the errors until now."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import scenes
from neuronlib.plotting import draw_capacity

SCENES = [scenes.capacity(update=0), scenes.capacity(50, seed=2), scenes.capacity(3, update=10)]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["plane"], ["errors"]])


def assert_shows(axes, scene):
    wrong = axes["plane"].lines[-1]
    np.testing.assert_array_equal(wrong.get_data(), scene.plane.points.X[:, scene.plane.wrong])
    training, test = axes["errors"].lines
    np.testing.assert_array_equal(training.get_data(), [scene.updates, 100 * scene.training_error])
    np.testing.assert_array_equal(test.get_data(), [scene.updates, 100 * scene.test_error])


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(axes, scene):
    draw_capacity(axes, scene)
    assert_shows(axes, scene)


def test_later_scenes_update_the_same_artists(axes):
    draw_capacity(axes, SCENES[0])
    first = [ax.get_children() for ax in axes.values()]
    for scene in SCENES[1:]:
        draw_capacity(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_the_whole_training_fits_into_the_picture(axes):
    draw_capacity(axes, scenes.capacity())
    low, high = axes["errors"].get_xlim()
    assert (low, high) == (0, 3000)
