"""Drawing the way of two weights: what each line holds, made once and updated."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import scenes
from neuronlib.plotting import draw_loss_surface
from neuronlib.scenes.zigzag import LIMITS, N_LEVELS

SCENES = [
    scenes.zigzag(),
    scenes.zigzag(step=0),
    scenes.zigzag("centred", 32, 0.3, step=100),
    scenes.zigzag("positive, along the axes", 4, 1.8, seed=1, step=3),
]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["weights"], ["loss"]])


def assert_shows(axes, scene):
    levels, way, start, now, optimum = axes["weights"].lines
    drawn = np.array(levels.get_data()).reshape(2, N_LEVELS, -1)
    np.testing.assert_array_equal(drawn[:, :, :-1], scene.levels.swapaxes(0, 1))
    assert np.isnan(drawn[:, :, -1]).all()
    np.testing.assert_array_equal(way.get_data(), scene.way)
    np.testing.assert_array_equal(np.ravel(start.get_data()), scene.way[:, 0])
    np.testing.assert_array_equal(np.ravel(now.get_data()), scene.way[:, -1])
    assert np.ravel(optimum.get_data()).tolist() == [0, 0]
    assert axes["weights"].get_xlim() == axes["weights"].get_ylim() == LIMITS
    batch, everything = axes["loss"].lines
    np.testing.assert_array_equal(batch.get_ydata(), scene.batch_loss)
    np.testing.assert_array_equal(everything.get_data(), [np.arange(len(scene.loss)), scene.loss])


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(axes, scene):
    draw_loss_surface(axes, scene)
    assert_shows(axes, scene)


def test_later_scenes_update_the_same_artists(axes):
    draw_loss_surface(axes, SCENES[0])
    first = [ax.get_children() for ax in axes.values()]
    for scene in SCENES[1:]:
        draw_loss_surface(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_another_moment_leaves_the_lines_of_equal_loss_alone(axes):
    draw_loss_surface(axes, SCENES[0])
    levels = axes["weights"].lines[0]
    levels.stale = False
    draw_loss_surface(axes, SCENES[1])
    assert not levels.stale


def test_both_weights_have_one_scale(axes):
    draw_loss_surface(axes, SCENES[0])
    assert axes["weights"].get_aspect() == 1


def test_the_lines_are_named_and_told_apart(axes):
    draw_loss_surface(axes, SCENES[0])
    for name, expected in (
        ("weights", ["equal loss", "way", "start", "now", "optimum"]),
        ("loss", ["loss on the batch", "on all examples"]),
    ):
        assert [text.get_text() for text in axes[name].get_legend().get_texts()] == expected
        looks = {(line.get_marker(), str(line._dash_pattern)) for line in axes[name].lines}
        assert len(looks) == len(expected)
