"""Capacity, noisy labels, minima, final losses, width: each rule can come out otherwise."""

import numpy as np
import pytest

from neuronlib import Network, datasets, relu, tanh, train
from neuronlib.diagnostics import hessian, linear_regions
from neuronlib.experiments import Verdict
from neuronlib.experiments import number_and_size as chapter
from neuronlib.experiments.full_size import sharing
from neuronlib.experiments.number_and_size import (
    capacity,
    final_loss,
    minima,
    noisy_labels,
    settling,
    teacher,
    width,
)
from neuronlib.experiments.number_and_size.capacity import Memorising
from neuronlib.experiments.number_and_size.final_loss import FinalLosses
from neuronlib.experiments.number_and_size.minima import (
    EndPoints,
    forty_examples,
    which_function,
)
from neuronlib.experiments.number_and_size.noisy_labels import NoisyFits, Overfitting
from neuronlib.experiments.number_and_size.rough_or_exact import (
    BroadStrokes,
    FitsEveryPoint,
    MoreComplicated,
    RegularisationNotSize,
    SmootherBoundary,
    won,
)
from neuronlib.experiments.number_and_size.teacher import HardToTrain
from neuronlib.experiments.number_and_size.width import ErrorBySize, LargerIsBetter, worsening

HOLDS, CONDITIONS = Verdict.HOLDS, Verdict.HOLDS_UNDER_CONDITIONS
NOT_SEEN, CONTRADICTED = Verdict.NOT_SEEN, Verdict.CONTRADICTED


def assert_told(evidence, claim):
    """Hold what is shown against the claim and the rule: every outcome it names is a verdict."""
    assert evidence.claim == claim and evidence.rule and evidence.measured and evidence.spread
    assert str(evidence.verdict) in evidence.rule


# Capacity (C107)


@pytest.mark.parametrize("n_units", [1, 2, 7, 15])
def test_lines_in_general_position_cut_the_plane_as_the_formula_says(n_units):
    network = capacity.lines_in_general_position(n_units)
    regions = linear_regions(network, (-n_units - 1, n_units + 1))
    assert len(regions) == 1 + n_units + n_units * (n_units - 1) // 2


@pytest.mark.parametrize("activation", [relu, tanh])
def test_idle_units_change_nothing_though_they_say_something(activation):
    small = Network([3, 4, 2], activation=activation, seed=1, dtype=np.float64)
    small.parameters += 0.1
    X = np.random.default_rng(0).standard_normal((3, 50))
    large = capacity.with_idle_units(small, 3, seed=2)
    assert large.sizes == (3, 7, 2)
    np.testing.assert_allclose(large.forward(X), small.forward(X), rtol=0, atol=1e-14)
    assert np.abs(large.trace(X)[0].activations[4:]).max() > 0.1
    assert large.activations == small.activations


RISING, FALLING = np.array([[0.5, 0.7, 0.9]] * 2), np.array([[0.9, 0.8, 0.7]] * 2)


def memorising(width_shares, depth_shares):
    return Memorising(
        (1, 3, 10), (1, 2, 3), 5,
        {"plane": width_shares, "digits": RISING}, {"plane": RISING, "digits": depth_shares},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("widths", "depths", "verdict"),
    [
        (RISING, RISING, HOLDS),
        (RISING, FALLING, CONDITIONS),
        (FALLING, RISING, CONDITIONS),
        (RISING, np.ones((2, 3)), CONDITIONS),
    ],
)
def test_capacity_grows_if_it_does_along_both_units_and_layers(widths, depths, verdict):
    assert memorising(widths, depths).verdict is verdict
    assert_told(memorising(widths, depths), "C107")


def test_capacity_that_grows_nowhere_is_contradicted():
    all_fall = {"plane": FALLING}
    assert Memorising((1, 2, 3), (1, 2, 3), 5, all_fall, all_fall).verdict is CONTRADICTED


def test_medians_and_the_widest_range_of_memorising_are_told():
    result = memorising(np.array([[0.5, 0.6, 1.0], [0.7, 0.8, 1.0]]), RISING)
    assert "1, 3, 10 units: 60 → 70 → 100 % (plane); 50 → 70 → 90 % (digits)" in result.measured
    assert result.spread == "at most 20 points apart over 2 draws of the labels"


def test_more_units_learn_more_random_labels_by_heart():
    result = capacity.memorising(n_draws=2, widths=(1, 10), depths=(1, 2), epochs=200)
    for shares in result.by_width.values():
        assert np.median(shares[:, 1]) > np.median(shares[:, 0]) + 0.1


