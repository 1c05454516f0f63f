"""ReLU and its relatives, drawn: the artists show what was measured."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib.experiments.relu_and_relatives.costs import Cost
from neuronlib.experiments.relu_and_relatives.death import Deaths
from neuronlib.experiments.relu_and_relatives.killing import Step
from neuronlib.plotting import draw_cost, draw_deaths, draw_one_step, draw_ranges

RNG = np.random.default_rng(0)


def values(*rows):
    return {row: RNG.uniform(0, 1, 5) for row in rows}


@pytest.fixture
def axes():
    return Figure().subplots(1, 3)


def test_each_contender_has_its_median_and_middle_half_in_every_row(ax):
    series = {"ReLU": values("digits", "moons"), "tanh": values("digits", "moons")}
    draw_ranges(ax, series)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["digits", "moons"]
    for container, of in zip(ax.containers, series.values(), strict=True):
        points, _, (bars,) = container
        ordered = [np.sort(row) for row in of.values()]
        np.testing.assert_allclose(points.get_xdata(), [row[2] for row in ordered])
        for bar, row in zip(bars.get_segments(), ordered, strict=True):
            np.testing.assert_allclose(bar[:, 0], row[[1, 3]])


def test_the_first_row_of_ranges_is_on_top_and_contenders_do_not_overlap(ax):
    draw_ranges(ax, {name: values("a", "b") for name in "xyzw"})
    bottom, top = ax.get_ylim()
    assert bottom > top
    heights = [container[0].get_ydata() for container in ax.containers]
    assert (np.diff(heights, axis=0) > 0.1).all() and np.ptp(heights, axis=0).max() < 0.9
    assert len({container[0].get_marker() for container in ax.containers}) == 4


def test_a_second_drawing_of_ranges_replaces_the_first(ax):
    for _ in range(2):
        draw_ranges(ax, {"x": values("a")})
    assert len(ax.containers) == 1


def test_more_contenders_than_colours_and_other_rows_are_refused(ax):
    with pytest.raises(ValueError, match="series: got 5, expected at most 4"):
        draw_ranges(ax, {name: values("a") for name in "vwxyz"})
    with pytest.raises(ValueError, match=r"series: got rows \['b'\] for 'y', expected \['a'\]"):
        draw_ranges(ax, {"x": values("a"), "y": values("b")})


def deaths(diverged):
    return Deaths(
        (1.0, 1.1, 3.0),
        RNG.uniform(0, 1, (3, 5)),
        np.zeros((3, 5), dtype=int),
        RNG.uniform(0, 1, (3, 5)),
        np.ones((3, 5)),
        np.ones((3, 5)),
        np.repeat(np.array(diverged)[:, None], 5, axis=1),
    )


def test_deaths_are_medians_over_rates_beside_the_accuracy(axes):
    one = deaths([False] * 3)
    draw_deaths(axes[:2], {"ReLU": one})
    for ax, shares in zip(axes[:2], (one.silent, one.accuracy), strict=True):
        np.testing.assert_allclose(ax.lines[0].get_xdata(), one.learning_rates)
        np.testing.assert_allclose(ax.lines[0].get_ydata(), np.median(shares, axis=1))
        assert ax.get_xscale() == "log"


def test_what_diverged_has_no_silent_units_but_an_accuracy(axes):
    draw_deaths(axes[:2], {"maxout": deaths([False, False, True])})
    assert [len(ax.lines[0].get_xdata()) for ax in axes[:2]] == [2, 3]


def test_rates_are_labelled_where_there_is_room(axes):
    draw_deaths(axes[:2], {"ReLU": deaths([False] * 3)})
    assert [label.get_text() for label in axes[0].get_xticklabels()] == ["1", "3"]


def test_a_line_for_each_example_starts_at_z_and_falls_by_d(ax):
    step = Step(np.array([1.0, -1.0, 0.5]), np.array([0.5, 0.2, 0.5]))
    draw_one_step(ax, step, 4.0)
    ends = np.array([line.get_ydata() for line in ax.lines[:3]])
    np.testing.assert_allclose(ends, np.stack([step.z, step.z - 4 * step.d], axis=1))
    assert ax.lines[-1].get_xdata() == [2.0, 2.0]
    assert ax.lines[-1].get_label() == "dead from η = 2"


def test_bars_are_nanoseconds_and_lines_are_shares(axes):
    per_element = {
        "float32": {"ReLU": 1e-9, "tanh": 4e-9},
        "float64": {"ReLU": 2e-9, "tanh": 8e-9},
    }
    share = {"ReLU": np.array([0.2, 0.1]), "tanh": np.array([0.5, 0.3])}
    result = Cost(per_element, (16, 64), {}, {"float32": share, "float64": share})
    draw_cost(axes, result)
    widths = [[bar.get_width() for bar in bars] for bars in axes[0].containers]
    np.testing.assert_allclose(widths, [[1, 4], [2, 8]])
    assert [label.get_text() for label in axes[0].get_yticklabels()] == ["ReLU", "tanh"]
    for ax in axes[1:]:
        for line, expected in zip(ax.lines, share.values(), strict=True):
            np.testing.assert_allclose(line.get_xydata(), np.stack([[16, 64], expected], axis=1))
