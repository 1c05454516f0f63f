"""The exercises on ReLU: right answers in more than one form, wrong ones learn what is wrong."""

import numpy as np
import pytest

from neuronlib.exercises import relu_and_relatives as module
from tests.neuronlib.exercises.told import (
    assert_all_are_tried,
    assert_told_right,
    assert_told_wrong,
)


def killing_step(z, d):
    if np.any((z > 0) & (d <= 0)):
        return np.inf
    least = max((z[i] / d[i] for i in np.flatnonzero(z > 0)), default=0)
    most = min((z[i] / d[i] for i in np.flatnonzero(d < 0)), default=np.inf)
    return least if least <= most else np.inf


def killing_step_by_search(z, d):
    """Try where lines cross zero: the first that leaves nobody above."""
    crossings = sorted({0.0, *(z[d != 0] / d[d != 0])})
    fitting = [eta for eta in crossings if eta >= 0 and (z - eta * d <= 1e-12).all()]
    return fitting[0] if fitting else np.inf


def train_and_count(
    W1, b1, W2, b2, X, y, learning_rate, updates, *, copies=True, mean=True, biases=True
):
    if copies:
        W1, b1, W2, b2 = W1.copy(), b1.copy(), W2.copy(), b2.copy()
    wanted = np.eye(len(W2))[:, y]
    for _ in range(updates):
        H = np.maximum(0, W1 @ X + b1)
        S = W2 @ H + b2
        P = np.exp(S - S.max(axis=0))
        dS = (P / P.sum(axis=0) - wanted) / (X.shape[1] if mean else 1)
        dZ = (W2.T @ dS) * (H > 0)
        W2 -= learning_rate * dS @ H.T
        W1 -= learning_rate * dZ @ X.T
        if biases:
            b2 -= learning_rate * dS.sum(axis=1, keepdims=True)
            b1 -= learning_rate * dZ.sum(axis=1, keepdims=True)
    return (W1 @ X + b1 <= 0).all(axis=1).mean()


RIGHT = [
    ("leaky-in-one-line", lambda z, alpha: np.maximum(alpha * z, z)),
    ("leaky-in-one-line", lambda z, alpha: z * ((z > 0) + alpha * (z <= 0))),
    ("count-maxout", 8950),
    ("count-maxout", 3 * 65 * 30 + 3 * 31 * 30 + 310.0),
    ("killing-step", killing_step),
    ("killing-step", killing_step_by_search),
    ("back-to-life", 110),
    ("back-to-life", int(np.ceil(np.log(1 / 3) / np.log(0.99)))),
    ("relu-as-maxout", lambda w, b, alpha: (w, b, alpha * w, alpha * b)),
    ("relu-as-maxout", lambda w, b, alpha: (alpha * w, alpha * b, w, b)),
    ("train-and-count", train_and_count),
]

WRONG = [
    ("leaky-in-one-line", lambda z, alpha: np.maximum(0, z), "for α = 0.01 and z = −3 it should"),
    ("leaky-in-one-line", lambda z, alpha: np.minimum(alpha * z, z), "should be -0.03"),
    ("leaky-in-one-line", lambda z, alpha: max(alpha * z[0], z[0]), "return shape ()"),
    ("count-maxout", 8760, "these are the weights"),
    ("count-maxout", 9570, "the output layer has no activation"),
    ("count-maxout", 6070, "you say 6070. count the two hidden layers"),
    ("killing-step", lambda z, d: (z / d).max(), "the unit is dead already, you say -1.0"),
    ("killing-step", lambda z, d: z.max(), "where all lines fall, you say 2.0; it is 4.0"),
    ("killing-step", lambda z, d: max(0, *(z / d)), "a line above zero rises"),
    ("back-to-life", 248, "that is when x = 2 activates it"),
    ("back-to-life", 109, "still just below zero"),
    ("back-to-life", 50, "you say 50. at x = 0.5"),
    ("relu-as-maxout", lambda w, b, alpha: (w, b, alpha * w, b), "for α = 0.01 the larger"),
    ("relu-as-maxout", lambda w, b, alpha: (w, b, 0 * w, 0), "for α = 0.01 the larger"),
    ("relu-as-maxout", lambda w, b, alpha: (w[0], b, w[1], b), "w1 has shape ()"),
    ("train-and-count", lambda *given: train_and_count(*given, copies=False), "have changed"),
    ("train-and-count", lambda *given: train_and_count(*given, mean=False), "at η = 5, after 3"),
    ("train-and-count", lambda *given: train_and_count(*given, biases=False), "you say"),
    ("train-and-count", lambda *given: 0.0, "at η = 5, after 3 updates, you say 0.0"),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_is_told_so(name, answer, capsys):
    assert_told_right(name, answer, capsys)


@pytest.mark.parametrize(("name", "answer", "told"), WRONG)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # a wrong answer may divide by zero
def test_a_wrong_answer_is_told_what_is_wrong(name, answer, told, capsys):
    assert_told_wrong(name, answer, told, capsys)


def test_every_exercise_of_the_chapter_is_tried_both_ways():
    assert_all_are_tried(RIGHT, WRONG, module)


def test_the_unit_comes_back_to_life_at_update_110():
    largest = [(-3 * 0.99**t * np.array([0.5, 1.0, 2.0]) + 0.5).max() for t in (0, 109, 110)]
    assert largest[0] < 0 and largest[1] < 0 < largest[2]
