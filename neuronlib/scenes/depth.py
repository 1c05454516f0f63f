"""Two to six layers with equally many parameters while they learn spirals.

The networks of all depths are trained once for each setting, and recorded at some epochs.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from neuronlib.datasets import Dataset
from neuronlib.diagnostics import dead_units, over_the_plane
from neuronlib.experiments.representational_power.depth import LAYERS, TASKS, width_for
from neuronlib.inputs import FloatArray
from neuronlib.network import Network
from neuronlib.training import training_steps

DATA = ("three spirals", "tight spirals")
LIMITS = (-1.1, 1.1)
GRID = 91  # scores along each side of the plane
EPOCHS = (0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 60)
BATCH_SIZE = 25


@dataclass(frozen=True)
class DepthScene:
    """A network with some number of layers after some epochs, and how the others do.

    Parameters
    ----------
    network : Network
        The one that is shown, 2-…-3.
    data : str
        The name of its points, in `DATA`.
    points : Dataset
        The training set.
    leads : array, shape (3, GRID, GRID)
        By how much each class's score is above those of the others; rows go up along x₂.
    n_dead : int
        Hidden units that are above zero for no training point.
    epochs : int
    training_error, test_error : array, shape (n_depths,)
        Share of labels that are missed after so many epochs, for two to six layers.
    """

    network: Network
    data: str
    points: Dataset
    leads: FloatArray
    n_dead: int
    epochs: int
    training_error: FloatArray
    test_error: FloatArray

    @property
    def n_layers(self) -> int:
        """Number of layers of the network that is shown."""
        return len(self.network.layers)

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        width, n_hidden = self.network.sizes[1], sum(self.network.sizes[1:-1])
        place = LAYERS.index(self.n_layers)
        others = ", ".join(f"{100 * error:.0f}" for error in self.test_error)
        return (
            f"{self.data.capitalize()}, {self.epochs} epochs: {self.n_layers} layers of width "
            f"{width}, {self.n_dead} of {n_hidden} units dead, miss "
            f"{100 * self.training_error[place]:.0f} % in training; on test data 2 to "
            f"{LAYERS[-1]} layers miss {others} %."
        )


def depth(
    n_layers: int = 3,
    n_parameters: int = 300,
    data: str = "tight spirals",
    seed: int = 0,
    epochs: int = 60,
) -> DepthScene:
    """Return a network of ReLUs with about so many parameters, by Adam in batches of 25.

    Raises
    ------
    ValueError
        If the number of layers, the data or the epochs are not there.

    Examples
    --------
    >>> start = depth(n_layers=6, epochs=0)
    >>> start.network
    Network(2 inputs → 7 ReLU → 7 ReLU → 7 ReLU → 7 ReLU → 7 ReLU → 3 scores; \
231 weights + 38 biases = 269 parameters)
    """
    for name, value, there in (
        ("n_layers", n_layers, LAYERS), ("data", data, DATA), ("epochs", epochs, EPOCHS),
    ):  # fmt: skip
        if value not in there:
            raise ValueError(f"{name}: got {value!r}, expected one of {there}")
    run = _training(n_parameters, data, seed)
    moment = EPOCHS.index(epochs)
    network = run.networks[LAYERS.index(n_layers)].member(moment)
    scores = over_the_plane(network, LIMITS, GRID)
    others = np.stack([np.delete(scores, label, axis=0).max(0) for label in range(3)])
    return DepthScene(
        network=network,
        data=data,
        points=run.points,
        leads=scores - others,
        n_dead=sum(int(dead.sum()) for dead in dead_units(network, run.points.X)),
        epochs=epochs,
        training_error=run.training_error[:, moment],
        test_error=run.test_error[:, moment],
    )


@dataclass(frozen=True)
class _Run:
    points: Dataset
    networks: list[Network]  # for each depth a stack with a network for each moment
    training_error: FloatArray  # (n_depths, n_moments)
    test_error: FloatArray


@lru_cache(maxsize=16)
def _training(n_parameters: int, data: str, seed: int) -> _Run:
    training, rest = TASKS[data](seed).split(1 / 3, seed=seed)
    _, test = rest.split(0.5, seed=seed)
    networks = [_recorded(training, n_layers, n_parameters, seed) for n_layers in LAYERS]
    errors = [
        np.stack([1 - np.asarray(one.accuracy(part.X, part.y)) for one in networks])
        for part in (training, test)
    ]
    return _Run(training, networks, errors[0], errors[1])


def _recorded(training: Dataset, n_layers: int, n_parameters: int, seed: int) -> Network:
    """Return a stack with a network for each of `EPOCHS`."""
    width = width_for(2, 3, n_layers, n_parameters)
    network = Network([2, *[width] * (n_layers - 1), 3], seed=seed, dtype=np.float64)
    recorded = [network.parameters.copy()]
    steps = training_steps(
        network, training.X, training.y, optimiser="adam", learning_rate=0.01,
        batch_size=BATCH_SIZE, epochs=EPOCHS[-1], seed=seed,
    )  # fmt: skip
    for n_updates, _ in enumerate(steps, start=1):
        n_epochs, of_the_next = divmod(n_updates * BATCH_SIZE, training.y.size)
        if of_the_next == 0 and n_epochs in EPOCHS:
            recorded.append(network.parameters.copy())
    return network.with_parameters(recorded)
