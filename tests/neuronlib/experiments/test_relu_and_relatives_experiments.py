"""ReLU and its relatives: each verdict follows its rule, and what is measured is right."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from neuronlib import Network, datasets, leaky_relu, maxout, relu, tanh
from neuronlib.diagnostics import dead_units
from neuronlib.experiments import Verdict
from neuronlib.experiments import relu_and_relatives as package
from neuronlib.experiments.relu_and_relatives.contests import (
    CONTENDERS,
    EQUAL,
    Contest,
    Leak,
    LearnedSlope,
    OldOnes,
    contest,
    contest_by_claim,
    sizes_for,
)
from neuronlib.experiments.relu_and_relatives.costs import Cost, cost
from neuronlib.experiments.relu_and_relatives.death import (
    Deaths,
    DeathSweep,
    FewDead,
    ManyDead,
    Pieces,
    death_sweep,
    silent_units,
)
from neuronlib.experiments.relu_and_relatives.killing import (
    OneStep,
    Step,
    one_step,
    step_of,
    two_classes,
)
from neuronlib.experiments.relu_and_relatives.racing import (
    CAP,
    Causes,
    Races,
    Runs,
    SpeedUp,
    clipped_relu,
    races,
    races_by_claim,
)
from neuronlib.experiments.relu_and_relatives.revival import PLACES, Lives, StaysDead, stays_dead
from neuronlib.experiments.relu_and_relatives.tasks import TASKS, examples, scaled
from neuronlib.gradient_check import gradient_check

# Tasks


@pytest.mark.parametrize("task", TASKS)
def test_a_task_has_three_parts_of_about_equal_size_and_all_classes(task):
    parts = examples(task, seed=1)
    sizes = [part.X.shape[1] for part in parts]
    assert max(sizes) - min(sizes) <= 2
    for part in parts:
        shares = np.bincount(part.y) / part.y.size
        assert shares.min() > 0.05 and shares.size == parts[0].n_classes


def test_a_seed_draws_other_examples_of_the_same_task():
    (first, _, _), (again, _, _), (other, _, _) = (
        examples("tanh teacher", seed=seed) for seed in (0, 0, 1)
    )
    np.testing.assert_array_equal(first.X, again.X)
    assert not np.array_equal(first.X, other.X)


def test_first_weights_are_scaled_by_their_gain():
    networks = [
        Network([50, 20, 2], seed=0, initialisation=scaled(gain)).layers[0].weights
        for gain in (1.0, 4.0)
    ]
    np.testing.assert_allclose(networks[1], 4 * networks[0], rtol=1e-6)
    assert networks[0].std() == pytest.approx(1 / np.sqrt(50), rel=0.1)


# C57 and C58: the races


def ratios(*values):
    return {f"race {k}": np.full(3, value) for k, value in enumerate(values)}


@pytest.mark.parametrize(
    ("to_tanh", "to_sigmoid", "verdict"),
    [
        ((2.0, 6.0), (2.1, 9.0), Verdict.HOLDS),
        ((1.9, 6.0), (2.1, 9.0), Verdict.HOLDS_UNDER_CONDITIONS),
        ((0.5, 0.6), (1.0, 2.0), Verdict.HOLDS_UNDER_CONDITIONS),
        ((0.5, 0.6), (1.0, 1.9), Verdict.CONTRADICTED),
    ],
)
def test_greatly_is_twice_as_fast_against_both_and_everywhere(to_tanh, to_sigmoid, verdict):
    result = SpeedUp({"tanh": ratios(*to_tanh), "sigmoid": ratios(*to_sigmoid)})
    assert result.verdict is verdict


def test_the_speed_up_says_where_relu_is_fast_and_where_slow():
    result = SpeedUp({"tanh": ratios(0.5, 2.0), "sigmoid": ratios(3.0, 6.2)})
    assert result.measured == (
        "ReLU is twice as fast or more: against tanh 1 of 2 (slower in 1), "
        "against sigmoid 2 of 2 (slower in 0)"
    )
    assert result.spread == "largest ratio of any race: tanh 2, sigmoid 6; 3 seeds in each"


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ([(1.2, 1.0)] * 4, Verdict.HOLDS),
        ([(1.2, 1.0)] * 3 + [(1.0, 1.1)], Verdict.HOLDS_UNDER_CONDITIONS),
        ([(1.2, 1.0)] + [(1.0, 1.0)] * 3, Verdict.HOLDS_UNDER_CONDITIONS),
        ([(1.1, 0.5)] * 4, Verdict.CONTRADICTED),
    ],
)
def test_a_cause_is_seen_where_its_change_costs_a_fifth_in_half_of_the_races(changes, verdict):
    assert Causes(*(ratios(*values) for values in changes)).verdict is verdict


def test_the_causes_are_counted_by_their_names():
    result = Causes(ratios(1.3, 5.0), ratios(1.0, 1.3), ratios(0.5, 1.0), ratios(1.0, 1.0))
    assert [*result.n_slower.values()] == [2, 1, 0, 0]
    assert result.measured.startswith("of 2 races 20 % longer: curved (softplus for ReLU) 2, sm")
    assert result.spread.startswith("largest ratio of any race: curved 5.0, smooth 1.3, bounded")


def test_ratios_are_paired_by_seed():
    def runs(*epochs):
        return Runs(1.0, 0.1, np.array(epochs), np.array([1.0]), np.array([[0.1, 0.2]]))

    result = Races({"digits": {"ReLU": runs(2.0, 8.0), "tanh": runs(4.0, 2.0)}})
    np.testing.assert_array_equal(result.ratios("tanh", "ReLU")["digits"], [2.0, 0.25])


def test_a_contender_that_has_arrived_leaves_the_convergence_plot():
    long = Runs(1.0, 0.1, np.array([2.0]), np.array([1.0, 2.0]), np.array([[0.4], [0.1]]))
    short = Runs(1.0, 0.1, np.array([1.0]), np.array([1.0]), np.array([[0.05]]))
    epochs, curves = Races({"one": {"a": short, "b": long}}).convergence("one", ["a", "b"])
    np.testing.assert_array_equal(epochs, [1.0, 2.0])
    np.testing.assert_array_equal(curves["a"], [0.05, np.nan])
    np.testing.assert_array_equal(curves["b"], [0.4, 0.1])


@pytest.fixture(scope="module")
def small_races():
    return races(
        n_seeds=3, names=["circles"], entrants=["ReLU", "tanh", "sigmoid"], gains=[1.0, 4.0],
        learning_rates=[0.001, 0.2],
    )  # fmt: skip


def test_the_tuning_finds_the_rate_that_reaches_the_target(small_races):
    for one in small_races.runs["circles"].values():
        assert one.learning_rate == 0.2
        assert (one.epochs < CAP).all()


def test_a_network_has_arrived_when_its_error_is_first_at_the_target(small_races):
    one = small_races.runs["circles"]["tanh"]
    for seed, epochs in enumerate(one.epochs):
        at_target = one.errors[:, seed] <= 0.05
        assert one.times[at_target.argmax()] == epochs


def test_the_sigmoid_wants_larger_first_weights_than_relu(small_races):
    assert small_races.runs["circles"]["sigmoid"].gain == 4.0


def test_who_never_arrives_counts_as_arriving_at_the_cap():
    slow = races(n_seeds=2, names=["circles"], entrants=["sigmoid"], learning_rates=[1e-6])
    np.testing.assert_array_equal(slow.runs["circles"]["sigmoid"].epochs, CAP)


def test_an_executor_changes_nothing(small_races):
    with ThreadPoolExecutor(2) as executor:
        again = races(
            n_seeds=3, names=["circles"], entrants=["ReLU"], gains=[1.0, 4.0],
            learning_rates=[0.001, 0.2], executor=executor,
        )  # fmt: skip
    np.testing.assert_array_equal(
        again.runs["circles"]["ReLU"].errors, small_races.runs["circles"]["ReLU"].errors
    )


def test_the_clipped_relu_is_bounded_and_has_the_slope_of_its_values():
    z = np.array([-2.0, -0.3, 0.2, 0.9, 1.5])
    np.testing.assert_array_equal(clipped_relu(z), [0, 0, 0.2, 0.9, 1])
    network = Network([3, 8, 2], activation=clipped_relu, seed=0, dtype=np.float64)
    X = np.random.default_rng(0).standard_normal((3, 20))

    def value_and_gradient(parameters):
        return network.with_parameters(parameters).loss_and_gradient(X, np.arange(20) % 2)

    assert gradient_check(value_and_gradient, network.parameters) < 1e-6


# C59: what it costs


def times(alone, whole):
    """Return made-up times: how many times ReLU's tanh takes, alone and in a pass."""
    per_element = {
        name: {"ReLU": 1e-9, "tanh": alone * 1e-9, "sigmoid": 10e-9} for name in ("f32", "f64")
    }
    passes = {
        name: {
            "ReLU": np.ones(2),
            "tanh": np.array([3.0, whole]),
            "sigmoid": np.array([9.0, whole]),
        }
        for name in ("f32", "f64")
    }
    return Cost(per_element, (16, 1024), passes, {})


