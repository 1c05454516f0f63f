"""The scene of dying ReLUs: its training repeated by hand, its units looked at one by one."""

import math

import numpy as np
import pytest

from neuronlib import DivergenceError, Network, scenes
from neuronlib.activations import leaky
from neuronlib.scenes.dying_relu import FRESH, GRID, LIMITS, N_UNITS, POINTS


def trained(learning_rate, momentum, leak, seed, updates):
    """Return the network after each update, by gradient descent as the book writes it."""
    network = Network([2, N_UNITS, 1], activation=leaky(leak), seed=seed, dtype=np.float64)
    velocity, moments = np.zeros(network.n_parameters), [network]
    for _ in range(updates):
        _, gradient = network.loss_and_gradient(POINTS.X, POINTS.y)
        velocity = momentum * velocity - learning_rate * gradient
        network = network.with_parameters(network.parameters + velocity)
        moments.append(network)
    return moments


@pytest.mark.parametrize(
    "settings", [(1.0, 0.0, 0.0, 0), (8.0, 0.0, 0.0, 8), (5.0, 0.5, 0.1, 3)], ids=str
)
def test_network_losses_and_silent_units_are_those_of_a_training_by_hand(settings):
    moments = trained(*settings, updates=8)
    scene = scenes.dying_relu(*settings, update=8)
    np.testing.assert_allclose(scene.network.parameters, moments[-1].parameters, atol=1e-9)
    for k, network in enumerate(moments):
        for data, losses in ((POINTS, scene.training_loss), (FRESH, scene.test_loss)):
            score = network.forward(data.X)[0]
            each = [
                math.log1p(math.exp(-s if label else s))
                for s, label in zip(score, data.y, strict=True)
            ]
            assert losses[k] == pytest.approx(math.fsum(each) / len(each), rel=1e-6)
        W, b = network.layers[0].weights, network.layers[0].biases
        silent = [all(w @ x + c <= 0 for x in POINTS.X.T) for w, c in zip(W, b[:, 0], strict=True)]
        assert scene.silent[k].tolist() == silent


def test_the_scene_holds_what_is_drawn():
    scene = scenes.dying_relu(update=5)
    assert scene.points is POINTS and scene.limits == LIMITS
    assert scene.silent.shape == (6, N_UNITS)
    assert scene.training_loss.shape == scene.test_loss.shape == (6,)
    axis = np.linspace(*LIMITS, GRID)
    for row, column in [(0, 0), (17, 42)]:
        score = scene.network.forward([[axis[column]], [axis[row]]]).item()
        assert scene.outputs[row, column] == pytest.approx(1 / (1 + math.exp(-score)), abs=1e-6)
    for neuron, ends in zip(
        map(scene.network.layers[0].neuron, range(16)), scene.lines, strict=True
    ):
        assert all(neuron.score(end) == pytest.approx(0, abs=1e-9) for end in ends.T)


def test_revived_are_those_that_were_silent_before_and_are_not_now():
    scene = scenes.dying_relu(10.0, leak=0.1, update=40)
    for k, revived in enumerate(scene.revived):
        for unit in range(N_UNITS):
            before = any(scene.silent[j, unit] for j in range(k))
            assert revived[unit] == (before and not scene.silent[k, unit])
    assert scene.revived[-1].any()


@pytest.mark.parametrize("seed", range(4))
def test_the_dead_stay_dead_under_plain_gradient_descent(seed):
    scene = scenes.dying_relu(8.0, seed=seed, update=150)
    assert not scene.revived.any()
    assert (scene.silent[1:] >= scene.silent[:-1]).all()


def test_a_high_rate_kills_a_gentle_one_does_not_and_a_leak_brings_back():
    assert scenes.dying_relu(1.0, update=150).silent[-1].sum() == 0
    assert scenes.dying_relu(10.0, update=150).silent[-1].sum() == N_UNITS
    assert scenes.dying_relu(10.0, leak=0.1, update=150).revived[-1].sum() > N_UNITS / 2


def test_momentum_can_bring_a_dead_unit_back():
    assert scenes.dying_relu(5.0, momentum=0.9, update=150).revived[-1].sum() > 0


def test_what_was_seen_until_a_moment_is_the_beginning_of_what_is_seen_later():
    early, late = scenes.dying_relu(update=3), scenes.dying_relu(update=30)
    np.testing.assert_array_equal(early.silent, late.silent[:4])
    np.testing.assert_array_equal(early.test_loss, late.test_loss[:4])


def test_the_seed_draws_other_weights():
    one, other = scenes.dying_relu(seed=1, update=0), scenes.dying_relu(seed=2, update=0)
    assert not np.allclose(one.network.parameters, other.network.parameters)


def test_the_sentence_tells_settings_counts_and_losses():
    scene = scenes.dying_relu(5.0, momentum=0.9, update=150)
    right = sum(scene.network.predict(POINTS.X) == POINTS.y)
    assert scene.describe() == (
        f"After 150 updates at η = 5, momentum 0.9, leak 0: {scene.silent[-1].sum()} of 16 units "
        f"are dead, {scene.revived[-1].sum()} revived; {right} % of the points are right; the loss "
        f"is {scene.training_loss[-1]:.2f}, on test data {scene.test_loss[-1]:.2f}."
    )


def test_a_unit_with_a_leak_is_called_silent():
    assert "units are silent" in scenes.dying_relu(leak=0.1).describe()


def test_a_huge_loss_is_not_written_out():
    sentence = scenes.dying_relu(10.0, momentum=0.5, leak=0.1, update=150).describe()
    assert "the loss is beyond 100, on test data beyond 100." in sentence


def test_an_update_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="update: got 151, expected 0 to 150"):
        scenes.dying_relu(update=151)
    with pytest.raises(ValueError, match="update: got -1, expected 0 to 150"):
        scenes.dying_relu(update=-1)


def test_a_divergence_is_told():
    with pytest.raises(DivergenceError, match="the loss is not finite at step"):
        scenes.dying_relu(learning_rate=100.0, leak=0.3)
