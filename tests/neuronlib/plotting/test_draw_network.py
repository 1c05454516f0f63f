"""The diagram of a network: places, lines and numbers are those of the network."""

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, Rectangle

from neuronlib import Network, maxout, sigmoid
from neuronlib.plotting import draw_network
from neuronlib.plotting.network import place_weights


def collections(ax):
    return [child for child in ax.collections if isinstance(child, LineCollection)]


def circles(ax):
    return [patch for patch in ax.patches if isinstance(patch, Circle)]


def squares(ax):
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


@pytest.fixture
def network():
    network = Network([2, 3, 1], seed=0, dtype=np.float64)
    network.layers[0].weights[...] = [[1.0, -2.0], [0.0, 0.5], [-4.0, 3.0]]
    network.layers[1].weights[...] = [[1.0, -1.0, 2.0]]
    return network


@pytest.mark.parametrize("sizes", [[3, 4, 2], [3, 4, 4, 1], [1, 1], [2, 20, 5]])
def test_there_is_a_square_for_each_input_and_a_circle_for_each_neuron(ax, sizes):
    net = Network(sizes, seed=0)
    draw_network(ax, net)
    assert len(squares(ax)) == sizes[0]
    assert len(circles(ax)) == net.n_neurons
    columns = [circle.center[0] for circle in circles(ax)]
    assert [columns.count(x) for x in sorted(set(columns))] == sizes[1:]


def test_no_two_neurons_touch_and_all_lie_within_the_axes(ax):
    draw_network(ax, Network([4, 7, 3], seed=0))
    middles = np.array([circle.center for circle in circles(ax)])
    distances = np.linalg.norm(middles[:, None] - middles[None, :], axis=-1)
    radius = circles(ax)[0].radius
    assert distances[~np.eye(len(middles), dtype=bool)].min() > 2 * radius
    for axis, (low, high) in enumerate((ax.get_xlim(), ax.get_ylim())):
        assert low < middles[:, axis].min() - radius and middles[:, axis].max() + radius < high


@pytest.mark.parametrize("sizes", [[3, 4, 2], [3, 4, 4, 1]])
def test_there_is_a_line_for_each_weight(ax, sizes):
    net = Network(sizes, seed=0)
    draw_network(ax, net)
    assert sum(len(lines.get_segments()) for lines in collections(ax)) == net.n_weights


def test_a_line_runs_from_the_place_that_is_read_to_the_neuron_of_its_row(ax, network):
    draw_network(ax, network)
    positive, negative = collections(ax)
    inputs = [np.add(square.get_xy(), square.get_width() / 2) for square in squares(ax)]
    hidden, (score,) = circles(ax)[:3], circles(ax)[3:]
    expected = [(inputs[1], hidden[0].center), (inputs[0], hidden[2].center)]
    expected += [(hidden[1].center, score.center)]
    np.testing.assert_allclose(negative.get_segments(), expected)
    assert len(positive.get_segments()) == 5  # a weight of zero has no line


def test_colour_and_dashes_tell_the_sign(ax, network):
    draw_network(ax, network)
    positive, negative = collections(ax)
    assert positive.get_colors().tolist() != negative.get_colors().tolist()
    assert str(positive.get_linestyles()[0]) != str(negative.get_linestyles()[0])
    for line, drawn in zip(ax.lines, (positive, negative), strict=True):
        assert to_rgba(line.get_color()) == tuple(drawn.get_colors()[0])
    names = [text.get_text() for text in ax.get_legend().get_texts()]
    assert names == ["positive weight", "negative weight"]


def test_thickness_grows_with_the_size_over_the_whole_network(ax, network):
    draw_network(ax, network)
    positive, negative = (lines.get_linewidths() for lines in collections(ax))
    by_size = {2.0: negative[0], 4.0: negative[1], 1.0: negative[2], 0.5: positive[1]}
    widths = [by_size[size] for size in sorted(by_size)]
    assert max([*positive, *negative]) == by_size[4.0] == 4.0
    steps = np.diff(widths) / np.diff(sorted(by_size))
    np.testing.assert_allclose(steps, steps[0])
    assert min(widths) > 0.5


def test_a_network_whose_weights_are_all_zero_has_no_lines(ax):
    net = Network([2, 2], seed=0)
    draw_network(ax, net.with_parameters(np.zeros(net.n_parameters)))
    assert [len(lines.get_segments()) for lines in collections(ax)] == [0, 0]


def test_each_column_is_named_with_its_size(ax):
    draw_network(ax, Network([1, 4, 3, 2], activation=[sigmoid, sigmoid], seed=0))
    names = [text.get_text() for text in ax.texts]
    assert names == ["1 input", f"4 {sigmoid.symbol}", f"3 {sigmoid.symbol}", "2 scores"]
    draw_network(ax, Network([2, 1], seed=0))
    assert [text.get_text() for text in ax.texts] == ["2 inputs", "1 score"]


def test_numbers_stand_in_their_places(ax, network):
    draw_network(ax, network, [[1.0, -2.0], [0.25, -0.04, 7], [[-0.5]]])
    written = {text.get_text(): text.get_position() for text in ax.texts[:6]}
    assert list(written) == ["1.0", "−2.0", "0.2", "0.0", "7.0", "−0.5"]
    middles = [np.add(square.get_xy(), square.get_width() / 2) for square in squares(ax)]
    middles += [circle.center for circle in circles(ax)]
    np.testing.assert_allclose(list(written.values()), middles)


def test_numbers_are_smaller_where_there_are_more(ax):
    sizes = []
    for n in (4, 9):
        draw_network(ax, Network([n, 1], seed=0), [np.ones(n), [1.0]])
        sizes.append(ax.texts[0].get_fontsize())
    assert sizes[0] > sizes[1]


def test_the_lines_of_a_drawn_network_can_tell_the_weights_of_another(ax, network):
    draw_network(ax, Network(network.sizes, seed=1))
    drawn = collections(ax)
    place_weights(ax, network)
    placed = [(lines.get_segments(), lines.get_linewidths()) for lines in drawn]
    draw_network(ax, network)
    for lines, (segments, widths) in zip(collections(ax), placed, strict=True):
        np.testing.assert_array_equal(lines.get_segments(), segments)
        np.testing.assert_array_equal(lines.get_linewidths(), widths)


def test_a_second_call_replaces_the_first(ax, network):
    draw_network(ax, Network([3, 4, 4, 1], seed=0))
    draw_network(ax, network)
    assert (len(squares(ax)), len(circles(ax)), len(collections(ax))) == (2, 4, 2)


@pytest.mark.parametrize("numbers", [[[1, 2], [1, 2, 3]], [[1, 2, 3], [1, 2], [1]], []])
def test_numbers_that_do_not_fit_are_refused(ax, network, numbers):
    with pytest.raises(ValueError, match=r"activations: got .*, expected \[2, 3, 1\], inputs fir"):
        draw_network(ax, network, numbers)


def test_a_stack_and_maxout_are_refused(ax):
    with pytest.raises(ValueError, match=r"got a stack, expected a single one"):
        draw_network(ax, Network.stack([2, 1], seeds=range(2)))
    with pytest.raises(ValueError, match="got maxout neurons"):
        draw_network(ax, Network([2, 3, 1], activation=maxout(2)))
