"""The loop: where it must end, step by step and at the optimum, and what it refuses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression, Ridge

from neuronlib import (
    Network,
    cross_entropy,
    datasets,
    hinge,
    maxout,
    prelu,
    squared_error,
    tanh,
    train,
    training_steps,
)
from tests.neuronlib.cases import ALL_LOSSES, EVERY_ACTIVATION, EVERY_LOSS, examples_for, moved
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
    _, gradient = neuron.loss_and_gradient(DATA.X, DATA.y, l2=l2)
    np.testing.assert_allclose(gradient, 0, atol=1e-12)


def test_several_scores_end_at_the_probabilities_that_scikit_learn_finds():
    data, l2 = datasets.blobs(60, n_classes=3, spread=0.8, seed=1), 0.02
    network = Network([2, 3], dtype=np.float64)
    train(network, data.X, data.y, learning_rate=0.5, momentum=0.9, l2=l2, epochs=1500)
    peer = LogisticRegression(C=1 / (l2 * data.y.size), tol=1e-12, max_iter=1000)
    peer.fit(data.X.T.astype(np.float64), data.y)
    expected = peer.predict_proba(data.X.T.astype(np.float64))
    np.testing.assert_allclose(softmax(network.forward(data.X)).T, expected, atol=1e-6)


@pytest.mark.parametrize(
    "options",
    [
        {"learning_rate": 0.3},
        {"learning_rate": 0.1, "momentum": 0.8},
        {"learning_rate": 0.05, "optimiser": "adam"},
    ],
    ids=["gradient descent", "momentum", "Adam"],
)
def test_a_linear_regression_ends_at_the_least_squares(options):
    generator = np.random.default_rng(0)
    X = generator.standard_normal((3, 50))
    y = generator.standard_normal((2, 3)) @ X + 0.5 + 0.1 * generator.standard_normal((2, 50))
    network = Network([3, 2], dtype=np.float64)
    train(network, X, y, loss=squared_error, epochs=1500, **options)
    design = np.vstack([X, np.ones(50)])
    solution = np.linalg.lstsq(design.T, y.T)[0].T
    np.testing.assert_allclose(network.layers[0].weights, solution[:, :-1], atol=1e-9)
    np.testing.assert_allclose(network.layers[0].biases, solution[:, -1:], atol=1e-9)


def test_with_a_penalty_a_linear_regression_ends_at_that_of_scikit_learn():
    X, y = examples_for(squared_error, 2, n_examples=50)
    network = Network([3, 2], dtype=np.float64)
    train(network, X, y, loss=squared_error, learning_rate=0.3, l2=0.4, epochs=500)
    # its squares are not halved, and added up over the examples
    peer = Ridge(alpha=0.4 * 50).fit(X.T, y.T)
    np.testing.assert_allclose(network.layers[0].weights, peer.coef_, atol=1e-9)
    np.testing.assert_allclose(network.layers[0].biases[:, 0], peer.intercept_, atol=1e-9)


@EVERY_ACTIVATION
@EVERY_LOSS
@pytest.mark.parametrize("optimiser", ["sgd", "adam"])
def test_the_loss_falls_whatever_the_network_is_made_of(activation, loss, n_out, optimiser):
    network = Network([3, 8, n_out], activation=activation, seed=2)
    X, y = examples_for(loss, n_out, n_examples=20)
    history = train(network, X, y, loss=loss, optimiser=optimiser, learning_rate=0.02, epochs=25)
    assert history.losses[1] < history.losses[0]
    assert history.losses[-1] < 0.98 * history.losses[0]


def test_a_hidden_layer_learns_what_no_line_separates():
    data = datasets.spirals(120, n_classes=2, turns=0.6, noise=0.0)
    network = Network([2, 20, 2], seed=1)
    train(network, data.X, data.y, learning_rate=0.5, momentum=0.9, epochs=400)
    line = Network([2, 2])
    train(line, data.X, data.y, learning_rate=0.5, momentum=0.9, epochs=400)
    assert network.accuracy(data.X, data.y) == 1 > line.accuracy(data.X, data.y)


def test_prelu_neurons_learn_their_slopes():
    x = np.linspace(-1, 1, 41)[None, :]
    y = np.where(x > 0, x, -0.5 * x)
    network = Network([1, 1, 1], activation=prelu(), seed=1, dtype=np.float64)
    train(network, x, y, loss=squared_error, optimiser="adam", learning_rate=0.02, epochs=3000)
    assert network.layers[0].slopes[0, 0] == pytest.approx(-0.5, abs=1e-3)


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


@EVERY_ACTIVATION
@EVERY_LOSS
def test_a_step_of_gradient_descent_goes_against_the_gradient(activation, loss, n_out):
    network = moved(Network([3, 5, n_out], activation=activation, dtype=np.float64))
    X, y = examples_for(loss, n_out)
    value, gradient = network.loss_and_gradient(X, y, loss=loss, l2=0.1)
    expected = network.parameters - 0.2 * gradient
    step = next(training_steps(network, X, y, loss=loss, learning_rate=0.2, l2=0.1))
    assert step.loss == pytest.approx(value, rel=1e-12) and step.epoch == 0
    np.testing.assert_allclose(network.parameters, expected, rtol=1e-10, atol=1e-12)


def test_the_defaults_are_a_hundred_plain_full_batch_steps_of_a_tenth():
    plain, spelt_out = Network([2, 3, 2]), Network([2, 3, 2])
    history = train(plain, DATA.X, DATA.y)
    train(
        spelt_out,
        DATA.X,
        DATA.y,
        loss=cross_entropy,
        learning_rate=0.1,
        optimiser="sgd",
        momentum=0,
        l2=0,
        dropout=0,
        input_noise=0,
        epochs=100,
        batch_size=40,
        seed=8,  # orders nothing: there is one batch
    )
    assert history.losses.shape == (100,) and history.validation_losses.shape == (0,)
    np.testing.assert_array_equal(plain.parameters, spelt_out.parameters)


def test_the_first_loss_is_that_before_any_step():
    network = Network([2, 3, 1])
    expected, _ = network.loss_and_gradient(DATA.X, DATA.y, l2=0.2)
    first = next(training_steps(network, DATA.X, DATA.y, l2=0.2))
    assert first.loss == pytest.approx(expected, rel=1e-6) and isinstance(first.loss, float)


def test_train_does_what_the_steps_do_one_by_one():
    options = {"batch_size": 16, "epochs": 3, "seed": 5, "l2": 0.1, "dropout": 0.2}
    watched, trained = Network([2, 5, 1]), Network([2, 5, 1])
    for _ in training_steps(watched, DATA.X, DATA.y, **options):
        pass
    train(trained, DATA.X, DATA.y, **options)
    np.testing.assert_array_equal(watched.parameters, trained.parameters)


def test_a_training_that_is_watched_may_be_left():
    network, short = Network([2, 3, 1]), Network([2, 3, 1])
    steps = training_steps(network, DATA.X, DATA.y, epochs=50)
    for _ in range(4):
        next(steps)
    train(short, DATA.X, DATA.y, epochs=4)
    np.testing.assert_array_equal(network.parameters, short.parameters)


def test_training_goes_on_where_it_ended():
    twice, once = Network([2, 3, 1]), Network([2, 3, 1])
    for _ in range(2):
        train(twice, DATA.X, DATA.y, epochs=5)
    train(once, DATA.X, DATA.y, epochs=10)
    np.testing.assert_array_equal(twice.parameters, once.parameters)


@given(
    st.sampled_from(list(ALL_LOSSES.values())),
    st.sampled_from(["sgd", "adam"]),
    st.randoms(use_true_random=False),
)
def test_in_a_full_batch_the_order_of_the_examples_does_not_matter(loss, optimiser, random):
    loss, n_out = loss
    X, y = examples_for(loss, n_out)
    order = random.sample(range(8), 8)
    options = {"loss": loss, "optimiser": optimiser, "learning_rate": 0.05, "epochs": 5}
    network, shuffled = (
        moved(Network([3, 4, n_out], activation=tanh, dtype=np.float64)) for _ in range(2)
    )
    history = train(network, X, y, **options)
    other = train(shuffled, X[:, order], y[..., order], **options)
    np.testing.assert_allclose(shuffled.parameters, network.parameters, rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(other.losses, history.losses, rtol=1e-8)


EVERYTHING = {
    "momentum": 0.5,
    "l2": 0.1,
    "dropout": 0.3,
    "input_noise": 0.2,
    "epochs": 3,
    "batch_size": 8,
    "validation": DATA,
    "patience": 1,
}


@pytest.mark.parametrize(
    "options",
    [{}, EVERYTHING, {"batch_size": 7}, {"input_noise": 0.5}, {"optimiser": "adam"}],
    ids=["plain", "everything", "minibatches", "noise", "Adam"],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_data_is_left_as_it_was(options, dtype):
    X, y = DATA.X.astype(dtype), DATA.y.copy()
    X.flags.writeable = y.flags.writeable = False
    train(Network([2, 3, 1], dtype=dtype), X, y, **{"epochs": 2, **options})
    np.testing.assert_array_equal(X, DATA.X)
    np.testing.assert_array_equal(y, DATA.y)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_targets_are_left_as_they_were(dtype):
    X, y = (array.astype(dtype) for array in examples_for(squared_error, 2))
    before = y.copy()
    train(Network([3, 4, 2], dtype=dtype), X, y, loss=squared_error, epochs=2, batch_size=3)
    np.testing.assert_array_equal(y, before)


def test_the_type_of_the_parameters_is_kept():
    for dtype in (np.float32, np.float64):
        for optimiser in ("sgd", "adam"):
            stack = Network.stack([2, 3, 1], seeds=[0, 1], dtype=dtype, activation=maxout(2))
            rates = np.array([0.1, 0.2])  # float64 for both
            train(stack, DATA.X, DATA.y, learning_rate=rates, optimiser=optimiser, epochs=2)
            assert stack.parameters.dtype == dtype


STACK = {"single": Network([2, 1]), "stack": Network.stack([2, 1], seeds=[0, 1, 2])}


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"learning_rate": 0}, ValueError, r"learning_rate: got 0, expected .* in \(0, inf\)"),
        ({"learning_rate": -0.1}, ValueError, r"learning_rate: got -0\.1"),
        ({"learning_rate": np.nan}, ValueError, "learning_rate: got nan"),
        ({"learning_rate": "0.1"}, TypeError, r"learning_rate: got '0\.1', expected a number"),
        ({"learning_rate": True}, TypeError, "learning_rate: got True, expected a number"),
        ({"momentum": 1.0}, ValueError, r"momentum: got 1\.0, expected a number in \[0, 1\)"),
        ({"momentum": -0.5}, ValueError, r"momentum: got -0\.5"),
        ({"l2": -1e-3}, ValueError, r"l2: got -0\.001, expected a number in \[0, inf\)"),
        ({"l2": None}, TypeError, "l2: got None, expected a number"),
        ({"optimiser": "rmsprop"}, ValueError, "optimiser: got 'rmsprop', expected 'sgd' or 'ad"),
        ({"optimiser": None}, ValueError, "optimiser: got None, expected 'sgd' or 'adam'"),
        (
            {"optimiser": "adam", "momentum": 0.9},
            ValueError,
            r"momentum: got 0\.9, expected none with Adam",
        ),
        ({"dropout": 1.0}, ValueError, r"dropout: got 1\.0, expected a number in \[0, 1\)"),
        ({"dropout": -0.1}, ValueError, r"dropout: got -0\.1"),
        ({"input_noise": -1}, ValueError, r"input_noise: got -1, expected a number in \[0, inf\)"),
        ({"epochs": 0}, ValueError, "epochs: got 0, expected 1 or more"),
        ({"epochs": 1.5}, TypeError, r"epochs: got 1\.5, expected a whole number"),
        ({"epochs": True}, TypeError, "epochs: got True, expected a whole number"),
        ({"batch_size": 0}, ValueError, "batch_size: got 0, expected 1 or more"),
        ({"batch_size": 2.0}, TypeError, r"batch_size: got 2\.0, expected a whole number"),
        ({"patience": 3}, ValueError, "patience: got one without a validation set, expected both"),
        ({"patience": 0, "validation": DATA}, ValueError, "patience: got 0, expected 1 or more"),
        ({"patience": 1.5}, TypeError, r"patience: got 1\.5, expected a whole number"),
        ({"validation": DATA.X}, TypeError, "validation: got ndarray, expected a Dataset"),
        (
            {"validation": datasets.digits()},
            ValueError,
            r"X: got shape \(64, 1797\), expected \(2, N\)",
        ),
        ({"validation": datasets.blobs(9, n_classes=3)}, ValueError, "y: got label 2 at position"),
        ({"loss": "hinge"}, TypeError, r"loss: got 'hinge', expected one such as neuronlib\.cross"),
        ({"seed": -1}, TypeError, "seed: got -1, expected an integer ≥ 0"),
    ],
)
@pytest.mark.parametrize("network", STACK.values(), ids=STACK)
def test_bad_options_are_named_before_the_first_step(network, options, error, words):
    before = network.parameters.copy()
    with pytest.raises(error, match=words):
        training_steps(network, DATA.X, DATA.y, **options)
    with pytest.raises(error, match=words):
        train(network, DATA.X, DATA.y, **options)
    np.testing.assert_array_equal(network.parameters, before)


@pytest.mark.parametrize("name", ["learning_rate", "l2"])
@pytest.mark.parametrize(
    ("network", "values", "error", "words"),
    [
        (
            "stack",
            [0.1, 0.2],
            ValueError,
            r"got shape \(2,\), expected \(3,\): one for each member",
        ),
        ("stack", [[0.1], [0.2], [0.3]], ValueError, r"got shape \(3, 1\), expected \(3,\)"),
        ("stack", [], ValueError, r"got shape \(0,\), expected \(3,\)"),
        ("stack", [0.1, -0.2, 0.3], ValueError, r"got -0\.2, expected a number in"),
        ("stack", [0.1, np.nan, 0.3], ValueError, r"got nan at index \(1,\), expected finite"),
        ("stack", ["a", "b", "c"], TypeError, "got .*, expected real numbers"),
        ("single", [0.1], ValueError, r"got shape \(1,\), expected a single number"),
        ("single", np.array([0.1, 0.2]), ValueError, r"got shape \(2,\), expected a single number"),
    ],
)
def test_numbers_that_are_not_one_for_each_member_are_named(name, network, values, error, words):
    with pytest.raises(error, match=f"{name}: {words}"):
        training_steps(STACK[network], DATA.X, DATA.y, **{name: values})


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