@pytest.mark.parametrize(
    ("alone", "whole", "verdict"),
    [
        (5.0, 3.0, Verdict.HOLDS),
        (1.0, 3.0, Verdict.HOLDS_UNDER_CONDITIONS),
        (5.0, 1.1, Verdict.HOLDS_UNDER_CONDITIONS),
    ],
)
def test_relu_is_cheaper_if_it_takes_half_the_time_alone_and_in_a_pass(alone, whole, verdict):
    assert times(alone, whole).verdict is verdict


def test_it_is_contradicted_if_relu_is_never_cheaper_alone():
    per_element = {"f32": {"ReLU": 1.0, "tanh": 1.5, "sigmoid": 1.9}}
    assert replace(times(5.0, 3.0), per_element=per_element).verdict is Verdict.CONTRADICTED


def test_what_is_printed_of_times_follows_by_a_wide_margin():
    assert times(1.0, 1.3).measured == (
        "ReLU is cheaper than the sigmoid by itself in both types; a pass through layers of 1024 "
        "is not twice as long with either"
    )
    assert times(1.0, 4.0).measured.endswith("is twice as long with either")
    assert "figure" in times(1.0, 1.3).spread


def test_every_function_and_type_is_timed():
    result = cost(widths=[8, 16], n_rounds=2)
    for name in ("float32", "float64"):
        assert min(result.per_element[name].values()) > 0 and len(result.per_element[name]) == 7
        for activation in ("ReLU", "tanh", "sigmoid"):
            assert (result.passes[name][activation] > 0).all()
            assert (result.shares[name][activation] > 0).all()


