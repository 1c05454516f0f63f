"""Bumps and squares (C96, C98), compactness (C100), depth (C101 to C103)."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuronlib import Network, relu, tanh
from neuronlib.datasets import Dataset
from neuronlib.experiments import Verdict
from neuronlib.experiments.full_size import settings_of
from neuronlib.experiments.representational_power import (
    FULL_SIZE,
    Bumps,
    Compactness,
    Depths,
    compactness,
    contest,
    depth,
    depths,
    errors_by_number,
    errors_by_width,
    hidden_outputs,
    least_error_of_two_layers,
    sawtooth,
    sawtooth_network,
    square,
    sum_of_ridges,
    width_for,
)
from neuronlib.experiments.representational_power.contest import (
    fit_bumps,
    nearest,
    network_sizes,
    smooth_function,
)
from neuronlib.experiments.representational_power.depth import LAYERS

# Bumps


def by_hand(bumps, x, *, half_open):
    """Return the height of the bump that a point lies in, bump by bump."""
    for (a, b), height in zip(pairwise(bumps.edges), bumps.heights, strict=True):
        if a < x < b or (half_open and a == x):
            return height
    return 0.0


SOME = Bumps([-1.0, 0.0, 0.5, 2.0], [3.0, -1.0, 4.0])
PLACES = np.array([-1.5, -1.0, -0.2, 0.0, 0.3, 0.5, 1.9, 2.0, 7.0])


@pytest.mark.parametrize("kind", ["half_open", "open"])
def test_a_sum_of_bumps_is_the_height_of_the_bump_that_owns_the_point(kind):
    expected = [by_hand(SOME, x, half_open=kind == "half_open") for x in PLACES]
    assert getattr(SOME, kind)(PLACES).tolist() == expected


def test_bumps_of_a_function_have_its_heights_in_their_middles():
    bumps = Bumps.of(np.exp, 0.0, 3.0, 3)
    assert bumps.edges.tolist() == [0, 1, 2, 3]
    np.testing.assert_allclose(bumps.heights, np.exp([0.5, 1.5, 2.5]))


def test_points_hold_every_edge_and_what_comes_just_before_the_next():
    points = SOME.points(per_bump=5)
    assert points.shape == (15,) and (np.diff(points) > 0).all()
    for a, b in pairwise(SOME.edges):
        assert a in points and np.nextafter(b, -np.inf) in points and SOME.edges[-1] not in points


@pytest.mark.parametrize(
    ("edges", "heights", "message"),
    [
        ([0.0, 1.0, 1.0], [1.0, 2.0], "edges: got .* expected two or more increasing numbers"),
        ([0.0], [], "edges: got .* expected two or more increasing numbers"),
        ([0.0, 1.0, 2.0], [1.0], r"heights: got shape \(1,\), expected \(2,\)"),
        ([0.0, np.nan], [1.0], "edges: got nan"),
    ],
)
def test_bumps_without_order_or_with_missing_heights_are_refused(edges, heights, message):
    with pytest.raises(ValueError, match=message):
        Bumps(edges, heights)


@pytest.mark.parametrize("n_bumps", [0, -3])
def test_there_is_at_least_one_bump(n_bumps):
    with pytest.raises(ValueError, match="n_bumps"):
        Bumps.of(np.sin, 0, 1, n_bumps)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.floats(0.2, 5))
def test_half_open_bumps_err_by_half_a_width_where_the_slope_is_one_at_most(n_bumps, length):
    bumps = Bumps.of(np.sin, -length, length, n_bumps)
    x = bumps.points()
    assert np.abs(bumps.half_open(x) - np.sin(x)).max() <= length / n_bumps + 1e-12


def test_the_network_is_the_bumps_away_from_the_joins_and_between_their_heights_on_them():
    network = SOME.network(1e4)
    away = np.array([-2.0, -0.5, 0.25, 1.0, 3.0])
    np.testing.assert_allclose(network.forward(away[None])[0], SOME.half_open(away), atol=1e-9)
    on_edges = network.forward(SOME.edges[None])[0]
    np.testing.assert_allclose(on_edges, [1.5, 1.0, 1.5, 2.0], atol=1e-9)
    assert network.sizes == (1, 4, 1) and network.parameters.dtype == np.float64


def test_ridges_in_several_directions_are_added():
    first, second = Bumps.of(np.sin, -4, 4, 50), Bumps.of(np.cos, -4, 4, 60)
    directions = np.array([[1.0, -0.5, 0.2], [0.3, 0.3, 2.0]])
    network = sum_of_ridges([(directions[0], first), (directions[1], second)], steepness=40)
    X = np.random.default_rng(0).uniform(-1, 1, (3, 200))
    expected = sum(
        bumps.network(40).forward(direction[None] @ X)
        for direction, bumps in zip(directions, (first, second), strict=True)
    )
    np.testing.assert_allclose(network.forward(X), expected, atol=1e-9)
    assert network.sizes == (3, 51 + 61, 1)


@pytest.mark.parametrize("steepness", [0, -1.0])
def test_steepness_is_positive(steepness):
    with pytest.raises(ValueError, match="steepness"):
        SOME.network(steepness)


def test_half_open_bumps_come_close_to_the_sine_and_open_ones_do_not():
    numbers = [8, 40, 200]
    errors = errors_by_number(numbers)
    np.testing.assert_allclose(errors["half-open"], np.sin(np.pi / np.array(numbers)), rtol=1e-9)
    np.testing.assert_allclose(errors["open"], 1, rtol=1e-9)
    for falling in ("open, root mean square", "steep sigmoids"):
        assert (errors[falling] * numbers < np.pi).all()


# What squares lack


def test_any_number_of_squares_spans_three_functions_and_other_activations_more():
    x = np.linspace(-3, 3, 500)
    assert np.linalg.matrix_rank(hidden_outputs(square, 200, x, seed=1)) == 3
    assert np.linalg.matrix_rank(hidden_outputs(relu, 50, x, seed=1)) > 40


def test_the_hidden_neurons_turn_within_the_period():
    x = np.linspace(-np.pi, np.pi, 2001)
    outputs = hidden_outputs(tanh, 30, x, seed=2)
    assert (np.sign(outputs[:-1, 0]) == -np.sign(outputs[:-1, -1])).all()
    assert (outputs[-1] == 1).all()


def test_the_square_has_its_derivative():
    z = np.linspace(-2, 2, 9)
    step = 1e-6
    np.testing.assert_allclose(
        square.derivative(z), (square(z + step) - square(z - step)) / (2 * step), atol=1e-8
    )


def test_squares_stay_above_the_bound_of_the_chapter_and_the_others_come_close():
    ends = np.sin(np.linspace(-np.pi, np.pi, 4))
    bound = abs(np.diff(ends, 3)[0]) / 8
    errors = errors_by_width([3, 60], n_seeds=3, n_points=301)
    assert list(errors) == ["square", "ReLU", "tanh"]
    assert errors["square"].shape == (2, 3) and errors["square"].min() > bound > 0.6
    # the best polynomial of degree two by least squares, found without a network
    x = np.linspace(-np.pi, np.pi, 301)
    residual = np.abs(np.polyval(np.polyfit(x, np.sin(x), 2), x) - np.sin(x)).max()
    np.testing.assert_allclose(errors["square"], residual, rtol=1e-6)
    assert np.median(errors["ReLU"][1]) < 0.1 and np.median(errors["tanh"][1]) < 1e-3


# The contenders


def test_a_box_says_the_mean_of_its_targets_and_an_empty_one_that_of_all():
    X = np.array([[0.0, 0.1, 0.9, 1.0], [0.0, 0.1, 0.9, 1.0]])
    predict = fit_bumps(Dataset(X, np.array([[1.0, 3.0, 5.0, 9.0]])), 2)
    points = np.array([[0.2, 0.8, 0.2, -5.0], [0.2, 0.8, 0.8, 9.0]])
    assert predict(points).tolist() == [[2.0, 7.0, 4.5, 4.5]]


def test_a_box_says_the_most_frequent_label():
    X = np.array([[0.0, 1.0, 2.0, 7.0, 8.0, 9.0, 9.5, 20.0]])
    predict = fit_bumps(Dataset(X, np.array([2, 2, 0, 1, 1, 1, 0, 1])), 4)
    assert predict(np.array([[0.5, 6.0, 19.0, 12.0]])).tolist() == [2, 1, 1, 1]


def test_the_nearest_is_found_as_by_brute_force():
    generator = np.random.default_rng(0)
    stored = Dataset(generator.standard_normal((3, 20)), generator.standard_normal((2, 20)))
    X = generator.standard_normal((3, 50))
    expected = [
        stored.y[:, np.linalg.norm(stored.X - X[:, [i]], axis=0).argmin()] for i in range(50)
    ]
    np.testing.assert_array_equal(nearest(stored)(X), np.transpose(expected))


@pytest.mark.parametrize(("n_in", "n_out"), [(1, 1), (2, 1), (5, 1), (1, 10), (2, 10), (5, 10)])
def test_no_network_has_more_numbers_than_allowed_and_one_neuron_more_would(n_in, n_out):
    sizes = network_sizes(n_in, n_out)
    assert Network(sizes).n_parameters <= contest.N_NUMBERS
    assert Network([n_in, sizes[1] + 1, n_out]).n_parameters > contest.N_NUMBERS


def test_a_smooth_function_has_unit_size_and_another_for_each_seed():
    X = np.random.default_rng(0).uniform(-1, 1, (2, 400))
    drawn = np.array([smooth_function(2, seed)(X) for seed in range(40)])
    assert 0.8 < np.sqrt((drawn**2).mean()) < 1.2
    assert abs(np.corrcoef(drawn[0], drawn[1])[0, 1]) < 0.999
    np.testing.assert_array_equal(drawn[3], smooth_function(2, 3)(X))


def test_the_digits_inputs_are_their_principal_components():
    decomposition = pytest.importorskip("sklearn.decomposition")
    images = contest.datasets.digits().split(500 / 1797, seed=4)[0].X.astype(np.float64)
    training, validation, test = contest.TASKS["digits"](3, 4)
    components = decomposition.PCA(3, svd_solver="full").fit_transform(images.T).T
    components /= components[0].std()
    signs = np.sign((components * training.X).sum(axis=1, keepdims=True))
    np.testing.assert_allclose(training.X, signs * components, atol=1e-4)
    assert [part.X.shape for part in (training, validation, test)] == [(3, 500)] * 2 + [(3, 797)]


def test_the_smooth_task_has_noise_on_what_is_learned_and_none_on_the_test():
    training, validation, test = contest.TASKS["smooth functions"](2, 7)
    function = smooth_function(2, 7)
    for part, noise in ((training, 0.1), (validation, 0.1), (test, 0.0)):
        assert np.std(part.y - function(part.X)) == pytest.approx(noise, abs=0.012)


def test_a_handful_is_what_may_be_stored_and_each_is_another():
    data = Dataset(np.random.default_rng(0).standard_normal((5, 500)), np.ones((1, 500)))
    handfuls = contest._handfuls(data, seed=0)
    assert [one.X.shape for one in handfuls] == [(5, 40)] * 4  # 40 · (5 + 1) ≤ 243
    assert len({one.X[0, 0] for one in handfuls}) > 1


# C100


def contested(network, bumps, stored, tasks=("a", "b")):
    """Return evidence of two settings for each task, in both of which the errors are the same."""
    errors = {
        "network": np.full((2, 3), network),
        "bumps": np.full((2, 3), bumps),
        "nearest example": np.full((2, 3), stored),
    }
    return Compactness((1, 5), {task: dict(errors) for task in tasks})


def test_c100_holds_if_the_network_is_a_tenth_below_both_everywhere():
    assert contested(0.9, 1.0, 2.0).verdict is Verdict.HOLDS
    assert contested(0.9, 2.0, 1.0).verdict is Verdict.HOLDS


@pytest.mark.parametrize("rivals", [(1.0, 2.0), (2.0, 1.0), (0.1, 0.1)])
def test_c100_is_contradicted_if_it_is_nowhere(rivals):
    assert contested(0.91, *rivals).verdict is Verdict.CONTRADICTED


def test_c100_holds_under_conditions_if_it_is_somewhere():
    result = contested(0.5, 1.0, 1.0)
    result.errors["a"]["bumps"] = np.array([[0.4] * 3, [1.0] * 3])
    assert result.verdict is Verdict.HOLDS_UNDER_CONDITIONS
    assert result.better.tolist() == [[False, True], [True, True]]
    assert result.measured == (
        "the network does better in 3 of 4 settings; the better rival errs up to 2.0 times as much"
    )
    assert result.spread == (
        "better rival over network: a 0.8, 2.0; b 2.0, 2.0, for 1, 5 inputs; medians over 3 seeds"
    )


def test_c100_goes_by_the_median_over_the_seeds():
    result = contested(0.5, 1.0, 1.0, tasks=("a",))
    result.errors["a"]["network"] = np.array([[0.5, 0.5, 99.0], [0.5, 0.5, 99.0]])
    assert result.verdict is Verdict.HOLDS


@pytest.fixture(scope="module")
def small_contest():
    return compactness(n_seeds=2, n_inputs=(1, 5), epochs=25)


def test_each_error_stands_in_its_place(small_contest):
    assert small_contest.n_inputs == (1, 5)
    assert list(small_contest.errors) == ["smooth functions", "digits"]
    again = contest._errors("digits", 5, seed=1, epochs=25)
    of = small_contest.errors["digits"]
    assert [of[name][1, 1] for name in ("network", "bumps", "nearest example")] == again


def test_with_five_inputs_the_network_is_best_and_digits_become_easier(small_contest):
    for errors in small_contest.errors.values():
        assert errors["network"][1].max() < errors["bumps"][1].min()
        assert errors["network"][1].max() < errors["nearest example"][1].min()
    assert (np.diff([e.mean(1) for e in small_contest.errors["digits"].values()]) < 0).all()


def test_an_executor_changes_nothing(small_contest):
    with ThreadPoolExecutor(2) as executor:
        other = compactness(n_seeds=1, n_inputs=(5,), epochs=25, executor=executor)
    for task, errors in other.errors.items():
        for name, values in errors.items():
            assert values[0, 0] == small_contest.errors[task][name][1, 0]


# The sawtooth


def test_a_sawtooth_goes_up_and_down_between_its_teeth():
    x = np.arange(17) / 16
    for n_folds in (1, 2, 3, 4):
        corners = np.arange(2**n_folds + 1) / 2**n_folds
        expected = np.interp(x, corners, np.arange(corners.size) % 2)
        np.testing.assert_array_equal(sawtooth(x, n_folds), expected)


@pytest.mark.parametrize("n_folds", [1, 2, 5, 9])
def test_the_network_is_the_sawtooth_with_six_parameters_a_fold(n_folds):
    network = sawtooth_network(n_folds)
    x = np.linspace(0, 1, 3001)
    np.testing.assert_allclose(network.forward(x[None])[0], sawtooth(x, n_folds), atol=1e-10)
    assert network.n_parameters == 6 * n_folds + 1


def test_no_drawn_network_of_two_layers_beats_the_bound():
    n_folds, n_neurons = 4, 2
    x = (np.arange(4096) + 0.5) / 4096
    wanted = sawtooth(x, n_folds) > 0.5
    networks = Network.stack([1, n_neurons, 1], seeds=range(300), dtype=np.float64)
    networks.parameters[...] = np.random.default_rng(0).standard_normal(networks.parameters.shape)
    errors = ((networks.forward(x[None])[:, 0] > 0.5) != wanted).mean(axis=1)
    bound = least_error_of_two_layers(n_folds, n_neurons)
    assert bound == 0.25 and errors.min() >= bound


def test_with_enough_neurons_the_bound_is_zero_and_so_is_an_error():
    assert least_error_of_two_layers(3, 7) == 0
    network = Network([1, 8, 1], dtype=np.float64)  # through the corners, slope by slope
    network.layers[0].weights[...] = 1
    network.layers[0].biases[...] = -np.arange(8)[:, None] / 8
    network.layers[1].weights[...] = 16 * (-1.0) ** np.arange(8)
    network.layers[1].weights[0, 0] = 8
    x = (np.arange(512) + 0.5) / 512
    assert ((network.forward(x[None])[0] > 0.5) == (sawtooth(x, 3) > 0.5)).all()


# Depth


@pytest.mark.parametrize(("n_in", "n_out"), [(2, 3), (1, 1), (64, 10)])
@pytest.mark.parametrize("n_layers", LAYERS)
def test_the_width_is_the_one_that_comes_nearest(n_in, n_out, n_layers):
    width = width_for(n_in, n_out, n_layers, 1000)
    missed = [
        abs(Network([n_in, *[w] * (n_layers - 1), n_out]).n_parameters - 1000)
        for w in (width - 1, width, width + 1)
    ]
    assert missed[1] == min(missed) and missed[1] <= 60


def test_one_layer_has_no_width_to_choose():
    with pytest.raises(ValueError, match="n_layers: got 1, expected 2 or more"):
        width_for(2, 3, 1, 1000)


def learned(**means):
    """Return depths whose errors have these means, the same for ten seeds but for a little."""
    wobble = np.linspace(-1e-3, 1e-3, 10)
    return Depths(
        LAYERS,
        {task: np.array(of)[:, None] + wobble for task, of in means.items()},
        dict.fromkeys(means, (1000,) * 5),
    )


LEVEL = [0.2] * 5
FALLING = [0.3, 0.1, 0.09, 0.09, 0.09]
RISING = [0.1, 0.2, 0.3, 0.4, 0.5]
STEEP = [0.4, 0.39, 0.1, 0.1, 0.1]


def test_c102_holds_if_three_are_better_on_half_of_the_tasks_and_two_on_none():
    assert learned(a=FALLING, b=LEVEL).for_c102().verdict is Verdict.HOLDS
    assert learned(a=FALLING, b=FALLING).for_c102().verdict is Verdict.HOLDS


def test_c102_holds_under_conditions_if_two_are_better_somewhere_or_three_seldom():
    for result in (learned(a=FALLING, b=RISING), learned(a=FALLING, b=LEVEL, c=LEVEL)):
        assert result.for_c102().verdict is Verdict.HOLDS_UNDER_CONDITIONS


def test_c102_is_not_seen_if_neither_gains_and_contradicted_if_two_layers_alone_do():
    assert learned(a=LEVEL, b=LEVEL).for_c102().verdict is Verdict.NOT_SEEN
    assert learned(a=LEVEL, b=RISING).for_c102().verdict is Verdict.CONTRADICTED
    assert learned(a=RISING, b=RISING).for_c102().verdict is Verdict.CONTRADICTED


def test_a_lower_mean_is_not_enough_if_few_seeds_are_lower():
    result = learned(a=LEVEL)
    result.errors["a"][1] -= np.array([0.19] * 6 + [-0.02] * 4)
    assert result.for_c102().verdict is Verdict.NOT_SEEN
    result.errors["a"][1, 6] -= 0.03  # seven of ten
    assert result.for_c102().verdict is Verdict.HOLDS


def test_of_equal_errors_half_count():
    result = learned(a=LEVEL)
    result.errors["a"][1, :3] -= 0.15  # three lower, seven equal: 6.5 of ten
    assert result.for_c102().verdict is Verdict.NOT_SEEN
    result.errors["a"][1, 3] -= 0.15
    assert result.for_c102().verdict is Verdict.HOLDS


def test_c102_says_on_which_tasks_which_is_better():
    result = learned(a=FALLING, b=RISING, c=LEVEL).for_c102()
    assert result.measured == "three layers are better on 1 of 3 tasks (a), two on 1 (b)"
    assert result.spread == "mean error of three over two: a 0.3, b 2.0, c 1.0; 10 seeds each"
    assert "(none)" in learned(a=LEVEL).for_c102().measured


def test_c103_holds_if_a_tenth_of_the_pairs_or_fewer_gain_a_third():
    assert learned(a=FALLING, b=LEVEL).for_c103().verdict is Verdict.HOLDS
    rarely = learned(a=STEEP, **dict.fromkeys("bcdefghij", LEVEL)).for_c103()
    assert len(rarely.gains) == 3 and rarely.verdict is Verdict.HOLDS


def test_c103_holds_under_conditions_with_more_and_is_contradicted_if_they_are_on_every_task():
    half = learned(a=STEEP, b=LEVEL).for_c103()
    assert half.verdict is Verdict.HOLDS_UNDER_CONDITIONS
    assert half.measured == "four to six layers help much in 3 of 6 pairs of task and depth (a)"
    assert "of three: a 0.3, b 1.0; 10 seeds each" in half.spread
    assert learned(a=STEEP).for_c103().verdict is Verdict.CONTRADICTED


def test_c101_holds_if_depth_helps_and_two_layers_could_do_the_same():
    result = learned(a=FALLING, b=RISING)
    assert result.for_c101(n_folds=2).least_error == 0
    assert result.for_c101(n_folds=2).verdict is Verdict.HOLDS


def test_c101_holds_under_conditions_if_two_layers_could_not():
    result = learned(a=FALLING, b=RISING).for_c101()
    assert result.verdict is Verdict.HOLDS_UNDER_CONDITIONS
    assert (result.error_of_deep, result.n_parameters, result.n_folds) == (0.0, (61, 61), 10)
    assert result.least_error == pytest.approx(0.5 - 22 / 1024)
    assert result.tasks_gained == ["a"]
    assert result.measured.startswith("deeper is better on 1 of 2 tasks; a sawtooth of 1024 pieces")
    assert "two layers: a 0.3, b 2.0; 10 seeds each" in result.spread


def test_c101_is_not_seen_without_a_gain_and_contradicted_if_two_are_better_everywhere():
    assert learned(a=LEVEL, b=RISING).for_c101().verdict is Verdict.NOT_SEEN
    assert learned(a=RISING, b=RISING).for_c101().verdict is Verdict.CONTRADICTED


def test_each_rule_names_the_outcomes_it_can_have():
    result = learned(a=FALLING)
    for evidence in (result.for_c101(), result.for_c102(), result.for_c103()):
        for outcome in ("holds", "holds under conditions", "contradicted"):
            assert outcome in evidence.rule


def test_percent_is_the_mean_over_the_seeds():
    assert learned(a=FALLING).percent("a", 2) == 30 and learned(a=RISING).percent("a", 6) == 50


# Learning


@pytest.fixture(scope="module")
def few():
    return depths(n_draws=2, n_seeds=2, tasks=["three spirals", "digits"], epochs=6)


def test_errors_and_sizes_stand_by_task_and_depth(few):
    assert few.layers == LAYERS and list(few.errors) == ["three spirals", "digits"]
    assert few.errors["digits"].shape == (5, 4)
    assert few.n_parameters["three spirals"] == (999, 983, 963, 1023, 1053)
    errors, n_parameters = depth._learn("digits", 3, draw=1, n_seeds=2, epochs=6)
    assert few.errors["digits"][1, 2:].tolist() == errors.tolist() and n_parameters == 967


def test_digits_are_learned_in_two_layers(few):
    assert few.errors["digits"][0].max() < 0.2


def test_the_three_parts_of_a_task_share_no_example(monkeypatch):
    parts = []
    tuned = depth.tuned

    def noting(sizes, training, validation, **options):
        parts.extend([training.X, validation.X])
        return tuned(sizes, training, validation, **options)

    monkeypatch.setattr(depth, "tuned", noting)
    looked_at = []
    accuracy = Network.accuracy
    monkeypatch.setattr(
        Network, "accuracy", lambda self, X, y: looked_at.append(X) or accuracy(self, X, y)
    )
    depth._learn("tight spirals", 3, draw=0, n_seeds=1, epochs=1)
    sets = [{column.tobytes() for column in X.T} for X in (*parts, *looked_at)]
    assert len(sets) == 3 and sum(map(len, sets)) == len(set.union(*sets)) == depth.N_EXAMPLES


@pytest.mark.parametrize("task", list(depth.TASKS))
def test_every_task_has_examples_of_each_class(task):
    data = depth.TASKS[task](0)
    shares = np.bincount(data.y) / data.y.size
    assert shares.min() > 0.5 / data.n_classes
    assert data.n_classes == {"sawtooth": 2, "digits": 10}.get(task, 3)


def test_the_full_size_runs_have_more_seeds_and_share_their_networks():
    assert settings_of(FULL_SIZE["C100"]).startswith("compactness(n_seeds=100")
    others = [FULL_SIZE[claim] for claim in ("C101", "C102", "C103")]
    assert len(FULL_SIZE) == 4 and all(one is others[0] for one in others)
    assert settings_of(others[0]) == "depths_by_claim(n_draws=20, n_seeds=5)"


def test_the_shared_run_gives_evidence_on_each_of_its_claims(monkeypatch, few):
    monkeypatch.setattr(depth, "depths", lambda **settings: few)
    evidence = depth.depths_by_claim(n_draws=1, n_seeds=1)
    assert {claim: one.claim for claim, one in evidence.items()} == {
        claim: claim for claim in ("C101", "C102", "C103")
    }
