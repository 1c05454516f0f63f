"""The scene of a spiking neuron: voltage and rates worked out by other means, and its sentence."""

import math

import numpy as np
import pytest
from scipy.optimize import curve_fit

from neuronlib import relu, scenes, sigmoid
from neuronlib.scenes.firing_rate import CURRENTS, DURATION

SETTINGS = [(0.4, 2, 20), (0.1, 0, 10), (2.0, 0, 10), (2.0, 10, 40), (0.22, 5, 15)]


def rate_by_hand(current, period, tau):
    """Return 1000 over the interval between two spikes, in plain numbers."""
    target = 100 * current  # mV above rest; the threshold is 20 above it
    return 1000 / (period + tau * math.log(target / (target - 20))) if target > 20.0000001 else 0


@pytest.mark.parametrize(("current", "period", "tau"), SETTINGS)
def test_the_rate_is_the_one_worked_out_by_hand(current, period, tau):
    scene = scenes.firing_rate(current, period, tau)
    assert scene.rate == pytest.approx(rate_by_hand(current, period, tau), rel=1e-9)
    expected = [rate_by_hand(one, period, tau) for one in CURRENTS.tolist()]
    np.testing.assert_allclose(scene.rates, expected, rtol=1e-9)


@pytest.mark.parametrize(("current", "period", "tau"), SETTINGS)
def test_the_simulated_spikes_come_as_often_as_the_rate_says(current, period, tau):
    scene = scenes.firing_rate(current, period, tau)
    (spikes,) = scene.recording.spike_times
    # the first spike comes without a refractory period before it
    expected = (DURATION + period) * scene.rate / 1000
    assert spikes.size == math.floor(expected + 1e-9)
    assert scene.recording.times[-1] == DURATION
    assert (scene.recording.voltage <= -50 + 1e-9).all()


@pytest.mark.parametrize(("period", "tau"), [(0, 20), (2, 20), (10, 10)])
def test_the_fits_are_those_that_scipy_finds(period, tau):
    scene = scenes.firing_rate(refractory_period=period, membrane_time_constant=tau)
    for name, activation in {"sigmoid": sigmoid, "ReLU": relu}.items():

        def curve(x, amplitude, gain, threshold, activation=activation):
            return amplitude * activation(gain * (x - threshold))

        found, _ = curve_fit(curve, CURRENTS, scene.rates, p0=[scene.rates.max(), 2, 0.4])
        left = np.sqrt(((curve(CURRENTS, *found) - scene.rates) ** 2).mean()) / scene.rates.max()
        assert scene.fits[name].residual == pytest.approx(left, rel=1e-3)


def test_a_refractory_period_turns_the_better_fit_from_relu_to_sigmoid():
    without, with_one = (scenes.firing_rate(refractory_period=period).fits for period in (0, 5))
    assert without["ReLU"].residual < without["sigmoid"].residual
    assert with_one["sigmoid"].residual < with_one["ReLU"].residual


def test_the_refractory_period_caps_the_rate_and_the_time_constant_does_not():
    assert scenes.firing_rate(2, refractory_period=10).rates.max() < 100
    assert scenes.firing_rate(2, 0, 10).rates.max() == pytest.approx(
        4 * scenes.firing_rate(2, 0, 40).rates.max()
    )


def test_another_current_fits_nothing_anew():
    assert scenes.firing_rate(0.3).fits is scenes.firing_rate(1.3).fits


@pytest.mark.parametrize(
    ("current", "seen"),
    [
        (0, "Under 0 nA the neuron stays silent;"),
        (0.2, "Under 0.2 nA the neuron stays silent;"),
        (0.205, "fires once in 100 ms, at a rate of 13 Hz;"),
        (0.4, "fires 6 times in 100 ms, at a rate of 63 Hz;"),
    ],
)
def test_the_sentence_says_whether_and_how_often_it_fires(current, seen):
    assert seen in scenes.firing_rate(current).describe()


def test_the_sentence_says_what_each_fit_misses():
    assert (
        scenes.firing_rate()
        .describe()
        .endswith(
            "the fits miss its f–I curve by 4.7 % (sigmoid) and 5.8 % (ReLU) of the largest rate."
        )
    )


@pytest.mark.parametrize("current", [-0.1, 2.1, math.nan])
def test_a_current_outside_is_named(current):
    with pytest.raises(ValueError, match=f"current: got {current} nA, expected 0 to 2"):
        scenes.firing_rate(current)


def test_a_neuron_too_fast_for_the_simulation_is_refused():
    with pytest.raises(ValueError, match=r"membrane_time_constant: got 9"):
        scenes.firing_rate(membrane_time_constant=9)
    with pytest.raises(ValueError, match=r"refractory_period: got -1"):
        scenes.firing_rate(refractory_period=-1)
