"""The figures of the chapter on sigmoid and tanh: what is drawn is what was measured."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import relu, sigmoid, tanh
from neuronlib.experiments.activation_functions.scales import CHANCE, TooLarge
from neuronlib.experiments.activation_functions.signs import BATCH_SIZES, BatchSigns
from neuronlib.experiments.activation_functions.ways import ZigZag
from neuronlib.plotting import (
    draw_activation,
    draw_batch_signs,
    draw_first_weights,
    draw_ratios,
    draw_ways,
)


@pytest.fixture
def axes():
    return Figure().subplots(2, 2).ravel()


def labelled(ax):
    return {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}


# an activation and its slope


@pytest.mark.parametrize("activation", [sigmoid, tanh, relu])
def test_an_activation_is_drawn_with_its_slope(ax, activation):
    draw_activation(ax, activation, limits=(-4, 4))
    lines = labelled(ax)
    assert set(lines) == {activation.name, "its slope"}
    z, values = lines[activation.name].get_data()
    assert (z[0], z[-1]) == (-4, 4)
    np.testing.assert_array_equal(values, activation(z))
    np.testing.assert_array_equal(lines["its slope"].get_ydata(), activation.derivative(z))
    first, second = lines.values()
    assert first.get_color() != second.get_color()
    assert first._dash_pattern != second._dash_pattern


@pytest.mark.parametrize(("activation", "edge"), [(sigmoid, 5.98), (tanh, 2.99)])
def test_the_shade_begins_where_the_slope_is_one_percent_of_the_largest(ax, activation, edge):
    draw_activation(ax, activation)
    (shade,) = ax.collections
    places = np.concatenate([path.vertices[:, 0] for path in shade.get_paths()])
    assert np.abs(places).min() == pytest.approx(edge, abs=0.03)
    assert np.abs(places).max() == 8


def test_drawing_an_activation_again_replaces_the_first(ax):
    draw_activation(ax, sigmoid)
    draw_activation(ax, tanh)
    assert set(labelled(ax)) == {"tanh", "its slope"} and len(ax.collections) == 1


# first weights


@pytest.fixture
def too_large():
    generator = np.random.default_rng(0)
    tables = [{task: generator.random((3, 5)) for task in ("digits", "teacher")} for _ in range(4)]
    return TooLarge((0.1, 1.0, 10.0), *tables, 600)


def test_each_panel_shows_the_medians_of_both_tasks(axes, too_large):
    draw_first_weights(axes, too_large)
    shown = (too_large.saturated, too_large.gradients, too_large.losses, too_large.accuracy)
    for ax, by_task in zip(axes, shown, strict=True):
        lines = labelled(ax)
        assert set(lines) == {"digits", "teacher"}
        for task, values in by_task.items():
            scales, medians = lines[task].get_data()
            assert tuple(scales) == (0.1, 1.0, 10.0)
            np.testing.assert_array_equal(medians, np.median(values, axis=1))


def test_the_panels_say_what_they_show_and_where_chance_is(axes, too_large):
    draw_first_weights(axes, too_large)
    draw_first_weights(axes, too_large)
    assert [ax.get_title() for ax in axes] == [
        "saturated at the start",
        "gradient at the start",
        "loss after 600 steps",
        "accuracy on new examples",
    ]
    assert [text.get_text() for text in axes[0].get_xticklabels()] == ["0.1", "1", "10"]
    chance = [line for line in axes[2].lines if line.get_label().startswith("_")]
    assert [line.get_ydata()[0] for line in chance] == [CHANCE]


# the ways


def test_each_way_is_drawn_from_its_start_to_the_optimum(axes):
    generator = np.random.default_rng(0)
    ways = {name: generator.random((2, 5)) for name in ("a", "b", "c", "d")}
    result = ZigZag({}, {}, {}, {}, ways)
    draw_ways(axes, result)
    draw_ways(axes, result)
    for ax, (name, way) in zip(axes, ways.items(), strict=True):
        lines = labelled(ax)
        assert ax.get_title() == name and set(lines) == {"way", "start", "optimum"}
        np.testing.assert_array_equal(lines["way"].get_data(), way)
        np.testing.assert_array_equal(np.ravel(lines["start"].get_data()), way[:, 0])
        assert np.ravel(lines["optimum"].get_data()).tolist() == [0, 0]
        assert ax.get_aspect() == 1


# the signs


def test_the_signs_are_those_of_the_middle_fan_in(axes):
    drawn = np.random.default_rng(0).random((3, 3, 4))
    draw_batch_signs(axes[:2], BatchSigns({}, {"sigmoid": drawn, "ReLU": 1 - drawn}))
    for ax, name, shares in zip(axes, ("sigmoid", "ReLU"), (drawn[1], 1 - drawn[1]), strict=False):
        lines = labelled(ax)
        assert list(lines) == ["mean of δ 0", "mean of δ 0.3", "mean of δ 1"]
        for line, of_mean in zip(lines.values(), shares, strict=True):
            assert tuple(line.get_xdata()) == BATCH_SIZES
            np.testing.assert_array_equal(line.get_ydata(), of_mean)
        assert ax.get_title() == name
        assert [text.get_text() for text in ax.get_xticklabels()] == ["1", "4", "32", "256"]


# the ratios


def test_each_row_shows_its_ratios_and_their_median(ax):
    ratios = {"first": np.array([1.0, 2.0, 8.0]), "second": np.array([0.5, 0.5, 3.0])}
    draw_ratios(ax, ratios)
    draw_ratios(ax, ratios)
    assert [text.get_text() for text in ax.get_yticklabels()] == ["first", "second"]
    points, medians = ax.lines[0:4:2], ax.lines[1:4:2]
    for row, (line, median, values) in enumerate(
        zip(points, medians, ratios.values(), strict=True)
    ):
        np.testing.assert_array_equal(line.get_data(), (values, [row] * 3))
        assert np.ravel(median.get_data()).tolist() == [np.median(values), row]
    assert ax.yaxis_inverted() and ax.get_xscale() == "log"
    assert list(ax.lines[-1].get_xdata()) == [1, 1]