def test_random_labels_do_not_depend_on_the_examples():
    first, second = capacity.random_labels("digits", 0), capacity.random_labels("digits", 1)
    assert 90 < first.y.sum() < 150 and (first.y != second.y).mean() > 0.3
    assert not np.array_equal(first.X, second.X)


# Noisy labels (C108–C113, C120)


def made_up_fits(training_error, test_error, objective, validation_loss, kind="plane"):
    """Return fits of 3 and 20 units with λ of 0 and 0.1 and two rates; axes (D, 2, 2, 2)."""
    shape = training_error.shape
    parameters = [
        np.arange(np.prod((*shape[:1], *shape[2:], n)), dtype=float).reshape(
            *shape[:1], *shape[2:], n
        )
        for n in (4 * 3 + 1, 4 * 20 + 1)
    ]
    return NoisyFits(
        kind, 80, (3, 20), (0.0, 0.1), training_error, test_error, objective, validation_loss,
        parameters,
    )  # fmt: skip


@pytest.fixture
def fits():
    generator = np.random.default_rng(0)
    return made_up_fits(*(generator.random((5, 2, 2, 2)) for _ in range(4)))


def test_each_way_of_choosing_looks_at_what_it_may_choose_from(fits):
    for d in range(5):
        for w in range(2):
            at_zero = [(fits.objective[d, w, 0, r], fits.test_error[d, w, 0, r]) for r in (0, 1)]
            assert fits.trained_furthest(fits.test_error)[d, w] == min(at_zero)[1]
            by_rate = [
                (fits.validation_loss[d, w, 0, r], fits.test_error[d, w, 0, r]) for r in (0, 1)
            ]
            assert fits.rate_tuned()[d, w] == min(by_rate)[1]
            everything = [
                (fits.validation_loss[d, w, k, r], fits.test_error[d, w, k, r])
                for k in (0, 1)
                for r in (0, 1)
            ]
            assert fits.l2_tuned()[d, w] == min(everything)[1]
        sizes = [
            (fits.validation_loss[d, w, 0, r], fits.test_error[d, w, 0, r])
            for w in (0, 1)
            for r in (0, 1)
        ]
        assert fits.size_tuned()[d] == min(sizes)[1]


def test_the_networks_are_those_that_trained_furthest(fits):
    stack = fits.networks(20, 0.1)
    for d in range(5):
        rate = int(fits.objective[d, 1, 1].argmin())
        np.testing.assert_array_equal(stack.parameters[d], fits.parameters[1][d, 1, rate])


def test_validation_and_training_labels_are_noisy_and_test_labels_clean():
    for kind, n_test in (("plane", 2000), ("digits", 1637)):
        training, validation, test = noisy_labels.noisy_draw(kind, 3)
        assert training.y.size == validation.y.size == 80 and test.y.size == n_test
        columns = [{column.tobytes() for column in part.X.T} for part in (training, validation)]
        assert not columns[0] & columns[1]
        assert not (columns[0] | columns[1]) & {column.tobytes() for column in test.X.T}
    digits = datasets.digits()
    columns = [column.tobytes() for column in digits.X.T]
    truth = dict(zip(columns, digits.y % 2, strict=True))
    wrong = [
        np.mean([truth[x.tobytes()] != label for x, label in zip(part.X.T, part.y, strict=True)])
        for part in (training, validation, test)
    ]
    assert wrong == [pytest.approx(10 / 80), pytest.approx(10 / 80), 0.0]


@pytest.fixture(scope="module")
def small_fits():
    return noisy_labels.noisy_fits(
        n_draws=2, widths=(3, 20), l2=(0.0, 0.001, 0.01, 0.1), epochs=300
    )


def test_stored_errors_are_those_of_the_stored_networks(small_fits):
    for width_, w in ((3, 0), (20, 1)):
        stack = small_fits.networks(width_)
        for d in range(2):
            draw = noisy_labels.noisy_draw("plane", d)
            error = 1 - stack.member(d).accuracy(draw.test.X, draw.test.y)
            furthest = small_fits.trained_furthest(small_fits.test_error)
            assert furthest[d, w] == pytest.approx(error, abs=1e-9)


def test_a_draw_does_not_depend_on_how_many_there_are(small_fits):
    one = noisy_labels.noisy_fits(n_draws=1, widths=(3, 20), l2=(0.0, 0.1), epochs=300)
    np.testing.assert_allclose(one.objective[0, :, 0], small_fits.objective[0, :, 0], rtol=1e-4)