# C60: one step


@pytest.mark.parametrize(
    ("z", "d", "least", "largest"),
    [
        ([1.0, 2.0, -1.0], [1.0, 0.5, 0.1], 4.0, np.inf),
        ([1.0, -2.0], [1.0, -0.5], 1.0, 4.0),
        ([1.0, -2.0], [1.0, -4.0], 1.0, 0.5),
        ([-1.0, -2.0], [1.0, 1.0], 0.0, np.inf),
        ([1.0, 0.5], [1.0, 0.0], 1.0, 0.0),
        ([1.0, -0.5], [1.0, 0.0], 1.0, np.inf),
    ],
)
def test_the_steps_that_kill_lie_between_two_sizes(z, d, least, largest):
    assert Step(np.array(z), np.array(d)).killing == (least, largest)


def test_between_the_two_sizes_and_only_there_nobody_is_above_zero():
    generator = np.random.default_rng(0)
    for _ in range(200):
        step = Step(generator.standard_normal(3), generator.standard_normal(3))
        least, largest = step.killing
        for size in generator.uniform(0, 5, 20):
            dead = (step.z - size * step.d <= 0).all()
            assert dead == (least <= size <= largest)


def test_the_step_is_that_of_the_gradient_by_finite_differences():
    data = datasets.moons(30)
    unit = Network([2, 1, 1], seed=4, dtype=np.float64)
    step = step_of(unit, data)
    value, h, slopes = unit.loss_and_gradient(data.X, data.y)[0], 1e-6, []
    for k in range(3):  # two weights and the bias of the hidden unit
        moved = unit.parameters.copy()
        moved[k] += h
        slopes.append(
            (unit.with_parameters(moved).loss_and_gradient(data.X, data.y)[0] - value) / h
        )
    np.testing.assert_allclose(step.d, slopes[:2] @ data.X + slopes[2], atol=1e-5)


def test_centred_digits_have_mean_zero_and_the_raw_ones_are_not_negative():
    np.testing.assert_allclose(two_classes("centred digits").X.mean(axis=1), 0, atol=1e-5)
    assert two_classes("digits").X.min() == 0


ALL, NONE = np.array([True, True]), np.array([False, False])
ONE = np.array([1.0, 1.0])


