"""The scene of a maxout unit: its numbers worked out one by one, and what it is called."""

import pytest

from neuronlib import Network, leaky_relu, relu, scenes
from neuronlib import maxout as maxout_with
from neuronlib.scenes.maxout import LIMITS, N_POINTS


@pytest.mark.parametrize("controls", [(1, 0, 0, 0), (-0.5, 2, 1.3, -1), (1, 1, 1, -1)])
def test_pieces_and_output_are_those_worked_out_point_by_point(controls):
    w1, b1, w2, b2 = controls
    scene = scenes.maxout(*controls)
    assert len(scene.x) == N_POINTS and (scene.x[0], scene.x[-1]) == LIMITS == scene.limits
    for x, one, other, output in zip(scene.x, *scene.pieces, scene.outputs, strict=True):
        assert one == pytest.approx(w1 * x + b1, abs=1e-12)
        assert other == pytest.approx(w2 * x + b2, abs=1e-12)
        assert output == max(one, other)


def test_the_output_is_that_of_a_network_with_such_a_unit():
    network = Network([1, 1, 1], activation=maxout_with(2), dtype=float)
    hidden, last = network.layers
    hidden.weights[...], hidden.biases[...] = [[0.7], [-0.2]], [[0.5], [1.0]]
    last.weights[...] = 1.0
    scene = scenes.maxout(w1=0.7, b1=0.5, w2=-0.2, b2=1.0)
    assert scene.outputs == pytest.approx(network.forward(scene.x[None, :])[0])


@pytest.mark.parametrize(
    ("slope", "function"), [(0.0, relu), (0.01, leaky_relu), (-1.0, abs)], ids=str
)
def test_pieces_make_relu_leaky_relu_and_absolute_value(slope, function):
    scene = scenes.maxout(w1=1.0, w2=slope)
    assert scene.outputs == pytest.approx(function(scene.x))


@pytest.mark.parametrize(
    ("controls", "seen"),
    [
        ((1, 0, 0, 0), "max(x, 0) is ReLU: piece 1 is the larger right of x = 0, piece 2 left"),
        ((0, 0, 1, 0), "max(0, x) is ReLU: piece 2 is the larger right of x = 0, piece 1 left"),
        ((1, 0, 0.1, 0), "max(x, 0.1 x) is the leaky ReLU with slope 0.1: piece 1"),
        ((-1, 0, 1, 0), "max(−x, x) is the absolute value: piece 2"),
        ((2, 0, 1, 0), "max(2 x, x) is a bend from slope 1 to slope 2: piece 1"),
        ((-1, 0, 0, 0), "max(−x, 0) is a bend from slope −1 to slope 0: piece 2"),
        ((1, 0, 0, 1), "max(x, 1) is ReLU, with its corner at (1, 1): piece 1"),
        ((1, 1, 0, 0), "max(x + 1, 0) is ReLU, with its corner at (−1, 0): piece 1"),
        ((1, 0, -1, 1), "max(x, −x + 1) is the absolute value, with its corner at (0.5, 0.5): "),
        ((1, -1, 0.1, -0.3), "max(x − 1, 0.1 x − 0.3) is the leaky ReLU with slope 0.1, with its "),
        ((0.1, 1, 0, -1), "slope 0 to slope 0.1, with its corner outside the picture: piece 1"),
        ((2, 2, 1.7, 1.9), "with its corner at (−0.33, 1.33): piece 1"),
    ],
)
def test_the_sentence_names_the_function_and_who_wins_where(controls, seen):
    assert seen in scenes.maxout(*controls).describe()


@pytest.mark.parametrize(("b1", "b2", "wins"), [(1, -1, 1), (-1, 1, 2)])
def test_of_parallel_pieces_one_never_learns(b1, b2, wins):
    assert (
        scenes.maxout(1, b1, 1, b2)
        .describe()
        .endswith(
            f"is a straight line: piece {wins} is the larger for every input, and piece {3 - wins} "
            "gets no gradient."
        )
    )


def test_equal_pieces_are_told():
    assert scenes.maxout(1, 0.5, 1, 0.5).describe() == (
        "max(x + 0.5, x + 0.5) is a straight line: both pieces are the same."
    )


@pytest.mark.parametrize("controls", [(1, 0, 0, 1), (-0.5, 2, 1.3, -1), (0.1, -1, 2, 2)])
def test_at_the_corner_both_pieces_are_equal(controls):
    w1, b1, w2, b2 = controls
    x, output = scenes.maxout(*controls).corner
    assert output == pytest.approx(w1 * x + b1) == pytest.approx(w2 * x + b2)


@pytest.mark.parametrize("controls", [(1, 0, 0, 1), (0, 2, 1, 0), (-1, 0, 0.5, 1)])
def test_the_piece_named_is_the_larger_on_its_side(controls):
    scene = scenes.maxout(*controls)
    on_the_right = int(scene.describe().split("piece ")[1][0]) - 1
    right = scene.x > scene.corner[0]
    assert (scene.outputs[right] == scene.pieces[on_the_right, right]).all()
    assert (scene.outputs[~right] == scene.pieces[1 - on_the_right, ~right]).all()
