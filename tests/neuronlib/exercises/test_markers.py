"""Exercises of the first chapters: right answers pass in several forms, wrong ones learn why."""

import numpy as np
import pytest

from neuronlib import Neuron, identity, relu
from neuronlib.exercises import one_neuron, quick_intro, what_you_need
from tests.neuronlib.exercises.told import (
    assert_all_are_tried,
    assert_told_right,
    assert_told_wrong,
)


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


def slope_of_cross_entropy(scores, label):
    p = softmax(scores)
    p[label] -= 1
    return p


def finite_difference(f, w, step):
    rows = step * np.eye(w.size)
    return np.array([(f(w + row) - f(w - row)) / (2 * step) for row in rows])


def one_sided(f, w, step):
    return [(f(w + row) - f(w)) / step for row in step * np.eye(w.size)]


def careless(f, w, step):
    slopes = finite_difference(f, w, step)
    w += step
    return slopes


def classifier(steps, rate):
    def fit(X, y):
        W, b, one_hot = np.zeros((10, 64)), np.zeros((10, 1)), np.eye(10)[:, y]
        for _ in range(steps):
            scores = W @ X + b
            p = np.exp(scores - scores.max(axis=0))
            slopes = (p / p.sum(axis=0) - one_hot) / y.size
            W, b = W - rate * slopes @ X.T, b - rate * slopes.sum(axis=1, keepdims=True)
        return W, b

    return fit


def backpropagation(W1, b1, W2, b2, X, y, scale=1.0, through=True):
    hidden = np.maximum(0, W1 @ X + b1)
    scores = W2 @ hidden + b2
    p = np.exp(scores - scores.max(axis=0))
    p /= p.sum(axis=0)
    loss = -np.log(p[y, np.arange(y.size)]).mean()
    delta = scale * (p - np.eye(len(p))[:, y]) / y.size
    below = W2.T @ delta * (hidden > 0 if through else 1)
    return (
        loss,
        below @ X.T,
        below.sum(axis=1, keepdims=True),
        delta @ hidden.T,
        delta.sum(axis=1, keepdims=True),
    )


def logistic_regression(steps=3000, learns_bias=True):
    def fit(X, y, l2):
        w, b = np.zeros(len(X)), 0.0
        for _ in range(steps):
            slopes = (1 / (1 + np.exp(-(w @ X + b))) - y) / y.size
            w, b = w - 0.5 * (X @ slopes + l2 * w), b - 0.5 * learns_bias * slopes.sum()
        return Neuron(w, b)

    return fit


