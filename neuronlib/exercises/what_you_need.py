"""Exercises of the chapter “What you need”."""

from typing import Any

import numpy as np

from neuronlib.datasets import digits
from neuronlib.exercises.marking import close, marker, tried
from neuronlib.losses import cross_entropy


@marker("softmax", "Your probabilities are positive, add up to 1, and survive scores of 1000.")
def _softmax(answer: Any) -> str | None:
    for scores in ([1.0, 2.0, 3.0], [0.0, 0.0], [-2.0, 0.5, 0.5, 4.0]):
        exponentials = np.exp(np.array(scores))
        expected = exponentials / exponentials.sum()
        given = tried(answer, np.array(scores))
        if np.shape(given) != expected.shape:
            return f"For scores {scores} you return shape {np.shape(given)}: one number per score."
        if not close(given, expected):
            return f"For scores {scores} the first probability should be {expected[0]:.4f}."
    with np.errstate(all="ignore"):
        if not close(tried(answer, np.array([1000.0, 0.0])), [1.0, 0.0]):
            return "Small scores come out right, but scores of 1000 overflow: see the hint."
    return None


@marker("one-step", "The step goes downhill: from f(1) = 4 to f(1.4) = 2.56.")
def _one_step(answer: Any) -> str | None:
    if close(answer, 1.4):
        return None
    if close(answer, 0.6):
        return "The gradient at w = 1 is negative, so w must grow."
    return f"You say {answer}; the new w is the old one minus η times the slope 2 (w − 3) at w = 1."


@marker("slope-of-cross-entropy", "p minus a one at the right class: nothing could be simpler.")
def _slope_of_cross_entropy(answer: Any) -> str | None:
    for scores, label in (([2.0, 1.5, -3.0], 1), ([0.0, 0.0], 0), ([1.0, -2.0, 0.5, 3.0], 3)):
        s = np.array(scores)
        _, expected = cross_entropy(s[:, None], [label])
        given = tried(answer, s, label)
        if np.shape(given) != s.shape:
            return f"For scores {scores} you return shape {np.shape(given)}: one slope per score."
        if close(given, -expected[:, 0]):
            return "The sign is turned: a higher score of the right class lowers the loss."
        if not close(given, expected[:, 0]):
            return f"For scores {scores} and class {label} the first is {expected[0, 0]:.4f}."
    return None


@marker("finite-difference", "Two-sided: halve the step, and the error falls to a quarter.")
def _finite_difference(answer: Any) -> str | None:
    point, step = np.array([1.0, 2.0]), 1e-3

    def f(w: Any) -> Any:
        return w[0] ** 3 * w[1] + np.exp(w[1])

    exact = np.array([3 * point[0] ** 2 * point[1], point[0] ** 3 + np.exp(point[1])])
    before = point.copy()
    given = tried(answer, f, point, step)
    if not np.array_equal(point, before):
        return "Your function leaves w changed. Work on a copy, or put it back."
    if np.shape(given) != exact.shape:
        return f"For two numbers you return shape {np.shape(given)}: one slope per number."
    errors = np.abs(np.asarray(given) - exact)
    if errors.max() < 1e-4:
        return None
    if errors.max() < 1e-1:
        return "Nearly. Look to both sides of w: to one side alone the error is far larger."
    return f"At (1, 2) the slopes of w₁³ w₂ + e^w₂ are {exact.round(2)}; yours are {given}."


@marker("classifier-from-scratch", "A classifier of your own, and no library in it but numpy.")
def _classifier_from_scratch(answer: Any) -> str | None:
    training, test = digits().split(0.7, seed=1)
    W, b = tried(answer, training.X.astype(float), training.y)
    if np.shape(W) != (10, 64) or np.size(b) != 10:
        return (
            f"Expected W of shape (10, 64) and 10 biases; got {np.shape(W)} and {np.size(b)} of "
            "them."
        )
    scores = np.asarray(W) @ test.X + np.reshape(b, (10, 1))
    if not np.isfinite(scores).all():
        return "Some scores are not finite: the steps were too long."
    percent = 100 * np.mean(scores.argmax(axis=0) == test.y)
    if percent < 93:
        return f"On digits it has not seen it is right for {percent:.0f} %; 93 % can be had."
    return None
