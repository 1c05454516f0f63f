"""What an activation costs in time (C59): by itself, and as a share of a whole pass.

Times depend on the machine, so what is printed follows from them by a wide margin; the chapter's
figure shows them.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from neuronlib.activations import Activation, hard_tanh, leaky_relu, relu, sigmoid, softplus, tanh
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.experiments.timing import seconds_per_call
from neuronlib.inputs import FloatArray
from neuronlib.network import Network

TYPES: dict[str, npt.DTypeLike] = {"float32": np.float32, "float64": np.float64}
N_ELEMENTS = 100_000
WIDTHS = (16, 64, 256, 1024)
BATCH_SIZE = 64
RIVALS = ("tanh", "sigmoid")


def _careless(z: FloatArray) -> FloatArray:
    return np.where(z > 0, z, z.dtype.type(0.01) * z)


FUNCTIONS: dict[str, Callable[[FloatArray], FloatArray]] = {
    **{one.name: one.function for one in (relu, leaky_relu, hard_tanh, softplus, tanh, sigmoid)},
    "leaky ReLU by where": _careless,
}


@dataclass(frozen=True, repr=False)
class Cost(Evidence):
    """Seconds, the least of several rounds.

    Parameters
    ----------
    per_element : dict
        By type and function, in seconds.
    widths : tuple of int
    passes : dict
        By type and activation, shape (widths,): one forward and backward pass.
    shares : dict
        Likewise, without unit: the part of a pass that goes into f(z) and f′(z).
    """

    per_element: dict[str, dict[str, float]]
    widths: tuple[int, ...]
    passes: dict[str, dict[str, FloatArray]]
    shares: dict[str, dict[str, FloatArray]]

    claim = "C59"
    rule: ClassVar[str] = (
        "cheaper is at most half the time; holds if ReLU is cheaper than tanh and the sigmoid by "
        "itself and in a whole pass, in both types and at every width; contradicted if it is "
        "never cheaper by itself, else holds under conditions"
    )

    def ratios(self, rival: str) -> FloatArray:
        """How many times as long as ReLU a rival takes by itself, shape (types,)."""
        return np.array([of[rival] / of["ReLU"] for of in self.per_element.values()])

    def pass_ratios(self, rival: str) -> FloatArray:
        """How many times as long a whole pass takes, shape (types, widths)."""
        return np.array([of[rival] / of["ReLU"] for of in self.passes.values()])

    @property
    def measured(self) -> str:
        """What holds by a wide margin: by itself, and in the widest network."""
        told = [
            f"ReLU {'is' if (self.ratios('sigmoid') >= 2).all() else 'is not'} cheaper than the "
            "sigmoid by itself in both types"
        ]
        widest = np.array([self.pass_ratios(rival)[:, -1] for rival in RIVALS])
        how = "is not" if (widest < 2).all() else "is"
        told.append(f"a pass through layers of {self.widths[-1]} {how} twice as long with either")
        return "; ".join(told)

    @property
    def spread(self) -> str:
        """Where the times are."""
        return "least of several rounds; the times, which differ between machines, are in a figure"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        alone = np.array([self.ratios(rival) for rival in RIVALS]) >= 2
        whole = np.array([self.pass_ratios(rival) for rival in RIVALS]) >= 2
        if alone.all() and whole.all():
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if alone.any() else Verdict.CONTRADICTED


def cost(
    *,
    widths: Sequence[int] = WIDTHS,
    n_rounds: int = 7,
    executor: Executor | None = None,
) -> Cost:
    """Time activations by themselves, and passes through networks with two hidden layers.

    Parameters
    ----------
    widths : sequence of int
        Of the input and of both hidden layers; a pass has 64 examples.
    n_rounds : int
    executor : concurrent.futures.Executor, optional
        Is left alone: what runs beside a timing disturbs it.

    Examples
    --------
    >>> few = cost(widths=[8], n_rounds=2)
    >>> few.passes["float32"]["tanh"].shape
    (1,)
    """
    per_element: dict[str, dict[str, float]] = {}
    passes: dict[str, dict[str, FloatArray]] = {}
    shares: dict[str, dict[str, FloatArray]] = {}
    for name, dtype in TYPES.items():
        z = np.random.default_rng(0).standard_normal(N_ELEMENTS).astype(dtype)
        calls = {one: partial(function, z) for one, function in FUNCTIONS.items()}
        rounds = seconds_per_call(calls, n_rounds=n_rounds)
        per_element[name] = {one: float(of.min()) / N_ELEMENTS for one, of in rounds.items()}
        passes[name], shares[name] = {}, {}
        times = [_pass_times(width, dtype, n_rounds) for width in widths]
        for one in (relu.name, *RIVALS):
            passes[name][one] = np.array([of[one] for of in times])
            alone = np.array([of[f"{one} alone"] for of in times])
            shares[name][one] = alone / passes[name][one]
    return Cost(per_element, tuple(widths), passes, shares)


def _pass_times(width: int, dtype: npt.DTypeLike, n_rounds: int) -> dict[str, float]:
    """Return seconds for a pass of each activation, and for its f(z) and f′(z) alone."""
    generator = np.random.default_rng(0)
    X = generator.standard_normal((width, BATCH_SIZE)).astype(dtype)
    y = generator.integers(0, 10, BATCH_SIZE)
    calls: dict[str, Callable[[], object]] = {}
    for activation in (relu, tanh, sigmoid):
        network = Network([width, width, width, 10], activation=activation, dtype=dtype)
        calls[activation.name] = partial(network.loss_and_gradient, X, y)
        hidden = [one.pre_activations for one in network.trace(X)[:-1]]
        calls[f"{activation.name} alone"] = partial(_there_and_back, activation, hidden)
    rounds = seconds_per_call(calls, n_rounds=n_rounds)
    return {name: float(of.min()) for name, of in rounds.items()}


def _there_and_back(activation: Activation, hidden: Sequence[FloatArray]) -> None:
    for z in hidden:
        activation.function(z)
        activation.slope(z)