RIGHT = [
    ("softmax", softmax),
    ("softmax", lambda s: [float(p) for p in softmax(s)]),
    ("softmax", lambda s: 1 / np.exp(np.minimum(s[None, :] - s[:, None], 700)).sum(axis=1)),
    ("one-step", 1.4),
    ("one-step", 1 - 0.1 * 2 * (1 - 3)),
    ("one-step", np.float32(1.4)),
    ("slope-of-cross-entropy", slope_of_cross_entropy),
    ("finite-difference", finite_difference),
    ("classifier-from-scratch", classifier(steps=300, rate=0.5)),
    ("twice-as-wide", lambda W1, W2: (np.vstack([W1, W1]), np.hstack([W2, W2]) / 2)),
    ("twice-as-wide", lambda W1, W2: (np.vstack([W1, -W1]), np.hstack([W2, 0 * W2]))),
    ("backpropagation", backpropagation),
    ("fit-a-neuron", logistic_regression()),
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
    ("softmax", lambda s: softmax(s)[:, None], "you return shape (3, 1): one number per score"),
    ("softmax", lambda s: softmax(s).max(), "you return shape ()"),
    ("one-step", 0.6, "the gradient at w = 1 is negative, so w must grow"),
    ("one-step", 3.0, "you say 3.0; the new w is the old one minus η times the slope"),
    ("slope-of-cross-entropy", lambda s, y: -slope_of_cross_entropy(s, y), "the sign is turned"),
    ("slope-of-cross-entropy", lambda s, y: softmax(s), "class 1 the first is 0.6199"),
    ("slope-of-cross-entropy", lambda s, y: 0.0, "shape (): one slope per score"),
    ("finite-difference", one_sided, "look to both sides of w"),
    ("finite-difference", careless, "leaves w changed"),
    ("finite-difference", lambda f, w, step: f(w), "shape (): one slope per number"),
    ("finite-difference", lambda f, w, step: 0 * w, "at (1, 2) the slopes of"),
    ("classifier-from-scratch", classifier(steps=3, rate=0.1), "it is right for 71 %; 93 % can be"),
    (
        "classifier-from-scratch",
        lambda X, y: (np.nan * np.ones((10, 64)), np.zeros(10)),
        "not finite",
    ),
    ("classifier-from-scratch", lambda X, y: (np.ones((64, 10)), np.zeros(10)), "got (64, 10)"),
    ("twice-as-wide", lambda W1, W2: (np.vstack([W1, W1]), np.hstack([W2, W2])), "have doubled"),
    ("twice-as-wide", lambda W1, W2: (W1, W2), "yours are (4, 3) and (2, 4)"),
    (
        "twice-as-wide",
        lambda W1, W2: (np.vstack([W1, W1]), np.hstack([W2, 0 * W2]) + 1),
        "have changed",
    ),
    ("backpropagation", lambda *a: backpropagation(*a, scale=7), "b2 is 7 times too large"),
    (
        "backpropagation",
        lambda *a: backpropagation(*a, through=False),
        "gradient of b1 is the first wrong",
    ),
    ("backpropagation", lambda *a: (1.0, 0, 0, 0, 0), "the mean over the batch; you say 1.0"),
    ("backpropagation", lambda *a: backpropagation(*a)[:3], "four gradients; you return 2"),
    (
        "backpropagation",
        lambda *a: [np.ravel(g) if k else g for k, g in enumerate(backpropagation(*a))],
        "gradient of b2 has shape (4, 1)",
    ),
    ("fit-a-neuron", lambda X, y, l2: np.zeros(2), "should return a neuron, not ndarray"),
    ("fit-a-neuron", logistic_regression(steps=3), "the lowest point lies at"),
    ("fit-a-neuron", logistic_regression(learns_bias=False), "does the bias learn"),
    ("count-parameters", 2220, "these are the weights. each neuron has a bias too"),
    ("count-parameters", 104, "you say 104. count w1, b1, w2 and b2 one by one"),
    ("collapse", lambda W1, W2: W1 @ W2, "stops with ValueError"),
    ("collapse", lambda W1, W2: (W2 @ W1).T, "has shape (3, 2), expected (2, 3)"),
    ("collapse", lambda W1, W2: W2 @ W1 + 1, "the shape is right, but w x is not w2 (w1 x)"),
    ("two-layers", lambda W1, b1, W2, b2, X: W2 @ (W1 @ X + b1) + b2, "non-linearity is missing"),
    ("two-layers", lambda W1, b1, W2, b2, X: two_layers(W1, b1, W2, b2, X).T, "shape (2, 5)"),
    ("two-layers", lambda W1, b1, W2, b2, X: two_layers(W1, b1, W2, 0, X), "are both biases in"),
    ("two-layers", lambda W1, b1, W2, b2, X: two_layers(W1, 0, W2, b2, X), "are both biases in"),
    ("and-neuron", (1, 1, -1.5), "should be a neuron, not tuple"),
    ("and-neuron", Neuron([1.0, 1.0], bias=-0.5), "for the inputs (0, 1) it fires"),
    ("and-neuron", Neuron([1.0, 1.0], bias=-2.5), "for the inputs (1, 1) it stays silent"),
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


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_is_told_so(name, answer, capsys):
    assert_told_right(name, answer, capsys)


@pytest.mark.parametrize(("name", "answer", "told"), WRONG)
def test_a_wrong_answer_is_told_what_is_wrong(name, answer, told, capsys):
    assert_told_wrong(name, answer, told, capsys)


def test_every_exercise_of_these_chapters_is_tried_both_ways():
    assert_all_are_tried(RIGHT, WRONG, what_you_need, quick_intro, one_neuron)


def test_the_half_life_is_the_first_power_below_one_half():
    assert 0.999**693 <= 0.5 < 0.999**692
