"""Errors by width, by the number of inputs and by depth: medians, ranges, means."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib.experiments.representational_power import Compactness, Depths
from neuronlib.plotting import draw_compactness, draw_depths, draw_errors_by_width

GENERATOR = np.random.default_rng(0)


def test_errors_by_width_are_medians_with_their_range_and_a_bound(ax):
    errors = {name: GENERATOR.uniform(0.01, 1, (3, 5)) for name in ("square", "ReLU", "tanh")}
    draw_errors_by_width(ax, [3, 10, 30], errors, bound=0.4)
    assert [line.get_label() for line in ax.lines] == [*errors, "bound for squares"]
    for line, band, values in zip(ax.lines, ax.collections, errors.values(), strict=False):
        np.testing.assert_allclose(line.get_ydata(), np.sort(values, axis=1)[:, 2])
        heights = band.get_paths()[0].vertices[:, 1]
        assert heights.min() == values.min() and heights.max() == values.max()
    assert ax.lines[-1].get_ydata() == [0.4, 0.4]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["3", "10", "30"]


@pytest.fixture
def contest():
    names = ("network", "bumps", "nearest example")
    return Compactness(
        (1, 2, 5),
        {
            task: {name: GENERATOR.uniform(0.1, 1, (3, 4)) for name in names}
            for task in ("smooth functions", "digits")
        },
    )


def test_each_task_has_its_axes_and_each_contender_its_line(contest):
    axes = Figure().subplots(1, 2)
    for _ in range(2):  # a second call replaces the first
        draw_compactness(axes, contest)
    for ax, (task, errors) in zip(axes, contest.errors.items(), strict=True):
        assert ax.get_title() == task and ax.get_xlabel() == "number of inputs"
        assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "2", "5"]
        assert [line.get_label() for line in ax.lines] == list(errors)
        for line, values in zip(ax.lines, errors.values(), strict=True):
            np.testing.assert_allclose(line.get_ydata(), np.median(values, axis=1))
    assert axes[0].get_legend() and not axes[1].get_legend()


def test_error_ticks_are_plain_numbers(contest):
    figure = Figure()
    axes = figure.subplots(1, 2)
    draw_compactness(axes, contest)
    figure.draw_without_rendering()
    labels = [label.get_text() for label in axes[0].get_yticklabels()]
    assert labels == ["0.03", "0.1", "0.3", "1"]


def test_each_network_is_a_point_and_the_mean_a_line():
    errors = {"sawtooth": GENERATOR.random((3, 6)), "digits": GENERATOR.random((3, 6))}
    axes = Figure().subplots(1, 2)
    for _ in range(2):
        draw_depths(axes, Depths((2, 3, 6), errors, {}))
    for ax, (task, values) in zip(axes, errors.items(), strict=True):
        *points, mean = ax.lines
        assert ax.get_title() == task and ax.get_ylim()[0] == 0
        for network, drawn in zip(values.T, points, strict=True):
            np.testing.assert_allclose(drawn.get_xydata(), np.transpose([(2, 3, 6), 100 * network]))
        np.testing.assert_allclose(mean.get_ydata(), 100 * values.mean(axis=1))
        assert ax.get_xticks().tolist() == [2, 3, 6]
