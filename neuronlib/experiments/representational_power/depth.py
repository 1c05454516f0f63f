"""Two to six layers with about 1000 parameters each: what they learn (C101 to C103).

And a function that depth can write down with few parameters while two layers cannot: a sawtooth.
As everywhere, N layers are N − 1 hidden ones and the output.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from neuronlib import datasets
from neuronlib.datasets import Dataset
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.experiments.tuning import tuned
from neuronlib.inputs import FloatArray, IntArray, as_count
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep

# The sawtooth


def sawtooth(x: npt.ArrayLike, n_folds: int) -> FloatArray:
    """Return the tent map applied n times to x in [0, 1]: 2ⁿ⁻¹ teeth from 0 to 1 and back.

    References
    ----------
    Telgarsky (2016).

    Examples
    --------
    >>> sawtooth([0.0, 0.25, 0.5, 0.75, 1.0], n_folds=2)
    array([0., 1., 0., 1., 0.])
    """
    y: FloatArray = np.asarray(x, dtype=np.float64)
    for _ in range(n_folds):
        y = 1 - np.abs(2 * y - 1)
    return y


def sawtooth_network(n_folds: int) -> Network:
    """Return the network that is this sawtooth on [0, 1]: a layer of two ReLUs for every fold.

    The tent is 2 ReLU(x) − 4 ReLU(x − ½). It has 6 n + 1 parameters for 2ⁿ pieces.

    Examples
    --------
    >>> sawtooth_network(3)
    Network(1 input → 2 ReLU → 2 ReLU → 2 ReLU → 1 score; 12 weights + 7 biases = 19 parameters)
    >>> sawtooth_network(2).forward([[0.0, 0.25, 0.5, 0.75, 1.0]])
    array([[0., 1., 0., 1., 0.]])
    """
    sizes = [1, *[2] * as_count(n_folds, "n_folds"), 1]
    network = Network(sizes, dtype=np.float64)
    first, *between, output = network.layers
    first.weights[...] = 1
    for layer in (*between, output):
        layer.weights[...] = [2, -4]
    for layer in (first, *between):
        layer.biases[...] = [[0.0], [-0.5]]
    return network


def least_error_of_two_layers(n_folds: int, n_neurons: int) -> float:
    """Return a bound: how much of the sawtooth two layers get wrong, whatever their weights.

    Wrong is being above ½ where the sawtooth is below, or the other way round. Between 0 and 1 the
    sawtooth crosses ½ once in each of 2ⁿ pieces. A network of h ReLUs has at most h + 1 linear
    pieces, so it crosses ½ at most h + 1 times. Of the 2ⁿ⁻¹ − 1 pairs of neighbouring teeth and
    gaps at least 2ⁿ⁻¹ − 1 − (h + 1) are not told apart, and half of such a pair is wrong.

    Returns
    -------
    float
        ½ − (h + 2) / 2ⁿ, or 0 if that is negative.

    References
    ----------
    Telgarsky (2016), whose argument this follows.

    Examples
    --------
    >>> least_error_of_two_layers(5, 6)
    0.25
    """
    return max(0.0, 0.5 - (n_neurons + 2) / 2**n_folds)


# Networks of equal size


def width_for(n_in: int, n_out: int, n_layers: int, n_parameters: int) -> int:
    """Return the width of the hidden layers that comes nearest to a number of parameters.

    Raises
    ------
    ValueError
        If there are fewer than two layers: without a hidden one there is no width to choose.

    Examples
    --------
    >>> width_for(64, 10, n_layers=2, n_parameters=1000)
    13
    """
    if as_count(n_layers, "n_layers") < 2:
        raise ValueError(f"n_layers: got {n_layers}, expected 2 or more")

    def missed_by(width: int) -> int:
        n_hidden = n_layers - 1
        count = (n_in + 1) * width + (n_hidden - 1) * (width + 1) * width + (width + 1) * n_out
        return abs(count - n_parameters)

    return min(range(1, n_parameters + 1), key=missed_by)


def _is_high(X: FloatArray) -> IntArray:
    return (sawtooth((X[0] + 1) / 2, N_FOLDS) > 0.5).astype(np.intp)


N_FOLDS = 3
N_EXAMPLES = 1200  # of the synthetic tasks; a third each for training, validation and test


def _digits(seed: int) -> Dataset:
    return datasets.digits()


def _spirals(seed: int) -> Dataset:
    return datasets.spirals(N_EXAMPLES, seed=seed)


def _tight_spirals(seed: int) -> Dataset:
    return datasets.spirals(N_EXAMPLES, turns=1.5, seed=seed)


def _sawtooth(seed: int) -> Dataset:
    return datasets.teacher(_is_high, N_EXAMPLES, seed=seed)


TASKS: dict[str, Callable[[int], Dataset]] = {
    "three spirals": _spirals,
    "tight spirals": _tight_spirals,
    "sawtooth": _sawtooth,
    "digits": _digits,
}
N_PARAMETERS = 1000
LAYERS = (2, 3, 4, 5, 6)
LEARNING_RATES = (0.001, 0.003, 0.01, 0.03)  # of Adam
RARELY = 0.1  # share of the pairs of a task and a depth


# The evidence


@dataclass(frozen=True, repr=False)
class _ByDepth(Evidence):
    """Test errors of networks that differ in depth.

    Parameters
    ----------
    layers : tuple of int
    errors : dict
        By task: share of wrong labels on the test set, shape (n_layers, S), paired seeds.
    """

    layers: tuple[int, ...]
    errors: Mapping[str, FloatArray]

    def ratio(self, task: str, n_layers: int, other: int) -> float:
        """Return the mean error with so many layers over that with another number of them."""
        of, of_other = self._of(task, n_layers), self._of(task, other)
        return float(of.mean() / of_other.mean())

    def is_better(self, task: str, n_layers: int, than: int, *, by: float = 0.1) -> bool:
        """Tell whether the mean error is lower by this share, and lower for two thirds of seeds.

        Of the seeds with equal errors half count.
        """
        gain = self._of(task, than) - self._of(task, n_layers)
        wins = np.mean(gain > 0) + np.mean(gain == 0) / 2
        return bool(self.ratio(task, n_layers, than) <= 1 - by and wins >= 2 / 3)

    def _of(self, task: str, n_layers: int) -> FloatArray:
        return self.errors[task][self.layers.index(n_layers)]

    @property
    def _n_seeds(self) -> int:
        return next(iter(self.errors.values())).shape[1]


@dataclass(frozen=True, repr=False)
class DeeperCanBeBetter(_ByDepth):
    """Whether depth helps anywhere, and whether two layers could do the same.

    Parameters
    ----------
    n_folds : int
        Of the sawtooth that is written down, not learned.
    n_parameters : tuple of int
        Of the deep network that is this sawtooth, and of two layers.
    error_of_deep, least_error : float
        Of the deep network, as measured; and that which no network of two layers can be below.
    """

    n_folds: int
    n_parameters: tuple[int, int]
    error_of_deep: float
    least_error: float

    claim = "C101"
    rule: ClassVar[str] = (
        "better is a mean test error at least 10 % lower that is lower for two thirds of the "
        "paired seeds; contradicted if two layers are better than three to six on every task, not "
        "seen here if some depth is better than two layers on no task; else holds if two layers "
        "with as many parameters could do what a deep network does on a sawtooth, and holds under "
        "conditions if they could not"
    )

    @property
    def tasks_gained(self) -> list[str]:
        """Tasks on which some network of more than two layers is better."""
        deeper = self.layers[1:]
        return [task for task in self.errors if any(self.is_better(task, n, 2) for n in deeper)]

    @property
    def measured(self) -> str:
        """On how many tasks depth helps, and what it can do that two layers cannot."""
        deep, flat = self.n_parameters
        return (
            f"deeper is better on {len(self.tasks_gained)} of {len(self.errors)} tasks; a sawtooth "
            f"of {2**self.n_folds} pieces takes {deep} parameters in depth, and any two layers of "
            f"{flat} err on {100 * self.least_error:.0f} % of it or more"
        )

    @property
    def spread(self) -> str:
        """The best depth's error over that of two layers, for each task."""
        told = [
            f"{task} {min(self.ratio(task, n, 2) for n in self.layers[1:]):.1f}"
            for task in self.errors
        ]
        return (
            f"mean error of the best depth over that of two layers: {', '.join(told)}; "
            f"{self._n_seeds} seeds each"
        )

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        deeper = self.layers[1:]
        if all(self.is_better(task, 2, n) for task in self.errors for n in deeper):
            return Verdict.CONTRADICTED
        if not self.tasks_gained:
            return Verdict.NOT_SEEN
        could = self.least_error <= self.error_of_deep
        return Verdict.HOLDS if could else Verdict.HOLDS_UNDER_CONDITIONS


