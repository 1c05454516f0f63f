"""Small networks that could do it, and whether gradient descent gets them there (C114).

The answers come from a network of three units, so three units of the same kind are enough to learn
them without any error. Where training fails, it is not for want of capacity.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.activations import relu, tanh
from neuronlib.datasets import Dataset
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.experiments.number_and_size.percentages import percent_range
from neuronlib.experiments.tuning import tuned
from neuronlib.inputs import FloatArray
from neuronlib.losses import squared_error
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep

TEACHER_UNITS = 3
LEARNING_RATES = (0.03, 0.1, 0.3)
LEARNT = 0.01  # share of the targets' variance that may be left
STEEPNESS = 2.0  # standard deviation of the teacher's sums: near 0 a tanh is almost a line
KINDS = {
    f"{inputs}, {activation.name}": (inputs, activation)
    for activation in (relu, tanh)
    for inputs in ("plane", "digits")
}


@dataclass(frozen=True, repr=False)
class HardToTrain(Evidence):
    """How many starts learn what a network of three units teaches.

    Parameters
    ----------
    widths : tuple of int
        Numbers of units of the students, the teacher's number first.
    learnt : dict
        By kind of inputs and units: share of the starts that end with at most 1 % of the variance
        unexplained, shape (n_teachers, n_widths).
    updates : dict
        By kind: updates until then, shape (n_teachers, n_widths), the median over the
        starts; infinite where half of them never get there.
    n_seeds : int
        Starts for each.
    """

    widths: tuple[int, ...]
    learnt: dict[str, FloatArray]
    updates: dict[str, FloatArray]
    n_seeds: int

    claim = "C114"
    rule: ClassVar[str] = (
        "small networks of a kind are harder to train if the mean share of starts that learn their "
        "task is smaller for 3 units, which would suffice, than for the largest size, by at least "
        "25 points; holds if so for every kind of inputs and units, holds under conditions if for "
        "some; contradicted if 3 units succeed at least as often in all; else not seen here"
    )

    def shares(self, kind: str) -> FloatArray:
        """Return the mean share over the teachers, for each size."""
        return np.asarray(self.learnt[kind].mean(axis=0))

    @property
    def measured(self) -> str:
        """Shares for each size."""
        told = [
            f"{' → '.join(f'{100 * share:.0f}' for share in self.shares(kind))} % ({kind})"
            for kind in self.learnt
        ]
        sizes = ", ".join(map(str, self.widths))
        return f"starts that learn what 3 units teach, with {sizes} units: {'; '.join(told)}"

    @property
    def spread(self) -> str:
        """Range over the teachers, for the smallest size."""
        told = [f"{percent_range(learnt[:, 0])} ({kind})" for kind, learnt in self.learnt.items()]
        (n_teachers,) = {len(learnt) for learnt in self.learnt.values()}
        return f"3 units: {', '.join(told)} over {n_teachers} teachers, {self.n_seeds} starts each"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        gains = [self.shares(kind)[-1] - self.shares(kind)[0] for kind in self.learnt]
        harder = [gain > 0.25 - 1e-9 for gain in gains]  # shares are sums of tenths
        if any(harder):
            return Verdict.HOLDS if all(harder) else Verdict.HOLDS_UNDER_CONDITIONS
        return Verdict.CONTRADICTED if all(gain <= 0 for gain in gains) else Verdict.NOT_SEEN


def hard_to_train(
    *,
    n_teachers: int = 4,
    n_seeds: int = 10,
    widths: Sequence[int] = (3, 4, 6, 12),
    epochs: int = 800,
    executor: Executor | None = None,
) -> HardToTrain:
    """Let students of several sizes learn from teachers of three units, ReLU or tanh like them.

    100 points of the plane, or 200 real digits, with the teacher's answers as targets. Full-batch
    gradient descent with momentum 0.9; each size and teacher with the learning rate that is best
    on as many other examples.

    Examples
    --------
    >>> result = hard_to_train(n_teachers=2, n_seeds=2, widths=(3, 4), epochs=10)
    >>> result.learnt["plane, ReLU"].shape, result.updates["digits, tanh"].shape
    ((2, 2), (2, 2))
    """
    settings = grid(kind=KINDS, seed=range(n_teachers), width=widths)
    task = partial(_success, n_seeds=n_seeds, epochs=epochs)
    found = np.array(sweep(task, settings, executor=executor, label="C114").results)
    learnt, updates = found.reshape(len(KINDS), n_teachers, len(widths), 2).transpose(3, 0, 1, 2)
    return HardToTrain(
        tuple(widths),
        dict(zip(KINDS, learnt, strict=True)),
        dict(zip(KINDS, updates, strict=True)),
        n_seeds,
    )


def taught(kind: str, seed: int) -> tuple[Dataset, Dataset]:
    """Return a training and a validation set with the answers of a teacher, of variance 1.

    Examples
    --------
    >>> taught("digits, tanh", 0)[0]
    Dataset(200 examples, 64 inputs, 1 output)
    """
    inputs, activation = KINDS[kind]
    generator = np.random.default_rng(seed)
    if inputs == "plane":
        X = generator.uniform(-1, 1, (2, 200)).astype(np.float32)
    else:
        images, _ = datasets.digits().split(400 / 1797, seed=generator)
        X = images.X - images.X.mean(axis=1, keepdims=True)
    teacher = Network([len(X), TEACHER_UNITS, 1], activation=activation, seed=generator)
    hidden = teacher.layers[0]
    hidden.weights[...] *= STEEPNESS / hidden.pre_activations(X).std()
    # biases too, so that its lines do not all pass through the origin
    hidden.biases[...] = STEEPNESS / 2 * generator.standard_normal((TEACHER_UNITS, 1))
    targets = teacher.forward(X)
    return Dataset(X, (targets - targets.mean()) / targets.std()).split(0.5, seed=generator)


def _success(kind: str, seed: int, width: int, n_seeds: int, epochs: int) -> tuple[float, float]:
    """Return the share of starts that learn the task, and the median number of updates to it."""
    training, validation = taught(kind, seed)
    student = tuned(
        [len(training.X), width, 1],
        training,
        validation,
        seeds=range(n_seeds),
        learning_rates=LEARNING_RATES,
        loss=squared_error,
        network_options={"activation": KINDS[kind][1], "dtype": np.float64},
        momentum=0.9,
        epochs=epochs,
    )
    # the loss is half the squared distance, and the targets have variance 1
    enough = 2 * student.losses <= LEARNT
    first = np.where(enough.any(axis=0), enough.argmax(axis=0), np.inf)
    return float(enough[-1].mean()), float(np.median(first))
