"""The pass of `Network.loss_and_gradient`, made for thousands of steps in a row.

It computes the same numbers to rounding; a test holds the two together. Read `network` to learn how
a network computes, and this to learn what makes a small one fast in numpy:

- Every array is made once, and so is every call of numpy: with what it reads and where it writes. A
  pass is a list of such calls. In a step of a small network allocations, temporaries and lines of
  Python cost more than the arithmetic.
- What an operation reads is an array too, also a 1 or a ½, and where it writes is named by its
  place: of half a microsecond that a product of 200 numbers takes, the handling of a Python number
  would be a half, and that of a keyword a fifth.
- Activations carry a row of ones, and a layer's biases stand beside its weights: [W b] [X; 1] is
  W X + b in one product, and the gradient of b falls out of that of W.
- tanh, sigmoid and ReLU take their slope from their value: 1 − a², a (1 − a), a > 0. So z is not
  kept: they work in place.
- Softmax and cross-entropy share their exponentials; two classes need those of one score alone.
- For a single network `dot` takes the place of `matmul`, which is made for stacks and costs a
  microsecond more.
- In memory the members of a stack lie between the neurons and the examples: what all have of one
  row is in one piece, and so are all rows without that of ones. A tanh over pieces of 4000 numbers
  takes a quarter longer than over one.
- A large stack is worked through some members at a time, all in the same arrays, so that what one
  operation writes is still in a cache when the next one reads it.
- A stack of small products is a call of BLAS for each member, most of it preparation. Members read
  the same inputs, so they have one product for their first layers, and one for the gradients of
  these.
- Below one score, or two of which softmax knows only the difference, ∂loss/∂a is v dᵀ: a number
  for each neuron times one for each example. The gradient of a layer of tanh is then
  v (Σ d x − Σ a² d x), and that of v is Σ a d: in a stack, where large arrays cost most, none but
  a d and a² d is made.
- numpy's tanh and log1p are quick where the processor has AVX-512. Elsewhere on x86 a tanh of many
  numbers takes half as long again as 1 − 2 / (e²ᶻ + 1), and log1p up to five times as long as log.

Arguments are not checked here: whoever calls has done it once, before the first step.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise
from types import EllipsisType
from typing import Any, TypeAlias

import numpy as np

from neuronlib.activations import Activation, identity, relu, sigmoid, tanh
from neuronlib.inputs import FloatArray, IntArray
from neuronlib.layer import Layer
from neuronlib.losses import Loss, cross_entropy, squared_error
from neuronlib.network import Block, Network

Call: TypeAlias = Callable[[], object]
Calls: TypeAlias = Iterator[Call]
Members: TypeAlias = EllipsisType | slice

# What one layer of the members that are worked on together may take: smaller parts fit a nearer
# cache, but each has calls of its own.
CHUNK_IN_BYTES = 2**20
# From so many inputs on, examples times weights, turned round, is quicker than weights times
# examples: by 8 % with 3072 of them and OpenBLAS.
MANY_INPUTS = 1024
# Up to so many inputs, a product for each is quicker than one for all.
FEW_INPUTS = 4


def _numpy_lacks_avx512() -> bool:
    """Whether numpy's tanh runs as it was made for x86 before AVX-512."""
    ways = np.lib.introspect.opt_func_info(func_name="^tanh$", signature="float32")
    way = ways["tanh"]["ff"]["current"]
    return any(name in way for name in ("X86_V3", "X86_V2", "AVX2", "SSE"))


# Then, from so many numbers on, some calls with exp and log are quicker than one of tanh or log1p.
BY_EXP_FROM = 8000 if _numpy_lacks_avx512() else np.inf


