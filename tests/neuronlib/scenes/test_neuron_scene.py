"""The scene of one neuron: its numbers worked out point by point, and its sentence."""

import math

import pytest

from neuronlib import ACTIVATIONS, relu, scenes, sigmoid
from neuronlib.scenes.neuron import GRID, LIMITS, POINTS
from tests.neuronlib.oracles import BY_HAND


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
@pytest.mark.parametrize(("w1", "w2", "bias"), [(1, -1, 0), (-2.5, 0.3, 1.2), (0, 0, -1)])
def test_outputs_loss_and_count_are_those_worked_out_point_by_point(activation, w1, w2, bias):
    scene = scenes.neuron(w1, w2, bias, activation)
    axis = [-3 + 6 * k / (GRID - 1) for k in range(GRID)]
    for row, column in [(0, 0), (0, GRID - 1), (GRID - 1, 0), (17, 42)]:
        score = w1 * axis[column] + w2 * axis[row] + bias
        expected = BY_HAND[activation.name](score)
        assert scene.outputs[row, column] == pytest.approx(expected, abs=1e-12)
    losses, right = [], 0
    for (x1, x2), label in zip(POINTS.X.T.tolist(), POINTS.y, strict=True):
        score = w1 * x1 + w2 * x2 + bias
        losses.append(math.log1p(math.exp(score)) - label * score)
        right += (score > 0) == (label == 1)
    assert scene.loss == pytest.approx(math.fsum(losses) / 60, rel=1e-5)
    assert scene.n_right == right
    assert scene.outputs.shape == (GRID, GRID)


def test_the_scene_holds_what_is_drawn():
    scene = scenes.neuron(w1=2.0, w2=0.0, bias=-3.0, activation=relu)
    assert scene.neuron.weights.tolist() == [2, 0] and scene.neuron.bias == -3
    assert scene.neuron.activation is relu
    assert scene.points is POINTS and scene.limits == LIMITS == (-3, 3)
    assert {tuple(end) for end in scene.boundary.T} == {(1.5, -3.0), (1.5, 3.0)}


def test_loss_and_boundary_do_not_depend_on_the_activation():
    several = [scenes.neuron(1.0, -0.5, 0.3, one) for one in ACTIVATIONS.values()]
    assert len({scene.loss for scene in several}) == 1
    assert len({tuple(scene.boundary.ravel()) for scene in several}) == 1
    assert len({scene.outputs.tobytes() for scene in several}) == len(several)


def test_the_same_controls_give_the_same_scene():
    assert scenes.neuron(0.3, 0.7, -0.2).describe() == scenes.neuron(0.3, 0.7, -0.2).describe()
    with pytest.raises(AttributeError):
        scenes.neuron().loss = 0


def test_the_points_can_be_told_apart_but_not_by_every_neuron():
    assert scenes.neuron(w1=1, w2=1).n_right == 60
    assert scenes.neuron(w1=-1, w2=-1).n_right == 0
    assert scenes.neuron(w1=-1, w2=-1).loss > scenes.neuron(w1=1, w2=1).loss


@pytest.mark.parametrize(
    ("controls", "seen"),
    [
        ((0, 2, -1), "boundary runs level:"),
        ((-2, 0, 1), "boundary runs upright:"),
        ((1, 2, 0), "boundary falls to the right:"),
        ((-1, -2, 0), "boundary falls to the right:"),
        ((1, -2, 0), "boundary rises to the right:"),
        ((-1, 2, 0), "boundary rises to the right:"),
        ((0.1, 0.1, 3), "boundary lies outside the picture:"),
        ((0, 0, 1), "neuron gives the same output everywhere and has no boundary:"),
        ((0, 0, 0), "neuron gives the same output everywhere and has no boundary:"),
    ],
)
def test_the_sentence_says_where_the_boundary_is(controls, seen):
    assert seen in scenes.neuron(*controls).describe()


@pytest.mark.parametrize(("w1", "w2"), [(1, 2), (-1, -2), (1, -2), (-1, 2)])
def test_the_boundary_falls_and_rises_as_its_sentence_says(w1, w2):
    scene = scenes.neuron(w1, w2)
    left, right = sorted(scene.boundary.T.tolist())
    assert ("falls" if right[1] < left[1] else "rises") in scene.describe()


def test_the_sentence_is_one_with_every_number_in_it():
    scene = scenes.neuron(-0.5, 1.25, 0.3, sigmoid)
    assert scene.describe() == (
        "With w₁ = −0.5, w₂ = 1.25 and b = 0.3 the sigmoid neuron’s boundary rises to the right: "
        f"{scene.n_right} of 60 points are on the right side, and the loss is {scene.loss:.2f}."
    )


def test_an_activation_that_is_none_is_named():
    with pytest.raises(TypeError, match="activation: got 'relu'"):
        scenes.neuron(activation="relu")
