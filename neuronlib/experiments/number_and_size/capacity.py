"""What more units and more layers can do: cut the plane finer, and learn labels by heart (C107)."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.datasets import Dataset
from neuronlib.experiments.evidence import Evidence, Verdict
from neuronlib.inputs import FloatArray, as_count
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep
from neuronlib.training import train


def lines_in_general_position(n_units: int) -> Network:
    """Return a layer of ReLUs whose lines touch a circle: every two meet, no three in one point.

    All meetings lie within a distance of `n_units` from the origin.

    Examples
    --------
    >>> from neuronlib.diagnostics import linear_regions
    >>> len(linear_regions(lines_in_general_position(5), (-6, 6)))
    16
    """
    network = Network([2, as_count(n_units, "n_units"), 1], dtype=np.float64)
    angles = np.pi * np.arange(n_units) / n_units
    hidden = network.layers[0]
    hidden.weights[...] = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    hidden.biases[...] = -1.0
    return network


def with_idle_units(network: Network, n_more: int, *, seed: int = 0) -> Network:
    """Return a network with more hidden units, whose outgoing weights are zero: the same function.

    Parameters
    ----------
    network : Network
        A single one with one hidden layer.
    n_more : int
        How many units to add; what they compute is drawn at random and heeded by nobody.

    Examples
    --------
    >>> small = Network([2, 3, 1], seed=0)
    >>> large = with_idle_units(small, 2)
    >>> large.sizes, bool(np.allclose(small.forward(np.eye(2)), large.forward(np.eye(2))))
    ((2, 5, 1), True)
    """
    n_in, n_hidden, n_out = network.sizes
    large = Network(
        [n_in, n_hidden + as_count(n_more, "n_more"), n_out],
        activation=network.activations[0],
        seed=seed,
        dtype=network.parameters.dtype,
    )
    hidden, output = network.layers
    large.layers[0].weights[:n_hidden] = hidden.weights
    large.layers[0].biases[:n_hidden] = hidden.biases
    large.layers[1].weights[...] = 0.0
    large.layers[1].weights[:, :n_hidden] = output.weights
    large.layers[1].biases[...] = output.biases
    return large


@dataclass(frozen=True, repr=False)
class Memorising(Evidence):
    """How large a share of random labels networks of each size have learnt.

    Parameters
    ----------
    widths : tuple of int
        Of the single hidden layer.
    depths : tuple of int
        Numbers of hidden layers of `depth_width` units each.
    depth_width : int
    by_width, by_depth : dict
        By kind of inputs: share of the labels learnt, shape (D, n_widths) and (D, n_depths), one
        row per draw of the labels.
    """

    widths: tuple[int, ...]
    depths: tuple[int, ...]
    depth_width: int
    by_width: dict[str, FloatArray]
    by_depth: dict[str, FloatArray]

    claim = "C107"
    rule: ClassVar[str] = (
        "a row of sizes grows if the median share of labels learnt never falls from one size to "
        "the next and ends above its start; holds if the units of one layer and the number of "
        "layers both grow so on every kind of inputs, holds under conditions if some do; else "
        "contradicted"
    )

    @staticmethod
    def grows(shares: FloatArray) -> bool:
        """Tell whether the medians over the draws rise."""
        medians = np.median(shares, axis=0)
        return bool((np.diff(medians) >= 0).all() and medians[-1] > medians[0])

    @property
    def measured(self) -> str:
        """Medians for each size."""

        def told(by_size: dict[str, FloatArray]) -> str:
            return "; ".join(
                f"{' → '.join(f'{100 * share:.0f}' for share in np.median(shares, axis=0))} % "
                f"({kind})"
                for kind, shares in by_size.items()
            )

        return (
            f"random labels learnt by {', '.join(map(str, self.widths))} units: "
            f"{told(self.by_width)}; by {', '.join(map(str, self.depths))} layers of "
            f"{self.depth_width}: {told(self.by_depth)}"
        )

    @property
    def spread(self) -> str:
        """The widest range over the draws."""
        every = [*self.by_width.values(), *self.by_depth.values()]
        widest = max(float((shares.max(axis=0) - shares.min(axis=0)).max()) for shares in every)
        return f"at most {100 * widest:.0f} points apart over {len(every[0])} draws of the labels"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        growing = [
            self.grows(shares) for shares in (*self.by_width.values(), *self.by_depth.values())
        ]
        if all(growing):
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if any(growing) else Verdict.CONTRADICTED


def memorising(
    *,
    n_draws: int = 5,
    widths: Sequence[int] = (1, 3, 10),
    depths: Sequence[int] = (1, 2, 3),
    depth_width: int = 5,
    epochs: int = 1000,
    executor: Executor | None = None,
) -> Memorising:
    """Train networks of several sizes on labels that mean nothing.

    40 points of the plane, and 240 real digits, get labels 0 and 1 by the toss of a coin.
    Full-batch Adam; of two learning rates the one counts that learnt more, for the question is what
    a network can do.

    Examples
    --------
    >>> result = memorising(n_draws=2, widths=(1, 3), depths=(1, 2), epochs=10)
    >>> result.by_width["plane"].shape, result.by_depth["digits"].shape
    ((2, 2), (2, 2))
    """
    architectures: list[tuple[int, ...]] = [(width,) for width in widths]
    architectures += [(depth_width,) * depth for depth in depths]
    settings = grid(kind=("plane", "digits"), seed=range(n_draws), hidden=architectures)
    task = partial(_share_learnt, epochs=epochs)
    shares = np.array(sweep(task, settings, executor=executor, label="C107").results)
    plane, digits = shares.reshape(2, n_draws, len(architectures))
    n_widths = len(widths)
    return Memorising(
        tuple(widths),
        tuple(depths),
        depth_width,
        {"plane": plane[:, :n_widths], "digits": digits[:, :n_widths]},
        {"plane": plane[:, n_widths:], "digits": digits[:, n_widths:]},
    )


def random_labels(kind: str, seed: int) -> Dataset:
    """Return 40 points of the plane, or 240 digits, with labels tossed for.

    Examples
    --------
    >>> random_labels("plane", 0), random_labels("digits", 0)
    (Dataset(40 examples, 2 inputs, 2 classes), Dataset(240 examples, 64 inputs, 2 classes))
    """
    generator = np.random.default_rng(seed)
    if kind == "plane":
        X = generator.uniform(-1, 1, (2, 40)).astype(np.float32)
    else:
        chosen, _ = datasets.digits().split(240 / 1797, seed=generator)
        X = chosen.X
    return Dataset(X, generator.integers(0, 2, (X.shape[1],)))


def _share_learnt(kind: str, seed: int, hidden: tuple[int, ...], epochs: int) -> float:
    data = random_labels(kind, seed)
    networks = Network.stack([len(data.X), *hidden, 1], seeds=[seed, seed], dtype=np.float64)
    rates = [0.003, 0.01]
    train(networks, data.X, data.y, optimiser="adam", learning_rate=rates, epochs=epochs)
    return float(np.max(networks.accuracy(data.X, data.y)))
