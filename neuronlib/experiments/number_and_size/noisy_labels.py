"""One sweep for several claims: three sizes, six strengths of L2, noisy labels, clean tests.

A share of the training labels is wrong. Who fits them all has learnt accidents; the test labels are
right, so that this shows (C108–C113, C120). Everything is in float64: in float32 a last bit that
differs between machines grows within 2000 updates into another network.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from neuronlib import datasets
from neuronlib.datasets import Dataset
from neuronlib.inputs import FloatArray, IntArray
from neuronlib.losses import cross_entropy
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep
from neuronlib.training import train, training_steps

Kind: TypeAlias = Literal["plane", "digits"]

FLIPPED = 0.12  # share of wrong labels
LEARNING_RATES = (0.01, 0.03)  # for Adam
LIMITS = (-1.6, 1.6)  # of the square in which regions and boundaries are counted


class Draw(NamedTuple):
    """One draw of the data. Training and validation labels are noisy, test labels are not."""

    training: Dataset
    validation: Dataset
    test: Dataset


def noisy_draw(kind: Kind, seed: int, n_examples: int = 80) -> Draw:
    """Draw training, validation and test examples.

    Parameters
    ----------
    kind : {"plane", "digits"}
        The moons, with noise 0.15, and 2000 more of them for the test; or real digits, to be told
        odd from even, tested on all that are left.
    seed : int
    n_examples : int
        For training; as many for validation.

    Examples
    --------
    >>> training, _, test = noisy_draw("digits", seed=0)
    >>> training, test
    (Dataset(80 examples, 64 inputs, 2 classes), Dataset(1637 examples, 64 inputs, 2 classes))
    """
    generator = np.random.default_rng(seed)
    if kind == "plane":
        sizes = (n_examples, n_examples, 2000)
        training, validation, test = (datasets.moons(n, noise=0.15, seed=generator) for n in sizes)
    else:
        digits = datasets.digits()
        odd = Dataset(digits.X, digits.y % 2)
        training, rest = odd.split(n_examples / odd.y.size, seed=generator)
        validation, test = rest.split(n_examples / rest.y.size, seed=generator)
    return Draw(
        training.with_flipped_labels(FLIPPED, seed=generator),
        validation.with_flipped_labels(FLIPPED, seed=generator),
        test,
    )


@dataclass(frozen=True)
class NoisyFits:
    """What training made of each draw of the data, for every size, λ and learning rate.

    Parameters
    ----------
    kind : {"plane", "digits"}
    n_examples : int
        For training, in each of D draws.
    widths : tuple of int
        Numbers of hidden units.
    l2 : tuple of float
        Values of λ; the first is 0.
    training_error, test_error : array, shape (D, n_widths, n_l2, n_rates)
        Share of examples with a wrong label, at the end.
    objective, validation_loss : array, shape (D, n_widths, n_l2, n_rates)
        What training made small, penalty included, and the cross-entropy on the validation set.
    parameters : list of array, shape (D, n_l2, n_rates, P)
        Of the networks, for each size.
    """

    kind: Kind
    n_examples: int
    widths: tuple[int, ...]
    l2: tuple[float, ...]
    training_error: FloatArray
    test_error: FloatArray
    objective: FloatArray
    validation_loss: FloatArray
    parameters: list[FloatArray]

    @property
    def n_draws(self) -> int:
        """D."""
        return len(self.training_error)

    def networks(self, width: int, l2: float = 0.0) -> Network:
        """Return a stack with one network per draw: the rate that trained furthest."""
        w, k = self.widths.index(width), self.l2.index(l2)
        rates = self.objective[:, w, k].argmin(axis=1)
        n_in = 2 if self.kind == "plane" else 64
        parameters = self.parameters[w][np.arange(self.n_draws), k, rates]
        return Network([n_in, width, 1]).with_parameters(parameters)

    def trained_furthest(self, error: FloatArray) -> FloatArray:
        """Return errors, shape (D, n_widths), at λ = 0 and the rate with the smallest loss."""
        rates = self.objective[:, :, 0].argmin(axis=-1)
        return np.take_along_axis(error[:, :, 0], rates[..., None], axis=-1)[..., 0]

    def rate_tuned(self) -> FloatArray:
        """Return test errors, shape (D, n_widths), at λ = 0 and the rate that validation chose."""
        return _chosen(self.test_error[:, :, :1], self.validation_loss[:, :, :1])

    def l2_tuned(self) -> FloatArray:
        """Return test errors, shape (D, n_widths), at the rate and λ that validation chose."""
        return _chosen(self.test_error, self.validation_loss)

    def size_tuned(self) -> FloatArray:
        """Return test errors, shape (D,), at λ = 0 and the rate and size that validation chose."""
        shape = (self.n_draws, 1, -1)
        of_all = self.test_error[:, :, 0].reshape(shape)
        return _chosen(of_all, self.validation_loss[:, :, 0].reshape(shape))[:, 0]


def noisy_fits(
    kind: Kind = "plane",
    *,
    n_draws: int = 14,
    n_examples: int = 80,
    widths: Sequence[int] = (3, 6, 20),
    l2: Sequence[float] = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1),
    epochs: int = 2000,
    executor: Executor | None = None,
) -> NoisyFits:
    """Train networks with one hidden layer of ReLUs on labels of which 12 % are wrong.

    Full-batch Adam with two learning rates. On one draw of the data all networks of a size start
    from the same weights.

    Parameters
    ----------
    kind : {"plane", "digits"}
        See `noisy_draw`.
    n_draws : int
    n_examples : int
    widths : sequence of int
    l2 : sequence of float
        Begins with 0.
    epochs : int
    executor : concurrent.futures.Executor, optional

    Examples
    --------
    >>> fits = noisy_fits(n_draws=2, widths=(2, 3), l2=(0.0, 0.1), epochs=20)
    >>> fits.test_error.shape, fits.networks(3).sizes
    ((2, 2, 2, 2), (2, 3, 1))
    """
    task = partial(_fit, kind=kind, n_examples=n_examples, l2=tuple(l2), epochs=epochs)
    settings = grid(seed=range(n_draws), width=widths)
    found = sweep(task, settings, executor=executor, label=f"noisy {kind}").results
    shape = (n_draws, len(widths), len(l2), len(LEARNING_RATES))
    training_error, test_error, objective, validation_loss = (
        np.array([one[part] for one in found]).reshape(shape) for part in range(4)
    )
    parameters = [
        np.array([one[4] for one in found[w :: len(widths)]]).reshape(n_draws, *shape[2:], -1)
        for w in range(len(widths))
    ]
    return NoisyFits(
        kind,
        n_examples,
        tuple(widths),
        tuple(l2),
        training_error,
        test_error,
        objective,
        validation_loss,
        parameters,
    )


def _fit(
    seed: int, width: int, kind: Kind, n_examples: int, l2: tuple[float, ...], epochs: int
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return errors, objective, loss on the validation set and parameters, λ by λ, rate by rate."""
    training, validation, test = noisy_draw(kind, seed, n_examples)
    n_rates = len(LEARNING_RATES)
    networks = Network.stack(
        [len(training.X), width, 1], seeds=[seed] * len(l2) * n_rates, dtype=np.float64
    )
    history = train(
        networks,
        training.X,
        training.y,
        optimiser="adam",
        learning_rate=np.tile(LEARNING_RATES, len(l2)),
        l2=np.repeat(l2, n_rates),
        epochs=epochs,
    )
    validation_loss, _ = cross_entropy(networks.forward(validation.X), validation.y)
    return (
        1 - np.asarray(networks.accuracy(training.X, training.y)),
        1 - np.asarray(networks.accuracy(test.X, test.y)),
        history.losses[-1],
        np.asarray(validation_loss),
        networks.parameters,
    )


