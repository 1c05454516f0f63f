"""Layers: time by neuron and by layer (C87), counts of convolutional networks (C85, C86)."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from neuronlib import Network, tanh
from neuronlib.experiments import Verdict
from neuronlib.experiments.full_size import settings_of
from neuronlib.experiments.layers import (
    FULL_SIZE,
    BatchSpeed,
    Convolution,
    ConvolutionalNetwork,
    EffectiveConnections,
    EvaluationSpeed,
    alexnet,
    batch_speed,
    convolution_matrix,
    effective_connections,
    evaluation_speed,
    layer_by_layer,
    neuron_by_neuron,
    resnet152,
    vgg16,
)

# Evaluating


def made_up(ratios, by_layer=1e-6):
    """Return an outcome with these ratios, in rounds of which the first is undisturbed."""
    rounds = np.array([1.0, 5.0, 1.5])
    ratios = np.asarray(ratios, dtype=float)
    return EvaluationSpeed(
        tuple(range(8, 8 + len(ratios))),
        tuple(range(1, 1 + ratios.shape[1])),
        by_layer * ratios[..., None] * rounds,
        by_layer * np.ones_like(ratios)[..., None] * rounds[::-1],
    )


def test_it_holds_if_the_loop_takes_twice_as_long_everywhere():
    assert made_up([[2.0, 80.0], [3.0, 2.5]]).verdict is Verdict.HOLDS


def test_it_holds_under_conditions_if_it_does_somewhere():
    assert made_up([[1.99, 80.0], [3.0, 2.5]]).verdict is Verdict.HOLDS_UNDER_CONDITIONS
    assert made_up([[0.1, 0.5], [0.3, 2.5]]).verdict is Verdict.HOLDS_UNDER_CONDITIONS


def test_it_is_contradicted_if_the_loop_is_nowhere_so_slow():
    assert made_up([[1.9, 0.5], [1.0, 1.2]]).verdict is Verdict.CONTRADICTED


def test_a_setting_is_judged_by_the_least_of_its_rounds():
    assert made_up([[7.0]]).ratios[0, 0] == pytest.approx(7)


def test_the_ratio_is_told_as_the_nearest_power_of_ten():
    told = {4.0: 10, 30.0: 10, 33.0: 100, 3.0: 1, 0.2: 0.1}
    for ratio, power in told.items():
        assert made_up([[ratio]]).nearest_power_of_ten == power
    assert made_up([[1.0, 12.0], [3.0, 500.0]]).measured == (
        "the loop over neurons takes about 10 times as long (nearest power of ten), at least "
        "twice as long in 3 of 4 settings"
    )


def test_the_settings_are_told_with_the_rounds():
    assert made_up([[1.0, 1.0], [1.0, 1.0]]).spread == (
        "median over 4 settings: layers of 8 to 9 neurons, 1, 2 examples at once; 3 rounds each"
    )


def test_both_ways_compute_what_the_network_does():
    network = Network([5, 7, 6, 3], activation=tanh, seed=1, dtype=np.float64)
    network.parameters += 0.1  # biases that matter
    X = np.random.default_rng(0).standard_normal((5, 9))
    for way in (neuron_by_neuron, layer_by_layer):
        np.testing.assert_allclose(way(network.layers, X), network.forward(X), rtol=1e-12)


def test_a_loop_over_neurons_is_slower_also_when_measured_anew():
    result = evaluation_speed(widths=[16, 48], batch_sizes=[1, 8], n_rounds=9)
    assert result.by_neuron.shape == result.by_layer.shape == (2, 2, 9)
    assert (result.widths, result.batch_sizes) == ((16, 48), (1, 8))
    assert result.ratios.min() > 1.2


def test_each_setting_stands_in_its_place():
    result = evaluation_speed(widths=[4, 64], batch_sizes=[1, 64], n_rounds=9)
    least = result.by_neuron.min(axis=-1)
    assert least[1, 0] > 2 * least[0, 0]  # sixteen times as many neurons
    assert result.by_layer[1, 1].min() > 1.5 * result.by_layer[1, 0].min()  # more examples


def test_an_executor_may_do_it():
    with ThreadPoolExecutor(1) as executor:
        result = evaluation_speed(widths=[16], batch_sizes=[1, 2], n_rounds=2, executor=executor)
    assert result.by_layer.shape == (1, 2, 2)


def test_the_full_size_run_has_wider_layers_and_larger_batches():
    assert set(FULL_SIZE) == {"C87"}
    settings = settings_of(FULL_SIZE["C87"])
    assert "512, 1024)" in settings and "batch_sizes=(1, 32, 256)" in settings


def test_an_example_is_cheaper_in_a_batch():
    speed = batch_speed(batch_sizes=[1, 64], n_rounds=9)
    assert speed.seconds.shape == (2, 9)
    assert speed.per_example[0] > 2 * speed.per_example[1]


def test_time_per_example_is_the_least_of_the_rounds_over_the_size():
    speed = BatchSpeed((1, 10), np.array([[3.0, 2.0], [5.0, 8.0]]))
    np.testing.assert_allclose(speed.per_example, [2.0, 0.5])


# Counting


def brute_force(layer):
    """Return a convolution's connections, counted position by position on an image of ones."""
    image = np.pad(np.ones((layer.side, layer.side)), layer.margin)
    places = range(0, len(image) - layer.window + 1, layer.stride)
    read = sum(
        image[i : i + layer.window, j : j + layer.window].sum() for i in places for j in places
    )
    return read * layer.channels_in / layer.groups * layer.channels_out


