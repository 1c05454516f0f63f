"""Exercises of the chapter “What you need”."""

from typing import Any

import numpy as np

from neuronlib.exercises.marking import close, marker, tried


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
