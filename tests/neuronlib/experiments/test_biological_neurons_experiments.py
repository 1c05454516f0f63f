"""Rates and times (C20, C28), fits to f–I curves (C21), what the model leaves out (C25–C27)."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import curve_fit

from neuronlib import Neuron, datasets, relu, sigmoid, softplus
from neuronlib.experiments import Evidence, Verdict
from neuronlib.experiments import biological_neurons as experiments
from neuronlib.experiments.biological_neurons import (
    FULL_SIZE,
    DendriticXor,
    Depression,
    KindsOfNeurons,
    RateCode,
    RateCurves,
    Timing,
    best_line,
    fitted,
    three_fits,
)
from neuronlib.spiking import DepressingSynapse, LeakyIntegrateAndFire, firing_rate

# C20: rates and coincidences

ONES = np.ones((2, 5))


def read_outs(**changes):
    same = RateCode((0.0, 0.9), 20 * ONES, 20 * ONES, 3 * ONES, 3 * ONES, 0.6 * ONES)
    return replace(same, **changes)


def test_the_assumption_holds_if_neither_read_out_changes():
    assert read_outs().verdict is Verdict.HOLDS
    assert read_outs(permuted_coincidences=2.3 * ONES).verdict is Verdict.HOLDS


def test_it_holds_under_conditions_if_coincidences_are_lost_for_some_share_of_common_input():
    changed = 3 * ONES
    changed[1] = 2.2
    result = read_outs(permuted_coincidences=changed)
    assert result.verdict is Verdict.HOLDS_UNDER_CONDITIONS


def test_it_is_contradicted_if_coincidences_are_lost_for_every_share():
    assert read_outs(permuted_coincidences=2.2 * ONES).verdict is Verdict.CONTRADICTED


def test_one_odd_seed_does_not_change_the_verdict():
    changed = 3 * ONES
    changed[1, 0] = 0.1
    assert read_outs(permuted_coincidences=changed).verdict is Verdict.HOLDS


def test_what_it_says_of_the_read_outs():
    before = np.array([[1.0, 1.0, 1.0, 1.2, 0.8], [5.0, 6.0, 4.0, 5.0, 5.0]])
    result = read_outs(coincidences=before, permuted_coincidences=ONES)
    assert result.measured == (
        "rates change by 0 %; coincidences, over chance, go from 5.0 to 1.0 where 90 % of the "
        "input is shared, from 1.0 to 1.0 where 0 % is"
    )
    assert result.spread == "4.0–6.0 before, 1.0–1.0 after, over 5 seeds"


@pytest.fixture(scope="module")
def readers():
    return experiments.rate_code(n_seeds=8, shared=(0.0, 0.9), duration=10_000.0)


def test_permuting_keeps_the_rate_and_takes_the_coincidences_to_chance(readers):
    np.testing.assert_array_equal(readers.rates, readers.permuted_rates)
    before, after = np.median(readers.coincidences[1]), np.median(readers.permuted_coincidences[1])
    assert before > 3 and after == pytest.approx(1, abs=0.3)


def test_without_common_input_coincidences_are_those_of_chance(readers):
    assert np.median(readers.coincidences[0]) == pytest.approx(1, abs=0.3)
    assert np.median(readers.permuted_coincidences[0]) == pytest.approx(1, abs=0.3)


def test_the_trains_are_irregular_or_permuting_would_change_nothing(readers):
    assert (readers.irregularity > 0.4).all()


def test_the_two_neurons_of_a_seed_get_the_noise_that_their_share_says():
    (none_first, none_second), (all_first, all_second) = experiments.two_trains(
        [3], shared=[0.0, 1.0], duration=1000.0
    )
    np.testing.assert_array_equal(all_first, all_second)
    assert none_first.size != none_second.size or (none_first != none_second).any()


def test_seeds_are_the_same_in_a_batch_and_alone():
    together = experiments.two_trains([0, 1, 2], shared=[0.5, 0.9], duration=500.0)
    alone = experiments.two_trains([1], shared=[0.9], duration=500.0)[0]
    for train, expected in zip(together[4], alone, strict=True):
        np.testing.assert_allclose(train, expected)


def test_more_seeds_than_a_batch_are_one_result(monkeypatch):
    whole = experiments.rate_code(n_seeds=5, shared=(0.6,), duration=1000.0)
    monkeypatch.setattr("neuronlib.experiments.biological_neurons.spike_times.BATCH", 2)
    in_batches = experiments.rate_code(n_seeds=5, shared=(0.6,), duration=1000.0)
    np.testing.assert_array_equal(whole.rates, in_batches.rates)
    np.testing.assert_array_equal(whole.permuted_coincidences, in_batches.permuted_coincidences)


# C21: fits

X = np.linspace(0, 3, 60)
positive = st.floats(0.2, 20)


@pytest.mark.parametrize("activation", [sigmoid, relu, softplus], ids=lambda f: f.name)
@given(amplitude=positive, gain=st.floats(1, 8), threshold=st.floats(0.2, 2.5))
def test_a_curve_of_the_activation_itself_is_found(activation, amplitude, gain, threshold):
    y = amplitude * activation(gain * (X - threshold))
    fit = fitted(activation, X, y)
    assert fit.residual < 1e-4
    np.testing.assert_allclose(fit(X), y, atol=1e-3 * y.max())
    if activation is sigmoid and gain * 2 > 1:
        assert fit.threshold == pytest.approx(threshold, abs=0.02)


CURVES = {
    "f–I": firing_rate(LeakyIntegrateAndFire(), X),
    "f–I without refractory period": firing_rate(LeakyIntegrateAndFire(refractory_period=0.0), X),
    "square root": np.sqrt(X),
    "square": X**2,
}


@pytest.mark.filterwarnings("ignore")  # of the other solver's wilder starts
@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("activation", [sigmoid, relu, softplus], ids=lambda f: f.name)
def test_no_general_solver_finds_a_better_fit(activation, curve):
    y = CURVES[curve]

    def model(x, amplitude, gain, threshold):
        return amplitude * activation(gain * (x - threshold))

    found = []
    for gain in (0.5, 2.0, 8.0, 30.0):
        for threshold in (-1.0, 0.3, 1.0, 2.0):
            try:
                best, _ = curve_fit(model, X, y, [y.max(), gain, threshold], maxfev=2000)
            except RuntimeError:  # it did not converge
                continue
            found.append(np.sqrt(((model(X, *best) - y) ** 2).mean()) / y.max())
    assert fitted(activation, X, y).residual < 1.01 * min(found) + 1e-6


def test_the_residual_is_the_root_mean_square_over_the_largest_value():
    y = CURVES["f–I"]
    fit = fitted(sigmoid, X, y)
    assert fit.residual == pytest.approx(np.sqrt(((fit(X) - y) ** 2).mean()) / y.max(), rel=1e-6)


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_units_do_not_matter(x_unit, y_unit):
    y = CURVES["f–I"]
    scaled, plain = fitted(sigmoid, x_unit * X, y_unit * y), fitted(sigmoid, X, y)
    assert scaled.residual == pytest.approx(plain.residual, rel=1e-6)
    assert scaled.threshold == pytest.approx(x_unit * plain.threshold, rel=1e-4)


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([0, 1, 2], [0, 1], r"y: got shape \(2,\) for x of shape \(3,\), expected both \(n,\)"),
        ([[0, 1]], [[0, 1]], r"y: got shape \(1, 2\) for x of shape \(1, 2\)"),
        ([0, 0], [0, 1], "x: got zeros alone, expected a curve"),
        ([0, 1], [0, 0], "y: got zeros alone, expected a curve"),
        ([], [], "x: got zeros alone"),
        ([0, np.inf], [0, 1], "x: got inf"),
    ],
)
def test_what_is_no_curve_is_refused(x, y, message):
    with pytest.raises(ValueError, match=message):
        fitted(relu, x, y)


def test_three_fits_are_those_of_the_three_functions():
    fits = three_fits(X, CURVES["square"])
    assert [fit.activation for fit in fits.values()] == [sigmoid, relu, softplus]
    assert fits["softplus"].residual < fits["ReLU"].residual


@pytest.fixture(scope="module")
def curves():
    return experiments.rate_curves(n_neurons=5, strengths=(2.0, 20.0))


def test_a_line_above_a_threshold_fits_best_until_a_refractory_period_caps_the_rate(curves):
    assert (curves.relu_wins[0] == 1).all()
    assert curves.relu_wins[1, 1] < 0.5
    assert curves.percent["ReLU"][0, 1] < 1 < curves.percent["sigmoid"][0, 1]


def test_softplus_is_never_worse_than_relu_by_more_than_a_trifle(curves):
    assert (curves.residuals["softplus"] < curves.residuals["ReLU"] + 2e-3).all()


def test_the_table_shows_medians_and_shares():
    sigmoid_left = np.array([[[0.04, 0.05, 0.09]], [[0.02, 0.03, 0.04]]])
    relu_left = np.array([[[0.01, 0.01, 0.01]], [[0.03, 0.02, 0.05]]])
    table = RateCurves((2.0,), {"sigmoid": sigmoid_left, "ReLU": relu_left})
    assert repr(table).splitlines() == [
        "left over, in % of the largest rate: medians over 3 neurons",
        "no refractory period     sigmoid      ReLU   ReLU beats sigmoid",
        "    up to 2 × rheobase       5.0       1.0     100 % of neurons",
        "refractory period        sigmoid      ReLU   ReLU beats sigmoid",
        "    up to 2 × rheobase       3.0       3.0      33 % of neurons",
    ]


# C25: kinds of neurons


@pytest.mark.parametrize(
    ("regular", "fast", "verdict"),
    [
        ([2.0, 1.6, 1.2], [1.0, 1.05, 1.3], Verdict.ILLUSTRATED),
        ([1.4, 1.4, 3.0], [1.0, 1.0, 1.0], Verdict.NOT_SEEN),
        ([2.0, 2.0, 2.0], [1.2, 1.2, 1.0], Verdict.NOT_SEEN),
    ],
)
def test_kinds_are_told_apart_by_the_medians(regular, fast, verdict):
    result = KindsOfNeurons(np.array([0.4, 0.5, 0.6]), np.array(regular), np.array(fast))
    assert result.verdict is verdict


def test_only_the_regular_spiking_neuron_slows_down():
    result = experiments.kinds_of_neurons(n_seeds=6)
    assert result.verdict is Verdict.ILLUSTRATED
    assert (result.regular_spiking > 1.5).all()
    np.testing.assert_allclose(result.fast_spiking, 1)
    assert ((result.currents >= 0.4) & (result.currents < 0.8)).all()
    assert np.unique(result.currents).size == 6


def test_a_neuron_without_adaptation_would_not_pass_for_a_regular_spiking_one(monkeypatch):
    module = "neuronlib.experiments.biological_neurons.real_neurons"
    monkeypatch.setattr(f"{module}.REGULAR_SPIKING", LeakyIntegrateAndFire())
    assert experiments.kinds_of_neurons(n_seeds=3).verdict is Verdict.NOT_SEEN


def test_what_it_says_of_the_kinds():
    result = KindsOfNeurons(np.array([0.4, 0.5]), np.array([2.0, 2.2]), np.array([1.0, 1.0]))
    assert result.measured == (
        "last over first interval: 2.1 (regular-spiking), 1.0 (fast-spiking)"
    )
    assert result.spread == "2.0–2.2 and 1.0–1.0 over 2 currents"


# C26: XOR in a dendrite


def told_right(line=0.72, dendrite=0.98, by_line=3, by_dendrite=4):
    return DendriticXor(
        np.full(3, line), np.full(3, dendrite), np.full(3, by_line), np.array([4, 4, by_dendrite])
    )


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, Verdict.ILLUSTRATED),
        ({"line": 0.81}, Verdict.NOT_SEEN),
        ({"dendrite": 0.89}, Verdict.NOT_SEEN),
        ({"by_line": 4}, Verdict.NOT_SEEN),
        ({"by_dendrite": 3}, Verdict.NOT_SEEN),
    ],
)
def test_each_part_of_the_rule_on_xor_counts(changes, verdict):
    assert told_right(**changes).verdict is verdict


def test_a_dendrite_tells_xor_and_a_line_three_quarters_at_most():
    result = experiments.dendritic_xor(n_seeds=4)
    assert result.verdict is Verdict.ILLUSTRATED
    assert (result.corners_by_line == 3).all() and (result.line < 0.8).all()


def test_what_it_says_of_xor():
    assert told_right().measured == (
        "one neuron with a dendrite tells 98 % of the points right and 4 of 4 patterns; the best "
        "line 72 % and 3 of 4"
    )
    assert told_right().spread == "98–98 % and 72–72 % over 3 seeds"


@pytest.mark.parametrize("seed", range(4))
def test_no_line_at_random_does_better_than_the_best_line(seed):
    points = datasets.xor(60, noise=0.3, seed=seed)

    def right(neuron):
        return np.mean((neuron.score(points.X) > 0) == points.y)

    best = right(best_line(points))
    generator = np.random.default_rng(seed)
    for _ in range(2000):
        angle, bias = generator.uniform(0, 2 * np.pi), generator.uniform(-1, 1)
        line = Neuron([np.cos(angle), np.sin(angle)], bias)
        assert right(line) <= best + 1 / 60  # a finer direction may win a point


def test_the_best_line_separates_what_a_line_separates():
    points = datasets.blobs(100, spread=0.1, seed=1)
    assert ((best_line(points).score(points.X) > 0) == points.y).all()


# C27: depression


@pytest.mark.parametrize(
    ("regular", "irregular", "verdict"),
    [
        ([1.0, 0.5], [[1.0, 1.0], [0.4, 0.4]], Verdict.ILLUSTRATED),
        ([1.0, 0.6], [[1.0, 1.0], [0.4, 0.4]], Verdict.NOT_SEEN),
        ([1.0, 0.4], [[1.0, 1.0], [0.6, 0.6]], Verdict.NOT_SEEN),
        ([1.0, 1.0], [[1.0, 1.0], [1.0, 1.0]], Verdict.NOT_SEEN),  # a fixed weight
    ],
)
def test_depression_is_judged_on_regular_and_irregular_trains(regular, irregular, verdict):
    result = Depression(np.array([1.0, 50.0]), np.array(regular), np.array(irregular))
    assert result.verdict is verdict


def test_what_it_says_of_depression():
    result = Depression(
        np.array([1.0, 50.0]), np.array([0.8, 0.2]), np.array([[1.0, 1.0, 1.0], [0.1, 0.2, 0.3]])
    )
    assert result.measured == (
        "from 1 to 50 Hz the response to a spike falls to 25 % (regular trains), 20 % (irregular)"
    )
    assert result.spread == "10–30 % over 3 seeds"


@pytest.fixture(scope="module")
def depressed():
    return experiments.depression(n_seeds=12, rates=(2.0, 20.0, 80.0))


def test_regular_trains_settle_where_the_formula_says(depressed):
    synapse = DepressingSynapse()
    expected = synapse.steady_response(depressed.rates) / synapse.steady_response(0.0)
    np.testing.assert_allclose(depressed.regular, expected, rtol=1e-9)


def test_irregular_trains_settle_near_the_mean_of_a_poisson_train(depressed):
    """The mean resources x solve (1 − x) / τ = U r x: x = 1 / (1 + U r τ)."""
    expected = 1 / (1 + 0.5 * depressed.rates / 1000 * 800)
    np.testing.assert_allclose(np.median(depressed.irregular, axis=1), expected, rtol=0.05)


# C28: timing


def answers(**changes):
    """Return answers at lags of −6, −3, 0, 3, 6 ms, which the rule accepts unless changed."""
    shares = {
        "fast": [0.0, 0.0, 1.0, 0.0, 0.0],
        "slow": [1.0, 1.0, 1.0, 1.0, 1.0],
        "delayed": [0.0, 0.0, 0.0, 1.0, 0.0],
    } | changes
    columns = {name: np.tile(np.array(each)[:, None], (1, 3)) for name, each in shares.items()}
    return Timing(np.array([-6.0, -3.0, 0.0, 3.0, 6.0]), **columns)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, Verdict.ILLUSTRATED),
        ({"fast": [0.1, 0.0, 0.9, 0.0, 0.1]}, Verdict.ILLUSTRATED),
        ({"fast": [0.0, 0.0, 0.8, 0.0, 0.0]}, Verdict.NOT_SEEN),
        ({"fast": [0.2, 0.0, 1.0, 0.0, 0.0]}, Verdict.NOT_SEEN),
        ({"fast": [0.0, 0.0, 1.0, 0.0, 0.2]}, Verdict.NOT_SEEN),
        ({"delayed": [0.0, 0.0, 0.0, 0.8, 0.0]}, Verdict.NOT_SEEN),
        ({"delayed": [0.0, 0.2, 0.0, 1.0, 0.0]}, Verdict.NOT_SEEN),
        ({"slow": [0.0, 0.0, 0.0, 0.0, 0.0]}, Verdict.ILLUSTRATED),
    ],
)
def test_each_part_of_the_rule_on_timing_counts(changes, verdict):
    assert answers(**changes).verdict is verdict


def test_what_it_says_of_timing():
    assert answers().measured == (
        "the fast detector answers 100 % of pairs together, 0 % of pairs 6 ms apart; with a delay "
        "line 100 % in one order, 0 % in the other"
    )
    assert answers().spread == "delay line 100–100 % and 0–0 % over 3 seeds"


@pytest.fixture(scope="module")
def times():
    return experiments.timing(n_seeds=4)


def test_a_delay_line_shifts_what_the_fast_detector_answers(times):
    assert times.verdict is Verdict.ILLUSTRATED
    shift = round(3.0 / (times.lags[1] - times.lags[0]))
    fast, delayed = np.median(times.fast, axis=1), np.median(times.delayed, axis=1)
    assert np.abs(delayed[shift:] - fast[:-shift]).max() <= 0.2


def test_each_detector_waits_as_long_as_its_leak_allows(times):
    """12 mV of the first spike must not have leaked below the 8 that are missing: τ ln(12 / 8)."""
    for name, time_constant in (("fast", 2.0), ("slow", 20.0)):
        window = time_constant * np.log(12 / 8)
        answered = np.median(getattr(times, name), axis=1)
        assert (answered[np.abs(times.lags) < window - 0.8] == 1).all()
        assert (answered[np.abs(times.lags) > window + 1.2] == 0).all()


# all of them

SMALL = {
    "C20": {"n_seeds": 2, "duration": 1000.0},
    "C25": {"n_seeds": 2},
    "C26": {"n_seeds": 2},
    "C27": {"n_seeds": 2, "n_spikes": 50},
    "C28": {"n_seeds": 2},
}


@pytest.mark.parametrize("claim", FULL_SIZE)
def test_every_full_size_run_takes_an_executor_and_speaks_of_its_claim(claim):
    with ThreadPoolExecutor(2) as executor:
        result = FULL_SIZE[claim](**SMALL[claim], executor=executor)
    assert isinstance(result, Evidence) and result.claim == claim
    alone = FULL_SIZE[claim](**SMALL[claim])
    assert result.measured == alone.measured and result.spread == alone.spread
    assert str(alone.verdict) in result.rule


def test_the_tasks_travel_to_other_processes():
    with ProcessPoolExecutor(1) as executor:
        result = experiments.dendritic_xor(n_seeds=2, executor=executor)
        curves = experiments.rate_curves(n_neurons=1, strengths=(2.0,), executor=executor)
    np.testing.assert_array_equal(result.line, experiments.dendritic_xor(n_seeds=2).line)
    alone = experiments.rate_curves(n_neurons=1, strengths=(2.0,))
    np.testing.assert_allclose(curves.residuals["ReLU"], alone.residuals["ReLU"])


def test_a_result_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        told_right().line = np.ones(3)
