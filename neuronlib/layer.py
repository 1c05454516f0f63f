"""One layer: many neurons that read the same inputs, as one matrix product."""

from dataclasses import dataclass

from neuronlib.activations import Activation
from neuronlib.inputs import FloatArray
from neuronlib.neuron import Neuron


@dataclass(frozen=True, repr=False)
class Layer:
    """A fully connected layer: f(W X + b).

    Its arrays are views into the parameters of the network it belongs to: writing into them changes
    the network.

    Parameters
    ----------
    weights : array, shape (n_out, n_in) or (S, n_out, n_in)
        One row per neuron.
    biases : array, shape (n_out, 1) or (S, n_out, 1)
    activation : Activation

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

    def pre_activations(self, X: FloatArray) -> FloatArray:
        """Return W X + b, shape (n_out, N) or (S, n_out, N), for X of shape (n_in, N)."""
        return self.weights @ X + self.biases

    def forward(self, X: FloatArray) -> FloatArray:
        """Return f(W X + b), shape (n_out, N), for X of shape (n_in, N)."""
        return self.activation.function(self.pre_activations(X))

    def neuron(self, row: int) -> Neuron:
        """Return the neuron that a row of W is, sharing its weights.

        Raises
        ------
        ValueError
            If this is a layer of a stack, where a row is many neurons.
        """
        if self.weights.ndim != 2:
            raise ValueError("neuron: this layer belongs to a stack; take network.member(s) first")
        return Neuron(self.weights[row], float(self.biases[row, 0]), self.activation)

    def __repr__(self) -> str:
        n_out, n_in = self.weights.shape[-2:]
        return f"Layer({n_in} → {n_out} {self.activation.name})"
