"""The leaky integrate-and-fire neuron: against closed forms, and against a general ODE solver."""

import math
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad, solve_ivp

from neuronlib.spiking import LeakyIntegrateAndFire, firing_rate

GRID = [
    LeakyIntegrateAndFire(
        membrane_time_constant=tau,
        membrane_resistance=resistance,
        reset_voltage=reset,
        refractory_period=refractory,
    )
    for tau in (5.0, 20.0)
    for resistance in (40.0, 150.0)
    for reset in (-80.0, -70.0, -60.0)  # below, at and above rest
    for refractory in (0.0, 3.0)
]
ON_THE_GRID = pytest.mark.parametrize("neuron", GRID)

neurons = st.builds(
    LeakyIntegrateAndFire,
    membrane_time_constant=st.floats(1, 100),
    membrane_resistance=st.floats(1, 1000),
    resting_voltage=st.floats(-90, -60),
    reset_voltage=st.floats(-90, -55),
    threshold_voltage=st.floats(-54, -30),
    refractory_period=st.one_of(st.just(0.0), st.floats(0.1, 10)),
)


def textbook_interval(neuron, current):
    """Return t_ref + τ ln((V∞ − V_reset) / (V∞ − V_threshold)) in ms, as the book writes it."""
    final = neuron.resting_voltage + neuron.membrane_resistance * current
    ratio = (final - neuron.reset_voltage) / (final - neuron.threshold_voltage)
    return neuron.refractory_period + neuron.membrane_time_constant * math.log(ratio)


def solved(neuron, current, time_step):
    """Return the spike times by a general ODE solver with event detection, step by step."""

    def change(t, state, drive):
        V, w = state
        pull = neuron.membrane_resistance * (drive - w) - (V - neuron.resting_voltage)
        return [
            pull / neuron.membrane_time_constant,
            -w / neuron.adaptation_time_constant,
        ]

    def threshold(t, state, drive):
        return state[0] - neuron.threshold_voltage

    threshold.terminal, threshold.direction = True, 1
    spikes, time, V, w, free_from = [], 0.0, neuron.resting_voltage, 0.0, 0.0
    for step, drive in enumerate(current, start=1):
        end = step * time_step
        while time < end:
            if time < free_from:  # held; the adaptation alone goes on
                until = min(end, free_from)
                w *= math.exp(-(until - time) / neuron.adaptation_time_constant)
                time = until
                continue
            way = solve_ivp(
                change, (time, end), [V, w], args=(drive,), events=threshold, rtol=1e-11, atol=1e-11
            )
            time, (V, w) = way.t[-1], way.y[:, -1]
            if way.status == 1:
                spikes.append(time)
                V, w = neuron.reset_voltage, w + neuron.adaptation_step
                free_from = time + neuron.refractory_period
    return np.array(spikes)


# the f–I curve


@ON_THE_GRID
def test_the_rate_is_the_closed_form_above_the_rheobase_and_0_up_to_it(neuron):
    strengths = np.array([-3.0, 0.0, 0.5, 0.999, 1.0, 1.001, 1.5, 4.0, 50.0])
    currents = strengths * neuron.rheobase
    expected = [
        1000 / textbook_interval(neuron, current) if strength > 1 else 0
        for strength, current in zip(strengths, currents, strict=True)
    ]
    np.testing.assert_allclose(firing_rate(neuron, currents), expected, rtol=1e-10)


@ON_THE_GRID
def test_the_rate_is_the_inverse_of_the_time_that_the_equation_takes(neuron):
    current = 1.7 * neuron.rheobase
    final = neuron.resting_voltage + neuron.membrane_resistance * current
    climb, _ = quad(
        lambda V: neuron.membrane_time_constant / (final - V),
        neuron.reset_voltage,
        neuron.threshold_voltage,
    )
    expected = 1000 / (neuron.refractory_period + climb)
    assert firing_rate(neuron, current) == pytest.approx(expected, rel=1e-9)


def test_with_the_reset_at_rest_the_rate_is_the_one_in_every_textbook():
    neuron = LeakyIntegrateAndFire()  # 20 ms, 100 MΩ, 20 mV from rest to threshold, 2 ms
    assert firing_rate(neuron, 0.3) == pytest.approx(1000 / (2 + 20 * math.log(30 / (30 - 20))))


@given(neurons, st.lists(st.floats(-100, 100), min_size=2, max_size=20))
def test_more_current_never_lowers_the_rate_and_the_refractory_period_caps_it(neuron, currents):
    rates = firing_rate(neuron, np.sort(currents))
    assert (np.diff(rates) >= 0).all() and (rates >= 0).all()
    if neuron.refractory_period > 0:
        assert (rates <= 1000 / neuron.refractory_period).all()


