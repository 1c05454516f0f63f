"""Experiments of the chapter “One neuron as a classifier”."""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.experiments.evidence import Evidence, Experiment, Verdict
from neuronlib.inputs import FloatArray, IntArray
from neuronlib.losses import Loss, cross_entropy, hinge
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep
from neuronlib.training import train, training_steps


@dataclass(frozen=True, repr=False)
class Forgetting(Evidence):
    """‖w‖ after each update, in three settings, for many initial weights.

    Parameters
    ----------
    learning_rate, l2, momentum : float
        η, λ and μ.
    without_data, with_data, with_momentum : array, shape (steps + 1, S)
        ‖w‖ by plain gradient descent with nothing to learn, by the same on real digits, and with
        nothing to learn but with momentum. Row 0 is before the first update.
    """

    learning_rate: float
    l2: float
    momentum: float
    without_data: FloatArray
    with_data: FloatArray
    with_momentum: FloatArray

    claim = "C36"
    rule: ClassVar[str] = (
        "contradicted unless, with no data gradient, plain gradient descent follows (1 − ηλ)^t "
        "within a factor of 1 ± 1e-9; then holds if ‖w‖ falls at every update in all three "
        "settings, and holds under conditions if some update makes it grow"
    )

    @property
    def expected(self) -> FloatArray:
        """(1 − ηλ)^t ‖w₀‖, shape (steps + 1, S)."""
        updates = np.arange(len(self.without_data))[:, None]
        return self.without_data[0] * (1 - self.learning_rate * self.l2) ** updates

    @property
    def exact_without_data(self) -> bool:
        """Whether ‖w‖ follows (1 − ηλ)^t when the data gradient is zero."""
        return bool(np.allclose(self.without_data, self.expected, rtol=1e-9, atol=0))

    @property
    def measured(self) -> str:
        """The share of updates that make the weights smaller, in each setting."""
        shares = [_percent(self.shrinking(norms)) for norms in self._settings]
        return "‖w‖ falls at {} (no data), {} (digits), {} (momentum) of updates".format(*shares)

    @property
    def spread(self) -> str:
        """Smallest and largest share over the initial weights."""
        shares = [100 * self.shrinking(norms) for norms in self._settings]
        ranges = ", ".join(f"{each.min():.0f}–{each.max():.0f} %" for each in shares)
        return f"{ranges} over {self.with_data.shape[1]} seeds"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        if not self.exact_without_data:
            return Verdict.CONTRADICTED
        always = all((self.shrinking(norms) == 1).all() for norms in self._settings)
        return Verdict.HOLDS if always else Verdict.HOLDS_UNDER_CONDITIONS

    @property
    def _settings(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        return self.without_data, self.with_data, self.with_momentum

    @staticmethod
    def shrinking(norms: FloatArray) -> FloatArray:
        """Return the share of updates after which ‖w‖ is smaller, for each seed."""
        return (np.diff(norms, axis=0) < 0).mean(axis=0)


def forgetting(
    *,
    n_seeds: int = 20,
    steps: int = 300,
    learning_rate: float = 0.1,
    l2: float = 0.03,
    momentum: float = 0.9,
    executor: Executor | None = None,
) -> Forgetting:
    """Measure whether L2 shrinks the weights of one neuron at every update.

    The neuron reads the digits 0 and 1. “Without data” its inputs are all zero, so that the data
    gradient of the weights is zero and L2 is alone. The three settings are worked on by the
    executor, if one is given.

    Examples
    --------
    >>> forgetting(n_seeds=2, steps=50).exact_without_data
    True
    """
    data, _ = datasets.digits().only(0, 1).split(0.5, seed=0)
    nothing = np.zeros_like(data.X)
    norms = partial(
        _norms, y=data.y, n_seeds=n_seeds, steps=steps, learning_rate=learning_rate, l2=l2
    )
    in_each = executor.map if executor else map
    without_data, with_data, with_momentum = in_each(
        norms, (nothing, data.X, nothing), (0.0, 0.0, momentum)
    )
    return Forgetting(learning_rate, l2, momentum, without_data, with_data, with_momentum)


def _norms(
    X: FloatArray,
    momentum: float,
    *,
    y: FloatArray | IntArray,
    n_seeds: int,
    steps: int,
    learning_rate: float,
    l2: float,
) -> FloatArray:
    """Return ‖w‖ before the first update and after each, shape (steps + 1, S)."""
    neurons = Network.stack([64, 1], seeds=range(n_seeds), dtype=np.float64)
    weights = neurons.layers[0].weights
    after = [np.linalg.norm(weights, axis=(1, 2))]
    for _ in training_steps(
        neurons, X, y, learning_rate=learning_rate, momentum=momentum, l2=l2, epochs=steps
    ):
        after.append(np.linalg.norm(weights, axis=(1, 2)))
    return np.array(after)


@dataclass(frozen=True, repr=False)
class DigitPair:
    """How well one neuron tells two digits apart.

    Parameters
    ----------
    digits : tuple of int
    accuracy : dict
        Test accuracy for each loss by name: shape (S,), one per split of the data.
    """

    digits: tuple[int, int]
    accuracy: dict[str, FloatArray]

    def percent(self, loss: str) -> int:
        """Median accuracy over the splits, in whole percent."""
        return round(100 * float(np.median(self.accuracy[loss])))

    def __repr__(self) -> str:
        results = [
            f"{name} {self.percent(name)} % ({100 * values.min():.0f}–{100 * values.max():.0f} %)"
            for name, values in self.accuracy.items()
        ]
        return f"{self.digits[0]} against {self.digits[1]}: {', '.join(results)}"


def tell_apart(
    first: int, second: int, *, n_splits: int = 10, executor: Executor | None = None
) -> DigitPair:
    """Train one neuron as logistic regression and as a support vector machine on two digits.

    Each split puts half of the images aside for testing and a quarter for choosing the learning
    rate out of .01, .1 and 1. The neuron starts from the same weights for both losses. The splits
    are worked on by the executor, if one is given.

    Examples
    --------
    >>> tell_apart(0, 1, n_splits=2).digits
    (0, 1)
    """
    losses: dict[str, Loss] = {"logistic regression": cross_entropy, "SVM": hinge}
    settings = grid(loss=losses.values(), seed=range(n_splits))
    on_a_split = partial(_accuracy_on_a_split, first=first, second=second)
    accuracy = sweep(on_a_split, settings, executor=executor).results
    by_loss = np.array(accuracy).reshape(len(losses), n_splits)
    return DigitPair((first, second), dict(zip(losses, by_loss, strict=True)))


def _accuracy_on_a_split(seed: int, loss: Loss, first: int, second: int) -> float:
    learning, test = datasets.digits().only(first, second).split(0.5, seed=seed)
    training, validation = learning.split(0.5, seed=seed)
    neurons = []
    for learning_rate in (0.01, 0.1, 1.0):
        neuron = Network([64, 1], seed=seed)
        train(
            neuron,
            training.X,
            training.y,
            loss=loss,
            learning_rate=learning_rate,
            l2=1e-3,
            epochs=300,
        )
        neurons.append(neuron)
    best = max(neurons, key=lambda one: one.accuracy(validation.X, validation.y))
    return float(best.accuracy(test.X, test.y))


def learned_weights(first: int, second: int, *, l2: float = 0.01) -> FloatArray:
    """Return the 64 weights of a neuron trained on all images of two digits.

    Returns
    -------
    array, shape (64,)
        One weight per pixel, row by row; positive where ink speaks for the second digit.

    Examples
    --------
    >>> learned_weights(0, 1).shape
    (64,)
    """
    data = datasets.digits().only(first, second)
    neuron = Network([64, 1], seed=0)
    train(neuron, data.X, data.y, learning_rate=0.5, l2=l2, epochs=300)
    return neuron.layers[0].neuron(0).weights


def _percent(shares: FloatArray) -> str:
    return f"{100 * np.median(shares):.0f} %"


FULL_SIZE: dict[str, Experiment] = {"C36": partial(forgetting, n_seeds=1000)}
