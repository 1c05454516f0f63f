"""One hidden layer as an approximator: bumps, steep sigmoids in their place, and what squares lack.

The constructions of `Bumps` and `sum_of_ridges` are written down, not trained. In `errors_by_width`
the output layer alone is fitted, by least squares.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias

import numpy as np
import numpy.typing as npt

from neuronlib.activations import Activation, relu, sigmoid, tanh
from neuronlib.inputs import FloatArray, as_count, as_finite, as_number
from neuronlib.network import Network

Function: TypeAlias = Callable[[FloatArray], FloatArray]

PERIOD = (-np.pi, np.pi)  # of the sine


@dataclass(frozen=True, eq=False)  # eq: arrays have no single truth value
class Bumps:
    """Bumps side by side: number i stands from edge i to edge i + 1 and has a height.

    Parameters
    ----------
    edges : array, shape (n + 1,)
        In increasing order.
    heights : array, shape (n,)

    Raises
    ------
    TypeError, ValueError
        If they are not what is said above.

    References
    ----------
    Chapter “Representational power”.

    Examples
    --------
    >>> bumps = Bumps([0.0, 1.0, 2.0], [5.0, 7.0])
    >>> bumps.half_open([0.5, 1.0, 1.5]), bumps.open([0.5, 1.0, 1.5])
    (array([5., 7., 7.]), array([5., 0., 7.]))
    """

    edges: FloatArray
    heights: FloatArray

    def __post_init__(self) -> None:
        edges, heights = as_finite(self.edges, "edges"), as_finite(self.heights, "heights")
        if edges.ndim != 1 or edges.size < 2 or not (np.diff(edges) > 0).all():
            raise ValueError(f"edges: got {self.edges}, expected two or more increasing numbers")
        if heights.shape != (edges.size - 1,):
            raise ValueError(
                f"heights: got shape {heights.shape}, expected ({edges.size - 1},): "
                "one between each two edges"
            )
        object.__setattr__(self, "edges", edges)
        object.__setattr__(self, "heights", heights)

    @classmethod
    def of(cls, function: Function, low: float, high: float, n_bumps: int) -> Self:
        """Return bumps of equal width from low to high, as high as the function in their middles.

        Examples
        --------
        >>> Bumps.of(np.square, 0, 4, 2).heights
        array([1., 9.])
        """
        edges = np.linspace(low, high, as_count(n_bumps, "n_bumps") + 1)
        return cls(edges, function((edges[:-1] + edges[1:]) / 2))

    def half_open(self, x: npt.ArrayLike) -> FloatArray:
        """Return Σᵢ cᵢ·1(aᵢ ≤ x < bᵢ), shape of x: every join belongs to the bump on its right."""
        x, a, b = self._columns(x)
        return self.heights @ ((a <= x) & (x < b))

    def open(self, x: npt.ArrayLike) -> FloatArray:
        """Return Σᵢ cᵢ·1(aᵢ < x < bᵢ), shape of x: no bump owns a join, so the sum is 0 there."""
        x, a, b = self._columns(x)
        return self.heights @ ((a < x) & (x < b))

    def network(self, steepness: float) -> Network:
        """Return the bumps as one hidden layer: each the difference of two steep sigmoids.

        Neighbours share the sigmoid at their join, so n bumps take n + 1 neurons.

        Parameters
        ----------
        steepness : float
            The weight k > 0 of each sigmoid.

        Raises
        ------
        TypeError, ValueError
            If it is not a positive number.

        Examples
        --------
        >>> Bumps([0.0, 1.0], [1.0]).network(50)
        Network(1 input → 2 σ → 1 score; 4 weights + 3 biases = 7 parameters)
        """
        return sum_of_ridges([([1.0], self)], steepness)

    def points(self, per_bump: int = 40) -> FloatArray:
        """Return points to look for the largest error at, shape (n · per_bump,).

        From each edge to just before the next one, where a half-open bump errs most.
        """
        inside = np.linspace(self.edges[:-1], self.edges[1:], per_bump, axis=1)
        inside[:, -1] = np.nextafter(self.edges[1:], -np.inf)
        return inside.ravel()

    def _columns(self, x: npt.ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
        return as_finite(x, "x"), self.edges[:-1, None], self.edges[1:, None]


def sum_of_ridges(terms: Sequence[tuple[npt.ArrayLike, Bumps]], steepness: float) -> Network:
    """Return one hidden layer of steep sigmoids whose score is Σ g(direction · x).

    Parameters
    ----------
    terms : sequence of (direction, bumps)
        The direction is an array of shape (n_in,); the bumps say how g goes along it.
    steepness : float
        k > 0: a neuron rises from ¼ to ¾ over a length of about 2.2/k.

    Returns
    -------
    Network
        In float64. A term of n bumps takes n + 1 of its neurons.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is said above.

    References
    ----------
    Chapter “Representational power”.

    Examples
    --------
    >>> square = Bumps.of(np.square, -2, 2, 100)
    >>> network = sum_of_ridges([([1.0, 1.0], square), ([1.0, -1.0], square)], steepness=500)
    >>> float(network.forward([[0.5], [0.3]])[0, 0].round(2))  # (x₁ + x₂)² + (x₁ − x₂)²
    0.68
    """
    as_number(steepness, "steepness", low=0, low_included=False)
    rows, edges, jumps = [], [], []
    for direction, bumps in terms:
        along = as_finite(direction, "direction", np.float64)
        rows.append(np.tile(along, (bumps.edges.size, 1)))
        edges.append(bumps.edges)
        jumps.append(np.diff(bumps.heights, prepend=0, append=0))
    weights = steepness * np.concatenate(rows)
    network = Network([weights.shape[1], len(weights), 1], activation=sigmoid, dtype=np.float64)
    hidden, output = network.layers
    hidden.weights[...] = weights
    hidden.biases[...] = -steepness * np.concatenate(edges)[:, None]
    output.weights[...] = np.concatenate(jumps)
    return network


def errors_by_number(numbers: Sequence[int], *, steepness: float = 20) -> dict[str, FloatArray]:
    """Return the errors of bumps on a full period of the sine, for several numbers of them.

    Parameters
    ----------
    numbers : sequence of int
        Of bumps.
    steepness : float
        Of the sigmoids, times the width of a bump.

    Returns
    -------
    dict of str to array, shape (n,)
        The largest error of half-open bumps, of open ones, and of steep sigmoids; and the root mean
        square error of the open ones.

    Examples
    --------
    >>> errors_by_number([10, 100])["half-open"].round(3)
    array([0.309, 0.031])
    """
    names = ("half-open", "open", "open, root mean square", "steep sigmoids")
    errors = []
    for n_bumps in numbers:
        bumps = Bumps.of(np.sin, *PERIOD, n_bumps)
        x = bumps.points()
        network = bumps.network(steepness / (bumps.edges[1] - bumps.edges[0]))
        half_open, open_, smooth = (
            np.abs(g - np.sin(x))
            for g in (bumps.half_open(x), bumps.open(x), network.forward(x[None])[0])
        )
        # a join is a single point of the line, and adds nothing to a mean over it
        mean_square = np.mean(half_open**2)
        errors.append([half_open.max(), open_.max(), np.sqrt(mean_square), smooth.max()])
    return dict(zip(names, np.array(errors).T, strict=True))


def _twice(z: FloatArray) -> FloatArray:
    return 2 * z


square = Activation("square", "z²", "f(z) = z²", (0.0, np.inf), np.square, _twice)


def errors_by_width(
    widths: Sequence[int], *, n_seeds: int = 10, n_points: int = 1000
) -> dict[str, FloatArray]:
    """Return how close one hidden layer comes to a period of the sine, for three activations.

    The hidden neurons are drawn at random, each with its z = 0 within the period. The output layer
    is the best one by least squares.

    Parameters
    ----------
    widths : sequence of int
        Numbers of hidden neurons.
    n_seeds : int
    n_points : int
        Of the period, evenly spaced: for the fit, and to look for the largest error.

    Returns
    -------
    dict of str to array, shape (n_widths, n_seeds)
        The largest error, by the activation's name.

    Examples
    --------
    >>> errors = errors_by_width([4, 40], n_seeds=3)
    >>> [bool(np.median(one[1]) < 0.1) for one in errors.values()]
    [False, True, True]
    """
    x = np.linspace(*PERIOD, n_points)
    return {
        activation.name: np.array(
            [
                [_error_of_best_fit(hidden_outputs(activation, width, x, seed), np.sin(x))
                 for seed in range(n_seeds)]
                for width in widths
            ]
        )
        for activation in (square, relu, tanh)
    }  # fmt: skip


def hidden_outputs(activation: Activation, width: int, x: FloatArray, seed: int) -> FloatArray:
    """Return what random hidden neurons of one input say, and a last row of ones for the bias.

    Returns
    -------
    array, shape (width + 1, N)

    Examples
    --------
    >>> hidden_outputs(square, 5, np.linspace(-1, 1, 7), seed=0).shape
    (6, 7)
    """
    network = Network([1, width, 1], activation=activation, seed=seed, dtype=np.float64)
    hidden = network.layers[0]
    places = np.random.default_rng(seed).uniform(*PERIOD, (width, 1))
    hidden.biases[...] = -hidden.weights * places  # so that z = 0 at the place
    outputs = hidden.forward(x[None])
    return np.concatenate([outputs, np.ones((1, x.size))])


def _error_of_best_fit(outputs: FloatArray, wanted: FloatArray) -> float:
    weights, *_ = np.linalg.lstsq(outputs.T, wanted)
    return float(np.abs(weights @ outputs - wanted).max())
