"""One neuron in the plane, with points to tell apart."""

from dataclasses import dataclass

import numpy as np

from neuronlib.activations import Activation, sigmoid
from neuronlib.datasets import Dataset, blobs
from neuronlib.inputs import FloatArray
from neuronlib.losses import cross_entropy
from neuronlib.neuron import Neuron

POINTS: Dataset = blobs(60, spread=0.55, seed=3)
LIMITS = (-3.0, 3.0)
GRID = 61  # output values along each side of the plane


@dataclass(frozen=True)
class NeuronScene:
    """What one neuron makes of the plane.

    Parameters
    ----------
    neuron : Neuron
        With two inputs.
    points : Dataset
    limits : tuple of float
        The plane is shown over [low, high] × [low, high].
    outputs : array, shape (GRID, GRID)
        f(w·x + b); rows go up along x₂, columns to the right along x₁.
    boundary : array, shape (2, 2) or (2, 0)
        The ends of the line w·x + b = 0, one per column.
    loss : float
        Cross-entropy of the scores on the points.
    n_right : int
        Points on the side of the boundary where they belong.
    """

    neuron: Neuron
    points: Dataset
    limits: tuple[float, float]
    outputs: FloatArray
    boundary: FloatArray
    loss: float
    n_right: int

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        w1, w2, bias = (signed(v) for v in (*self.neuron.weights, self.neuron.bias))
        formula = f"With w₁ = {w1}, w₂ = {w2} and b = {bias} the {self.neuron.activation.name}"
        if not self.neuron.weights.any():
            where = " neuron gives the same output everywhere and has no boundary"
        elif self.boundary.size == 0:
            where = " neuron’s boundary lies outside the picture"
        else:
            where = f" neuron’s boundary {_slope(self.neuron)}"
        return (
            f"{formula}{where}: {self.n_right} of {self.points.y.size} points are on the right "
            f"side, and the loss is {self.loss:.2f}."
        )


def neuron(
    w1: float = 1.0, w2: float = 1.0, bias: float = 0.0, activation: Activation = sigmoid
) -> NeuronScene:
    """Return the neuron's output over the plane, its boundary, and how well it does.

    The loss is the cross-entropy of the scores, so it does not depend on the activation; nor does
    the boundary, where the score is zero.

    Examples
    --------
    >>> neuron(w1=0.0, w2=2.0, bias=-1.0).describe()
    'With w₁ = 0, w₂ = 2 and b = −1 the sigmoid neuron’s boundary runs level: 49 of 60 points \
are on the right side, and the loss is 0.38.'
    """
    one = Neuron([w1, w2], bias, activation)
    axis = np.linspace(*LIMITS, GRID)
    plane = np.stack([values.ravel() for values in np.meshgrid(axis, axis)])
    scores = one.score(POINTS.X)
    loss, _ = cross_entropy(scores[None, :], POINTS.y)
    return NeuronScene(
        neuron=one,
        points=POINTS,
        limits=LIMITS,
        outputs=one.forward(plane).reshape(GRID, GRID),
        boundary=one.boundary(LIMITS),
        loss=float(loss),
        n_right=int(((scores > 0) == (POINTS.y == 1)).sum()),
    )


def signed(value: float) -> str:
    """Write a number as the book does, with a true minus sign and no needless digits."""
    return f"{float(value):g}".replace("-", "−")


def told_loss(loss: float) -> str:
    """Write a loss with two digits; one that is far from any use is told in words."""
    return f"{loss:.2f}" if loss < 100 else "beyond 100"


def _slope(neuron: Neuron) -> str:
    w1, w2 = neuron.weights
    if w1 == 0:
        return "runs level"
    if w2 == 0:
        return "runs upright"
    return "falls to the right" if w1 * w2 > 0 else "rises to the right"
