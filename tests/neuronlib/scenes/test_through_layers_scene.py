"""The scene of many layers: forward by hand, the gradient by differences, and its sentence."""

import re

import numpy as np
import pytest

from neuronlib import ACTIVATIONS, Network, relu, scenes, sigmoid, softplus, tanh
from neuronlib.scenes.through_layers import EXAMPLES, N_SHOWN, _short
from tests.neuronlib.oracles import BY_HAND


def network_of(scene, n_layers, seed):
    """Return the scene's network, made beside it."""
    return Network(
        [64, *[50] * n_layers, 10],
        activation=scene.activation,
        initialisation=lambda n_in, n_out: scene.weight_size / n_in**0.5,
        seed=seed,
        dtype=np.float64,
    )


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_the_outputs_are_those_of_layer_after_layer_by_hand(activation):
    scene = scenes.through_layers(activation, 1.4, 3, seed=2)
    network = network_of(scene, 3, seed=2)
    a, f = EXAMPLES.X.astype(float)[:, :5], np.vectorize(BY_HAND[activation.name])
    np.testing.assert_array_equal(scene.outputs[0][:, :5], a)
    for layer, outputs in zip(network.layers, scene.outputs[1:], strict=False):
        a = f(layer.weights @ a)
        np.testing.assert_allclose(outputs[:, :5], a, atol=1e-9)


@pytest.mark.parametrize("activation", [sigmoid, tanh, softplus])
def test_the_gradient_that_comes_back_is_that_of_small_steps(activation):
    scene = scenes.through_layers(activation, 2.0, 2, seed=1)
    network = network_of(scene, 2, seed=1)

    def norm(start):
        """Return the norm over all units and examples, from what layer `start` puts out."""
        a = scene.outputs[start].astype(float)
        squares = 0.0
        for unit in range(len(a)):
            losses = []
            for step in (1e-5, -1e-5):
                moved = a.copy()
                moved[unit] += step
                for layer in network.layers[start:-1]:
                    moved = activation(layer.weights @ moved)
                scores = network.layers[-1].weights @ moved
                right = scores[EXAMPLES.y, np.arange(EXAMPLES.y.size)]
                losses.append(np.log(np.exp(scores).sum(axis=0)) - right)
            squares += (((losses[0] - losses[1]) / 2e-5) ** 2).sum()
        return np.sqrt(squares)

    assert scene.gradient.shape == (3,) and scene.gradient[-1] == 1
    assert scene.gradient[0] == pytest.approx(norm(0) / norm(2), rel=1e-4)


def test_the_signal_is_how_much_examples_differ_at_each_layer():
    scene = scenes.through_layers(tanh, 1.0, 2)
    spread = [np.sqrt(np.mean([unit.std() ** 2 for unit in a])) for a in scene.outputs]
    np.testing.assert_allclose(scene.signal, np.array(spread) / spread[0], rtol=1e-6)


def test_the_strokes_are_percentiles_of_twelve_units():
    scene = scenes.through_layers(relu, 1.4, 4)
    low, median, high = scene.ranges
    assert low.shape == (5, N_SHOWN)
    for layer, step in ((0, 5), (3, 4)):
        units = np.sort(scene.outputs[layer][: step * N_SHOWN : step], axis=1)
        np.testing.assert_allclose(median[layer], (units[:, 127] + units[:, 128]) / 2)
        assert ((units[:, 25] <= low[layer]) & (low[layer] <= units[:, 26])).all()
        assert ((units[:, 229] <= high[layer]) & (high[layer] <= units[:, 230])).all()


def test_sigmoids_lose_signal_and_gradient_alike_without_being_saturated():
    scene = scenes.through_layers()
    assert scene.signal[-1] < 1e-4 and scene.gradient[0] < 1e-4
    assert scene.saturated < 0.01
    assert (np.diff(np.log(scene.signal)) < 0).all()
    assert (np.diff(np.log(scene.gradient)) > 0).all()


def test_relus_of_hes_weights_keep_both_and_smaller_weights_lose_both():
    kept, lost = (scenes.through_layers(relu, size) for size in (1.4, 0.5))
    assert 0.3 < kept.signal[-1] < 3 and 0.3 < kept.gradient[0] < 3
    assert lost.signal[-1] < 1e-3 and lost.gradient[0] < 1e-3


@pytest.mark.parametrize(
    ("activation", "heights"),
    [("sigmoid", (0, 1)), ("tanh", (-1, 1)), ("relu", (0, 3)), ("identity", (-3, 3))],
)
def test_the_heights_are_the_range_of_the_activation_or_part_of_it(activation, heights):
    assert scenes.through_layers(ACTIVATIONS[activation], n_layers=1).heights == heights


def test_the_seed_draws_other_weights():
    one, other = (scenes.through_layers(seed=seed, n_layers=1) for seed in (0, 1))
    assert not np.array_equal(one.outputs[1], other.outputs[1])


def test_the_sentence_holds_the_numbers():
    scene = scenes.through_layers(tanh, 4.0, 1)
    assert scene.describe() == (
        f"tanh, 1 layer, weights of 4/√n: differences between examples come out × "
        f"{scene.signal[-1]:.2g}, of the gradient × {scene.gradient[0]:.2g} comes back, and "
        f"{100 * scene.saturated:.0f} % are saturated."
    )
    assert re.search(r"× \d\.\d · 10⁻⁶, of", scenes.through_layers().describe())


@pytest.mark.parametrize(
    ("factor", "written"),
    [(0.0123, "0.012"), (0.00996, "1.0 · 10⁻²"), (2.5, "2.5"), (99.6, "100"), (787.4, "787"),
     (2512, "2.5 · 10³"), (4.9e-8, "4.9 · 10⁻⁸"), (1.7e12, "1.7 · 10¹²"), (0.0, "0.0 · 10⁰")],
)  # fmt: skip
def test_factors_are_written_with_two_digits_and_powers_of_ten(factor, written):
    assert _short(factor) == written


@pytest.mark.parametrize("n_layers", [0, 9])
def test_too_few_layers_or_too_many_are_named(n_layers):
    with pytest.raises(ValueError, match=f"n_layers: got {n_layers}, expected 1 to 8"):
        scenes.through_layers(n_layers=n_layers)
