"""How long the decision boundary of a network with two inputs is, by marching squares."""

import numpy as np
import numpy.typing as npt

from neuronlib.diagnostics.plane import class_scores
from neuronlib.inputs import FloatArray
from neuronlib.losses import Value
from neuronlib.network import Network

# the corners of a grid's cell in the order of a walk around it: x in the first row, y in the second
_CORNERS = np.array([[0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 1.0, 1.0]])


def boundary_length(
    network: Network, limits: tuple[float, float] = (-1.0, 1.0), n_points: int = 200
) -> Value:
    """Length of the line across which the predicted class changes, within a square.

    The scores are taken on a grid. The boundary crosses the side of a cell where a straight line
    between the scores at its ends changes the class, and runs straight across the cell. If two
    opposite corners belong to a class and the other two do not, the bilinear surface through the
    four scores says which two are joined. The error falls with the square of the grid's spacing
    where the boundary is smooth, and with the spacing at its corners and where three classes meet.

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
    float, or array of shape (S,)
        In the units of the inputs. A boundary between two classes counts once.

    Raises
    ------
    TypeError, ValueError
        If the network has not two inputs, the limits are not increasing, or there are fewer than
        two points.

    References
    ----------
    Chapter “Number of layers and their sizes”; the choice at diagonal corners is the asymptotic
    decider of Nielson & Hamann (1991).

    Examples
    --------
    >>> network = Network([2, 1])
    >>> network.layers[0].weights[...] = [[1.0, 1.0]]  # the diagonal of a square of side 2
    >>> round(boundary_length(network), 4)
    2.8284
    """
    scores = class_scores(network, limits, n_points)
    spacing = (limits[1] - limits[0]) / (n_points - 1)
    if scores.ndim == 3:
        return _length_between_classes(scores) * spacing
    return np.array([_length_between_classes(of_one) for of_one in scores]) * spacing


@np.errstate(over="ignore", invalid="ignore")  # scores beyond their type are infinite
def _length_between_classes(scores: FloatArray) -> float:
    """Return the length in units of the spacing, for scores of shape (n_classes, n, n)."""
    predicted, total = scores.argmax(0), 0.0
    for label in range(len(scores)):
        others = np.delete(scores, label, axis=0).max(0)
        total += _length_around(predicted == label, scores[label] - others)
    return total / 2  # every boundary was met from both sides


def _length_around(inside: npt.NDArray[np.bool_], lead: FloatArray) -> float:
    """Return the length of the line around what is inside, where `lead` is zero.

    Which points are inside is given apart from `lead`, so that ties belong to one class.
    """
    corner_inside, values = _at_corners(inside), _at_corners(lead)
    mixed = corner_inside.any(0) & ~corner_inside.all(0)
    corner_inside, values = corner_inside[:, mixed], values[:, mixed].astype(np.float64)
    crossed = corner_inside != np.roll(corner_inside, -1, axis=0)  # edge e goes to corner e + 1
    drop = values - np.roll(values, -1, axis=0)
    # ties, or infinite scores, do not say where an edge is crossed: halfway
    says_where = crossed & (drop != 0) & np.isfinite(drop)
    share = np.divide(values, drop, out=np.full_like(values, 0.5), where=says_where)
    along = np.roll(_CORNERS, -1, axis=1) - _CORNERS
    points = _CORNERS[:, :, None] + share * along[:, :, None]  # (2, 4 edges, cells)

    saddle = crossed.all(0)
    order = np.argsort(~crossed, axis=0, kind="stable")  # the crossed edges come first
    # of the two diagonals, the one with the larger product holds together
    turned = saddle & (values[0] * values[2] <= values[1] * values[3])
    order[:, turned] = np.roll(order[:, turned], 1, axis=0)
    ends = np.take_along_axis(points, order[None], axis=1)
    lengths = np.linalg.norm(ends[:, 0::2] - ends[:, 1::2], axis=0)  # (2 segments, cells)
    return float(lengths[0].sum() + lengths[1, saddle].sum())


def _at_corners(grid: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """Return what a grid holds at the four corners of each cell, in the order of `_CORNERS`."""
    return np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]])
