"""The examples of each update: all of them, in which order, with which noise and dropout.

A loss that only watches shows what the network was given and what it made of it: networks whose
weights are 1 pass on what they read.
"""

from itertools import chain

import numpy as np
import pytest

from neuronlib import Network, identity, maxout, train, training_steps

N_EXAMPLES = 10


class Watcher:
    """A loss that notes the scores and labels that it is shown, and moves nothing."""

    def __init__(self):
        self.scores, self.labels = [], []

    def __call__(self, scores, y):
        """Return no loss."""
        self.scores.append(scores.copy())
        self.labels.append(y.tolist())
        return np.zeros(scores.shape[:-2]), np.zeros_like(scores)


def shown(seed, epochs=3, batch_size=4):
    """Return each step's epoch and its labels, of examples that are their own labels."""
    watcher, labels = Watcher(), np.arange(N_EXAMPLES)
    network = Network([1, N_EXAMPLES])
    network.layers[0].weights[...] = 1
    steps = training_steps(
        network, labels[None, :], labels, loss=watcher, epochs=epochs, batch_size=batch_size,
        seed=seed,
    )  # fmt: skip
    epochs = [step.epoch for step in steps]
    for scores, batch in zip(watcher.scores, watcher.labels, strict=True):
        assert scores[0].tolist() == batch
    return epochs, watcher.labels


def test_an_epoch_covers_every_example_once_with_its_label():
    epochs, batches = shown(seed=0)
    assert epochs == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert [len(batch) for batch in batches] == [4, 4, 2] * 3
    for k in range(3):
        assert sorted(chain(*batches[3 * k : 3 * k + 3])) == list(range(N_EXAMPLES))


