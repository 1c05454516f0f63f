"""One neuron: weigh the inputs, add the bias, apply the activation."""

import numpy as np
import numpy.typing as npt

from neuronlib.activations import Activation, sigmoid
from neuronlib.inputs import FloatArray, as_array, as_finite, as_limits


class Neuron:
    """A neuron: f(w·x + b).

    Parameters
    ----------
    weights : array, shape (n_in,)
    bias : float
    activation : Activation

    Raises
    ------
    TypeError, ValueError
        If the weights are not a vector of finite numbers, or the bias is not one number.

    References
    ----------
    Chapter “One neuron as a classifier”.

    Examples
    --------
    >>> neuron = Neuron([2.0, -1.0], bias=0.5)
    >>> neuron
    Neuron(2 inputs, sigmoid)
    >>> float(neuron.score([1.0, 2.5]))
    0.0
    >>> float(neuron.forward([1.0, 2.5]))
    0.5
    """

    def __init__(
        self, weights: npt.ArrayLike, bias: float = 0.0, activation: Activation = sigmoid
    ) -> None:
        self.weights = as_finite(weights, "weights")
        if self.weights.ndim != 1 or self.weights.size == 0:
            raise ValueError(f"weights: got shape {self.weights.shape}, expected (n_in,)")
        self.bias = as_finite(bias, "bias", self.weights.dtype)
        if self.bias.ndim != 0:
            raise ValueError(f"bias: got shape {self.bias.shape}, expected a single number")
        if not isinstance(activation, Activation):
            raise TypeError(f"activation: got {activation!r}, expected one such as neuronlib.relu")
        self.activation = activation

    @np.errstate(over="ignore", invalid="ignore")  # beyond the type it is infinite
    def score(self, x: npt.ArrayLike) -> FloatArray:
        """Return the score w·x + b: a number for x of shape (n_in,), (N,) for (n_in, N).

        Raises
        ------
        ValueError
            If x has another number of inputs than there are weights, or is not finite.
        """
        n_in = self.weights.size
        array = as_array(x, "x")
        if array.ndim not in (1, 2) or array.shape[0] != n_in:
            message = f"x: got shape {array.shape}, expected ({n_in},) or ({n_in}, N)"
            if array.ndim == 2 and array.shape[1] == n_in:
                message += ": one example per column; did you mean x.T?"
            raise ValueError(message)
        return np.asarray(self.weights @ as_finite(array, "x", self.weights.dtype) + self.bias)

    def forward(self, x: npt.ArrayLike) -> FloatArray:
        """Return the output f(w·x + b): a number for x of shape (n_in,), (N,) for (n_in, N).

        Raises
        ------
        ValueError
            If x has another number of inputs than there are weights, or is not finite.
        """
        return self.activation(self.score(x))

    def boundary(self, limits: tuple[float, float] = (-1.0, 1.0)) -> FloatArray:
        """Return where the line w·x + b = 0 enters and leaves a square of the plane.

        Parameters
        ----------
        limits : tuple of float
            The square is [low, high] × [low, high].

        Returns
        -------
        array, shape (2, 2)
            One point per column; shape (2, 0) if the line misses the square.

        Raises
        ------
        ValueError
            If the neuron has not two inputs, or the limits are not increasing.

        Examples
        --------
        >>> Neuron([1.0, 0.0], bias=-0.5).boundary()
        array([[ 0.5,  0.5],
               [-1. ,  1. ]])
        """
        if self.weights.size != 2:
            raise ValueError(f"boundary: got {self.weights.size} inputs, expected 2: it is a line")
        low, high = as_limits(limits)
        length_squared = self.weights @ self.weights
        if length_squared == 0:  # no direction matters: there is no line
            return np.empty((2, 0))
        nearest = -self.bias * self.weights / length_squared  # the line's point nearest the origin
        along = np.array([-self.weights[1], self.weights[0]])
        enter, leave = -np.inf, np.inf
        for start, step in zip(nearest, along, strict=True):
            if step == 0:
                if not low <= start <= high:
                    return np.empty((2, 0))
            else:
                first, last = sorted([(low - start) / step, (high - start) / step])
                enter, leave = max(enter, first), min(leave, last)
        if enter > leave:
            return np.empty((2, 0))
        return np.column_stack([nearest + enter * along, nearest + leave * along])

    def __repr__(self) -> str:
        return f"Neuron({self.weights.size} inputs, {self.activation.name})"
