"""Fit one network, or a stack of them, by gradient descent.

One loop serves minibatches and the full batch, a single network and a stack. All members of a stack
see the same batches, so member s ends where it would have ended alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from neuronlib.inputs import (
    FloatArray,
    IntArray,
    Seed,
    as_count,
    as_examples,
    as_generator,
    as_labels,
    as_number,
)
from neuronlib.losses import Loss, Value, cross_entropy
from neuronlib.network import Network


@dataclass(frozen=True)
class Step:
    """One update of the parameters.

    Parameters
    ----------
    epoch : int
        Which pass over the data, from 0.
    loss : float, or array of shape (S,)
        Loss on the batch, penalty included, before the update.
    """

    epoch: int
    loss: Value


@dataclass(frozen=True)
class History:
    """What a training did.

    Parameters
    ----------
    losses : array, shape (epochs,) or (epochs, S)
        Mean loss over the batches of each epoch, each before its update, penalty included.
    diverged : array of bool, shape () or (S,)
        Whose loss stopped being finite.
    """

    losses: FloatArray
    diverged: npt.NDArray[np.bool_]


class DivergenceError(ArithmeticError):
    """The loss of a single network stopped being finite.

    Attributes
    ----------
    step : int
        The update, from 0, before which it happened.
    history : History
        What had been recorded until then; None when the steps were taken one by one.
    """

    def __init__(self, step: int, learning_rate: float, history: History | None = None) -> None:
        super().__init__(
            f"the loss is not finite at step {step} with learning_rate={learning_rate:g}; "
            "try a smaller learning rate, or inputs of about unit size"
        )
        self.step = step
        self.learning_rate = learning_rate
        self.history = history


def training_steps(
    network: Network,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    loss: Loss = cross_entropy,
    learning_rate: float = 0.1,
    momentum: float = 0.0,
    l2: float = 0.0,
    epochs: int = 100,
    batch_size: int | None = None,
    seed: Seed = 0,
) -> Iterator[Step]:
    """Train a network in place, one update at a time, for whoever wants to watch.

    The update is v ← μ v − η g, θ ← θ + v, with g the gradient of loss + ½ λ ‖W‖².

    Parameters
    ----------
    network : Network
        Is changed. A stack's members are trained side by side.
    X : array, shape (n_in, N)
    y : array of int, shape (N,)
    loss : callable
        `cross_entropy` or `hinge`.
    learning_rate, momentum, l2 : float
        η > 0, 0 ≤ μ < 1, λ ≥ 0.
    epochs : int
        Passes over the data.
    batch_size : int, optional
        Examples per update; all of them if not given.
    seed : int or numpy.random.Generator
        Orders the examples anew for each epoch, if there are batches.

    Yields
    ------
    Step

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is said above; before the first step.
    DivergenceError
        If the loss of a single network stops being finite. A member of a stack is frozen instead.

    References
    ----------
    Chapter “What you need”; Sutskever et al. (2013) for the form of the momentum.

    Examples
    --------
    >>> from neuronlib import datasets
    >>> data = datasets.blobs(seed=0)
    >>> steps = training_steps(Network([2, 1]), data.X, data.y, epochs=3)
    >>> [step.epoch for step in steps]
    [0, 1, 2]
    """
    X = as_examples(X, network.sizes[0], network.parameters.dtype)
    labels = as_labels(y, X.shape[1], max(2, network.sizes[-1]))
    as_number(learning_rate, "learning_rate", low=0, low_included=False)
    as_number(momentum, "momentum", low=0, high=1)
    as_number(l2, "l2", low=0)
    as_count(epochs, "epochs")
    n_examples = labels.size
    if n_examples == 0:
        raise ValueError("X: got no examples, expected at least one column")
    batch_size = n_examples if batch_size is None else as_count(batch_size, "batch_size")
    generator = as_generator(seed)

    def steps() -> Iterator[Step]:
        velocity = np.zeros_like(network.parameters)
        diverged = np.zeros(network.parameters.shape[:-1], dtype=bool)
        n_steps = 0
        for epoch in range(epochs):
            for batch in _batches(n_examples, batch_size, generator):
                # a loss on its way to infinity is met below, with words instead of warnings
                with np.errstate(over="ignore", invalid="ignore"):
                    value, gradient = network.loss_and_gradient(
                        X[:, batch], labels[batch], loss=loss, l2=l2
                    )
                    diverged |= ~np.isfinite(value)
                    if diverged.ndim == 0 and diverged:
                        raise DivergenceError(n_steps, learning_rate)
                    velocity *= momentum
                    velocity -= learning_rate * gradient
                    if diverged.any():
                        velocity[diverged] = 0
                    network.parameters += velocity
                n_steps += 1
                yield Step(epoch, value)

    return steps()


def _batches(
    n_examples: int, batch_size: int, generator: np.random.Generator
) -> list[slice | IntArray]:
    if batch_size >= n_examples:
        return [slice(None)]
    order = generator.permutation(n_examples)
    return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]


def train(
    network: Network,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    loss: Loss = cross_entropy,
    learning_rate: float = 0.1,
    momentum: float = 0.0,
    l2: float = 0.0,
    epochs: int = 100,
    batch_size: int | None = None,
    seed: Seed = 0,
) -> History:
    """Train a network in place and return how its loss went.

    The arguments, and the errors, are those of `training_steps`.

    Returns
    -------
    History

    Raises
    ------
    DivergenceError
        If the loss of a single network stops being finite; `error.history` keeps what there was.

    References
    ----------
    Chapter “Quick intro”.

    Examples
    --------
    >>> from neuronlib import datasets
    >>> data = datasets.blobs(seed=0)
    >>> network = Network([2, 1])
    >>> history = train(network, data.X, data.y)
    >>> bool(history.losses[-1] < history.losses[0])
    True
    """
    per_epoch: list[list[Value]] = []
    diverged = np.zeros(network.parameters.shape[:-1], dtype=bool)

    def history(diverged: npt.ArrayLike) -> History:
        means = [np.mean(np.asarray(values), axis=0) for values in per_epoch]
        return History(np.array(means), np.asarray(diverged))

    steps = training_steps(
        network,
        X,
        y,
        loss=loss,
        learning_rate=learning_rate,
        momentum=momentum,
        l2=l2,
        epochs=epochs,
        batch_size=batch_size,
        seed=seed,
    )
    try:
        for step in steps:
            if step.epoch == len(per_epoch):
                per_epoch.append([])
            per_epoch[-1].append(step.loss)
            diverged |= ~np.isfinite(step.loss)  # a frozen member's later batches may be finite
    except DivergenceError as error:
        raise DivergenceError(error.step, error.learning_rate, history(True)) from None
    return history(diverged)
