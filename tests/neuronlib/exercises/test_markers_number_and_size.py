"""The exercises on size: right answers in more than one form, wrong ones learn what is wrong."""

import numpy as np
import pytest

from neuronlib.diagnostics import linear_regions
from neuronlib.exercises import check
from neuronlib.exercises import number_and_size as module
from neuronlib.experiments.number_and_size import lines_in_general_position
from tests.neuronlib.exercises.told import (
    assert_all_are_tried,
    assert_not_answered_yet,
    assert_told_right,
    assert_told_wrong,
)


def idle_units(W1, b1, W2, n_more):
    n_in, n_out = W1.shape[1], W2.shape[0]
    return (
        np.vstack([W1, np.ones((n_more, n_in))]),
        np.vstack([b1, np.zeros((n_more, 1))]),
        np.hstack([W2, np.zeros((n_out, n_more))]),
    )


def silent_units(W1, b1, W2, n_more):
    """Return new units that are always zero, whoever listens."""
    W1, b1, W2 = idle_units(W1, b1, W2, n_more)
    W1[-n_more:], b1[-n_more:], W2[:, -n_more:] = 0.0, -1.0, 7.0
    return [W1, b1, W2]


def heard_units(W1, b1, W2, n_more):
    W1, b1, W2 = idle_units(W1, b1, W2, n_more)
    W2[:, -1] = 1.0
    return W1, b1, W2


def kind_of_point(hessian, tolerance=1e-6):
    lowest = np.linalg.eigvalsh(hessian)[0]
    if lowest < -tolerance:
        return "saddle"
    return "minimum" if lowest > tolerance else "flat"


def count_pieces(grid, diagonal=False):
    left = {(int(i), int(j)) for i, j in np.argwhere(grid)}
    steps = [(0, 1), (1, 0), (0, -1), (-1, 0)]
    if diagonal:
        steps += [(1, 1), (1, -1), (-1, 1), (-1, -1)]
    pieces = 0
    while left:
        pieces, front = pieces + 1, [left.pop()]
        while front:
            i, j = front.pop()
            for place in [(i + di, j + dj) for di, dj in steps]:
                if place in left:
                    left.remove(place)
                    front.append(place)
    return pieces


def test_errors(H, t, H_test, t_test, widths):
    return [
        np.mean(np.sign(np.linalg.lstsq(H[:w].T, t, rcond=None)[0] @ H_test[:w]) != t_test)
        for w in widths
    ]


test_errors.__test__ = False  # a student's name for it, not a test


def by_ridge(H, t, H_test, t_test, widths):
    errors = []
    for w in widths:
        a = np.linalg.solve(H[:w] @ H[:w].T + 5.0 * np.eye(w), H[:w] @ t)
        errors.append(np.mean(np.sign(a @ H_test[:w]) != t_test))
    return errors


RIGHT = [
    ("regions-of-lines", 211),
    ("regions-of-lines", 1 + 20 + 20 * 19 / 2),
    ("enough-parameters", 20),
    ("enough-parameters", np.int64(20)),
    ("idle-units", idle_units),
    ("idle-units", silent_units),
    ("kind-of-point", kind_of_point),
    ("kind-of-point", lambda H: kind_of_point(H, 1e-8)),
    ("count-pieces", count_pieces),
    ("count-pieces", lambda grid: np.float64(count_pieces(grid.T))),
    ("double-descent", test_errors),
    ("double-descent", lambda *given: np.array(test_errors(*given))),
]

WRONG = [
    ("regions-of-lines", 2**20, "halves only the regions that it passes through"),
    ("regions-of-lines", 210, "one region is there before"),
    ("regions-of-lines", 40, "you say 40"),
    ("enough-parameters", 80, "each hidden unit brings four parameters"),
    ("enough-parameters", 27, "the weights alone"),
    ("enough-parameters", 19, "with 19 units there are 77 parameters"),
    ("idle-units", lambda W1, b1, W2, n: idle_units(W1, b1, W2, n)[:2], "three arrays"),
    ("idle-units", lambda W1, b1, W2, n: (W1, b1, W2), "the shapes should be [(4, 2)"),
    ("idle-units", heard_units, "but the scores have changed"),
    ("kind-of-point", lambda H: kind_of_point(H, 0.0), "1e-09 you say 'minimum'; it is 'flat'"),
    ("kind-of-point", lambda H: "minimum", "you say 'minimum'; it is 'saddle'"),
    ("kind-of-point", lambda H: kind_of_point(np.abs(H)), "it is '"),
    ("count-pieces", lambda grid: count_pieces(grid, diagonal=True), "you count 1 pieces of #; th"),
    ("count-pieces", lambda grid: grid.sum(), "you count 4 pieces of #; there are 2"),
    ("double-descent", by_ridge, "units you say"),
    ("double-descent", lambda *given: test_errors(*given)[:2], "there should be as many errors"),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_is_told_so(name, answer, capsys):
    assert_told_right(name, answer, capsys)


@pytest.mark.parametrize(("name", "answer", "told"), WRONG)
def test_a_wrong_answer_is_told_what_is_wrong(name, answer, told, capsys):
    assert_told_wrong(name, answer, told, capsys)


@pytest.mark.parametrize("name", ["idle-units", "kind-of-point", "count-pieces", "double-descent"])
def test_an_untouched_function_is_not_answered_yet(name, capsys):
    assert_not_answered_yet(name, capsys)


def test_every_exercise_of_the_chapter_is_tried_both_ways():
    assert_all_are_tried(RIGHT, WRONG, module)


@pytest.mark.parametrize(("width", "kind"), [(2, "fewer"), (12, "as many"), (30, "the shortest")])
def test_an_error_at_one_width_is_told_with_what_is_special_there(capsys, width, kind):
    def wrong_at_one(H, t, H_test, t_test, widths):
        errors = test_errors(H, t, H_test, t_test, widths)
        errors[widths.index(width)] += 1
        return errors

    check("double-descent", wrong_at_one)
    assert kind in capsys.readouterr().out


def test_the_formula_agrees_with_cutting_a_square_by_lines():
    assert len(linear_regions(lines_in_general_position(20), (-21, 21))) == 211