@pytest.mark.parametrize(
    ("largest", "alive", "dead", "verdict"),
    [
        ([np.inf, np.inf], ALL, ALL, Verdict.HOLDS),
        ([np.inf, 0.5], ALL, ALL, Verdict.HOLDS_UNDER_CONDITIONS),
        ([np.inf, 0.5], ALL, np.array([True, False]), Verdict.HOLDS_UNDER_CONDITIONS),
        ([np.inf, np.inf], ALL, np.array([True, False]), Verdict.CONTRADICTED),
        ([np.inf, np.inf], NONE, ALL, Verdict.CONTRADICTED),
        ([0.5, 0.5], ALL, ALL, Verdict.CONTRADICTED),
    ],
)
def test_one_step_kills_if_it_does_so_where_it_was_foretold(largest, alive, dead, verdict):
    result = OneStep({"a": ONE}, {"a": np.array(largest)}, {"a": alive}, {"a": dead})
    assert result.verdict is verdict


def test_units_die_where_it_was_foretold():
    result = one_step(n_seeds=60)
    assert result.as_foretold
    assert result.verdict is Verdict.HOLDS_UNDER_CONDITIONS
    assert "each at the foretold size" in result.measured and "digits" in result.spread


# C61: dead for ever?


def lives(second=0, momentum=0, first=0, gradient=0.0):
    revived = {"first layer": first, "second layer": second, "first layer, momentum": momentum}
    of = {place: Lives(100, revived.get(place, 0), gradient) for place in PLACES}
    return StaysDead({"digits": of, "spirals": of}, n_seeds=4)


@pytest.mark.parametrize(
    ("result", "verdict"),
    [
        (lives(), Verdict.HOLDS),
        (lives(second=1), Verdict.HOLDS_UNDER_CONDITIONS),
        (lives(momentum=1), Verdict.HOLDS_UNDER_CONDITIONS),
        (lives(first=1), Verdict.CONTRADICTED),
        (lives(gradient=1e-30), Verdict.CONTRADICTED),
    ],
)
def test_the_dead_stay_dead_if_nobody_comes_back_and_no_gradient_is_left(result, verdict):
    assert result.verdict is verdict


def test_shares_of_the_revived_are_told_coarsely():
    told = lives(second=90, momentum=20).measured
    assert "first layer none; second layer most; first layer, momentum 5 to 50 %" in told
    assert lives(first=1).measured.startswith("dead units that come back: first layer less than")
    assert lives().spread == "every unit of 4 networks on each of digits and spirals"


def test_units_come_back_above_the_first_layer_and_not_in_it():
    result = stays_dead(n_seeds=3, n_updates=60)
    first, second = result.total("first layer"), result.total("second layer")
    assert first.died > 0 and first.revived == 0 and first.largest_gradient == 0
    assert second.revived > second.died / 4 > 0


# C62, C63, C70: the sweep


def deaths(silent, accuracy, *, loss=None, diverged=None, test=None, rates=(1.0, 2.0, 4.0)):
    """Return made-up deaths: three rates, four networks alike."""

    def four(values):
        return np.repeat(np.array(values)[:, None], 4, axis=1)

    return Deaths(
        rates,
        four(silent),
        np.zeros((3, 4), dtype=int),
        four(accuracy),
        four(accuracy if test is None else test),
        four([0.1, 0.2, 0.3] if loss is None else loss),
        four([False] * 3 if diverged is None else diverged),
    )


MANY = deaths([0.0, 0.5, 1.0], [0.99, 0.95, 0.3])
LOST = deaths([0.0, 0.1, 1.0], [0.99, 0.95, 0.3])


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (MANY, MANY, Verdict.HOLDS),
        (MANY, LOST, Verdict.HOLDS_UNDER_CONDITIONS),
        (LOST, LOST, Verdict.NOT_SEEN),
    ],
)
def test_many_are_dead_if_networks_that_have_learned_lost_two_in_five(first, second, verdict):
    assert ManyDead({"a": first, "b": second}).verdict is verdict


def test_a_quarter_of_the_networks_is_enough_and_less_is_not():
    silent = np.zeros((3, 4))
    silent[1, 0] = 0.4
    assert ManyDead({"a": replace(MANY, silent=silent)}).rates("a") == [2.0]
    silent[1, 0] = 0.39
    assert ManyDead({"a": replace(MANY, silent=silent)}).rates("a") == []


def test_it_is_told_on_which_data_many_are_dead():
    result = ManyDead({"a": MANY, "b": LOST})
    assert result.measured.endswith("a yes, b no")
    assert result.spread == "4 seeds at each of 3 and 3 rates"


