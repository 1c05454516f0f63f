"""Exercises of the chapter “One neuron as a classifier”."""

from typing import Any

import numpy as np

from neuronlib.exercises.marking import close, marker, tried
from neuronlib.neuron import Neuron


@marker("and-neuron", "It fires for (1, 1) alone. One line separates that corner from the others.")
def _and_neuron(answer: Any) -> str | None:
    if not isinstance(answer, Neuron):
        return f"The answer should be a Neuron, not {type(answer).__name__}."
    for corner in ((0, 0), (0, 1), (1, 0), (1, 1)):
        fires = bool(answer.score(np.array(corner, dtype=float)) > 0)
        if fires != (corner == (1, 1)):
            return f"For the inputs {corner} it {'fires' if fires else 'stays silent'}."
    return None


@marker("swap-classes", "Turning every sign keeps the line and swaps its sides.")
def _swap_classes(answer: Any) -> str | None:
    neuron = Neuron([2.0, -1.0], bias=0.5)
    swapped = tried(answer, neuron)
    if not isinstance(swapped, Neuron):
        return f"The function should return a Neuron, not {type(swapped).__name__}."
    points = np.random.default_rng(0).standard_normal((2, 50))
    probabilities = neuron.forward(points) + swapped.forward(points)
    if not close(np.sign(neuron.score(points)), -np.sign(swapped.score(points))):
        return "Some points stay in their class."
    if not close(probabilities, np.ones(50)):
        return "The line is right, but P(y=1) and your P(y=1) should add up to 1 at every point."
    return None


@marker("hinge-by-hand", "No loss from a margin of 1 on, and one more for each step back.")
def _hinge_by_hand(answer: Any) -> str | None:
    for score, label, expected in ((2.0, 1, 0.0), (0.5, 1, 0.5), (-1.0, 1, 2.0), (0.5, 0, 1.5)):
        given = tried(answer, score, label)
        if not close(given, expected):
            return f"For score {score} and label {label} you say {given}; it is {expected}."
    return None


@marker("half-life", "0.999 to the power 693 is just below one half.")
def _half_life(answer: Any) -> str | None:
    if close(answer, 693):
        return None
    if close(answer, 692):
        return "After 692 updates slightly more than half is left."
    return f"You say {answer}. Solve (1 − ηλ)^t ≤ ½ with ηλ = 0.001, and round up."
