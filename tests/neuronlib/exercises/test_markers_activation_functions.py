"""The exercises on sigmoid and tanh: right answers in more than one form, and likely wrong ones."""

import numpy as np
import pytest

from neuronlib import Network, relu, sigmoid, tanh
from neuronlib.exercises import activation_functions as module
from tests.neuronlib.exercises.told import (
    assert_all_are_tried,
    assert_not_answered_yet,
    assert_told_right,
    assert_told_wrong,
)


def one_sign(G):
    return ((G >= 0).all(axis=1) | (G <= 0).all(axis=1)).mean()


def one_sign_by_hand(G):
    return sum(min(row) >= 0 or max(row) <= 0 for row in G) / len(G)


def tanh_by_odds(z, sigmoid):
    odds = sigmoid(z) / sigmoid(-np.asarray(z))  # e to the z
    return (odds**2 - 1) / (odds**2 + 1)


def tanh_that_looks_busy(z, sigmoid):
    return np.tanh(z) + 0 * sigmoid(z)


def centred(X):
    return X - X.mean(axis=1, keepdims=True)


def centred_in_place(X):
    X -= X.mean(axis=1, keepdims=True)
    return X


def twin(network, *, doubled=True, shifted=True, only_one=False):
    new = Network(network.sizes, activation=sigmoid, dtype=np.float64)
    last = len(network.layers) - 1
    for k, (to, layer) in enumerate(zip(new.layers, network.layers, strict=True)):
        W, b = layer.weights, layer.biases
        if k > 0 and not (only_one and k < last):
            W, b = 2 * W, b - shifted * W.sum(axis=1, keepdims=True)
        if k < last:
            W, b = (1 + doubled) * W, (1 + doubled) * b
        to.weights[...], to.biases[...] = W, b
    return new


def changing_twin(network):
    new = twin(network)
    network.parameters *= 2
    return new


RIGHT = [
    ("slope-from-output", lambda a: a * (1 - a)),
    ("slope-from-output", lambda a: a - a**2),
    ("tanh-from-sigmoid", lambda z, sigmoid: 2 * sigmoid(2 * z) - 1),
    ("tanh-from-sigmoid", lambda z, sigmoid: sigmoid(2 * z) - sigmoid(-2 * np.asarray(z))),
    ("tanh-from-sigmoid", tanh_by_odds),
    ("saturation-edge", 2.99),
    ("saturation-edge", np.arctanh(np.sqrt(0.99))),
    ("saturation-edge", np.arccosh(10)),
    ("centre-inputs", centred),
    ("centre-inputs", lambda X: (X.T - X.T.mean(axis=0)).T),
    ("one-sign", one_sign),
    ("one-sign", one_sign_by_hand),
    ("sigmoid-twin", twin),
]

WRONG = [
    ("slope-from-output", sigmoid.derivative, "but treats it as z"),
    ("slope-from-output", lambda a: 1 - a**2, "is the slope of tanh"),
    ("slope-from-output", lambda a: a, "for a = 0.5 the slope is 0.25; you say 0.5"),
    ("tanh-from-sigmoid", lambda z, sigmoid: 2 * sigmoid(z) - 1, "slope at zero is 1/2"),
    ("tanh-from-sigmoid", lambda z, sigmoid: sigmoid(2 * z), "tanh is 0.4621; you say 0.7311"),
    ("tanh-from-sigmoid", lambda z, sigmoid: np.tanh(z), "not made of the sigmoid alone"),
    ("tanh-from-sigmoid", lambda z, _: 2 * sigmoid(2 * z) - 1, "not made of the sigmoid alone"),
    ("tanh-from-sigmoid", tanh_that_looks_busy, "not made of the sigmoid alone"),
    ("saturation-edge", 5.98, "slope of tanh is 0.0000; it should be 0.01"),
    ("saturation-edge", 2.0, "at z = 2 the slope of tanh is 0.0707"),
    ("saturation-edge", -2.99, "look for a positive z"),
    ("saturation-edge", float("nan"), "look for a positive z"),
    ("centre-inputs", lambda X: X - X.mean(), "one mean of all the numbers"),
    ("centre-inputs", lambda X: X - X.mean(axis=0), "an example is a column"),
    ("centre-inputs", lambda X: X - 2, "means of the inputs are not zero"),
    ("centre-inputs", lambda X: 0 * X, "no longer spread as they were"),
    ("centre-inputs", centred_in_place, "changes the array that it is given"),
    ("centre-inputs", lambda X: centred(X).T, "you return shape (50, 3)"),
    ("one-sign", lambda G: (G >= 0).all(axis=1).mean(), "the share is 0.75"),
    ("one-sign", lambda G: ((G > 0).all(1) | (G < 0).all(1)).mean(), "the share is 0.5"),
    ("one-sign", lambda G: one_sign(G.T), "the share is 0.75"),
    ("sigmoid-twin", lambda network: network.parameters, "should return a network, not ndarray"),
    ("sigmoid-twin", changing_twin, "changes the network that it is given"),
    ("sigmoid-twin", lambda network: network, "sigmoid in each hidden layer"),
    ("sigmoid-twin", lambda n: Network([3, 4, 2], activation=sigmoid), "the same sizes"),
    ("sigmoid-twin", lambda n: Network(n.sizes, activation=relu), "sigmoid in each hidden layer"),
    ("sigmoid-twin", lambda n: twin(n, doubled=False), "with one hidden layer the scores differ"),
    ("sigmoid-twin", lambda n: twin(n, shifted=False), "with one hidden layer the scores differ"),
    ("sigmoid-twin", lambda n: twin(n, only_one=True), "with two hidden layers the scores differ"),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_is_told_so(name, answer, capsys):
    assert_told_right(name, answer, capsys)


@pytest.mark.parametrize(("name", "answer", "told"), WRONG)
def test_a_wrong_answer_is_told_what_is_wrong(name, answer, told, capsys):
    assert_told_wrong(name, answer, told, capsys)


@pytest.mark.parametrize(
    "name", ["slope-from-output", "tanh-from-sigmoid", "centre-inputs", "one-sign", "sigmoid-twin"]
)
def test_an_untouched_function_is_not_answered_yet(name, capsys):
    assert_not_answered_yet(name, capsys)


def test_every_exercise_of_the_chapter_is_tried_both_ways():
    assert_all_are_tried(RIGHT, WRONG, module)


def test_the_edge_of_saturation_is_where_the_slope_is_one_percent():
    assert tanh.derivative(np.arccosh(10.0)) == pytest.approx(0.01)
