"""The scene of inputs pushed through an activation: beside integrals, and its sentence."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from neuronlib import ACTIVATIONS, relu, scenes, sigmoid, tanh
from neuronlib.scenes.activations import LIMITS, N_BINS, Z
from tests.neuronlib.oracles import BY_HAND

SETTINGS = [(0.0, 1.0), (-3.0, 0.4), (2.5, 6.0)]


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_the_curve_is_the_function_and_its_slope_is_how_it_rises(activation):
    scene = scenes.activations(activation)
    by_hand = [BY_HAND[activation.name](z) for z in Z.tolist()]
    np.testing.assert_allclose(scene.values, by_hand, atol=1e-12)
    rise = (scene.values[2:] - scene.values[:-2]) / (Z[2:] - Z[:-2])
    smooth = np.isclose(np.diff(scene.slopes)[1:], np.diff(scene.slopes)[:-1], atol=1e-3)
    np.testing.assert_allclose(scene.slopes[1:-1][smooth], rise[smooth], atol=1e-3)


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
@pytest.mark.parametrize(("mean", "spread"), SETTINGS)
def test_mean_spread_and_slope_are_those_of_the_integral(activation, mean, spread):
    scene = scenes.activations(activation, mean, spread)
    z = np.linspace(mean - 9 * spread, mean + 9 * spread, 20_001)
    weight = np.exp(-0.5 * ((z - mean) / spread) ** 2)
    weight /= weight.sum()
    expected = weight @ activation(z)
    assert scene.outputs.mean() == pytest.approx(expected, abs=2e-3 * spread)
    variance = weight @ (activation(z) - expected) ** 2
    assert scene.outputs.std() == pytest.approx(math.sqrt(variance), abs=2e-3 * spread)
    assert scene.mean_slope == pytest.approx(weight @ activation.derivative(z), abs=2e-3)


@pytest.mark.parametrize(("mean", "spread"), SETTINGS)
def test_the_saturated_share_is_that_of_the_normal_distribution(mean, spread):
    normal = NormalDist(mean, spread)
    # the sigmoid's slope is a hundredth of ¼ where e^−z / (1 + e^−z)² = 1/400
    bound = math.log((398 + math.sqrt(398**2 - 4)) / 2)
    for activation, low, high in (
        (sigmoid, -bound, bound), (tanh, -bound / 2, bound / 2), (relu, 0, math.inf)
    ):  # fmt: skip
        outside = normal.cdf(low) + (1 - normal.cdf(high) if high < math.inf else 0)
        scene = scenes.activations(activation, mean, spread)
        assert scene.saturating.mean() == pytest.approx(outside, abs=1e-3)
        in_zone = np.array([low < z < high for z in Z.tolist()])
        np.testing.assert_array_equal(scene.saturated, ~in_zone)


def test_the_histograms_count_what_lies_in_each_column():
    scene = scenes.activations(tanh, 1.0, 3.0)
    for drawn, values, (low, high) in (
        (scene.going_in, scene.z, LIMITS), (scene.coming_out, scene.outputs, scene.heights)
    ):  # fmt: skip
        column = np.floor((values - low) / (high - low) * N_BINS).astype(int)
        counts = np.array([
            [((column == k) & some).sum() for k in range(N_BINS)]
            for some in (np.ones(values.size, bool), scene.saturating)
        ])  # fmt: skip
        assert drawn.shape == (2, N_BINS) and drawn.max() == 1
        np.testing.assert_allclose(drawn * counts[0].max(), counts, atol=1.01)
        assert (drawn[1] <= drawn[0]).all()


def test_nothing_within_the_picture_is_an_empty_histogram():
    scene = scenes.activations(relu, 100.0, 1.0)
    assert not scene.going_in.any() and not scene.coming_out.any()


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_values_and_slopes_lie_within_the_heights(activation):
    scene = scenes.activations(activation)
    low, high = scene.heights
    assert low < min(scene.values.min(), scene.slopes.min())
    assert max(scene.values.max(), scene.slopes.max()) < high


def test_the_sentence_holds_the_numbers_with_true_minus_signs():
    assert scenes.activations(tanh, -3.0, 1.0).describe() == (
        "tanh: of pre-activations with mean −3 and spread 1, 50 % are saturated; the mean slope "
        "is 0.05, and the outputs have mean −0.97 and spread 0.09."
    )
    assert "outputs have mean 0.00 and" in scenes.activations(tanh).describe()
