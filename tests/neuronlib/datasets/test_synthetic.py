"""Point sets in the plane: seeded, balanced, and of the shape they are named for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import make_circles, make_moons

from neuronlib.datasets import blobs, circles, moons, spirals, xor

ALL = pytest.mark.parametrize("make", [blobs, spirals, circles, moons, xor])
OF_MANY_CLASSES = pytest.mark.parametrize("make", [blobs, spirals])
OF_TWO_CLASSES = pytest.mark.parametrize("make", [circles, moons, xor])
NOISY = pytest.mark.parametrize("make", [spirals, circles, moons, xor])


def check_shapes_types_and_balance(data, n_examples, n_classes):
    assert data.X.shape == (2, n_examples) and data.X.dtype == np.float32
    assert data.y.shape == (n_examples,) and np.issubdtype(data.y.dtype, np.integer)
    counts = np.bincount(data.y)
    assert len(counts) == data.n_classes == n_classes
    assert counts.max() - counts.min() <= 1


@OF_MANY_CLASSES
@given(st.integers(2, 7), st.integers(0, 100), st.integers(0, 5))
def test_any_number_of_classes_and_examples(make, n_classes, more, seed):
    data = make(n_classes + more, n_classes=n_classes, seed=seed)
    check_shapes_types_and_balance(data, n_classes + more, n_classes)


@OF_TWO_CLASSES
@given(st.integers(2, 100), st.integers(0, 5))
def test_two_classes_of_any_number_of_examples(make, n_examples, seed):
    check_shapes_types_and_balance(make(n_examples, seed=seed), n_examples, 2)


@ALL
@given(st.integers(10, 60), st.integers(0, 1000))
def test_the_seed_decides_the_points_be_it_an_int_or_a_generator(make, n_examples, seed):
    X = make(n_examples, seed=seed).X
    np.testing.assert_array_equal(make(n_examples, seed=seed).X, X)
    np.testing.assert_array_equal(make(n_examples, seed=np.random.default_rng(seed)).X, X)
    assert (make(n_examples, seed=seed + 1).X != X).any()


@ALL
def test_no_global_random_state_is_read_or_moved(make):
    np.random.seed(0)
    before = np.random.get_state()[1].copy()
    X = make().X
    np.testing.assert_array_equal(np.random.get_state()[1], before)
    np.random.seed(1)
    np.testing.assert_array_equal(make().X, X)


@ALL
def test_a_set_is_of_about_unit_size_and_centred(make):
    X = make(1000).X
    extents = abs(X).max(axis=1)
    assert (extents > 0.5).all() and (extents < 3).all()
    np.testing.assert_allclose(X.mean(axis=1), 0, atol=0.05)


def test_blobs_lie_around_centres_spread_evenly_over_the_unit_circle():
    data = blobs(8000, n_classes=4, spread=0.3)
    centres = np.array([data.X[:, data.y == k].mean(axis=1) for k in range(4)])
    np.testing.assert_allclose(np.linalg.norm(centres, axis=1), 1, atol=0.03)
    np.testing.assert_allclose(centres[0] + centres[2], 0, atol=0.03)
    np.testing.assert_allclose(centres[0] @ centres[1], 0, atol=0.03)
    for k in range(4):
        np.testing.assert_allclose(data.X[:, data.y == k].std(axis=1), 0.3, atol=0.02)


def test_of_two_blobs_class_1_lies_where_both_inputs_are_large():
    data = blobs(20, spread=0.0)
    assert (data.X[:, data.y == 1] > 0.5).all() and (data.X[:, data.y == 0] < -0.5).all()


def test_spiral_arms_are_one_arm_turned():
    data = spirals(90, n_classes=3, noise=0.0)
    turn = np.array([[np.cos(2 * np.pi / 3), -np.sin(2 * np.pi / 3)],
                     [np.sin(2 * np.pi / 3), np.cos(2 * np.pi / 3)]])  # fmt: skip
    for k in (0, 1):
        np.testing.assert_allclose(
            data.X[:, data.y == k + 1], turn @ data.X[:, data.y == k], atol=1e-6
        )


@pytest.mark.parametrize("turns", [0.0, 0.6, 2.0])
def test_a_spiral_arm_winds_as_often_as_asked_and_stays_within_the_unit_circle(turns):
    data = spirals(600, n_classes=2, turns=turns, noise=0.0)
    x, y = data.X[:, data.y == 0]
    radius, angle = np.hypot(x, y), np.unwrap(np.arctan2(y, x))
    assert (np.diff(radius) > 0).all() and 0 < radius[0] < 0.01 and 0.99 < radius[-1] < 1
    assert angle[-1] - angle[0] == pytest.approx(2 * np.pi * turns, rel=0.01)


@NOISY
def test_noise_moves_each_coordinate_by_its_standard_deviation(make):
    moved = make(6000, noise=0.1).X - make(6000, noise=0.0).X
    np.testing.assert_allclose(moved.std(axis=1), 0.1, rtol=0.05)
    np.testing.assert_allclose(moved.mean(axis=1), 0, atol=0.01)


def test_circles_are_rings_of_radius_1_around_0_and_of_half_of_it_for_1():
    data = circles(101, noise=0.0)
    np.testing.assert_allclose(np.hypot(*data.X), np.where(data.y == 1, 0.5, 1), rtol=1e-6)
    for k in (0, 1):  # evenly spaced: the same step from each point to the next
        angles = np.sort(np.arctan2(*data.X[:, data.y == k]))
        np.testing.assert_allclose(np.diff(angles), 2 * np.pi / angles.size, atol=1e-5)


def farthest(points, curve):
    """Return how far the points, as columns, go from the nearest points of a curve."""
    return np.linalg.norm(points[:, :, None] - curve[:, None, :], axis=0).min(axis=1).max()


@pytest.mark.parametrize(
    ("make", "peer", "centre", "size"),
    [
        (circles, lambda n: make_circles(n, shuffle=False, factor=0.5), (0, 0), 1),
        (moons, lambda n: make_moons(n, shuffle=False), (0.5, 0.25), 1.5),
    ],
    ids=["circles", "moons"],
)
def test_without_noise_the_curves_are_those_of_scikit_learn_to_scale(make, peer, centre, size):
    data = make(400, noise=0.0)
    points, labels = peer(400)
    points = (points.T - np.array(centre)[:, None]) / size
    for k in (0, 1):
        ours, theirs = data.X[:, data.y == k], points[:, labels == k]
        assert farthest(ours, theirs) < 0.02 and farthest(theirs, ours) < 0.02


def test_the_moons_are_one_symmetric_moon_and_the_same_turned_by_half():
    data = moons(50, noise=0.0)
    x, y = data.X[:, data.y == 0]
    np.testing.assert_allclose(x + x[::-1], -2 / 3, rtol=1e-6)
    np.testing.assert_allclose(y, y[::-1], atol=1e-6)
    np.testing.assert_array_equal(data.X[:, data.y == 1], -data.X[:, data.y == 0])


def test_xor_without_noise_is_its_truth_table():
    data = xor(8, noise=0.0)
    examples = {(*x, label) for *x, label in zip(*(data.X > 0).tolist(), data.y, strict=True)}
    assert examples == {(a, b, a != b) for a in (False, True) for b in (False, True)}
    np.testing.assert_array_equal(abs(data.X), 0.5)


@given(st.integers(2, 100))
def test_the_clouds_of_one_xor_class_are_balanced(n_examples):
    data = xor(n_examples, noise=0.0)
    for k in (0, 1):
        right = data.X[0, data.y == k] > 0
        assert abs(right.sum() - (~right).sum()) <= 1


def test_xor_labels_follow_the_sign_of_the_product_but_for_points_carried_over_an_axis():
    data = xor(4000)
    follow = (data.X.prod(axis=0) < 0) == (data.y == 1)
    assert 0.99 < follow.mean() < 1
    data = xor(4000, noise=0.1)
    np.testing.assert_array_equal(data.X.prod(axis=0) < 0, data.y == 1)


@ALL
@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"n_examples": 0}, ValueError, "n_examples: got 0, expected 1 or more"),
        ({"n_examples": 1}, ValueError, "n_examples: got 1, expected [23] or more"),
        ({"n_examples": "10"}, TypeError, "n_examples: got '10', expected a whole number"),
        ({"seed": -1}, TypeError, "seed: got -1"),
    ],
)
def test_bad_arguments_are_named(make, options, error, words):
    with pytest.raises(error, match=words):
        make(**options)


@OF_MANY_CLASSES
@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"n_classes": 1}, ValueError, "n_classes: got 1, expected 2 or more"),
        ({"n_classes": 2.0}, TypeError, "n_classes: got 2.0, expected a whole number"),
        ({"n_examples": 3, "n_classes": 4}, ValueError, "n_examples: got 3, expected 4 or more"),
    ],
)
def test_a_bad_number_of_classes_is_named(make, options, error, words):
    with pytest.raises(error, match=words):
        make(**options)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (blobs, "spread"),
        (spirals, "turns"),
        (spirals, "noise"),
        (circles, "noise"),
        (moons, "noise"),
        (xor, "noise"),
    ],
)
def test_lengths_must_not_be_negative(make, name):
    with pytest.raises(ValueError, match=rf"{name}: got -1, expected a number in \[0, inf\)"):
        make(**{name: -1})
