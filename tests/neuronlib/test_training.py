"""Training: where it must end, step by step and at the optimum, and what stops it."""

from itertools import chain

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from neuronlib import (
    DivergenceError,
    Network,
    cross_entropy,
    datasets,
    hinge,
    tanh,
    train,
    training_steps,
)
from tests.neuronlib.oracles import softmax

DATA = datasets.blobs(40, spread=0.8, seed=2)


def sigmoid_by_hand(z):
    return 1 / (1 + np.exp(-z))


def test_a_neuron_ends_at_the_optimum_that_scikit_learn_finds():
    l2 = 0.05
    neuron = Network([2, 1], dtype=np.float64)
    train(neuron, DATA.X, DATA.y, learning_rate=0.5, momentum=0.9, l2=l2, epochs=1500)
    # its penalty stands against a sum over the examples, ours against their mean
    peer = LogisticRegression(C=1 / (l2 * DATA.y.size), tol=1e-12, max_iter=1000)
    peer.fit(DATA.X.T.astype(np.float64), DATA.y)
    np.testing.assert_allclose(neuron.layers[0].weights, peer.coef_, atol=1e-6)
    np.testing.assert_allclose(neuron.layers[0].biases[0], peer.intercept_, atol=1e-6)


def test_several_scores_end_at_the_probabilities_that_scikit_learn_finds():
    data, l2 = datasets.blobs(60, n_classes=3, spread=0.8, seed=1), 0.02
    network = Network([2, 3], dtype=np.float64)
    train(network, data.X, data.y, learning_rate=0.5, momentum=0.9, l2=l2, epochs=1500)
    peer = LogisticRegression(C=1 / (l2 * data.y.size), tol=1e-12, max_iter=1000)
    peer.fit(data.X.T.astype(np.float64), data.y)
    expected = peer.predict_proba(data.X.T.astype(np.float64))
    np.testing.assert_allclose(softmax(network.forward(data.X)).T, expected, atol=1e-6)


def test_a_hidden_layer_learns_what_no_line_separates():
    data = datasets.spirals(120, n_classes=2, turns=0.6, noise=0.0)
    network = Network([2, 20, 2], seed=1)
    train(network, data.X, data.y, learning_rate=0.5, momentum=0.9, epochs=400)
    line = Network([2, 2])
    train(line, data.X, data.y, learning_rate=0.5, momentum=0.9, epochs=400)
    assert network.accuracy(data.X, data.y) == 1 > line.accuracy(data.X, data.y)


@pytest.mark.parametrize("loss", [cross_entropy, hinge])
def test_without_a_data_gradient_the_weights_shrink_by_the_same_factor_at_every_step(loss):
    neuron = Network([3, 1], dtype=np.float64, seed=4)
    before = neuron.layers[0].weights.copy()
    train(
        neuron, np.zeros((3, 5)), [0, 1, 0, 1, 1], loss=loss, learning_rate=0.2, l2=0.1, epochs=50
    )
    np.testing.assert_allclose(neuron.layers[0].weights, before * (1 - 0.2 * 0.1) ** 50)


def test_the_steps_are_those_of_momentum_worked_out_by_hand():
    X, y = DATA.X.astype(np.float64), DATA.y
    neuron = Network([2, 1], dtype=np.float64, seed=3)
    w, b = neuron.layers[0].weights[0].copy(), 0.0
    v_w, v_b = np.zeros(2), 0.0
    history = train(neuron, X, y, learning_rate=0.3, momentum=0.8, l2=0.1, epochs=5)
    losses = []
    for _ in range(5):
        p = sigmoid_by_hand(w @ X + b)
        cost = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
        losses.append(cost + 0.05 * w @ w)
        v_w = 0.8 * v_w - 0.3 * ((p - y) @ X.T / y.size + 0.1 * w)
        v_b = 0.8 * v_b - 0.3 * np.mean(p - y)
        w, b = w + v_w, b + v_b
    np.testing.assert_allclose(neuron.parameters, [*w, b])
    np.testing.assert_allclose(history.losses, losses)
    assert history.diverged.shape == () and not history.diverged


def test_the_defaults_are_a_hundred_plain_full_batch_steps_of_a_tenth():
    plain, spelt_out = Network([2, 3, 2]), Network([2, 3, 2])
    history = train(plain, DATA.X, DATA.y)
    train(
        spelt_out,
        DATA.X,
        DATA.y,
        loss=cross_entropy,
        learning_rate=0.1,
        momentum=0,
        l2=0,
        epochs=100,
        batch_size=40,
        seed=8,  # orders nothing: there is one batch
    )
    assert history.losses.shape == (100,)
    np.testing.assert_array_equal(plain.parameters, spelt_out.parameters)


class Recorder:
    """A loss that notes which examples it is shown, in which order."""

    def __init__(self, slope=0.0):
        self.batches = []
        self.slope = slope

    def __call__(self, scores, y):
        """Return no loss."""
        # the network multiplies by 1: a score is its example, which is its label
        assert scores[0].tolist() == y.tolist()
        self.batches.append(y.tolist())
        return 0.0, np.full_like(scores, self.slope)


