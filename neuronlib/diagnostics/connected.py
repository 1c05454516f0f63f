"""Into how many connected pieces a network with two inputs cuts the plane."""

import numpy as np
import numpy.typing as npt

from neuronlib.diagnostics.plane import class_scores
from neuronlib.inputs import IntArray
from neuronlib.network import Network


def connected_regions(
    network: Network, limits: tuple[float, float] = (-1.0, 1.0), n_points: int = 200
) -> IntArray:
    """In how many connected regions of a square each class is predicted.

    The plane is seen through a grid. Two points of it are connected if they are neighbours up,
    down, left or right and have the same predicted class; so a region, or a neck, that is thinner
    than the grid's spacing can be missed.

    Parameters
    ----------
    network : Network
        With two inputs; or a stack.
    limits : tuple of float
        The square is [low, high] × [low, high].
    n_points : int
        Points of the grid along each side.

    Returns
    -------
    array of int, shape (n_classes,) or (S, n_classes)
        Zero for a class that is predicted nowhere in the square.

    Raises
    ------
    TypeError, ValueError
        If the network has not two inputs, the limits are not increasing, or there are fewer than
        two points.

    References
    ----------
    Chapter “Number of layers and their sizes”.

    Examples
    --------
    Two ReLUs make a valley: class 0 in a strip between two regions of class 1.

    >>> network = Network([2, 2, 1])
    >>> hidden, output = network.layers
    >>> hidden.weights[...] = [[1.0, 0.0], [-1.0, 0.0]]
    >>> output.weights[...], output.biases[...] = [[1.0, 1.0]], [[-0.5]]
    >>> connected_regions(network)
    array([1, 2])
    """
    scores = class_scores(network, limits, n_points)
    n_classes = scores.shape[-3]
    counts = _count_regions(scores.argmax(-3).reshape(-1, n_points, n_points), n_classes)
    return counts.reshape(*scores.shape[:-3], n_classes)


def _count_regions(labels: IntArray, n_classes: int) -> IntArray:
    """Return the regions of each class, shape (S, n_classes), for labels of shape (S, n, n)."""
    # each row falls into runs of one class, and runs that touch a like one above are one region
    starts = np.ones(labels.shape, dtype=bool)
    starts[..., 1:] = labels[..., 1:] != labels[..., :-1]
    run = starts.ravel().cumsum().reshape(labels.shape) - 1
    # two runs touch from where the later of them starts: once is enough
    touch = (labels[:, 1:] == labels[:, :-1]) & (starts[:, 1:] | starts[:, :-1])
    is_region = _roots(run[:, 1:][touch], run[:, :-1][touch], int(run[-1, -1, -1]) + 1)
    grid_number = np.arange(len(labels))[:, None, None]
    kinds = (grid_number * n_classes + labels)[starts][is_region]
    return np.bincount(kinds, minlength=len(labels) * n_classes).reshape(-1, n_classes)


def _roots(one: IntArray, other: IntArray, n_nodes: int) -> npt.NDArray[np.bool_]:
    """Mark one node in each connected part of a graph with edges one[e]–other[e]."""
    root = np.arange(n_nodes)
    while not np.array_equal(root[one], root[other]):
        low, high = np.minimum(root[one], root[other]), np.maximum(root[one], root[other])
        np.minimum.at(root, high, low)  # the lower root takes over
        root = root[root]  # a short cut, which makes the rounds few
    return root == np.arange(n_nodes)
