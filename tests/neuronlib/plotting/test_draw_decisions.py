"""Predicted regions, the boundary between them, and the points."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.contour import QuadContourSet

from neuronlib import datasets
from neuronlib.plotting import draw_decisions
from neuronlib.plotting.style import CLASS_COLOURS

DATA = datasets.moons(20, seed=0)
AXIS = np.linspace(-2, 2, 41)
SCORES = np.tile(AXIS - 0.5, (41, 1))  # class 1 to the right of x₁ = 0.5


def contours(ax):
    return [child for child in ax.get_children() if isinstance(child, QuadContourSet)]


def test_the_boundary_runs_where_the_score_is_zero(ax):
    draw_decisions(ax, SCORES, DATA, (-2, 2))
    _, boundary = contours(ax)
    vertices = np.concatenate([path.vertices for path in boundary.get_paths()])
    np.testing.assert_allclose(vertices[:, 0], 0.5)
    assert (vertices[:, 1].min(), vertices[:, 1].max()) == (-2, 2)


def test_each_side_has_the_colour_of_its_class(ax):
    draw_decisions(ax, SCORES, DATA, (-2, 2))
    left, right = contours(ax)[0].get_paths()
    assert left.vertices[:, 0].min() == -2 and left.vertices[:, 0].max() < 0.6
    assert right.vertices[:, 0].max() == 2 and right.vertices[:, 0].min() > 0.4
    colours = [tuple(colour[:3]) for colour in contours(ax)[0].get_facecolor()]
    assert colours == [to_rgb(colour) for colour in CLASS_COLOURS[:2]]


@pytest.mark.parametrize("score", [-1.0, 1.0])
def test_a_single_class_has_no_boundary(ax, score):
    draw_decisions(ax, np.full((5, 5), score), DATA, (-2, 2))
    assert len(contours(ax)) == 1


def test_points_are_told_apart_by_marker_and_colour(ax):
    draw_decisions(ax, SCORES, DATA, (-2, 2))
    for label, line in enumerate(ax.lines):
        np.testing.assert_array_equal(line.get_data(), DATA.X[:, DATA.y == label])
    assert len({line.get_marker() for line in ax.lines}) == 2
    assert len({line.get_color() for line in ax.lines}) == 2


def test_the_axes_show_the_square_and_are_cleared_before(ax):
    for _ in range(2):
        draw_decisions(ax, SCORES, DATA, (-2, 2))
    assert ax.get_xlim() == ax.get_ylim() == (-2, 2) and ax.get_aspect() == 1
    assert len(ax.lines) == 2 and len(contours(ax)) == 2
