"""A layer is its neurons, side by side."""

import numpy as np
import pytest

from neuronlib import Layer, Network, maxout, prelu, relu, tanh
from tests.neuronlib.cases import EVERY_ACTIVATION, moved
from tests.neuronlib.oracles import central_differences


@pytest.fixture
def layer():
    generator = np.random.default_rng(0)
    return Layer(generator.standard_normal((4, 3)), generator.standard_normal((4, 1)), tanh)


def test_a_layer_computes_what_its_neurons_compute(layer):
    X = np.random.default_rng(1).standard_normal((3, 6))
    np.testing.assert_allclose(layer.forward(X), [layer.neuron(k).forward(X) for k in range(4)])
    np.testing.assert_allclose(
        layer.pre_activations(X), [layer.neuron(k).score(X) for k in range(4)]
    )


def test_a_neuron_of_a_layer_shares_its_weights(layer):
    neuron = layer.neuron(2)
    assert np.shares_memory(neuron.weights, layer.weights)
    assert neuron.weights.tolist() == layer.weights[2].tolist()
    assert float(neuron.bias) == layer.biases[2, 0]
    assert neuron.activation is tanh


def test_a_neuron_of_a_prelu_layer_has_the_slope_it_has_learned():
    layer = moved(Network([3, 4, 1], activation=prelu(), dtype=np.float64)).layers[0]
    X = np.random.default_rng(1).standard_normal((3, 6))
    np.testing.assert_allclose(layer.forward(X), [layer.neuron(k).forward(X) for k in range(4)])


def test_a_layer_of_a_stack_serves_all_members_at_once(layer):
    generator = np.random.default_rng(2)
    weights, biases = generator.standard_normal((5, 4, 3)), generator.standard_normal((5, 4, 1))
    X = generator.standard_normal((3, 6))
    together = Layer(weights, biases, relu).forward(X)
    np.testing.assert_allclose(
        together, [np.maximum(0, W @ X + b) for W, b in zip(weights, biases, strict=True)]
    )


@EVERY_ACTIVATION
@pytest.mark.parametrize("n_members", [None, 2])
def test_what_goes_back_through_a_layer_agrees_with_central_differences(activation, n_members):
    network = (
        Network([3, 4, 1], activation=activation, dtype=np.float64)
        if n_members is None
        else Network.stack([3, 4, 1], seeds=[0, 1], activation=activation, dtype=np.float64)
    )
    layer = moved(network).layers[0]
    generator = np.random.default_rng(3)
    z = layer.pre_activations(generator.standard_normal((3, 5)))
    delta = generator.standard_normal(layer.activate(z).shape)
    differences = central_differences(lambda at: float((delta * layer.activate(at)).sum()), z)
    np.testing.assert_allclose(layer.backward(delta, z), differences, atol=1e-8)


def test_a_row_of_a_stack_is_no_single_neuron():
    layer = Network.stack([2, 3, 1], seeds=[0, 1]).layers[0]
    with pytest.raises(ValueError, match=r"neuron: this layer belongs to a stack; take .*member"):
        layer.neuron(0)


def test_a_row_of_a_maxout_layer_is_no_whole_neuron():
    layer = Network([2, 3, 1], activation=maxout(2)).layers[0]
    with pytest.raises(ValueError, match="neuron: a row of a maxout layer is one piece"):
        layer.neuron(0)


def test_repr_says_sizes_and_activation(layer):
    assert repr(layer) == "Layer(3 → 4 tanh)"
    assert repr(Network.stack([2, 3, 1], seeds=[0, 1]).layers[0]) == "Layer(2 → 3 ReLU)"
    assert repr(Network([2, 3, 1], activation=maxout(3)).layers[0]) == "Layer(2 → 3 maxout 3)"


def test_a_steep_prelu_beyond_the_type_is_infinite_without_a_warning():
    layer = Layer(np.ones((1, 1)), np.zeros((1, 1)), prelu(), np.full((1, 1), 1e10))
    assert layer.forward(np.array([[-1e300]])).tolist() == [[-np.inf]]
