"""Drawing one neuron: the artists show the scene, and are made once."""

import gc
import weakref

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.quiver import Quiver

from neuronlib import ACTIVATIONS, identity, relu, scenes, tanh
from neuronlib.plotting import draw_curves, draw_neuron
from neuronlib.plotting.plane import OPACITY, Shades
from neuronlib.plotting.style import TWO_CLASSES

BOUNDED = {"sigmoid": (0, 1), "tanh": (-1, 1), "hard tanh": (-1, 1)}
SCENES = [
    scenes.neuron(1.0, 2.0, 0.5),
    scenes.neuron(-2.0, 0.0, 1.0, relu),
    scenes.neuron(0.0, 0.0, 1.0, tanh),
    scenes.neuron(0.0, 3.0, -1.0, identity),
]


def arrow(ax):
    (found,) = [child for child in ax.get_children() if isinstance(child, Quiver)]
    return found


def shades(ax):
    (found,) = [child for child in ax.get_children() if isinstance(child, Shades)]
    return found


def assert_shows(ax, scene):
    low, high = BOUNDED.get(scene.neuron.activation.name, (-4, 4))
    colours = TWO_CLASSES((scene.outputs - low) / (high - low))[..., :3]
    on_paper = 255 * (OPACITY * colours + 1 - OPACITY)
    np.testing.assert_allclose(shades(ax).rgb, on_paper, atol=1.01)
    assert ax.get_xlim() == ax.get_ylim() == scene.limits
    boundary, *classes = ax.lines
    np.testing.assert_array_equal(boundary.get_data(), scene.boundary)
    for label, line in enumerate(classes):
        np.testing.assert_array_equal(line.get_data(), scene.points.X[:, scene.points.y == label])


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(ax, scene):
    draw_neuron(ax, scene)
    assert_shows(ax, scene)


def test_later_scenes_update_the_same_artists(ax):
    draw_neuron(ax, SCENES[0])
    first = ax.get_children()
    for scene in SCENES[1:]:
        draw_neuron(ax, scene)
        assert_shows(ax, scene)
        assert ax.get_children() == first


def test_the_arrow_stands_on_the_boundary_and_points_along_w(ax):
    scene = scenes.neuron(3.0, -4.0, 1.0)
    draw_neuron(ax, scene)
    assert arrow(ax).get_visible()
    assert scene.neuron.score(arrow(ax).get_offsets()[0]) == pytest.approx(0)
    assert (arrow(ax).U.item(), arrow(ax).V.item()) == pytest.approx((0.6, -0.8))


def test_without_a_boundary_there_is_no_arrow_and_it_comes_back(ax):
    draw_neuron(ax, scenes.neuron(0.0, 0.0))
    assert not arrow(ax).get_visible()
    draw_neuron(ax, scenes.neuron(1.0, 0.0))
    assert arrow(ax).get_visible()


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_white_lies_where_the_output_is_undecided(ax, activation):
    scene = scenes.neuron(activation=activation)
    draw_neuron(ax, scene)
    undecided = sum(BOUNDED.get(activation.name, (0, 0))) / 2
    place = np.unravel_index(np.abs(scene.outputs - undecided).argmin(), scene.outputs.shape)
    assert shades(ax).rgb[place].min() > 245


def test_the_classes_are_told_apart_by_marker_as_well_as_by_colour(ax):
    draw_neuron(ax, SCENES[0])
    _, *classes = ax.lines
    assert len({line.get_marker() for line in classes}) == 2
    assert len({line.get_color() for line in classes}) == 2
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["class 0", "class 1"]


def test_two_axes_do_not_share_artists():
    left, right = Figure().subplots(1, 2)
    draw_neuron(left, SCENES[0])
    draw_neuron(right, SCENES[1])
    assert_shows(left, SCENES[0])
    assert_shows(right, SCENES[1])


def test_cleared_axes_are_drawn_anew(ax):
    draw_neuron(ax, SCENES[0])
    ax.clear()
    draw_neuron(ax, SCENES[1])
    assert_shows(ax, SCENES[1])
    draw_curves(ax, [0, 1], {"a": [0, 1]})
    draw_neuron(ax, SCENES[2])
    assert_shows(ax, SCENES[2])


def test_what_was_drawn_is_forgotten_with_its_axes():
    ax = Figure().add_subplot()
    draw_neuron(ax, SCENES[0])
    gone = weakref.ref(ax)
    del ax
    gc.collect()
    assert gone() is None


def test_drawing_changes_nothing_in_the_scene(ax):
    before = SCENES[0].outputs.copy(), SCENES[0].boundary.copy()
    draw_neuron(ax, SCENES[0])
    ax.figure.draw_without_rendering()
    np.testing.assert_array_equal(SCENES[0].outputs, before[0])
    np.testing.assert_array_equal(SCENES[0].boundary, before[1])
