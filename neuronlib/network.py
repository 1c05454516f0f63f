"""Feed-forward networks, one or a stack of them, with their gradient.

All parameters live in one flat vector; every W and b is a view into it. A stack is many networks of
one architecture with a leading axis, and the same code serves both. This is the way to read how a
network computes; `fast` is the same for many steps in a row.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from neuronlib.activations import Activation, identity, per_hidden_layer, relu
from neuronlib.initialisation import Initialisation, he
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
from neuronlib.losses import Loss, Value, as_loss, cross_entropy


class LayerTrace(NamedTuple):
    """What one layer computed: z = W X + b and f(z), both (n_out, N), or (S, n_out, N).

    For maxout z has the rows of all pieces.
    """

    pre_activations: FloatArray
    activations: FloatArray


class Block(NamedTuple):
    """A layer's part of the flat vector: [W b], (…, n_out, n_in + 1), and the slopes of PReLU."""

    rows: FloatArray
    slopes: FloatArray | None


class Network:
    """A fully connected feed-forward network.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of inputs, of neurons in each hidden layer, and of scores: [3, 4, 4, 1].
    activation : Activation or sequence of Activation
        One for all hidden layers, or one for each. The output layer has none.
    seed : int or numpy.random.Generator
        Draws the weights from a normal distribution. Biases start at zero.
    initialisation : callable
        Its standard deviation, by a layer's numbers of inputs and neurons: `he`, `glorot` or
        `fixed_scale(std)` of `neuronlib.initialisation`.
    dtype : type
        float32, or float64 where digits matter.

    Attributes
    ----------
    parameters : array, shape (P,) or (S, P)
        Layer by layer, neuron by neuron: its weights, then its bias; after a layer of PReLUs their
        slopes.
    layers : tuple of Layer

    Raises
    ------
    TypeError, ValueError
        If the sizes or the options are not what is said above.

    References
    ----------
    Chapter “Quick intro”.

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
        initialisation: Initialisation = he,
        dtype: npt.DTypeLike = np.float32,
    ) -> None:
        self.sizes = as_sizes(sizes)
        hidden = per_hidden_layer(activation, len(self.sizes) - 2)
        self.activations = (*hidden, identity)
        self._own(self._draw(seed, initialisation, dtype))

    @classmethod
    def stack(
        cls,
        sizes: Sequence[int],
        *,
        seeds: Sequence[int],
        activation: Activation | Sequence[Activation] = relu,
        initialisation: Initialisation = he,
        dtype: npt.DTypeLike = np.float32,
    ) -> Self:
        """Return one network per seed, as one object whose arrays have a leading axis.

        Member s has the weights of `Network(sizes, seed=seeds[s])`.

        Raises
        ------
        TypeError, ValueError
            As for a single network; or if there are no seeds.

        Examples
        --------
        >>> Network.stack([2, 3, 1], seeds=range(5)).forward(np.zeros((2, 7))).shape
        (5, 1, 7)
        """
        if not isinstance(seeds, Sequence) or len(seeds) == 0:
            raise ValueError(f"seeds: got {seeds!r}, expected one per network, such as range(100)")
        network = cls(sizes, activation=activation, dtype=dtype)
        network._own(np.stack([network._draw(seed, initialisation, dtype) for seed in seeds]))
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
        return self.with_views_of(array)

    def member(self, s: int) -> Self:
        """Return network s of a stack, sharing its parameters.

        Raises
        ------
        ValueError
            If this is a single network.
        """
        if self.parameters.ndim != 2:
            raise ValueError("member: this is a single network, not a stack")
        return self.with_views_of(self.parameters[s])

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
        return self._trace(self._examples(X), [])

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

    @np.errstate(over="ignore", invalid="ignore")  # beyond the type it is infinite
    def loss_and_gradient(
        self,
        X: npt.ArrayLike,
        y: npt.ArrayLike,
        *,
        loss: Loss = cross_entropy,
        l2: float = 0.0,
        masks: Sequence[FloatArray] = (),
    ) -> tuple[Value, FloatArray]:
        """Return the mean loss plus ½ λ ‖W‖², and its gradient by the chain rule.

        Parameters
        ----------
        X : array, shape (n_in, N)
        y : array, shape (N,) of int, or (n_out, N) for regression
        loss : callable
            `cross_entropy`, `hinge`, `squared_error`, or any (scores, y) → value and gradient.
        l2 : float
            λ ≥ 0. Biases, and the slopes of PReLU, are not penalised.
        masks : sequence of array, shape (n_out, N) each
            What to multiply the activations of each hidden layer by: how dropout silences neurons.

        Returns
        -------
        value : float, or array of shape (S,)
        gradient : array, shape of `parameters`

        Raises
        ------
        TypeError, ValueError
            If X, y, the loss or λ are not what is said above.

        Examples
        --------
        >>> network = Network([2, 1], seed=0)
        >>> value, gradient = network.loss_and_gradient(np.zeros((2, 4)), [0, 1, 1, 1])
        >>> round(value, 4), gradient.round(2).tolist()
        (0.6931, [0.0, 0.0, -0.25])
        """
        as_number(l2, "l2", low=0)
        as_loss(loss)
        X = self._examples(X)
        trace = self._trace(X, masks)
        value, delta = loss(trace[-1].activations, as_array(y, "y"))  # ∂loss/∂scores
        gradient = np.empty_like(self.parameters)
        gradient_layers = self.with_views_of(gradient).layers
        for k in reversed(range(len(self.layers))):
            layer, of_gradient = self.layers[k], gradient_layers[k]
            z, below = trace[k].pre_activations, trace[k - 1].activations if k > 0 else X
            if k < len(masks):
                delta = delta * masks[k]
            if of_gradient.slopes is not None:
                of_gradient.slopes[...] = layer.slopes_gradient(delta, z)
            delta = layer.backward(delta, z)  # ∂loss/∂z
            np.matmul(delta, _transposed(below), out=of_gradient.weights)
            delta.sum(-1, keepdims=True, out=of_gradient.biases)
            if k > 0:
                delta = _transposed(layer.weights) @ delta  # ∂loss/∂activations of the layer below
        if l2 > 0:
            for layer, of_gradient in zip(self.layers, gradient_layers, strict=True):
                value = value + l2 / 2 * (layer.weights**2).sum((-2, -1))
                np.add(of_gradient.weights, l2 * layer.weights, out=of_gradient.weights)
        return value, gradient

    @property
    def n_neurons(self) -> int:
        """Number of neurons; the inputs are none."""
        return sum(self.sizes[1:])

    @property
    def n_weights(self) -> int:
        """Number of weights, of one member if this is a stack."""
        return sum(n_rows * n_in for n_rows, n_in in self._shapes)

    @property
    def n_biases(self) -> int:
        """Number of biases: one per neuron, or per piece of a maxout neuron."""
        return sum(n_rows for n_rows, _ in self._shapes)

    @property
    def n_parameters(self) -> int:
        """Number of weights, biases and learned slopes, of one member if this is a stack."""
        return self.n_weights + self.n_biases + self._n_slopes

    @property
    def _shapes(self) -> list[tuple[int, int]]:
        """Rows and columns of each W."""
        return [
            (activation.pieces * n_out, n_in)
            for (n_in, n_out), activation in zip(
                pairwise(self.sizes), self.activations, strict=True
            )
        ]

    @property
    def _n_slopes(self) -> int:
        return sum(
            n_out
            for n_out, activation in zip(self.sizes[1:], self.activations, strict=True)
            if activation.initial_slope is not None
        )

    def _examples(self, X: npt.ArrayLike) -> FloatArray:
        return as_examples(X, self.sizes[0], self.parameters.dtype)

    def _trace(self, X: FloatArray, masks: Sequence[FloatArray]) -> list[LayerTrace]:
        activations, trace = X, []
        for k, layer in enumerate(self.layers):
            z = layer.pre_activations(activations)
            activations = layer.activate(z)
            if k < len(masks):
                activations = activations * masks[k]
            trace.append(LayerTrace(z, activations))
        return trace

    def _draw(self, seed: Seed, initialisation: Initialisation, dtype: npt.DTypeLike) -> FloatArray:
        """Return the first parameters, shape (P,)."""
        if np.dtype(dtype) not in (np.float32, np.float64):
            raise TypeError(f"dtype: got {dtype!r}, expected float32 or float64")
        if not callable(initialisation):
            raise TypeError(
                f"initialisation: got {initialisation!r}, expected a rule such as "
                "neuronlib.initialisation.he"
            )
        generator = as_generator(seed)
        network = self.with_views_of(np.zeros(self.n_parameters, dtype))
        for layer, n_in, n_out in zip(network.layers, self.sizes, self.sizes[1:], strict=False):
            draws = generator.standard_normal(layer.weights.shape)
            layer.weights[...] = initialisation(n_in, n_out) * draws
            if layer.slopes is not None:
                layer.slopes[...] = layer.activation.initial_slope
        return network.parameters

    def with_views_of(self, parameters: FloatArray) -> Self:
        """Return a network of the same architecture that shares these parameters."""
        twin = object.__new__(type(self))
        twin.sizes, twin.activations = self.sizes, self.activations
        twin._own(parameters)
        return twin

    def blocks(self) -> list[Block]:
        """Return each layer's part of the flat vector, as views into it."""
        blocks, start, lead = [], 0, self.parameters.shape[:-1]
        for (n_rows, n_in), activation in zip(self._shapes, self.activations, strict=True):
            end = start + n_rows * (n_in + 1)
            rows = self.parameters[..., start:end].reshape(*lead, n_rows, n_in + 1)
            slopes, start = None, end
            if activation.initial_slope is not None:
                end = start + n_rows
                slopes, start = self.parameters[..., start:end].reshape(*lead, n_rows, 1), end
            blocks.append(Block(rows, slopes))
        return blocks

    def __getstate__(self) -> tuple[Any, ...]:
        # the layers are made anew: pickled, their views would become arrays of their own
        return self.sizes, self.activations, self.parameters

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.sizes, self.activations, parameters = state
        self._own(parameters)

    def _own(self, parameters: FloatArray) -> None:
        self.parameters = parameters
        self.layers = tuple(
            Layer(rows[..., :-1], rows[..., -1:], activation, slopes)
            for (rows, slopes), activation in zip(self.blocks(), self.activations, strict=True)
        )

    def __repr__(self) -> str:
        hidden = [
            f"{n} {activation.symbol}"
            for n, activation in zip(self.sizes[1:-1], self.activations, strict=False)
        ]
        path = [_count(self.sizes[0], "input"), *hidden, _count(self.sizes[-1], "score")]
        kind = "Network" if self.parameters.ndim == 1 else f"Stack of {len(self.parameters)}"
        parts = [_count(self.n_weights, "weight"), _count(self.n_biases, "bias", "biases")]
        if self._n_slopes:
            parts.append(_count(self._n_slopes, "slope"))
        return f"{kind}({' → '.join(path)}; {' + '.join(parts)} = {self.n_parameters} parameters)"


def _count(n: int, noun: str, plural: str = "") -> str:
    return f"{n} {noun if n == 1 else plural or noun + 's'}"


def _transposed(matrices: FloatArray) -> FloatArray:
    """Return each matrix of a stack transposed, or the one."""
    return matrices.swapaxes(-1, -2)
