"""Initialisation: the variance of the draws, layer by layer."""

import pickle

import numpy as np
import pytest

from neuronlib import Network, maxout, prelu
from neuronlib.initialisation import fixed_scale, glorot, he

# the variance that each rule promises, by a layer's numbers of inputs and of neurons
RULES = {
    "he": (he, lambda n_in, n_out: 2 / n_in),
    "glorot": (glorot, lambda n_in, n_out: 2 / (n_in + n_out)),
    "fixed": (fixed_scale(0.3), lambda n_in, n_out: 0.09),
}
EVERY_RULE = pytest.mark.parametrize(("rule", "variance"), RULES.values(), ids=RULES)


@EVERY_RULE
def test_the_draws_have_the_variance_of_the_rule_and_the_mean_zero(rule, variance):
    network = Network([200, 100, 50], initialisation=rule)
    for layer, n_in, n_out in zip(network.layers, (200, 100), (100, 50), strict=True):
        draws = layer.weights.ravel() / np.sqrt(variance(n_in, n_out))
        assert draws.var() == pytest.approx(1, rel=5 * np.sqrt(2 / draws.size))
        assert draws.mean() == pytest.approx(0, abs=5 / np.sqrt(draws.size))
        assert abs(draws).max() > 3  # normal, not uniform


@EVERY_RULE
def test_the_standard_deviation_is_the_root_of_the_variance(rule, variance):
    for n_in, n_out in [(1, 1), (50, 10), (3072, 100)]:
        assert rule(n_in, n_out) == pytest.approx(np.sqrt(variance(n_in, n_out)))


@EVERY_RULE
def test_a_rule_only_scales_what_the_seed_draws(rule, variance):
    by_he, by_rule = Network([3, 4, 2], seed=5), Network([3, 4, 2], seed=5, initialisation=rule)
    for layer, other, sizes in zip(by_he.layers, by_rule.layers, [(3, 4), (4, 2)], strict=True):
        factor = np.sqrt(variance(*sizes) / (2 / sizes[0]))
        np.testing.assert_allclose(other.weights, factor * layer.weights, rtol=1e-5)


@EVERY_RULE
def test_biases_start_at_zero(rule, variance):
    assert not any(layer.biases.any() for layer in Network([3, 4, 2], initialisation=rule).layers)


@EVERY_RULE
def test_a_member_of_a_stack_starts_where_the_single_network_does(rule, variance):
    stack = Network.stack([3, 4, 2], seeds=[7, 2], initialisation=rule, activation=prelu())
    for s, seed in enumerate([7, 2]):
        alone = Network([3, 4, 2], seed=seed, initialisation=rule, activation=prelu())
        np.testing.assert_array_equal(stack.parameters[s], alone.parameters)


@pytest.mark.parametrize(("rule", "factor"), [(he, 1), (glorot, 1 / 2)])
def test_he_keeps_the_size_of_the_signal_through_relus_and_glorot_halves_it(rule, factor):
    X = np.random.default_rng(0).standard_normal((80, 50))
    stack = Network.stack([80] * 6, seeds=range(60), initialisation=rule)
    sizes = np.array([np.square(step.pre_activations).mean() for step in stack.trace(X)])
    np.testing.assert_allclose(sizes[1:] / sizes[0], factor ** np.arange(1.0, 5), rtol=0.2)


def test_all_pieces_of_maxout_are_drawn_with_the_variance_of_the_layers_own_sizes():
    hidden = Network([200, 60, 1], activation=maxout(3), initialisation=glorot).layers[0]
    for piece in np.split(hidden.weights, 3):
        assert piece.var() == pytest.approx(2 / 260, rel=0.05)


def test_a_rule_of_ones_own_is_asked_for_each_layer():
    asked = []

    def rule(n_in, n_out):
        asked.append((n_in, n_out))
        return 0.0

    network = Network([3, 4, 5, 2], initialisation=rule)
    assert asked == [(3, 4), (4, 5), (5, 2)]
    assert not network.parameters.any()


def test_a_fixed_scale_survives_the_way_to_another_process():
    assert pickle.loads(pickle.dumps(fixed_scale(0.3)))(5, 2) == 0.3


@pytest.mark.parametrize(
    ("std", "error", "words"),
    [
        (-0.1, ValueError, r"std: got -0.1, expected a number in \[0, inf\)"),
        (np.inf, ValueError, "std: got inf, expected a number"),
        ("0.1", TypeError, "std: got '0.1', expected a number"),
    ],
)
def test_a_scale_that_is_none_is_named(std, error, words):
    with pytest.raises(error, match=words):
        fixed_scale(std)


def test_what_is_no_rule_is_named():
    with pytest.raises(TypeError, match="initialisation: got 'he', expected a rule such as neuron"):
        Network([2, 1], initialisation="he")
    with pytest.raises(TypeError, match=r"initialisation: got 0\.1, expected a rule"):
        Network.stack([2, 1], seeds=[0], initialisation=0.1)