@dataclass(frozen=True, repr=False)
class ThreeAgainstTwo(_ByDepth):
    """Whether three layers often do better than two."""

    claim = "C102"
    rule: ClassVar[str] = (
        "better is a mean test error at least 10 % lower that is lower for two thirds of the "
        "paired seeds; often is on half of the tasks or more; holds if three layers are better "
        "often and two on no task, holds under conditions if three are better on some task, else "
        "contradicted if two are, and not seen here if neither is"
    )

    @property
    def wins(self) -> tuple[list[str], list[str]]:
        """Tasks on which three layers are better, and on which two are."""
        return (
            [task for task in self.errors if self.is_better(task, 3, 2)],
            [task for task in self.errors if self.is_better(task, 2, 3)],
        )

    @property
    def measured(self) -> str:
        """On how many tasks which is better."""
        three, two = self.wins
        return (
            f"three layers are better on {len(three)} of {len(self.errors)} tasks "
            f"({', '.join(three) or 'none'}), two on {len(two)} ({', '.join(two) or 'none'})"
        )

    @property
    def spread(self) -> str:
        """The ratio of the errors for each task."""
        told = [f"{task} {self.ratio(task, 3, 2):.1f}" for task in self.errors]
        return f"mean error of three over two: {', '.join(told)}; {self._n_seeds} seeds each"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        three, two = self.wins
        if 2 * len(three) >= len(self.errors) and not two:
            return Verdict.HOLDS
        if three:
            return Verdict.HOLDS_UNDER_CONDITIONS
        return Verdict.CONTRADICTED if two else Verdict.NOT_SEEN


