"""Exercises of the first chapters: right answers pass in several forms, wrong ones learn why."""

import re

import numpy as np
import pytest

from neuronlib import Neuron, identity, relu
from neuronlib.exercises import check, one_neuron, quick_intro, what_you_need
from neuronlib.exercises.marking import MARKERS


def softmax(scores):
    exponentials = np.exp(scores - scores.max())
    return exponentials / exponentials.sum()


def naive_softmax(scores):
    return np.exp(scores) / np.exp(scores).sum()


def opposite(neuron):
    return Neuron(-neuron.weights, -float(neuron.bias))


def two_layers(W1, b1, W2, b2, X):
    return W2 @ np.maximum(0, W1 @ X + b1) + b2


def hinge(score, label):
    return max(0.0, 1 - (2 * label - 1) * score)


RIGHT = [
    ("softmax", softmax),
    ("softmax", lambda s: [float(p) for p in softmax(s)]),
    ("softmax", lambda s: 1 / np.exp(np.minimum(s[None, :] - s[:, None], 700)).sum(axis=1)),
    ("one-step", 1.4),
    ("one-step", 1 - 0.1 * 2 * (1 - 3)),
    ("one-step", np.float32(1.4)),
    ("count-parameters", 2260),
    ("count-parameters", 64 * 30 + 30 * 10 + 30 + 10),
    ("collapse", lambda W1, W2: W2 @ W1),
    ("collapse", lambda W1, W2: np.einsum("ij,jk->ik", W2, W1)),
    ("two-layers", two_layers),
    ("and-neuron", Neuron([1.0, 1.0], bias=-1.5)),
    ("and-neuron", Neuron([20.0, 30.0], bias=-40.0, activation=relu)),
    ("swap-classes", opposite),
    ("hinge-by-hand", hinge),
    ("hinge-by-hand", lambda s, y: np.maximum(0, 1 - s if y else 1 + s)),
    ("half-life", 693),
    ("half-life", 693.0),
]

WRONG = [
    ("softmax", naive_softmax, "scores of 1000 overflow"),
    ("softmax", lambda s: s / s.sum(), "the first probability should be 0.0900"),
    ("softmax", lambda s: np.exp(s - s.max()), "the first probability should be 0.0900"),
    ("softmax", lambda s: softmax(s)[:, None], r"you return shape \(3, 1\): one number per score"),
    ("softmax", lambda s: softmax(s).max(), r"you return shape \(\)"),
    ("one-step", 0.6, "the gradient at w = 1 is negative, so w must grow"),
    ("one-step", 3.0, "you say 3.0; the new w is the old one minus η times the slope"),
    ("count-parameters", 2220, "these are the weights. each neuron has a bias too"),
    ("count-parameters", 104, "you say 104. count w1, b1, w2 and b2 one by one"),
    ("collapse", lambda W1, W2: W1 @ W2, "stops with ValueError"),
    ("collapse", lambda W1, W2: (W2 @ W1).T, r"has shape \(3, 2\), expected \(2, 3\)"),
    ("collapse", lambda W1, W2: W2 @ W1 + 1, r"the shape is right, but w x is not w2 \(w1 x\)"),
    ("two-layers", lambda W1, b1, W2, b2, X: W2 @ (W1 @ X + b1) + b2, "non-linearity is missing"),
    ("two-layers", lambda W1, b1, W2, b2, X: two_layers(W1, b1, W2, b2, X).T, r"shape \(2, 5\)"),
    ("two-layers", lambda W1, b1, W2, b2, X: two_layers(W1, b1, W2, 0, X), "are both biases in"),
    ("two-layers", lambda W1, b1, W2, b2, X: two_layers(W1, 0, W2, b2, X), "are both biases in"),
    ("and-neuron", (1, 1, -1.5), "should be a neuron, not tuple"),
    ("and-neuron", Neuron([1.0, 1.0], bias=-0.5), r"for the inputs \(0, 1\) it fires"),
    ("and-neuron", Neuron([1.0, 1.0], bias=-2.5), r"for the inputs \(1, 1\) it stays silent"),
    ("and-neuron", Neuron([1.0, 1.0, 1.0], bias=-1.5), "stops with ValueError: x: got shape"),
    ("swap-classes", lambda n: n, "some points stay in their class"),
    ("swap-classes", lambda n: Neuron(-n.weights, n.bias), "some points stay in their class"),
    ("swap-classes", lambda n: Neuron(-2 * n.weights, -2 * n.bias), "should add up to 1"),
    ("swap-classes", lambda n: Neuron(-n.weights, -n.bias, identity), "should add up to 1"),
    ("swap-classes", lambda n: -n.weights, "should return a neuron, not ndarray"),
    ("hinge-by-hand", lambda s, y: 1 - (2 * y - 1) * s, "for score 2.0 and label 1 you say -1.0"),
    ("hinge-by-hand", lambda s, y: max(0.0, 1 - s), "for score 0.5 and label 0 you say 0.5"),
    ("hinge-by-hand", lambda s, y: 0.0, "for score 0.5 and label 1 you say 0.0; it is 0.5"),
    ("half-life", 692, "after 692 updates slightly more than half is left"),
    ("half-life", 500, "you say 500. solve"),
]


def test_every_exercise_is_tried_here_with_right_and_wrong_answers():
    chapters = {module.__name__ for module in (what_you_need, quick_intro, one_neuron)}
    names = {name for name, (mark, _) in MARKERS.items() if mark.__module__ in chapters}
    assert {name for name, _ in RIGHT} == {name for name, _, _ in WRONG} == names


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_is_told_so(capsys, name, answer):
    check(name, answer)
    assert capsys.readouterr().out == f"Right. {MARKERS[name][1]}\n"


@pytest.mark.parametrize(("name", "answer", "words"), WRONG)
def test_a_wrong_answer_learns_what_is_wrong(capsys, name, answer, words):
    check(name, answer)
    told = capsys.readouterr().out
    assert told.startswith("Not yet. ") and told.count("\n") == 1
    assert re.search(words.lower(), told.lower()), told


def test_the_half_life_is_the_first_power_below_one_half():
    assert 0.999**693 <= 0.5 < 0.999**692