def test_more_units_fit_noisy_labels_better_and_strong_l2_worse(small_fits):
    errors = small_fits.trained_furthest(small_fits.training_error)
    assert (errors[:, 1] < errors[:, 0]).all()
    assert small_fits.training_error[:, 1, 3].min() > errors[:, 1].max()


@pytest.mark.parametrize(
    ("regions", "lengths", "verdict"),
    [
        ([[3, 9]], [[1.0, 2.0]], HOLDS),
        ([[3, 9]], [[2.0, 1.0]], CONDITIONS),
        ([[9, 3]], [[1.0, 2.0]], CONDITIONS),
        ([[9, 3]], [[2.0, 1.0]], CONTRADICTED),
        ([[3, 3]], [[1.0, 1.0]], CONTRADICTED),
    ],
)
def test_functions_are_more_complicated_by_regions_and_by_boundary(regions, lengths, verdict):
    result = MoreComplicated((3, 20), np.array(regions), np.array(lengths))
    assert result.verdict is verdict
    assert_told(result, "C109")


def test_complication_is_measured_on_the_trained_networks(small_fits):
    result = chapter.more_complicated(small_fits)
    first = small_fits.networks(20).member(0)
    assert result.regions[0, 1] == len(linear_regions(first, chapter.LIMITS))
    assert result.regions.shape == result.lengths.shape == (2, 2)
    assert result.verdict is HOLDS


def fits_every_point(*shares):
    """Return evidence in which these shares of ten draws fit every point, with two islands."""
    errors = {40 * (k + 1): np.repeat([0.0, 0.1], [n, 10 - n]) for k, n in enumerate(shares)}
    return FitsEveryPoint(20, errors, {n: np.full((10, 2), [1, 2]) for n in errors})


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [((9, 6), HOLDS), ((9, 5), CONDITIONS), ((3, 0), CONDITIONS), ((2, 0), NOT_SEEN)],
)
def test_every_point_is_fitted_if_it_is_in_most_draws(shares, verdict):
    assert fits_every_point(*shares).verdict is verdict
    assert_told(fits_every_point(*shares), "C111")


def test_fitting_every_point_without_separate_regions_does_not_count():
    one_piece_each = FitsEveryPoint(20, {40: np.zeros(10)}, {40: np.ones((10, 2), dtype=int)})
    assert one_piece_each.verdict is NOT_SEEN


def test_the_largest_size_is_looked_at_for_each_number_of_points(small_fits):
    fewer = noisy_labels.noisy_fits(n_draws=2, n_examples=20, widths=(20,), l2=(0.0,), epochs=300)
    result = chapter.fits_every_point(fewer, small_fits)
    assert list(result.errors) == [20, 80] and result.pieces[20].shape == (2, 2)
    assert result.errors[20].max() <= result.errors[80].min()


def test_a_tie_is_half_a_win():
    assert won(np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 2.0, 2.0, 5.0])) == 0.625


def contest(kind, *n_wins):
    """Return a contest in which the first contender wins so many of nine draws, by setting."""
    settings = {
        f"setting {k}": np.array([[0.1, 0.2]] * n + [[0.3, 0.2]] * (9 - n))
        for k, n in enumerate(n_wins)
    }
    return kind(20, settings)


@pytest.mark.parametrize(
    ("kind", "claim"), [(BroadStrokes, "C112"), (RegularisationNotSize, "C113")]
)
@pytest.mark.parametrize(
    ("n_wins", "verdict"),
    [
        ((6, 9), HOLDS),
        ((6, 5), CONDITIONS),
        ((9, 0), CONDITIONS),
        ((5, 0), NOT_SEEN),
        ((4, 5), NOT_SEEN),
        ((3, 0), CONTRADICTED),
    ],
)
def test_a_contest_is_decided_by_two_thirds_of_the_draws(kind, claim, n_wins, verdict):
    assert contest(kind, *n_wins).verdict is verdict
    assert_told(contest(kind, *n_wins), claim)


def test_a_contest_tells_medians_wins_and_differences():
    result = contest(BroadStrokes, 6)
    assert result.percent("setting 0") == (10, 20)
    assert result.measured == "3 units against 20; setting 0: 10 % against 20 %, wins 67 %"
    assert result.spread == "second minus first, in points: −10 to +10 (setting 0, 9 draws)"


def test_broad_strokes_compares_three_units_with_most_in_both_settings(fits):
    result = chapter.broad_strokes(fits)
    furthest = fits.trained_furthest(fits.test_error)
    np.testing.assert_array_equal(result.errors["plane, to the end"], furthest)
    np.testing.assert_array_equal(result.errors["plane, tuned"], fits.rate_tuned())


