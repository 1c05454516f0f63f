"""What the size of the first weights does to a network of sigmoids (C45), centred or not (C50)."""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.activations import Activation, sigmoid, tanh
from neuronlib.datasets import Dataset
from neuronlib.diagnostics import saturated_units
from neuronlib.experiments.activation_functions.contenders import at_its_best
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.initialisation import fixed_scale
from neuronlib.inputs import BoolArray, FloatArray
from neuronlib.network import Network
from neuronlib.sweeps import sweep

TASKS = ("digits", "teacher")
SCALES = (0.1, 0.3, 1.0, 3.0, 10.0)
SMALL, LARGE = 0.3, (3.0, 10.0)  # for C50
HIDDEN = (50, 50, 50)
BATCH_SIZE, EPOCHS = 30, 60
N_TRAINING = 300
CHANCE = float(np.log(10))  # loss of whoever gives all ten classes the same probability


def _less_a_half(z: FloatArray) -> FloatArray:
    return sigmoid.function(z) - z.dtype.type(0.5)


# the same slope at every z, so that nothing but the centre differs
centred_sigmoid = Activation(
    "centred sigmoid", "σ − ½", "σ(z) − 1/2", (-0.5, 0.5), _less_a_half, sigmoid.slope
)

Setting = tuple[str, str, float]  # task, activation's name, scale


@dataclass(frozen=True, repr=False)
class TooLarge(Evidence):
    """How sigmoid networks start and how they learn, by the scale of their first weights.

    Parameters
    ----------
    scales : tuple of float
        Standard deviation of the first weights.
    saturated, gradients : dict
        By task, shape (scales, S): at what share of unit and example pairs a unit is saturated, and
        the norm of the gradient, both at the start.
    losses : dict
        By task, shape (scales, S): training loss at the end.
    accuracy : dict
        By task, shape (scales, S), on examples not trained on.
    steps : int
        Updates until then.
    """

    scales: tuple[float, ...]
    saturated: dict[str, FloatArray]
    gradients: dict[str, FloatArray]
    losses: dict[str, FloatArray]
    accuracy: dict[str, FloatArray]
    steps: int

    claim = "C45"
    rule: ClassVar[str] = (
        "learned is by how much the training loss has fallen below chance; hardly is less than a "
        "tenth of what the best scale has learned; holds if networks hardly learn at every scale "
        "that saturates more than half at the start, holds under conditions if at some, else "
        "contradicted; medians, both tasks"
    )

    def learned(self, task: str) -> FloatArray:
        """Return the share of the loss of chance that is gone, shape (scales,)."""
        return np.maximum(0, 1 - np.median(self.losses[task], axis=1) / CHANCE)

    def saturating(self, task: str) -> BoolArray:
        """Tell which scales saturate more than half, shape (scales,)."""
        return np.median(self.saturated[task], axis=1) > 0.5

    def hardly(self, task: str) -> BoolArray:
        """Tell at which scales networks hardly learn, shape (scales,)."""
        learned = self.learned(task)
        return learned < learned.max() / 10

    def percent_right(self, task: str, scale: float, *, nearest: int) -> int:
        """Return the median accuracy on new examples in percent, to the nearest multiple."""
        share = np.median(self.accuracy[task][self.scales.index(scale)])
        return nearest * round(100 * float(share) / nearest)

    @property
    def measured(self) -> str:
        """What is learned at the best scale, and at those that saturate more than half.

        In words: from weights this large training is chaotic, and digits would differ from one
        machine to the next.
        """
        return "; ".join(self._of_a_task(task) for task in self.losses)

    def _of_a_task(self, task: str) -> str:
        learned = self.learned(task)
        each = [
            f"{_in_words(learned[k])} at {self.scales[k]:g}"
            for k in np.flatnonzero(self.saturating(task))
        ]
        return f"{task}: learned {_in_words(learned.max())} at the best scale, {', '.join(each)}"

    @property
    def spread(self) -> str:
        """How far the quartiles of the loss are from its median, at most, to half a nat."""
        widest = 0.0
        for task, losses in self.losses.items():
            quartiles = np.quantile(losses[self.saturating(task)], [0.25, 0.5, 0.75], axis=1)
            widest = max(widest, float(np.diff(quartiles, axis=0).max(initial=0)))
        n_seeds = next(iter(self.losses.values())).shape[1]
        within = np.ceil(2 * widest) / 2
        return f"quartiles of the loss within {within:.1f} of the median over {n_seeds} seeds"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        hardly = np.concatenate([self.hardly(task)[self.saturating(task)] for task in self.losses])
        if hardly.size and hardly.all():
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if hardly.any() else Verdict.CONTRADICTED