@pytest.mark.parametrize(
    "layer",
    [
        Convolution(3, 1, 1, side=32, margin=1),
        Convolution(3, 2, 5, side=9),
        Convolution(11, 3, 2, side=31, stride=4),
        Convolution(7, 3, 4, side=20, stride=2, margin=3),
        Convolution(5, 4, 6, side=7, margin=2, groups=2),
        Convolution(1, 3, 2, side=8, stride=2),
        Convolution(1, 30, 20),
    ],
)
def test_connections_are_those_found_by_sliding_the_window(layer):
    assert layer.n_connections == brute_force(layer)


def test_a_fully_connected_layer_has_a_connection_for_each_weight():
    layer, network = Convolution(1, 30, 20), Network([30, 20])
    assert layer.n_connections == network.n_weights
    assert layer.n_parameters == network.n_parameters


def test_a_window_over_the_whole_image_shares_nothing():
    whole = Convolution(7, 16, 10, side=7)
    assert whole.n_connections == 7 * 7 * 16 * 10
    assert whole.n_parameters == whole.n_connections + 10


def test_groups_divide_weights_and_connections():
    one, two = (Convolution(3, 4, 6, side=5, margin=1, groups=g) for g in (1, 2))
    assert one.n_connections == 2 * two.n_connections
    assert one.n_parameters - 6 == 2 * (two.n_parameters - 6)


@pytest.mark.parametrize(
    ("network", "n_layers", "n_parameters"),
    [(alexnet(), 8, 60_965_224), (vgg16(), 16, 138_357_544)],
)
def test_parameters_are_as_many_as_others_count(network, n_layers, n_parameters):
    assert (network.n_layers, network.n_parameters) == (n_layers, n_parameters)


def test_the_residual_network_lacks_only_its_normalisation():
    network = resnet152()
    normalised = (*network.layers[:-1], *network.shortcuts)
    # in place of a bias each channel has a scale and a shift
    assert network.n_parameters + sum(one.channels_out for one in normalised) == 60_192_808
    assert network.n_layers == 152 and len(network.shortcuts) == 4


@pytest.mark.parametrize("network", [alexnet(), vgg16(), resnet152()])
def test_what_a_layer_writes_the_next_one_can_read(network):
    for layer, following in zip(network.layers, network.layers[1:], strict=False):
        if following.side > 1 and layer.side > 1:
            assert following.channels_in == layer.channels_out
            written = (layer.side + 2 * layer.margin - layer.window) // layer.stride + 1
            assert following.side in (written, written // 2)  # pooling may stand between


def test_shortcuts_count_as_connections_and_not_as_layers():
    one, beside = Convolution(1, 3, 2, side=4), Convolution(1, 3, 5, side=2)
    network = ConvolutionalNetwork((one,), (beside,))
    assert network.n_layers == 1
    assert network.n_parameters == one.n_parameters + beside.n_parameters
    assert network.n_connections == one.n_connections + beside.n_connections


SHARING = ConvolutionalNetwork((Convolution(3, 1, 1, side=32, margin=1),))
NOT_SHARING = ConvolutionalNetwork((Convolution(1, 30, 20),))


def test_sharing_holds_under_conditions_or_is_contradicted_by_its_rule():
    assert EffectiveConnections({"a": SHARING, "b": SHARING}).verdict is Verdict.HOLDS
    some = EffectiveConnections({"a": SHARING, "b": NOT_SHARING})
    assert some.verdict is Verdict.HOLDS_UNDER_CONDITIONS
    assert EffectiveConnections({"b": NOT_SHARING}).verdict is Verdict.CONTRADICTED


def test_ten_connections_for_a_parameter_are_enough():
    for side, verdict in ((8, Verdict.HOLDS), (3, Verdict.CONTRADICTED)):
        network = ConvolutionalNetwork((Convolution(3, 1, 1, side=side, margin=1),))
        assert EffectiveConnections({"one": network}).verdict is verdict


def test_what_was_counted_is_told():
    result = EffectiveConnections({"sharing": SHARING, "full": NOT_SHARING})
    assert result.measured == "connections for each parameter: sharing 884, full 1"
    assert result.spread == "exact counts of 2 published networks"


def test_the_published_networks_share():
    result = effective_connections()
    assert result.verdict is Verdict.HOLDS
    assert {name: round(ratio) for name, ratio in result.ratios.items()} == {
        "AlexNet": 11,
        "VGG-16": 108,
        "ResNet-152": 179,
    }


# A convolution is a layer


@pytest.mark.parametrize(("k", "side"), [(1, 4), (3, 8), (5, 6), (5, 3)])
def test_the_matrix_does_what_a_sliding_window_does(k, side):
    generator = np.random.default_rng(0)
    window, image = generator.standard_normal((k, k)), generator.standard_normal((side, side))
    padded = np.pad(image, k // 2)
    expected = [
        (padded[i : i + k, j : j + k] * window).sum() for i in range(side) for j in range(side)
    ]
    np.testing.assert_allclose(convolution_matrix(window, side) @ image.ravel(), expected)


def test_the_matrix_has_as_many_weights_as_there_are_connections():
    W = convolution_matrix(np.arange(1.0, 10).reshape(3, 3), 8)
    assert np.count_nonzero(W) == Convolution(3, 1, 1, side=8, margin=1).n_connections
    assert np.unique(W[W != 0]).size == 9


@pytest.mark.parametrize("shape", [(2, 2), (3, 5), (3,), ()])
def test_a_window_without_a_middle_is_refused(shape):
    with pytest.raises(ValueError, match=r"window: got shape .*, expected a square of odd side"):
        convolution_matrix(np.ones(shape), 8)


def test_an_image_without_pixels_is_refused():
    with pytest.raises(ValueError, match="side: got 0, expected 1 or more"):
        convolution_matrix(np.ones((3, 3)), 0)