def test_regularisation_is_compared_with_the_size_that_validation_chose(fits):
    result = chapter.regularisation_not_size(fits)
    np.testing.assert_array_equal(result.errors["plane"][:, 0], fits.l2_tuned()[:, 1])
    np.testing.assert_array_equal(result.errors["plane"][:, 1], fits.size_tuned())
    assert result.width == 20


@pytest.mark.parametrize(
    ("lengths", "verdict"),
    [([3.0, 2.0, 1.0], HOLDS), ([3.0, 2.0, 2.0], CONDITIONS), ([2.0, 3.0, 4.0], CONTRADICTED)],
)
def test_a_boundary_is_smoother_if_its_length_falls(lengths, verdict):
    ones = np.ones((1, 3))
    result = SmootherBoundary((0.001, 0.01, 0.1), np.array([lengths]), ones, ones)
    assert result.verdict is verdict
    assert_told(result, "C120")


def test_the_boundary_is_measured_for_three_strengths(small_fits):
    result = chapter.smoother_boundary(small_fits)
    assert result.l2 == (0.001, 0.01, 0.1)
    assert result.lengths.shape == result.pieces.shape == result.errors.shape == (2, 3)
    rate = small_fits.objective[1, 1, 3].argmin()
    assert result.errors[1, 2] == small_fits.test_error[1, 1, 3, rate]


def test_overfitting_is_seen_on_the_way():
    result = noisy_labels.overfitting(n_draws=3, epochs=1500)
    begin, end = result.updates[0], result.updates[-1]
    assert begin < result.turning_point < end == 1500
    training = [result.percent(result.training_error, u) for u in (result.turning_point, end)]
    test = [result.percent(result.test_error, u) for u in (result.turning_point, end)]
    assert training[1] < training[0] and test[1] > test[0]


def test_the_turning_point_has_the_smallest_median():
    errors = np.array([[0.5, 0.5, 0.1], [0.2, 0.3, 0.9], [0.4, 0.4, 0.0]])
    assert Overfitting(np.array([1, 5, 9]), errors, errors).turning_point == 5


# A teacher (C114)


def hard(*rows):
    learnt = {f"kind {k}": np.array([row]) for k, row in enumerate(rows)}
    return HardToTrain((3, 12), learnt, learnt, 10)


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        (([0.5, 1.0], [0.65, 0.9]), HOLDS),
        (([0.5, 1.0], [0.8, 1.0]), CONDITIONS),
        (([0.8, 1.0], [0.9, 0.9]), NOT_SEEN),
        (([1.0, 1.0], [0.9, 0.8]), CONTRADICTED),
    ],
)
def test_small_is_harder_if_fewer_of_its_starts_learn(rows, verdict):
    assert hard(*rows).verdict is verdict
    assert_told(hard(*rows), "C114")


@pytest.mark.parametrize("activation", [relu, tanh])
def test_three_units_are_enough_for_what_three_units_teach(activation):
    generator = np.random.default_rng(7)
    X = generator.uniform(-1, 1, (2, 200)).astype(np.float32)
    training, validation = teacher.taught(f"plane, {activation.name}", 7)
    known = Network([2, 3, 1], activation=activation, seed=generator)
    hidden = known.layers[0]
    hidden.weights[...] *= 2 / (hidden.weights @ X).std()
    hidden.biases[...] = generator.standard_normal((3, 1))
    raw = known.forward(X)
    student = known.with_parameters(known.parameters)
    student.layers[1].weights[...] /= raw.std()
    student.layers[1].biases[...] = -raw.mean() / raw.std()
    for part in (training, validation):
        np.testing.assert_allclose(student.forward(part.X), part.y, atol=1e-4)
    both = np.concatenate([training.y, validation.y], axis=1)
    assert both.mean() == pytest.approx(0, abs=1e-4) and both.var() == pytest.approx(1, abs=1e-3)


def test_large_students_learn_more_often_and_sooner():
    result = teacher.hard_to_train(n_teachers=2, n_seeds=5, widths=(3, 12), epochs=300)
    small, large = result.shares("plane, ReLU")
    assert small < large
    later, sooner = result.updates["plane, ReLU"].T
    assert (sooner < later).all()


def test_students_have_units_of_their_teachers_kind(monkeypatch):
    kinds = []
    tuned = teacher.tuned

    def noting(*arguments, network_options, **options):
        kinds.append(network_options["activation"].name)
        return tuned(*arguments, network_options=network_options, **options)

    monkeypatch.setattr(teacher, "tuned", noting)
    result = teacher.hard_to_train(n_teachers=1, n_seeds=1, widths=(3,), epochs=2)
    assert kinds == ["ReLU", "ReLU", "tanh", "tanh"]
    assert list(result.learnt) == ["plane, ReLU", "digits, ReLU", "plane, tanh", "digits, tanh"]


