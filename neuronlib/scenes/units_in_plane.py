"""What a network with one hidden layer makes of the plane, and of points that it has learnt.

A part of the scenes that train one: `capacity`, `regularisation` and `loss_spread`.
"""

from dataclasses import dataclass

import numpy as np

from neuronlib.activations import sigmoid
from neuronlib.datasets import Dataset
from neuronlib.diagnostics import dead_units, over_the_plane
from neuronlib.experiments.number_and_size import LIMITS
from neuronlib.inputs import BoolArray, FloatArray
from neuronlib.network import Network

GRID = 91  # scores along each side of the plane


@dataclass(frozen=True)
class UnitsInPlane:
    """A network over the square of `LIMITS`, and the points that it has learnt from.

    Parameters
    ----------
    network : Network
        2-h-1.
    points : Dataset
        The training set: two classes, some labels of which may be wrong.
    wrong : array of bool, shape (N,)
        Which labels are wrong.
    scores : array, shape (GRID, GRID)
        Rows go up along x₂, columns to the right along x₁.
    lines : list of array, shape (2, 2) or (2, 0)
        Each unit's line w·x + b = 0: its ends, one per column.
    dead : array of bool, shape (h,)
        Which units have no slope at any training point: ReLUs that are above zero for none.
    """

    network: Network
    points: Dataset
    wrong: BoolArray
    scores: FloatArray
    lines: list[FloatArray]
    dead: BoolArray

    @classmethod
    def of(cls, network: Network, points: Dataset) -> "UnitsInPlane":
        """Return what a network makes of one of the library’s sets with two classes.

        Examples
        --------
        >>> from neuronlib.experiments.number_and_size import noisy_draw
        >>> plane = UnitsInPlane.of(Network([2, 4, 1]), noisy_draw("plane", 0).training)
        >>> int(plane.wrong.sum()), plane.n_regions
        (10, 8)
        """
        hidden = network.layers[0]
        return cls(
            network=network,
            points=points,
            # before a share of them is flipped, the labels of these sets take turns
            wrong=points.y != np.arange(points.y.size) % 2,
            scores=over_the_plane(network, LIMITS, GRID)[0],
            lines=[hidden.neuron(unit).boundary(LIMITS) for unit in range(network.sizes[1])],
            dead=dead_units(network, points.X)[0],
        )

    @property
    def outputs(self) -> FloatArray:
        """Probability of class 1, shape of `scores`."""
        return sigmoid(self.scores)

    @property
    def n_learnt(self) -> int:
        """How many wrong labels the network predicts."""
        predicted = self.network.predict(self.points.X)
        return int(((predicted == self.points.y) & self.wrong).sum())

    @property
    def n_regions(self) -> int:
        """Linear regions in the square, if the units are ReLUs.

        A new line is cut by those that are there, and each of its parts splits a region in two.
        `linear_regions` finds the regions themselves; with 50 units that takes far longer.
        """
        hidden, count = self.network.layers[0], 1
        for unit, ends in enumerate(self.lines):
            if ends.size:
                from_here, to_there = (hidden.weights @ ends + hidden.biases)[:unit].T
                crossed = from_here * to_there < 0
                places = np.sort(from_here[crossed] / (from_here - to_there)[crossed])
                # where several meet in one point they count once
                count += 1 + int((np.diff(places, prepend=-1.0) > 1e-9).sum())
        return count
