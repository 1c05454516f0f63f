"""Feed-forward networks, one or a stack of them, with their gradient.

All parameters live in one flat vector; every W and b is a view into it. A stack is many networks of
one architecture with a leading axis, and the same code serves both.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from neuronlib.activations import Activation, identity, per_hidden_layer, relu
from neuronlib.inputs import (
    FloatArray,
    IntArray,
    Seed,
    as_array,
    as_examples,
    as_finite,
    as_generator,
    as_labels,
    as_number,
    as_sizes,
)
from neuronlib.layer import Layer
from neuronlib.losses import Loss, Value, cross_entropy


class LayerTrace(NamedTuple):
    """What one layer computed: z = W X + b and f(z), both (n_out, N), or (S, n_out, N)."""

    pre_activations: FloatArray
    activations: FloatArray


class Network:
    """A fully connected feed-forward network.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of inputs, of neurons in each hidden layer, and of scores: [3, 4, 4, 1].
    activation : Activation or sequence of Activation
        One for all hidden layers, or one for each. The output layer has none.
    seed : int or numpy.random.Generator
        Draws the weights: normal, with variance 2 / n_in. Biases start at zero.
    dtype : type
        float32, or float64 where digits matter.

    Attributes
    ----------
    parameters : array, shape (P,) or (S, P)
        W1, b1, W2, b2, … one after the other, each row by row.
    layers : tuple of Layer

    Raises
    ------
    TypeError, ValueError
        If the sizes, the activation or the seed are not what is said above.

    References
    ----------
    Chapter “Quick intro”; the variance of the weights is that of He et al. (2015), eq. 10.

    Examples
    --------
    >>> network = Network([3, 4, 4, 1], seed=0)
    >>> network
    Network(3 inputs → 4 ReLU → 4 ReLU → 1 score; 32 weights + 9 biases = 41 parameters)
    >>> network.forward(np.zeros((3, 5))).shape
    (1, 5)
    """

    def __init__(
        self,
        sizes: Sequence[int],
        *,
        activation: Activation | Sequence[Activation] = relu,
        seed: Seed = 0,
        dtype: npt.DTypeLike = np.float32,
    ) -> None:
        self.sizes = as_sizes(sizes)
        hidden = per_hidden_layer(activation, len(self.sizes) - 2)
        self.activations = (*hidden, identity)
        self._own(_initial_parameters(self.sizes, seed, dtype))

    @classmethod
    def stack(
        cls,
        sizes: Sequence[int],
        *,
        seeds: Sequence[int],
        activation: Activation | Sequence[Activation] = relu,
        dtype: npt.DTypeLike = np.float32,
    ) -> Self:
        """Return one network per seed, as one object whose arrays have a leading axis.

        Member s has the weights of `Network(sizes, seed=seeds[s])`.

        Examples
        --------
        >>> Network.stack([2, 3, 1], seeds=range(5)).forward(np.zeros((2, 7))).shape
        (5, 1, 7)
        """
        if not isinstance(seeds, Sequence) or len(seeds) == 0:
            raise ValueError(f"seeds: got {seeds!r}, expected one per network, such as range(100)")
        network = cls(sizes, activation=activation, seed=0, dtype=dtype)
        network._own(np.stack([_initial_parameters(network.sizes, s, dtype) for s in seeds]))
        return network

    def with_parameters(self, parameters: npt.ArrayLike) -> Self:
        """Return a network of the same architecture with a copy of these parameters.

        Parameters
        ----------
        parameters : array, shape (P,), or (S, P) for a stack

        Raises
        ------
        ValueError
            If there are too many or too few for this architecture.
        """
        array = np.array(as_finite(parameters, "parameters"))
        if array.ndim not in (1, 2) or array.shape[-1] != self.n_parameters:
            raise ValueError(
                f"parameters: got shape {array.shape}, expected ({self.n_parameters},), "
                f"or (S, {self.n_parameters}) for a stack"
            )
        twin = object.__new__(type(self))
        twin.sizes, twin.activations = self.sizes, self.activations
        twin._own(array)
        return twin

    def member(self, s: int) -> Self:
        """Return network s of a stack, sharing its parameters.

        Raises
        ------
        ValueError
            If this is a single network.
        """
        if self.parameters.ndim != 2:
            raise ValueError("member: this is a single network, not a stack")
        twin = object.__new__(type(self))
        twin.sizes, twin.activations = self.sizes, self.activations
        twin._own(self.parameters[s])
        return twin

    def forward(self, X: npt.ArrayLike) -> FloatArray:
        """Return the scores, shape (n_out, N), or (S, n_out, N), for X of shape (n_in, N).

        Raises
        ------
        TypeError, ValueError
            If X has another shape, or is not made of finite numbers.
        """
        activations = self._examples(X)
        for layer in self.layers:
            activations = layer.forward(activations)
        return activations

    def trace(self, X: npt.ArrayLike) -> list[LayerTrace]:
        """Return what each layer computes on the way to the scores.

        Raises
        ------
        TypeError, ValueError
            If X has another shape, or is not made of finite numbers.
        """
        activations, trace = self._examples(X), []
        for layer in self.layers:
            pre_activations = layer.pre_activations(activations)
            activations = layer.activation.function(pre_activations)
            trace.append(LayerTrace(pre_activations, activations))
        return trace

    def predict(self, X: npt.ArrayLike) -> IntArray:
        """Return the label with the highest score (1 if a single score is positive).

        Returns
        -------
        array of int, shape (N,) or (S, N)
        """
        scores = self.forward(X)
        if self.sizes[-1] == 1:
            return (scores[..., 0, :] > 0).astype(np.intp)
        return np.asarray(scores.argmax(-2), dtype=np.intp)

    def accuracy(self, X: npt.ArrayLike, y: npt.ArrayLike) -> Value:
        """Return the share of examples whose label is predicted: a float, or (S,) for a stack.

        Raises
        ------
        TypeError, ValueError
            If X has another shape, or the labels do not fit it.
        """
        predicted = self.predict(X)
        labels = as_labels(y, predicted.shape[-1], max(2, self.sizes[-1]))
        share = (predicted == labels).mean(-1)
        return float(share) if share.ndim == 0 else share

    def loss_and_gradient(
        self, X: npt.ArrayLike, y: npt.ArrayLike, *, loss: Loss = cross_entropy, l2: float = 0.0
    ) -> tuple[Value, FloatArray]:
        """Return the mean loss plus ½ λ ‖W‖², and its gradient by the chain rule.

        Parameters
        ----------
        X : array, shape (n_in, N)
        y : array of int, shape (N,)
        loss : callable
            `cross_entropy`, `hinge`, or any (scores, y) → value and gradient.
        l2 : float
            λ ≥ 0. Biases are not penalised.

        Returns
        -------
        value : float, or array of shape (S,)
        gradient : array, shape of `parameters`

        Raises
        ------
        TypeError, ValueError
            If X, y or λ are not what is said above.

        Examples
        --------
        >>> network = Network([2, 1], seed=0)
        >>> value, gradient = network.loss_and_gradient(np.zeros((2, 4)), [0, 1, 1, 1])
        >>> round(value, 4), gradient.round(2).tolist()
        (0.6931, [0.0, 0.0, -0.25])
        """
        as_number(l2, "l2", low=0)
        X = self._examples(X)
        trace = self.trace(X)
        value, delta = loss(trace[-1].activations, as_array(y, "y"))  # ∂loss/∂z, layer by layer
        gradient = np.empty_like(self.parameters)
        views = _views(gradient, self.sizes)
        for k in reversed(range(len(self.layers))):
            below = trace[k - 1].activations if k > 0 else X
            d_weights, d_biases = views[k]
            np.matmul(delta, below.swapaxes(-1, -2), out=d_weights)
            delta.sum(-1, keepdims=True, out=d_biases)
            if k > 0:
                delta = self.layers[k].weights.swapaxes(-1, -2) @ delta
                delta *= self.layers[k - 1].activation.slope(trace[k - 1].pre_activations)
        if l2 > 0:
            for layer, (d_weights, _) in zip(self.layers, views, strict=True):
                value = value + l2 / 2 * (layer.weights**2).sum((-2, -1))
                d_weights += l2 * layer.weights
        return value, gradient

    @property
    def n_neurons(self) -> int:
        """Number of neurons; the inputs are none."""
        return sum(self.sizes[1:])

    @property
    def n_weights(self) -> int:
        """Number of weights, of one member if this is a stack."""
        return sum(n_in * n_out for n_in, n_out in pairwise(self.sizes))

    @property
    def n_biases(self) -> int:
        """Number of biases: one per neuron."""
        return self.n_neurons

    @property
    def n_parameters(self) -> int:
        """Number of weights and biases together, of one member if this is a stack."""
        return self.n_weights + self.n_biases

    def _own(self, parameters: FloatArray) -> None:
        self.parameters = parameters
        self.layers = tuple(
            Layer(weights, biases, activation)
            for (weights, biases), activation in zip(
                _views(parameters, self.sizes), self.activations, strict=True
            )
        )

    def _examples(self, X: npt.ArrayLike) -> FloatArray:
        return as_examples(X, self.sizes[0], self.parameters.dtype)

    def __repr__(self) -> str:
        hidden = [
            f"{n} {activation.symbol}"
            for n, activation in zip(self.sizes[1:-1], self.activations, strict=False)
        ]
        path = [_count(self.sizes[0], "input"), *hidden, _count(self.sizes[-1], "score")]
        kind = "Network" if self.parameters.ndim == 1 else f"Stack of {len(self.parameters)}"
        return (
            f"{kind}({' → '.join(path)}; {_count(self.n_weights, 'weight')} + "
            f"{_count(self.n_biases, 'bias', 'biases')} = {self.n_parameters} parameters)"
        )


def _count(n: int, noun: str, plural: str = "") -> str:
    return f"{n} {noun if n == 1 else plural or noun + 's'}"


def _views(parameters: FloatArray, sizes: tuple[int, ...]) -> list[tuple[FloatArray, FloatArray]]:
    """Return each layer's W and b as views into the last axis of a flat array."""
    views, start, lead = [], 0, parameters.shape[:-1]
    for n_in, n_out in pairwise(sizes):
        middle = start + n_out * n_in
        weights = parameters[..., start:middle].reshape(*lead, n_out, n_in)
        biases = parameters[..., middle : middle + n_out].reshape(*lead, n_out, 1)
        views.append((weights, biases))
        start = middle + n_out
    return views


def _initial_parameters(sizes: tuple[int, ...], seed: Seed, dtype: npt.DTypeLike) -> FloatArray:
    if np.dtype(dtype) not in (np.float32, np.float64):
        raise TypeError(f"dtype: got {dtype!r}, expected float32 or float64")
    generator = as_generator(seed)
    parts: list[FloatArray] = []
    for n_in, n_out in pairwise(sizes):
        parts.append(generator.standard_normal(n_out * n_in) * np.sqrt(2 / n_in))
        parts.append(np.zeros(n_out))
    return np.concatenate(parts).astype(dtype)