def test_strong_currents_reach_the_cap_or_go_on_in_proportion_to_the_current():
    capped, free = LeakyIntegrateAndFire(), LeakyIntegrateAndFire(refractory_period=0.0)
    assert firing_rate(capped, 1e9) == pytest.approx(500)
    # R I / (τ ΔV), to all digits: a difference of logarithms would have lost them
    assert firing_rate(free, 1e12) == pytest.approx(1000 * 1e14 / (20 * 20), rel=1e-11)


@given(neurons, st.floats(allow_nan=False, allow_infinity=False))
def test_no_finite_current_gives_a_warning_or_something_else_than_a_rate(neuron, current):
    rate = firing_rate(neuron, current)
    assert rate >= 0 and (np.isfinite(rate) or neuron.refractory_period == 0)


@pytest.mark.parametrize("extreme", [1.7e308, -1.7e308, 5e-324])
def test_the_rate_at_the_ends_of_the_type(extreme):
    expected = 500 if extreme > 1 else 0
    assert firing_rate(LeakyIntegrateAndFire(), extreme) == pytest.approx(expected)
    free = firing_rate(LeakyIntegrateAndFire(refractory_period=0.0), extreme)
    assert free == (np.inf if extreme > 1 else 0)


@given(neurons, st.floats(1.01, 20), st.floats(0.1, 10))
def test_a_neuron_slowed_in_all_its_times_fires_as_much_more_slowly(neuron, strength, factor):
    slowed = replace(
        neuron,
        membrane_time_constant=factor * neuron.membrane_time_constant,
        refractory_period=factor * neuron.refractory_period,
    )
    current = strength * neuron.rheobase
    assert firing_rate(slowed, current) == pytest.approx(firing_rate(neuron, current) / factor)


@given(neurons, st.floats(1.01, 20), st.floats(0.1, 10), st.floats(-50, 50))
def test_only_voltage_differences_and_resistance_times_current_matter(
    neuron, strength, factor, shift
):
    other = replace(
        neuron,
        membrane_resistance=factor * neuron.membrane_resistance,
        resting_voltage=neuron.resting_voltage + shift,
        reset_voltage=neuron.reset_voltage + shift,
        threshold_voltage=neuron.threshold_voltage + shift,
    )
    current = strength * neuron.rheobase
    assert firing_rate(other, current / factor) == pytest.approx(firing_rate(neuron, current))


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0,)])
def test_rates_have_the_shape_of_the_currents(shape):
    rates = firing_rate(LeakyIntegrateAndFire(), np.full(shape, 0.3))
    assert isinstance(rates, np.ndarray) and rates.shape == shape


def test_a_neuron_that_adapts_has_no_f_i_curve():
    with pytest.raises(ValueError, match=r"neuron: got adaptation_step=0\.1, expected 0: .*no sin"):
        firing_rate(LeakyIntegrateAndFire(adaptation_step=0.1), 0.3)


def test_a_rate_needs_a_finite_current():
    with pytest.raises(ValueError, match=r"current: got nan at index \(1,\), expected finite"):
        firing_rate(LeakyIntegrateAndFire(), [0.3, np.nan])


# the simulation under a constant current


@ON_THE_GRID
@pytest.mark.parametrize("strength", [1.05, 1.5, 5.0])
def test_spikes_come_when_the_closed_form_says(neuron, strength):
    current = strength * neuron.rheobase
    interval = textbook_interval(neuron, current)
    from_rest = replace(neuron, reset_voltage=neuron.resting_voltage, refractory_period=0.0)
    first = textbook_interval(from_rest, current)
    time_step = 0.37 * min(interval, first)
    n_steps = math.ceil((first + 20.5 * interval) / time_step)
    (spikes,) = neuron.simulate(np.full(n_steps, current), time_step).spike_times
    assert spikes.size == 21
    np.testing.assert_allclose(spikes, first + interval * np.arange(spikes.size), rtol=1e-10)


@ON_THE_GRID
def test_the_spike_count_gives_the_rate_of_the_f_i_curve(neuron):
    currents = neuron.rheobase * np.array([0.5, 1.0, 1.2, 2.0, 3.0])
    recording = neuron.simulate(np.repeat(currents[:, None], 2500, axis=1), time_step=0.8)
    counts = [spikes.size for spikes in recording.spike_times]
    expected = firing_rate(neuron, currents) * 2.0  # in 2 s
    assert counts[:2] == [0, 0]
    np.testing.assert_allclose(counts, expected, atol=2)  # where the first and last one fall


@ON_THE_GRID
def test_below_the_rheobase_the_voltage_charges_as_a_leaky_capacitor_does(neuron):
    currents = neuron.rheobase * np.array([-2.0, 0.0, 0.3, 1.0])
    recording = neuron.simulate(np.repeat(currents[:, None], 50, axis=1), time_step=1.0)
    charge = 1 - np.exp(-np.arange(51) / neuron.membrane_time_constant)
    for current, voltage in zip(currents, recording.voltage, strict=True):
        final = neuron.membrane_resistance * current
        np.testing.assert_allclose(voltage, neuron.resting_voltage + final * charge, rtol=1e-12)


