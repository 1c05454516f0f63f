"""How much of the gradient gets back through eight layers (C44)."""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.activations import Activation, relu, sigmoid, tanh
from neuronlib.datasets import Dataset
from neuronlib.diagnostics import saturated_units
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.initialisation import Initialisation, fixed_scale, glorot, he
from neuronlib.inputs import FloatArray
from neuronlib.losses import cross_entropy
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep

BY_BIASES, BY_WEIGHTS = "saturated by biases", "saturated by weights"

# activation, rule for the first weights, size of the first biases, whose signs are drawn
SETTINGS: dict[str, tuple[Activation, Initialisation, float]] = {
    "sigmoid": (sigmoid, glorot, 0.0),
    "tanh": (tanh, glorot, 0.0),
    "ReLU": (relu, he, 0.0),
    BY_BIASES: (sigmoid, glorot, 8.0),
    BY_WEIGHTS: (sigmoid, fixed_scale(3.0), 0.0),
}


@dataclass(frozen=True, repr=False)
class SignalBack(Evidence):
    """The gradient at each level of networks that have not been trained, in several settings.

    Parameters
    ----------
    norms : dict
        For each setting ‖∂loss/∂a‖, shape (hidden layers + 1, S): at the inputs, then at the
        outputs of each hidden layer.
    saturated : dict
        For each setting at what share of unit and example pairs the units are saturated, (S,).
    """

    norms: dict[str, FloatArray]
    saturated: dict[str, FloatArray]

    claim = "C44"
    rule: ClassVar[str] = (
        "hardly any passes if less than 1 % of the gradient's norm gets from the last hidden layer "
        "to the inputs of a network whose sigmoids are saturated at more than half of the "
        "examples; holds if so when biases saturate them and when weights do; holds under "
        "conditions if in one of the two; else contradicted"
    )

    def arriving(self, setting: str) -> FloatArray:
        """Return what arrives of a gradient of 1 at the last hidden layer: medians over seeds.

        Shape (hidden layers + 1,), the inputs first.
        """
        norms = self.norms[setting]
        return np.asarray(np.median(norms / norms[-1], axis=1))

    def passed(self, setting: str) -> float:
        """Return what arrives of it at the inputs."""
        return float(self.arriving(setting)[0])

    @property
    def measured(self) -> str:
        """What arrives of the gradient in the two saturated settings."""
        arrives = [f"{_short(self.passed(one))} ({one})" for one in (BY_BIASES, BY_WEIGHTS)]
        return f"of a gradient of 1, {', '.join(arrives)} arrives at the inputs"

    @property
    def spread(self) -> str:
        """Smallest and largest value over the seeds."""
        ratios = [self.norms[one][0] / self.norms[one][-1] for one in (BY_BIASES, BY_WEIGHTS)]
        ranges = ", ".join(f"{_short(each.min())} to {_short(each.max())}" for each in ratios)
        return f"{ranges} over {ratios[0].size} seeds"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        blocked = [
            np.median(self.saturated[one]) > 0.5 and self.passed(one) < 0.01
            for one in (BY_BIASES, BY_WEIGHTS)
        ]
        if all(blocked):
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if any(blocked) else Verdict.CONTRADICTED


def _short(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 1 else f"{ratio:.0e}"


def signal_back(
    *,
    n_seeds: int = 20,
    n_hidden: int = 8,
    width: int = 50,
    n_examples: int = 256,
    executor: Executor | None = None,
) -> SignalBack:
    """Send the gradient of real digits back through networks that have not been trained.

    The settings are sigmoid and tanh from Glorot's first weights, ReLU from He's, and the sigmoid
    once more with first biases of 8 or −8, and with first weights of standard deviation 3. They are
    worked on by the executor, if one is given.

    Examples
    --------
    >>> result = signal_back(n_seeds=2, n_examples=50)
    >>> result.norms["tanh"].shape
    (9, 2)
    >>> result.passed("sigmoid") < 0.001 < result.passed("tanh")
    True
    """
    digits = datasets.digits()
    data = Dataset(digits.X[:, :n_examples], digits.y[:n_examples])
    sizes = [64, *[width] * n_hidden, 10]
    on_a_setting = partial(_norms_and_saturation, data=data, sizes=sizes, n_seeds=n_seeds)
    found = sweep(on_a_setting, grid(setting=SETTINGS), executor=executor).results
    norms, saturated = zip(*found, strict=True)
    return SignalBack(
        dict(zip(SETTINGS, norms, strict=True)), dict(zip(SETTINGS, saturated, strict=True))
    )


def _norms_and_saturation(
    setting: str, data: Dataset, sizes: list[int], n_seeds: int
) -> tuple[FloatArray, FloatArray]:
    activation, initialisation, bias = SETTINGS[setting]
    networks = Network.stack(
        sizes,
        seeds=range(n_seeds),
        activation=activation,
        initialisation=initialisation,
        dtype=np.float64,
    )
    generator = np.random.default_rng(0)
    for layer in networks.layers[:-1]:
        layer.biases[...] = bias * generator.choice([-1.0, 1.0], layer.biases.shape)
    saturated = np.mean([share.mean(-1) for share in saturated_units(networks, data.X)], axis=0)
    return gradient_norms(networks, data), saturated


def gradient_norms(networks: Network, data: Dataset) -> FloatArray:
    """Return ‖∂loss/∂a‖ at the inputs and at the outputs of each hidden layer.

    Parameters
    ----------
    networks : Network
        Or a stack.
    data : Dataset
        With labels; the norm is taken over all units and examples.

    Returns
    -------
    array, shape (hidden layers + 1,) or (hidden layers + 1, S)

    Examples
    --------
    >>> gradient_norms(Network([64, 20, 10]), datasets.digits()).shape
    (2,)
    """
    trace = networks.trace(data.X)
    _, delta = cross_entropy(trace[-1].activations, data.y)
    norms = []
    for layer, (z, _) in zip(reversed(networks.layers), reversed(trace), strict=True):
        delta = layer.weights.swapaxes(-1, -2) @ layer.backward(delta, z)
        norms.append(np.linalg.norm(delta, axis=(-2, -1)))
    return np.array(norms[::-1])
