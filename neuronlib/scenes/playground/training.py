"""A training in the playground: it goes on while it is watched, and keeps what was seen of it."""

from itertools import islice

import numpy as np

from neuronlib.activations import ACTIVATIONS
from neuronlib.datasets import Dataset
from neuronlib.diagnostics import dead_units, saturated_units
from neuronlib.inputs import BoolArray, as_count
from neuronlib.losses import cross_entropy
from neuronlib.network import Network
from neuronlib.scenes.playground.settings import Settings
from neuronlib.training import DivergenceError, training_steps

MOST_UPDATES = 20_000
_SATURATED_SHARE = 0.95  # of the examples: from there on a unit counts as saturated


class Training:
    """A network that learns as its settings say, update by update.

    Parameters
    ----------
    settings : Settings

    Attributes
    ----------
    network : Network
        As it is now. In float64, so that a long training looks alike on all machines.
    training_set, test_set : Dataset
    n_updates : int
    losses : list of (int, float, float)
        After how many updates which loss on training and test set, as long as they are finite: at
        the start, and after each `advance`.
    dead, revived, saturated : array of bool, shape (units,)
        For all hidden layers, one after the other: never active on the training set; active again
        after having been dead at an earlier look; at 95 % of the set on a flat part.
    divergence : str
        What to say when the loss has stopped being finite; else empty.

    Raises
    ------
    ValueError
        If the settings leave nothing to learn from.

    Examples
    --------
    >>> training = Training(Settings(data="blobs", noise=0.0, hidden=(3,)))
    >>> training.advance(50)
    >>> (n_updates, _, test_loss) = training.losses[-1]
    >>> n_updates, test_loss < 0.1
    (50, True)
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.training_set, self.test_set = settings.examples()
        activation = ACTIVATIONS[settings.activation]
        self.network = Network(
            settings.sizes, activation=activation, seed=settings.seed, dtype=np.float64
        )
        self._can_saturate = bool(np.isfinite(activation.range).all())
        self._steps = training_steps(
            self.network,
            self.training_set.X,
            self.training_set.y,
            learning_rate=settings.learning_rate,
            momentum=settings.momentum,
            l2=settings.l2,
            dropout=settings.dropout,
            batch_size=settings.batch_size or None,
            epochs=MOST_UPDATES,
            seed=settings.seed,
        )
        self.n_updates = 0
        self.divergence = ""
        self.losses: list[tuple[int, float, float]] = []
        n_units = sum(settings.hidden)
        self._was_dead = np.zeros(n_units, bool)
        self.dead = self.revived = self.saturated = self._was_dead
        self._look()

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to come."""
        return bool(self.divergence) or self.n_updates >= MOST_UPDATES

    def advance(self, n_updates: int) -> None:
        """Go on by so many updates, or until the end."""
        as_count(n_updates, "n_updates")
        if self.is_over:
            return
        before = self.network.parameters.copy()
        try:
            for _ in islice(self._steps, min(n_updates, MOST_UPDATES - self.n_updates)):
                self.n_updates += 1
        except DivergenceError as error:
            self.divergence = str(error)
            if not np.isfinite(self.network.parameters).all():
                self.network.parameters[...] = before  # the last that can be drawn
        self._look()

    def _look(self) -> None:
        with np.errstate(over="ignore", invalid="ignore"):  # after a divergence
            training_loss, test_loss = map(self._loss_on, (self.training_set, self.test_set))
        if np.isfinite([training_loss, test_loss]).all():
            self.losses.append((self.n_updates, training_loss, test_loss))
        if not self.settings.hidden:
            return
        self.dead = np.concatenate(dead_units(self.network, self.training_set.X))
        self._was_dead = self._was_dead | self.dead
        self.revived = self._was_dead & ~self.dead
        self.saturated = self._saturated() & ~self.dead

    def _loss_on(self, data: Dataset) -> float:
        return float(cross_entropy(self.network.forward(data.X), data.y)[0])

    def _saturated(self) -> BoolArray:
        # a ReLU's flat part is another thing: there it is silent
        if not self._can_saturate:
            return np.zeros_like(self.dead)
        shares = np.concatenate(saturated_units(self.network, self.training_set.X))
        return np.asarray(shares >= _SATURATED_SHARE)