def test_after_a_spike_the_voltage_is_held_for_the_refractory_period_then_climbs():
    neuron = LeakyIntegrateAndFire(reset_voltage=-65.0, refractory_period=5.0)
    recording = neuron.simulate(np.full(400, 0.5), time_step=0.1)
    spike = recording.spike_times[0][0]
    since = recording.times - spike
    held = (since > 0) & (since < 5)
    climbing = (since > 5) & (recording.times < recording.spike_times[0][1])
    assert held.sum() > 40 and climbing.sum() > 20
    assert (recording.voltage[0, held] == -65).all()
    expected = -20 + (-65 + 20) * np.exp(-(since[climbing] - 5) / 20)
    np.testing.assert_allclose(recording.voltage[0, climbing], expected, rtol=1e-12)


# the simulation under a changing current

RNG = np.random.default_rng(3)
NOISE = RNG.normal(0.35, 0.4, size=(3, 150))


@pytest.mark.parametrize(
    "neuron",
    [
        LeakyIntegrateAndFire(),
        LeakyIntegrateAndFire(reset_voltage=-60.0, refractory_period=4.7),
        LeakyIntegrateAndFire(membrane_time_constant=5.0, refractory_period=0.0),
    ],
)
def test_a_changing_current_gives_the_spikes_of_a_general_solver(neuron):
    recording = neuron.simulate(NOISE, time_step=0.6)
    for current, spikes in zip(NOISE, recording.spike_times, strict=True):
        expected = solved(neuron, current, 0.6)
        assert expected.size >= 4
        np.testing.assert_allclose(spikes, expected, rtol=1e-8)


@given(neurons, st.lists(st.integers(-20, 30), min_size=5, max_size=40), st.integers(2, 5))
def test_finer_steps_change_nothing(neuron, tenths, pieces):
    # at the rheobase itself rounding alone would decide whether the threshold is ever reached
    current = neuron.rheobase * (np.array(tenths) + 0.5) / 10
    time_step = 0.9 * min(textbook_interval(neuron, 4 * neuron.rheobase), 20)
    coarse = neuron.simulate(current, time_step)
    fine = neuron.simulate(np.repeat(current, pieces), time_step / pieces)
    np.testing.assert_allclose(coarse.spike_times[0], fine.spike_times[0], atol=1e-7)
    np.testing.assert_allclose(coarse.voltage[0], fine.voltage[0, ::pieces], atol=1e-7)


def test_many_currents_at_once_give_what_each_gives_alone():
    neuron = LeakyIntegrateAndFire(adaptation_step=0.02)
    together = neuron.simulate(NOISE, time_step=1.0)
    assert together.voltage.shape == (3, 151) and len(together.spike_times) == 3
    for current, voltage, spikes in zip(NOISE, together.voltage, together.spike_times, strict=True):
        alone = neuron.simulate(current, time_step=1.0)
        assert alone.voltage.shape == (1, 151)
        assert alone.voltage[0].tolist() == voltage.tolist()
        assert alone.spike_times[0].tolist() == spikes.tolist() != []


def test_a_spike_at_the_very_end_of_a_step_counts_even_if_the_current_stops_there():
    powers_of_two = LeakyIntegrateAndFire(  # so that nothing is rounded
        membrane_time_constant=16.0, membrane_resistance=1.0, threshold_voltage=-54.0
    )
    time_step = 16 * np.log1p(1.0)
    recording = powers_of_two.simulate([32.0, 0.0], time_step)
    assert recording.spike_times[0].tolist() == [time_step]
    assert recording.voltage[0].tolist() == [-70, -70, -70]


def test_a_voltage_that_rounding_leaves_at_the_threshold_does_no_harm():
    neuron = LeakyIntegrateAndFire(membrane_resistance=900.0)
    tireless = replace(neuron, refractory_period=0.0)
    barely_enough = np.nextafter(neuron.rheobase, 1)
    for current in neuron.rheobase * np.linspace(1.5, 5, 1000):
        just_before_a_spike = np.nextafter(textbook_interval(tireless, current), 0)
        recording = neuron.simulate([current, barely_enough], just_before_a_spike)
        assert np.isfinite(recording.voltage).all()