# End points (C115, C116)


@pytest.fixture(scope="module")
def settled():
    data = forty_examples("moons", 0)
    start = Network.stack([2, 4, 1], seeds=range(6), activation=tanh, dtype=np.float64)
    return data, start, settling.settle(start, data.X, data.y, l2=1e-3)


def test_settling_drives_every_gradient_to_zero_and_every_loss_down(settled):
    data, start, rest = settled
    before, _ = start.loss_and_gradient(data.X, data.y, l2=1e-3)
    after, gradient = rest.loss_and_gradient(data.X, data.y, l2=1e-3)
    assert np.abs(gradient).max() <= 1e-9 and (after < before).all()


def test_settling_leaves_the_given_networks_as_they_were(settled):
    _, start, _ = settled
    fresh = Network.stack([2, 4, 1], seeds=range(6), activation=tanh, dtype=np.float64)
    np.testing.assert_array_equal(start.parameters, fresh.parameters)


def test_settling_from_where_it_rests_moves_nothing(settled):
    data, _, rest = settled
    again = settling.settle(rest, data.X, data.y, l2=1e-3)
    np.testing.assert_array_equal(again.parameters, rest.parameters)


def test_a_member_settles_as_it_would_alone(settled):
    data, start, rest = settled
    alone = settling.settle(start.with_parameters(start.parameters[2:3]), data.X, data.y, l2=1e-3)
    value, _ = alone.loss_and_gradient(data.X, data.y, l2=1e-3)
    together, _ = rest.loss_and_gradient(data.X, data.y, l2=1e-3)
    assert value[0] == pytest.approx(together[2], abs=1e-8)


def test_one_neuron_settles_in_the_one_minimum_of_its_convex_loss():
    data = forty_examples("digits", 0)
    starts = Network.stack([4, 1], seeds=range(5), dtype=np.float64)
    rest = settling.settle(starts, data.X, data.y, l2=0.1)
    np.testing.assert_allclose(rest.parameters, rest.parameters[[0] * 5], atol=1e-7)
    assert (np.linalg.eigvalsh(hessian(rest.member(0), data.X, data.y, l2=0.1)) > 0).all()


def test_few_steps_leave_a_network_on_its_way(settled):
    data, start, _ = settled
    _, gradient = settling.settle(start, data.X, data.y, l2=1e-3, steps=2).loss_and_gradient(
        data.X, data.y, l2=1e-3
    )
    assert np.abs(gradient).max() > 1e-6


def test_a_search_against_the_slope_stays_where_it_is():
    def bowl(at):
        return (at**2).sum(1) / 2, at

    at = np.array([[1.0, 1.0], [2.0, 0.0]])
    value, gradient = bowl(at)
    step, new_value, new_gradient = settling._search_along(
        bowl, at, value, gradient, np.array([[1.0, 1.0], [-2.0, 0.0]])
    )
    assert step.tolist() == [0.0, 1.0]
    np.testing.assert_array_equal(new_value, [1.0, 0.0])
    np.testing.assert_array_equal(new_gradient[0], gradient[0])


def test_a_search_halves_what_is_too_long_and_doubles_what_is_too_short():
    def valley(at):  # two even slopes, and between −1 and 1 a round bottom
        far = np.abs(at[:, 0])
        return np.where(far < 1, far**2 / 2, far - 1 / 2), at.clip(-1, 1)

    at = np.array([[1.5], [100.0]])
    value, gradient = valley(at)
    step, new_value, _ = settling._search_along(
        valley, at, value, gradient, np.array([[-50.0], [-1.0]])
    )
    assert step[0] < 1 / 20 and step[1] > 60 and (new_value < value).all()


def test_a_search_gives_up_where_nothing_is_lower():
    def cliff(at):
        return np.where((at == 0).all(1), 0.0, 1.0), np.ones_like(at)

    step, _, _ = settling._search_along(
        cliff, np.zeros((1, 1)), np.zeros(1), np.ones((1, 1)), -np.ones((1, 1))
    )
    assert step.tolist() == [0.0]