@dataclass(frozen=True, repr=False)
class Centring(Evidence):
    """Updates until the loss has fallen to half of chance, centred or not, by initial scale.

    Parameters
    ----------
    scales : tuple of float
        The small one, then the large ones.
    centred, plain : dict
        By task, shape (scales, S), for σ − ½ and for σ; infinite where it never happened.
    steps : int
        Updates at most.
    """

    scales: tuple[float, ...]
    centred: dict[str, FloatArray]
    plain: dict[str, FloatArray]
    steps: int

    claim = "C50"
    rule: ClassVar[str] = (
        "harm is the ratio of median updates until the training loss is half of chance: σ over "
        "σ − ½ at the small scale, or large over small scale with σ − ½; saturation is worse where "
        "its harm is at least twice that of not centring; holds if so at every large scale on both "
        "tasks, holds under conditions if in some of these cases, else contradicted"
    )

    def harm_of_not_centring(self, task: str) -> float:
        """Return by what factor updates grow if outputs are not centred."""
        return float(np.median(self.plain[task][0]) / np.median(self.centred[task][0]))

    def harm_of_saturation(self, task: str) -> FloatArray:
        """Return by what factor they grow at each large scale; infinite if it never happens."""
        small, *large = np.median(self.centred[task], axis=1)
        return np.array(large) / small

    def worse(self, task: str) -> BoolArray:
        """Tell at which large scales saturation is worse than not centring."""
        return self.harm_of_saturation(task) >= 2 * self.harm_of_not_centring(task)

    @property
    def measured(self) -> str:
        """The harms on each task."""
        return "; ".join(self._of_a_task(task) for task in self.centred)

    def _of_a_task(self, task: str) -> str:
        # in words where training is chaotic, as for C45
        saturation = [
            f"{'worse' if worse else 'no worse'} at scale {scale:g}"
            for scale, worse in zip(self.scales[1:], self.worse(task), strict=True)
        ]
        centring = f"not centred × {self.harm_of_not_centring(task):.1f}"
        return f"{task}: {centring}, saturated {', '.join(saturation)}"

    @property
    def spread(self) -> str:
        """Middle half of the paired ratios σ over σ − ½."""
        ranges = []
        for task in self.centred:
            low, high = np.quantile(self.plain[task][0] / self.centred[task][0], [0.25, 0.75])
            ranges.append(f"{task} {low:.1f}–{high:.1f}")
        n_seeds = next(iter(self.centred.values())).shape[1]
        return f"not centred: middle half of the ratios {', '.join(ranges)} over {n_seeds} seeds"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        worse = np.concatenate([self.worse(task) for task in self.plain])
        if worse.all():
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if worse.any() else Verdict.CONTRADICTED


def _in_words(learned: float) -> str:
    return "little" if learned < 0.3 else "some" if learned < 0.75 else "most"


