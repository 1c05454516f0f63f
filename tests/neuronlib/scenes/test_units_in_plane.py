"""What a network makes of the plane: wrong labels, scores, lines, and regions by cutting."""

import numpy as np
import pytest

from neuronlib import Network, datasets, scenes
from neuronlib.diagnostics import linear_regions
from neuronlib.experiments.number_and_size import LIMITS, noisy_draw
from neuronlib.scenes.units_in_plane import GRID, UnitsInPlane

POINTS = noisy_draw("plane", seed=0).training


@pytest.mark.parametrize("seed", [0, 5])
def test_the_wrong_labels_are_those_that_moons_without_noise_have_not(seed):
    plane = scenes.capacity(2, seed, 0).plane
    clean = datasets.moons(80, noise=0.15, seed=seed)
    np.testing.assert_array_equal(plane.points.X, clean.X)
    np.testing.assert_array_equal(plane.wrong, plane.points.y != clean.y)
    assert plane.wrong.sum() == 10


@pytest.mark.parametrize("update", [0, 1, 100, 3000])
@pytest.mark.parametrize("n_units", [1, 4, 20])
def test_the_regions_are_as_many_as_cutting_finds(n_units, update):
    plane = scenes.capacity(n_units, 1, update).plane
    assert plane.n_regions == len(linear_regions(plane.network, LIMITS))


def test_lines_that_meet_in_one_point_lie_side_by_side_or_miss_the_square_are_counted_rightly():
    network = Network([2, 5, 1], dtype=np.float64)
    network.layers[0].weights[...] = [[1, 0], [0, 1], [1, 1], [1, 0], [1, 0]]
    network.layers[0].biases[...] = [[0], [0], [0], [-1], [-9]]
    # three through the origin make six; one at x₁ = 1 is cut by two of them; one is outside
    n_regions = UnitsInPlane.of(network, POINTS).n_regions
    assert n_regions == 6 + 3 == len(linear_regions(network, LIMITS))


def test_scores_and_lines_are_those_of_the_network():
    plane = scenes.capacity(3, update=30).plane
    axis = np.linspace(*LIMITS, GRID)
    for row, column in [(0, 0), (40, 7)]:
        score = plane.network.forward([[axis[column]], [axis[row]]]).item()
        assert plane.scores[row, column] == pytest.approx(score)
        assert plane.outputs[row, column] == pytest.approx(1 / (1 + np.exp(-score)))
    for unit, ends in enumerate(plane.lines):
        for end in ends.T:
            assert plane.network.layers[0].neuron(unit).score(end) == pytest.approx(0, abs=1e-9)


def test_a_unit_is_dead_when_no_training_point_is_on_its_side():
    plane = scenes.capacity(50, seed=2).plane
    hidden = plane.network.layers[0]
    active = hidden.weights @ plane.points.X + hidden.biases > 0
    np.testing.assert_array_equal(plane.dead, ~active.any(axis=1))
    assert plane.dead.any()