@dataclass(frozen=True, repr=False)
class MoreThanThree(_ByDepth):
    """Whether four to six layers rarely help much more than three."""

    claim = "C103"
    rule: ClassVar[str] = (
        "much more is a mean test error at least a third below that of three layers that is lower "
        "for two thirds of the paired seeds; rarely is in at most a tenth of all pairs of a task "
        "and a number of layers from four to six; holds then, holds under conditions if on some "
        "task none of these numbers helps much, else contradicted"
    )

    @property
    def pairs(self) -> list[tuple[str, int]]:
        """Tasks and numbers of layers above three."""
        return [(task, n) for task in self.errors for n in self.layers if n > 3]

    @property
    def gains(self) -> list[tuple[str, int]]:
        """Those of them that help much."""
        return [(task, n) for task, n in self.pairs if self.is_better(task, n, 3, by=1 / 3)]

    @property
    def measured(self) -> str:
        """In how many pairs, and on which tasks, more layers help much."""
        tasks = dict.fromkeys(task for task, _ in self.gains)
        return (
            f"four to six layers help much in {len(self.gains)} of {len(self.pairs)} pairs of "
            f"task and depth ({', '.join(tasks) or 'none'})"
        )

    @property
    def spread(self) -> str:
        """The best of these depths' error over that of three layers, for each task."""
        deeper = [n for n in self.layers if n > 3]
        told = [f"{task} {min(self.ratio(task, n, 3) for n in deeper):.1f}" for task in self.errors]
        return (
            f"mean error of the best of four to six over that of three: {', '.join(told)}; "
            f"{self._n_seeds} seeds each"
        )

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        if len(self.gains) <= RARELY * len(self.pairs):
            return Verdict.HOLDS
        on_every_task = {task for task, _ in self.gains} == set(self.errors)
        return Verdict.CONTRADICTED if on_every_task else Verdict.HOLDS_UNDER_CONDITIONS


