"""The boundary's length, against lines, circles, other contours, and exact linear regions."""

import numpy as np
import pytest
from contourpy import contour_generator
from hypothesis import given
from hypothesis import strategies as st

from neuronlib import Activation, Network, Neuron
from neuronlib.diagnostics import boundary_length, linear_regions
from neuronlib.diagnostics.boundary import _length_around, _length_between_classes
from tests.neuronlib.diagnostics.networks import drawn, network_of

square = Activation(
    "square", "z²", "f(z) = z²", (0.0, np.inf), lambda z: z**2, lambda z: 2 * z, None
)


def disc(radius):
    """Return a network that says class 1 within a circle around the origin."""
    return network_of((np.eye(2), [0, 0]), ([[-1, -1]], [radius**2]), activation=square)


def exact_length(network):
    """Sum, over the linear regions, what they contain of the line where a single score is zero."""
    total = 0.0
    for region in linear_regions(network):
        (w,), ((b,),) = region.weights, region.biases
        if not w.any():
            continue
        point, along = -b * w / (w @ w), np.array([-w[1], w[0]]) / np.linalg.norm(w)
        enter, leave = -np.inf, np.inf
        centre = region.vertices.mean(axis=1)
        for p, q in zip(region.vertices.T, np.roll(region.vertices, -1, axis=1).T, strict=True):
            inwards = np.array([p[1] - q[1], q[0] - p[0]])
            inwards *= np.sign(inwards @ (centre - p))
            slope, height = inwards @ along, inwards @ (point - p)
            if abs(slope) <= 1e-12 * np.linalg.norm(inwards):  # the line runs along this side
                enter = enter if height >= 0 else np.inf
            elif slope > 0:
                enter = max(enter, -height / slope)
            else:
                leave = min(leave, -height / slope)
        total += max(0.0, leave - enter)
    return total


@given(st.floats(0, 2 * np.pi), st.floats(-0.9, 0.9), st.integers(2, 60))
def test_a_neurons_boundary_is_as_long_as_its_line_is_within_the_square(angle, offset, n_points):
    w = np.array([np.cos(angle), np.sin(angle)])
    ends = Neuron(w, offset).boundary()
    length = boundary_length(network_of(([w], [offset])), n_points=n_points)
    assert length == pytest.approx(np.linalg.norm(ends[:, 0] - ends[:, 1]), abs=1e-9)


def test_the_length_is_in_the_units_of_the_inputs():
    network = network_of(([[1.0, 0.0]], [-4.0]))
    assert boundary_length(network, (3.0, 10.0)) == pytest.approx(7)
    assert boundary_length(network, (5.0, 10.0)) == 0


@pytest.mark.parametrize("radius", [0.2, 0.5, 0.95])
def test_a_circle_has_its_circumference(radius):
    length = boundary_length(disc(radius))
    assert isinstance(length, float)
    assert length == pytest.approx(2 * np.pi * radius, rel=1e-3)


def test_the_error_falls_with_the_square_of_the_spacing():
    # averaged over radii: for a single one it also depends on how the circle meets the grid
    radii = np.linspace(0.4, 0.8, 20)

    def error(n_points):
        return np.mean([2 * np.pi * r - boundary_length(disc(r), n_points=n_points) for r in radii])

    coarse, fine = error(41), error(81)
    assert 3.5 < coarse / fine < 4.5


