"""Tuning: the rate is chosen on the validation set, for all seeds alike; diverged ones lose."""

import numpy as np

from neuronlib import Network, cross_entropy, datasets, squared_error, train
from neuronlib.experiments.tuning import tuned

TRAINING, VALIDATION = datasets.spirals(150, seed=0).split(0.7, seed=0)
OPTIONS = {"momentum": 0.9, "epochs": 60}


def alone(learning_rate, seed):
    """Return the validation loss and the parameters of one network, trained by itself."""
    network = Network([2, 8, 3], seed=seed)
    train(network, TRAINING.X, TRAINING.y, learning_rate=learning_rate, **OPTIONS)
    value, _ = cross_entropy(network.forward(VALIDATION.X), VALIDATION.y)
    return value, network.parameters


def test_the_rate_with_the_smallest_median_loss_on_the_validation_set_is_chosen():
    rates, seeds = (0.001, 0.3, 0.01), range(3)
    found = tuned([2, 8, 3], TRAINING, VALIDATION, seeds=seeds, learning_rates=rates, **OPTIONS)
    expected = [[alone(rate, seed)[0] for seed in seeds] for rate in rates]
    np.testing.assert_allclose(found.validation_losses, expected, rtol=1e-3)
    assert found.learning_rate == rates[np.median(expected, axis=1).argmin()] == 0.3


def test_the_networks_are_those_of_the_rate_chosen_one_for_each_seed():
    found = tuned(
        [2, 8, 3], TRAINING, VALIDATION, seeds=[5, 2], learning_rates=(0.001, 0.3), **OPTIONS
    )
    for parameters, seed in zip(found.networks.parameters, [5, 2], strict=True):
        np.testing.assert_allclose(parameters, alone(0.3, seed)[1], atol=1e-3)
    assert found.losses.shape == (60, 2) and found.diverged.tolist() == [False, False]


def test_a_rate_with_which_networks_diverge_is_not_chosen():
    found = tuned(
        [2, 8, 3],
        TRAINING,
        VALIDATION,
        seeds=range(3),
        learning_rates=(1e30, 0.01),
        l2=1.0,
        epochs=5,
    )
    assert np.isinf(found.validation_losses[0]).all() and found.learning_rate == 0.01


def test_options_go_to_the_networks_and_another_loss_may_judge():
    data = datasets.teacher(np.sin, 60, seed=1)
    first, second = data.split(0.5, seed=0)
    found = tuned(
        [1, 4, 1],
        first,
        second,
        seeds=[0],
        loss=squared_error,
        network_options={"dtype": np.float64},
        epochs=200,
    )
    assert found.networks.parameters.dtype == np.float64
    value, _ = squared_error(found.networks.forward(second.X), second.y)
    assert value[0] == found.validation_losses.min() < 0.1
