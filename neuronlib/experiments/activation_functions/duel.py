"""Sigmoid against tanh on several tasks, each at its best (C52)."""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.activations import Activation, sigmoid, tanh
from neuronlib.datasets import Dataset
from neuronlib.experiments.activation_functions.contenders import at_its_best
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.initialisation import fixed_scale, glorot
from neuronlib.inputs import FloatArray, IntArray
from neuronlib.losses import cross_entropy
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep

HIDDEN: dict[str, list[int]] = {
    "digits, 1 hidden layer": [50],
    "digits, 3 hidden layers": [50, 50, 50],
    "digits, 20 % wrong labels": [50],
    "spirals, 1 hidden layer": [50],
    "spirals, 2 hidden layers": [50, 50],
    "moons": [20],
    "circles": [20],
    "a sigmoid network's labels": [30],
    "a tanh network's labels": [30],
}
TASKS = tuple(HIDDEN)
MARGIN = 1.1  # what differs by less is left open


@dataclass(frozen=True, repr=False)
class SigmoidOrTanh(Evidence):
    """Test losses of the two on each task, from paired seeds.

    Parameters
    ----------
    sigmoid, tanh : dict
        By task, shape (S,).
    """

    sigmoid: dict[str, FloatArray]
    tanh: dict[str, FloatArray]

    claim = "C52"
    rule: ClassVar[str] = (
        "a task is tanh's if the sigmoid's test loss is at least 1.1 times tanh's, as a median of "
        "paired ratios, the sigmoid's if the ratio is at most 1/1.1, else open; holds if every "
        "task is tanh's; contradicted if no more tasks are tanh's than the sigmoid's; else holds "
        "under conditions"
    )

    @property
    def ratios(self) -> dict[str, FloatArray]:
        """Test loss of the sigmoid over that of tanh, by task: shape (S,)."""
        return {task: self.sigmoid[task] / self.tanh[task] for task in self.sigmoid}

    def tasks_of(self, name: str) -> list[str]:
        """Return the tasks that are tanh's, the sigmoid's, or open."""
        found = []
        for task, ratios in self.ratios.items():
            ratio = np.median(ratios)
            owner = "tanh" if ratio >= MARGIN else "sigmoid" if ratio <= 1 / MARGIN else "open"
            if owner == name:
                found.append(task)
        return found

    @property
    def measured(self) -> str:
        """How many tasks are whose, and the smallest and largest ratio."""
        medians = [float(np.median(ratios)) for ratios in self.ratios.values()]
        tanhs, sigmoids, open_ones = (
            len(self.tasks_of(name)) for name in ("tanh", "sigmoid", "open")
        )
        return (
            f"of {len(medians)} tasks {tanhs} are tanh's, {sigmoids} the sigmoid's, {open_ones} "
            f"open; ratios of test losses from {min(medians):.1f} to {max(medians):.0f}"
        )

    @property
    def spread(self) -> str:
        """Where the middle half of the ratios of each task lies, at most."""
        widths = [np.subtract(*np.quantile(each, [0.75, 0.25])) for each in self.ratios.values()]
        n_seeds = next(iter(self.sigmoid.values())).size
        return (
            f"middle half of a task's ratios {np.median(widths):.1f} wide, as a median over the "
            f"tasks; {n_seeds} paired seeds"
        )

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        tanhs, sigmoids = len(self.tasks_of("tanh")), len(self.tasks_of("sigmoid"))
        if tanhs == len(self.sigmoid):
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if tanhs > sigmoids else Verdict.CONTRADICTED


def sigmoid_or_tanh(
    *, n_seeds: int = 10, epochs: int = 30, executor: Executor | None = None
) -> SigmoidOrTanh:
    """Train both on nine tasks, each with the rate and the first weights that suit it.

    For each task and activation, the learning rate and the scale of the first weights (Glorot's, or
    four times that) are chosen on a validation set, with seeds of their own. Minibatches of 50,
    momentum 0.9. The tasks are worked on by the executor, if one is given.

    Examples
    --------
    >>> result = sigmoid_or_tanh(n_seeds=2, epochs=1)
    >>> len(result.ratios), result.ratios["moons"].shape
    (9, (2,))
    """
    activations = (sigmoid, tanh)
    found = sweep(
        partial(_test_losses, n_seeds=n_seeds, epochs=epochs),
        grid(activation=activations, task=TASKS),
        executor=executor,
    ).results
    n_tasks = len(TASKS)
    return SigmoidOrTanh(
        dict(zip(TASKS, found[:n_tasks], strict=True)),
        dict(zip(TASKS, found[n_tasks:], strict=True)),
    )


def _data(task: str) -> Dataset:
    kind = task.split(",")[0]
    if kind == "digits":
        digits = datasets.digits()
        return digits.with_flipped_labels(0.2) if "wrong" in task else digits
    if kind == "spirals":
        return datasets.spirals(600)
    if kind == "moons":
        return datasets.moons(400, noise=0.15)
    if kind == "circles":
        return datasets.circles(400, noise=0.1)
    answers = Network(
        [10, 30, 5],
        activation=sigmoid if "sigmoid" in kind else tanh,
        initialisation=fixed_scale(1.0),
        seed=3,
    )

    def label(X: FloatArray) -> IntArray:
        scores = answers.forward(X)
        # less their means: the sigmoid's are not centred, and one class would take almost all
        return (scores - scores.mean(axis=1, keepdims=True)).argmax(axis=0)

    return datasets.teacher(label, 1000, n_in=10)


def _glorot_times_four(n_in: int, n_out: int) -> float:
    return 4 * glorot(n_in, n_out)  # what the sigmoid's slope of 1/4 at zero asks for


def _test_losses(activation: Activation, task: str, n_seeds: int, epochs: int) -> FloatArray:
    data = _data(task)
    training, rest = data.split(0.5)
    validation, test = rest.split(0.5)
    best = at_its_best(
        [len(data.X), *HIDDEN[task], data.n_classes],
        training,
        validation,
        activation=activation,
        initialisations=[glorot, _glorot_times_four],
        seeds=range(n_seeds),
        momentum=0.9,
        batch_size=50,
        epochs=epochs,
    )
    losses, _ = cross_entropy(best.networks.forward(test.X), test.y)
    return np.asarray(losses)
