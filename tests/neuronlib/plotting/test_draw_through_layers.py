"""Drawing layer after layer: strokes, dots and factors, made once and updated."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import identity, relu, scenes, sigmoid, tanh
from neuronlib.plotting import draw_through_layers
from neuronlib.scenes.through_layers import N_SHOWN

SCENES = [
    scenes.through_layers(),
    scenes.through_layers(n_layers=1),
    scenes.through_layers(relu, 1.4, 4),
    scenes.through_layers(tanh, 4.0, 8, seed=3),
]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["outputs"], ["factors"]])


def assert_shows(axes, scene):
    strokes, medians = axes["outputs"].lines
    layers = np.arange(len(scene.outputs))
    x, y = medians.get_data()
    np.testing.assert_array_equal(np.round(x).reshape(-1, N_SHOWN), layers[:, None] + 0 * x[:12])
    np.testing.assert_array_equal(y, scene.ranges[1].ravel())
    stroke_x, stroke_y = (np.reshape(each, (-1, 3)) for each in strokes.get_data())
    np.testing.assert_array_equal(stroke_x, np.repeat(x[:, None], 3, axis=1))
    np.testing.assert_array_equal(stroke_y[:, :2], scene.ranges[[0, 2]].reshape(2, -1).T)
    assert np.isnan(stroke_y[:, 2]).all()
    low, high = axes["outputs"].get_ylim()
    assert low < scene.heights[0] and scene.heights[1] < high
    signal, gradient = axes["factors"].lines
    np.testing.assert_array_equal(signal.get_data(), [layers, scene.signal])
    np.testing.assert_array_equal(gradient.get_data(), [layers, scene.gradient])


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(axes, scene):
    draw_through_layers(axes, scene)
    assert_shows(axes, scene)


def test_later_scenes_update_the_same_artists(axes):
    draw_through_layers(axes, SCENES[0])
    first = [ax.get_children() for ax in axes.values()]
    for scene in SCENES[1:]:
        draw_through_layers(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_fewer_layers_leave_the_frame_alone(axes):
    draw_through_layers(axes, SCENES[0])
    for axis in (axes["outputs"].xaxis, axes["outputs"].yaxis, axes["factors"].yaxis):
        axis.stale = False
    draw_through_layers(axes, SCENES[1])
    assert not any(
        axis.stale for axis in (axes["outputs"].xaxis, axes["outputs"].yaxis, axes["factors"].yaxis)
    )


@pytest.mark.parametrize(("size", "activation"), [(0.5, sigmoid), (8.0, identity)])
def test_even_extreme_factors_lie_within_the_picture(axes, size, activation):
    scene = scenes.through_layers(activation, size)
    draw_through_layers(axes, scene)
    low, high = axes["factors"].get_ylim()
    for factors in (scene.signal, scene.gradient):
        assert low < factors.min() and factors.max() < high


def test_the_lines_are_named_and_told_apart(axes):
    draw_through_layers(axes, SCENES[0])
    names = [text.get_text() for text in axes["factors"].get_legend().get_texts()]
    assert names == ["signal, forward", "gradient, back"]
    looks = {(line.get_marker(), str(line._dash_pattern)) for line in axes["factors"].lines}
    assert len(looks) == 2
