"""A pass through the 3-4-4-1 network, one operation at a time, with numbers to follow by hand."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neuronlib.inputs import FloatArray
from neuronlib.network import Network
from neuronlib.scenes.neuron import signed

SIZES = (3, 4, 4, 1)
N_STEPS = 8  # W a, + b and f for each layer; the last one has no f
OTHERS = np.array([[0.0, 2.0], [1.0, 0.0], [-1.0, 1.0]])  # two examples more, for a batch


@dataclass(frozen=True)
class FeedForwardScene:
    """How far a pass has come, and the layer it is in.

    Parameters
    ----------
    network : Network
        3-4-4-1, its parameters rounded to one decimal.
    step : int
        0 to 8; at 0 there is only the input.
    layer : int
        Which layer is at work, from 1.
    names : tuple of str
        Of what the layer reads, of W a + b, and of f(W a + b).
    below : array, shape (n_in, N)
        What the layer reads, one example per column.
    results : list of array, shape (n_out, N)
        What has been computed in it until now: W a, W a + b, f(W a + b).
    columns : list of array, shape (n, N)
        What stands in each column of the diagram that has been reached, inputs first.
    """

    network: Network
    step: int
    layer: int
    names: tuple[str, str, str]
    below: FloatArray
    results: list[FloatArray]
    columns: list[FloatArray]

    @property
    def weights(self) -> FloatArray:
        """W of the layer, shape (n_out, n_in)."""
        return self.network.layers[self.layer - 1].weights

    @property
    def biases(self) -> FloatArray:
        """Its b, shape (n_out, 1)."""
        return self.network.layers[self.layer - 1].biases

    @property
    def index(self) -> str:
        """The layer's number as it is written beside W and b."""
        return "₁₂₃"[self.layer - 1]

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        index, (a, z, h) = self.index, self.names
        n_out, n_in = self.weights.shape
        n_examples = self.below.shape[1]
        start = f"Step {self.step} of {N_STEPS}"
        if not self.results:
            which = "one example as a column" if n_examples == 1 else "an example in each column"
            return f"{start}: {a} is {n_in} × {n_examples}, {which}; nothing is computed yet."
        first = [_number(result[0, 0]) for result in self.results]
        if len(self.results) == 1:
            terms = " + ".join(
                f"{_factor(w)} · {_factor(value)}"
                for w, value in zip(self.weights[0], self.below[:, 0], strict=True)
            )
            return (
                f"{start}, W{index} {a}: {n_out} × {n_in} times {n_in} × {n_examples} gives "
                f"{n_out} × {n_examples}. Its first number is {terms} = {first[0]}."
            )
        if len(self.results) == 2:
            bias = _factor(self.biases[0, 0])
            end = "" if self.layer < len(SIZES) - 1 else " No activation follows: it is a score."
            return (
                f"{start}, {z} = W{index} {a} + b{index}: each row gets its own bias. Its first "
                f"number is {first[0]} + {bias} = {first[1]}.{end}"
            )
        n_silent = int((self.results[1] <= 0).sum())
        return (
            f"{start}, {h} = max(0, {z}): {n_silent} of {n_out * n_examples} numbers are not "
            f"above zero and become 0. The first, {first[1]}, becomes {first[2]}."
        )


def feed_forward(
    step: int = 1,
    batch: bool = False,
    x1: float = 1.0,
    x2: float = -1.0,
    x3: float = 2.0,
    seed: int = 1,
) -> FeedForwardScene:
    """Return what a pass has computed after so many steps, for one example or for three.

    Parameters
    ----------
    step : int
        0 to 8.
    batch : bool
        Whether two more examples go with the first.
    x1, x2, x3 : float
        The first example.
    seed : int
        Draws weights and biases.

    Raises
    ------
    ValueError
        If there is no such step.

    Examples
    --------
    >>> feed_forward(step=3).describe()
    'Step 3 of 8, h₁ = max(0, z₁): 2 of 4 numbers are not above zero and become 0. The first, \
−1.2, becomes 0.'
    """
    if not 0 <= step <= N_STEPS:
        raise ValueError(f"step: got {step}, expected 0 to {N_STEPS}")
    network = _network(seed)
    X = np.array([[x1], [x2], [x3]])
    columns = [np.hstack([X, OTHERS]) if batch else X]
    # the step before the first is in the first layer too
    layer = max(step - 1, 0) // 3 + 1
    results: list[FloatArray] = []
    for k, one in enumerate(network.layers[:layer], start=1):
        below = columns[-1]
        product = one.weights @ below
        pre_activations = product + one.biases
        results = [product, pre_activations, one.activate(pre_activations)]
        if k == layer:
            results = results[: step - 3 * (layer - 1)]
        columns += results[-1:]
    a, z, h = (("X", "h₁", "h₂"), ("z₁", "z₂", "s"), ("h₁", "h₂", ""))
    k = layer - 1
    names = (a[k] if batch or k else "x", z[k], h[k])
    return FeedForwardScene(network, step, layer, names, below, results, columns)


@lru_cache
def _network(seed: int) -> Network:
    network = Network(SIZES, dtype=np.float64)
    parameters = np.random.default_rng(seed).standard_normal(network.n_parameters)
    return network.with_parameters(parameters.round(1))


def _number(value: float) -> str:
    return signed(round(value, 3) + 0.0)  # weights and inputs have few digits: it is exact


def _factor(value: float) -> str:
    """Write a number as it stands in a sum or product: a negative one in brackets."""
    text = _number(value)
    return f"({text})" if value < 0 else text
