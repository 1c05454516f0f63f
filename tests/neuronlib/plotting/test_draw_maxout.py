"""Drawing a maxout unit: both pieces, the larger, and the corner, made once."""

import numpy as np
import pytest

from neuronlib import scenes
from neuronlib.plotting import draw_maxout

SCENES = [scenes.maxout(), scenes.maxout(w2=-1, b2=0.5), scenes.maxout(w2=1, b2=-1)]


def assert_shows(ax, scene):
    _, _, output, first, second, corner = ax.lines
    np.testing.assert_array_equal(output.get_data(), [scene.x, scene.outputs])
    np.testing.assert_array_equal(first.get_data(), [scene.x, scene.pieces[0]])
    np.testing.assert_array_equal(second.get_data(), [scene.x, scene.pieces[1]])
    expected = [] if scene.corner is None else [scene.corner]
    assert [tuple(point) for point in np.transpose(corner.get_data())] == expected
    assert ax.get_xlim() == ax.get_ylim() == scene.limits


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(ax, scene):
    draw_maxout(ax, scene)
    assert_shows(ax, scene)


def test_later_scenes_update_the_same_artists(ax):
    draw_maxout(ax, SCENES[0])
    first = ax.get_children()
    for scene in [*SCENES[1:], SCENES[0]]:
        draw_maxout(ax, scene)
        assert_shows(ax, scene)
        assert ax.get_children() == first


def test_the_three_are_told_apart_and_named(ax):
    draw_maxout(ax, SCENES[0])
    output, first, second = ax.lines[2:5]
    assert first.get_color() != second.get_color()
    assert first.get_linestyle() != second.get_linestyle()
    assert output.get_linewidth() > 2 * first.get_linewidth()
    assert output.get_zorder() <= first.get_zorder()
    names = [text.get_text() for text in ax.get_legend().get_texts()]
    assert names == ["the larger", "piece 1", "piece 2"]
