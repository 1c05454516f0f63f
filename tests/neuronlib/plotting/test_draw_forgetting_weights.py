"""Drawing fading weights: what pictures and lines hold, made once and updated."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import scenes
from neuronlib.plotting import draw_forgetting_weights

SCENES = [
    scenes.forgetting(),
    scenes.forgetting(0.1, 0.9, update=300),
    scenes.forgetting(0.0, 0.0, seed=4, update=0),
]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["without data", "with digits"], ["norm", "loss"]])


def assert_shows(axes, scene):
    updates = np.arange(len(scene.with_data))
    both = {"without data": scene.without_data, "with digits": scene.with_data}
    for (name, weights), line in zip(both.items(), axes["norm"].lines, strict=False):
        (picture,) = axes[name].images
        np.testing.assert_array_equal(picture.get_array().ravel(), weights[-1])
        np.testing.assert_allclose(line.get_data(), [updates, np.linalg.norm(weights, axis=1)])
    crosses = axes["norm"].lines[2]
    np.testing.assert_array_equal(crosses.get_ydata(), scene.expected[crosses.get_xdata()])
    for line, losses in zip(
        axes["loss"].lines, (scene.training_loss, scene.test_loss), strict=True
    ):
        np.testing.assert_array_equal(line.get_data(), [updates, losses])


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(axes, scene):
    draw_forgetting_weights(axes, scene)
    assert_shows(axes, scene)


def test_later_scenes_update_the_same_artists(axes):
    draw_forgetting_weights(axes, SCENES[0])
    first = [ax.get_children() for ax in axes.values()]
    for scene in SCENES[1:]:
        draw_forgetting_weights(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_white_is_zero_and_both_pictures_have_one_scale(axes):
    draw_forgetting_weights(axes, SCENES[0])
    scales = {axes[name].images[0].get_clim() for name in ("without data", "with digits")}
    ((low, high),) = scales
    assert low == -high


def test_losses_and_norms_lie_within_the_picture(axes):
    for l2, momentum, seed in [(0, 0.9, 0), (0, 0, 7), (1, 0.9, 3)]:
        scene = scenes.forgetting(l2, momentum, seed, update=300)
        draw_forgetting_weights(axes, scene)
        assert max(scene.training_loss.max(), scene.test_loss.max()) < axes["loss"].get_ylim()[1]
        assert np.linalg.norm(scene.with_data, axis=1).max() < axes["norm"].get_ylim()[1]


def test_the_lines_are_named_and_told_apart(axes):
    draw_forgetting_weights(axes, SCENES[0])
    for name, expected in (
        ("norm", ["without data", "with digits", "(1 − ηλ)ᵗ"]),
        ("loss", ["training loss", "test loss"]),
    ):
        assert [text.get_text() for text in axes[name].get_legend().get_texts()] == expected
        looks = {(line.get_color(), str(line._dash_pattern)) for line in axes[name].lines}
        assert len(looks) == len(expected)
