"""The chapter's experiments, drawn: the lines are the measurements."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import Neuron, datasets, relu, sigmoid
from neuronlib.experiments.biological_neurons import (
    DENDRITE_FOR_XOR,
    Depression,
    RateCode,
    RateCurves,
    Timing,
    fitted,
)
from neuronlib.plotting import (
    draw_depression,
    draw_fits,
    draw_rate_code,
    draw_residuals,
    draw_timing,
    draw_where_it_fires,
)

GENERATOR = np.random.default_rng(0)


@pytest.fixture
def pair():
    return Figure().subplots(1, 2)


def drawn(ax):
    return {line.get_label(): line.get_xydata() for line in ax.lines}


def test_coincidences_are_medians_over_the_shared_input_in_percent(ax):
    values = 1 + GENERATOR.random((5, 3, 7))
    draw_rate_code(ax, RateCode((0.0, 0.5, 0.9), *values))
    lines = drawn(ax)
    for name, row in (("as fired", 2), ("intervals permuted", 3)):
        expected = np.column_stack([[0, 50, 90], np.median(values[row], axis=1)])
        np.testing.assert_allclose(lines[name], expected)
    assert (lines["by chance"][:, 1] == 1).all() and ax.get_ylim()[0] == 0


def test_a_fit_is_drawn_over_the_curve_it_was_fitted_to(ax):
    x = np.linspace(0, 2, 30)
    y = np.sqrt(x)
    fits = {"sigmoid": fitted(sigmoid, x, y), "ReLU": fitted(relu, x, y)}
    draw_fits(ax, x, y, fits)
    lines = drawn(ax)
    np.testing.assert_array_equal(lines["f–I curve"], np.column_stack([x, y]))
    for name, fit in fits.items():
        np.testing.assert_array_equal(lines[name], np.column_stack([x, fit(x)]))


def test_residuals_without_a_period_stand_left_and_with_one_right(pair):
    residuals = {name: GENERATOR.random((2, 3, 5)) for name in ("sigmoid", "ReLU")}
    draw_residuals(pair, RateCurves((2.0, 10.0, 50.0), residuals))
    for row, ax in enumerate(pair):
        for name, line in drawn(ax).items():
            expected = 100 * np.median(residuals[name][row], axis=1)
            np.testing.assert_allclose(line, np.column_stack([[2, 10, 50], expected]))
    assert [ax.get_title() for ax in pair] == ["no refractory period", "refractory period"]


@pytest.mark.parametrize("neuron", [Neuron([2.0, -1.0], bias=0.5), DENDRITE_FOR_XOR])
def test_the_shade_is_where_the_neuron_fires(ax, neuron):
    points = datasets.xor(40, seed=0)
    draw_where_it_fires(ax, neuron, points, title="one")
    (image,) = ax.images
    left, right, low, high = image.get_extent()
    rows, columns = np.mgrid[0:201:20, 0:201:20]
    where = np.stack([left + (right - left) * columns / 200, low + (high - low) * rows / 200])
    expected = neuron.score(where.reshape(2, -1)) > 0
    shaded = np.asarray(image.get_array())[rows, columns].ravel().astype(bool)
    assert np.mean(shaded == expected) > 0.98  # on the very boundary rounding decides
    assert 0 < expected.mean() < 1


def test_the_points_are_drawn_by_class_and_counted_in_the_title(ax):
    points = datasets.xor(40, noise=0.05, seed=0)
    draw_where_it_fires(ax, DENDRITE_FOR_XOR, points, title="one dendrite")
    for label, line in enumerate(ax.lines):
        np.testing.assert_array_equal(line.get_xydata().T, points.X[:, points.y == label])
    assert ax.lines[0].get_marker() != ax.lines[1].get_marker()
    assert ax.get_title() == "one dendrite: 100 % right"


def test_depression_shows_the_response_and_rate_times_response(pair):
    rates = np.array([1.0, 10.0, 80.0])
    irregular = GENERATOR.random((3, 5))
    result = Depression(rates, np.array([0.8, 0.4, 0.1]), irregular)
    draw_depression(pair, result)
    for ax, factor in zip(pair, (np.ones(3), rates), strict=True):
        lines = drawn(ax)
        np.testing.assert_allclose(lines["a fixed weight"][:, 1], factor)
        np.testing.assert_allclose(lines["regular trains"][:, 1], factor * result.regular)
        median = np.median(irregular, axis=1)
        np.testing.assert_allclose(lines["irregular trains"][:, 1], factor * median)


def test_each_detector_has_its_own_curve_in_percent(ax):
    lags = np.array([-1.0, 0.0, 1.0])
    shares = GENERATOR.random((3, 3, 5))
    draw_timing(ax, Timing(lags, *shares))
    fast, slow, delayed = 100 * np.median(shares, axis=2)
    lines = drawn(ax)
    for name, expected in (
        ("fast", fast),
        ("slow", slow),
        ("fast, A arrives 3 ms late", delayed),
    ):
        np.testing.assert_allclose(lines[name], np.column_stack([lags, expected]))


def test_second_calls_replace_the_first(ax, pair):
    result = Depression(np.array([1.0, 10.0]), np.ones(2), np.ones((2, 3)))
    for _ in range(2):
        draw_timing(ax, Timing(np.array([0.0, 1.0]), *np.ones((3, 2, 4))))
        draw_depression(pair, result)
    assert len(ax.lines) == 3 and [len(each.lines) for each in pair] == [3, 3]