@pytest.mark.parametrize("seed", range(5))
def test_other_marching_squares_find_the_same_lines(seed):
    waves = np.random.default_rng(seed).uniform(-3, 3, (6, 4))
    x = np.linspace(0, 1, 120)
    field = sum(a * np.sin(kx * x[None, :] + ky * x[:, None] + shift) for kx, ky, shift, a in waves)
    field -= np.median(field)
    lines = contour_generator(z=field).lines(0.0)
    expected = sum(np.linalg.norm(np.diff(line, axis=0), axis=1).sum() for line in lines)
    assert expected > 100
    assert _length_around(field > 0, field) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("corners", "length"),
    [
        # opposite corners with 4 are joined: the others are cut off at a fifth of their sides
        ([[4.0, -1.0], [-1.0, 4.0]], 2 * np.sqrt(2) / 5),
        # 4 and 0.2 are not, though the mean is positive: at its saddle the surface is not
        ([[4.0, -1.0], [-1.0, 0.2]], np.sqrt(2) * (4 / 5 + 1 / 6)),
    ],
)
def test_at_a_saddle_the_bilinear_surface_decides_which_corners_are_joined(
    corners, length, sign, turns
):
    field = sign * np.rot90(corners, turns)
    assert _length_around(field > 0, field) == pytest.approx(length)


def test_a_boundary_between_two_scores_is_that_of_their_difference():
    two = drawn([2, 10, 2])
    hidden, output = two.layers
    one = network_of(
        (hidden.weights, hidden.biases[:, 0]),
        (np.diff(output.weights, axis=0), np.diff(output.biases[:, 0])),
    )
    length = boundary_length(two)
    assert length == pytest.approx(boundary_length(one)) and length > 1


def test_three_classes_meet_in_three_rays_each_counted_once():
    angles = np.pi * np.array([1 / 2, 7 / 6, 11 / 6])
    sectors = network_of((np.column_stack([np.cos(angles), np.sin(angles)]), [0, 0, 0]))
    rays = 1 + 2 / np.cos(np.pi / 6)  # straight down; up to the right, and to the left
    assert boundary_length(sectors, n_points=201) == pytest.approx(rays, abs=0.01)
    assert boundary_length(sectors, n_points=1001) == pytest.approx(rays, abs=0.002)


@pytest.mark.parametrize("seed", range(12))
def test_a_relu_networks_boundary_is_as_long_as_its_linear_regions_say(seed):
    network = drawn([2, 8, 8, 1], seed=seed)
    points = np.random.default_rng(seed).uniform(-1, 1, (2, 500))
    network.layers[-1].biases[...] -= np.median(network.forward(points))
    exact = exact_length(network)
    assert exact > 0.5
    assert boundary_length(network, n_points=800) == pytest.approx(exact, rel=0.01)


@pytest.mark.parametrize("scores", [[[1.0]], [[0.0], [1.0]]])
def test_the_edge_of_a_tie_is_a_boundary_counted_once(scores):
    # the score is 0 on the left half, a tie that class 0 wins, and positive on the right
    network = network_of(([[1.0, 0.0]], [0.0]), (scores, [0.0] * len(scores)))
    assert boundary_length(network, n_points=21) == pytest.approx(2)


def test_a_side_with_a_tie_at_both_ends_is_crossed_halfway():
    left, right = [0.0, 1.0, 1.0], [1.0, 1.0, 0.0]  # class 1 ties with 2, and then 0 with 1
    scores = np.array([[left, right], [left, right]]).transpose(2, 0, 1)
    assert _length_between_classes(scores) == pytest.approx(1)


def test_scores_beyond_their_type_are_told_apart_by_their_sign():
    network = Network([2, 1])
    network.layers[0].weights[...] = [[3e38, 0.0]]
    assert np.isinf(network.forward([[-20.0, 20.0], [0.0, 0.0]])).all()
    assert boundary_length(network, (-20.0, 20.0), 10) == pytest.approx(40)


def test_where_one_class_is_predicted_everywhere_there_is_no_boundary():
    assert boundary_length(network_of(([[0.0, 0.0]], [1.0]))) == 0
    assert boundary_length(network_of((np.zeros((3, 2)), [0.0] * 3))) == 0


@pytest.mark.parametrize("n_out", [1, 3])
def test_a_stack_has_the_lengths_of_its_members(n_out):
    stack = drawn([2, 9, n_out], n_networks=4)
    lengths = boundary_length(stack, n_points=60)
    assert lengths.shape == (4,) and len(set(lengths)) > 1
    for s in range(4):
        assert lengths[s] == boundary_length(stack.member(s), n_points=60)
