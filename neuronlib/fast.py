"""The pass of `Network.loss_and_gradient`, made for thousands of steps in a row.

It computes the same numbers to rounding; a test holds the two together. Read `network` to learn how
a network computes, and this to learn what makes a small one fast in numpy:

- Every array is made once and each operation writes into it. In a step of a small network the
  allocations and temporaries cost more than the arithmetic.
- What an operation reads is an array too, also a 1 or a ½, and where it writes is named by its
  place: of half a microsecond that a product of 200 numbers takes, the handling of a Python number
  would be a half, and that of a keyword a fifth.
- Activations carry a row of ones, and a layer's biases stand beside its weights: [W b] [X; 1] is
  W X + b in one product, and the gradient of b falls out of that of W.
- tanh, sigmoid and ReLU take their slope from their value: 1 − a², a (1 − a), a > 0.
- Softmax and cross-entropy share their exponentials; two classes need those of one score alone.
- For a single network `dot` takes the place of `matmul`, which is made for stacks and costs a
  microsecond more.
- The first layer of a stack is one product, since all members read the same inputs. A large stack
  is worked through some members at a time, so that what one operation writes is still in the cache
  when the next one reads it.

Arguments are not checked here: whoever calls has done it once, before the first step.
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from types import EllipsisType
from typing import Any, TypeAlias

import numpy as np

from neuronlib.activations import Activation, identity, relu, sigmoid, tanh
from neuronlib.inputs import FloatArray, IntArray
from neuronlib.layer import Layer
from neuronlib.losses import Loss, cross_entropy, squared_error
from neuronlib.network import Block, Network

Product: TypeAlias = Callable[..., Any]
Members: TypeAlias = EllipsisType | slice

# What one layer of the members that are worked on together may take: about an L2 cache.
CHUNK_IN_BYTES = 2**20
# From so many inputs on, examples times weights, turned round, is quicker than weights times
# examples: by 8 % with 3072 of them and OpenBLAS.
MANY_INPUTS = 1024


class Pass:
    """Forward and backward through a network, or a stack, for batches of one size.

    Parameters
    ----------
    network : Network
        Its parameters are read at each call.
    loss : callable
    n_examples : int
        Size of the batches.

    Attributes
    ----------
    gradient : array, shape of the network's parameters
        Written by each call.

    Examples
    --------
    >>> from neuronlib.datasets import blobs
    >>> data, network = blobs(20), Network([2, 5, 1])
    >>> fast = Pass(network, cross_entropy, n_examples=20)
    >>> value = fast(with_ones(data.X), encoded(data.y, network, cross_entropy))
    >>> reference, gradient = network.loss_and_gradient(data.X, data.y)
    >>> bool(abs(value - reference) < 1e-6 and np.allclose(fast.gradient, gradient, atol=1e-6))
    True
    """

    def __init__(self, network: Network, loss: Loss, n_examples: int) -> None:
        self.gradient = np.empty_like(network.parameters)
        self._no_masks = [None] * len(network.layers)
        self._chunks = []
        for members in _chunks(network, n_examples):
            chunk = network.with_views_of(network.parameters[members])
            gradient = network.with_views_of(self.gradient[members])
            parts = zip(chunk.layers, chunk.blocks(), gradient.blocks(), strict=True)
            layers = [_LayerPass(*part, n_examples) for part in parts]
            downwards = list(pairwise(reversed(layers)))
            kernel = _loss_kernel(loss, layers[-1].z, layers[-1].delta)
            self._chunks.append((layers, downwards, kernel))

    def __call__(
        self, X1: FloatArray, y: FloatArray | IntArray, masks: Sequence[FloatArray] = ()
    ) -> FloatArray:
        """Return the loss, shape () or (S,), without penalty, and write its gradient.

        Parameters
        ----------
        X1 : array, shape (n_in + 1, N)
            Examples from `with_ones`.
        y : array, shape (…, N)
            What is wanted, from `encoded`.
        masks : sequence of array, shape (n_out, N) each
            As for `Network.loss_and_gradient`.
        """
        each_mask = [*masks, None] if masks else self._no_masks
        values = []
        for layers, downwards, kernel in self._chunks:
            below = X1
            for layer, mask in zip(layers, each_mask, strict=True):
                below = layer.forward(below, mask)
            values.append(kernel(y))
            for layer, lower in downwards:
                layer.backward(lower.outputs_T)
                layer.send_down(lower.delta)
            layers[0].backward(X1.T)
        return values[0] if len(values) == 1 else np.concatenate(values)


def with_ones(X: FloatArray) -> FloatArray:
    """Return X, shape (n_in, N), with a row of ones below it: shape (n_in + 1, N).

    The numbers of an example lie side by side, so that a minibatch is quickly taken.
    """
    examples = np.ones((X.shape[1], X.shape[0] + 1), X.dtype)
    examples[:, :-1] = X.T
    return examples.T


def encoded(y: FloatArray | IntArray, network: Network, loss: Loss) -> FloatArray | IntArray:
    """Return what is wanted in the form that the loss's kernel reads, one example per column."""
    n_out, dtype = network.sizes[-1], network.parameters.dtype
    if loss is cross_entropy and n_out <= 2:
        return (0.5 - y[None, :]).astype(dtype)  # ½ for class 0, −½ for class 1
    if loss is cross_entropy:
        return (y == np.arange(n_out)[:, None]).astype(dtype)  # one hot
    return y.astype(dtype) if loss is squared_error else y


