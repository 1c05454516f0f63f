"""A depressing synapse: the recurrence of the paper, its limit, and the differential equation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from neuronlib.spiking import DepressingSynapse

synapses = st.builds(
    DepressingSynapse,
    utilisation=st.floats(0.05, 1),
    recovery_time_constant=st.floats(10, 2000),
    amplitude=st.floats(0.1, 10),
)
trains = st.lists(st.floats(0, 5000), min_size=1, max_size=20).map(sorted)


@given(synapses, trains)
def test_responses_follow_the_recurrence_of_tsodyks_and_markram(synapse, train):
    U, full = synapse.utilisation, synapse.amplitude * synapse.utilisation
    expected = [full]
    for interval in np.diff(train):
        kept = math.exp(-interval / synapse.recovery_time_constant)
        expected.append(expected[-1] * (1 - U) * kept + full * (1 - kept))
    np.testing.assert_allclose(synapse.responses(train), expected, rtol=1e-9, atol=1e-12)


def test_between_spikes_the_resources_recover_as_the_differential_equation_says():
    synapse = DepressingSynapse(utilisation=0.6, recovery_time_constant=300.0, amplitude=4.0)
    train = [5.0, 20.0, 180.0, 190.0, 900.0]
    x, time, expected = 1.0, 0.0, []
    for spike in train:
        way = solve_ivp(lambda t, x: (1 - x) / 300, (time, spike), [x], rtol=1e-10, atol=1e-12)
        x, time = way.y[0, -1], spike
        expected.append(4 * 0.6 * x)
        x *= 1 - 0.6
    np.testing.assert_allclose(synapse.responses(train), expected, rtol=1e-7)


@pytest.mark.parametrize("utilisation", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("recovery", [50.0, 800.0])
@pytest.mark.parametrize("rate", [0.1, 5.0, 20.0, 100.0])
def test_a_long_regular_train_settles_at_the_closed_form(utilisation, recovery, rate):
    synapse = DepressingSynapse(utilisation=utilisation, recovery_time_constant=recovery)
    train = 1000 / rate * np.arange(400)
    limit = synapse.steady_response(rate)
    assert synapse.responses(train)[-1] == pytest.approx(limit, rel=1e-9)
    kept = math.exp(-1000 / (rate * recovery))  # as the paper writes it
    expected = utilisation * (1 - kept) / (1 - (1 - utilisation) * kept)
    assert limit == pytest.approx(expected, rel=1e-10)


@given(synapses, st.lists(st.floats(0.1, 200), min_size=2, max_size=10, unique=True))
def test_the_steady_response_depends_on_the_rate_more_spikes_less_response(synapse, rates):
    rates = np.sort(rates)
    responses = synapse.steady_response(rates)
    assert (np.diff(responses) <= 0).all()
    assert (responses <= synapse.amplitude * synapse.utilisation).all()
    if synapse.recovery_time_constant > 100 and rates[-1] > 2 * rates[0] > 10:
        assert responses[-1] < 0.95 * responses[0]


def test_at_high_rates_rate_times_response_no_longer_tells_the_rate():
    synapse = DepressingSynapse(recovery_time_constant=800.0, amplitude=2.0)
    rates = np.array([1e4, 1e6, 1e12])
    drive = rates * synapse.steady_response(rates)
    np.testing.assert_allclose(drive[1:], 1000 * 2 / 800, rtol=1e-4)
    assert drive[2] == pytest.approx(2.5, rel=1e-9) and drive[0] == pytest.approx(2.5, rel=1e-2)


def test_at_rate_0_and_after_a_long_pause_the_synapse_is_rested():
    synapse = DepressingSynapse(utilisation=0.7, amplitude=3.0)
    assert synapse.steady_response(0) == synapse.steady_response(-0.0) == pytest.approx(2.1)
    np.testing.assert_allclose(synapse.responses([0.0, 1e6, 2e6]), 2.1)


def test_a_train_without_spikes_has_no_responses():
    assert DepressingSynapse().responses([]).shape == (0,)


@given(synapses, st.floats(0, allow_nan=False, allow_infinity=False))
def test_no_finite_rate_gives_a_warning_or_leaves_the_range(synapse, rate):
    largest = synapse.amplitude * synapse.utilisation
    assert 0 <= synapse.steady_response(rate) <= largest * (1 + 1e-12)


@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
def test_steady_responses_have_the_shape_of_the_rates(shape):
    responses = DepressingSynapse().steady_response(np.full(shape, 10.0))
    assert isinstance(responses, np.ndarray) and responses.shape == shape


def test_an_inhibitory_synapse_has_a_negative_amplitude():
    excitatory, inhibitory = DepressingSynapse(amplitude=1.5), DepressingSynapse(amplitude=-1.5)
    train = [0.0, 10.0, 50.0]
    assert (inhibitory.responses(train) == -excitatory.responses(train)).all()


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"utilisation": 0}, ValueError, r"utilisation: got 0, expected a number in \(0, inf\)"),
        ({"utilisation": 1.2}, ValueError, "utilisation: got 1.2, expected a share: 1 at most"),
        ({"utilisation": True}, TypeError, "utilisation: got True, expected a number"),
        ({"recovery_time_constant": 0.0}, ValueError, "recovery_time_constant: got 0.0"),
        ({"amplitude": np.nan}, ValueError, "amplitude: got nan"),
    ],
)
def test_what_is_not_a_synapse_is_named(options, error, words):
    with pytest.raises(error, match=words):
        DepressingSynapse(**options)


def test_spikes_out_of_order_and_negative_rates_are_named():
    with pytest.raises(ValueError, match=r"spike_times: got 2\.0 at position 1, expected times"):
        DepressingSynapse().responses([3.0, 2.0])
    with pytest.raises(ValueError, match=r"rate: got -1\.0, expected 0 Hz or more"):
        DepressingSynapse().steady_response([5.0, -1.0])
