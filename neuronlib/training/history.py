"""What a training did: its steps, its losses, and the error that ends one that diverges."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from neuronlib.inputs import BoolArray, FloatArray, IntArray
from neuronlib.losses import Value
from neuronlib.network import Network


class Step(NamedTuple):
    """One update of the parameters.

    Parameters
    ----------
    epoch : int
        Which pass over the data, from 0.
    loss : float, or array of shape (S,)
        Loss on the batch, penalty included, before the update.
    diverged, stopped : array of bool, shape () or (S,)
        Who is frozen, because its loss was not finite, or because it had stopped early.
    validation_loss : float, or array of shape (S,), optional
        Loss on the validation set, without penalty: after the last update of an epoch.
    """

    epoch: int
    loss: Value
    diverged: BoolArray
    stopped: BoolArray
    validation_loss: Value | None = None


@dataclass(frozen=True)
class History:
    """What a training did.

    Parameters
    ----------
    losses : array, shape (epochs,) or (epochs, S)
        Mean loss over the batches of each epoch, each before its update, penalty included. A member
        that has stopped early has NaN from then on.
    diverged : array of bool, shape () or (S,)
        Whose loss stopped being finite.
    validation_losses : array, shape (epochs,) or (epochs, S)
        Loss on the validation set after each epoch, without penalty, with NaN as above; empty
        without such a set.
    """

    losses: FloatArray
    diverged: BoolArray
    validation_losses: FloatArray

    @property
    def best_epoch(self) -> IntArray:
        """After which epoch the loss on the validation set was smallest, shape () or (S,).

        Raises
        ------
        ValueError
            If there is no such loss.
        """
        losses = self.validation_losses
        if len(losses) == 0:
            raise ValueError("best_epoch: got no loss on a validation set, expected one or more")
        # not nanargmin, which refuses a member that never had a finite loss
        return np.asarray(np.where(np.isnan(losses), np.inf, losses).argmin(0))


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
        # all go to the base, so that the error survives the way from another process
        super().__init__(step, learning_rate, history)
        self.step, self.learning_rate, self.history = step, learning_rate, history

    def __str__(self) -> str:
        return (
            f"the loss is not finite at step {self.step} with learning_rate="
            f"{self.learning_rate:g}; try a smaller learning rate, or inputs of about unit size"
        )


class Record:
    """What becomes a `History`: the losses of each epoch, as they come."""

    def __init__(self, network: Network) -> None:
        self._members = network.parameters.shape[:-1]
        self.diverged = np.zeros(self._members, dtype=bool)
        self._stopped = self.diverged  # before this epoch
        self._sums: list[Value] = []  # over the batches of each epoch
        self._n_batches: list[int] = []
        self._validation_losses: list[Value] = []

    def add(self, step: Step) -> None:
        """Take down one step; they come in order."""
        if step.epoch == len(self._sums):
            self._sums.append(0.0)
            self._n_batches.append(0)
        self._sums[-1] = self._sums[-1] + _unless(self._stopped, step.loss)
        self._n_batches[-1] += 1
        if step.validation_loss is not None:
            self._validation_losses.append(_unless(self._stopped, step.validation_loss))
        self.diverged, self._stopped = step.diverged, step.stopped

    def history(self, diverged: BoolArray) -> History:
        """Return what has been taken down; who diverged is known best at the end."""
        sums = np.array(self._sums)
        n_batches = np.array(self._n_batches).reshape(-1, *[1] * (sums.ndim - 1))
        return History(sums / n_batches, diverged, np.array(self._validation_losses))


def _unless(stopped: BoolArray, value: Value) -> Value:
    """Return NaN for those who had stopped, in the place of what they would still say."""
    return np.where(stopped, np.nan, value) if stopped.ndim else value