@pytest.mark.parametrize(
    ("silent", "fewer"),
    [
        ([0.1, 0.2, 0.9], True),
        ([0.1, 0.19, 0.9], False),
        ([0.0, 0.0, 0.9], False),
        ([0.3, 0.1, 0.9], False),
    ],
)
def test_dead_units_are_rarer_if_every_higher_rate_has_twice_as_many(silent, fewer):
    result = FewDead({"a": deaths(silent, [1.0, 1.0, 1.0])})
    assert result.rarer("a") is fewer
    assert result.verdict is (Verdict.HOLDS if fewer else Verdict.CONTRADICTED)


def test_dead_units_are_rarer_under_conditions_if_on_one_of_the_data():
    result = FewDead({"a": MANY, "b": deaths([0.5, 0.5, 0.5], [1.0, 1.0, 1.0])})
    assert result.verdict is Verdict.HOLDS_UNDER_CONDITIONS


def test_the_proper_rate_has_the_smallest_validation_loss_and_shares_are_told_in_brackets():
    result = FewDead({"a": deaths([0.0, 0.04, 0.8], [1.0, 1.0, 0.3], loss=[0.2, 0.1, 0.3])})
    assert result.relu["a"].proper == 1
    assert result.measured.endswith("a 0 to 5 % at 2, 75 to 100 % at 4")
    assert result.spread == "fewer at the proper rate: a 100 % of 4 pairs"


def test_a_proper_rate_at_the_end_of_the_grid_has_none_to_compare_with():
    assert not FewDead({"a": deaths([0, 0, 0], [1, 1, 1], loss=[3.0, 2.0, 1.0])}).rarer("a")


SOUND = deaths([0.0, 0.0, 0.0], [1.0, 1.0, 1.0])


@pytest.mark.parametrize(
    ("maxed", "verdict"),
    [
        (SOUND, Verdict.HOLDS),
        (replace(SOUND, silent=np.full((3, 4), 0.04)), Verdict.HOLDS),
        (deaths([0.0, 0.0, 0.06], [1.0] * 3), Verdict.HOLDS_UNDER_CONDITIONS),
        (deaths([0, 0, 0], [1, 1, 0.1], diverged=[0, 0, 1]), Verdict.HOLDS_UNDER_CONDITIONS),
        (deaths([0.06, 0.06, 0.06], [1.0] * 3), Verdict.CONTRADICTED),
        (deaths([0.0, 0.0, 0.0], [0.9] * 3), Verdict.CONTRADICTED),
    ],
)
def test_maxout_keeps_the_gains_if_it_is_sound_and_as_accurate_as_relu(maxed, verdict):
    assert Pieces({"a": SOUND}, {"a": maxed}).verdict is verdict


def test_divergence_that_relu_shares_is_not_held_against_maxout():
    both = deaths([0, 0, 0], [1, 1, 0.1], diverged=[False, False, True])
    result = Pieces({"a": both}, {"a": both})
    assert result.verdict is Verdict.HOLDS
    assert result.measured.endswith("a 2 of 3, at none") and result.spread.startswith("as accurate")


def test_the_rate_from_which_on_maxout_alone_diverges_is_told():
    alone = deaths([0, 0, 0.5], [1, 1, 0.1], diverged=[False, False, True])
    assert Pieces({"a": SOUND}, {"a": alone}).measured.endswith("a 2 of 3, from 4 on")


def test_a_network_that_diverged_counts_as_all_silent():
    assert deaths([0, 0, 0.5], [1, 1, 0.1], diverged=[0, 0, 1]).median_silent.tolist() == [0, 0, 1]


def test_silent_relus_are_the_dead_ones():
    network = Network.stack([2, 30, 3], seeds=range(4))
    network.layers[0].biases[...] = np.linspace(-3, 1, 30)[:, None]
    X = datasets.spirals(60).X
    silent = silent_units(network, X)
    np.testing.assert_array_equal(silent, dead_units(network, X)[0])
    assert 0 < silent.mean() < 1


def test_a_leaky_unit_can_be_silent_though_it_is_not_dead():
    network = Network([2, 2, 1], activation=leaky_relu)
    network.layers[0].biases[...] = [[-9.0], [9.0]]
    X = datasets.moons(20).X
    assert silent_units(network, X).tolist() == [True, False]
    assert not dead_units(network, X)[0].any()


