"""The exercises on layers: right answers in more than one form, wrong ones learn what is wrong."""

from itertools import pairwise

import numpy as np
import pytest

from neuronlib import evaluation_order
from neuronlib.exercises import layers as module
from tests.neuronlib.exercises.told import (
    assert_all_are_tried,
    assert_told_right,
    assert_told_wrong,
)


def shapes(sizes):
    return [(n_out, n_in) for n_in, n_out in pairwise(sizes)]


def any_depth(layers, X, f=np.tanh):
    *hidden, (W, b) = layers
    for weights, biases in hidden:
        X = f(weights @ X + biases)
    return W @ X + b


def connections(side, window):
    """Count by looking at every place of the window."""
    margin = window // 2
    image = np.pad(np.ones((side, side)), margin)
    return sum(
        int(image[i : i + window, j : j + window].sum()) for i in range(side) for j in range(side)
    )


def graph_pass(edges, biases, inputs, *, everywhere=False, nowhere=False):
    values = dict(inputs)
    read = {source for source, _ in edges}
    for name in evaluation_order(edges):
        if name not in values:
            z = biases[name] + sum(w * values[a] for (a, b), w in edges.items() if b == name)
            values[name] = z if nowhere or (name not in read and not everywhere) else max(0.0, z)
    return values


def in_the_order_of_the_edges(edges, biases, inputs):
    values = dict(inputs)
    read = {source for source, _ in edges}
    for name in dict.fromkeys(target for _, target in edges):
        z = biases[name] + sum(w * values.get(a, 0) for (a, b), w in edges.items() if b == name)
        values[name] = max(0.0, z) if name in read else z
    return values


RIGHT = [
    ("size-of-network", (3, 45, 745)),
    ("size-of-network", [3, 20 + 20 + 5, np.int64(745)]),
    ("shapes-of-weights", shapes),
    ("shapes-of-weights", lambda sizes: [np.empty(shape).shape for shape in shapes(sizes)]),
    ("shapes-of-weights", lambda sizes: (list(shape) for shape in shapes(sizes))),
    ("any-depth", any_depth),
    ("widest-network", 68),
    ("widest-network", np.int64(68)),
    ("count-connections", connections),
    ("count-connections", lambda n, k: (n * k - k // 2 * (k // 2 + 1)) ** 2),
    ("graph-pass", graph_pass),
    ("graph-pass", lambda *graph: {k: np.float64(v) for k, v in graph_pass(*graph).items()}),
]

WRONG = [
    ("size-of-network", 745, "should be three numbers, such as (1, 2, 3); yours is 745"),
    ("size-of-network", (4, 45, 745), "the input is not counted as a layer"),
    ("size-of-network", (2, 45, 745), "you say 2 layers. each arrow in 10 → 20 → 20 → 5 is one"),
    ("size-of-network", (3, 55, 745), "the 10 inputs are no neurons"),
    ("size-of-network", (3, 40, 745), "40 neurons are not: add up the sizes of the layers"),
    ("size-of-network", (3, 45, 700), "these are the weights alone"),
    ("size-of-network", (3, 45, 755), "of parameters you say 755: count again"),
    ("shapes-of-weights", lambda n: [s[::-1] for s in shapes(n)], "shapes of the transposes"),
    ("shapes-of-weights", lambda n: shapes(n)[:-1], "you say [(4, 3), (4, 4)]; it is [(4, 3), (4"),
    ("shapes-of-weights", lambda n: n, "stops with typeerror"),
    ("any-depth", lambda layers, X: any_depth(layers, X).T, "have shape (1, 6); yours have (6, 1)"),
    ("any-depth", lambda layers, X: np.tanh(any_depth(layers, X)), "last layer has no activation"),
    ("any-depth", lambda layers, X: any_depth(layers, X, np.abs), "the scores are not"),
    ("any-depth", lambda layers, X: any_depth(layers[1:], X), "stops with valueerror"),
    ("widest-network", 69, "with 69 it has 10015 parameters: too many"),
    ("widest-network", 67, "with 67 it has 9591 parameters: a wider one would fit"),
    ("widest-network", 68.9, "you say 68.9; it is a whole number of neurons"),
    ("widest-network", 0, "you say 0; it is a whole number of neurons"),
    ("count-connections", lambda n, k: n**2 * k**2, "some windows stick out over the edge"),
    ("count-connections", lambda n, k: n**4, "for 32 × 32 pixels and windows of 3 × 3 you say 10"),
    ("count-connections", lambda n, k: (n - k + 1) ** 2 * k**2, "you say 8100; it is 8836"),
    ("graph-pass", lambda *graph: graph_pass(*graph)["y"], "stops with typeerror"),
    ("graph-pass", lambda *graph: {"y": graph_pass(*graph)["y"]}, "'a' is missing"),
    ("graph-pass", lambda *graph: graph_pass(*graph, nowhere=True), "has the activation max(0, ·)"),
    ("graph-pass", lambda *graph: graph_pass(*graph, everywhere=True), "it has no activation"),
    ("graph-pass", lambda e, b, x: graph_pass(e, {"a": 0, "y": 0}, x), "and x = 1.0, y is 3.5"),
    ("graph-pass", in_the_order_of_the_edges, "does not give the scores of its layers"),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_is_told_so(name, answer, capsys):
    assert_told_right(name, answer, capsys)


@pytest.mark.parametrize(("name", "answer", "told"), WRONG)
def test_a_wrong_answer_is_told_what_is_wrong(name, answer, told, capsys):
    assert_told_wrong(name, answer, told, capsys)


def test_every_exercise_of_the_chapter_is_tried_both_ways():
    assert_all_are_tried(RIGHT, WRONG, module)
