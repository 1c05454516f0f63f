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
- Softmax and cross-entropy share their exponentials. Of two scores softmax knows only by how much
  the second is ahead: they are computed as one.
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
- Below one score ∂loss/∂a is v dᵀ: a number for each neuron times one for each example. The
  gradient of a layer of tanh is then v (Σ d x − Σ a² d x), and that of v is Σ a d: in a stack,
  where large arrays cost most, a² d in the place of a is all that is made. For ReLU it is the same
  with its slope in the place of a².
- numpy's tanh and log1p are quick where the processor has AVX-512. Elsewhere on x86 a tanh of many
  numbers takes up to twice as long as 1 − 2 / (e²ᶻ + 1), and log1p up to five times as long as log.
  The 2 costs nothing where it can go to the weights.

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
# float64, for which tanh takes five times as long and exp four times, gains sooner.
BY_EXP_FROM = {
    np.dtype(dtype): n_numbers if _numpy_lacks_avx512() else np.inf
    for dtype, n_numbers in ((np.float32, 3000), (np.float64, 300))
}


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
                _Arrays(
                    layer,
                    layer.weights.shape[-2],
                    (*members, n_examples),
                    mask,
                    turned=turned and k == 0,
                )
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
        """Return the loss, shape () or (S,), without penalty, and write its gradient.

        To be called under ``np.errstate(over="ignore")``: an exponential may overflow where tanh is
        1, and whoever takes many steps says so more cheaply than each of its calls could.
        """
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
        return (1 - 2 * y[None, :]).astype(dtype)  # 1 for class 0, −1 for class 1
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
        self,
        layer: Layer,
        n_rows: int,
        row: tuple[int, ...],
        mask: FloatArray | None = None,
        *,
        turned: bool = False,
    ) -> None:
        dtype = layer.weights.dtype

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
        self.scratch = rows(n_out)
        self.mask, self.row = mask, row


class _LayerCalls:
    """The calls of one layer on the way forward and back."""

    def __init__(self, layer: Layer, block: Block, gradient: Block, arrays: _Arrays) -> None:
        self.layer, self.rows, self.arrays = layer, block.rows, arrays
        self.d_rows, self._d_slopes = gradient
        self._product: Callable[..., object] = np.dot if block.rows.ndim == 2 else np.matmul

    def forward(self, below: FloatArray) -> Calls:
        """Compute the activations from those of the layer below."""
        own, activation = self.arrays, self.layer.activation
        z_is_doubled = False
        if own.z_turned is not None:
            yield partial(np.dot, below.T, self.rows.T, own.z_turned)
            yield partial(np.copyto, own.z, own.z_turned.T)
        elif below.ndim < self.rows.ndim:  # what all members read
            z_is_doubled = activation is tanh and _is_by_exp(own.z)
            factor = np.array(2 if z_is_doubled else 1, own.z.dtype)
            by_input = np.empty(self.rows.T.shape, own.z.dtype)
            yield partial(np.multiply, self.rows.T, factor, by_input)
            flat = by_input.reshape(len(below), -1)
            yield partial(np.dot, flat.T, below, _flat(own.z.swapaxes(0, 1)))
        else:
            yield partial(self._product, self.rows, below, own.z)
        if z_is_doubled:
            yield from _tanh_of_half(own.z)
        elif activation in IN_PLACE:
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
            yield from TIMES_SLOPE[activation](own.delta, own.values, own.scratch)
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

    def backward_below_a_score(self, below: FloatArray, score: "_LayerCalls") -> Calls:
        """Compute the gradient of a layer of tanh or ReLU, and of the score v a + b above it."""
        a, d, is_tanh = self.arrays.activations, score.arrays.d_z, self.layer.activation is tanh
        slope_d_x, sums = self._sums_over_examples(below, a)
        yield from score.backward(self.arrays.outputs)
        yield from [partial(np.multiply, a, a, a)] if is_tanh else _relu_slope(a, a)
        yield partial(np.multiply, a, d, a)
        yield from sums
        if is_tanh:  # until here it was a² that stood for the slope, which is 1 − a²
            d_x = np.empty((len(below), 1, len(d)), d.dtype)
            yield partial(np.dot, below, d[:, 0].T, d_x[:, 0])
            yield partial(np.subtract, d_x, slope_d_x, slope_d_x)
        yield partial(np.multiply, slope_d_x, score.rows[:, 0, :-1].T, self.d_rows.T)

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
    if loss is cross_entropy and layers[-1].rows.shape[-2] == 2:
        yield from _calls_of_two_scores(layers, X1, y, values)
        return
    inputs = [X1, *(layer.arrays.outputs for layer in layers[:-1])]
    for layer, below in zip(layers, inputs, strict=True):
        yield from layer.forward(below)
    top = layers[-1].arrays
    yield from _loss_calls(loss, top.activations, y, top.delta, values)
    if _is_one_layer_below_a_score(layers):
        yield from layers[0].backward_below_a_score(X1, layers[1])
        return
    for k in reversed(range(len(layers))):
        yield from layers[k].backward(inputs[k])
        if k > 0:
            yield layers[k].send_down(layers[k - 1].arrays.delta)


