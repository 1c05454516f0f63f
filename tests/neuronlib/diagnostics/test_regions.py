"""Linear regions: counted by closed forms, and by the patterns of every neuron's pieces."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuronlib import Network, identity, relu, tanh
from neuronlib.activations import ACTIVATIONS, hard_tanh, leaky_relu
from neuronlib.diagnostics import linear_regions, linear_regions_along
from neuronlib.learned_activations import maxout, prelu
from tests.neuronlib.diagnostics.networks import drawn, network_of

KINDS = [relu, leaky_relu, prelu(), hard_tanh, maxout(2), maxout(3)]
EVERY_KIND = pytest.mark.parametrize("activation", KINDS, ids=lambda kind: kind.name)
ONE_KINK = pytest.mark.parametrize(
    "activation", [relu, leaky_relu, prelu()], ids=lambda kind: kind.name
)


def lines_in_general_position(n):
    """Return n directions and offsets whose lines all cross each other within the square."""
    angles = np.pi * np.arange(n) / n
    offsets = 0.05 * np.random.default_rng(n).uniform(-1, 1, n)
    return np.column_stack([np.cos(angles), np.sin(angles)]), offsets


def over_lines(weights, biases, activation=relu):
    """Return a network with these neurons in its hidden layer."""
    return network_of(
        (weights, biases), (np.ones((1, len(weights) // activation.pieces)), [0]),
        activation=activation,
    )  # fmt: skip


def patterns(network, X):
    """Return, for each example, on which piece every hidden neuron is."""
    columns = []
    for layer, (z, _) in zip(network.layers[:-1], network.trace(X)[:-1], strict=True):
        if layer.activation.pieces > 1:
            columns.append(z.reshape(layer.activation.pieces, -1, z.shape[-1]).argmax(0))
        else:
            columns.append(np.digitize(z, layer.activation.breakpoints))
    return [tuple(column) for column in np.concatenate(columns).T]


def middles(regions):
    return np.column_stack([region.vertices.mean(axis=1) for region in regions])


def points_within(region, n=20):
    """Return random points of a convex region: averages of its corners."""
    n_vertices = region.vertices.shape[1]
    return region.vertices @ np.random.default_rng(0).dirichlet(np.ones(n_vertices), n).T


def grid(n=150):
    axis = np.linspace(-1, 1, n) + 1e-4  # off the lines that are as symmetric as the grid
    return np.stack([values.ravel() for values in np.meshgrid(axis[:-1], axis[:-1])])


@ONE_KINK
@pytest.mark.parametrize("n", [1, 2, 3, 7, 12])
def test_n_lines_in_general_position_make_as_many_regions_as_zaslavsky_counts(activation, n):
    regions = linear_regions(over_lines(*lines_in_general_position(n), activation))
    assert len(regions) == 1 + n + n * (n - 1) // 2


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_a_hard_tanh_neuron_draws_two_parallel_lines(n):
    directions, offsets = lines_in_general_position(n)
    network = over_lines(20 * directions, offsets, hard_tanh)
    assert len(linear_regions(network)) == 1 + 2 * n + 4 * n * (n - 1) // 2


def test_a_maxout_neuron_can_draw_any_voronoi_diagram():
    # the largest of 2 c·x − |c|² belongs to the nearest centre c
    centres = np.random.default_rng(3).uniform(-1, 1, (7, 2))
    network = over_lines(2 * centres, -(centres**2).sum(1), maxout(7))
    regions = linear_regions(network)
    nearest = [
        {int(k) for k in np.linalg.norm(points_within(r).T[:, None] - centres, axis=2).argmin(1)}
        for r in regions
    ]
    assert sorted(nearest, key=min) == [{k} for k in range(7)]  # one region each, and the right one
    for region, (k,) in zip(regions, nearest, strict=True):
        np.testing.assert_allclose(region.weights, [2 * centres[k]])


def test_a_maxout_piece_that_is_never_the_largest_draws_nothing():
    network = over_lines([[1, 0], [0, 0], [-1, 0]], [0, -1, 0], maxout(3))
    assert sorted(region.area for region in linear_regions(network)) == pytest.approx([2, 2])


def test_of_two_equal_maxout_pieces_one_counts():
    network = over_lines([[1, 0], [1, 0], [-1, 0]], [0, 0, 0], maxout(3))
    assert sorted(region.area for region in linear_regions(network)) == pytest.approx([2, 2])


@pytest.mark.parametrize("n", [1, 2, 5, 20])
def test_lines_through_one_point_make_two_sectors_each(n):
    weights = np.random.default_rng(0).standard_normal((n, 2))
    assert len(linear_regions(over_lines(weights, np.zeros(n)))) == 2 * n


def test_neurons_on_the_same_line_make_no_more_regions_than_one():
    weights = np.outer([1, 1, -1 / 3, 1e7], [0.3, 0.7])
    network = over_lines(weights, [0.1, 0.1, -0.1 / 3, 1e6])
    assert len(linear_regions(network)) == 2


@pytest.mark.parametrize("n_hidden", [0, 1, 3])
def test_a_linear_network_has_one_region(n_hidden):
    network = drawn([2, *[5] * n_hidden, 3], activation=identity)
    (region,) = linear_regions(network)
    X = grid(5)
    np.testing.assert_allclose(region.weights @ X + region.biases, network.forward(X))


@EVERY_KIND
def test_a_network_of_zeros_has_one_region(activation):
    network = Network([2, 4, 4, 1], activation=activation)
    network.parameters[:] = 0
    (region,) = linear_regions(network)
    assert region.area == 4 and not region.weights.any() and not region.biases.any()


@EVERY_KIND
@pytest.mark.parametrize("sizes", [[2, 9, 2], [2, 7, 7, 2], [2, 4, 4, 4, 4, 1]])
@pytest.mark.parametrize("seed", [0, 1])
def test_each_pattern_of_pieces_is_one_region(activation, sizes, seed):
    network = drawn(sizes, activation=activation, seed=seed)
    regions = linear_regions(network)
    found = patterns(network, middles(regions))
    assert len(set(found)) == len(found)  # convex: a pattern never has two regions
    assert set(patterns(network, grid())) <= set(found)


@EVERY_KIND
def test_a_fine_grid_sees_every_region_of_an_easy_network(activation):
    network = drawn([2, 3, 1], activation=activation, seed=5)
    assert len(linear_regions(network)) == len(set(patterns(network, grid(700)))) > 3


@settings(max_examples=30)
@given(st.sampled_from(KINDS), st.integers(0, 10_000), st.booleans())
def test_the_regions_fill_the_square_and_the_network_is_linear_on_each(kind, seed, zero_biases):
    network = drawn([2, 6, 5, 2], activation=[kind, relu], seed=seed)
    if zero_biases:
        for layer in network.layers:
            layer.biases[...] = 0
    regions = linear_regions(network, (-2.0, 1.0))
    assert sum(region.area for region in regions) == pytest.approx(9, rel=1e-8)
    for region in regions:
        X = points_within(region)
        np.testing.assert_allclose(
            region.weights @ X + region.biases, network.forward(X), atol=1e-9
        )


@EVERY_KIND
@pytest.mark.parametrize("bias", [1, 0])  # with 0 all lines of the first layer meet in one corner
def test_every_region_is_convex_with_corners_apart_and_in_order(activation, bias):
    network = drawn([2, 8, 8, 1], activation=activation)
    for layer in network.layers:
        layer.biases[...] *= bias
    for region in linear_regions(network):
        sides = np.roll(region.vertices, -1, axis=1) - region.vertices
        following = np.roll(sides, -1, axis=1)
        turns = sides[0] * following[1] - sides[1] * following[0]
        assert region.vertices.shape[1] >= 3 and np.linalg.norm(sides, axis=0).min() > 1e-9
        assert (turns > -1e-12).all() and region.area > 0


def test_the_regions_of_a_square_lie_within_it():
    for region in linear_regions(drawn([2, 8, 8, 1]), (2.0, 5.0)):
        assert region.vertices.min() >= 2 and region.vertices.max() <= 5


def test_scaling_the_plane_changes_no_count():
    network = drawn([2, 12, 6, 1])
    expected = len(linear_regions(network))
    for scale in (1e-6, 1e6):
        twin = network.with_parameters(network.parameters)
        twin.layers[0].weights[...] /= scale
        assert len(linear_regions(twin, (-scale, scale))) == expected


@pytest.mark.parametrize(("beyond", "n_regions"), [(1e-6, 2), (1e-12, 1), (0.0, 1), (-1e-12, 1)])
def test_a_sliver_below_the_tolerance_is_left_with_its_neighbour(beyond, n_regions):
    network = over_lines([[1.0, 0.0]], [-1 + beyond])
    regions = linear_regions(network)
    assert len(regions) == n_regions
    assert sum(region.area for region in regions) == pytest.approx(4, rel=1e-15)


def test_a_float32_network_is_cut_in_float64():
    single = drawn([2, 8, 8, 1])
    single = single.with_parameters(single.parameters.astype(np.float32))
    double = single.with_parameters(single.parameters.astype(np.float64))
    regions = linear_regions(single)
    assert len(regions) == len(linear_regions(double))
    assert {region.weights.dtype for region in regions} == {np.dtype(np.float64)}


@EVERY_KIND
def test_along_a_segment_each_pattern_is_one_region(activation):
    network = drawn([30, 10, 10, 3], activation=activation)
    start, end = np.random.default_rng(1).standard_normal((2, 30))
    positions = linear_regions_along(network, start, end)
    assert positions[0] == 0 and positions[-1] == 1 and (np.diff(positions) > 0).all()

    def at(t):
        return start[:, None] + t * (end - start)[:, None]

    found = patterns(network, at((positions[:-1] + positions[1:]) / 2))
    assert all(one != following for one, following in pairwise(found))
    assert set(patterns(network, at(np.linspace(0, 1, 4001)))) <= set(found)


def test_along_a_segment_a_layer_bends_where_its_neurons_change_sign():
    network = drawn([5, 30, 1])
    start, end = np.random.default_rng(2).standard_normal((2, 5))
    hidden = network.layers[0]
    at_start, at_end = (hidden.weights @ x + hidden.biases[:, 0] for x in (start, end))
    crossings = (at_start / (at_start - at_end))[at_start * at_end < 0]
    assert crossings.size > 5
    np.testing.assert_allclose(
        linear_regions_along(network, start, end), [0, *sorted(crossings), 1], atol=1e-12
    )


@pytest.mark.parametrize("depth", [1, 2, 5, 9])
def test_a_folded_tent_has_two_to_the_depth_regions(depth):
    # 2 ReLU(x) − 4 ReLU(x − ½) is a tent over [0, 1]; each further layer folds it once more
    fold = ([[2, -4], [2, -4]], [0, -0.5])
    network = network_of(([[1], [1]], [0, -0.5]), *[fold] * (depth - 1), ([[2, -4]], [0]))
    positions = linear_regions_along(network, [0.0], [1.0])
    np.testing.assert_allclose(positions, np.linspace(0, 1, 2**depth + 1), atol=1e-12)


def test_a_segment_crosses_the_regions_of_the_plane_that_it_meets():
    network = drawn([2, 10, 10, 1])
    start, end = np.array([-1.0, -1.0]), np.array([1.0, 0.7])
    positions = linear_regions_along(network, start, end)
    within = (positions[:-1] + positions[1:]) / 2
    along = patterns(network, start[:, None] + within * (end - start)[:, None])
    assert set(along) <= set(patterns(network, middles(linear_regions(network))))


CURVES = [a for a in ACTIVATIONS.values() if a.breakpoints is None]


@pytest.mark.parametrize("activation", CURVES, ids=lambda kind: kind.name)
def test_a_curve_is_refused_by_name(activation):
    network = Network([2, 3, 3, 1], activation=[relu, activation])
    words = f"network: got one with {activation.name} neurons, expected piecewise linear ones"
    with pytest.raises(ValueError, match=words):
        linear_regions(network)
    with pytest.raises(ValueError, match=words):
        linear_regions_along(network, [0.0, 0.0], [1.0, 1.0])


def test_the_curves_that_are_refused_are_those_that_bend_smoothly():
    assert tanh in CURVES and relu not in CURVES and hard_tanh not in CURVES


def test_a_stack_is_refused():
    stack = Network.stack([2, 3, 1], seeds=range(3))
    for find in (linear_regions, lambda n: linear_regions_along(n, [0.0, 0.0], [1.0, 1.0])):
        with pytest.raises(
            ValueError, match="network: got a stack of 3, expected a single network"
        ):
            find(stack)


def test_other_than_two_inputs_are_refused_and_the_way_out_is_named():
    words = (
        r"network: got one with 3 inputs, expected 2; linear_regions_along\(network, start, end\)"
    )
    with pytest.raises(ValueError, match=words):
        linear_regions(Network([3, 4, 1]))


def test_limits_must_increase():
    with pytest.raises(ValueError, match=r"limits: got \(1.0, -1.0\), expected \(low, high\)"):
        linear_regions(Network([2, 3, 1]), (1.0, -1.0))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ([0.0], [1.0, 1.0], r"start: got shape \(1,\), expected \(2,\): a single input"),
        ([0.0, 0.0], [[1.0, 1.0]], r"end: got shape \(1, 2\), expected \(2,\)"),
        ([0.0, 0.0], [1.0, np.inf], r"end: got inf at index \(1,\), expected finite"),
    ],
)
def test_the_ends_of_a_segment_must_be_inputs(start, end, words):
    with pytest.raises(ValueError, match=words):
        linear_regions_along(Network([2, 3, 1]), start, end)
