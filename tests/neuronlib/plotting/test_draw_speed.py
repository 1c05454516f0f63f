"""Times: the least of the rounds, on logarithmic axes, told apart without colour too."""

import numpy as np
import pytest

from neuronlib.experiments.layers import BatchSpeed, EvaluationSpeed
from neuronlib.plotting import draw_batch_speed, draw_evaluation_speed


@pytest.fixture
def result():
    by_neuron, by_layer = 1e-6 * np.random.default_rng(0).uniform(1, 9, size=(2, 3, 2, 4))
    return EvaluationSpeed((8, 16, 32), (1, 32), by_neuron, by_layer)


def test_each_curve_is_the_least_of_the_rounds_in_microseconds(ax, result):
    draw_evaluation_speed(ax, result)
    expected = [
        1e6 * np.sort(seconds[:, k], axis=-1)[:, 0]
        for seconds in (result.by_neuron, result.by_layer)
        for k in (0, 1)
    ]
    for line, times in zip(ax.lines, expected, strict=True):
        assert line.get_xdata().tolist() == [8, 16, 32]
        np.testing.assert_allclose(line.get_ydata(), times)


def test_each_curve_is_named_and_looks_like_no_other_also_without_colour(ax, result):
    draw_evaluation_speed(ax, result)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "neuron by neuron, N = 1",
        "neuron by neuron, N = 32",
        "layer by layer, N = 1",
        "layer by layer, N = 32",
    ]
    looks = {(str(line._dash_pattern), line.get_marker()) for line in ax.lines}
    assert len(looks) == 4
    assert len({line.get_color() for line in ax.lines}) == 2


def test_time_per_example_is_drawn_against_the_size_of_the_batch(ax):
    draw_batch_speed(ax, BatchSpeed((1, 10), np.array([[3e-6, 2e-6], [5e-6, 8e-6]])))
    (line,) = ax.lines
    np.testing.assert_allclose(line.get_data(), [(1, 10), (2.0, 0.5)])


def test_both_axes_are_logarithmic_with_a_tick_at_each_size(ax, result):
    draw_evaluation_speed(ax, result)
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert [label.get_text() for label in ax.get_xticklabels()] == ["8", "16", "32"]
    assert ax.get_xticks(minor=True).size == 0


def test_a_second_call_replaces_the_first(ax, result):
    draw_batch_speed(ax, BatchSpeed((1, 10), np.ones((2, 3))))
    draw_evaluation_speed(ax, result)
    draw_evaluation_speed(ax, result)
    assert len(ax.lines) == 4