def test_a_silent_piece_is_nobodys_largest():
    network = Network([2, 2, 1], activation=maxout())
    network.layers[0].biases[...] = [[9.0], [0.0], [-9.0], [0.0]]
    assert silent_units(network, datasets.moons(50).X).tolist() == [False, False, True, False]


@pytest.fixture(scope="module")
def small_sweep():
    return death_sweep(n_seeds=3, n_updates=60, kinds=["ReLU", "leaky ReLU", "maxout"])


def test_high_rates_kill_relus_and_they_do_not_come_back(small_sweep):
    for of in small_sweep.deaths.values():
        silent = of["ReLU"].silent
        assert silent[-1].mean() > 0.7 > 0.2 > silent[0].mean()
        assert of["ReLU"].revived.sum() == 0


def test_silent_leaky_units_come_back(small_sweep):
    assert small_sweep.deaths["three spirals"]["leaky ReLU"].revived.sum() > 0


def test_a_network_that_diverges_has_the_accuracy_of_chance_and_no_finite_loss(small_sweep):
    maxed = small_sweep.deaths["digits"]["maxout"]
    assert maxed.diverged.any() and not maxed.diverged.all()
    assert (maxed.accuracy[maxed.diverged] == 0.1).all()
    assert np.isinf(maxed.validation_loss[maxed.diverged]).all()
    assert np.isfinite(maxed.validation_loss[~maxed.diverged]).all()


def test_the_sweep_answers_three_claims(small_sweep):
    answers = [small_sweep.for_c62(), small_sweep.for_c63(), small_sweep.for_c70()]
    assert [answer.claim for answer in answers] == ["C62", "C63", "C70"]
    assert all("3 seeds" in one.spread or "3 pairs" in one.spread for one in answers)


# C65, C67, C74: the contest


def shares(*values):
    return np.array(values)


RUINED = deaths([0, 0, 1.0], [1.0, 1.0, 0.3])
RESCUED = deaths([0, 0, 0.5], [1.0, 1.0, 0.9])


@pytest.mark.parametrize(
    ("leaky", "better", "verdict"),
    [
        (RESCUED, (0.5, 0.9), Verdict.HOLDS),
        (RESCUED, (0.8, 0.9), Verdict.CONTRADICTED),
        (RUINED, (0.5, 0.9), Verdict.NOT_SEEN),
    ],
)
def test_the_leak_is_inconsistent_if_it_rescues_but_does_not_always_help(leaky, better, verdict):
    result = Leak({"a": RUINED}, {"a": leaky}, shares(*better), 10)
    assert result.verdict is verdict
    assert ("every task" in result.measured) is (verdict is Verdict.CONTRADICTED)
    assert result.spread == "4 pairs at the highest rate, 10 on each task"


@pytest.mark.parametrize(
    ("than_relu", "than_leaky", "verdict"),
    [
        ((0.5, 0.9), (0.9, 0.9), Verdict.HOLDS),
        ((0.9, 0.9, 0.5), (0.9, 0.75, 0.5), Verdict.CONTRADICTED),
        ((0.1, 0.2, 0.5), (0.25, 0.0, 0.5), Verdict.CONTRADICTED),
        ((0.1, 0.2), (0.5, 0.0), Verdict.HOLDS),
    ],
)
def test_the_benefit_is_unclear_unless_it_is_the_same_on_most_tasks(than_relu, than_leaky, verdict):
    result = LearnedSlope(shares(*than_relu), shares(*than_leaky), 10)
    assert result.verdict is verdict
    assert ("yes" in result.measured) is (verdict is Verdict.CONTRADICTED)
    assert result.spread == "10 pairs on each task"


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        (((0.8, 0.9), (0.8, 0.9), (0.8, 0.9)), Verdict.HOLDS),
        (((0.8, 0.9), (0.8, 0.5), (0.8, 0.9)), Verdict.HOLDS_UNDER_CONDITIONS),
        (((0.8, 0.9), (0.8, 0.9), (0.5, 0.5)), Verdict.CONTRADICTED),
        (((0.8, 0.9), (0.8, 0.2), (0.8, 0.5)), Verdict.HOLDS_UNDER_CONDITIONS),
        (((0.8, 0.9, 0.8), (0.8, 0.2, 0.2), (0.8, 0.9, 0.8)), Verdict.CONTRADICTED),
    ],
)
def test_the_old_ones_are_worse_if_they_are_on_every_task(values, verdict):
    assert OldOnes(*(shares(*value) for value in values), 10).verdict is verdict