@pytest.mark.parametrize(
    ("networks", "options", "words"),
    [
        (Network([2, 2, 1], dtype=np.float64), {"l2": 0.1}, r"networks: got shape \(9,\)"),
        (Network.stack([2, 2, 1], seeds=[0]), {"l2": 0.1}, r"in float32, expected a stack in"),
        (Network.stack([2, 1], seeds=[0], dtype=np.float64), {"l2": 0.0}, r"l2: got 0\.0"),
        (
            Network.stack([2, 1], seeds=[0], dtype=np.float64),
            {"l2": 0.1, "tolerance": 0.0},
            r"tolerance: got 0\.0",
        ),
    ],
)
def test_what_cannot_settle_is_refused(networks, options, words):
    with pytest.raises(ValueError, match=words):
        settling.settle(networks, np.zeros((2, 3)), [0, 1, 1], **options)


def test_functions_that_differ_by_symmetry_alone_get_one_number():
    network = Network([2, 3, 1], activation=tanh, seed=0, dtype=np.float64)
    twin = network.with_parameters(network.parameters)
    order, signs = [2, 0, 1], np.array([[-1.0], [1.0], [-1.0]])
    hidden, output = twin.layers
    hidden.weights[...] = signs * hidden.weights[order]
    hidden.biases[...] = signs * hidden.biases[order]
    output.weights[...] = output.weights[:, order] * signs.T
    data = forty_examples("moons", 1)
    both = Network.stack([2, 3, 1], seeds=[0, 1, 2], activation=tanh, dtype=np.float64)
    both.parameters[0], both.parameters[1] = network.parameters, twin.parameters
    losses, _ = both.loss_and_gradient(data.X, data.y, l2=1e-3)
    numbers = which_function(losses, both.forward(data.X)[:, 0])
    assert numbers.tolist() == [0, 0, 1]


def test_equal_losses_of_different_functions_are_told_apart():
    assert which_function(np.ones(3), np.array([[0.0], [1.0], [1.0]])).tolist() == [0, 1, 1]


def made_up_end_points(*data, lowest=1.0, gradients=0.0):
    """Return end points of 1, 2, 3 and 8 units, from losses (4, S) and meetings for each data."""
    losses = np.array([of_data for of_data, _ in data])
    counts = np.array([[len(set(of_size)) for of_size in of_data] for of_data in losses])
    return EndPoints(
        (1, 2, 3, 8), 1e-3, losses, np.full(losses.shape, gradients),
        np.full(losses.shape, lowest), counts, np.array([met for _, met in data]),
    )  # fmt: skip


BAD_SMALL = [[1.0] * 4, [0.8, 0.8, 0.8, 0.95], [0.6, 0.6, 0.7, 0.7], [0.1, 0.11, 0.12, 0.13]]
GOOD_SMALL = [[1.0] * 4, [0.8] * 4, [0.6] * 4, [0.1, 0.11, 0.12, 0.13]]
LATE_LARGE = [[1.0] * 4, [0.8] * 4, [0.6] * 4, [0.1, 0.7, 0.7, 0.7]]


@pytest.mark.parametrize(
    ("losses", "meetings", "verdict"),
    [
        (BAD_SMALL, [1, 0.5, 0.3, 0.0], HOLDS),
        (BAD_SMALL, [1, 0.5, 0.3, 0.4], CONDITIONS),
        (GOOD_SMALL, [1, 0.5, 0.5, 0.0], CONDITIONS),
    ],
)
def test_small_networks_have_few_but_bad_minima_if_on_every_set_of_data(losses, meetings, verdict):
    result = made_up_end_points((BAD_SMALL, [1, 0.5, 0.3, 0.0]), (losses, meetings)).for_c115()
    assert result.verdict is verdict
    assert_told(result, "C115")


@pytest.mark.parametrize(
    ("losses", "meetings"), [(BAD_SMALL, [1, 0.5, 0.3, 0.4]), (GOOD_SMALL, [1, 0.5, 0.5, 0.0])]
)
def test_few_but_bad_is_contradicted_if_one_of_the_two_is_nowhere(losses, meetings):
    assert made_up_end_points((losses, meetings)).for_c115().verdict is CONTRADICTED


@pytest.mark.parametrize(
    ("losses", "meetings", "verdict"),
    [
        (BAD_SMALL, [1, 0.5, 0.3, 0.15], HOLDS),
        (BAD_SMALL, [1, 0.5, 0.3, 0.2], CONDITIONS),
        (LATE_LARGE, [1, 0.5, 0.3, 0.0], CONDITIONS),
    ],
)
def test_large_networks_have_many_and_better_minima_if_on_every_set(losses, meetings, verdict):
    result = made_up_end_points((BAD_SMALL, [1, 0.5, 0.3, 0.15]), (losses, meetings)).for_c116()
    assert result.verdict is verdict
    assert_told(result, "C116")


