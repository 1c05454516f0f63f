"""Drawing an architecture: a line for each weight, a cell for each parameter, made once."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from neuronlib import scenes
from neuronlib.plotting import draw_architecture

SIZES = [(3, 4, 4, 1), (3, 4, 0, 2), (8, 8, 8, 8), (1, 0, 0, 1), (2, 0, 5, 3)]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["diagram"], ["matrices"]])


def cells(line):
    """Return the places of a line's markers."""
    return [tuple(place) for place in np.transpose(line.get_data())]


def assert_shows(axes, scene):
    network = scene.network
    (lines,) = axes["diagram"].collections
    inputs, neurons = axes["diagram"].lines
    assert len(inputs.get_xdata()) == network.sizes[0]
    assert len(neurons.get_xdata()) == network.n_neurons
    segments = {tuple(map(tuple, one)) for one in lines.get_segments()}
    assert len(segments) == network.n_weights
    standing = {*cells(inputs), *cells(neurons)}
    assert {end for segment in segments for end in segment} == standing
    weights, biases = axes["matrices"].lines
    assert len(cells(weights)) == len(set(cells(weights))) == network.n_weights
    assert len(cells(biases)) == len(set(cells(biases))) == network.n_biases
    assert not set(cells(weights)) & set(cells(biases))
    shapes = [text.get_text() for text in axes["matrices"].texts if text.get_visible()]
    assert shapes == [
        f"W{k}: {n} × {m} = {n * m}\nb{k}: {n} × 1 = {n}"
        for k, n, m in zip("₁₂₃", network.sizes[1:], network.sizes, strict=False)
    ]


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_the_artists_count_what_the_network_has(axes, sizes):
    scene = scenes.architecture(*sizes)
    draw_architecture(axes, scene)
    assert_shows(axes, scene)


def test_later_scenes_update_the_same_artists(axes):
    draw_architecture(axes, scenes.architecture(*SIZES[0]))
    first = [ax.get_children() for ax in axes.values()]
    for sizes in [*SIZES[1:], SIZES[0]]:
        scene = scenes.architecture(*sizes)
        draw_architecture(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_each_neuron_is_joined_to_all_of_the_column_before_and_to_none_of_its_own(axes):
    draw_architecture(axes, scenes.architecture(3, 4, 4, 1))
    for (x1, _), (x2, _) in axes["diagram"].collections[0].get_segments():
        assert x2 - x1 == pytest.approx(1 / 3)


def test_columns_are_named_and_those_that_are_not_there_are_not(axes):
    for sizes, names in [
        ((3, 4, 4, 1), ["3 inputs", "4 hidden", "4 hidden", "1 output"]),
        ((1, 0, 5, 2), ["1 input", "5 hidden", "2 outputs"]),
    ]:
        draw_architecture(axes, scenes.architecture(*sizes))
        texts = [text for text in axes["diagram"].texts if text.get_visible()]
        assert [text.get_text() for text in texts] == names
        assert all(text.get_position()[1] > max(sizes) / 2 for text in texts)


def test_a_weight_has_one_colour_and_a_bias_another_above_and_below(axes):
    draw_architecture(axes, scenes.architecture())
    weights, biases = (to_hex(one.get_color()) for one in axes["matrices"].lines)
    assert to_hex(axes["diagram"].collections[0].get_color()) == weights
    assert axes["diagram"].lines[1].get_markeredgecolor() == biases != weights


def test_the_largest_has_room(axes):
    draw_architecture(axes, scenes.architecture(8, 8, 8, 8))
    for ax in axes.values():
        (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
        for x, y in (place for line in ax.lines for place in cells(line)):
            assert left < x < right and bottom < y < top
