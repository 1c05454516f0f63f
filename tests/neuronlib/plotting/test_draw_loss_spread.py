"""Drawing the spread of losses: bins, the mark of the start that is shown, and its plane."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import scenes, tanh
from neuronlib.plotting import draw_loss_spread

SCENES = [
    scenes.loss_spread(),
    scenes.loss_spread(20, tanh, "moons", rank=1),
    scenes.loss_spread(2, data="circles", rank=100),
]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["losses"], ["plane"]])


def assert_shows(axes, scene):
    (bins,) = axes["losses"].patches
    counts, edges, _ = bins.get_data()
    assert counts.sum() == 100
    for k in range(counts.size):
        assert counts[k] == sum(edges[k] <= loss < edges[k + 1] for loss in scene.losses)
    x, y = (np.ravel(values).item() for values in axes["losses"].lines[0].get_data())
    assert x == scene.loss
    assert y > counts[(edges[:-1] <= x) & (x < edges[1:])].item()
    assert y < axes["losses"].get_ylim()[1]
    for label in (0, 1):
        drawn = axes["plane"].lines[3 + label].get_data()
        points = scene.plane.points
        np.testing.assert_array_equal(drawn, points.X[:, points.y == label])


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(axes, scene):
    draw_loss_spread(axes, scene)
    assert_shows(axes, scene)


def test_later_scenes_update_the_same_artists(axes):
    draw_loss_spread(axes, SCENES[0])
    first = [ax.get_children() for ax in axes.values()]
    for scene in SCENES[1:]:
        draw_loss_spread(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_a_loss_beyond_the_picture_is_counted_and_marked_in_the_last_bin(axes):
    losses = np.append(SCENES[0].losses[:-1], 9.0)
    draw_loss_spread(axes, replace(SCENES[0], losses=losses))
    counts, edges, _ = axes["losses"].patches[0].get_data()
    x, y = (np.ravel(values).item() for values in axes["losses"].lines[0].get_data())
    assert counts[-1] == 1 and counts.sum() == 100
    assert x == edges[-1] and 1 < y < 20


def test_no_wrong_label_is_announced_where_all_are_right(axes):
    draw_loss_spread(axes, SCENES[0])
    names = [text.get_text() for text in axes["plane"].get_legend().get_texts()]
    assert names == ["unit", "dead unit", "boundary", "class 0", "class 1"]