@given(neurons, st.lists(st.floats(-5, 10), min_size=1, max_size=60))
def test_voltages_stay_below_the_threshold_and_spikes_a_refractory_period_apart(neuron, strengths):
    current = neuron.rheobase * np.array(strengths)
    time_step = min(0.99 * textbook_interval(neuron, 10 * neuron.rheobase), 5.0)
    recording = neuron.simulate(current, time_step)
    (spikes,) = recording.spike_times
    assert (recording.voltage <= neuron.threshold_voltage + 1e-9).all()
    assert (np.diff(spikes) >= neuron.refractory_period - 1e-9).all()
    assert ((spikes > 0) & (spikes <= recording.times[-1])).all()
    np.testing.assert_allclose(recording.times, time_step * np.arange(len(strengths) + 1))


# adaptation

ADAPTING = LeakyIntegrateAndFire(adaptation_step=0.05, adaptation_time_constant=80.0)


def test_a_neuron_that_adapts_slows_down_and_one_that_does_not_keeps_its_interval():
    current = np.full(1500, 0.6)
    adapting, steady = (
        np.diff(neuron.simulate(current, 0.2).spike_times[0])
        for neuron in (ADAPTING, replace(ADAPTING, adaptation_step=0.0))
    )
    assert (np.diff(adapting[:6]) > 0).all() and adapting[-1] > 1.5 * adapting[0]
    np.testing.assert_allclose(steady, steady[0])
    assert steady[0] < adapting[0]


def test_the_error_of_an_adapting_neuron_shrinks_in_proportion_to_the_step():
    expected = solved(ADAPTING, [0.6], 300.0)
    errors = []
    for n_steps in (600, 1200, 2400):
        (spikes,) = ADAPTING.simulate(np.full(n_steps, 0.6), 300 / n_steps).spike_times
        assert spikes.size == expected.size > 15
        errors.append(np.abs(spikes - expected).max())
    assert errors[0] < 0.5
    np.testing.assert_allclose(errors[0] / errors[1], 2, rtol=0.2)
    np.testing.assert_allclose(errors[1] / errors[2], 2, rtol=0.2)


# what is refused, and what is said


def test_a_neuron_does_not_change():
    with pytest.raises(FrozenInstanceError):
        LeakyIntegrateAndFire().refractory_period = 3.0


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"membrane_time_constant": 0}, ValueError, r"membrane_time_constant: got 0, .*\(0, inf\)"),
        ({"membrane_resistance": -1}, ValueError, r"membrane_resistance: got -1, .*\(0, inf\)"),
        ({"adaptation_time_constant": 0}, ValueError, "adaptation_time_constant: got 0"),
        ({"refractory_period": -1.0}, ValueError, r"refractory_period: got -1.0, .*\[0, inf\)"),
        ({"adaptation_step": -0.1}, ValueError, r"adaptation_step: got -0.1, .*\[0, inf\)"),
        ({"resting_voltage": -50}, ValueError, r"resting_voltage: got -50, .*\(-inf, -50\)"),
        ({"reset_voltage": -40}, ValueError, r"reset_voltage: got -40, .*\(-inf, -50\)"),
        ({"threshold_voltage": np.inf}, ValueError, "threshold_voltage: got inf"),
        ({"threshold_voltage": "high"}, TypeError, "threshold_voltage: got 'high', expected a num"),
    ],
)
def test_what_is_not_a_neuron_is_named(options, error, words):
    with pytest.raises(error, match=words):
        LeakyIntegrateAndFire(**options)


@pytest.mark.parametrize(
    ("current", "time_step", "error", "words"),
    [
        (0.3, 1.0, ValueError, r"current: got shape \(\), expected \(n_steps,\) or \(n_curr"),
        ([], 1.0, ValueError, r"current: got shape \(0,\), expected \(n_steps,\) or \(n_cur"),
        (np.ones((1, 1, 1)), 1.0, ValueError, r"current: got shape \(1, 1, 1\), expected"),
        ([0.3, np.inf], 1.0, ValueError, r"current: got inf at index \(1,\), expected finite"),
        (["a"], 1.0, TypeError, r"current: got \['a'\], expected real numbers"),
        ([1e308], 1.0, ValueError, "membrane_resistance × current: got inf"),
        ([0.3], 0.0, ValueError, r"time_step: got 0.0, expected a number in \(0, inf\)"),
        ([0.3], "1", TypeError, "time_step: got '1', expected a number"),
        ([0.3, -1], 24.0, ValueError, r"time_step: got 24.0 ms, expected at most 24 ms, the inte"),
    ],
)
def test_a_current_or_step_that_cannot_be_used_is_named(current, time_step, error, words):
    with pytest.raises(error, match=words):
        LeakyIntegrateAndFire().simulate(current, time_step)


def test_a_recording_says_how_much_was_recorded():
    neuron = LeakyIntegrateAndFire()
    one = neuron.simulate(np.full(100, 0.3), 0.5)
    assert repr(one) == "Recording(1 current, 50 ms, 2 spikes)"
    two = neuron.simulate(np.full((2, 100), 0.3), 0.5)
    assert repr(two) == "Recording(2 currents, 50 ms, 4 spikes)"
