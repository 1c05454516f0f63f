"""Networks and stacks: counts, the forward pass and its gradient, against independent code."""

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from neuronlib import (
    ACTIVATIONS,
    Network,
    cross_entropy,
    gradient_check,
    hinge,
    relu,
    sigmoid,
    tanh,
)
from tests.neuronlib.oracles import central_differences, softmax

EVERY = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
LOSSES = pytest.mark.parametrize("loss", [cross_entropy, hinge])
BY_SCIKIT_LEARN = {"sigmoid": "logistic", "tanh": "tanh", "ReLU": "relu", "identity": "identity"}


def moved(network, seed=9):
    """Give a network biases that are not zero."""
    generator = np.random.default_rng(seed)
    network.parameters += 0.3 * generator.standard_normal(network.parameters.shape)
    return network


def batch(n_in, n_examples, n_classes, seed=0):
    generator = np.random.default_rng(seed)
    return generator.standard_normal((n_in, n_examples)), generator.integers(
        0, n_classes, n_examples
    )


@pytest.mark.parametrize(
    ("sizes", "neurons", "weights", "biases", "parameters"),
    [
        ([3, 4, 2], 6, 20, 6, 26),  # the two networks that the course notes count
        ([3, 4, 4, 1], 9, 32, 9, 41),
        ([3072, 100, 10], 110, 308_200, 110, 308_310),
        ([5, 1], 1, 5, 1, 6),
    ],
)
def test_neurons_weights_and_biases_are_counted(sizes, neurons, weights, biases, parameters):
    for network in (Network(sizes), Network.stack(sizes, seeds=[0, 1])):
        assert network.n_neurons == neurons
        assert network.n_weights == weights
        assert network.n_biases == biases
        assert network.n_parameters == parameters == network.parameters.shape[-1]


@pytest.mark.parametrize("network", [Network([3, 4, 2]), Network.stack([3, 4, 2], seeds=range(5))])
def test_weights_and_biases_are_views_into_the_flat_vector(network):
    shapes = [layer.weights.shape[-2:] + layer.biases.shape[-2:] for layer in network.layers]
    assert shapes == [(4, 3, 4, 1), (2, 4, 2, 1)]
    parts = [part for layer in network.layers for part in (layer.weights, layer.biases)]
    for number, part in enumerate(parts):
        assert np.shares_memory(part, network.parameters)
        part[...] = number
    in_order = [0] * 12 + [1] * 4 + [2] * 8 + [3] * 2
    assert (network.parameters == np.array(in_order)).all()
    network.parameters[...] = 7
    assert all((part == 7).all() for part in parts)


def test_a_row_of_weights_is_a_neuron():
    network = Network([2, 2, 1])
    network.parameters[:] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    hidden, output = network.layers
    assert hidden.weights.tolist() == [[1, 2], [3, 4]]
    assert hidden.biases.tolist() == [[5], [6]]
    assert output.weights.tolist() == [[7, 8]]
    assert output.biases.tolist() == [[9]]


def test_the_forward_pass_is_the_formula_of_the_book():
    network = moved(Network([3, 4, 4, 2], activation=[relu, tanh], dtype=np.float64))
    (W1, b1), (W2, b2), (W3, b3) = ((layer.weights, layer.biases) for layer in network.layers)
    X, _ = batch(3, 6, 2)
    hidden = np.tanh(W2 @ np.maximum(0, W1 @ X + b1) + b2)
    np.testing.assert_allclose(network.forward(X), W3 @ hidden + b3)


@EVERY
@pytest.mark.parametrize("n_classes", [2, 3])
def test_the_probabilities_are_those_of_scikit_learn_with_its_weights(activation, n_classes):
    X, y = batch(4, 60, n_classes)
    peer = MLPClassifier((7, 5), activation=BY_SCIKIT_LEARN[activation.name], random_state=0)
    for _ in range(5):
        peer.partial_fit(X.T, y, classes=range(n_classes))
    n_out = 1 if n_classes == 2 else n_classes
    network = Network([4, 7, 5, n_out], activation=activation, dtype=np.float64)
    for layer, weights, biases in zip(network.layers, peer.coefs_, peer.intercepts_, strict=True):
        layer.weights[:], layer.biases[:] = weights.T, biases[:, None]
    scores = network.forward(X)
    probabilities = softmax(np.vstack([np.zeros_like(scores), scores]) if n_out == 1 else scores)
    np.testing.assert_allclose(probabilities.T, peer.predict_proba(X.T))
    assert network.predict(X).tolist() == peer.predict(X.T).tolist()
    assert network.accuracy(X, y) == pytest.approx(peer.score(X.T, y))