def _calls_of_two_scores(
    layers: Sequence[_LayerCalls], X1: FloatArray, y: FloatArray | IntArray, values: FloatArray
) -> Calls:
    """Do all with one score: softmax knows only how far the second is ahead of the first."""
    top = layers[-1]
    first, second = top.rows[..., :1, :], top.rows[..., 1:, :]
    block, gradient = (Block(np.empty_like(first), None) for _ in range(2))
    arrays = _Arrays(top.layer, 1, top.arrays.row)
    yield partial(np.subtract, second, first, block.rows)
    score = _LayerCalls(top.layer, block, gradient, arrays)
    yield from _calls([*layers[:-1], score], cross_entropy, X1, y, values)
    yield partial(np.copyto, top.d_rows[..., 1:, :], gradient.rows)
    yield partial(np.negative, gradient.rows, top.d_rows[..., :1, :])


def _is_one_layer_below_a_score(layers: Sequence[_LayerCalls]) -> bool:
    """Whether this is a stack with one hidden layer, of tanh or ReLU, and one score."""
    if len(layers) != 2 or layers[0].rows.ndim == 2:  # alone, it is more calls
        return False
    hidden, top = layers
    return (
        top.rows.shape[-2] == 1
        and hidden.layer.activation in (tanh, relu)
        and hidden.arrays.mask is None
    )


def _flat(array: FloatArray) -> FloatArray:
    """Return all rows below each other, as a view."""
    return array.reshape(-1, array.shape[-1])


def _write(out: FloatArray, function: Callable[..., FloatArray], *arguments: FloatArray) -> None:
    out[...] = function(*arguments)


# How an activation puts f(z) in the place of z, and multiplies delta by f′(z), which it takes from
# the value a = f(z). The others go the readable way.


def _is_by_exp(z: FloatArray) -> bool:
    return z.size >= BY_EXP_FROM[z.dtype]


def _tanh(z: FloatArray) -> Calls:
    if _is_by_exp(z):
        yield partial(np.multiply, z, np.array(2, z.dtype), z)
        yield from _tanh_of_half(z)
    else:
        yield partial(np.tanh, z, z)


def _tanh_of_half(z: FloatArray) -> Calls:
    one, two = (np.array(value, z.dtype) for value in (1, 2))
    yield partial(np.exp, z, z)
    yield partial(np.add, z, one, z)
    yield partial(np.divide, two, z, z)
    yield partial(np.subtract, one, z, z)  # tanh(z / 2) = 1 − 2 / (eᶻ + 1)


def _sigmoid(z: FloatArray) -> Calls:
    if _is_by_exp(z):
        one = np.array(1, z.dtype)
        yield partial(np.negative, z, z)
        yield partial(np.exp, z, z)
        yield partial(np.add, z, one, z)
        yield partial(np.divide, one, z, z)  # 1 / (1 + e⁻ᶻ)
    else:
        half = np.array(0.5, z.dtype)
        yield partial(np.multiply, z, half, z)
        yield partial(np.tanh, z, z)
        yield partial(np.multiply, z, half, z)
        yield partial(np.add, z, half, z)  # 1/2 + 1/2 tanh(z / 2)


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
    yield from _relu_slope(a, scratch)
    yield partial(np.multiply, delta, scratch, delta)


def _relu_slope(a: FloatArray, slope: FloatArray) -> Calls:
    is_active = np.empty_like(a, bool)
    yield partial(np.greater, a, np.array(0, a.dtype), is_active)
    yield partial(np.copyto, slope, is_active)  # quicker than a product of mixed types


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
    if scores.shape[-2] == 1:
        return _cross_entropy_of_a_score(scores, y, delta, values)
    return _cross_entropy(scores, y, delta, values)


def _cross_entropy_of_a_score(
    scores: FloatArray, signs: FloatArray, delta: FloatArray, values: FloatArray
) -> Calls:
    """log(1 + eˢ) and its slope eˢ / (1 + eˢ), where s is ± the score of class 1.

    Where eˢ would overflow, log(1 + eˢ) is s; so s is cut there, and what was cut off is added.
    """
    one, share = (np.array(value, scores.dtype) for value in (1, 1 / scores.shape[-1]))
    s, cut, odds, total = (np.empty_like(scores) for _ in range(4))
    highest = np.full_like(s, np.log(np.finfo(s.dtype).max) - 1)
    shares = np.empty_like(signs)
    yield partial(np.multiply, scores, signs, s)  # above 0 where the wrong class is ahead
    yield partial(np.minimum, s, highest, out=cut)
    yield partial(np.exp, cut, odds)
    yield partial(np.add, odds, one, total)
    yield partial(np.divide, odds, total, delta)
    yield partial(np.multiply, signs, share, shares)
    yield partial(np.multiply, delta, shares, delta)
    yield from _log1p(odds, total)
    yield partial(np.subtract, s, cut, s)
    yield partial(np.add, odds, s, odds)
    yield _mean(odds, values)


def _log1p(x: FloatArray, total: FloatArray) -> Calls:
    """Write log(1 + x) in the place of x; total is 1 + x, and is used up."""
    if not _is_by_exp(x):
        yield partial(np.log1p, x, x)
        return
    one, excess = np.array(1, x.dtype), np.empty_like(x)
    yield partial(np.subtract, total, one, excess)
    yield partial(np.subtract, excess, x, excess)  # by which rounding has changed 1 + x
    yield partial(np.divide, excess, total, excess)
    yield partial(np.log, total, x)
    yield partial(np.subtract, x, excess, x)


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
