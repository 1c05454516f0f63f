"""Members of a stack that no longer move: diverged, or stopped early by a validation set."""

import numpy as np

from neuronlib.datasets import Dataset
from neuronlib.inputs import BoolArray, FloatArray, as_count, as_examples
from neuronlib.losses import Loss, Value
from neuronlib.network import Network
from neuronlib.training.optimisers import Optimiser
from neuronlib.training.wanted import as_wanted


class Frozen:
    """The members of a stack that no longer move, or the one network that is all there is."""

    def __init__(self, network: Network) -> None:
        self._parameters = network.parameters
        self.members: BoolArray = np.zeros(network.parameters.shape[:-1], dtype=bool)
        self._kept = self._parameters[self.members]
        self.anyone = self.everyone = False

    def freeze(self, members: BoolArray) -> None:
        """Keep these as they are now, and those that are frozen already."""
        self.members = self.members | members
        self._kept = self._parameters[self.members]
        self.anyone, self.everyone = bool(self.members.any()), bool(self.members.all())

    def update(self, optimiser: Optimiser, gradient: FloatArray) -> None:
        """Let the optimiser move the others."""
        optimiser.update(gradient)
        if self.anyone:
            self._parameters[self.members] = self._kept


class EarlyStopping:
    """The loss on a validation set, and who has waited too long for a smaller one."""

    def __init__(
        self, network: Network, loss: Loss, validation: Dataset | None, patience: int | None
    ) -> None:
        members = network.parameters.shape[:-1]
        self.stopped = np.zeros(members, dtype=bool)
        self._network, self._loss, self._patience = network, loss, patience
        self._validation = validation
        if patience is not None:
            as_count(patience, "patience")
            if validation is None:
                raise ValueError("patience: got one without a validation set, expected both")
        if validation is None:
            return
        if not isinstance(validation, Dataset):
            raise TypeError(f"validation: got {type(validation).__name__}, expected a Dataset")
        self._X = as_examples(validation.X, network.sizes[0], network.parameters.dtype)
        self._y = as_wanted(validation.y, loss, network, self._X.shape[1])
        self._smallest = np.full(members, np.inf)
        self._best = network.parameters.copy()
        self._waited = np.zeros(members, dtype=int)

    def after_an_epoch(self, diverged: BoolArray) -> Value | None:
        """Return the loss on the validation set, and see who is to stop; who diverged stays."""
        if self._validation is None:
            return None
        value, _ = self._loss(self._network.forward(self._X), self._y)
        if self._patience is not None:
            better = np.less(value, self._smallest) & ~self.stopped
            self._smallest = np.where(better, value, self._smallest)
            self._best[better] = self._network.parameters[better]
            self._waited = np.where(better, 0, self._waited + 1)
            self.stopped = (self.stopped | (self._waited >= self._patience)) & ~diverged
            self._network.parameters[self.stopped] = self._best[self.stopped]
        return value

    def keep_the_best(self, members: BoolArray) -> None:
        """Bring these members back to where their loss was smallest."""
        if self._patience is not None:
            self._network.parameters[members] = self._best[members]