def shown(seed, epochs=3, batch_size=4):
    recorder = Recorder()
    network = Network([1, 10])
    network.parameters[:] = [1] * 10 + [0] * 10
    labels = np.arange(10)
    steps = training_steps(
        network, labels[None, :], labels, loss=recorder, epochs=epochs, batch_size=batch_size,
        seed=seed,
    )  # fmt: skip
    return [step.epoch for step in steps], recorder.batches


def test_an_epoch_covers_every_example_once_with_its_label():
    epochs, batches = shown(seed=0)
    assert epochs == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert [len(batch) for batch in batches] == [4, 4, 2] * 3
    for k in range(3):
        assert sorted(chain(*batches[3 * k : 3 * k + 3])) == list(range(10))


def test_the_order_is_new_in_each_epoch_and_repeatable_from_the_seed():
    _, batches = shown(seed=0)
    assert batches[:3] != batches[3:6] != batches[6:]
    assert batches == shown(seed=0)[1] == shown(seed=np.random.default_rng(0))[1]
    assert batches != shown(seed=1)[1]


def test_a_batch_larger_than_the_data_is_all_of_them_in_order():
    assert shown(seed=0, batch_size=11)[1] == [list(range(10))] * 3


def test_training_with_minibatches_is_repeatable():
    def trained(seed):
        network = Network([2, 5, 1])
        train(network, DATA.X, DATA.y, batch_size=7, epochs=3, seed=seed)
        return network.parameters.tolist()

    assert trained(0) == trained(0) != trained(1)


def test_a_history_holds_the_mean_over_the_batches_of_each_epoch():
    options = {"batch_size": 16, "epochs": 3, "seed": 5, "l2": 0.1}
    steps = list(training_steps(Network([2, 1]), DATA.X, DATA.y, **options))
    history = train(Network([2, 1]), DATA.X, DATA.y, **options)
    assert len(steps) == 9
    by_epoch = np.array([step.loss for step in steps]).reshape(3, 3).mean(axis=1)
    np.testing.assert_allclose(history.losses, by_epoch)


def test_the_first_loss_is_that_before_any_step():
    network = Network([2, 3, 1])
    expected, _ = network.loss_and_gradient(DATA.X, DATA.y, l2=0.2)
    assert next(training_steps(network, DATA.X, DATA.y, l2=0.2)).loss == expected


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_stack_ends_where_its_members_end_alone(dtype):
    options = {
        "learning_rate": 0.2,
        "momentum": 0.7,
        "l2": 0.01,
        "epochs": 20,
        "batch_size": 16,
        "seed": 3,
    }
    stack = Network.stack([2, 6, 1], seeds=[5, 0, 9], activation=tanh, dtype=dtype)
    together = train(stack, DATA.X, DATA.y, **options)
    assert together.losses.shape == (20, 3) and together.diverged.tolist() == [False] * 3
    for s, seed in enumerate([5, 0, 9]):
        alone = Network([2, 6, 1], seed=seed, activation=tanh, dtype=dtype)
        history = train(alone, DATA.X, DATA.y, **options)
        tolerance = 1e-4 if dtype is np.float32 else 1e-12
        np.testing.assert_allclose(stack.parameters[s], alone.parameters, atol=tolerance)
        np.testing.assert_allclose(together.losses[:, s], history.losses, atol=tolerance)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_network_that_diverges_says_at_which_step_and_keeps_its_history(dtype):
    network = Network([2, 1], dtype=dtype)
    with pytest.raises(
        DivergenceError, match=r"not finite at step .* smaller learning rate"
    ) as info:
        train(network, DATA.X, DATA.y, learning_rate=100.0, l2=1.0, epochs=1000)
    error = info.value
    assert 3 < error.step < 1000
    assert f"at step {error.step} with learning_rate=100;" in str(error)
    assert error.history.losses.shape == (error.step,)  # a step is an epoch here
    assert np.isfinite(error.history.losses).all() and error.history.diverged
    assert (np.diff(error.history.losses) > 0).all()


def test_steps_taken_one_by_one_diverge_too():
    steps = training_steps(
        Network([2, 1]), DATA.X, DATA.y, learning_rate=100.0, l2=1.0, epochs=1000
    )
    with pytest.raises(DivergenceError) as info:
        for taken, _ in enumerate(steps):  # noqa: B007
            pass
    assert info.value.step == taken + 1 and info.value.history is None


def test_a_network_may_diverge_before_its_first_step():
    network = Network([2, 1])
    network.parameters[:] = np.finfo(np.float32).max
    before = network.parameters.copy()
    with pytest.raises(DivergenceError, match="step 0") as info:
        train(network, DATA.X, DATA.y, l2=0.1)
    assert info.value.history.losses.size == 0
    np.testing.assert_array_equal(network.parameters, before)


