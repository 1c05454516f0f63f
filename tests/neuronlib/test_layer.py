"""A layer is its neurons, side by side."""

import numpy as np
import pytest

from neuronlib import Layer, Network, relu, tanh


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


def test_a_layer_of_a_stack_serves_all_members_at_once(layer):
    generator = np.random.default_rng(2)
    weights, biases = generator.standard_normal((5, 4, 3)), generator.standard_normal((5, 4, 1))
    X = generator.standard_normal((3, 6))
    together = Layer(weights, biases, relu).forward(X)
    np.testing.assert_allclose(
        together, [np.maximum(0, W @ X + b) for W, b in zip(weights, biases, strict=True)]
    )


def test_a_row_of_a_stack_is_no_single_neuron():
    layer = Network.stack([2, 3, 1], seeds=[0, 1]).layers[0]
    with pytest.raises(ValueError, match=r"neuron: this layer belongs to a stack; take .*member"):
        layer.neuron(0)


def test_repr_says_sizes_and_activation(layer):
    assert repr(layer) == "Layer(3 → 4 tanh)"
    assert repr(Network.stack([2, 3, 1], seeds=[0, 1]).layers[0]) == "Layer(2 → 3 ReLU)"