@pytest.mark.parametrize(
    ("losses", "meetings"), [(BAD_SMALL, [1, 0.5, 0.3, 0.2]), (LATE_LARGE, [1, 0.5, 0.3, 0.0])]
)
def test_many_but_good_is_contradicted_if_one_of_the_two_is_nowhere(losses, meetings):
    assert made_up_end_points((losses, meetings)).for_c116().verdict is CONTRADICTED


def test_on_how_many_sets_of_data_it_is_so_is_told():
    data = [(BAD_SMALL, [1, 0.5, 0.3, 0.2]), (GOOD_SMALL, [1, 0.5, 0.5, 0.0])]
    result = made_up_end_points(*data)
    assert result.for_c115().measured.endswith("few on 2 and bad on 1 of 2 sets of data")
    told = "many more on 1 and better on 2 of 2 sets of data"
    assert result.for_c116().measured.endswith(told)


def test_the_kind_of_an_end_point_is_read_from_its_eigenvalue_and_gradient():
    losses = [[1.0]] * 4
    minimum, flat, saddle = (
        made_up_end_points((losses, [1] * 4), lowest=low) for low in (1e-3, 1e-8, -1e-3)
    )
    assert minimum.is_minimum.all() and not minimum.is_flat.any() and not minimum.is_saddle.any()
    assert flat.is_minimum.all() and flat.is_flat.all()
    assert saddle.is_saddle.all() and not saddle.is_minimum.any() and np.isnan(saddle.excess).all()
    moving = made_up_end_points((losses, [1] * 4), gradients=1e-3)
    assert not (moving.is_minimum | moving.is_saddle | moving.at_rest).any()
    assert "8 units: minimum 0 %, flat minimum 100 %, saddle 0 %" in repr(flat)


def test_tiny_networks_come_to_rest_in_minima_and_a_single_unit_in_few():
    result = minima.end_points(n_seeds=4, n_data=1, sizes=(1, 2, 3), epochs=500)
    assert result.at_rest.all() and not result.is_saddle.any()
    assert (result.n_distinct[:, 0] <= 3).all()
    assert result.meetings[:, 0].min() > 0.1


def test_digits_as_four_grey_pixels_are_means_of_quarters():
    chosen, _ = datasets.digits().split(40 / 1797, seed=np.random.default_rng(2))
    upper_left = chosen.X.reshape(8, 8, -1)[:4, :4].mean(axis=(0, 1))
    seen = forty_examples("digits", 2).X[0]
    np.testing.assert_allclose(np.corrcoef(seen, upper_left)[0, 1], 1, atol=1e-5)


# Final losses (C118, C119)


def final(small_spans, large_span, still_falling=0.0):
    """Return made-up losses of sizes 3, 5 and 30 that span so much of their median."""
    losses = [1 + span * np.linspace(-0.5, 0.5, 21) / 0.9 for span in (*small_spans, large_span)]
    falling = np.full((3, 21), still_falling)
    return FinalLosses(
        (3, 5, 30),
        1e-3,
        {"a": np.array(losses), "b": np.array(losses)},
        {"a": falling, "b": falling},
    )


@pytest.mark.parametrize(
    ("spans", "falling", "verdict"),
    [
        ((0.3, 0.4), 0.0, HOLDS),
        ((0.2, 0.3), 0.0, CONDITIONS),
        ((0.2, 0.2), 0.0, CONTRADICTED),
        ((0.3, 0.4), 0.5, NOT_SEEN),
    ],
)
def test_small_networks_vary_if_their_losses_span_a_quarter(spans, falling, verdict):
    result = final(spans, 0.01, falling).for_c118()
    assert result.verdict is verdict
    assert_told(result, "C118")


@pytest.mark.parametrize(
    ("span", "falling", "verdict"),
    [(0.01, 0.0, HOLDS), (0.08, 0.0, CONTRADICTED), (0.01, 0.5, NOT_SEEN)],
)
def test_large_networks_agree_if_their_losses_span_a_twentieth(span, falling, verdict):
    result = final((0.2, 0.3), span, falling).for_c119()
    assert result.verdict is verdict
    assert_told(result, "C119")


def test_large_networks_that_agree_in_one_setting_alone_hold_under_conditions():
    wide, close = final((0.2, 0.3), 0.2), final((0.2, 0.3), 0.01)
    mixed = FinalLosses(
        (3, 5, 30), 1e-3, {"a": wide.losses["a"], "b": close.losses["a"]}, wide.still_falling
    )
    assert mixed.for_c119().verdict is CONDITIONS


