"""The grid over the plane: which point has which score, and what is refused."""

import numpy as np
import pytest

from neuronlib import Network
from neuronlib.diagnostics import boundary_length, connected_regions, over_the_plane
from tests.neuronlib.diagnostics.networks import drawn


@pytest.mark.parametrize("n_points", [2, 7, 61])  # 61² points are more than one block
def test_row_i_and_column_j_hold_the_score_of_their_point(n_points):
    network = drawn([2, 5, 3])
    scores = over_the_plane(network, (-1.0, 3.0), n_points)
    assert scores.shape == (3, n_points, n_points)
    axis = np.linspace(-1, 3, n_points)
    for i, x2 in enumerate(axis):
        points = np.stack([axis, np.full(n_points, x2)])
        np.testing.assert_allclose(scores[:, i], network.forward(points), atol=1e-12)


def test_the_plane_of_a_stack_holds_the_planes_of_its_members():
    stack = drawn([2, 5, 3], n_networks=4)
    scores = over_the_plane(stack, n_points=50)
    assert scores.shape == (4, 3, 50, 50)
    for s in range(4):
        np.testing.assert_array_equal(scores[s], over_the_plane(stack.member(s), n_points=50))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_scores_have_the_type_of_the_parameters(dtype):
    assert over_the_plane(Network([2, 3, 1], dtype=dtype), n_points=3).dtype == dtype


@pytest.mark.parametrize("look", [over_the_plane, boundary_length, connected_regions])
@pytest.mark.parametrize(
    ("n_in", "limits", "n_points", "error", "words"),
    [
        (3, (-1, 1), 9, ValueError, "network: got one with 3 inputs, expected 2"),
        (2, (1, 1), 9, ValueError, r"limits: got \(1, 1\), expected \(low, high\) with low < high"),
        (2, (0, np.inf), 9, ValueError, r"limits: got inf at index \(1,\)"),
        (2, (0, 1, 2), 9, ValueError, r"limits: got \(0, 1, 2\), expected \(low, high\)"),
        (2, "ab", 9, TypeError, "limits: got 'ab', expected real numbers"),
        (2, (-1, 1), 1, ValueError, "n_points: got 1, expected 2 or more"),
        (2, (-1, 1), 9.0, TypeError, "n_points: got 9.0, expected a whole number"),
    ],
)
def test_bad_arguments_are_named(look, n_in, limits, n_points, error, words):
    with pytest.raises(error, match=words):
        look(Network([n_in, 1]), limits, n_points)
