"""Drawing regularisation: the plane, curves over λ, and a line at the λ that is shown."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import scenes
from neuronlib.plotting import draw_regularisation
from neuronlib.scenes.regularisation import STRENGTHS

SCENES = [scenes.regularisation(), scenes.regularisation(0.1), scenes.regularisation(0.003, 2)]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["plane"], ["errors"], ["length"]])


def assert_shows(axes, scene):
    wrong = axes["plane"].lines[-1]
    np.testing.assert_array_equal(wrong.get_data(), scene.plane.points.X[:, scene.plane.wrong])
    training, test, here = axes["errors"].lines
    length, here_too = axes["length"].lines
    for line, values in (
        (training, 100 * scene.training_error),
        (test, 100 * scene.test_error),
        (length, scene.lengths),
    ):
        np.testing.assert_array_equal(line.get_data(), [np.arange(len(STRENGTHS)), values])
    assert list(here.get_xdata()) == list(here_too.get_xdata()) == [scene.place] * 2


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(axes, scene):
    draw_regularisation(axes, scene)
    assert_shows(axes, scene)


def test_later_scenes_update_the_same_artists(axes):
    draw_regularisation(axes, SCENES[0])
    first = [ax.get_children() for ax in axes.values()]
    for scene in SCENES[1:]:
        draw_regularisation(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_the_numbers_under_the_axis_are_those_of_the_strengths(axes):
    draw_regularisation(axes, SCENES[0])
    labels = [text.get_text() for text in axes["length"].get_xticklabels()]
    for l2, label in zip(STRENGTHS, labels, strict=True):
        assert label in ("", f"{l2:g}")
    assert [label for label in labels if label] == ["0", "0.0001", "0.001", "0.01", "0.1"]


def test_every_value_lies_within_the_picture(axes):
    for seed in range(4):
        scene = scenes.regularisation(seed=seed)
        draw_regularisation(axes, scene)
        for name, highest in (("errors", 100 * scene.test_error), ("length", scene.lengths)):
            assert highest.max() < axes[name].get_ylim()[1]
