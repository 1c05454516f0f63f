"""Drawing a row of bumps: what each line holds, made once and updated."""

from math import inf

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import scenes
from neuronlib.plotting import draw_bumps

SCENES = [scenes.bumps(), scenes.bumps(1, inf, "jump"), scenes.bumps(40, 5, "kink")]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["row"], ["errors"]])


def assert_shows(axes, scene):
    each, target, total, worst = axes["row"].lines
    drawn = np.array(each.get_data())
    pieces = np.split(drawn, np.flatnonzero(np.isnan(drawn[0])), axis=1)
    shapes = [piece[:, ~np.isnan(piece[0])] for piece in pieces]
    shapes = [shape for shape in shapes if shape.size]  # a gap may stand at either end
    assert len(shapes) == scene.n_bumps
    for shape, expected in zip(shapes, scene.shapes, strict=True):
        np.testing.assert_array_equal(shape, expected)
    np.testing.assert_array_equal(target.get_data(), [scene.x, scene.target])
    np.testing.assert_array_equal(total.get_data(), [scene.x, scene.total])
    x, ends = worst.get_data()
    assert x[0] == x[1] == scene.x[scene.worst]
    assert abs(ends[1] - ends[0]) == scene.errors[scene.n_bumps - 1]
    by_number, here = axes["errors"].lines
    np.testing.assert_array_equal(by_number.get_data(), [np.arange(1, 41), scene.errors])
    assert np.ravel(here.get_data()).tolist() == [scene.n_bumps, scene.errors[scene.n_bumps - 1]]


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(axes, scene):
    draw_bumps(axes, scene)
    assert_shows(axes, scene)


def test_later_scenes_update_the_same_artists(axes):
    draw_bumps(axes, SCENES[0])
    first = [ax.get_children() for ax in axes.values()]
    for scene in SCENES[1:]:
        draw_bumps(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_every_error_lies_within_the_picture(axes):
    for steepness in (inf, 100, 20, 5):
        for function in ("sine", "fast sine", "kink", "jump"):
            scene = scenes.bumps(1, steepness, function)
            draw_bumps(axes, scene)
            low, high = axes["errors"].get_ylim()
            assert low < scene.errors.min() and scene.errors.max() < high


def test_the_lines_are_named_and_told_apart(axes):
    draw_bumps(axes, SCENES[0])
    names = [text.get_text() for text in axes["row"].get_legend().get_texts()]
    assert names == ["each bump", "function", "their sum", "largest error"]
    looks = {(line.get_linewidth(), str(line._dash_pattern)) for line in axes["row"].lines}
    assert len(looks) == 4
