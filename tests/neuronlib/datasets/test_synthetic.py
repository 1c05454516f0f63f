"""Point sets in the plane: seeded, balanced, and of the shape they are named for."""

import numpy as np
import pytest

from neuronlib.datasets import blobs, spirals

BOTH = pytest.mark.parametrize("make", [blobs, spirals])


@BOTH
@pytest.mark.parametrize(("n_examples", "n_classes"), [(2, 2), (50, 2), (50, 3), (31, 7)])
def test_shapes_types_and_balance(make, n_examples, n_classes):
    data = make(n_examples, n_classes=n_classes)
    assert data.X.shape == (2, n_examples) and data.X.dtype == np.float32
    assert data.y.shape == (n_examples,) and np.issubdtype(data.y.dtype, np.integer)
    counts = np.bincount(data.y)
    assert len(counts) == data.n_classes == n_classes
    assert counts.max() - counts.min() <= 1


@BOTH
def test_the_seed_decides_the_points(make):
    assert make(seed=1).X.tolist() == make(seed=1).X.tolist() != make(seed=2).X.tolist()
    assert make(seed=np.random.default_rng(1)).X.tolist() == make(seed=1).X.tolist()


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


def test_noise_moves_each_coordinate_by_its_standard_deviation():
    moved = spirals(6000, noise=0.1).X - spirals(6000, noise=0.0).X
    np.testing.assert_allclose(moved.std(axis=1), 0.1, rtol=0.05)
    np.testing.assert_allclose(moved.mean(axis=1), 0, atol=0.01)


@BOTH
@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"n_classes": 1}, ValueError, "n_classes: got 1, expected 2 or more"),
        ({"n_classes": 2.0}, TypeError, "n_classes: got 2.0, expected a whole number"),
        ({"n_examples": 0}, ValueError, "n_examples: got 0, expected 1 or more"),
        ({"n_examples": 3, "n_classes": 4}, ValueError, "n_examples: got 3, expected 4 or more"),
        ({"n_examples": "10"}, TypeError, "n_examples: got '10', expected a whole number"),
        ({"seed": -1}, TypeError, "seed: got -1"),
    ],
)
def test_bad_arguments_are_named(make, options, error, words):
    with pytest.raises(error, match=words):
        make(**options)


@pytest.mark.parametrize(
    ("make", "name"), [(blobs, "spread"), (spirals, "turns"), (spirals, "noise")]
)
def test_lengths_must_not_be_negative(make, name):
    with pytest.raises(ValueError, match=rf"{name}: got -1, expected a number in \[0, inf\)"):
        make(**{name: -1})
