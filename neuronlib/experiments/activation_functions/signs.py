"""When the gradient has one sign for all of a unit's weights (C47), and what batches do (C49)."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.activations import Activation, relu, sigmoid
from neuronlib.datasets import Dataset
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.initialisation import glorot, he
from neuronlib.inputs import BoolArray, FloatArray, as_generator
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep
from neuronlib.training import train

BATCH_SIZES = (1, 4, 32, 256)
FAN_INS = (5, 20, 100)
MEANS = (0.0, 0.3, 1.0)  # of δ, whose standard deviation is 1
EPOCHS = (0, 5)


def _one_sign(gradients: FloatArray) -> tuple[BoolArray, BoolArray]:
    """Return which rows have no two opposite signs, and which are not all zero."""
    alive = (gradients != 0).any(-1)
    return alive & ((gradients >= 0).all(-1) | (gradients <= 0).all(-1)), alive


def one_sign_shares(
    activation: Activation,
    *,
    fan_in: int = 50,
    epochs: Sequence[int] = (0,),
    batch_sizes: Sequence[int] = (1,),
    n_seeds: int = 10,
    n_batches: int = 20,
) -> FloatArray:
    """Return the share of units whose weights all get gradients of one sign, on real digits.

    The units are the 20 of the second hidden layer: they read what the first, of `fan_in` units,
    gives out. First weights are He's for ReLU, else Glorot's.

    Parameters
    ----------
    activation : Activation
    fan_in : int
        Weights of each of the units.
    epochs : sequence of int
        After how much training to ask, in increasing order; 0 is before any.
    batch_sizes : sequence of int
        Over how many examples the gradients are added up.
    n_seeds, n_batches : int
        Networks, and batches that each is asked with. A unit with no gradient at all on a batch is
        not counted there.

    Returns
    -------
    array, shape (epochs, batch sizes, S)
        NaN for a network in which no unit has a gradient on any batch.

    Examples
    --------
    >>> one_sign_shares(sigmoid, n_seeds=2, n_batches=5)
    array([[[1., 1.]]])
    """
    data = datasets.digits()
    networks = Network.stack(
        [64, fan_in, 20, 10],
        seeds=range(n_seeds),
        activation=activation,
        initialisation=he if activation is relu else glorot,
        dtype=np.float64,
    )
    shares, trained = [], 0
    for until in epochs:
        if until > trained:
            train(
                networks,
                data.X,
                data.y,
                learning_rate=0.1,
                momentum=0.9,
                batch_size=50,
                epochs=until - trained,
            )
            trained = until
        shares.append([_share_on_batches(networks, data, n, n_batches) for n in batch_sizes])
    return np.array(shares)


def _share_on_batches(
    networks: Network, data: Dataset, batch_size: int, n_batches: int
) -> FloatArray:
    generator, counts = as_generator(0), []
    for _ in range(n_batches):
        batch = generator.choice(data.y.size, batch_size, replace=False)
        _, gradient = networks.loss_and_gradient(data.X[:, batch], data.y[batch])
        of_units = networks.with_views_of(gradient).layers[1].weights
        counts.append([each.sum(-1) for each in _one_sign(of_units)])
    one_sign, alive = np.sum(counts, axis=0)
    return np.where(alive > 0, one_sign / np.maximum(alive, 1), np.nan)


def drawn_one_sign_share(
    activation: Activation, fan_in: int, mean: float, batch_size: int, *, n_units: int = 200
) -> float:
    """Return the same share for units on their own, whose inputs and δ are drawn.

    A unit's inputs are the activations of z from a standard normal distribution; the gradients δ
    that come back to it have this mean and the standard deviation 1.

    Examples
    --------
    >>> drawn_one_sign_share(sigmoid, fan_in=20, mean=1.0, batch_size=256)
    1.0
    """
    generator = as_generator(0)
    delta = mean + generator.standard_normal((n_units, batch_size))
    inputs = activation(generator.standard_normal((n_units, fan_in, batch_size)))
    one_sign, alive = _one_sign((inputs @ delta[:, :, None])[..., 0])
    return float(one_sign.sum() / alive.sum())


@dataclass(frozen=True, repr=False)
class BatchSigns(Evidence):
    """Shares of units with gradients of one sign, by batch size.

    Parameters
    ----------
    on_digits : dict
        By activation's name, shape (fan-ins, epochs, batch sizes, S), as `FAN_INS`, `EPOCHS` and
        `BATCH_SIZES` have them.
    drawn : dict
        By activation's name, shape (fan-ins, means of δ, batch sizes).
    """

    on_digits: dict[str, FloatArray]
    drawn: dict[str, FloatArray]

    claim = "C49"
    rule: ClassVar[str] = (
        "a setting is softened if at the largest batch fewer than half of the units have gradients "
        "of one sign; holds if every setting of sigmoid and ReLU is (fan-in, mean of δ or epochs "
        "of training), holds under conditions if some are, else contradicted"
    )

    @property
    def softened(self) -> int:
        """Number of settings that are softened."""
        return int((self._at_the_largest < 0.5).sum())

    @property
    def n_settings(self) -> int:
        """Number of settings of sigmoid and ReLU."""
        return self._at_the_largest.size

    @property
    def measured(self) -> str:
        """How many settings are softened, and the shares on digits at the largest batch."""
        at_largest = {
            name: np.nanmean(each[..., -1, :], axis=-1) for name, each in self.on_digits.items()
        }
        shares = [f"{name} {each.min():.1f}–{each.max():.1f}" for name, each in at_largest.items()]
        largest = BATCH_SIZES[-1]
        return (
            f"softened in {self.softened} of {self.n_settings} settings; on digits at batch "
            f"{largest} the share is {', '.join(shares)}"
        )

    @property
    def spread(self) -> str:
        """Largest standard deviation over the seeds, of the networks on digits."""
        largest = max(np.nanstd(shares, axis=-1).max() for shares in self.on_digits.values())
        n_seeds = next(iter(self.on_digits.values())).shape[-1]
        return f"standard deviation up to {largest:.1f} over {n_seeds} seeds"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        if self.softened == self.n_settings:
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if self.softened else Verdict.CONTRADICTED

    @property
    def _at_the_largest(self) -> FloatArray:
        on_digits = [np.nanmean(each[..., -1, :], -1).ravel() for each in self.on_digits.values()]
        drawn = [each[..., -1].ravel() for each in self.drawn.values()]
        return np.concatenate([*on_digits, *drawn])


def batch_signs(
    *, n_seeds: int = 10, n_units: int = 200, executor: Executor | None = None
) -> BatchSigns:
    """Count units with gradients of one sign for several batches, fan-ins and means of δ.

    Once in networks on real digits, before and after some training, and once for units on their
    own, whose δ have the mean that we choose. The settings are worked on by the executor, if one is
    given.

    Examples
    --------
    >>> result = batch_signs(n_seeds=1, n_units=20)
    >>> result.on_digits["sigmoid"].shape, result.drawn["ReLU"].shape
    ((3, 2, 4, 1), (3, 3, 4))
    """
    activations = (sigmoid, relu)
    on_digits = sweep(
        partial(one_sign_shares, epochs=EPOCHS, batch_sizes=BATCH_SIZES, n_seeds=n_seeds),
        grid(activation=activations, fan_in=FAN_INS),
        executor=executor,
    ).results
    drawn = sweep(
        partial(drawn_one_sign_share, n_units=n_units),
        grid(activation=activations, fan_in=FAN_INS, mean=MEANS, batch_size=BATCH_SIZES),
        executor=executor,
    ).results
    by_setting = (len(activations), len(FAN_INS), len(MEANS), len(BATCH_SIZES))
    names = [activation.name for activation in activations]
    return BatchSigns(
        dict(zip(names, np.split(np.array(on_digits), len(activations)), strict=True)),
        dict(zip(names, np.reshape(drawn, by_setting), strict=True)),
    )