def _chunks(network: Network, n_examples: int) -> list[Members]:
    """Return which members are worked on together."""
    if network.parameters.ndim == 1:
        return [...]
    widest = max(network.sizes) * n_examples * network.parameters.itemsize
    together = max(1, CHUNK_IN_BYTES // widest)
    starts = range(0, len(network.parameters), together)
    return [slice(start, start + together) for start in starts]


class _LayerPass:
    """What one layer reads, and what it writes on the way forward and back."""

    def __init__(self, layer: Layer, block: Block, gradient: Block, n_examples: int) -> None:
        self._layer, self._rows = layer, block.rows
        self._activate = ACTIVATE.get(layer.activation)
        self._times_slope = TIMES_SLOPE.get(layer.activation)
        self._d_rows, self._d_slopes = gradient
        *lead, n_rows, _ = block.rows.shape
        n_out, dtype = n_rows // layer.activation.pieces, block.rows.dtype
        self.z = np.empty((*lead, n_rows, n_examples), dtype)
        outputs = np.ones((*lead, n_out + 1, n_examples), dtype)
        self.outputs, self.outputs_T = outputs, outputs.swapaxes(-1, -2)
        self._activations = outputs[..., :-1, :]  # above the row of ones
        self.delta = np.empty((*lead, n_out, n_examples), dtype)  # ∂loss/∂activations
        self._d_z = self.delta
        self._weights_down = block.rows[..., :-1].swapaxes(-1, -2)
        self._product: Product = np.matmul if lead else np.dot
        turned = not lead and block.rows.shape[-1] > MANY_INPUTS
        self._z_T = np.empty(self.z.T.shape, dtype) if turned else None
        self._mask: FloatArray | None = None

    def forward(self, below: FloatArray, mask: FloatArray | None) -> FloatArray:
        """Return the activations, with a row of ones, for those of the layer below."""
        if self._z_T is not None:
            self.z[...] = np.dot(below.T, self._rows.T, self._z_T).T
        elif below.ndim == self.z.ndim:
            self._product(self._rows, below, self.z)
        else:  # the inputs that all members of a stack share
            np.matmul(_as_one(self._rows), below, _as_one(self.z))
        if self._activate:
            self._activate(self.z, self._activations)
        else:
            self._activations[...] = self._layer.activate(self.z)
        self._mask = mask
        if mask is not None:
            self._activations *= mask
        return self.outputs

    def backward(self, below_T: FloatArray) -> None:
        """Turn `delta` into ∂loss/∂z and write the gradient of the layer's parameters."""
        if self._mask is not None:
            self.delta *= self._mask
        if self._d_slopes is not None:
            self._d_slopes[...] = self._layer.slopes_gradient(self.delta, self.z)
        if self._times_slope and self._mask is None:  # a silenced neuron's value tells no slope
            self._times_slope(self.delta, self._activations, self.z)
            self._d_z = self.delta
        else:
            self._d_z = self._layer.backward(self.delta, self.z)
        if below_T.ndim == self.z.ndim:
            self._product(self._d_z, below_T, self._d_rows)
        else:
            self._d_rows[...] = (_as_one(self._d_z) @ below_T).reshape(self._d_rows.shape)

    def send_down(self, delta: FloatArray) -> None:
        """Write ∂loss/∂activations of the layer below."""
        self._product(self._weights_down, self._d_z, delta)


def _as_one(matrices: FloatArray) -> FloatArray:
    """Return the matrices of a stack as one, below each other."""
    return matrices.reshape(-1, matrices.shape[-1])


# How an activation writes f(z) into `a`, and multiplies delta by f′(z), which it takes from the
# value a; it may use z as scratch. The others go the readable way.


def _activate_sigmoid(z: FloatArray, a: FloatArray) -> None:
    half = _constant(0.5, z)
    np.multiply(z, half, a)  # σ(z) = 1/2 + 1/2 tanh(z / 2)
    np.tanh(a, a)
    np.multiply(a, half, a)
    np.add(a, half, a)


def _activate_relu(z: FloatArray, a: FloatArray) -> None:
    np.maximum(z, _constant(0, z), out=a)


def _activate_identity(z: FloatArray, a: FloatArray) -> None:
    a[...] = z


def _times_one(delta: FloatArray, a: FloatArray, scratch: FloatArray) -> None:
    pass


def _times_sigmoid_slope(delta: FloatArray, a: FloatArray, scratch: FloatArray) -> None:
    np.multiply(delta, a, delta)
    np.multiply(delta, a, scratch)
    np.subtract(delta, scratch, delta)


def _times_tanh_slope(delta: FloatArray, a: FloatArray, scratch: FloatArray) -> None:
    np.multiply(a, a, scratch)
    np.multiply(delta, scratch, scratch)
    np.subtract(delta, scratch, delta)


def _times_relu_slope(delta: FloatArray, a: FloatArray, scratch: FloatArray) -> None:
    np.sign(a, scratch)  # 0 or 1, for a ≥ 0
    np.multiply(delta, scratch, delta)


def _constant(value: float, like: FloatArray) -> FloatArray:
    return CONSTANTS[value, like.dtype.char]


CONSTANTS = {
    (value, dtype): np.array(value, dtype) for value in (0, 0.5, 1, -2) for dtype in ("f", "d")
}
ACTIVATE: dict[Activation, Callable[[FloatArray, FloatArray], object]] = {
    tanh: np.tanh,
    relu: _activate_relu,
    sigmoid: _activate_sigmoid,
    identity: _activate_identity,
}
TIMES_SLOPE: dict[Activation, Callable[[FloatArray, FloatArray, FloatArray], None]] = {
    tanh: _times_tanh_slope,
    relu: _times_relu_slope,
    sigmoid: _times_sigmoid_slope,
    identity: _times_one,
}

# How a loss turns scores into its value, shape () or (S,), and writes its gradient into delta: made
# for the two arrays, and called with what is wanted. It may use the scores as scratch.

LossKernel: TypeAlias = Callable[[Any], FloatArray]


def _loss_kernel(loss: Loss, scores: FloatArray, delta: FloatArray) -> LossKernel:
    if loss is cross_entropy:
        of_two = scores.shape[-2] <= 2
        return _cross_entropy_of_two(scores, delta) if of_two else _cross_entropy(scores, delta)
    if loss is squared_error:
        return partial(_squared_error, scores, delta)
    return partial(_readable, loss, scores, delta)


def _cross_entropy_of_two(scores: FloatArray, delta: FloatArray) -> LossKernel:
    """log(1 + e²ʰ) and its slope (1 + tanh h) / 2 along 2h, which is ± the score of class 1.

    The logarithm is taken as h + |h| + log(1 + e⁻²ˡʰˡ), so that nothing overflows.
    """
    *lead, n_rows, n_examples = scores.shape
    of_class_0, of_class_1 = scores[..., :1, :], scores[..., -1:, :]
    delta_0, delta_1 = delta[..., :1, :], delta[..., -1:, :]
    # in one piece, where the rows of a stack's scores are not
    h, slope, size, tail = (np.empty_like(of_class_1) for _ in range(4))
    one, minus_two = _constant(1, scores), _constant(-2, scores)
    share = np.array(1 / n_examples, scores.dtype)
    shares = np.full((n_examples, 1), share)
    values = (slice(None), 0) if lead else (0, 0)

    def run(half_signs: FloatArray) -> FloatArray:
        ahead = of_class_1
        if n_rows == 2:  # softmax knows only the difference of the two scores
            ahead = np.subtract(of_class_1, of_class_0, h)
        np.multiply(ahead, half_signs, h)  # above 0 where the wrong class is ahead
        np.tanh(h, slope)
        np.add(slope, one, slope)
        np.multiply(half_signs, share, tail)
        np.multiply(slope, tail, delta_1)
        if n_rows == 2:
            np.negative(delta_1, delta_0)
        np.absolute(h, size)
        np.multiply(size, minus_two, tail)
        np.exp(tail, tail)
        np.log1p(tail, tail)
        np.add(tail, h, tail)
        np.add(tail, size, tail)
        # the mean as a product: a sum of an array this small takes twice as long
        value: FloatArray = np.dot(tail.reshape(-1, n_examples), shares)[values]
        return value

    return run


def _cross_entropy(scores: FloatArray, delta: FloatArray) -> LossKernel:
    share = np.array(1 / scores.shape[-1], scores.dtype)
    row = np.empty_like(scores[..., :1, :])

    def run(one_hot: FloatArray) -> FloatArray:
        # reduce, not max and sum: for arrays this small the method around it takes as long
        np.maximum.reduce(scores, axis=-2, keepdims=True, out=row)
        np.subtract(scores, row, scores)
        np.exp(scores, delta)
        np.add.reduce(delta, axis=-2, keepdims=True, out=row)
        np.divide(delta, row, delta)
        np.subtract(delta, one_hot, delta)
        np.multiply(delta, share, delta)
        np.multiply(scores, one_hot, scores)
        np.log(row, row)
        of_the_class = np.add.reduce(scores, axis=(-2, -1))
        return (np.add.reduce(row, axis=(-2, -1)) - of_the_class) * share

    return run


def _squared_error(scores: FloatArray, delta: FloatArray, y: FloatArray) -> FloatArray:
    n_examples = scores.shape[-1]
    np.subtract(scores, y, delta)
    np.multiply(delta, delta, scores)
    np.divide(delta, n_examples, delta)
    return np.add.reduce(scores, axis=(-2, -1)) / (2 * n_examples)


def _readable(
    loss: Loss, scores: FloatArray, delta: FloatArray, y: FloatArray | IntArray
) -> FloatArray:
    value, delta[...] = loss(scores, y)
    return np.asarray(value)
