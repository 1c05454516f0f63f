"""Exercises of the chapter “Representational power”."""

from typing import Any

import numpy as np

from neuronlib.activations import relu, sigmoid
from neuronlib.exercises.marking import close, marker, tried
from neuronlib.experiments.representational_power import Bumps
from neuronlib.network import Network


@marker("bumps-needed", "π / 0.01 is 314.2, and a number of bumps is whole.")
def _bumps_needed(answer: Any) -> str | None:
    if close(answer, 315):
        return None
    if close(answer, 314):
        return "With 314 the error is still just above 0.01."
    if not isinstance(answer, int | np.integer) or answer < 1:
        return f"You say {answer!r}; it is a whole number of bumps."
    return f"With {answer} bumps π/N is {np.pi / answer:.4f}: find the first N with 0.01 or less."


@marker("highest-dimension", "Ten boxes an axis are 10⁶ boxes in six dimensions.")
def _highest_dimension(answer: Any) -> str | None:
    if close(answer, 6):
        return None
    return f"You say {answer}. With d inputs there are 10 · 10 · … · 10 boxes, d factors."


@marker("bump-by-sigmoids", "The second sigmoid takes back what the first one gave.")
def _bump_by_sigmoids(answer: Any) -> str | None:
    x = np.linspace(-1, 3, 9)
    for a, b, k in ((0.0, 1.0, 50.0), (0.25, 2.25, 8.0)):
        given, expected = tried(answer, x, a, b, k), sigmoid(k * (x - a)) - sigmoid(k * (x - b))
        if close(given, -np.asarray(expected)):
            return "It is a hollow and no bump: swap the two."
        if close(given, sigmoid(k * x - a) - sigmoid(k * x - b)):
            return f"Yours rises at a / k; σ(k (x − a)) is ½ at x = a. Try a = {a}, k = {k}."
        if not close(given, expected):
            return f"With a = {a}, b = {b} and k = {k} it is not σ(k (x − a)) − σ(k (x − b))."
    return None


@marker(
    "uneven-bumps", "Narrow bumps where it is steep: in equal rises of 1/20, each errs by 1/40."
)
def _uneven_bumps(answer: Any) -> str | None:
    if not isinstance(answer, Bumps):
        return f"The answer should be a Bumps(edges, heights), not {type(answer).__name__}."
    if answer.heights.size > 20:
        return f"These are {answer.heights.size} bumps; 20 are allowed."
    if not close(answer.edges[[0, -1]], [0, 1]):
        return "The bumps should stand on the whole of [0, 1], and nowhere else."
    x = answer.points(100)
    error = np.abs(answer.half_open(x) - np.sqrt(x)).max()
    if error > 0.0251:
        return f"The largest error is {error:.4f}; 0.025 can be had. Where is √x steepest?"
    return None


@marker("degree-of-squares", "Each hidden layer doubles the degree; a sine has none, at any depth.")
def _degree_of_squares(answer: Any) -> str | None:
    for n_layers in (2, 3, 1, 6):
        given, expected = tried(answer, n_layers), 2 ** (n_layers - 1)
        if close(given, 2**n_layers) or close(given, 2 * n_layers):
            return "The last layer has no activation: it squares nothing."
        if close(given, 2 * (n_layers - 1)) and not close(given, expected):
            return "The square of a square has degree four, and its square has degree eight."
        if not close(given, expected):
            return f"For {n_layers} layers you say {given}; it is {expected}."
    return None


@marker("neurons-for-teeth", "A thousand neurons for what twenty do in ten layers.")
def _neurons_for_teeth(answer: Any) -> str | None:
    if close(answer, 1023):
        return None
    if close(answer, 1024):
        return "Nearly: h neurons make up to h + 1 pieces."
    return f"You say {answer}. Count the crossings of ½, and what h neurons can do at most."


@marker("interpolating-network", "Every continuous curve is such a broken line, but for a little.")
def _interpolating_network(answer: Any) -> str | None:
    generator = np.random.default_rng(0)
    for n in (2, 3, 12):
        x = np.cumsum(generator.uniform(0.1, 1, n)) - 2
        y = generator.standard_normal(n)
        network = tried(answer, x, y)
        if not isinstance(network, Network):
            return f"The function should return a Network, not {type(network).__name__}."
        if len(network.sizes) != 3 or network.activations[0] is not relu:
            return f"It should have one hidden layer of ReLUs; yours is {network}."
        if network.sizes[1] > n:
            return f"{n} points take at most {n} hidden neurons; yours has {network.sizes[1]}."
        at_points, between = network.forward(x[None])[0], np.linspace(x[0], x[-1], 200)
        if not np.allclose(at_points, y, atol=1e-4):
            missed = int(np.argmax(np.abs(at_points - y)))
            return (
                f"With {n} points it misses point {missed}: {at_points[missed]:.3f} instead of "
                f"{y[missed]:.3f}."
            )
        if not np.allclose(network.forward(between[None])[0], np.interp(between, x, y), atol=1e-4):
            return "It meets the points, but between them it is not straight."
    return None
