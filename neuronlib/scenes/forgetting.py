"""The 64 weights of one neuron under L2, update by update: with nothing to learn, and with digits.

Both trainings are kept, with the weights of each moment, so that going back and forth costs
nothing. The experiment C36 measures the same over many starts.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neuronlib.datasets import Dataset, digits
from neuronlib.inputs import FloatArray
from neuronlib.losses import cross_entropy
from neuronlib.network import Network
from neuronlib.scenes.neuron import signed
from neuronlib.training import training_steps

LEARNING_RATE = 0.1
N_UPDATES = 300
TRAINING, TEST = digits().only(0, 1).split(0.5, seed=0)
NOTHING = Dataset(np.zeros_like(TRAINING.X), TRAINING.y)


@dataclass(frozen=True)
class ForgettingScene:
    """One neuron's weights after some updates from the same start, twice.

    Parameters
    ----------
    l2, momentum : float
        λ and μ.
    without_data, with_data : array, shape (updates + 1, 64)
        The weights before any update and after each: with inputs that are all zero, and with the
        digits 0 and 1.
    expected : array, shape (N_UPDATES + 1,)
        (1 − ηλ)^t ‖w₀‖.
    training_loss, test_loss : array, shape (updates + 1,)
        With the digits, without the penalty.
    """

    l2: float
    momentum: float
    without_data: FloatArray
    with_data: FloatArray
    expected: FloatArray
    training_loss: FloatArray
    test_loss: FloatArray

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        start, without, with_data = (
            np.linalg.norm(w)
            for w in (self.with_data[0], self.without_data[-1], self.with_data[-1])
        )
        return (
            f"After {len(self.with_data) - 1} updates with λ = {signed(self.l2)} and momentum "
            f"{self.momentum:g}, ‖w‖ has gone from {start:.2f} to {without:.2f} without data, and "
            f"to {with_data:.2f} with digits; there the loss is {self.training_loss[-1]:.2f}, on "
            f"test data {self.test_loss[-1]:.2f}."
        )


def forgetting(
    l2: float = 0.03, momentum: float = 0.0, seed: int = 0, update: int = 100
) -> ForgettingScene:
    """Return the weights as they are after so many updates of gradient descent at η = 0.1.

    Raises
    ------
    ValueError
        If `update` is not from 0 to 300.

    Examples
    --------
    >>> forgetting(l2=0.1, update=300).describe()
    'After 300 updates with λ = 0.1 and momentum 0, ‖w‖ has gone from 1.29 to 0.06 without data, \
and to 1.52 with digits; there the loss is 0.14, on test data 0.15.'
    """
    if not 0 <= update <= N_UPDATES:
        raise ValueError(f"update: got {update}, expected 0 to {N_UPDATES}")
    run = _training(l2, momentum, seed)
    until = slice(update + 1)
    start = np.linalg.norm(run.with_data[0])
    return ForgettingScene(
        l2=l2,
        momentum=momentum,
        without_data=run.without_data[until],
        with_data=run.with_data[until],
        expected=start * (1 - LEARNING_RATE * l2) ** np.arange(N_UPDATES + 1),
        training_loss=run.training_loss[until],
        test_loss=run.test_loss[until],
    )


@dataclass(frozen=True)
class _Run:
    without_data: FloatArray
    with_data: FloatArray
    training_loss: FloatArray
    test_loss: FloatArray


@lru_cache(maxsize=64)
def _training(l2: float, momentum: float, seed: int) -> _Run:
    without, learning = (_moments(data, l2, momentum, seed) for data in (NOTHING, TRAINING))
    losses = [cross_entropy(learning.forward(data.X), data.y)[0] for data in (TRAINING, TEST)]
    weights = [moments.layers[0].weights[:, 0] for moments in (without, learning)]
    return _Run(*weights, *map(np.asarray, losses))


def _moments(data: Dataset, l2: float, momentum: float, seed: int) -> Network:
    """Return a stack: the neuron before any update, and after each."""
    # float64, so that what follows a formula does so to the last digit that is shown
    neuron = Network([64, 1], seed=seed, dtype=np.float64)
    recorded = [neuron.parameters.copy()]
    for _ in training_steps(
        neuron, data.X, data.y, learning_rate=LEARNING_RATE, momentum=momentum, l2=l2,
        epochs=N_UPDATES,
    ):  # fmt: skip
        recorded.append(neuron.parameters.copy())
    return neuron.with_parameters(recorded)
