"""The exercises on representational power: right answers, and wrong ones told what is wrong."""

import numpy as np
import pytest

from neuronlib import Network, relu, sigmoid, tanh
from neuronlib.exercises import representational_power as module
from neuronlib.experiments.representational_power import Bumps
from tests.neuronlib.exercises.told import (
    assert_all_are_tried,
    assert_not_answered_yet,
    assert_told_right,
    assert_told_wrong,
)

RISES = np.linspace(0, 1, 21)


def bump(x, a, b, k):
    return sigmoid(k * (x - a)) - sigmoid(k * (x - b))


def uneven(edges, heights=(RISES[:-1] + RISES[1:]) / 2):
    return Bumps(np.array(edges), np.array(heights))


def through(x, y, *, n_extra=0, activation=relu, sign=1, shift=0.0):
    network = Network([1, len(x) - 1 + n_extra, 1], activation=activation, dtype=np.float64)
    hidden, output = network.layers
    hidden.weights[...] = 1
    hidden.biases[...] = -np.append(x[:-1], np.full(n_extra, 99.0))[:, None]
    slopes = sign * np.diff(y) / np.diff(x)
    output.weights[...] = np.append(np.diff(slopes, prepend=0), np.zeros(n_extra))
    output.biases[...] = y[0] + shift
    return network


def wavy(x, y):
    """Meet the points, with one more kink half-way to the second."""
    network = through(x, y, n_extra=1)
    hidden, output = network.layers
    middle = (x[0] + x[1]) / 2
    hidden.biases[-1, 0] = -middle
    # what the extra neuron adds up to the second point, the one that starts there takes back
    output.weights[0, -1] = 1.0
    if len(x) == 2:
        output.weights[0, 0] -= 0.5
        return network
    output.weights[0, 0] -= 0.5
    output.weights[0, 1] -= 0.5
    return network


RIGHT = [
    ("bumps-needed", 315),
    ("bumps-needed", np.int64(315)),
    ("highest-dimension", 6),
    ("highest-dimension", np.log10(1e6)),
    ("bump-by-sigmoids", bump),
    ("bump-by-sigmoids", lambda x, a, b, k: Bumps([a, b], [1.0]).network(k).forward(x[None])[0]),
    ("uneven-bumps", uneven(RISES**2)),
    ("degree-of-squares", lambda n: 2 ** (n - 1)),
    ("degree-of-squares", lambda n: int(np.prod([2] * (n - 1)))),
    ("neurons-for-teeth", 1023),
    ("interpolating-network", through),
    ("interpolating-network", lambda x, y: through(x, y, n_extra=1)),
]

WRONG = [
    ("bumps-needed", 314, "with 314 the error is still just above 0.01"),
    ("bumps-needed", 314.16, "it is a whole number of bumps"),
    ("bumps-needed", 100, "with 100 bumps π/n is 0.0314"),
    ("highest-dimension", 100_000, "you say 100000. with d inputs"),
    ("bump-by-sigmoids", lambda x, a, b, k: bump(x, b, a, k), "it is a hollow and no bump"),
    ("bump-by-sigmoids", lambda x, a, b, k: sigmoid(k * x - a) - sigmoid(k * x - b), "at a / k"),
    ("bump-by-sigmoids", lambda x, a, b, k: sigmoid(k * (x - a)), "with a = 0.0, b = 1.0"),
    ("uneven-bumps", RISES, "should be a bumps(edges, heights), not ndarray"),
    ("uneven-bumps", Bumps.of(np.sqrt, 0, 1, 50), "these are 50 bumps; 20 are allowed"),
    ("uneven-bumps", uneven(2 * RISES**2), "the whole of [0, 1]"),
    ("uneven-bumps", Bumps.of(np.sqrt, 0, 1, 20), "the largest error is 0.1581"),
    ("degree-of-squares", lambda n: 2**n, "the last layer has no activation"),
    ("degree-of-squares", lambda n: 2 * (n - 1), "the square of a square has degree four"),
    ("degree-of-squares", lambda n: n + 5, "for 2 layers you say 7; it is 2"),
    ("neurons-for-teeth", 1024, "nearly: h neurons make up to h + 1 pieces"),
    ("neurons-for-teeth", 20, "you say 20. count the crossings"),
    ("interpolating-network", lambda x, y: x, "should return a network, not ndarray"),
    ("interpolating-network", lambda x, y: Network([1, 3, 3, 1]), "one hidden layer of relus"),
    ("interpolating-network", lambda x, y: through(x, y, activation=tanh), "layer of relus; yours"),
    ("interpolating-network", lambda x, y: through(x, y, n_extra=2), "at most 2 hidden neurons"),
    ("interpolating-network", lambda x, y: through(x, y, sign=-1), "it misses point"),
    ("interpolating-network", lambda x, y: through(x, y, shift=0.1), "it misses point"),
    ("interpolating-network", wavy, "between them it is not straight"),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_is_told_so(name, answer, capsys):
    assert_told_right(name, answer, capsys)


@pytest.mark.parametrize(("name", "answer", "told"), WRONG)
def test_a_wrong_answer_is_told_what_is_wrong(name, answer, told, capsys):
    assert_told_wrong(name, answer, told, capsys)


@pytest.mark.parametrize("name", ["bump-by-sigmoids", "degree-of-squares", "interpolating-network"])
def test_an_untouched_function_is_not_answered_yet(name, capsys):
    assert_not_answered_yet(name, capsys)


def test_every_exercise_of_the_chapter_is_tried_both_ways():
    assert_all_are_tried(RIGHT, WRONG, module)
