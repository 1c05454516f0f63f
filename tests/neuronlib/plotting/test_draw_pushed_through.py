"""Drawing what an activation makes of its inputs: curves, zones and columns, updated."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import gelu, identity, relu, scenes, sigmoid
from neuronlib.plotting import draw_pushed_through
from neuronlib.scenes.activations import LIMITS, Z

SCENES = [
    scenes.activations(),
    scenes.activations(sigmoid, 2.0, 1.0),
    scenes.activations(relu, -3.0, 0.4),
    scenes.activations(gelu, 0.5, 6.0),
    scenes.activations(identity),
]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["curve", "out"], ["in", "."]])


def assert_shows(axes, scene):
    value, slope = axes["curve"].lines
    np.testing.assert_array_equal(value.get_data(), [Z, scene.values])
    np.testing.assert_array_equal(slope.get_data(), [Z, scene.slopes])
    (zones,) = axes["curve"].patches
    shaded, edges, _ = zones.get_data()
    np.testing.assert_array_equal(shaded, scene.saturated)
    assert ((edges[:-1] < Z) & (edges[1:] > Z)).all()
    assert axes["curve"].get_xlim() == axes["in"].get_xlim() == LIMITS
    assert axes["curve"].get_ylim() == axes["out"].get_ylim() == scene.heights
    for name, heights, limits in (
        ("in", scene.going_in, LIMITS), ("out", scene.coming_out, scene.heights)
    ):  # fmt: skip
        for patch, expected in zip(axes[name].patches, heights, strict=True):
            values, edges, _ = patch.get_data()
            np.testing.assert_array_equal(values, expected)
            assert (edges[0], edges[-1]) == limits


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(axes, scene):
    draw_pushed_through(axes, scene)
    assert_shows(axes, scene)


def test_later_scenes_update_the_same_artists(axes):
    draw_pushed_through(axes, SCENES[0])
    first = [ax.get_children() for ax in axes.values()]
    for scene in SCENES[1:]:
        draw_pushed_through(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_another_spread_leaves_the_curve_alone(axes):
    draw_pushed_through(axes, SCENES[0])
    parts = [*axes["curve"].lines, *axes["curve"].patches, axes["curve"].yaxis]
    for part in parts:
        part.stale = False
    draw_pushed_through(axes, SCENES[1])
    assert not any(part.stale for part in parts)


def test_what_goes_in_hangs_below_and_what_comes_out_lies_beside(axes):
    draw_pushed_through(axes, SCENES[0])
    assert axes["in"].yaxis_inverted()
    assert {patch.orientation for patch in axes["in"].patches} == {"vertical"}
    assert {patch.orientation for patch in axes["out"].patches} == {"horizontal"}


def test_the_parts_are_named_and_told_apart(axes):
    draw_pushed_through(axes, SCENES[0])
    names = [text.get_text() for text in axes["curve"].get_legend().get_texts()]
    assert names == ["saturated", "f(z)", "its slope"]
    assert len({str(line._dash_pattern) for line in axes["curve"].lines}) == 2
    everything, saturated = axes["in"].patches
    assert everything.get_facecolor() != saturated.get_facecolor()
