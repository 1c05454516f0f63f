"""Exercises of the chapter “Playground”: states are written, and trained."""

from dataclasses import fields
from typing import Any

import numpy as np

from neuronlib.exercises.marking import close, marker, tried
from neuronlib.scenes.playground import Settings, Training, playground

_WORDS = {"learning_rate": "rate", "batch_size": "batch", "hidden": "hidden layers"}


@marker("state-as-text", "Whoever pastes this line gets the same training.")
def _state_as_text(answer: Any) -> str | None:
    if not isinstance(answer, str):
        return f"The answer should be a text such as 'moons 2-8-2 tanh', not {answer!r}."
    wanted = Settings("circles", 0.5, (6, 6), "relu", learning_rate=0.05, seed=3)
    return _differs(Settings.parse(answer), wanted)


@marker("two-folds", "Two folds are enough. How many of twenty seeds find them?")
def _two_folds(answer: Any) -> str | None:
    if not isinstance(answer, str):
        return f"The answer should be a text such as 'xor 2-2-2 relu seed=0', not {answer!r}."
    settings = Settings.parse(answer)
    wanted = Settings("xor", hidden=(2,), activation="relu", seed=settings.seed)
    if mistake := _differs(settings, wanted):
        return mistake
    training = _trained(settings, 1000)
    right = training.network.accuracy(training.test_set.X, training.test_set.y)
    if right < 0.95:
        return f"From seed {settings.seed} it gets {100 * right:.0f} % right. Try other seeds."
    return None


@marker("rate-that-kills", "At 7 one unit is left. At 8 there is none, and none comes back.")
def _rate_that_kills(answer: Any) -> str | None:
    if close(answer, 8):
        return None
    if not isinstance(answer, int | np.integer) or answer < 1:
        return f"You say {answer!r}; it is a whole number from 1 on."
    state = f"moons noise=0.3 2-16-2 relu rate={answer} momentum=0"
    n_alive = int((~_trained(Settings.parse(state), 200).dead).sum())
    if n_alive:
        return f"At a rate of {answer} there are still {n_alive} of 16 units alive."
    return f"At a rate of {answer} all are dead, but they are so at a smaller one too."


@marker("when-to-stop", "This is early stopping: the weights of that moment are the ones to keep.")
def _when_to_stop(answer: Any) -> str | None:
    updates, _, of_overfitting = playground("overfitting", 2000).losses
    for losses, patience, expected in (
        ([0.9, 0.5, 0.6, 0.7, 0.8], 2, 10),
        ([0.9, 0.5, 0.6, 0.4, 0.8], 2, 30),
        ([0.9, 0.5, 0.6, 0.7, 0.1], 2, 10),
        ([0.9, 0.5, 0.6, 0.7, 0.1], 3, 40),
        ([0.9, 0.8, 0.7, 0.6, 0.5], 1, 40),
        (of_overfitting, 3, 50),
    ):
        moments = updates if losses is of_overfitting else 10 * np.arange(5)
        told = "the losses of “overfitting”" if losses is of_overfitting else f"losses {losses}"
        given = tried(answer, np.array(moments), np.array(losses), patience)
        if close(given, expected):
            continue
        if expected == 10 and close(given, 40):
            return "You look too far: two moments without a new lowest loss end it."
        return f"For {told} and patience {patience} you say {given}; it is {expected}."
    return None


@marker("fewest-units", "The seeds of xor differ: what a network can do, not every start finds.")
def _fewest_units(answer: Any) -> str | None:
    for data, seed, expected in (
        ("moons noise=0.1", 0, 3),
        ("xor noise=0.2", 0, 2),
        ("xor noise=0.2", 1, 3),
        ("moons noise=1", 0, 0),
    ):
        given = tried(answer, data, seed)
        if not close(given, expected):
            return f"For {data!r} and seed {seed} you say {given}; it is {expected}."
    return None


def _differs(given: Settings, wanted: Settings) -> str | None:
    """Say which setting is the first that is not as asked."""
    for field in fields(Settings):
        value = getattr(given, field.name)
        if value != getattr(wanted, field.name):
            name = _WORDS.get(field.name, field.name)
            return f"In your state, {name}: {value!r} is not what is asked for."
    return None


def _trained(settings: Settings, n_updates: int) -> Training:
    training = Training(settings)
    training.advance(n_updates)
    return training
