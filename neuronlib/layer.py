"""One layer: many neurons that read the same inputs, as one matrix product."""

from dataclasses import dataclass

import numpy as np

from neuronlib.activations import Activation
from neuronlib.inputs import FloatArray
from neuronlib.learned_activations import prelu, sloped, sloped_derivative
from neuronlib.neuron import Neuron


@dataclass(frozen=True, repr=False)
class Layer:
    """A fully connected layer: f(W X + b).

    Its arrays are views into the parameters of the network it belongs to: writing into them changes
    the network. Those of a stack have a leading axis S.

    Parameters
    ----------
    weights : array, shape (n_out, n_in)
        One row per neuron; for maxout pieces · n_out rows, the first pieces of all neurons first.
    biases : array, shape (n_out, 1)
        One for each row of the weights.
    activation : Activation
    slopes : array, shape (n_out, 1), optional
        What each neuron has learned to multiply negative pre-activations by: for PReLU alone.

    References
    ----------
    Chapter “Quick intro”.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib import relu
    >>> layer = Layer(np.array([[1.0, -1.0]]), np.array([[0.5]]), relu)
    >>> layer.forward(np.array([[2.0, 0.0], [1.0, 1.0]]))
    array([[1.5, 0. ]])
    """

    weights: FloatArray
    biases: FloatArray
    activation: Activation
    slopes: FloatArray | None = None

    def forward(self, X: FloatArray) -> FloatArray:
        """Return f(W X + b), shape (n_out, N), for X of shape (n_in, N)."""
        return self.activate(self.pre_activations(X))

    @np.errstate(over="ignore", invalid="ignore")  # beyond the type it is infinite
    def pre_activations(self, X: FloatArray) -> FloatArray:
        """Return z = W X + b, shape (n_out, N), for X of shape (n_in, N)."""
        z: FloatArray = self.weights @ X
        z += self.biases
        return z

    @np.errstate(over="ignore")
    def activate(self, z: FloatArray) -> FloatArray:
        """Return f(z), shape (n_out, N)."""
        if self.slopes is None:
            return self.activation.function(z)
        return sloped(z, self.slopes)

    def slope(self, z: FloatArray) -> FloatArray:
        """Return f′(z), shape of z."""
        if self.slopes is None:
            return self.activation.slope(z)
        return sloped_derivative(z, self.slopes)

    def backward(self, delta: FloatArray, z: FloatArray) -> FloatArray:
        """Return ∂loss/∂z, shape of z, from delta = ∂loss/∂f(z), shape (n_out, N)."""
        slope = self.slope(z)
        pieces = self.activation.pieces
        if pieces == 1:
            return delta * slope
        by_piece = slope.reshape(*delta.shape[:-2], pieces, *delta.shape[-2:])
        return (delta[..., None, :, :] * by_piece).reshape(z.shape)  # the winner takes it all

    def slopes_gradient(self, delta: FloatArray, z: FloatArray) -> FloatArray:
        """Return ∂loss/∂slopes, shape (n_out, 1), from delta = ∂loss/∂f(z)."""
        gradient: FloatArray = (delta * np.minimum(z, 0)).sum(-1, keepdims=True)
        return gradient

    def neuron(self, row: int) -> Neuron:
        """Return the neuron that a row of W is, sharing its weights.

        Raises
        ------
        ValueError
            If this is a layer of a stack, or of maxout, where a row is no whole neuron.
        """
        if self.weights.ndim != 2:
            raise ValueError("neuron: this layer belongs to a stack; take network.member(s) first")
        if self.activation.pieces > 1:
            raise ValueError("neuron: a row of a maxout layer is one piece of a neuron, not one")
        activation = self.activation if self.slopes is None else prelu(float(self.slopes[row, 0]))
        return Neuron(self.weights[row], float(self.biases[row, 0]), activation)

    def __repr__(self) -> str:
        n_rows, n_in = self.weights.shape[-2:]
        return f"Layer({n_in} → {n_rows // self.activation.pieces} {self.activation.name})"
