"""Drawing dying ReLUs: lines by state, lives, and losses, made once and updated."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import scenes
from neuronlib.plotting import draw_dying_relu
from neuronlib.plotting.dying_relu import ARROW
from neuronlib.plotting.plane import Shades

SCENES = [
    scenes.dying_relu(update=0),
    scenes.dying_relu(update=12),
    scenes.dying_relu(10.0, leak=0.1, update=40),
    scenes.dying_relu(5.0, momentum=0.9, update=150),
]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["plane"], ["lives"], ["loss"]])


def strokes(line):
    """Return a line's parts between its gaps, each of shape (2, n)."""
    data = np.array(line.get_data(), dtype=float)
    gaps = np.flatnonzero(np.isnan(data[0]))
    return [part for a, b in pairwise(gaps) if (part := data[:, a + 1 : b]).size]


def states(scene):
    silent, revived = scene.silent[-1], scene.revived[-1]
    return [np.flatnonzero(~silent & ~revived), np.flatnonzero(silent), np.flatnonzero(revived)]


def assert_shows(axes, scene):
    for line, units in zip(axes["plane"].lines[2:], states(scene), strict=True):
        seen = [unit for unit in units if scene.lines[unit].size]
        parts = strokes(line)
        assert len(parts) == 2 * len(seen)
        for unit, ends, arrow in zip(seen, parts[::2], parts[1::2], strict=True):
            np.testing.assert_allclose(ends, scene.lines[unit])
            # the arrow begins on the line and points to where the unit is active
            neuron = scene.network.layers[0].neuron(unit)
            assert neuron.score(arrow[:, 0]) == pytest.approx(0, abs=1e-9)
            assert neuron.score(arrow[:, 1]) > 0
            assert np.linalg.norm(np.diff(arrow)) == pytest.approx(ARROW * 3)
    for label, line in enumerate(axes["plane"].lines[:2]):
        np.testing.assert_array_equal(line.get_data(), scene.points.X[:, scene.points.y == label])
    silent, revived = scene.silent, scene.revived
    lives = zip(axes["lives"].lines, (~silent & ~revived, silent, revived), strict=True)
    for line, of_state in lives:
        covered = np.zeros_like(of_state)
        for (start, end), (unit, same) in strokes(line):
            assert unit == same
            covered[int(start) : int(end), int(unit)] = True
        np.testing.assert_array_equal(covered, of_state)
    curves = scene.training_loss, scene.test_loss, silent.mean(1)
    for line, values in zip(axes["loss"].lines, curves, strict=True):
        np.testing.assert_array_equal(line.get_data(), [np.arange(len(values)), values])


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(axes, scene):
    draw_dying_relu(axes, scene)
    assert_shows(axes, scene)


def test_later_scenes_update_the_same_artists(axes):
    draw_dying_relu(axes, SCENES[0])
    first = [ax.get_children() for ax in axes.values()]
    for scene in SCENES[1:]:
        draw_dying_relu(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_the_plane_is_orange_where_class_1_is_likely(axes):
    draw_dying_relu(axes, SCENES[3])
    (shades,) = [child for child in axes["plane"].get_children() if isinstance(child, Shades)]
    red, _, blue = shades.rgb[np.unravel_index(SCENES[3].outputs.argmax(), (61, 61))].astype(int)
    assert red > blue
    red, _, blue = shades.rgb[np.unravel_index(SCENES[3].outputs.argmin(), (61, 61))].astype(int)
    assert blue > red


def test_states_are_told_apart_by_colour_and_by_dashes_and_named(axes):
    draw_dying_relu(axes, SCENES[1])
    lines = axes["plane"].lines[2:]
    assert len({line.get_color() for line in lines}) == 3
    assert len({str(line._dash_pattern) for line in lines}) == 3
    names = [text.get_text() for text in axes["plane"].get_legend().get_texts()]
    assert names == ["class 0", "class 1", "active", "dead or silent", "revived"]


def test_a_revived_unit_is_seen_dead_first(axes):
    draw_dying_relu(axes, SCENES[3])
    (revived,) = np.flatnonzero(SCENES[3].revived[-1])
    _, dead, back = axes["lives"].lines
    of_unit = [
        [stroke[0] for stroke in strokes(one) if stroke[1, 0] == revived] for one in (dead, back)
    ]
    assert of_unit[0][0][1] <= of_unit[1][0][0]


def test_both_lower_panels_span_the_whole_training(axes):
    draw_dying_relu(axes, SCENES[1])
    assert axes["lives"].get_xlim() == axes["loss"].get_xlim() == (0, 150)