@dataclass(frozen=True)
class Depths:
    """What the same number of parameters learns in two to six layers.

    Parameters
    ----------
    layers : tuple of int
    errors : dict
        By task: share of wrong labels on the test set, shape (n_layers, S), paired seeds.
    n_parameters : dict
        By task: of the networks, for each number of layers.
    """

    layers: tuple[int, ...]
    errors: Mapping[str, FloatArray]
    n_parameters: Mapping[str, tuple[int, ...]]

    def percent(self, task: str, n_layers: int) -> int:
        """Return the mean test error in whole percent."""
        return round(100 * float(self.errors[task][self.layers.index(n_layers)].mean()))

    def for_c101(self, n_folds: int = 10) -> DeeperCanBeBetter:
        """Return what this, and a sawtooth that is written down, say of depth."""
        deep = sawtooth_network(n_folds)
        flat = Network([1, (deep.n_parameters - 1) // 3, 1])  # 3 h + 1 parameters
        # the middles of equal pieces, none of which lies where the sawtooth is ½
        x = (np.arange(2 ** (n_folds + 3)) + 0.5) / 2 ** (n_folds + 3)
        wrong = (deep.forward(x[None])[0] > 0.5) != (sawtooth(x, n_folds) > 0.5)
        return DeeperCanBeBetter(
            self.layers,
            self.errors,
            n_folds,
            (deep.n_parameters, flat.n_parameters),
            float(wrong.mean()),
            least_error_of_two_layers(n_folds, flat.sizes[1]),
        )

    def for_c102(self) -> ThreeAgainstTwo:
        """Return what this says of three layers against two."""
        return ThreeAgainstTwo(self.layers, self.errors)

    def for_c103(self) -> MoreThanThree:
        """Return what this says of four to six layers."""
        return MoreThanThree(self.layers, self.errors)


def depths(
    *,
    n_draws: int = 3,
    n_seeds: int = 4,
    tasks: Sequence[str] = tuple(TASKS),
    epochs: int = 60,
    executor: Executor | None = None,
) -> Depths:
    """Train networks of two to six layers of ReLUs with about 1000 parameters each.

    By Adam in batches of 25, with the learning rate that does best on the validation set, out of
    four, for each task, number of layers and draw.

    Parameters
    ----------
    n_draws : int
        Of the examples, or of who comes into which third of the digits.
    n_seeds : int
        First weights for each draw.
    tasks : sequence of str
        Out of `TASKS`.
    epochs : int
    executor : concurrent.futures.Executor, optional
        Where the tasks, layers and draws are worked on.

    Examples
    --------
    >>> few = depths(n_draws=1, n_seeds=2, tasks=["digits"], epochs=3)
    >>> few.errors["digits"].shape, few.n_parameters["digits"]
    ((5, 2), (985, 967, 980, 955, 1045))
    """
    settings = grid(task=tasks, n_layers=LAYERS, draw=range(n_draws))
    learn = partial(_learn, n_seeds=n_seeds, epochs=epochs)
    found = sweep(learn, settings, executor=executor, label="depths")
    errors = np.array([errors for errors, _ in found.results])
    counts = [n_parameters for _, n_parameters in found.results][::n_draws]
    shape = len(tasks), len(LAYERS)
    return Depths(
        LAYERS,
        dict(zip(tasks, errors.reshape(*shape, -1), strict=True)),
        dict(zip(tasks, map(tuple, np.reshape(counts, shape).tolist()), strict=True)),
    )


def _learn(
    task: str, n_layers: int, draw: int, n_seeds: int, epochs: int
) -> tuple[FloatArray, int]:
    """Return the test errors, shape (n_seeds,), and the number of parameters."""
    data = TASKS[task](draw)
    training, rest = data.split(1 / 3, seed=draw)
    validation, test = rest.split(0.5, seed=draw)
    n_in, n_out = data.X.shape[0], data.n_classes if data.n_classes > 2 else 1
    width = width_for(n_in, n_out, n_layers, N_PARAMETERS)
    found = tuned(
        [n_in, *[width] * (n_layers - 1), n_out],
        training,
        validation,
        seeds=range(draw * n_seeds, (draw + 1) * n_seeds),
        learning_rates=LEARNING_RATES,
        network_options={"dtype": np.float64},
        optimiser="adam",
        batch_size=25,
        epochs=epochs,
        seed=draw,
    )
    accuracy = found.networks.accuracy(test.X, test.y)
    return 1 - np.asarray(accuracy), found.networks.n_parameters


def depths_by_claim(
    *, n_draws: int, n_seeds: int, executor: Executor | None = None
) -> dict[str, Evidence]:
    """Return the evidence on the three claims, from one set of networks."""
    result = depths(n_draws=n_draws, n_seeds=n_seeds, executor=executor)
    return {"C101": result.for_c101(), "C102": result.for_c102(), "C103": result.for_c103()}
