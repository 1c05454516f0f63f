"""The scene of fading weights: beside plain gradient descent by hand, and its sentence."""

import numpy as np
import pytest

from neuronlib import scenes
from neuronlib.scenes.forgetting import N_UPDATES, TEST, TRAINING

SETTINGS = [(0.0, 0.0), (0.03, 0.0), (0.1, 0.9), (1.0, 0.5)]


def norms(weights):
    return np.linalg.norm(weights, axis=1)


def probabilities(w, b, X):
    return 1 / (1 + np.exp(-(w @ X + b)))


def descended(start, X, y, l2, momentum, updates):
    """Return the weights and biases of every moment, by plain numpy."""
    w, b, v_w, v_b = start, 0.0, np.zeros(64), 0.0
    moments = [(w, b)]
    for _ in range(updates):
        missing = (probabilities(w, b, X) - y) / y.size
        v_w = momentum * v_w - 0.1 * (X @ missing + l2 * w)
        v_b = momentum * v_b - 0.1 * missing.sum()
        w, b = w + v_w, b + v_b
        moments.append((w, b))
    return moments


@pytest.mark.parametrize(("l2", "momentum"), SETTINGS)
def test_the_weights_are_those_of_gradient_descent_by_hand(l2, momentum):
    scene = scenes.forgetting(l2, momentum, seed=3, update=40)
    X, y = TRAINING.X.astype(float), TRAINING.y
    for weights, inputs in ((scene.with_data, X), (scene.without_data, 0 * X)):
        by_hand = descended(weights[0], inputs, y, l2, momentum, 40)
        np.testing.assert_allclose(weights, [w for w, _ in by_hand], atol=1e-9)


def test_the_losses_are_the_cross_entropy_of_every_moment():
    scene = scenes.forgetting(update=20)
    moments = descended(scene.with_data[0], TRAINING.X.astype(float), TRAINING.y, 0.03, 0.0, 20)
    for data, losses in ((TRAINING, scene.training_loss), (TEST, scene.test_loss)):
        for (w, b), loss in zip(moments, losses, strict=True):
            p = probabilities(w, b, data.X)
            expected = -np.log(np.where(data.y == 1, p, 1 - p)).mean()
            assert loss == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("l2", [0.0, 0.01, 0.3])
def test_without_data_and_momentum_the_norm_follows_the_formula(l2):
    scene = scenes.forgetting(l2, update=N_UPDATES)
    np.testing.assert_allclose(norms(scene.without_data), scene.expected, rtol=1e-9)
    # and the pattern stays: only its size changes
    last, first = scene.without_data[-1], scene.without_data[0]
    np.testing.assert_allclose(last, first * (1 - 0.1 * l2) ** N_UPDATES, rtol=1e-9)


def test_with_momentum_the_norm_bounces_when_the_decay_is_strong():
    bounced, calm = (
        norms(scenes.forgetting(l2, 0.9, update=100).without_data) for l2 in (0.1, 0.01)
    )
    assert (np.diff(bounced) > 0).any()
    assert (np.diff(calm) < 0).all()


def test_pixels_that_are_always_blank_keep_their_weights_unless_they_decay():
    blank = (TRAINING.X == 0).all(axis=1)
    assert blank.sum() > 5
    kept, decayed = (scenes.forgetting(l2, update=N_UPDATES).with_data for l2 in (0.0, 0.1))
    np.testing.assert_array_equal(kept[-1, blank], kept[0, blank])
    assert (np.abs(decayed[-1, blank]) < 0.05 * np.abs(decayed[0, blank])).all()


def test_the_start_is_the_same_with_and_without_data_and_depends_on_the_seed():
    scene, other = scenes.forgetting(seed=1, update=0), scenes.forgetting(seed=2, update=0)
    np.testing.assert_array_equal(scene.with_data, scene.without_data)
    assert scene.with_data.shape == (1, 64)
    assert not np.array_equal(scene.with_data, other.with_data)


def test_an_earlier_moment_is_the_beginning_of_a_later_one():
    early, late = scenes.forgetting(update=30), scenes.forgetting(update=200)
    for name in ("without_data", "with_data", "training_loss", "test_loss"):
        np.testing.assert_array_equal(getattr(early, name), getattr(late, name)[:31])


def test_the_sentence_holds_the_numbers():
    scene = scenes.forgetting(0.1, 0.9, seed=5, update=75)
    start, without, learned = (
        norms(scene.with_data)[0], norms(scene.without_data)[-1], norms(scene.with_data)[-1],
    )  # fmt: skip
    assert scene.describe() == (
        f"After 75 updates with λ = 0.1 and momentum 0.9, ‖w‖ has gone from {start:.2f} to "
        f"{without:.2f} without data, and to {learned:.2f} with digits; there the loss is "
        f"{scene.training_loss[-1]:.2f}, on test data {scene.test_loss[-1]:.2f}."
    )


@pytest.mark.parametrize("update", [-1, 301])
def test_a_moment_that_was_not_recorded_is_named(update):
    with pytest.raises(ValueError, match=f"update: got {update}, expected 0 to 300"):
        scenes.forgetting(update=update)
