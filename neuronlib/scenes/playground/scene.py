"""What is to be seen of a training at one moment."""

from dataclasses import dataclass

import numpy as np

from neuronlib.activations import sigmoid
from neuronlib.datasets import Dataset
from neuronlib.inputs import BoolArray, FloatArray
from neuronlib.scenes.neuron import told_loss
from neuronlib.scenes.playground.settings import LIMIT, Settings
from neuronlib.scenes.playground.training import Training

GRID = 61  # output values along each side of the plane
COARSER = 3  # every third of them in a unit's own picture


@dataclass(frozen=True)
class PlaygroundScene:
    """A moment of a training.

    Parameters
    ----------
    settings : Settings
    n_updates : int
    training_set, test_set : Dataset
    outputs : array, shape (GRID, GRID)
        Probability of class 1 over the plane; rows go up along x₂, columns to the right along x₁.
    units : list of array, shape (n_units, g, g)
        Each hidden unit's activation over the plane, layer by layer.
    dead, revived, saturated : array of bool, shape (units,)
        Of all hidden layers, one after the other.
    losses : array, shape (3, moments)
        Updates, loss on the training set, loss on the test set.
    pair : tuple of int
        Layer from 0, and two of its units from 0.
    pair_activations : array, shape (2, N) or (2, 0)
        The training points as these two units see them; empty where there is none.
    right : float
        Share of the test points on their side.
    divergence : str
        Why nothing goes on; empty if the loss is finite.
    """

    settings: Settings
    n_updates: int
    training_set: Dataset
    test_set: Dataset
    outputs: FloatArray
    units: list[FloatArray]
    dead: BoolArray
    revived: BoolArray
    saturated: BoolArray
    losses: FloatArray
    pair: tuple[int, int, int]
    pair_activations: FloatArray
    right: float
    divergence: str

    @property
    def limits(self) -> tuple[float, float]:
        """The plane is shown over [low, high] × [low, high]."""
        return (-LIMIT, LIMIT)

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        sizes = "-".join(map(str, self.settings.sizes))
        if self.divergence:
            return (
                f"After {self.n_updates} updates the training of {sizes} has diverged: "
                f"{self.divergence}."
            )
        _, training_loss, test_loss = self.losses[:, -1]
        states = [
            f"{states.sum()} {name}"
            for name, states in (
                ("dead", self.dead), ("revived", self.revived), ("saturated", self.saturated)
            )
            if states.any()
        ]  # fmt: skip
        what_of_units = f"; of {self.dead.size} units {', '.join(states)}" if states else ""
        return (
            f"After {self.n_updates} updates {sizes} ({self.settings.activation}) has a loss of "
            f"{told_loss(training_loss)} on {self.settings.data}, {told_loss(test_loss)} on test "
            f"points, of which {100 * self.right:.0f} % are right{what_of_units}."
        )


def scene_of(training: Training, pair: tuple[int, int, int] = (0, 0, 1)) -> PlaygroundScene:
    """Return what is to be seen of a training now.

    Parameters
    ----------
    training : Training
    pair : tuple of int
        Layer from 0, and two of its units from 0; units beyond the layer's last are that last one.

    Examples
    --------
    >>> from neuronlib.scenes.playground.settings import Settings
    >>> training = Training(Settings(data="blobs", noise=0.2, hidden=(4,), seed=1))
    >>> training.advance(50)
    >>> scene_of(training).describe()
    'After 50 updates 2-4-2 (tanh) has a loss of 0.00 on blobs, 0.00 on test points, of which 100 \
% are right.'
    """
    network = training.network
    axis = np.linspace(-LIMIT, LIMIT, GRID)
    plane = np.stack([values.ravel() for values in np.meshgrid(axis, axis)])
    # a training that has just diverged may leave scores beyond the type
    with np.errstate(over="ignore", invalid="ignore"):
        *hidden, (scores, _) = network.trace(plane)
        outputs = sigmoid(np.nan_to_num(scores[1] - scores[0])).reshape(GRID, GRID)
        *seen, _ = network.trace(training.training_set.X)
        right = network.accuracy(training.test_set.X, training.test_set.y)
    layer, *units = pair
    activations: FloatArray = np.zeros((2, 0))
    if seen:
        layer = min(layer, len(seen) - 1)
        of_layer = seen[layer].activations
        units = [min(unit, len(of_layer) - 1) for unit in units]
        activations = of_layer[units]
    return PlaygroundScene(
        settings=training.settings,
        n_updates=training.n_updates,
        training_set=training.training_set,
        test_set=training.test_set,
        outputs=outputs,
        units=[one.activations.reshape(-1, GRID, GRID)[:, ::COARSER, ::COARSER] for one in hidden],
        dead=training.dead,
        revived=training.revived,
        saturated=training.saturated,
        losses=np.array(training.losses).T,
        pair=(layer, units[0], units[1]),
        pair_activations=activations,
        right=float(right),
        divergence=training.divergence,
    )