@EVERY
@LOSSES
@pytest.mark.parametrize("n_out", [1, 3])
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_the_gradient_agrees_with_central_differences(activation, loss, n_out, l2):
    X, y = batch(3, 8, max(2, n_out))
    network = moved(Network([3, 5, 4, n_out], activation=activation, dtype=np.float64, seed=1))

    def value_and_gradient(parameters):
        return network.with_parameters(parameters).loss_and_gradient(X, y, loss=loss, l2=l2)

    assert gradient_check(value_and_gradient, network.parameters) < 1e-6


@EVERY
@LOSSES
@pytest.mark.parametrize("n_out", [1, 3])
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_the_gradient_of_a_stack_agrees_with_central_differences(activation, loss, n_out, l2):
    X, y = batch(3, 8, max(2, n_out))
    stack = moved(
        Network.stack([3, 4, n_out], seeds=[1, 2], activation=activation, dtype=np.float64)
    )

    def summed(parameters):
        value, _ = stack.with_parameters(parameters).loss_and_gradient(X, y, loss=loss, l2=l2)
        return float(value.sum())

    _, gradient = stack.loss_and_gradient(X, y, loss=loss, l2=l2)
    differences = central_differences(summed, stack.parameters)
    assert np.linalg.norm(gradient - differences) < 1e-6 * np.linalg.norm(differences)


@LOSSES
def test_l2_is_half_the_squared_weights_without_the_biases(loss):
    X, y = batch(3, 8, 3)
    network = moved(Network([3, 4, 3], dtype=np.float64))
    plain, plain_gradient = network.loss_and_gradient(X, y, loss=loss)
    value, gradient = network.loss_and_gradient(X, y, loss=loss, l2=0.5)
    squares = sum(float(w) ** 2 for layer in network.layers for w in layer.weights.ravel())
    assert value - plain == pytest.approx(0.5 / 2 * squares)
    extra = network.with_parameters(gradient - plain_gradient)
    for layer, penalty in zip(network.layers, extra.layers, strict=True):
        np.testing.assert_allclose(penalty.weights, 0.5 * layer.weights, atol=1e-12)
        np.testing.assert_allclose(penalty.biases, 0, atol=1e-12)


def test_the_loss_is_that_of_the_scores():
    X, y = batch(3, 8, 3)
    network = Network([3, 4, 3], dtype=np.float64)
    for loss in (cross_entropy, hinge):
        expected, _ = loss(network.forward(X), y)
        assert network.loss_and_gradient(X, y, loss=loss)[0] == pytest.approx(expected)
    assert network.loss_and_gradient(X, y)[0] == cross_entropy(network.forward(X), y)[0]


@pytest.mark.parametrize("network", [Network([3, 4, 2]), Network.stack([3, 4, 2], seeds=range(5))])
def test_the_trace_shows_each_layer_on_the_way_to_the_scores(network):
    moved(network)
    X, _ = batch(3, 6, 2)
    first, last = network.trace(X)
    hidden, output = network.layers
    np.testing.assert_allclose(
        first.pre_activations, hidden.weights @ X + hidden.biases, rtol=1e-4, atol=1e-5
    )
    np.testing.assert_array_equal(first.activations, np.maximum(0, first.pre_activations))
    np.testing.assert_allclose(
        last.pre_activations, output.weights @ first.activations + output.biases, rtol=1e-4
    )
    np.testing.assert_array_equal(last.activations, network.forward(X))


def test_the_label_with_the_highest_score_is_predicted():
    network = Network([3, 3])
    network.parameters[:] = [*np.eye(3).ravel(), 0, 0, 0]
    assert network.predict([[5, 0, 1], [1, 2, 1], [0, 1, 9]]).tolist() == [0, 1, 2]
    assert network.accuracy([[5, 0, 1], [1, 2, 1], [0, 1, 9]], [0, 1, 1]) == pytest.approx(2 / 3)


def test_a_single_score_predicts_one_where_it_is_positive():
    network = Network([1, 1])
    network.parameters[:] = [1, 0]
    assert network.predict([[-2.0, 0.0, 0.1]]).tolist() == [0, 0, 1]
    assert network.accuracy([[-2.0, 0.0, 0.1]], [0, 0, 1]) == 1.0


