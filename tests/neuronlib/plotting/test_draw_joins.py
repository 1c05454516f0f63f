"""Bumps: level lines from edge to edge, and who owns a join."""

import numpy as np
import pytest

from neuronlib.experiments.representational_power import Bumps
from neuronlib.plotting import draw_joins

BUMPS = Bumps([0.0, 1.0, 3.0, 4.0], [2.0, -1.0, 0.5])


def test_each_bump_is_a_level_line_from_edge_to_edge(ax):
    draw_joins(ax, BUMPS, np.sin)
    (lines,) = ax.collections
    drawn = [segment.tolist() for segment in lines.get_segments()]
    assert drawn == [[[0, 2], [1, 2]], [[1, -1], [3, -1]], [[3, 0.5], [4, 0.5]]]


@pytest.mark.parametrize(("half_open", "values"), [(True, [-1, 0.5]), (False, [0, 0])])
def test_a_dot_says_what_the_sum_is_at_a_join(ax, half_open, values):
    draw_joins(ax, BUMPS, np.sin, half_open=half_open)
    joins, drawn = ax.lines[1].get_data()
    assert joins.tolist() == [1, 3] and drawn.tolist() == values


def test_the_function_is_drawn_over_all_the_bumps(ax):
    draw_joins(ax, BUMPS, np.exp)
    x, y = ax.lines[0].get_data()
    assert (x[0], x[-1]) == (0, 4)
    np.testing.assert_allclose(y, np.exp(x))


def test_a_second_call_replaces_the_first(ax):
    draw_joins(ax, BUMPS, np.sin)
    draw_joins(ax, BUMPS, np.sin)
    assert len(ax.lines) == 2 and len(ax.collections) == 1
