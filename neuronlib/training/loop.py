"""The loop: one update after the other, for minibatches and the full batch alike.

The passes are those of `neuronlib.fast`, the updates those of `optimisers`.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from neuronlib.datasets import Dataset
from neuronlib.fast import Pass, encoded, with_ones
from neuronlib.inputs import (
    FloatArray,
    Seed,
    as_count,
    as_examples,
    as_finite,
    as_floats,
    as_generator,
    as_number,
)
from neuronlib.losses import Loss, Value, cross_entropy
from neuronlib.network import Network
from neuronlib.training.batches import Batches
from neuronlib.training.freezing import EarlyStopping, Frozen
from neuronlib.training.history import DivergenceError, History, Record, Step
from neuronlib.training.optimisers import Adam, Momentum, Optimiser
from neuronlib.training.penalty import Penalty
from neuronlib.training.wanted import as_wanted


def training_steps(
    network: Network,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    loss: Loss = cross_entropy,
    learning_rate: float | npt.ArrayLike = 0.1,
    optimiser: Literal["sgd", "adam"] = "sgd",
    momentum: float = 0.0,
    l2: float | npt.ArrayLike = 0.0,
    dropout: float = 0.0,
    input_noise: float = 0.0,
    epochs: int = 100,
    batch_size: int | None = None,
    validation: Dataset | None = None,
    patience: int | None = None,
    seed: Seed = 0,
) -> Iterator[Step]:
    """Train a network in place, one update at a time, for whoever wants to watch.

    The gradient is that of loss + ½ λ ‖W‖².

    Parameters
    ----------
    network : Network
        Is changed. A stack's members are trained side by side.
    X : array, shape (n_in, N)
    y : array, shape (N,) of int, or (n_out, N) for regression
    loss : callable
        `cross_entropy`, `hinge`, `squared_error`, or another that takes scores and y.
    learning_rate : float, or array of shape (S,)
        η > 0, the same for all members of a stack or one for each.
    optimiser : {"sgd", "adam"}
        Gradient descent, or Adam.
    momentum : float
        0 ≤ μ < 1, for gradient descent.
    l2 : float, or array of shape (S,)
        λ ≥ 0.
    dropout : float
        Share of the hidden neurons that an update silences, drawn anew for each example. The others
        speak louder by 1 / (1 − share), so that nothing is to be changed after training.
    input_noise : float
        Standard deviation of what an update adds to each input.
    epochs : int
        Passes over the data.
    batch_size : int, optional
        Examples per update; all of them if not given.
    validation : Dataset, optional
        Where the loss is taken after each epoch.
    patience : int, optional
        Stop after so many epochs without a smaller loss on the validation set. The network ends as
        it was after the best one.
    seed : int or numpy.random.Generator
        Orders the examples anew for each epoch, if there are batches; draws noise and dropout.

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
    Chapter “What you need”; Srivastava et al. (2014) for dropout.

    Examples
    --------
    >>> from neuronlib import datasets
    >>> data = datasets.blobs(seed=0)
    >>> steps = training_steps(Network([2, 1]), data.X, data.y, epochs=3)
    >>> [step.epoch for step in steps]
    [0, 1, 2]
    """
    X = as_examples(X, network.sizes[0], network.parameters.dtype)
    n_examples = X.shape[1]
    if n_examples == 0:
        raise ValueError("X: got no examples, expected at least one column")
    wanted = as_wanted(y, loss, network, n_examples)
    rates = _per_member(learning_rate, "learning_rate", network, low_included=False)
    penalty = Penalty(network, _per_member(l2, "l2", network))
    as_number(momentum, "momentum", low=0, high=1)
    if optimiser not in ("sgd", "adam"):
        raise ValueError(f"optimiser: got {optimiser!r}, expected 'sgd' or 'adam'")
    if optimiser == "adam" and momentum > 0:
        raise ValueError(f"momentum: got {momentum}, expected none with Adam, which has its own")
    as_count(epochs, "epochs")
    batches = Batches(
        network,
        with_ones(X),
        encoded(wanted, network, loss),
        n_examples if batch_size is None else as_count(batch_size, "batch_size"),
        as_number(dropout, "dropout", low=0, high=1),
        as_number(input_noise, "input_noise", low=0),
        as_generator(seed),
    )
    stopping = EarlyStopping(network, loss, validation, patience)

    def steps() -> Iterator[Step]:
        optimise: Optimiser = (
            Adam(network.parameters, rates)
            if optimiser == "adam"
            else Momentum(network.parameters, rates, momentum)
        )
        passes = {size: Pass(network, loss, *batch) for size, batch in batches.by_size.items()}
        frozen = Frozen(network)
        diverged = stopped = frozen.members
        n_steps = 0
        for epoch in range(epochs):
            for size, is_last in batches.of_an_epoch():
                one_pass = passes[size]
                # a loss on its way to infinity is met here, with words instead of warnings
                with np.errstate(over="ignore", invalid="ignore"):
                    value = one_pass() + penalty.added_to(one_pass.gradient)
                    if not _all_finite(value):
                        diverged = diverged | (~np.isfinite(value) & ~stopped)
                        if diverged.ndim == 0:
                            raise DivergenceError(n_steps, float(rates))
                        frozen.freeze(diverged)
                    frozen.update(optimise, one_pass.gradient)
                    n_steps += 1
                    validation_loss = stopping.after_an_epoch(diverged) if is_last else None
                if validation_loss is not None:
                    stopped = stopping.stopped
                    frozen.freeze(stopped)
                yield Step(epoch, _plain(value), diverged, stopped, validation_loss)
            if frozen.everyone:
                break
        stopping.keep_the_best(~diverged)

    return steps()


def train(
    network: Network,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    loss: Loss = cross_entropy,
    learning_rate: float | npt.ArrayLike = 0.1,
    optimiser: Literal["sgd", "adam"] = "sgd",
    momentum: float = 0.0,
    l2: float | npt.ArrayLike = 0.0,
    dropout: float = 0.0,
    input_noise: float = 0.0,
    epochs: int = 100,
    batch_size: int | None = None,
    validation: Dataset | None = None,
    patience: int | None = None,
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
    steps = training_steps(
        network,
        X,
        y,
        loss=loss,
        learning_rate=learning_rate,
        optimiser=optimiser,
        momentum=momentum,
        l2=l2,
        dropout=dropout,
        input_noise=input_noise,
        epochs=epochs,
        batch_size=batch_size,
        validation=validation,
        patience=patience,
        seed=seed,
    )
    record = Record(network)
    try:
        for step in steps:
            record.add(step)
    except DivergenceError as error:
        diverged = np.ones_like(record.diverged)
        raise DivergenceError(error.step, error.learning_rate, record.history(diverged)) from None
    return record.history(record.diverged)


def _per_member(
    value: float | npt.ArrayLike, name: str, network: Network, *, low_included: bool = True
) -> float | FloatArray:
    """Return a number ≥ 0 for all, or one for each member of a stack as shape (S, 1)."""
    if not isinstance(value, np.ndarray | Sequence) or isinstance(value, str):
        number: float = value  # type: ignore[assignment]  # what else it may be is refused here
        return as_number(number, name, low=0, low_included=low_included)
    members = network.parameters.shape[:-1]
    each = as_finite(value, name, network.parameters.dtype)
    if each.ndim != 1 or each.shape != members:
        expected = f"({members[0]},): one for each member" if members else "a single number"
        raise ValueError(f"{name}: got shape {each.shape}, expected {expected}")
    for one in as_floats(value, name):  # as it came, for the message
        as_number(one, name, low=0, low_included=low_included)
    return each[:, None]


def _all_finite(value: FloatArray) -> bool:
    # a single number is looked at every step, and `math` is quick at that
    return math.isfinite(value) if value.ndim == 0 else bool(np.isfinite(value).all())


def _plain(value: FloatArray) -> Value:
    return float(value) if value.ndim == 0 else value