@dataclass(frozen=True)
class FirstWeights:
    """What the sweep over first weights found: one measurement, two claims.

    Parameters
    ----------
    losses : dict
        By (task, activation's name, scale): shape (epochs, S).
    accuracy : dict
        Likewise, shape (S,).
    saturated, gradients : dict
        Likewise, at the start.
    """

    losses: dict[Setting, FloatArray]
    accuracy: dict[Setting, FloatArray]
    saturated: dict[Setting, FloatArray]
    gradients: dict[Setting, FloatArray]

    @property
    def epochs(self) -> int:
        """Passes over the examples, ten updates each."""
        return len(next(iter(self.losses.values())))

    def for_c45(self) -> TooLarge:
        """Return what the sigmoid's own runs say of too large weights."""

        def by_task(measurements: dict[Setting, FloatArray]) -> dict[str, FloatArray]:
            return {
                task: np.array([measurements[task, sigmoid.name, scale] for scale in SCALES])
                for task in TASKS
            }

        final = {  # who diverged has learned nothing
            setting: np.where(np.isfinite(losses[-1]), losses[-1], np.inf)
            for setting, losses in self.losses.items()
        }
        return TooLarge(
            SCALES,
            by_task(self.saturated),
            by_task(self.gradients),
            by_task(final),
            by_task(self.accuracy),
            self.epochs * _steps_per_epoch(),
        )

    def for_c50(self) -> Centring:
        """Return what centred and plain sigmoids say of centring."""

        def updates(activation: Activation) -> dict[str, FloatArray]:
            found = {}
            for task in TASKS:
                losses = np.array(
                    [self.losses[task, activation.name, scale] for scale in (SMALL, *LARGE)]
                )
                there = losses < CHANCE / 2
                epochs = np.where(there.any(1), there.argmax(1) + 1.0, np.inf)
                found[task] = epochs * _steps_per_epoch()
            return found

        most = self.epochs * _steps_per_epoch()
        return Centring((SMALL, *LARGE), updates(centred_sigmoid), updates(sigmoid), most)


def first_weights(
    *, n_seeds: int = 10, epochs: int = EPOCHS, executor: Executor | None = None
) -> FirstWeights:
    """Train networks with three hidden layers of 50 from first weights of several scales.

    The tasks are real digits and a teacher: a tanh network with 20 inputs that names ten classes.
    300 examples, minibatches of 30, momentum 0.9; the learning rate is chosen for each scale and
    activation on a validation set. The settings are worked on by the executor, if one is given.

    Examples
    --------
    >>> found = first_weights(n_seeds=2, epochs=1)
    >>> found.for_c45().accuracy["digits"].shape, found.for_c50().scales
    ((5, 2), (0.3, 3.0, 10.0))
    """
    settings = [
        {"task": task, "activation": activation, "scale": scale}
        for task in TASKS
        for activation, scales in ((sigmoid, SCALES), (centred_sigmoid, (SMALL, *LARGE)))
        for scale in scales
    ]
    done = sweep(partial(_trained, n_seeds=n_seeds, epochs=epochs), settings, executor=executor)
    names = [(one["task"], one["activation"].name, one["scale"]) for one in done.settings]
    columns = (dict(zip(names, each, strict=True)) for each in zip(*done.results, strict=True))
    return FirstWeights(*columns)


def first_weights_by_claim(
    *, n_seeds: int = 10, executor: Executor | None = None
) -> dict[str, Evidence]:
    """Return what `first_weights` says of C45 and of C50."""
    found = first_weights(n_seeds=n_seeds, executor=executor)
    return {"C45": found.for_c45(), "C50": found.for_c50()}


def task_data(task: str) -> tuple[Dataset, Dataset, Dataset]:
    """Return the training, validation and test set of a task.

    Examples
    --------
    >>> task_data("digits")[0]
    Dataset(300 examples, 64 inputs, 10 classes)
    """
    if task == "digits":
        data = datasets.digits()
    else:
        answers = Network([20, 30, 10], activation=tanh, initialisation=fixed_scale(1.0), seed=1)
        data = datasets.teacher(answers.predict, 1500, n_in=20)
    training, rest = data.split(N_TRAINING / data.y.size)
    return training, *rest.split(0.5)


def _steps_per_epoch() -> int:
    return N_TRAINING // BATCH_SIZE


def _trained(
    task: str, activation: Activation, scale: float, n_seeds: int, epochs: int
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    training, validation, test = task_data(task)
    sizes = [len(training.X), *HIDDEN, 10]
    rule = fixed_scale(scale)
    start = Network.stack(sizes, seeds=range(n_seeds), activation=activation, initialisation=rule)
    saturated = np.mean([each.mean(-1) for each in saturated_units(start, training.X)], axis=0)
    _, gradient = start.loss_and_gradient(training.X, training.y)
    best = at_its_best(
        sizes,
        training,
        validation,
        activation=activation,
        initialisations=[rule],
        seeds=range(n_seeds),
        momentum=0.9,
        batch_size=BATCH_SIZE,
        epochs=epochs,
    )
    accuracy = best.networks.accuracy(test.X, test.y)
    return best.losses, np.asarray(accuracy), saturated, np.linalg.norm(gradient, axis=-1)