@pytest.mark.parametrize("momentum", [0.0, 0.5])
def test_a_member_that_diverges_is_frozen_and_marked_and_the_others_go_on(momentum):
    options = {"l2": 0.1, "epochs": 30, "batch_size": 16, "momentum": momentum, "seed": 2}
    stack = Network.stack([2, 4, 1], seeds=range(3))
    stack.parameters[1] = 1e30
    before = stack.parameters[1].copy()
    history = train(stack, DATA.X, DATA.y, **options)
    assert history.diverged.tolist() == [False, True, False]
    np.testing.assert_array_equal(stack.parameters[1], before)
    assert np.isfinite(history.losses[:, [0, 2]]).all()
    for s in (0, 2):
        alone = Network([2, 4, 1], seed=s)
        train(alone, DATA.X, DATA.y, **options)
        np.testing.assert_allclose(stack.parameters[s], alone.parameters, atol=1e-5)


def test_a_member_that_diverges_late_stays_where_it_was():
    stack = Network.stack([2, 1], seeds=[0, 1])
    stack.parameters[1] = 1e10
    frozen = []
    for step in training_steps(
        stack, DATA.X, DATA.y, learning_rate=100.0, l2=1.0, momentum=0.5, epochs=8
    ):
        if not np.isfinite(step.loss[1]):
            frozen.append(stack.parameters[1].copy())
    assert 1 < len(frozen) < 8 and np.isfinite(step.loss[0])
    assert all((now == frozen[0]).all() for now in frozen)


def test_a_member_stays_marked_when_its_later_batches_have_a_finite_loss():
    def infinite_for_label_0(scores, y):
        return np.array([np.inf if 0 in y else 1.0, 1.0]), np.zeros_like(scores)

    stack, labels = Network.stack([1, 5], seeds=[0, 1]), np.arange(5)
    history = train(
        stack, labels[None, :], labels, loss=infinite_for_label_0, batch_size=1, epochs=2, seed=3
    )
    assert history.diverged.tolist() == [True, False]


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"learning_rate": 0}, ValueError, r"learning_rate: got 0, expected .* in \(0, inf\)"),
        ({"learning_rate": -0.1}, ValueError, "learning_rate: got -0.1"),
        ({"learning_rate": np.nan}, ValueError, "learning_rate: got nan"),
        ({"learning_rate": "0.1"}, TypeError, "learning_rate: got '0.1', expected a number"),
        ({"learning_rate": True}, TypeError, "learning_rate: got True, expected a number"),
        ({"momentum": 1.0}, ValueError, r"momentum: got 1.0, expected a number in \[0, 1\)"),
        ({"momentum": -0.5}, ValueError, "momentum: got -0.5"),
        ({"l2": -1e-3}, ValueError, r"l2: got -0.001, expected a number in \[0, inf\)"),
        ({"epochs": 0}, ValueError, "epochs: got 0, expected 1 or more"),
        ({"epochs": 1.5}, TypeError, "epochs: got 1.5, expected a whole number"),
        ({"epochs": True}, TypeError, "epochs: got True, expected a whole number"),
        ({"batch_size": 0}, ValueError, "batch_size: got 0, expected 1 or more"),
        ({"batch_size": 2.0}, TypeError, "batch_size: got 2.0, expected a whole number"),
        ({"seed": -1}, TypeError, "seed: got -1, expected an integer ≥ 0"),
    ],
)
def test_bad_options_are_named_before_the_first_step(options, error, words):
    network = Network([2, 1])
    before = network.parameters.copy()
    with pytest.raises(error, match=words):
        training_steps(network, DATA.X, DATA.y, **options)
    with pytest.raises(error, match=words):
        train(network, DATA.X, DATA.y, **options)
    np.testing.assert_array_equal(network.parameters, before)


@pytest.mark.parametrize(
    ("X", "y", "error", "words"),
    [
        (DATA.X.T, DATA.y, ValueError, r"X: got shape \(40, 2\), .*did you mean X\.T\?"),
        (DATA.X * np.nan, DATA.y, ValueError, r"X: got nan at index \(0, 0\)"),
        (DATA.X, DATA.y + 1, ValueError, "y: got label 2 at position 1, expected .* 0 to 1"),
        (DATA.X, DATA.y * 1.0, TypeError, "y: got float64 values, expected integers"),
        (DATA.X, DATA.y[:-1], ValueError, r"y: got shape \(39,\), expected \(40,\)"),
        (np.zeros((2, 0)), np.zeros(0, int), ValueError, "X: got no examples, expected at least"),
    ],
)
def test_bad_data_is_named_before_the_first_step(X, y, error, words):
    with pytest.raises(error, match=words):
        training_steps(Network([2, 1]), X, y)


def test_the_data_is_left_as_it_was():
    X, y = DATA.X.copy(), DATA.y.copy()
    train(Network([2, 3, 1]), X, y, epochs=2, batch_size=8)
    np.testing.assert_array_equal(X, DATA.X)
    np.testing.assert_array_equal(y, DATA.y)
