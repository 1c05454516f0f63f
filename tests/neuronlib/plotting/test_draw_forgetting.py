"""Forgetting: medians as lines, ranges as bands, the law as crosses."""

import numpy as np
import pytest

from neuronlib.experiments.one_neuron import Forgetting
from neuronlib.plotting import draw_forgetting


@pytest.fixture
def result():
    generator = np.random.default_rng(0)
    without_data, with_data, with_momentum = 1 + generator.random((3, 26, 5))
    return Forgetting(0.5, 0.2, 0.9, without_data, with_data, with_momentum)


def test_each_line_is_the_median_over_the_seeds(ax, result):
    draw_forgetting(ax, result)
    for line, norms in zip(
        ax.lines, (result.without_data, result.with_data, result.with_momentum), strict=False
    ):
        updates, drawn = line.get_data()
        assert updates.tolist() == list(range(26))
        np.testing.assert_allclose(drawn, np.sort(norms, axis=1)[:, 2])


def test_each_band_is_the_range_over_the_seeds(ax, result):
    draw_forgetting(ax, result)
    assert len(ax.collections) == 3
    for band, norms in zip(
        ax.collections, (result.without_data, result.with_data, result.with_momentum), strict=True
    ):
        edges = band.get_paths()[0].vertices
        for update in range(26):
            heights = edges[edges[:, 0] == update, 1]
            assert heights.min() == norms[update].min() and heights.max() == norms[update].max()


def test_the_crosses_lie_on_the_law(ax, result):
    draw_forgetting(ax, result)
    updates, drawn = ax.lines[-1].get_data()
    assert ax.lines[-1].get_label() == "(1 − ηλ)ᵗ" and len(updates) > 5
    np.testing.assert_allclose(drawn, np.median(result.without_data[0]) * 0.9**updates)


def test_a_second_call_replaces_the_first(ax, result):
    draw_forgetting(ax, result)
    draw_forgetting(ax, result)
    assert len(ax.lines) == 4 and len(ax.collections) == 3


def test_the_law_is_a_straight_line_as_drawn(ax, result):
    draw_forgetting(ax, result)
    ax.figure.draw_without_rendering()
    (_, heights) = ax.transData.transform(ax.lines[-1].get_xydata()).T
    np.testing.assert_allclose(np.diff(heights), np.diff(heights)[0])
    assert ax.get_xlabel() == "update t" and ax.get_ylabel().startswith("‖w‖")
