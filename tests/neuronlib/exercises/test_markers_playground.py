"""The exercises of the playground: right answers in more than one form, wrong ones learn why."""

import numpy as np
import pytest

from neuronlib.exercises import playground as module
from neuronlib.scenes.playground import Settings, Training
from tests.neuronlib.exercises.told import (
    assert_all_are_tried,
    assert_told_right,
    assert_told_wrong,
)


def when_to_stop(updates, losses, patience):
    best = 0
    for moment in range(len(losses)):
        if losses[moment] < losses[best]:
            best = moment
        if moment - best == patience:
            break
    return updates[best]


def fewest_units(data, seed, *, enough=0.2, most=20):
    for n_units in range(1, most + 1):
        training = Training(Settings.parse(f"{data} 2-{n_units}-2 tanh seed={seed}"))
        training.advance(1000)
        if training.losses[-1][2] < enough:
            return n_units
    return 0


RIGHT = [
    ("state-as-text", "circles noise=0.5 2-6-6-2 relu rate=0.05 seed=3"),
    ("state-as-text", "seed=3 relu rate=5e-2 2-6-6-2 noise=.5 circles momentum=0.9"),
    ("two-folds", "xor 2-2-2 relu seed=5"),
    ("two-folds", "xor noise=0.2 2-2-2 relu seed=10"),
    ("rate-that-kills", 8),
    ("rate-that-kills", np.int64(8)),
    ("when-to-stop", when_to_stop),
    ("when-to-stop", lambda *given: float(when_to_stop(*given))),
    ("fewest-units", fewest_units),
    ("fewest-units", lambda data, seed: fewest_units(data, seed, enough=0.15)),
]

WRONG = [
    ("state-as-text", 3, "a text such as 'moons 2-8-2 tanh', not 3"),
    ("state-as-text", "circles 2-6-6-2 relu rate=0.05 seed=3", "noise: 0.2 is not what is asked"),
    ("state-as-text", "circles noise=0.5 2-6-2 relu seed=3", "hidden layers: (6,) is not what"),
    ("state-as-text", "circles noise=0.5 2-6-6-2 relu seed=3", "rate: 0.1 is not what is asked"),
    ("state-as-text", "circles speed=3", "stops with valueerror: state: got 'speed=3'"),
    ("two-folds", ["xor"], "a text such as 'xor 2-2-2 relu seed=0', not ['xor']"),
    ("two-folds", "xor 2-3-2 relu seed=2", "hidden layers: (3,) is not what is asked for"),
    ("two-folds", "xor 2-2-2 tanh seed=2", "activation: 'tanh' is not what is asked for"),
    ("two-folds", "xor 2-2-2 relu seed=0", "from seed 0 it gets 69 % right. try other seeds"),
    ("rate-that-kills", 7, "at a rate of 7 there are still 1 of 16 units alive"),
    ("rate-that-kills", 9, "at a rate of 9 all are dead, but they are so at a smaller one"),
    ("rate-that-kills", 8.5, "you say 8.5; it is a whole number"),
    ("when-to-stop", lambda u, v, p: u[v.argmin()], "you look too far: two moments without"),
    ("when-to-stop", lambda u, v, p: when_to_stop(u, v, 1), "0.4, 0.8] and patience 2 you say 10"),
    ("when-to-stop", lambda u, v, p: when_to_stop(u, v, 2), "0.1] and patience 3 you say 10; it"),
    ("when-to-stop", lambda u, v, p: u[0], "patience 2 you say 0; it is 10"),
    ("fewest-units", lambda data, seed: 3, "'xor noise=0.2' and seed 0 you say 3; it is 2"),
    ("fewest-units", lambda data, seed: fewest_units(data, 0), "seed 1 you say 2; it is 3"),
    ("fewest-units", lambda *state: fewest_units(*state, most=3) or 20, "you say 20; it is 0"),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_is_told_so(name, answer, capsys):
    assert_told_right(name, answer, capsys)


@pytest.mark.parametrize(("name", "answer", "told"), WRONG)
def test_a_wrong_answer_is_told_what_is_wrong(name, answer, told, capsys):
    assert_told_wrong(name, answer, told, capsys)


def test_every_exercise_of_the_chapter_is_tried_both_ways():
    assert_all_are_tried(RIGHT, WRONG, module)