def _chosen(test_error: FloatArray, validation_loss: FloatArray) -> FloatArray:
    """Return the test error where the loss on the validation set is smallest, (D, n_widths)."""
    shape = (*test_error.shape[:2], -1)
    best = validation_loss.reshape(shape).argmin(axis=-1)
    return np.take_along_axis(test_error.reshape(shape), best[..., None], axis=-1)[..., 0]


@dataclass(frozen=True)
class Overfitting:
    """The error of one architecture on its way through training (C110).

    Parameters
    ----------
    updates : array of int, shape (T,)
    training_error, test_error : array, shape (T, D)
        On the noisy labels that are learnt, and on clean ones.
    """

    updates: IntArray
    training_error: FloatArray
    test_error: FloatArray

    @property
    def turning_point(self) -> int:
        """The update after which the median test error was smallest."""
        return int(self.updates[np.median(self.test_error, axis=1).argmin()])

    def percent(self, error: FloatArray, update: int) -> int:
        """Return the median of an error over the draws, after an update, in whole percent."""
        place = int(np.flatnonzero(self.updates == update)[0])
        return round(100 * float(np.median(error[place])))


def overfitting(
    *,
    n_draws: int = 10,
    width: int = 20,
    epochs: int = 3000,
    executor: Executor | None = None,
) -> Overfitting:
    """Watch 20 units learn labels of which 12 % are wrong, without regularisation.

    Examples
    --------
    >>> overfitting(n_draws=2, epochs=20).test_error.shape[1]
    2
    """
    updates = np.unique(np.geomspace(1, epochs, 60).round().astype(int))
    task = partial(_errors_on_the_way, width=width, updates=updates)
    found = sweep(task, grid(seed=range(n_draws)), executor=executor, label="C110").results
    training_error, test_error = np.array(found).transpose(1, 2, 0)
    return Overfitting(updates, training_error, test_error)


def _errors_on_the_way(seed: int, width: int, updates: IntArray) -> tuple[list[float], list[float]]:
    training, _, test = noisy_draw("plane", seed)
    network = Network([2, width, 1], seed=seed, dtype=np.float64)
    steps = training_steps(
        network,
        training.X,
        training.y,
        optimiser="adam",
        learning_rate=0.03,
        epochs=int(updates[-1]),
    )
    of_training, of_test, due = [], [], set(updates.tolist())
    for step in steps:
        if step.epoch + 1 in due:
            of_training.append(1 - float(network.accuracy(training.X, training.y)))
            of_test.append(1 - float(network.accuracy(test.X, test.y)))
    return of_training, of_test
