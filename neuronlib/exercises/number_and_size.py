"""Exercises of the chapter “Number of layers and their sizes”."""

from typing import Any

import numpy as np

from neuronlib.exercises.marking import close, marker, tried
from neuronlib.network import Network


@marker("regions-of-lines", "1 + 20 + 190: one to begin with, one per line, one per meeting.")
def _regions_of_lines(answer: Any) -> str | None:
    if close(answer, 211):
        return None
    if close(answer, 2**20):
        return "Each line halves only the regions that it passes through, not all of them."
    if close(answer, 210):
        return "One region is there before the first line is drawn."
    return f"You say {answer}. The formula of the chapter has 20 lines and 190 meetings."


@marker("enough-parameters", "4 · 20 + 1 = 81 parameters; with 19 units there are 77.")
def _enough_parameters(answer: Any) -> str | None:
    if close(answer, 20):
        return None
    if close(answer, 80):
        return "Each hidden unit brings four parameters: two weights, a bias, and its way out."
    if close(answer, 27):
        return "You have counted the weights alone; biases are parameters too."
    parameters = Network([2, int(answer), 1]).n_parameters
    return f"With {answer} units there are {parameters} parameters; the fewest above 80 are sought."


@marker("idle-units", "Nobody listens to the new units: the function is the old one.")
def _idle_units(answer: Any) -> str | None:
    generator = np.random.default_rng(0)
    small = Network([2, 3, 2], seed=1, dtype=np.float64)
    small.parameters += 0.1  # biases that matter
    X = generator.standard_normal((2, 20))
    (W1, b1), (W2, b2) = ((layer.weights, layer.biases) for layer in small.layers)
    for n_more in (1, 4):
        arrays = tried(answer, W1, b1, W2, n_more)
        if not isinstance(arrays, tuple | list) or len(arrays) != 3:
            return "The function should return three arrays: the larger W1, b1 and W2."
        larger = [np.asarray(array) for array in arrays]
        expected = [(3 + n_more, 2), (3 + n_more, 1), (2, 3 + n_more)]
        if [array.shape for array in larger] != expected:
            shapes = ", ".join(str(array.shape) for array in larger)
            return f"For {n_more} more units the shapes should be {expected}; yours are {shapes}."
        hidden = np.maximum(0, larger[0] @ X + larger[1])
        if not close(larger[2] @ hidden + b2, small.forward(X)):
            return "The shapes are right, but the scores have changed: what must the new units say?"
    return None


@marker("kind-of-point", "The signs of the eigenvalues tell; near zero they tell nothing.")
def _kind_of_point(answer: Any) -> str | None:
    turned, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((3, 3)))
    for eigenvalues, expected in (
        ([1.0, 2.0, 0.5], "minimum"),
        ([1.0, -2.0, 0.5], "saddle"),
        ([1.0, 2.0, 1e-9], "flat"),
        ([1.0, 2.0, -1e-9], "flat"),
        ([1.0, -0.3, 1e-9], "saddle"),
    ):
        given = tried(answer, turned @ np.diag(eigenvalues) @ turned.T)
        if given != expected:
            return (
                f"For the eigenvalues {', '.join(f'{one:g}' for one in eigenvalues)} you say "
                f"{given!r}; it is {expected!r}."
            )
    return None


_GRIDS = (
    (["##.", "#..", "..#"], 2),
    (["...", "...", "..."], 0),
    (["###", "###", "###"], 1),
    (["#.#", ".#.", "#.#"], 5),
    (["#####", "#...#", "#.#.#", "#...#", "#####"], 2),
    (["#..#", "#..#", "####"], 1),
)


@marker("count-pieces", "Neighbours share a side, and a piece may wind as it likes.")
def _count_pieces(answer: Any) -> str | None:
    for rows, expected in _GRIDS:
        given = tried(answer, np.array([[mark == "#" for mark in row] for row in rows]))
        if not close(given, expected):
            return f"In {' / '.join(rows)} you count {given} pieces of #; there are {expected}."
    return None


@marker("double-descent", "Try it on digits, and look for the peak where width and examples meet.")
def _double_descent(answer: Any) -> str | None:
    generator = np.random.default_rng(3)
    H, H_test = generator.standard_normal((40, 12)), generator.standard_normal((40, 50))
    t, t_test = (np.sign(generator.standard_normal(n)) for n in (12, 50))
    widths = [2, 6, 12, 30, 40]
    expected = [
        float((np.sign(t @ np.linalg.pinv(H[:width]) @ H_test[:width]) != t_test).mean())
        for width in widths
    ]
    given = np.asarray(tried(answer, H, t, H_test, t_test, widths))
    if given.shape != (len(widths),):
        return f"For {len(widths)} widths there should be as many errors; yours: {given.shape}."
    for width, ours, theirs in zip(widths, expected, given, strict=True):
        if not close(theirs, ours):
            kind = "fewer units than examples" if width < 12 else "as many units as examples"
            kind = "more units than examples: of all solutions the shortest" if width > 12 else kind
            return f"With {width} units you say {theirs:.2f}, it is {ours:.2f} ({kind})."
    return None