@EVERY
@pytest.mark.parametrize("n_out", [1, 3])
def test_a_stack_gives_what_its_members_give_alone(activation, n_out):
    X, y = batch(3, 9, max(2, n_out))
    seeds = [4, 0, 11]
    stack = Network.stack([3, 5, n_out], seeds=seeds, activation=activation)
    values, gradients = stack.loss_and_gradient(X, y, l2=0.1)
    assert stack.forward(X).shape == (3, n_out, 9)
    assert stack.predict(X).shape == (3, 9) and stack.accuracy(X, y).shape == (3,)
    for s, seed in enumerate(seeds):
        alone = Network([3, 5, n_out], activation=activation, seed=seed)
        np.testing.assert_array_equal(stack.parameters[s], alone.parameters)
        np.testing.assert_allclose(stack.forward(X)[s], alone.forward(X), rtol=1e-4, atol=1e-5)
        value, gradient = alone.loss_and_gradient(X, y, l2=0.1)
        assert values[s] == pytest.approx(value, rel=1e-5)
        np.testing.assert_allclose(gradients[s], gradient, rtol=1e-4, atol=1e-5)
        assert stack.predict(X)[s].tolist() == alone.predict(X).tolist()
        assert stack.accuracy(X, y)[s] == alone.accuracy(X, y)
        member = stack.member(s)
        assert repr(member) == repr(alone)
        assert np.shares_memory(member.parameters, stack.parameters)
        np.testing.assert_array_equal(member.parameters, alone.parameters)


def test_a_single_network_has_no_members():
    with pytest.raises(ValueError, match="member: this is a single network, not a stack"):
        Network([2, 1]).member(0)


def test_with_parameters_gives_the_same_architecture_with_a_copy_of_other_numbers():
    network = Network([2, 3, 1], activation=tanh)
    numbers = np.linspace(0, 1, 13)
    twin = network.with_parameters(numbers)
    assert repr(twin) == repr(network) and twin.activations == network.activations
    assert twin.parameters.tolist() == numbers.tolist() and twin.parameters.dtype == np.float64
    twin.parameters[:] = 0
    assert numbers[-1] == 1 and network.parameters.any()
    stack = network.with_parameters(np.stack([numbers, numbers]))
    assert repr(stack).startswith("Stack of 2(2 inputs")
    assert stack.forward(np.zeros((2, 4))).shape == (2, 1, 4)


@pytest.mark.parametrize(
    ("parameters", "error", "words"),
    [
        (
            np.zeros(12),
            ValueError,
            r"parameters: got shape \(12,\), expected \(13,\), or \(S, 13\)",
        ),
        (np.zeros((13, 1)), ValueError, r"parameters: got shape \(13, 1\)"),
        (np.zeros((1, 1, 13)), ValueError, r"parameters: got shape \(1, 1, 13\)"),
        ([np.nan] * 13, ValueError, r"parameters: got nan at index \(0,\)"),
    ],
)
def test_parameters_that_do_not_fit_are_named(parameters, error, words):
    with pytest.raises(error, match=words):
        Network([2, 3, 1]).with_parameters(parameters)


def test_float32_unless_asked_and_kept_all_the_way():
    X, y = batch(3, 5, 2)
    assert X.dtype == np.float64
    for dtype, network in [
        (np.float32, Network([3, 4, 2])),
        (np.float32, Network.stack([3, 4, 2], seeds=[0])),
        (np.float64, Network([3, 4, 2], dtype=np.float64)),
        (np.float64, Network.stack([3, 4, 2], seeds=[0], dtype="float64")),
    ]:
        assert network.parameters.dtype == dtype
        assert network.forward(X).dtype == dtype
        assert network.loss_and_gradient(X, y, l2=0.1)[1].dtype == dtype


def test_the_seed_decides_the_weights():
    first, same, other = Network([3, 4, 2], seed=5), Network([3, 4, 2], seed=5), Network([3, 4, 2])
    assert first.parameters.tolist() == same.parameters.tolist()
    assert (first.layers[0].weights != other.layers[0].weights).all()
    generator = np.random.default_rng(5)
    assert Network([3, 4, 2], seed=generator).parameters.tolist() == first.parameters.tolist()
    assert Network([3, 4, 2], seed=generator).parameters.tolist() != first.parameters.tolist()


def test_the_global_random_state_is_neither_read_nor_changed():
    np.random.seed(1)
    expected = np.random.random()
    np.random.seed(1)
    Network([3, 4, 2])
    assert np.random.random() == expected


def test_weights_start_with_variance_two_over_n_in_and_biases_at_zero():
    network = Network([200, 100, 50])
    for layer, n_in in zip(network.layers, (200, 100), strict=True):
        assert layer.weights.var() == pytest.approx(2 / n_in, rel=0.05)
        assert layer.weights.mean() == pytest.approx(0, abs=0.01)
        assert not layer.biases.any()


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (
            Network([3, 4, 2], activation=sigmoid),
            "Network(3 inputs → 4 σ → 2 scores; 20 weights + 6 biases = 26 parameters)",
        ),
        (Network([1, 1]), "Network(1 input → 1 score; 1 weight + 1 bias = 2 parameters)"),
        (
            Network.stack([2, 3, 4, 1], seeds=range(5), activation=[relu, tanh]),
            "Stack of 5(2 inputs → 3 ReLU → 4 tanh → 1 score; "
            "22 weights + 8 biases = 30 parameters)",
        ),
    ],
)
def test_repr_draws_the_architecture_in_words(network, words):
    assert repr(network) == words