def test_trapped_is_at_rest_and_far_above_the_best():
    losses = np.array([[1.0, 1.2, 1.3, 9.0]])
    falling = np.array([[0.0, 0.0, 0.01, 0.06]])
    result = FinalLosses((3,), 1e-3, {"a": losses}, {"a": falling})
    assert result.finished("a").tolist() == [0.75] and result.trapped("a").tolist() == [0.25]


def test_the_span_of_final_losses_falls_with_size():
    result = final_loss.final_losses(n_seeds=6, widths=(3, 20), epochs=400)
    for setting in ("spirals, ReLU", "digits, ReLU"):
        small, large = result.ranges(setting)
        assert small > 5 * large


def test_what_still_falls_is_measured_over_the_last_quarter():
    final_, falling = final_loss._train_from_many_starts("spirals, tanh", 3, 2, 1e-3, 40)
    data = datasets.spirals(150, seed=0)
    network = Network([2, 3, 3], seed=1, activation=tanh)
    losses = train(
        network, data.X, data.y, learning_rate=0.3, momentum=0.9, l2=1e-3, epochs=40
    ).losses
    assert final_[1] == pytest.approx(losses[39], rel=1e-4)
    assert falling[1] == pytest.approx(losses[29] / losses[39] - 1, abs=1e-4)


# Width (C122)


def curve(without, tuned):
    widths = tuple(range(1, len(without) + 1))
    return ErrorBySize(widths, np.array([without]), np.array([tuned]), np.array([without]))


DOWN, BUMP = [0.3, 0.2, 0.1], [0.3, 0.2, 0.25]


@pytest.mark.parametrize(
    ("curves", "verdict"),
    [
        ([curve(DOWN, DOWN)], HOLDS),
        ([curve(DOWN, DOWN), curve(BUMP, DOWN)], CONDITIONS),
        ([curve(DOWN, BUMP), curve(DOWN, DOWN)], CONTRADICTED),
        ([curve(BUMP, BUMP)], CONTRADICTED),
        ([curve([0.3, 0.2, 0.215], DOWN)], HOLDS),
    ],
)
def test_larger_is_better_unless_a_larger_one_errs_a_tenth_more(curves, verdict):
    result = LargerIsBetter({f"curve {k}": one for k, one in enumerate(curves)})
    assert result.verdict is verdict
    assert_told(result, "C122")


def test_worsening_is_measured_against_any_smaller_size_and_the_worst_place_is_found():
    errors = np.array([[0.4, 0.2, 0.3, 0.5, 0.1]])
    assert worsening(errors) == 2.5
    assert curve(errors[0].tolist(), errors[0].tolist()).worst == 4
    assert curve(DOWN, BUMP).percent(np.array([BUMP]), 3) == 25


def test_random_features_are_worst_where_units_and_examples_are_equally_many():
    result = width.random_features(n_draws=5, n_examples=50, widths=(5, 25, 55, 400))
    medians = np.median(result.without, axis=0)
    assert result.worst == 55 and medians[2] > 1.2 * medians[3]
    assert worsening(result.tuned) < 1.1
    assert (result.training[:, -1] == 0).all() and (result.training[:, 0] > 0).all()


def test_the_least_squares_solution_is_that_of_numpy():
    without, _, _ = width._solve_each_width(0, 60, (10, 200))
    draw = noisy_labels.noisy_draw("digits", 0, 60)
    features = Network([64, 200, 1], seed=0, dtype=np.float64)
    H, H_test = (features.trace(part.X)[0].activations for part in (draw.training, draw.test))
    for k, n in enumerate((10, 200)):
        a, *_ = np.linalg.lstsq(H[:n].T, 2.0 * draw.training.y - 1, rcond=1e-10)
        assert without[k] == pytest.approx(np.mean((a @ H_test[:n] > 0) != draw.test.y), abs=1e-3)


def test_trained_networks_enter_with_the_errors_that_validation_chose(fits):
    result = chapter.larger_is_better(curve(DOWN, DOWN), fits)
    assert list(result.curves) == ["random features", "plane"]
    np.testing.assert_array_equal(result.curves["plane"].without, fits.rate_tuned())
    np.testing.assert_array_equal(result.curves["plane"].tuned, fits.l2_tuned())


# The table


def test_the_full_size_table_has_every_claim_and_trains_for_shared_ones_once():
    claims = ["C107", "C109", "C111", "C112", "C113", "C114", "C115", "C116", "C118", "C119"]
    assert sorted(chapter.FULL_SIZE) == sorted([*claims, "C120", "C122"])
    assert len(sharing(chapter.FULL_SIZE)) == 5
    for experiment in chapter.FULL_SIZE.values():
        assert experiment.keywords
