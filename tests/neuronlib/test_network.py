"""Networks and stacks: counts, the forward pass and its gradient, against independent code."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib import (
    Network,
    cross_entropy,
    hinge,
    maxout,
    prelu,
    relu,
    sigmoid,
    squared_error,
    tanh,
    train,
)
from tests.neuronlib.cases import (
    ALL_ACTIVATIONS,
    ALL_LOSSES,
    EVERY_ACTIVATION,
    EVERY_LOSS,
    examples_for,
    masks_for,
    moved,
)
from tests.neuronlib.oracles import BY_HAND

some_size = st.integers(1, 4)
some_activation = st.sampled_from(list(ALL_ACTIVATIONS.values()))
some_loss = st.sampled_from(list(ALL_LOSSES.values()))


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
    in_order = [0, 0, 0, 1] * 4 + [2, 2, 2, 2, 3] * 2  # a neuron's weights, then its bias
    assert (network.parameters == np.array(in_order)).all()
    network.parameters[...] = 7
    assert all((part == 7).all() for part in parts)


def test_a_row_of_weights_is_a_neuron():
    network = Network([2, 2, 1])
    network.parameters[:] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    hidden, output = network.layers
    assert hidden.weights.tolist() == [[1, 2], [4, 5]]
    assert hidden.biases.tolist() == [[3], [6]]
    assert output.weights.tolist() == [[7, 8]]
    assert output.biases.tolist() == [[9]]


def test_the_slopes_of_a_layer_of_prelus_follow_its_neurons():
    network = Network([1, 2, 1], activation=prelu())
    network.parameters[:] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    hidden, output = network.layers
    assert hidden.weights.tolist() == [[1], [3]] and hidden.biases.tolist() == [[2], [4]]
    assert hidden.slopes.tolist() == [[5], [6]]
    assert output.weights.tolist() == [[7, 8]] and output.biases.tolist() == [[9]]


def test_the_first_pieces_of_all_maxout_neurons_come_first():
    network = Network([1, 2, 1], activation=maxout(2))
    network.parameters[:] = [1, 10, 2, 20, 3, 30, 4, 40, 1, 0, 0]
    hidden, _ = network.layers
    assert hidden.weights.tolist() == [[1], [2], [3], [4]]
    assert network.trace([[1.0]])[0].activations.tolist() == [[33], [44]]


def test_the_forward_pass_is_the_formula_of_the_book():
    network = moved(Network([3, 4, 4, 2], activation=[relu, tanh], dtype=np.float64))
    (W1, b1), (W2, b2), (W3, b3) = ((layer.weights, layer.biases) for layer in network.layers)
    X, _ = batch(3, 6, 2)
    hidden = np.tanh(W2 @ np.maximum(0, W1 @ X + b1) + b2)
    np.testing.assert_allclose(network.forward(X), W3 @ hidden + b3)


@pytest.mark.parametrize("n_members", [None, 2])
@pytest.mark.parametrize("name", BY_HAND)
def test_the_forward_pass_is_what_a_loop_over_neurons_gives(name, n_members):
    activation = next(one for one in ALL_ACTIVATIONS.values() if one.name == name)
    options = {"activation": activation, "dtype": np.float64}
    if n_members is None:
        network = moved(Network([2, 3, 1], **options))
        members = [network]
    else:
        network = moved(Network.stack([2, 3, 1], seeds=range(n_members), **options))
        members = [network.member(s) for s in range(n_members)]
    X, _ = batch(2, 4, 2)
    by_hand = []
    for member in members:
        (W1, b1), (W2, b2) = ((layer.weights, layer.biases) for layer in member.layers)
        for x in X.T:
            hidden = [BY_HAND[name](W1[k] @ x + b1[k, 0]) for k in range(3)]
            by_hand.append(sum(W2[0, k] * hidden[k] for k in range(3)) + b2[0, 0])
    np.testing.assert_allclose(network.forward(X).ravel(), by_hand)


@EVERY_LOSS
def test_l2_is_half_the_squared_weights_without_biases_and_slopes(loss, n_out):
    X, y = examples_for(loss, n_out)
    network = moved(Network([3, 4, n_out], activation=prelu(), dtype=np.float64))
    plain, plain_gradient = network.loss_and_gradient(X, y, loss=loss)
    value, gradient = network.loss_and_gradient(X, y, loss=loss, l2=0.5)
    squares = sum(float(w) ** 2 for layer in network.layers for w in layer.weights.ravel())
    assert value - plain == pytest.approx(0.5 / 2 * squares)
    extra = network.with_parameters(gradient - plain_gradient)
    for layer, penalty in zip(network.layers, extra.layers, strict=True):
        np.testing.assert_allclose(penalty.weights, 0.5 * layer.weights, atol=1e-12)
        np.testing.assert_allclose(penalty.biases, 0, atol=1e-12)
    np.testing.assert_allclose(extra.layers[0].slopes, 0, atol=1e-12)


def test_masks_multiply_the_activations_of_the_hidden_layers():
    X, y = batch(3, 8, 3)
    network = moved(Network([3, 4, 5, 3], activation=tanh, dtype=np.float64))
    first, second = masks_for(network, 8)
    (W1, b1), (W2, b2), (W3, b3) = ((layer.weights, layer.biases) for layer in network.layers)
    hidden = second * np.tanh(W2 @ (first * np.tanh(W1 @ X + b1)) + b2)
    expected, _ = cross_entropy(W3 @ hidden + b3, y)
    assert network.loss_and_gradient(X, y, masks=[first, second])[0] == pytest.approx(expected)


def test_a_neuron_that_is_silenced_for_all_examples_gets_no_gradient():
    X, y = batch(3, 8, 3)
    network = moved(Network([3, 4, 3], activation=tanh, dtype=np.float64))
    mask = np.ones((4, 8))
    mask[2] = 0
    gradient = network.with_parameters(network.loss_and_gradient(X, y, masks=[mask])[1])
    hidden, output = gradient.layers
    assert not hidden.weights[2].any() and not hidden.biases[2].any()
    assert not output.weights[:, 2].any()
    assert hidden.weights[[0, 1, 3]].all()


def test_the_loss_is_that_of_the_scores():
    X, y = batch(3, 8, 3)
    network = Network([3, 4, 3], dtype=np.float64)
    for loss, wanted in ((cross_entropy, y), (hinge, y), (squared_error, X)):
        expected, _ = loss(network.forward(X), wanted)
        assert network.loss_and_gradient(X, wanted, loss=loss)[0] == pytest.approx(expected)
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
    network.layers[0].weights[...] = np.eye(3)
    assert network.predict([[5, 0, 1], [1, 2, 1], [0, 1, 9]]).tolist() == [0, 1, 2]
    assert network.accuracy([[5, 0, 1], [1, 2, 1], [0, 1, 9]], [0, 1, 1]) == pytest.approx(2 / 3)


def test_a_single_score_predicts_one_where_it_is_positive():
    network = Network([1, 1])
    network.parameters[:] = [1, 0]
    assert network.predict([[-2.0, 0.0, 0.1]]).tolist() == [0, 0, 1]
    assert network.accuracy([[-2.0, 0.0, 0.1]], [0, 0, 1]) == 1.0


@EVERY_ACTIVATION
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


@given(
    st.lists(some_size, min_size=2, max_size=4),
    some_activation,
    st.integers(0, 3),
    st.integers(1, 5),
)
def test_every_shape_is_the_one_that_is_promised(sizes, activation, n_members, n_examples):
    lead = (n_members,) if n_members else ()
    network = (
        Network.stack(sizes, seeds=range(n_members), activation=activation)
        if n_members
        else Network(sizes, activation=activation)
    )
    X, y = batch(sizes[0], n_examples, max(2, sizes[-1]))
    scores, trace = network.forward(X), network.trace(X)
    assert scores.shape == (*lead, sizes[-1], n_examples)
    assert network.predict(X).shape == (*lead, n_examples)
    assert [step.activations.shape for step in trace] == [
        (*lead, n_out, n_examples) for n_out in sizes[1:]
    ]
    for step, layer in zip(trace, network.layers, strict=True):
        assert step.pre_activations.shape == (*lead, layer.weights.shape[-2], n_examples)
    value, gradient = network.loss_and_gradient(X, y)
    assert np.shape(value) == lead and gradient.shape == network.parameters.shape
    if not lead:
        assert isinstance(value, float) and isinstance(network.accuracy(X, y), float)


@given(
    st.lists(some_size, min_size=2, max_size=4),
    some_activation,
    some_loss,
    st.integers(0, 100),
    st.booleans(),
)
def test_a_stack_has_the_loss_and_the_gradient_of_its_members(
    sizes, activation, loss, seed, dropout
):
    loss, sizes[-1] = loss
    stack = moved(
        Network.stack(sizes, seeds=[seed, seed + 1], activation=activation, dtype=np.float64)
    )
    X, y = examples_for(loss, sizes[-1], n_in=sizes[0], n_examples=5, seed=seed)
    options = {"loss": loss, "l2": 0.1, "masks": masks_for(stack, 5) if dropout else ()}
    values, gradients = stack.loss_and_gradient(X, y, **options)
    for s in range(2):
        value, gradient = stack.member(s).loss_and_gradient(X, y, **options)
        assert values[s] == pytest.approx(value, rel=1e-12)
        np.testing.assert_allclose(gradients[s], gradient, rtol=1e-10, atol=1e-12)
        np.testing.assert_allclose(stack.forward(X)[s], stack.member(s).forward(X), rtol=1e-12)


@given(some_activation, some_loss, st.randoms(use_true_random=False))
def test_the_order_of_the_examples_does_not_matter(activation, loss, random):
    loss, n_out = loss
    network = moved(Network([3, 4, n_out], activation=activation, dtype=np.float64))
    X, y = examples_for(loss, n_out)
    order = random.sample(range(8), 8)
    value, gradient = network.loss_and_gradient(X, y, loss=loss, l2=0.1)
    shuffled = network.loss_and_gradient(X[:, order], y[..., order], loss=loss, l2=0.1)
    assert shuffled[0] == pytest.approx(value, rel=1e-12)
    np.testing.assert_allclose(shuffled[1], gradient, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(network.forward(X[:, order]), network.forward(X)[:, order])


def numbers_up_to(limit, dtype):
    width = np.dtype(dtype).itemsize * 8
    most = float(np.nextafter(dtype(limit), dtype(0)))
    return st.lists(st.floats(-most, most, width=width), min_size=4, max_size=4).map(
        lambda drawn: np.array(drawn, dtype).reshape(2, 2)
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@given(activation=some_activation, loss=some_loss, data=st.data())
def test_large_inputs_have_finite_scores_and_a_finite_gradient_and_no_warning(
    dtype, activation, loss, data
):
    loss, n_out = loss
    # so large that what the weights, all below 100, make of them still fits into the type
    X = data.draw(numbers_up_to(np.sqrt(np.finfo(dtype).max), dtype))
    network = moved(Network([2, 3, n_out], activation=activation, dtype=dtype))
    _, y = examples_for(loss, n_out, n_examples=2)
    assert np.isfinite(network.forward(X)).all()
    value, gradient = network.loss_and_gradient(X, y, loss=loss)
    assert value >= 0 and not np.isnan(value)
    if loss is not squared_error:  # whose gradient grows with the error, beyond the type
        assert np.isfinite(value) and np.isfinite(gradient).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@given(activation=some_activation, loss=some_loss, data=st.data())
def test_inputs_up_to_the_limits_of_the_type_give_no_warning(dtype, activation, loss, data):
    loss, n_out = loss
    X = data.draw(numbers_up_to(np.finfo(dtype).max, dtype))
    network = moved(Network([2, 3, n_out], activation=activation, dtype=dtype))
    _, y = examples_for(loss, n_out, n_examples=2)
    assert network.forward(X).shape == (n_out, 2)
    assert network.loss_and_gradient(X, y, loss=loss)[1].shape == network.parameters.shape


def test_a_score_beyond_the_type_is_infinite():
    network = Network([2, 1], dtype=np.float64)
    network.layers[0].weights[...] = 2
    assert network.forward(np.full((2, 1), 1e308)).tolist() == [[np.inf]]


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


def test_parameters_may_lie_in_memory_in_any_order():
    stack = moved(Network.stack([2, 3, 1], seeds=range(3), activation=prelu(), dtype=np.float64))
    twin = stack.with_parameters(np.asfortranarray(stack.parameters))
    assert all(np.shares_memory(layer.weights, twin.parameters) for layer in twin.layers)
    X, y = batch(2, 6, 2)
    for network in (stack, twin, twin.member(1)):
        train(network, X, y, epochs=3)
    np.testing.assert_allclose(twin.parameters[[0, 2]], stack.parameters[[0, 2]])
    train(stack.member(1), X, y, epochs=3)
    np.testing.assert_allclose(twin.parameters[1], stack.parameters[1])


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


@pytest.mark.parametrize("copied", [lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy])
@pytest.mark.parametrize(
    "network",
    [
        Network([2, 3, 2, 1], activation=[tanh, maxout(3)]),
        Network.stack([2, 3, 1], seeds=[0, 1], activation=prelu(), dtype=np.float64),
        Network.stack([2, 3, 1], seeds=[0, 1]).member(1),
    ],
)
def test_a_network_that_comes_from_another_process_is_whole(network, copied):
    X, y = batch(2, 6, 2)
    expected, twin = network.forward(X), copied(network)
    np.testing.assert_array_equal(twin.forward(X), expected)
    assert repr(twin) == repr(network) and twin.parameters.dtype == network.parameters.dtype
    for layer in twin.layers:  # what is trained is what is read
        assert np.shares_memory(layer.weights, twin.parameters)
        assert np.shares_memory(layer.biases, twin.parameters)
    train(twin, X, y, epochs=3)
    assert (twin.forward(X) != expected).any()
    np.testing.assert_array_equal(network.forward(X), expected)  # it shares nothing with the first


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


def test_what_is_no_loss_is_named():
    with pytest.raises(
        TypeError, match=r"loss: got 'hinge', expected one such as neuronlib\.cross"
    ):
        Network([2, 1]).loss_and_gradient(np.ones((2, 1)), [0], loss="hinge")


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
        ({"initialisation": "he"}, TypeError, "initialisation: got 'he', expected a rule such as"),
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