@pytest.mark.parametrize("method", ["forward", "trace", "predict"])
@pytest.mark.parametrize(
    ("X", "error", "words"),
    [
        (np.ones((5, 3)), ValueError, r"X: got shape \(5, 3\), expected \(3, N\).*mean X\.T\?"),
        (np.ones(3), ValueError, r"X: got shape \(3,\).*for a single example use X\[:, None\]"),
        (np.ones((4, 5)), ValueError, r"X: got shape \(4, 5\), .*one example per column$"),
        ([[1, 2], [3, np.nan], [5, 6]], ValueError, r"X: got nan at index \(1, 1\), expected fin"),
        ([[1, 2], [3, 4], [np.inf, 6]], ValueError, r"X: got inf at index \(2, 0\)"),
        ([["a"], ["b"], ["c"]], TypeError, "X: got .*, expected real numbers"),
        ([[1, 2], [3, 4], [5]], ValueError, "X: got rows of different lengths"),
    ],
)
def test_examples_that_do_not_fit_are_named(method, X, error, words):
    network = Network([3, 4, 2])
    with pytest.raises(error, match=words):
        getattr(network, method)(X)
    with pytest.raises(error, match=words):
        network.loss_and_gradient(X, [0, 1])
    with pytest.raises(error, match=words):
        network.accuracy(X, [0, 1])


@pytest.mark.parametrize(
    ("y", "error", "words"),
    [
        ([0, 1, 2], ValueError, "y: got label 2 at position 2, expected integers from 0 to 1"),
        ([0.0, 1.0, 1.0], TypeError, r"y: got float64 values, .* try y\.astype\(int\)"),
        ([0, 1], ValueError, r"y: got shape \(2,\), expected \(3,\)"),
        ([[0], [1], [1]], ValueError, r"y: got shape \(3, 1\), expected \(3,\)"),
        ([[0, 1], [1]], ValueError, "y: got rows of different lengths"),
    ],
)
@pytest.mark.parametrize("n_out", [1, 2])
def test_labels_that_do_not_fit_are_named(n_out, y, error, words):
    network = Network([2, n_out])
    with pytest.raises(error, match=words):
        network.loss_and_gradient(np.ones((2, 3)), y)
    with pytest.raises(error, match=words):
        network.accuracy(np.ones((2, 3)), y)


@pytest.mark.parametrize("l2", [-0.1, np.nan, np.inf])
def test_a_penalty_must_not_be_negative(l2):
    with pytest.raises(ValueError, match=r"l2: got .*, expected a number in \[0, inf\)"):
        Network([2, 1]).loss_and_gradient(np.ones((2, 1)), [0], l2=l2)


@pytest.mark.parametrize(
    ("sizes", "error", "words"),
    [
        ([3], ValueError, r"sizes: got \[3\], expected at least the number of inputs and of out"),
        ([3, 0, 1], ValueError, r"sizes: got \[3, 0, 1\], .* each 1 or more"),
        ([3, 2.5], TypeError, r"sizes: got \[3, 2.5\], expected a list of integers"),
        ([3, True], TypeError, r"sizes: got \[3, True\], expected a list of integers"),
        (3, TypeError, "sizes: got 3, expected a list of integers such as"),
        ("3 4", TypeError, "sizes: got '3 4', expected a list of integers"),
    ],
)
def test_sizes_that_are_none_are_named(sizes, error, words):
    with pytest.raises(error, match=words):
        Network(sizes)
    with pytest.raises(error, match=words):
        Network.stack(sizes, seeds=[0])


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"activation": "relu"}, TypeError, "activation: got 'relu', expected one of neuronlib."),
        ({"activation": [relu]}, ValueError, "activation: got a list of 1, expected 2"),
        ({"seed": -1}, TypeError, "seed: got -1, expected an integer ≥ 0 or a numpy.random"),
        ({"seed": "now"}, TypeError, "seed: got 'now'"),
        ({"seed": None}, TypeError, "seed: got None"),
        ({"seed": True}, TypeError, "seed: got True"),
        ({"dtype": int}, TypeError, "dtype: got <class 'int'>, expected float32 or float64"),
        ({"dtype": np.float16}, TypeError, "dtype: got .*float16.*, expected float32 or float64"),
    ],
)
def test_options_that_are_none_are_named(options, error, words):
    with pytest.raises(error, match=words):
        Network([2, 3, 3, 1], **options)


@pytest.mark.parametrize("seeds", [[], 3])
def test_a_stack_needs_a_sequence_of_seeds(seeds):
    with pytest.raises(ValueError, match=r"seeds: got .*, expected one per network"):
        Network.stack([2, 1], seeds=seeds)