class Pass:
    """Forward and backward through a network, or a stack, for one batch after the other.

    All arrays are read at each call: whoever wants another batch writes it into them.

    Parameters
    ----------
    network : Network
    loss : callable
    X1 : array, shape (n_in + 1, N)
        Examples from `with_ones`.
    y : array, shape (…, N)
        What is wanted, from `encoded`.
    masks : sequence of array, shape (n_out, N) each
        As for `Network.loss_and_gradient`.

    Attributes
    ----------
    gradient : array, shape of the network's parameters
        Written by each call.

    Examples
    --------
    >>> from neuronlib.datasets import blobs
    >>> data, network = blobs(20), Network([2, 5, 1])
    >>> y = encoded(data.y, network, cross_entropy)
    >>> fast = Pass(network, cross_entropy, with_ones(data.X), y)
    >>> value = fast()
    >>> reference, gradient = network.loss_and_gradient(data.X, data.y)
    >>> bool(abs(value - reference) < 1e-6 and np.allclose(fast.gradient, gradient, atol=1e-6))
    True
    """

    def __init__(
        self,
        network: Network,
        loss: Loss,
        X1: FloatArray,
        y: FloatArray | IntArray,
        masks: Sequence[FloatArray] = (),
    ) -> None:
        parameters, n_examples = network.parameters, X1.shape[1]
        self.gradient = np.empty_like(parameters)
        self._values = np.empty(parameters.shape[:-1], parameters.dtype)
        self._calls: list[Call] = []
        each_mask = [*masks, None] if masks else [None] * len(network.layers)
        turned = parameters.ndim == 1 and network.sizes[0] >= MANY_INPUTS

        @cache  # chunks of as many members work in the same arrays
        def arrays(*members: int) -> list[_Arrays]:
            return [
                _Arrays(layer, (*members, n_examples), mask, turned=turned and k == 0)
                for k, (layer, mask) in enumerate(zip(network.layers, each_mask, strict=True))
            ]

        if parameters.ndim > 1:  # rows in one piece are quicker to multiply by many weights
            by_row = np.empty(X1.shape, X1.dtype)
            self._calls.append(partial(np.copyto, by_row, X1))
            X1 = by_row
        for members in _chunks(network, n_examples):
            chunk = network.with_views_of(parameters[members])
            gradient = network.with_views_of(self.gradient[members])
            own = arrays(*chunk.parameters.shape[:-1])
            parts = zip(chunk.layers, chunk.blocks(), gradient.blocks(), own, strict=True)
            layers = [_LayerCalls(*part) for part in parts]
            self._calls += _calls(layers, loss, X1, y, self._values[members])

    def __call__(self) -> FloatArray:
        """Return the loss, shape () or (S,), without penalty, and write its gradient."""
        for call in self._calls:
            call()
        # a number, not an array without dimensions, which is slow to reckon with
        value: FloatArray = self._values.copy()[()]
        return value


def with_ones(X: FloatArray) -> FloatArray:
    """Return X, shape (n_in, N), with a row of ones below it: shape (n_in + 1, N).

    The numbers of an example lie side by side, so that a minibatch is quickly taken.
    """
    examples = np.ones((X.shape[1], X.shape[0] + 1), X.dtype)
    examples[:, :-1] = X.T
    return examples.T


