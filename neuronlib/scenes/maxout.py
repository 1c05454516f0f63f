"""One maxout unit with one input: its two pieces, and what the larger of them makes."""

from dataclasses import dataclass

import numpy as np

from neuronlib.inputs import FloatArray
from neuronlib.layer import Layer
from neuronlib.learned_activations import maxout as maxout_with
from neuronlib.scenes.neuron import signed

LIMITS = (-3.0, 3.0)
N_POINTS = 121


@dataclass(frozen=True)
class MaxoutScene:
    """Two straight pieces, and the larger of them.

    Parameters
    ----------
    weights, biases : tuple of float
        Of piece 1 and piece 2: w₁, w₂ and b₁, b₂.
    limits : tuple of float
        Inputs and outputs are shown from low to high.
    x : array, shape (N_POINTS,)
    pieces : array, shape (2, N_POINTS)
        w x + b of each piece.
    outputs : array, shape (N_POINTS,)
        What the unit outputs: the larger one.
    """

    weights: tuple[float, float]
    biases: tuple[float, float]
    limits: tuple[float, float]
    x: FloatArray
    pieces: FloatArray
    outputs: FloatArray

    @property
    def corner(self) -> tuple[float, float] | None:
        """Where the pieces cross and the unit's slope changes: x and output."""
        (w1, w2), (b1, b2) = self.weights, self.biases
        if w1 == w2:
            return None
        x = (b2 - b1) / (w1 - w2)
        return x, w1 * x + b1

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        (w1, w2), (b1, b2) = self.weights, self.biases
        formula = f"max({_line(w1, b1)}, {_line(w2, b2)})"
        if self.corner is None and b1 == b2:
            return f"{formula} is a straight line: both pieces are the same."
        if self.corner is None:
            first, other = (1, 2) if b1 > b2 else (2, 1)
            return (
                f"{formula} is a straight line: piece {first} is the larger for every input, and "
                f"piece {other} gets no gradient."
            )
        x, output = self.corner
        if x == output == 0:
            where = ""
        elif self.limits[0] <= min(self.corner) and max(self.corner) <= self.limits[1]:
            where = f", with its corner at ({_short(x)}, {_short(output)})"
        else:
            where = ", with its corner outside the picture"
        on_the_right = 1 if w1 > w2 else 2
        return (
            f"{formula} is {_kind(min(w1, w2), max(w1, w2))}{where}: piece {on_the_right} is the "
            f"larger right of x = {_short(x)}, piece {3 - on_the_right} left of it."
        )


def maxout(w1: float = 1.0, b1: float = 0.0, w2: float = 0.0, b2: float = 0.0) -> MaxoutScene:
    """Return max(w₁ x + b₁, w₂ x + b₂) for inputs x in a row, and both of its pieces.

    Examples
    --------
    >>> maxout(w2=-1.0).describe()
    'max(x, −x) is the absolute value: piece 1 is the larger right of x = 0, piece 2 left of it.'
    """
    x = np.linspace(*LIMITS, N_POINTS)
    unit = Layer(np.array([[w1], [w2]]), np.array([[b1], [b2]]), maxout_with(pieces=2))
    return MaxoutScene(
        weights=(w1, w2),
        biases=(b1, b2),
        limits=LIMITS,
        x=x,
        pieces=unit.pre_activations(x[None, :]),
        outputs=unit.forward(x[None, :])[0],
    )


def _kind(low: float, high: float) -> str:
    """Return what a bend from one slope to another is called."""
    if (low, high) == (-1, 1):
        return "the absolute value"
    if high == 1 and 0 <= low < 1:
        return f"the leaky ReLU with slope {signed(low)}" if low else "ReLU"
    return f"a bend from slope {signed(low)} to slope {signed(high)}"


def _line(w: float, b: float) -> str:
    """Write w x + b as one does by hand."""
    if w == 0:
        return signed(b)
    slope = "x" if w == 1 else "−x" if w == -1 else f"{signed(w)} x"
    return slope if b == 0 else f"{slope} {'+' if b > 0 else '−'} {abs(b):g}"


def _short(value: float) -> str:
    return signed(round(value, 2) + 0.0)
