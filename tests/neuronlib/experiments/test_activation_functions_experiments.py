"""Sigmoid and tanh (C44–C52): the rules that can come out otherwise, and small runs of each."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from neuronlib import Network, cross_entropy, datasets, relu, sigmoid, tanh
from neuronlib.diagnostics import saturated_units
from neuronlib.experiments import Verdict
from neuronlib.experiments.activation_functions import (
    FULL_SIZE,
    contenders,
    duel,
    first_weights,
    scales,
    sigmoid_or_tanh,
    signal_back,
    signs,
    zigzag,
)
from neuronlib.experiments.activation_functions.duel import SigmoidOrTanh
from neuronlib.experiments.activation_functions.scales import (
    CHANCE,
    TASKS,
    Centring,
    TooLarge,
    centred_sigmoid,
    task_data,
)
from neuronlib.experiments.activation_functions.signs import (
    BatchSigns,
    batch_signs,
    drawn_one_sign_share,
    one_sign_shares,
)
from neuronlib.experiments.activation_functions.way_back import (
    BY_BIASES,
    BY_WEIGHTS,
    SETTINGS,
    SignalBack,
    gradient_norms,
)
from neuronlib.experiments.activation_functions.ways import (
    ALONG_THE_AXES,
    CENTRED,
    POSITIVE,
    TURNED,
    ZigZag,
)
from neuronlib.initialisation import glorot, he

# C44: the way back


def way_back(biases, weights, saturated=0.9):
    norms = {BY_BIASES: biases, BY_WEIGHTS: weights}
    return SignalBack(
        {name: np.array([[ratio] * 3, [1.0] * 3]) for name, ratio in norms.items()},
        {name: np.full(3, saturated) for name in norms},
    )


@pytest.mark.parametrize(
    ("biases", "weights", "verdict"),
    [
        (1e-9, 1e-3, Verdict.HOLDS),
        (1e-9, 0.01, Verdict.HOLDS_UNDER_CONDITIONS),
        (2.0, 1e-3, Verdict.HOLDS_UNDER_CONDITIONS),
        (0.5, 2.0, Verdict.CONTRADICTED),
    ],
)
def test_the_way_back_is_judged_in_both_ways_of_saturating(biases, weights, verdict):
    assert way_back(biases, weights).verdict is verdict


def test_a_network_that_is_not_saturated_says_nothing_of_saturation():
    assert way_back(1e-9, 1e-9, saturated=0.4).verdict is Verdict.CONTRADICTED


def test_the_way_back_says_what_arrives_and_how_it_varies():
    result = way_back(2e-5, 3.0)
    assert result.measured == (
        "of a gradient of 1, 2e-05 (saturated by biases), 3 (saturated by weights) arrives at the "
        "inputs"
    )
    assert result.spread == "2e-05 to 2e-05, 3 to 3 over 3 seeds"


def test_the_gradient_norms_are_those_of_finite_differences():
    network = Network([64, 4, 3, 10], activation=tanh, seed=1, dtype=np.float64)
    data = datasets.Dataset(datasets.digits().X[:, :2].astype(float), datasets.digits().y[:2])
    hidden = network.trace(data.X)[0].activations

    def loss_from(inputs, first_layer):
        for layer in network.layers[first_layer:]:
            inputs = layer.forward(inputs)
        return cross_entropy(inputs, data.y)[0]

    for level, values in ((0, data.X), (1, hidden)):
        slopes = []
        for place in np.ndindex(values.shape):
            step = np.zeros_like(values)
            step[place] = 1e-5
            up, down = loss_from(values + step, level), loss_from(values - step, level)
            slopes.append((up - down) / 2e-5)
        assert gradient_norms(network, data)[level] == pytest.approx(np.linalg.norm(slopes))


@pytest.fixture(scope="module")
def measured_way_back():
    return signal_back(n_seeds=4, n_examples=60)


def test_biases_block_the_way_back_and_weights_do_not(measured_way_back):
    assert set(measured_way_back.norms) == set(SETTINGS)
    assert measured_way_back.verdict is Verdict.HOLDS_UNDER_CONDITIONS
    assert measured_way_back.passed(BY_BIASES) < 1e-20 and measured_way_back.passed(BY_WEIGHTS) > 1
    for setting in (BY_BIASES, BY_WEIGHTS):
        assert np.median(measured_way_back.saturated[setting]) > 0.5


def test_an_unsaturated_sigmoid_loses_about_a_factor_of_four_at_each_layer(measured_way_back):
    assert measured_way_back.saturated["sigmoid"].max() == 0
    assert 0.2 < measured_way_back.passed("sigmoid") * 4**8 < 2
    assert measured_way_back.arriving("sigmoid")[-1] == 1


# C45 and C50: first weights


def too_large(learned, saturated=((0, 0, 0.9, 0.9),), tasks=("digits",)):
    def by_task(rows):
        return {
            task: np.array(row)[:, None] * np.ones(5) for task, row in zip(tasks, rows, strict=True)
        }

    losses = [CHANCE * (1 - np.array(row)) for row in learned]
    return TooLarge(
        (0.1, 0.3, 3.0, 10.0),
        by_task(saturated),
        by_task([[1, 2, 3, 4]] * len(tasks)),
        by_task(losses),
        by_task([[0.1, 0.94, 0.83, 0.12]] * len(tasks)),
        600,
    )


@pytest.mark.parametrize(
    ("learned", "verdict"),
    [
        ([0.5, 1.0, 0.09, 0.0], Verdict.HOLDS),
        ([0.0, 1.0, 0.11, 0.0], Verdict.HOLDS_UNDER_CONDITIONS),
        ([0.0, 1.0, 0.9, 0.11], Verdict.CONTRADICTED),
        ([0.0, 0.5, 0.04, -3.0], Verdict.HOLDS),
    ],
)
def test_too_large_weights_are_judged_at_the_scales_that_saturate(learned, verdict):
    assert too_large([learned]).verdict is verdict


def test_too_large_weights_are_judged_on_both_tasks():
    tasks, saturated = ("digits", "teacher"), [[0, 0, 0.9, 0.9]] * 2
    nothing, much = [0.5, 1.0, 0.0, 0.0], [0.5, 1.0, 0.9, 0.9]
    assert too_large([nothing, nothing], saturated, tasks).verdict is Verdict.HOLDS
    assert too_large([nothing, much], saturated, tasks).verdict is Verdict.HOLDS_UNDER_CONDITIONS


def test_if_no_scale_saturates_nothing_is_said_for_the_claim():
    assert too_large([[0, 1, 0, 0]], [[0, 0, 0.4, 0.5]]).verdict is Verdict.CONTRADICTED


def test_what_is_learned_is_told_in_words_and_rounded():
    result = too_large([[0.05, 1.0, 0.5, 0.0]])
    assert result.measured == "digits: learned most at the best scale, some at 3, little at 10"
    assert result.spread == "quartiles of the loss within 0.0 of the median over 5 seeds"
    assert result.percent_right("digits", 0.3, nearest=5) == 95
    assert result.percent_right("digits", 3.0, nearest=20) == 80


def test_the_spread_of_the_losses_is_rounded_up_to_halves():
    result = too_large([[0, 1, 1, 1]])
    result.losses["digits"][2] = [0.0, 0.2, 0.3, 0.8, 9.0]
    assert result.spread == "quartiles of the loss within 0.5 of the median over 5 seeds"


def centring(plain, centred):
    columns = [{"digits": np.array(each)[:, None] * np.ones(3)} for each in (centred, plain)]
    return Centring((0.3, 3.0, 10.0), *columns, 600)


@pytest.mark.parametrize(
    ("centred", "verdict"),
    [
        ([100, 250, 900], Verdict.HOLDS),
        ([100, 230, np.inf], Verdict.HOLDS_UNDER_CONDITIONS),
        ([100, 50, 230], Verdict.CONTRADICTED),
    ],
)
def test_saturation_is_worse_if_it_does_twice_the_harm_of_not_centring(centred, verdict):
    result = centring([120, 1, 1], centred)  # not centred: a factor of 1.2
    assert result.harm_of_not_centring("digits") == pytest.approx(1.2)
    assert result.verdict is verdict


def test_the_harms_are_told():
    result = centring([120, 1, 1], [100, 50, np.inf])
    assert result.measured == (
        "digits: not centred × 1.2, saturated no worse at scale 3, worse at scale 10"
    )
    assert result.spread == "not centred: middle half of the ratios digits 1.2–1.2 over 3 seeds"


@pytest.fixture(scope="module")
def swept():
    return first_weights(n_seeds=3, epochs=9)


def test_one_sweep_answers_both_claims(swept):
    c45, c50 = swept.for_c45(), swept.for_c50()
    assert set(c45.losses) == set(c50.plain) == set(TASKS)
    assert c45.losses["digits"].shape == (5, 3) and c50.centred["teacher"].shape == (3, 3)
    assert c45.steps == c50.steps == 90


def test_large_first_weights_saturate_and_raise_the_gradient(swept):
    c45 = swept.for_c45()
    for task in TASKS:
        assert c45.saturating(task).tolist() == [False, False, False, True, True]
        gradients = np.median(c45.gradients[task], axis=1)
        assert gradients[0] < gradients[2] < gradients[4]


def test_the_largest_first_weights_are_worse_than_moderate_ones_on_new_examples(swept):
    right = np.median(swept.for_c45().accuracy["digits"], axis=1)
    assert right[4] < right[3] < right[2]


def test_the_steps_are_counted_from_the_first_epoch_below_half_of_chance(swept):
    losses = swept.losses["digits", "sigmoid", 0.3]
    steps = swept.for_c50().plain["digits"][0]
    for member, needed in enumerate(steps):
        if np.isfinite(needed):
            epoch = int(needed) // 10 - 1
            assert losses[epoch, member] < CHANCE / 2
            assert (losses[:epoch, member] >= CHANCE / 2).all()
        else:
            assert (losses[:, member] >= CHANCE / 2).all()


def test_the_centred_sigmoid_differs_by_a_half_and_not_in_its_slope():
    z = np.linspace(-9, 9, 50, dtype=np.float32)
    assert centred_sigmoid(z).dtype == np.float32
    np.testing.assert_allclose(centred_sigmoid(z), sigmoid(z) - 0.5, atol=1e-7)
    np.testing.assert_array_equal(centred_sigmoid.derivative(z), sigmoid.derivative(z))


@pytest.mark.parametrize("task", TASKS)
def test_the_three_sets_of_a_task_share_no_example(task):
    columns = [{column.tobytes() for column in part.X.T} for part in task_data(task)]
    assert not columns[0] & columns[1] and not columns[0] & columns[2]
    assert not columns[1] & columns[2] and len(columns[0]) == 300


def test_a_network_that_diverged_has_learned_nothing(swept):
    losses = {setting: values.copy() for setting, values in swept.losses.items()}
    losses["digits", "sigmoid", 3.0][-1] = np.nan
    result = replace(swept, losses=losses).for_c45()
    assert np.isinf(result.losses["digits"][3]).all() and result.learned("digits")[3] == 0


def test_the_claims_of_the_sweep_come_in_a_mapping(monkeypatch, swept):
    monkeypatch.setattr(scales, "first_weights", lambda **options: swept)
    found = scales.first_weights_by_claim(n_seeds=2)
    assert {claim: evidence.claim for claim, evidence in found.items()} == {
        "C45": "C45",
        "C50": "C50",
    }


# the tuning of both


def test_the_choice_is_made_with_seeds_that_are_not_reported(monkeypatch):
    stacks = []
    tuned = contenders.tuned

    def noting(*arguments, seeds, learning_rates, network_options, **options):
        stacks.append((list(seeds), list(learning_rates), network_options["initialisation"]))
        return tuned(
            *arguments,
            seeds=seeds,
            learning_rates=learning_rates,
            network_options=network_options,
            **options,
        )

    monkeypatch.setattr(contenders, "tuned", noting)
    parts = datasets.moons(80).split(0.5)
    best = contenders.at_its_best(
        [2, 5, 2], *parts, activation=tanh, initialisations=[glorot, he], seeds=range(4), epochs=3
    )
    *tries, (seeds, rates, rule) = stacks
    assert [each[2] for each in tries] == [glorot, he] and rule in (glorot, he)
    assert seeds == [0, 1, 2, 3] and rates == [best.learning_rate]
    assert all(min(each[0]) > 1000 and len(each[1]) == 4 for each in tries)


def test_the_rule_with_the_smaller_validation_loss_is_chosen():
    def hopeless(n_in, n_out):
        return 100.0

    training, validation = datasets.moons(200).split(0.5)
    options = {"activation": tanh, "seeds": range(3), "epochs": 20, "momentum": 0.9}
    either = contenders.at_its_best(
        [2, 5, 2], training, validation, initialisations=[hopeless, glorot], **options
    )
    good = contenders.at_its_best(
        [2, 5, 2], training, validation, initialisations=[glorot], **options
    )
    np.testing.assert_array_equal(either.networks.parameters, good.networks.parameters)


# C48: the zig-zag


def ways(positive, turned, axes, centred):
    given = {POSITIVE: positive, TURNED: turned, ALONG_THE_AXES: axes, CENTRED: centred}
    path = {name: np.full(3, each[0]) for name, each in given.items()}
    steps = {name: np.full(3, each[1]) for name, each in given.items()}
    return ZigZag(path, steps, dict.fromkeys(given, 0.5), dict.fromkeys(given, 2.0), {})


LONG, SHORT = (5.0, 40.0), (1.5, 10.0)


@pytest.mark.parametrize(
    ("settings", "verdict"),
    [
        ((LONG, SHORT, LONG, SHORT), Verdict.HOLDS),
        ((LONG, LONG, SHORT, SHORT), Verdict.HOLDS_UNDER_CONDITIONS),
        ((LONG, SHORT, SHORT, SHORT), Verdict.HOLDS_UNDER_CONDITIONS),
        ((LONG, LONG, LONG, SHORT), Verdict.HOLDS_UNDER_CONDITIONS),
        ((SHORT, SHORT, SHORT, SHORT), Verdict.NOT_SEEN),
        (((5.0, 10.0), SHORT, LONG, SHORT), Verdict.NOT_SEEN),
        (((1.6, 10.5), SHORT, LONG, SHORT), Verdict.NOT_SEEN),
    ],
)
def test_the_zig_zag_is_judged_at_equal_condition_numbers_too(settings, verdict):
    assert ways(*settings).verdict is verdict


def test_the_zig_zag_says_path_and_steps_of_each_setting():
    result = ways(LONG, LONG, SHORT, SHORT)
    assert result.measured.startswith("path over distance and steps: 5.0 and 40 (positive), 5.0")
    assert result.spread == "paths 5.0–5.0, 5.0–5.0, 1.5–1.5, 1.5–1.5 over 3 seeds"
    first, *rows = result.table().splitlines()
    assert first.split() == ["one", "sign", "condition", "path", "steps"] and len(rows) == 4
    assert rows[0].split() == ["positive", "50", "%", "2", "5.0", "40"]


@pytest.fixture(scope="module")
def measured_ways():
    return zigzag(n_seeds=30)


def test_turning_the_inputs_mixes_the_signs_and_changes_nothing_else(measured_ways):
    one_sign, condition = measured_ways.one_sign, measured_ways.condition
    assert one_sign[POSITIVE] == one_sign[ALONG_THE_AXES] == 1
    assert 0.3 < one_sign[TURNED] < 0.7 and 0.3 < one_sign[CENTRED] < 0.7
    assert condition[TURNED] == pytest.approx(condition[POSITIVE]) and condition[POSITIVE] > 10
    np.testing.assert_allclose(measured_ways.path[TURNED], measured_ways.path[POSITIVE])
    np.testing.assert_array_equal(measured_ways.steps[TURNED], measured_ways.steps[POSITIVE])


def test_positive_inputs_zig_zag_unless_they_are_well_conditioned(measured_ways):
    assert measured_ways.longer(POSITIVE, CENTRED)
    assert not measured_ways.longer(ALONG_THE_AXES, CENTRED)
    assert measured_ways.condition[ALONG_THE_AXES] < 1.5
    assert measured_ways.verdict is Verdict.HOLDS_UNDER_CONDITIONS


def test_a_way_begins_at_the_start_and_ends_near_the_optimum(measured_ways):
    for name, way in measured_ways.ways.items():
        assert way.shape == (2, 1 + measured_ways.steps[name][0])
        assert np.linalg.norm(way[:, 0]) == pytest.approx(1)
        assert np.linalg.norm(way[:, -1]) < 0.01 <= np.linalg.norm(way[:, -2])
        length = np.linalg.norm(np.diff(way), axis=0).sum()
        assert measured_ways.path[name][0] == pytest.approx(length)


def test_what_does_not_arrive_needs_infinitely_many_steps():
    result = zigzag(n_seeds=3, steps=2)
    assert np.isinf(result.steps[POSITIVE]).all()
    assert result.ways[POSITIVE].shape == (2, 3)


# C47 and C49: signs


def test_a_positive_unit_below_gives_every_weight_the_same_sign():
    assert (one_sign_shares(sigmoid, n_seeds=3, n_batches=5) == 1).all()
    assert (one_sign_shares(relu, n_seeds=3, n_batches=5) == 1).all()
    assert (one_sign_shares(tanh, n_seeds=3, n_batches=5) == 0).all()


def test_the_shares_are_those_of_a_count_by_hand():
    share = one_sign_shares(sigmoid, fan_in=5, batch_sizes=[8], n_seeds=1, n_batches=2)
    network = Network([64, 5, 20, 10], activation=sigmoid, initialisation=glorot, dtype=np.float64)
    data, generator, units = datasets.digits(), np.random.default_rng(0), []
    for _ in range(2):
        batch = generator.choice(1797, 8, replace=False)
        _, gradient = network.loss_and_gradient(data.X[:, batch], data.y[batch])
        for row in network.with_parameters(gradient).layers[1].weights:
            units.append(len({bool(value > 0) for value in row}) == 1)
    assert share.tolist() == [[[np.mean(units)]]]


def test_units_without_any_gradient_are_not_counted():
    shares = one_sign_shares(relu, fan_in=2, n_seeds=4, n_batches=30)
    assert (shares == 1).all()


def test_a_network_without_any_gradient_has_no_share_and_spoils_no_mean():
    shares = one_sign_shares(relu, fan_in=1, batch_sizes=[1797], n_seeds=8, n_batches=1)
    networks = Network.stack([64, 1, 20, 10], seeds=range(8), dtype=np.float64)
    outputs = networks.trace(datasets.digits().X)[0].activations
    silent = (outputs == 0).all((1, 2)).tolist()
    assert 0 < sum(silent) < 8
    assert np.isnan(shares[0, 0]).tolist() == silent
    some = np.full((3, 2, 4, 2), 0.2)
    some[..., 1] = np.nan
    result = BatchSigns({"ReLU": some}, {"ReLU": np.full((3, 3, 4), 0.2)})
    assert result.verdict is Verdict.HOLDS and "nan" not in repr(result)


def test_later_epochs_are_asked_after_training():
    shares = one_sign_shares(sigmoid, fan_in=5, epochs=[0, 2], batch_sizes=[256], n_seeds=2)
    assert shares.shape == (2, 1, 2)
    alone = one_sign_shares(sigmoid, fan_in=5, epochs=[2], batch_sizes=[256], n_seeds=2)
    np.testing.assert_array_equal(shares[1], alone[0])
    assert (shares[0] != shares[1]).any()


def test_a_mean_of_delta_gives_large_batches_one_sign_and_no_mean_does_not():
    shares = [drawn_one_sign_share(relu, 20, mean, 256, n_units=100) for mean in (0.0, 1.0)]
    assert shares[0] < 0.2 and shares[1] > 0.95
    assert drawn_one_sign_share(sigmoid, 20, 0.0, 1, n_units=100) == 1


def made_up_signs(largest):
    on_digits = np.ones((3, 2, 4, 2))
    drawn = np.ones((3, 3, 4))
    on_digits[..., -1, :] = drawn[..., -1] = 0.2
    drawn[0, 0, -1] = largest
    return BatchSigns({"sigmoid": on_digits}, {"sigmoid": drawn})


def test_a_batch_is_judged_at_the_largest_size_in_every_setting():
    assert made_up_signs(0.4).verdict is Verdict.HOLDS
    assert made_up_signs(0.5).verdict is Verdict.HOLDS_UNDER_CONDITIONS
    ones = {"sigmoid": np.ones((3, 2, 4, 2))}, {"sigmoid": np.ones((3, 3, 4))}
    assert BatchSigns(*ones).verdict is Verdict.CONTRADICTED


def test_a_batch_says_how_many_settings_it_softens():
    result = made_up_signs(0.6)
    assert (result.softened, result.n_settings) == (14, 15)
    assert result.measured == (
        "softened in 14 of 15 settings; on digits at batch 256 the share is sigmoid 0.2–0.2"
    )
    assert result.spread == "standard deviation up to 0.0 over 2 seeds"


def test_batches_soften_in_some_settings_only(monkeypatch):
    monkeypatch.setattr(signs, "FAN_INS", (5, 20))
    monkeypatch.setattr(signs, "EPOCHS", (0, 1))
    result = batch_signs(n_seeds=2, n_units=40)
    assert result.verdict is Verdict.HOLDS_UNDER_CONDITIONS
    assert result.on_digits["ReLU"].shape == (2, 2, 4, 2)
    for shares in (*result.drawn.values(), *(each[..., 0] for each in result.on_digits.values())):
        assert (shares[..., 0] == 1).all()  # one example at a time


# C52: the duel


def made_up_duel(*ratios):
    tasks = [f"task {k}" for k in range(len(ratios))]
    ones = {task: np.ones(3) for task in tasks}
    return SigmoidOrTanh(
        {task: np.full(3, ratio) for task, ratio in zip(tasks, ratios, strict=True)}, ones
    )


@pytest.mark.parametrize(
    ("ratios", "verdict"),
    [
        ((1.2, 3.0), Verdict.HOLDS),
        ((1.2, 1.05), Verdict.HOLDS_UNDER_CONDITIONS),
        ((1.2, 1.5, 0.8), Verdict.HOLDS_UNDER_CONDITIONS),
        ((1.2, 0.8), Verdict.CONTRADICTED),
        ((1.0, 1.05), Verdict.CONTRADICTED),
        ((0.5, 0.95), Verdict.CONTRADICTED),
    ],
)
def test_the_duel_is_decided_task_by_task(ratios, verdict):
    assert made_up_duel(*ratios).verdict is verdict


def test_the_duel_says_whose_the_tasks_are():
    result = made_up_duel(1.2, 0.8, 1.05, 4.0)
    assert result.tasks_of("tanh") == ["task 0", "task 3"]
    assert result.tasks_of("sigmoid") == ["task 1"] and result.tasks_of("open") == ["task 2"]
    assert result.measured == (
        "of 4 tasks 2 are tanh's, 1 the sigmoid's, 1 open; ratios of test losses from 0.8 to 4"
    )
    assert "3 paired seeds" in result.spread


def test_the_duel_runs_on_every_task_and_an_executor_changes_nothing(monkeypatch):
    monkeypatch.setattr(duel, "TASKS", ("moons", "spirals, 2 hidden layers"))
    here = sigmoid_or_tanh(n_seeds=2, epochs=5)
    with ThreadPoolExecutor(2) as executor:
        there = sigmoid_or_tanh(n_seeds=2, epochs=5, executor=executor)
    for task in here.ratios:
        np.testing.assert_array_equal(here.ratios[task], there.ratios[task])
    assert set(here.ratios) == {"moons", "spirals, 2 hidden layers"}


@pytest.mark.parametrize("task", duel.HIDDEN)
def test_each_task_has_classes_to_tell_apart(task):
    data = duel._data(task)
    assert np.bincount(data.y).min() > 0.05 * data.y.size / data.n_classes
    assert (len(data.X) == 64) == task.startswith("digits")


def test_the_test_set_of_the_duel_is_neither_trained_on_nor_tuned_with(monkeypatch):
    given = []
    best = contenders.at_its_best

    def noting(sizes, training, validation, **options):
        given.append((training, validation))
        return best(sizes, training, validation, **options)

    tested = []

    def noting_loss(scores, y):
        tested.append(y.size)
        return cross_entropy(scores, y)

    monkeypatch.setattr(duel, "at_its_best", noting)
    monkeypatch.setattr(duel, "cross_entropy", noting_loss)
    duel._test_losses(tanh, "moons", n_seeds=2, epochs=1)
    ((training, validation),) = given
    assert (training.y.size, validation.y.size, tested) == (200, 100, [100])


# all of them


def test_there_is_a_full_size_run_for_each_empirical_claim():
    assert set(FULL_SIZE) == {"C44", "C45", "C48", "C49", "C50", "C52"}
    assert FULL_SIZE["C45"] is FULL_SIZE["C50"]


def test_the_sweep_starts_saturated_as_it_says(swept):
    network = Network([64, 50, 50, 50, 10], activation=sigmoid, seed=0,
                      initialisation=lambda n_in, n_out: 3.0)  # fmt: skip
    shares = saturated_units(network, task_data("digits")[0].X)
    expected = np.mean([share.mean() for share in shares])
    assert swept.saturated["digits", "sigmoid", 3.0][0] == pytest.approx(expected, abs=1e-6)