def encoded(y: FloatArray | IntArray, network: Network, loss: Loss) -> FloatArray | IntArray:
    """Return what is wanted in the form that the loss's calls read, one example per column."""
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
    n_members = len(network.parameters)
    n_chunks = min(n_members, -(-n_members * widest // CHUNK_IN_BYTES))
    ends = [n_members * k // n_chunks for k in range(n_chunks + 1)]
    return [slice(*pair) for pair in pairwise(ends)]


class _Arrays:
    """What a layer writes on the way forward and back: rows of shape (N,), or (S, N)."""

    def __init__(
        self, layer: Layer, row: tuple[int, ...], mask: FloatArray | None, *, turned: bool
    ) -> None:
        n_rows, dtype = layer.weights.shape[-2], layer.weights.dtype

        def rows(n: int) -> FloatArray:
            return np.moveaxis(np.empty((n, *row), dtype), 0, -2)

        n_out = n_rows // layer.activation.pieces
        self.outputs = rows(n_out + 1)
        self.outputs[..., -1, :] = 1
        self.activations = self.outputs[..., :-1, :]
        # f(z); where there is a mask, the activations are what it lets through
        self.values = self.activations if mask is None else rows(n_out)
        self.z = self.values if layer.activation in IN_PLACE else rows(n_rows)
        self.z_turned = np.empty(self.z.T.shape, dtype) if turned else None
        self.delta = rows(n_out)  # ∂loss/∂activations
        self.d_z = self.delta if layer.activation in TIMES_SLOPE else rows(n_rows)
        self.scratch = rows(n_out + 1)
        self.mask = mask


class _LayerCalls:
    """The calls of one layer on the way forward and back."""

    def __init__(self, layer: Layer, block: Block, gradient: Block, arrays: _Arrays) -> None:
        self.layer, self.rows, self.arrays = layer, block.rows, arrays
        self.d_rows, self._d_slopes = gradient
        self._product: Callable[..., object] = np.dot if block.rows.ndim == 2 else np.matmul

    def forward(self, below: FloatArray) -> Calls:
        """Compute the activations from those of the layer below."""
        own, activation = self.arrays, self.layer.activation
        if own.z_turned is not None:
            yield partial(np.dot, below.T, self.rows.T, own.z_turned)
            yield partial(np.copyto, own.z, own.z_turned.T)
        elif below.ndim < self.rows.ndim:  # what all members read
            by_neuron = np.empty_like(self.rows.swapaxes(0, 1), order="C")
            yield partial(np.copyto, by_neuron, self.rows.swapaxes(0, 1))
            yield partial(np.dot, _flat(by_neuron), below, _flat(own.z.swapaxes(0, 1)))
        else:
            yield partial(self._product, self.rows, below, own.z)
        if activation in IN_PLACE:
            yield from IN_PLACE[activation](own.z)
        else:
            yield partial(_write, own.values, self.layer.activate, own.z)
        if own.mask is not None:
            yield partial(np.multiply, own.values, own.mask, own.activations)

    def backward(self, below: FloatArray) -> Calls:
        """Turn `delta` into ∂loss/∂z and compute the gradient of the layer's parameters."""
        own, activation = self.arrays, self.layer.activation
        if own.mask is not None:
            yield partial(np.multiply, own.delta, own.mask, own.delta)
        if self._d_slopes is not None:
            yield partial(_write, self._d_slopes, self.layer.slopes_gradient, own.delta, own.z)
        if activation in TIMES_SLOPE:
            scratch = own.scratch[..., :-1, :]
            yield from TIMES_SLOPE[activation](own.delta, own.values, scratch)
        else:
            yield partial(_write, own.d_z, self.layer.backward, own.delta, own.z)
        if below.ndim < self.rows.ndim:
            by_input, sums = self._sums_over_examples(below, own.d_z)
            yield from sums
            yield partial(np.copyto, self.d_rows.T, by_input)
        else:
            yield partial(self._product, own.d_z, below.swapaxes(-1, -2), self.d_rows)

    def send_down(self, delta: FloatArray) -> Call:
        """Compute ∂loss/∂activations of the layer below."""
        weights_down, d_z = self.rows[..., :-1].swapaxes(-1, -2), self.arrays.d_z
        if d_z.ndim > 2 and d_z.shape[-2] == 1:  # BLAS takes five times as long
            return partial(np.multiply, weights_down, d_z, delta)
        return partial(self._product, weights_down, d_z, delta)

    def backward_below_a_score(
        self, below: FloatArray, v1: FloatArray, d: FloatArray, d_v1: FloatArray
    ) -> Calls:
        """Compute the gradient of a layer of tanh, and of v in the score v a + b above it.

        Parameters
        ----------
        below : array, shape (n_in + 1, N)
            What all members read.
        v1, d_v1 : array, shape (n_out + 1, S)
            v and b, and where their gradient goes.
        d : array, shape (S, 1, N)
            ∂loss/∂score.
        """
        outputs, scratch = self.arrays.outputs, self.arrays.scratch
        n_examples = below.shape[-1]
        yield partial(np.multiply, outputs, d, scratch)  # a d, and d in the row of ones
        totals = np.empty(d_v1.shape, d.dtype)
        ones = np.ones(n_examples, d.dtype)
        yield partial(np.dot, _flat(scratch.swapaxes(0, 1)), ones, totals.reshape(-1))
        yield partial(np.copyto, d_v1, totals)
        yield partial(np.multiply, scratch, outputs, scratch)  # a² d
        by_input, sums = self._sums_over_examples(below, scratch)
        inner = by_input[:, :-1]
        yield from sums
        yield partial(np.subtract, by_input[:, -1:], inner, inner)
        yield partial(np.multiply, inner, v1[:-1], self.d_rows.T)

    def _sums_over_examples(self, below: FloatArray, rows: FloatArray) -> tuple[FloatArray, Calls]:
        """Return Σ x r for what all members read, shape (n_in, n_rows, S), and what computes it."""
        n_members, n_rows, _ = rows.shape
        by_input = np.empty((len(below), n_rows, n_members), rows.dtype)
        flat, flat_rows = by_input.reshape(len(below), -1), _flat(rows.swapaxes(0, 1))
        if len(below) > FEW_INPUTS:
            return by_input, iter([partial(np.dot, below, flat_rows.T, flat)])
        return by_input, (
            partial(np.dot, flat_rows, *pair) for pair in zip(below, flat, strict=True)
        )


def _calls(
    layers: Sequence[_LayerCalls],
    loss: Loss,
    X1: FloatArray,
    y: FloatArray | IntArray,
    values: FloatArray,
) -> Calls:
    """Go forward, take the loss, and go back."""
    if _is_one_layer_of_tanh(layers, loss):
        yield from _calls_of_one_layer_of_tanh(layers[0], layers[1], loss, X1, y, values)
        return
    inputs = [X1, *(layer.arrays.outputs for layer in layers[:-1])]
    for layer, below in zip(layers, inputs, strict=True):
        yield from layer.forward(below)
    top = layers[-1].arrays
    yield from _loss_calls(loss, top.activations, y, top.delta, values)
    for k in reversed(range(len(layers))):
        yield from layers[k].backward(inputs[k])
        if k > 0:
            yield layers[k].send_down(layers[k - 1].arrays.delta)


def _is_one_layer_of_tanh(layers: Sequence[_LayerCalls], loss: Loss) -> bool:
    """Whether a stack has one hidden layer, of tanh, and one score, or two in a softmax."""
    if len(layers) != 2 or layers[0].rows.ndim == 2:  # alone, it is more calls
        return False
    hidden, n_scores = layers[0], layers[1].rows.shape[-2]
    return (
        (n_scores == 1 or (n_scores == 2 and loss is cross_entropy))
        and hidden.layer.activation is tanh
        and hidden.arrays.mask is None
    )


def _calls_of_one_layer_of_tanh(
    hidden: _LayerCalls,
    top: _LayerCalls,
    loss: Loss,
    X1: FloatArray,
    y: FloatArray | IntArray,
    values: FloatArray,
) -> Calls:
    """Go forward and back where `_is_one_layer_of_tanh`; softmax knows two scores' difference."""
    yield from hidden.forward(X1)
    v1 = top.rows[:, -1:]
    if top.rows.shape[-2] == 2:
        v1 = np.empty_like(v1)
        yield partial(np.subtract, top.rows[:, 1:], top.rows[:, :1], v1)
    score, d = (np.empty((len(v1), 1, X1.shape[-1]), v1.dtype) for _ in range(2))
    yield partial(np.matmul, v1, hidden.arrays.outputs, score)
    yield from _loss_calls(loss, score, y, d, values)
    yield from hidden.backward_below_a_score(X1, v1[:, 0].T, d, top.d_rows[:, -1].T)
    if top.rows.shape[-2] == 2:
        yield partial(np.negative, top.d_rows[:, 1], top.d_rows[:, 0])


def _flat(array: FloatArray) -> FloatArray:
    """Return all rows below each other, as a view."""
    return array.reshape(-1, array.shape[-1])


def _write(out: FloatArray, function: Callable[..., FloatArray], *arguments: FloatArray) -> None:
    out[...] = function(*arguments)


# How an activation puts f(z) in the place of z, and multiplies delta by f′(z), which it takes from
# the value a = f(z). The others go the readable way.


def _tanh(z: FloatArray) -> Calls:
    if z.size < BY_EXP_FROM:
        yield partial(np.tanh, z, z)
        return
    one, two = (np.array(value, z.dtype) for value in (1, 2))
    yield partial(np.multiply, z, two, z)
    yield partial(_exp, z)
    yield partial(np.add, z, one, z)
    yield partial(np.divide, two, z, z)
    yield partial(np.subtract, one, z, z)  # 1 − 2 / (e²ᶻ + 1)


@np.errstate(over="ignore")  # far out, where tanh is 1, it is infinite
def _exp(z: FloatArray) -> None:
    np.exp(z, z)


def _sigmoid(z: FloatArray) -> Calls:
    half = np.array(0.5, z.dtype)
    yield partial(np.multiply, z, half, z)  # σ(z) = 1/2 + 1/2 tanh(z / 2)
    yield from _tanh(z)
    yield partial(np.multiply, z, half, z)
    yield partial(np.add, z, half, z)


def _relu(z: FloatArray) -> Calls:
    # as many zeros as numbers: beside a single one numpy takes twice as long
    yield partial(np.maximum, z, np.zeros_like(z), out=z)


def _identity(z: FloatArray) -> Calls:
    yield from ()


def _times_tanh_slope(delta: FloatArray, a: FloatArray, scratch: FloatArray) -> Calls:
    yield partial(np.multiply, a, a, scratch)
    yield partial(np.multiply, delta, scratch, scratch)
    yield partial(np.subtract, delta, scratch, delta)


def _times_sigmoid_slope(delta: FloatArray, a: FloatArray, scratch: FloatArray) -> Calls:
    yield partial(np.multiply, delta, a, delta)
    yield partial(np.multiply, delta, a, scratch)
    yield partial(np.subtract, delta, scratch, delta)


def _times_relu_slope(delta: FloatArray, a: FloatArray, scratch: FloatArray) -> Calls:
    is_active = np.empty_like(delta, bool)
    yield partial(np.greater, a, np.array(0, a.dtype), is_active)
    yield partial(np.copyto, scratch, is_active)  # quicker than a product of mixed types
    yield partial(np.multiply, delta, scratch, delta)


def _times_one(delta: FloatArray, a: FloatArray, scratch: FloatArray) -> Calls:
    yield from ()


IN_PLACE: dict[Activation, Callable[[FloatArray], Calls]] = {
    tanh: _tanh,
    sigmoid: _sigmoid,
    relu: _relu,
    identity: _identity,
}
TIMES_SLOPE: dict[Activation, Callable[[FloatArray, FloatArray, FloatArray], Calls]] = {
    tanh: _times_tanh_slope,
    sigmoid: _times_sigmoid_slope,
    relu: _times_relu_slope,
    identity: _times_one,
}

# How a loss turns scores into its value, shape () or (S,), and writes its gradient into delta. It
# may use the scores as scratch.


def _loss_calls(
    loss: Loss, scores: FloatArray, y: Any, delta: FloatArray, values: FloatArray
) -> Calls:
    if loss is squared_error:
        return _squared_error(scores, y, delta, values)
    if loss is not cross_entropy:
        return iter([partial(_readable, loss, scores, y, delta, values)])
    if scores.shape[-2] <= 2:
        return _cross_entropy_of_two(scores, y, delta, values)
    return _cross_entropy(scores, y, delta, values)


def _cross_entropy_of_two(
    scores: FloatArray, half_signs: FloatArray, delta: FloatArray, values: FloatArray
) -> Calls:
    """log(1 + e²ʰ) and its slope (1 + tanh h) / 2 along 2h, which is ± the score of class 1.

    The logarithm is taken as h + |h| + log(1 + e⁻²ˡʰˡ), so that nothing overflows.
    """
    one, minus_two = np.array(1, scores.dtype), np.array(-2, scores.dtype)
    share = np.array(1 / scores.shape[-1], scores.dtype)
    ahead, delta_1 = scores[..., -1:, :], delta[..., -1:, :]
    h, slope, size, tail = (np.empty_like(ahead) for _ in range(4))
    shares = np.empty_like(half_signs)
    of_two_scores = scores.shape[-2] == 2
    if of_two_scores:  # softmax knows only their difference
        yield partial(np.subtract, ahead, scores[..., :1, :], h)
        ahead = h
    yield partial(np.multiply, ahead, half_signs, h)  # above 0 where the wrong class is ahead
    yield partial(np.absolute, h, size)
    yield partial(np.multiply, size, minus_two, tail)
    yield partial(np.exp, tail, tail)
    yield from _tanh_and_log(h, tail, slope)
    yield partial(np.add, slope, one, slope)
    yield partial(np.multiply, half_signs, share, shares)
    yield partial(np.multiply, slope, shares, delta_1)
    if of_two_scores:
        yield partial(np.negative, delta_1, delta[..., :1, :])
    yield partial(np.add, h, size, size)  # exactly 0 where the right class is ahead
    yield partial(np.add, tail, size, tail)
    yield _mean(tail, values)


def _tanh_and_log(h: FloatArray, e: FloatArray, slope: FloatArray) -> Calls:
    """Write tanh h into slope, and log(1 + e) in the place of e = e⁻²ˡʰˡ."""
    if h.size < BY_EXP_FROM:
        yield partial(np.tanh, h, slope)
        yield partial(np.log1p, e, e)
        return
    one, total, excess = np.array(1, h.dtype), np.empty_like(h), np.empty_like(h)
    yield partial(np.add, e, one, total)
    yield partial(np.subtract, one, e, slope)
    yield partial(np.divide, slope, total, slope)  # tanh |h|
    yield partial(np.copysign, slope, h, slope)
    yield partial(np.subtract, total, one, excess)
    yield partial(np.subtract, excess, e, excess)  # by which rounding has changed 1 + e
    yield partial(np.divide, excess, total, excess)
    yield partial(np.log, total, e)
    yield partial(np.subtract, e, excess, e)


def _cross_entropy(
    scores: FloatArray, one_hot: FloatArray, delta: FloatArray, values: FloatArray
) -> Calls:
    share = np.array(1 / scores.shape[-1], scores.dtype)
    row, of_the_class = (np.empty_like(scores[..., :1, :]) for _ in range(2))
    yield partial(np.maximum.reduce, scores, -2, None, row, True)
    yield partial(np.subtract, scores, row, scores)
    yield partial(np.exp, scores, delta)
    yield partial(np.add.reduce, delta, -2, None, row, True)
    yield partial(np.divide, delta, row, delta)
    yield partial(np.subtract, delta, one_hot, delta)
    yield partial(np.multiply, delta, share, delta)
    yield partial(np.multiply, scores, one_hot, scores)
    yield partial(np.add.reduce, scores, -2, None, of_the_class, True)
    yield partial(np.log, row, row)
    yield partial(np.subtract, row, of_the_class, row)
    yield _mean(row, values)


def _squared_error(
    scores: FloatArray, y: FloatArray, delta: FloatArray, values: FloatArray
) -> Calls:
    share, half = (np.array(value, scores.dtype) for value in (1 / scores.shape[-1], 0.5))
    row = np.empty_like(scores[..., :1, :])
    yield partial(np.subtract, scores, y, delta)
    yield partial(np.multiply, delta, delta, scores)
    yield partial(np.add.reduce, scores, -2, None, row, True)
    yield partial(np.multiply, row, half, row)
    yield partial(np.multiply, delta, share, delta)
    yield _mean(row, values)


def _readable(
    loss: Loss,
    scores: FloatArray,
    y: FloatArray | IntArray,
    delta: FloatArray,
    values: FloatArray,
) -> None:
    values[...], delta[...] = loss(scores, y)


def _mean(row: FloatArray, values: FloatArray) -> Call:
    # as a product: a sum of an array this small takes twice as long
    shares = np.full(row.shape[-1], 1 / row.shape[-1], row.dtype)
    return partial(np.dot, row[..., 0, :], shares, values)
