"""Bumps against a network against the nearest of stored examples, with equally many numbers (C100).

Every contender may keep the same number of numbers after training. The count is generous to the
network's rivals: a bump costs its height alone and a grid costs nothing.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, TypeAlias

import numpy as np
import numpy.typing as npt

from neuronlib import datasets
from neuronlib.datasets import Dataset
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.experiments.tuning import tuned
from neuronlib.inputs import FloatArray, IntArray
from neuronlib.losses import cross_entropy, squared_error
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep

# X → what it says of each column: targets, shape (n_out, N), or labels, shape (N,)
Predictor: TypeAlias = Callable[[FloatArray], FloatArray | IntArray]

N_NUMBERS = 243  # that a contender may keep: three bumps along each of five axes
N_TRAINING = 500  # and as many again to choose by
LEARNING_RATES = (0.003, 0.01, 0.03, 0.1)  # of Adam
N_HANDFULS = 4  # of examples to store, of which the best is chosen: as many as rates
NOISE = 0.1  # standard deviation on the targets of the smooth functions, which have about 1
ROUGHNESS = 1.5  # of the smooth functions: standard deviation of their waves' frequencies


# The three contenders


def fit_bumps(data: Dataset, per_axis: int) -> Predictor:
    """Return bumps on a grid of boxes: in each, the mean target or the most frequent label.

    The grid spans the examples; a box without any gets the mean or the most frequent label of all.

    Examples
    --------
    >>> data = Dataset([[0.0, 1.0, 2.0, 9.0]], [[4.0, 6.0, 8.0, 1.0]])
    >>> fit_bumps(data, 2)(np.array([[0.5, 8.0]]))
    array([[6., 1.]])
    """
    low, high = data.X.min(axis=1, keepdims=True), data.X.max(axis=1, keepdims=True)
    shape = (per_axis,) * len(low)

    def box(X: FloatArray) -> IntArray:
        steps = np.floor((X - low) / (high - low) * per_axis).astype(np.intp)
        return np.ravel_multi_index(tuple(np.clip(steps, 0, per_axis - 1)), shape)

    is_regression = data.y.ndim == 2
    answers = data.y if is_regression else np.eye(data.n_classes)[:, data.y]
    boxes = box(data.X)
    sums = np.array([np.bincount(boxes, row, per_axis ** len(low)) for row in answers])
    counts = np.bincount(boxes, minlength=per_axis ** len(low))
    heights = np.where(
        counts > 0, sums / np.maximum(counts, 1), answers.mean(axis=1, keepdims=True)
    )
    values = heights if is_regression else heights.argmax(axis=0)
    return lambda X: values[..., box(X)]


def nearest(stored: Dataset) -> Predictor:
    """Return who says of a point what the nearest of the stored examples says.

    Examples
    --------
    >>> nearest(Dataset([[0.0, 1.0]], [4, 7]))(np.array([[0.2, 0.9, 5.0]]))
    array([4, 7, 7])
    """

    def predict(X: FloatArray) -> FloatArray | IntArray:
        # |x − s|² without the |x|², which is the same for every s
        distances = (stored.X**2).sum(axis=0)[:, None] - 2 * stored.X.T @ X
        return stored.y[..., distances.argmin(axis=0)]

    return predict


def network_sizes(n_in: int, n_out: int) -> list[int]:
    """Return the widest network of one hidden layer with at most as many parameters as allowed.

    Examples
    --------
    >>> network_sizes(2, 1)
    [2, 60, 1]
    """
    return [n_in, (N_NUMBERS - n_out) // (n_in + 1 + n_out), n_out]


# What they learn


def smooth_function(n_in: int, seed: int, n_waves: int = 200) -> Callable[[FloatArray], FloatArray]:
    """Return a random smooth function of X, shape (n_in, N): a sum of waves in all directions.

    References
    ----------
    Rahimi & Recht (2007): with many waves it is a draw from a Gaussian process.

    Examples
    --------
    >>> smooth_function(3, seed=0)(np.zeros((3, 5))).shape
    (5,)
    """
    generator = np.random.default_rng(seed)
    frequencies = ROUGHNESS * generator.standard_normal((n_waves, n_in))
    phases = generator.uniform(0, 2 * np.pi, (n_waves, 1))
    return lambda X: np.sqrt(2 / n_waves) * np.cos(frequencies @ X + phases).sum(axis=0)


def _smooth(n_in: int, seed: int) -> tuple[Dataset, Dataset, Dataset]:
    function = smooth_function(n_in, seed)
    examples = datasets.teacher(function, 2 * N_TRAINING, n_in=n_in, noise=NOISE, seed=seed)
    training, validation = examples.split(0.5, seed=seed)
    test = datasets.teacher(function, 1000, n_in=n_in, seed=seed + 1_000_000)  # without noise
    return training, validation, test


def _digits(n_in: int, seed: int) -> tuple[Dataset, Dataset, Dataset]:
    data = datasets.digits()
    training, rest = data.split(N_TRAINING / data.y.size, seed=seed)
    validation, test = rest.split(N_TRAINING / rest.y.size, seed=seed)
    mean, directions = _leading_directions(training.X, n_in)
    first, second, third = (
        Dataset(directions @ (part.X - mean), part.y) for part in (training, validation, test)
    )
    return first, second, third


def _leading_directions(X: FloatArray, n: int) -> tuple[FloatArray, FloatArray]:
    """Return the mean, and the n directions in which the columns of X differ most.

    Along the first of them they then have standard deviation 1.
    """
    mean = X.mean(axis=1, keepdims=True)
    left, sizes, _ = np.linalg.svd(X - mean, full_matrices=False)
    directions = left[:, :n].T
    # either sign would do, and libraries differ in it
    largest = np.take_along_axis(directions, np.abs(directions).argmax(axis=1)[:, None], axis=1)
    return mean, directions * np.sign(largest) * np.sqrt(X.shape[1]) / sizes[0]


TASKS = {"smooth functions": _smooth, "digits": _digits}


# The evidence


@dataclass(frozen=True, repr=False)
class Compactness(Evidence):
    """What each contender gets wrong with the same number of numbers.

    Parameters
    ----------
    n_inputs : tuple of int
    errors : dict
        By task and contender ("network", "bumps", "nearest example"): shape (n_inputs, S). For
        smooth functions the root mean square error over the standard deviation of the function; for
        digits the share of wrong labels.
    """

    n_inputs: tuple[int, ...]
    errors: dict[str, dict[str, FloatArray]]

    claim = "C100"
    rule: ClassVar[str] = (
        "the network does better in a setting if its median test error is at least 10 % below "
        "that of bumps and below that of the nearest stored example, with no more parameters; "
        "holds if it does in every setting, holds under conditions if in some, else contradicted"
    )

    def medians(self, contender: str) -> FloatArray:
        """Return the median error over the seeds in each setting, shape (tasks, n_inputs)."""
        return np.array([np.median(of[contender], axis=1) for of in self.errors.values()])

    @property
    def ratios(self) -> FloatArray:
        """The better rival's median error over the network's, shape (tasks, n_inputs)."""
        rivals = np.minimum(self.medians("bumps"), self.medians("nearest example"))
        return rivals / self.medians("network")

    @property
    def better(self) -> npt.NDArray[np.bool_]:
        """Where the network does better, shape (tasks, n_inputs)."""
        return self.ratios >= 1 / 0.9

    @property
    def measured(self) -> str:
        """In how many settings the network does better, and by how much at most."""
        return (
            f"the network does better in {self.better.sum()} of {self.better.size} settings; "
            f"the better rival errs up to {self.ratios.max():.1f} times as much"
        )

    @property
    def spread(self) -> str:
        """The ratio in each setting."""
        told = [
            f"{name} {', '.join(f'{ratio:.1f}' for ratio in ratios)}"
            for name, ratios in zip(self.errors, self.ratios, strict=True)
        ]
        n_seeds = next(iter(next(iter(self.errors.values())).values())).shape[1]
        inputs = ", ".join(map(str, self.n_inputs))
        return (
            f"better rival over network: {'; '.join(told)}, for {inputs} inputs; "
            f"medians over {n_seeds} seeds"
        )

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        if self.better.all():
            return Verdict.HOLDS
        some = self.better.any()
        return Verdict.HOLDS_UNDER_CONDITIONS if some else Verdict.CONTRADICTED


def compactness(
    *,
    n_seeds: int = 10,
    n_inputs: Sequence[int] = (1, 2, 5),
    epochs: int = 60,
    executor: Executor | None = None,
) -> Compactness:
    """Let bumps, a network and the nearest stored example learn the same with 243 numbers each.

    On smooth functions of the inputs, a new one for each seed, and on real digits, of which the
    inputs are the directions in which they differ most. Each contender has something to choose on
    the validation set: the bumps how many there are along each axis; the network, of one hidden
    layer of ReLUs, its learning rate; and who goes by the nearest example which of four random
    handfuls of training examples to store.

    Parameters
    ----------
    n_seeds : int
        Each with examples and first weights of its own.
    n_inputs : sequence of int
    epochs : int
        Of the network.
    executor : concurrent.futures.Executor, optional
        Where the settings are worked on.

    Examples
    --------
    >>> few = compactness(n_seeds=2, n_inputs=[2], epochs=20)
    >>> few.errors["digits"]["bumps"].shape
    (1, 2)
    """
    settings = grid(task=TASKS, n_in=n_inputs, seed=range(n_seeds))
    found = sweep(partial(_errors, epochs=epochs), settings, executor=executor, label="C100")
    by_setting = np.array(found.results).reshape(len(TASKS), len(n_inputs), n_seeds, -1)
    errors = {
        task: dict(zip(("network", "bumps", "nearest example"), np.moveaxis(of, 2, 0), strict=True))
        for task, of in zip(TASKS, by_setting, strict=True)
    }
    return Compactness(tuple(n_inputs), errors)


def _errors(task: str, n_in: int, seed: int, epochs: int) -> list[float]:
    """Return the test errors of the network, of bumps, and of the nearest stored example."""
    training, validation, test = TASKS[task](n_in, seed)
    rivals = [
        [fit_bumps(training, n) for n in range(1, N_NUMBERS + 1) if n**n_in <= N_NUMBERS],
        [nearest(stored) for stored in _handfuls(training, seed)],
    ]
    chosen = [min(each, key=lambda one: _error(one, validation)) for each in rivals]
    return [_error(one, test) for one in (_learned(training, validation, seed, epochs), *chosen)]


def _learned(training: Dataset, validation: Dataset, seed: int, epochs: int) -> Predictor:
    is_regression = training.y.ndim == 2
    n_out = training.y.shape[0] if is_regression else training.n_classes
    found = tuned(
        network_sizes(training.X.shape[0], n_out),
        training,
        validation,
        seeds=[seed],
        learning_rates=LEARNING_RATES,
        loss=squared_error if is_regression else cross_entropy,
        network_options={"dtype": np.float64},
        optimiser="adam",
        batch_size=25,
        epochs=epochs,
        seed=seed,
    )
    network: Network = found.networks.member(0)
    return network.forward if is_regression else network.predict


def _handfuls(data: Dataset, seed: int) -> list[Dataset]:
    """Return four sets of as many examples as may be stored; inputs and answers count alike."""
    n_stored = N_NUMBERS // (data.X.shape[0] + 1)
    generator = np.random.default_rng(seed)
    return [data.split(n_stored / data.X.shape[1], seed=generator)[0] for _ in range(N_HANDFULS)]


def _error(predict: Predictor, data: Dataset) -> float:
    """Return the relative root mean square error, or the share of wrong labels."""
    given = predict(data.X)
    if data.y.ndim == 1:
        return float((given != data.y).mean())
    return float(np.sqrt(np.mean((given - data.y) ** 2)) / data.y.std())
