"""How far the final losses of equal networks lie apart if only the start differs (C118, C119)."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.activations import Activation, relu, tanh
from neuronlib.datasets import Dataset
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.experiments.number_and_size.percentages import percent
from neuronlib.inputs import FloatArray
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep
from neuronlib.training import train

SETTINGS = ("spirals, ReLU", "spirals, tanh", "digits, ReLU")
FINISHED = 0.05  # a loss that falls by less than this share in the last quarter has come to rest
TRAPPED = 0.25  # and has been trapped if it lies this much above the best of its size
ABOUT_THE_SAME, A_GOOD_DEAL = 0.05, TRAPPED  # range of the losses over their median


@dataclass(frozen=True)
class FinalLosses:
    """Final losses of many starts, for several sizes and settings.

    Parameters
    ----------
    widths : tuple of int
        Numbers of hidden units. The first two are the small networks, the last is the large one.
    l2 : float
        λ: with it the loss has a bottom that training can reach.
    losses : dict
        By setting: loss with penalty at the end, shape (n_widths, S).
    still_falling : dict
        By setting: by which share of its final value each loss fell in the last quarter.
    """

    widths: tuple[int, ...]
    l2: float
    losses: dict[str, FloatArray]
    still_falling: dict[str, FloatArray]

    def ranges(self, setting: str) -> FloatArray:
        """Return the range of the middle 90 % of the losses over their median, for each size."""
        low, middle, high = np.percentile(self.losses[setting], [5, 50, 95], axis=1)
        return np.asarray((high - low) / middle)

    def finished(self, setting: str) -> FloatArray:
        """Return the share of starts that have come to rest, for each size."""
        return np.asarray((self.still_falling[setting] < FINISHED).mean(axis=1))

    def trapped(self, setting: str) -> FloatArray:
        """Return the share that has come to rest far above the best of its size."""
        losses = self.losses[setting]
        far = losses > (1 + TRAPPED) * losses.min(axis=1, keepdims=True)
        return np.asarray((far & (self.still_falling[setting] < FINISHED)).mean(axis=1))

    def for_c118(self) -> "SmallVary":
        """Return what this says of small networks."""
        return SmallVary(self)

    def for_c119(self) -> "LargeAgree":
        """Return what this says of large networks."""
        return LargeAgree(self)


@dataclass(frozen=True, repr=False)
class SmallVary(Evidence):
    """How much the final loss of small networks varies.

    Parameters
    ----------
    result : FinalLosses
    """

    result: FinalLosses

    claim = "C118"
    rule: ClassVar[str] = (
        "the final loss varies a good deal if the middle 90 % of the starts span more than 25 % of "
        "their median; holds if it does for both small sizes in every setting, holds under "
        "conditions if for some, else contradicted; not seen here if fewer than 90 % of these "
        "starts have come to rest"
    )

    @property
    def measured(self) -> str:
        """The ranges of both small sizes, and who is trapped."""
        told = []
        for setting in self.result.losses:
            spans = " and ".join(percent(span) for span in self.result.ranges(setting)[:2])
            caught = " and ".join(percent(share) for share in self.result.trapped(setting)[:2])
            told.append(f"{setting} {spans} ({caught} trapped)")
        one, other = self.result.widths[:2]
        return f"range over median with {one} and {other} units: {'; '.join(told)}"

    @property
    def spread(self) -> str:
        """How many starts, and how many of them have come to rest."""
        return _starts(self.result, slice(2))

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        if _at_rest(self.result, slice(2)) < 0.9:
            return Verdict.NOT_SEEN
        wide = [self.result.ranges(setting)[:2] > A_GOOD_DEAL for setting in self.result.losses]
        if np.all(wide):
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if np.any(wide) else Verdict.CONTRADICTED


@dataclass(frozen=True, repr=False)
class LargeAgree(Evidence):
    """How much the final loss of large networks varies.

    Parameters
    ----------
    result : FinalLosses
    """

    result: FinalLosses

    claim = "C119"
    rule: ClassVar[str] = (
        "all starts end at about the same loss if the middle 90 % of them span less than 5 % of "
        "their median; holds if they do at the largest size in every setting, holds under "
        "conditions if in some, else contradicted; not seen here if fewer than 90 % of these "
        "starts have come to rest"
    )

    @property
    def measured(self) -> str:
        """The range at the largest size."""
        told = [
            f"{setting} {100 * self.result.ranges(setting)[-1]:.1f} %"
            for setting in self.result.losses
        ]
        return f"range over median with {self.result.widths[-1]} units: {'; '.join(told)}"

    @property
    def spread(self) -> str:
        """How many starts, and how many of them have come to rest."""
        return _starts(self.result, slice(-1, None))

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        if _at_rest(self.result, slice(-1, None)) < 0.9:
            return Verdict.NOT_SEEN
        close = [self.result.ranges(setting)[-1] < ABOUT_THE_SAME for setting in self.result.losses]
        if all(close):
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if any(close) else Verdict.CONTRADICTED


def final_losses(
    *,
    n_seeds: int = 15,
    widths: Sequence[int] = (3, 5, 10, 30),
    l2: float = 1e-3,
    epochs: int = 3000,
    executor: Executor | None = None,
) -> FinalLosses:
    """Train networks that differ in their start alone until their losses no longer fall.

    150 points of three spirals, with ReLU and with tanh, and 100 real digits with ReLU. Full-batch
    gradient descent with momentum 0.9 and learning rate 0.3.

    Examples
    --------
    >>> result = final_losses(n_seeds=3, widths=(2, 3), epochs=20)
    >>> [losses.shape for losses in result.losses.values()]
    [(2, 3), (2, 3), (2, 3)]
    """
    task = partial(_train_from_many_starts, n_seeds=n_seeds, l2=l2, epochs=epochs)
    settings = grid(setting=SETTINGS, width=widths)
    found = np.array(sweep(task, settings, executor=executor, label="C118").results)
    losses, still_falling = found.reshape(len(SETTINGS), len(widths), 2, n_seeds).swapaxes(0, 2)
    return FinalLosses(
        tuple(widths),
        l2,
        {name: losses[:, k] for k, name in enumerate(SETTINGS)},
        {name: still_falling[:, k] for k, name in enumerate(SETTINGS)},
    )


def final_losses_by_claim(
    *, n_seeds: int = 15, epochs: int = 3000, executor: Executor | None = None
) -> dict[str, Evidence]:
    """Return the evidence on C118 and C119, from the same `final_losses`.

    Examples
    --------
    >>> sorted(final_losses_by_claim(n_seeds=2, epochs=4))
    ['C118', 'C119']
    """
    result = final_losses(n_seeds=n_seeds, epochs=epochs, executor=executor)
    return {"C118": result.for_c118(), "C119": result.for_c119()}


def _train_from_many_starts(
    setting: str, width: int, n_seeds: int, l2: float, epochs: int
) -> FloatArray:
    """Return final losses and what each fell in the last quarter, shape (2, S)."""
    data, activation = _data_and_activation(setting)
    networks = Network.stack(
        [len(data.X), width, data.n_classes],
        seeds=range(n_seeds),
        activation=activation,
        dtype=np.float64,
    )
    history = train(networks, data.X, data.y, learning_rate=0.3, momentum=0.9, l2=l2, epochs=epochs)
    final = history.losses[-1]
    return np.array([final, history.losses[-1 - epochs // 4] / final - 1])


def _data_and_activation(setting: str) -> tuple[Dataset, Activation]:
    kind, name = setting.split(", ")
    if kind == "spirals":
        return datasets.spirals(150, seed=0), {"ReLU": relu, "tanh": tanh}[name]
    digits, _ = datasets.digits().split(100 / 1797, seed=0)
    return digits, relu


def _at_rest(result: FinalLosses, sizes: slice) -> float:
    return float(np.mean([result.finished(setting)[sizes] for setting in result.losses]))


def _starts(result: FinalLosses, sizes: slice) -> str:
    n_starts = {losses.shape[1] for losses in result.losses.values()}.pop()
    return f"{n_starts} starts for each; {percent(_at_rest(result, sizes))} have come to rest"