def test_the_old_ones_are_told_in_words():
    result = OldOnes(shares(0.8, 0.9), shares(0.8, 0.1), shares(0.5, 0.5), 10)
    assert result.measured == (
        "consistently worse: sigmoid than ReLU on all, tanh than ReLU on some, "
        "tanh than maxout on none of 2 tasks"
    )
    assert result.spread == "tanh is consistently better than ReLU on some; 10 pairs on each"


def test_pairs_that_err_alike_count_by_half():
    result = Contest(
        {"a": {"ReLU": shares(0.1, 0.2, 0.3, 0.4), "tanh": shares(0.2, 0.2, 0.1, 0.5)}}
    )
    assert result.better("ReLU", "tanh").tolist() == [(2 + 0.5) / 4]
    assert result.medians("tanh").tolist() == [0.2] and result.n_pairs == 4


@pytest.fixture(scope="module")
def small_contest():
    return contest(n_splits=2, n_seeds=2, tasks=["moons"])


def test_every_contender_learns(small_contest):
    for name in CONTENDERS:
        errors = small_contest.errors["moons"][name]
        assert errors.shape == (4,) and np.median(errors) < 0.25


def test_the_contest_and_the_sweep_answer_three_claims(small_contest, small_sweep):
    answers = [
        small_contest.for_c65(small_sweep), small_contest.for_c67(), small_contest.for_c74()
    ]  # fmt: skip
    assert [answer.claim for answer in answers] == ["C65", "C67", "C74"]
    np.testing.assert_array_equal(
        answers[1].than_leaky, small_contest.better("PReLU", "leaky ReLU")
    )
    np.testing.assert_array_equal(answers[2].relu_than_tanh, small_contest.better("ReLU", "tanh"))


@pytest.mark.parametrize(("n_in", "n_classes"), [(64, 10), (2, 3), (8, 3)])
def test_equal_parameters_are_the_most_that_are_no_more_than_relus(n_in, n_classes):
    allowed = Network(sizes_for("ReLU", n_in, n_classes)).n_parameters
    sizes = sizes_for(EQUAL, n_in, n_classes)
    wider = [n_in, sizes[1] + 1, sizes[2] + 1, n_classes]
    counts = [Network(each, activation=maxout()).n_parameters for each in (sizes, wider)]
    assert counts[0] <= allowed < counts[1]


# Full size


def test_each_empirical_claim_has_a_full_size_run_and_families_share_one():
    table = package.FULL_SIZE
    assert [*table] == [f"C{n}" for n in (57, 58, 59, 60, 61, 62, 63, 65, 67, 70, 74)]
    assert table["C57"] is table["C58"] and table["C62"] is table["C74"]


def test_families_answer_by_claim(monkeypatch):
    # what they call is tried above
    module = "neuronlib.experiments.relu_and_relatives."
    won = Runs(1.0, 0.1, ONE, ONE, ONE[:, None])
    names = ("ReLU", "tanh", "sigmoid", "leaky ReLU", "softplus", "clipped ReLU", "hard tanh")
    given = Races({"digits": dict.fromkeys(names, won)})
    monkeypatch.setattr(module + "racing.races", lambda **settings: given)
    assert [*races_by_claim(n_seeds=1)] == ["C57", "C58"]
    kinds = dict.fromkeys(("ReLU", "leaky ReLU", "maxout"), MANY)
    errors = {"moons": dict.fromkeys(CONTENDERS, ONE)}
    monkeypatch.setattr(
        module + "contests.death_sweep", lambda **settings: DeathSweep({"a": kinds})
    )
    monkeypatch.setattr(module + "contests.contest", lambda **settings: Contest(errors))
    answers = contest_by_claim(n_splits=1, n_seeds=1, n_seeds_of_sweep=1, n_updates=1)
    assert {claim: answer.claim for claim, answer in answers.items()} == {
        claim: claim for claim in ("C62", "C63", "C65", "C67", "C70", "C74")
    }


def test_tanh_and_relu_differ_only_where_they_should():
    # a contender is its activation alone: the draws are shared
    networks = [Network([2, 5, 3], activation=one, seed=3).parameters for one in (relu, tanh)]
    np.testing.assert_array_equal(*networks)
