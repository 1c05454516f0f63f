"""PReLU and maxout: their own parameters, and what they have in common with ReLU."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib import Network, identity, leaky, maxout, prelu, relu
from tests.neuronlib.cases import moved
from tests.neuronlib.oracles import central_differences

TYPES = pytest.mark.parametrize("dtype", [np.float32, np.float64])
PIECES = pytest.mark.parametrize("pieces", [2, 3, 5])


def some(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape)


@pytest.mark.parametrize("slope", [0.25, 0.0, -1.5, 3.0])
def test_prelu_called_by_itself_has_the_slope_it_starts_with(slope):
    z = np.array([-2.0, -0.5, 0.0, 4.0])
    assert prelu(slope)(z).tolist() == [-2 * slope, -0.5 * slope, 0, 4]
    assert prelu(slope).derivative(z).tolist() == [slope, slope, slope, 1]


def test_prelu_starts_at_a_quarter():
    assert prelu()(-1.0) == -0.25
    assert Network([2, 3, 1], activation=prelu()).layers[0].slopes.tolist() == [[0.25]] * 3


def test_each_prelu_neuron_of_a_network_has_a_slope_of_its_own():
    network = Network([1, 3, 3], activation=prelu(), dtype=np.float64)
    hidden, output = network.layers
    hidden.weights[...], hidden.slopes[...] = 1, [[0.0], [0.5], [2.0]]
    output.weights[...] = np.eye(3)
    assert network.forward([[-1.0, 4.0]]).tolist() == [[0, 4], [-0.5, 4], [-2, 4]]
    assert output.slopes is None


def test_the_slope_of_a_prelu_neuron_is_learned():
    z = some(3, 6)
    slopes = np.array([[0.1], [0.5], [1.5]])
    network = Network([3, 3, 1], activation=prelu(), dtype=np.float64)
    layer = network.layers[0]
    layer.slopes[...] = slopes

    def summed(at):
        return float((np.maximum(z, 0) + at * np.minimum(z, 0)).sum())

    expected = central_differences(summed, slopes)
    np.testing.assert_allclose(layer.slopes_gradient(np.ones((3, 6)), z), expected)


@TYPES
def test_prelu_keeps_the_type(dtype):
    z = np.ones((2, 3), dtype)
    assert prelu()(z).dtype == prelu().derivative(z).dtype == dtype


@PIECES
def test_maxout_takes_the_largest_of_each_neurons_pieces(pieces):
    z = some(pieces * 4, 7)
    by_hand = [
        [max(z[piece * 4 + neuron, n] for piece in range(pieces)) for n in range(7)]
        for neuron in range(4)
    ]
    assert maxout(pieces)(z).tolist() == by_hand


@PIECES
def test_the_derivative_credits_the_piece_that_wins(pieces):
    z = some(pieces * 4, 7)
    differences = central_differences(lambda at: float(maxout(pieces)(at).sum()), z)
    np.testing.assert_allclose(maxout(pieces).derivative(z), differences, atol=1e-8)


def test_of_equal_pieces_the_first_one_alone_is_credited():
    assert maxout(3).derivative([[2.0], [2.0], [1.0]]).tolist() == [[1], [0], [0]]


@given(st.integers(2, 4), st.integers(1, 3), st.integers(1, 4), st.integers(0, 3))
def test_every_neuron_has_one_winner_and_no_piece_above_it(pieces, n_out, n_examples, n_members):
    lead = (n_members,) if n_members else ()
    z = some(*lead, pieces * n_out, n_examples, seed=n_examples)
    activation = maxout(pieces)
    by_piece = (*lead, pieces, n_out, n_examples)
    values, winners = activation(z), activation.derivative(z).reshape(by_piece)
    assert values.shape == (*lead, n_out, n_examples)
    assert (winners.sum(-3) == 1).all() and set(winners.ravel()) <= {0, 1}
    np.testing.assert_array_equal((winners * z.reshape(by_piece)).sum(-3), values)
    assert (z.reshape(by_piece) <= values[..., None, :, :]).all()


@TYPES
def test_maxout_keeps_the_type_and_bears_its_limits(dtype):
    limits = np.finfo(dtype)
    z = np.array([[limits.min, limits.max], [limits.max, limits.min]], dtype)
    assert maxout(2)(z).dtype == maxout(2).derivative(z).dtype == dtype
    assert maxout(2)(z).tolist() == [[limits.max, limits.max]]
    assert maxout(2).derivative(z).tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize(
    ("slope", "other"), [(0.0, relu), (0.01, leaky(0.01)), (0.3, leaky(0.3)), (1.0, identity)]
)
def test_relu_leaky_relu_and_identity_are_special_cases_of_maxout(slope, other):
    plain = moved(Network([3, 4, 2], activation=other, dtype=np.float64))
    special = Network([3, 4, 2], activation=maxout(2), dtype=np.float64)
    for part in ("weights", "biases"):
        of_plain = getattr(plain.layers[0], part)
        getattr(special.layers[0], part)[...] = np.vstack([of_plain, slope * of_plain])
        getattr(special.layers[1], part)[...] = getattr(plain.layers[1], part)
    X = some(3, 20)
    np.testing.assert_allclose(special.forward(X), plain.forward(X), rtol=1e-12)


@pytest.mark.parametrize(
    ("activation", "weights", "biases", "parameters"),
    [
        (relu, 3 * 4 + 4 * 2, 4 + 2, 26),
        (prelu(), 3 * 4 + 4 * 2, 4 + 2, 26 + 4),
        (maxout(2), 2 * 3 * 4 + 4 * 2, 2 * 4 + 2, 42),
        (maxout(5), 5 * 3 * 4 + 4 * 2, 5 * 4 + 2, 90),
    ],
    ids=repr,
)
def test_parameters_of_their_own_are_counted(activation, weights, biases, parameters):
    for network in (
        Network([3, 4, 2], activation=activation),
        Network.stack([3, 4, 2], seeds=[0, 1], activation=activation),
    ):
        assert network.n_weights == weights and network.n_biases == biases
        assert network.n_parameters == parameters == network.parameters.shape[-1]
        assert network.n_neurons == 6


def test_a_network_says_what_it_is_made_of():
    assert repr(Network([3, 4, 2], activation=prelu())) == (
        "Network(3 inputs → 4 PReLU → 2 scores; 20 weights + 6 biases + 4 slopes = 30 parameters)"
    )
    assert repr(Network([3, 1, 2], activation=prelu())).endswith("+ 1 slope = 9 parameters)")
    assert repr(Network([3, 4, 2], activation=maxout(3))) == (
        "Network(3 inputs → 4 maxout → 2 scores; 44 weights + 14 biases = 58 parameters)"
    )


def test_they_show_their_formulas():
    assert repr(prelu()) == "PReLU: PReLU(z) = max(0, z) + a min(0, z)"
    assert repr(maxout(2)) == "maxout: maxout(z) = max(z₁, z₂)"
    assert repr(maxout(3)) == "maxout 3: maxout(z) = max(z₁, z₂, z₃)"
    assert repr(maxout(11)).endswith("z₉, z₁₀, z₁₁)")


@pytest.mark.parametrize("activation", [prelu(0.1), maxout(2), maxout(3)], ids=repr)
def test_they_survive_the_way_to_another_process(activation):
    twin = pickle.loads(pickle.dumps(activation))
    z = some(6, 5)
    np.testing.assert_array_equal(twin(z), activation(z))
    np.testing.assert_array_equal(twin.derivative(z), activation.derivative(z))
    assert repr(twin) == repr(activation) and twin.pieces == activation.pieces
    assert twin.initial_slope == activation.initial_slope


@pytest.mark.parametrize(
    ("pieces", "error", "words"),
    [
        (1, ValueError, "pieces: got 1, expected 2 or more"),
        (0, ValueError, "pieces: got 0, expected 1 or more"),
        (2.0, TypeError, "pieces: got 2.0, expected a whole number"),
        (True, TypeError, "pieces: got True, expected a whole number"),
    ],
)
def test_a_number_of_pieces_that_is_none_is_named(pieces, error, words):
    with pytest.raises(error, match=words):
        maxout(pieces)


@pytest.mark.parametrize(
    ("slope", "error", "words"),
    [
        (np.nan, ValueError, r"initial_slope: got nan, expected a number in \(-inf, inf\)"),
        (np.inf, ValueError, "initial_slope: got inf, expected a number"),
        (-np.inf, ValueError, "initial_slope: got -inf, expected a number"),
        ("0.25", TypeError, "initial_slope: got '0.25', expected a number"),
    ],
)
def test_a_slope_that_is_none_is_named(slope, error, words):
    with pytest.raises(error, match=words):
        prelu(slope)


@pytest.mark.parametrize(
    ("z", "error", "words"),
    [
        (np.ones((3, 5)), ValueError, r"z: got shape \(3, 5\), expected \(…, 2 · n, N\): 2 rows"),
        (np.ones(4), ValueError, r"z: got shape \(4,\), expected \(…, 2 · n, N\)"),
        ([["a"], ["b"]], TypeError, "z: got .*, expected real numbers"),
    ],
)
def test_rows_that_cannot_be_shared_out_among_the_pieces_are_named(z, error, words):
    for function in (maxout(2), maxout(2).derivative):
        with pytest.raises(error, match=words):
            function(z)