@pytest.mark.parametrize("batch_size", [1, 2, 3, 5, 9])
def test_every_size_of_batch_covers_every_example_once(batch_size):
    epochs, batches = shown(seed=0, epochs=2, batch_size=batch_size)
    n_batches = -(-N_EXAMPLES // batch_size)
    assert epochs == [0] * n_batches + [1] * n_batches
    assert sorted(chain(*batches)) == sorted([*range(N_EXAMPLES)] * 2)


def test_the_order_is_new_in_each_epoch_and_repeatable_from_the_seed():
    _, batches = shown(seed=0)
    assert batches[:3] != batches[3:6] != batches[6:]
    assert batches == shown(seed=0)[1] == shown(seed=np.random.default_rng(0))[1]
    assert batches != shown(seed=1)[1]


@pytest.mark.parametrize("batch_size", [None, 10, 11])
def test_a_batch_of_all_examples_has_them_in_their_order(batch_size):
    assert shown(seed=0, batch_size=batch_size)[1] == [list(range(N_EXAMPLES))] * 3


def test_targets_stay_with_their_examples():
    seen = []

    def loss(scores, y):
        seen.append((scores.copy(), y.copy()))
        return 0.0, np.zeros_like(scores)

    network = Network([1, 2])
    network.layers[0].weights[...] = [[1], [-3]]
    X = np.arange(N_EXAMPLES)[None, :]
    train(network, X, np.vstack([X, -3 * X]), loss=loss, batch_size=3, epochs=2)
    for scores, y in seen:
        np.testing.assert_array_equal(scores, y)
    assert len(seen) == 8


def test_training_with_minibatches_is_repeatable():
    def trained(seed):
        network = Network([1, 5, 1])
        X = np.arange(N_EXAMPLES)[None, :] / N_EXAMPLES
        train(network, X, np.arange(N_EXAMPLES) % 2, batch_size=3, epochs=3, seed=seed)
        return network.parameters.tolist()

    assert trained(0) == trained(0) != trained(1)


def what_was_left_of_ones(dropout, *, n_neurons=200, n_examples=300, stacked=False, **options):
    """Return the activations of hidden neurons that put out 1 unless an update silences them."""
    sizes = [1, n_neurons, n_neurons]
    network = (
        Network.stack(sizes, seeds=[0, 1], activation=identity)
        if stacked
        else Network(sizes, activation=identity)
    )
    for layer, weights, biases in zip(network.layers, (0, np.eye(n_neurons)), (1, 0), strict=True):
        layer.weights[...], layer.biases[...] = weights, biases
    watcher, X = Watcher(), np.zeros((1, n_examples))
    options = {"epochs": 2, **options}
    train(network, X, np.zeros(n_examples, int), loss=watcher, dropout=dropout, **options)
    return watcher.scores


@pytest.mark.parametrize("dropout", [0.1, 0.5, 0.8])
def test_dropout_silences_its_share_and_leaves_the_expected_activation_as_it_was(dropout):
    for activations in what_was_left_of_ones(dropout):
        silent, louder = np.unique(activations)
        assert silent == 0 and louder == pytest.approx(1 / (1 - dropout))
        spread = np.sqrt(dropout * (1 - dropout) / activations.size)
        assert (activations == 0).mean() == pytest.approx(dropout, abs=5 * spread)
        assert activations.mean() == pytest.approx(1, abs=5 * spread / (1 - dropout))


def test_dropout_is_drawn_for_each_neuron_and_each_example():
    activations = what_was_left_of_ones(0.5)[0]
    assert len(np.unique(activations, axis=0)) == len(activations)
    assert len(np.unique(activations, axis=1).T) == activations.shape[1]


def test_without_dropout_nothing_is_silenced():
    assert all((activations == 1).all() for activations in what_was_left_of_ones(0.0))


@pytest.mark.parametrize("batch_size", [None, 7])
def test_dropout_is_new_for_each_update_and_repeatable_from_the_seed(batch_size):
    options = {"n_neurons": 20, "n_examples": 21, "batch_size": batch_size}
    first = what_was_left_of_ones(0.5, **options)
    assert (first[0] != first[1]).any()
    again = what_was_left_of_ones(0.5, **options, seed=np.random.default_rng(0))
    np.testing.assert_array_equal(np.array(again), np.array(first))
    other = what_was_left_of_ones(0.5, **options, seed=1)
    assert (np.array(other) != np.array(first)).any()


def test_all_members_of_a_stack_are_silenced_alike():
    for activations in what_was_left_of_ones(0.5, n_neurons=20, stacked=True):
        np.testing.assert_array_equal(activations[0], activations[1])
        assert 0 < (activations == 0).mean() < 1


def test_of_maxout_a_neuron_is_silenced_not_a_piece():
    network, watcher = Network([1, 30, 30], activation=maxout(2)), Watcher()
    hidden, output = network.layers
    hidden.weights[...], output.weights[...] = 0, np.eye(30)
    hidden.biases[:30], hidden.biases[30:] = 1, -1
    labels = np.zeros(40, int)
    train(network, np.zeros((1, 40)), labels, loss=watcher, dropout=0.5, epochs=1)
    assert np.unique(watcher.scores[0]).tolist() == [0, 2]  # never −1, nor −2


def test_scores_are_not_silenced():
    network, watcher = Network([1, 3]), Watcher()
    network.layers[0].biases[...] = 1
    train(network, np.zeros((1, 9)), np.zeros(9, int), loss=watcher, dropout=0.9, epochs=1)
    assert (watcher.scores[0] == 1).all()


def what_was_read(input_noise, *, n_in=100, n_examples=400, **options):
    """Return what a network without hidden layers passes on of inputs that are 3."""
    network, watcher = Network([n_in, n_in]), Watcher()
    network.layers[0].weights[...] = np.eye(n_in)
    X = np.full((n_in, n_examples), 3.0)
    options = {"epochs": 2, **options}
    labels = np.zeros(n_examples, int)
    train(network, X, labels, loss=watcher, input_noise=input_noise, **options)
    return watcher.scores


@pytest.mark.parametrize("std", [0.01, 0.5, 2.0])
def test_noise_has_the_standard_deviation_that_is_asked_for_and_the_mean_zero(std):
    for inputs in what_was_read(std):
        noise = (inputs - 3) / std
        assert noise.std() == pytest.approx(1, abs=5 / np.sqrt(2 * noise.size))
        assert noise.mean() == pytest.approx(0, abs=5 / np.sqrt(noise.size))
        assert abs(noise).max() > 3  # normal, not uniform


def test_each_input_of_each_example_has_its_own_noise():
    inputs = what_was_read(0.5)[0]
    correlation = np.corrcoef(inputs) - np.eye(len(inputs))
    assert abs(correlation).max() < 6 / np.sqrt(inputs.shape[1])
    assert np.unique(inputs).size > 0.99 * inputs.size


@pytest.mark.parametrize("batch_size", [None, 7])
def test_noise_is_new_for_each_update_and_repeatable_from_the_seed(batch_size):
    options = {"n_in": 4, "n_examples": 21, "batch_size": batch_size}
    first = what_was_read(0.5, **options)
    assert (first[0] != first[1]).all()  # it does not add up on the data
    again = what_was_read(0.5, **options, seed=np.random.default_rng(0))
    np.testing.assert_array_equal(np.array(again), np.array(first))
    assert (np.array(what_was_read(0.5, **options, seed=1)) != np.array(first)).all()


def test_without_noise_the_examples_are_read_as_they_are():
    assert all((inputs == 3).all() for inputs in what_was_read(0.0))


def test_the_bias_sees_no_noise():
    network, watcher = Network([2, 3]), Watcher()
    network.layers[0].weights[...], network.layers[0].biases[...] = 0, 1
    train(network, np.zeros((2, 9)), np.zeros(9, int), loss=watcher, input_noise=5.0, epochs=1)
    assert (watcher.scores[0] == 1).all()
