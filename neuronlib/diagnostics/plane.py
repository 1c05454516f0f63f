"""The scores of a network with two inputs over a square of the plane, on a grid of points.

Boundaries, connected regions, figures and demos all start from here.
"""

import numpy as np

from neuronlib.inputs import FloatArray, as_count, as_limits
from neuronlib.network import Network

# Points at a time, and networks one by one. The activations of all together would not stay in the
# processor's cache: that is three times slower, and for a large stack takes much memory.
_BLOCK = 2000


def over_the_plane(
    network: Network, limits: tuple[float, float] = (-1.0, 1.0), n_points: int = 200
) -> FloatArray:
    """Return the scores on a grid over a square of the plane.

    Parameters
    ----------
    network : Network
        With two inputs; or a stack.
    limits : tuple of float
        The square is [low, high] × [low, high].
    n_points : int
        Points along each side, the corners included.

    Returns
    -------
    array, shape (n_out, n_points, n_points) or (S, n_out, n_points, n_points)
        Rows go up along x₂, columns to the right along x₁.

    Raises
    ------
    TypeError, ValueError
        If the network has not two inputs, the limits are not increasing, or there are fewer than
        two points.

    References
    ----------
    Chapter “One neuron as a classifier”.

    Examples
    --------
    >>> network = Network([2, 1])
    >>> network.layers[0].weights[...] = [[1.0, 10.0]]
    >>> over_the_plane(network, (0.0, 2.0), 3)[0]
    array([[ 0.,  1.,  2.],
           [10., 11., 12.],
           [20., 21., 22.]], dtype=float32)
    """
    low, high = as_limits(limits)
    if as_count(n_points, "n_points") < 2:
        raise ValueError(f"n_points: got {n_points}, expected 2 or more")
    if network.sizes[0] != 2:
        raise ValueError(
            f"network: got one with {network.sizes[0]} inputs, expected 2: those of the plane"
        )
    axis = np.linspace(low, high, n_points)
    X = np.stack([values.ravel() for values in np.meshgrid(axis, axis)])
    blocks = np.array_split(X, range(_BLOCK, n_points**2, _BLOCK), axis=1)
    lead = network.parameters.shape[:-1]
    members = [network.member(s) for s in range(lead[0])] if lead else [network]
    scores = [np.concatenate([one.forward(block) for block in blocks], axis=1) for one in members]
    return np.stack(scores).reshape(*lead, -1, n_points, n_points)


def class_scores(network: Network, limits: tuple[float, float], n_points: int) -> FloatArray:
    """Return `over_the_plane` with one score per class: in the binary case class 0 scores zero."""
    scores = over_the_plane(network, limits, n_points)
    if network.sizes[-1] > 1:
        return scores
    return np.concatenate([np.zeros_like(scores), scores], axis=-3)
