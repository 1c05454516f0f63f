"""Fair comparisons: every contender gets the learning rate that suits it, from one grid.

The rate is chosen on a validation set, the same for all seeds; what is reported is measured on data
that neither the training nor the choice has seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from neuronlib.datasets import Dataset
from neuronlib.inputs import BoolArray, FloatArray
from neuronlib.losses import Loss, cross_entropy
from neuronlib.network import Network
from neuronlib.training import train

LEARNING_RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)


@dataclass(frozen=True)
class Tuned:
    """One contender after its tuning.

    Parameters
    ----------
    networks : Network
        A stack of the trained networks, one per seed, all with the learning rate chosen.
    learning_rate : float
    losses : array, shape (epochs, S)
        Of these networks, as `History` has them.
    diverged : array of bool, shape (S,)
    validation_losses : array, shape (rates, S)
        What the choice was made by: the loss on the validation set at the end, for every rate.
    """

    networks: Network
    learning_rate: float
    losses: FloatArray
    diverged: BoolArray
    validation_losses: FloatArray


def tuned(
    sizes: Sequence[int],
    training: Dataset,
    validation: Dataset,
    *,
    seeds: Sequence[int],
    learning_rates: Sequence[float] = LEARNING_RATES,
    loss: Loss = cross_entropy,
    network_options: dict[str, Any] | None = None,
    **training_options: Any,
) -> Tuned:
    """Train a stack of every seed with every rate, and keep the rate whose median does best.

    Parameters
    ----------
    sizes : sequence of int
    training, validation : Dataset
    seeds : sequence of int
        One network each; contenders that are to be compared get the same ones.
    learning_rates : sequence of float
        The grid.
    loss : callable
        By which networks are trained, and judged on the validation set. A network whose loss there
        is not finite counts as the worst.
    network_options, training_options
        Go to `Network.stack` and to `train`.

    Examples
    --------
    >>> from neuronlib import datasets
    >>> training, validation = datasets.spirals(200, seed=0).split(0.7, seed=0)
    >>> one = tuned([2, 10, 3], training, validation, seeds=range(3), momentum=0.9, epochs=200)
    >>> one.learning_rate in LEARNING_RATES, one.validation_losses.shape
    (True, (6, 3))
    >>> one.networks
    Stack of 3(2 inputs → 10 ReLU → 3 scores; 50 weights + 13 biases = 63 parameters)
    """
    n_rates, n_seeds = len(learning_rates), len(seeds)
    networks = Network.stack(sizes, seeds=[*seeds] * n_rates, **network_options or {})
    history = train(
        networks,
        training.X,
        training.y,
        loss=loss,
        learning_rate=np.repeat(learning_rates, n_seeds),
        **training_options,
    )
    with np.errstate(all="ignore"):  # those that have diverged
        values, _ = loss(networks.forward(validation.X), validation.y)
    worst_if_diverged = np.where(history.diverged | ~np.isfinite(values), np.inf, values)
    validation_losses = worst_if_diverged.reshape(n_rates, n_seeds)
    best = int(np.median(validation_losses, axis=1).argmin())
    chosen = slice(best * n_seeds, (best + 1) * n_seeds)
    return Tuned(
        networks.with_parameters(networks.parameters[chosen]),
        float(learning_rates[best]),
        history.losses[:, chosen],
        history.diverged[chosen],
        validation_losses,
    )
