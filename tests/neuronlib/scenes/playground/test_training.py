"""A training that goes on while it is watched."""

import numpy as np
import pytest

from neuronlib import Network, cross_entropy, relu, tanh, train
from neuronlib.diagnostics import dead_units
from neuronlib.scenes.playground import Settings, Training
from neuronlib.scenes.playground.training import MOST_UPDATES


def advanced(text, *updates):
    training = Training(Settings.parse(text))
    for n in updates:
        training.advance(n)
    return training


def test_it_trains_as_train_does():
    training = advanced("moons 2-4-3-2 tanh rate=0.2 momentum=0.5 l2=0.01 seed=3", 7, 13)
    network = Network([2, 4, 3, 2], activation=tanh, seed=3, dtype=np.float64)
    data, test = Settings.parse("moons seed=3").examples()
    train(network, data.X, data.y, learning_rate=0.2, momentum=0.5, l2=0.01, epochs=20)
    np.testing.assert_array_equal(training.network.parameters, network.parameters)
    n_updates, training_loss, test_loss = training.losses[-1]
    assert n_updates == training.n_updates == 20
    assert training_loss == pytest.approx(cross_entropy(network.forward(data.X), data.y)[0])
    assert test_loss == pytest.approx(cross_entropy(network.forward(test.X), test.y)[0])


def test_many_small_steps_lead_where_a_large_one_leads():
    text = "xor 2-6-2 relu batch=8 dropout=0.3"
    small, large = advanced(text, *[5] * 6), advanced(text, 30)
    np.testing.assert_array_equal(small.network.parameters, large.network.parameters)
    assert [n for n, _, _ in small.losses] == [0, 5, 10, 15, 20, 25, 30]


def test_units_that_die_are_seen_dying():
    training = advanced("moons noise=0.3 2-16-2 relu rate=8 momentum=0")
    assert not training.dead.any()
    training.advance(20)
    (dead,) = dead_units(training.network, training.training_set.X)
    assert training.dead.tolist() == dead.tolist()
    assert training.dead.all() and not training.revived.any()


def test_a_unit_that_comes_back_counts_as_revived():
    training = advanced("moons 2-3-2 relu rate=0.001")
    biases = training.network.layers[0].biases
    for bias, dead, revived in ((-50, True, False), (0, False, True), (-50, True, False)):
        biases[0] = bias
        training.advance(1)
        assert (training.dead[0], training.revived[0]) == (dead, revived)


def test_units_on_a_flat_part_are_saturated_unless_dead_and_relus_never():
    for name, saturated in (("tanh", True), ("sigmoid", True), ("relu", False)):
        training = advanced(f"moons 2-3-2 {name} rate=0.001")
        training.network.layers[0].biases[1] = 8
        training.advance(1)
        assert training.saturated.tolist() == [False, saturated, False]


def test_a_divergence_ends_it_and_says_why():
    training = advanced("circles noise=0.2 2-8-8-2 leaky_relu rate=10", 5, 100)
    assert training.is_over and training.n_updates == 12
    assert "not finite at step 12" in training.divergence
    assert np.isfinite(training.network.parameters).all()
    assert np.isfinite(training.losses).all()
    training.advance(10)
    assert training.n_updates == 12


def test_weights_beyond_the_type_are_taken_back():
    training = advanced("circles 2-8-2 leaky_relu rate=1e308 momentum=0 l2=100")
    before = training.network.parameters.copy()
    training.advance(5)
    assert training.divergence
    np.testing.assert_array_equal(training.network.parameters, before)


def test_it_ends_after_the_most_updates():
    training = advanced("blobs 2-2", MOST_UPDATES - 1, 5)
    assert training.n_updates == MOST_UPDATES and training.is_over


def test_without_hidden_layers_there_are_no_units_to_look_after():
    assert advanced("moons 2-2", 3).dead.size == 0


def test_the_network_is_that_of_the_settings():
    network = advanced("moons 2-5-4-2 relu seed=4").network
    expected = Network([2, 5, 4, 2], activation=relu, seed=4, dtype=np.float64)
    np.testing.assert_array_equal(network.parameters, expected.parameters)
