"""Connected regions, against scipy's labelling."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import ndimage

from neuronlib.diagnostics import connected_regions
from neuronlib.diagnostics.connected import _count_regions
from tests.neuronlib.diagnostics.networks import drawn, network_of


def by_scipy(labels, n_classes):
    return [int(ndimage.label(labels == k)[1]) for k in range(n_classes)]


@given(arrays(int, array_shapes(min_dims=3, max_dims=3, max_side=12), elements=st.integers(0, 2)))
def test_any_grid_of_labels_is_counted_as_scipy_counts_it(labels):
    assert _count_regions(labels, 3).tolist() == [by_scipy(grid, 3) for grid in labels]


def test_large_noisy_grids_are_counted_as_scipy_counts_them():
    generator = np.random.default_rng(0)
    # at shares about 0.59 neighbours percolate: the pieces are long and tangled
    labels = (generator.random((9, 150, 150)) < np.linspace(0.3, 0.8, 9)[:, None, None]).astype(int)
    assert _count_regions(labels, 2).tolist() == [by_scipy(grid, 2) for grid in labels]


@pytest.mark.parametrize("turned", [False, True])
def test_a_snake_is_one_region_however_long(turned):
    labels = np.zeros((99, 99), dtype=int)
    labels[::2] = 1
    labels[1::4, -1] = labels[3::4, 0] = 1
    labels = labels.T if turned else labels
    assert _count_regions(labels[None], 2).tolist() == [[49, 1]]


def test_neighbours_across_a_corner_are_not_connected():
    chessboard = np.indices((8, 8)).sum(0) % 2
    assert _count_regions(chessboard[None], 2).tolist() == [[32, 32]]


def test_a_class_predicted_nowhere_has_no_region():
    assert connected_regions(network_of((np.zeros((3, 2)), [0.0, 2.0, 1.0]))).tolist() == [0, 1, 0]


def test_a_ring_has_an_inside_and_an_outside():
    # |x₁| + |x₂| is ¾ halfway: a bump of a score around it
    network = network_of(
        ([[1, 0], [-1, 0], [0, 1], [0, -1]], [0] * 4),
        ([[-1, -1, -1, -1], [1, 1, 1, 1]], [0.75, -0.75]),
        ([[-1, -1]], [0.2]),
    )
    assert connected_regions(network, (-1.5, 1.5)).tolist() == [2, 1]
    assert connected_regions(network, (0.0, 1.5)).tolist() == [2, 1]
    assert connected_regions(network, (0.0, 0.1)).tolist() == [1, 0]


@pytest.mark.parametrize("n_out", [1, 2, 4])
def test_a_networks_regions_are_those_of_its_predictions(n_out):
    network = drawn([2, 30, n_out], seed=3, dtype=np.float32)
    axis = np.linspace(-3, 3, 90)
    points = np.stack([values.ravel() for values in np.meshgrid(axis, axis)])
    expected = by_scipy(network.predict(points).reshape(90, 90), max(2, n_out))
    assert connected_regions(network, (-3.0, 3.0), 90).tolist() == expected


@pytest.mark.parametrize("n_out", [1, 3])
def test_a_stack_has_the_regions_of_its_members(n_out):
    stack = drawn([2, 9, n_out], n_networks=6)
    counts = connected_regions(stack, n_points=40)
    assert counts.shape == (6, max(2, n_out)) and len(np.unique(counts, axis=0)) > 1
    for s in range(6):
        assert counts[s].tolist() == connected_regions(stack.member(s), n_points=40).tolist()
