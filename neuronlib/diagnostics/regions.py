"""The linear regions of a piecewise linear network, exactly.

Such a network cuts its inputs into convex regions and is one linear layer on each. The regions are
found by cutting: layer by layer, along every line where a neuron goes over to another piece of its
activation. They need two inputs; for more, the same is done along a segment.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from neuronlib.diagnostics.single import in_float64
from neuronlib.inputs import FloatArray, as_finite, as_limits
from neuronlib.layer import Layer
from neuronlib.network import Network

# A cut that would leave less than this share of the side beyond it is not made. Rounding moves a
# cut by some 1e-14; real regions that are thinner than this are as good as never met.
_TOLERANCE = 1e-9


@dataclass(frozen=True, repr=False, eq=False)
class LinearRegion:
    """A convex region of the plane on which a network is one linear layer: W x + b.

    Parameters
    ----------
    vertices : array, shape (2, n_vertices)
        The corners, one per column, in order around the region.
    weights : array, shape (n_out, 2)
    biases : array, shape (n_out, 1)

    References
    ----------
    Chapter “Representational power”.

    Examples
    --------
    >>> triangle = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    >>> LinearRegion(triangle, np.ones((1, 2)), np.zeros((1, 1)))
    LinearRegion(3 corners, area 0.5)
    """

    vertices: FloatArray
    weights: FloatArray
    biases: FloatArray

    @property
    def area(self) -> float:
        """Area of the region, in squared units of the inputs."""
        x, y = self.vertices - self.vertices[:, :1]
        return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)

    def __repr__(self) -> str:
        return f"LinearRegion({self.vertices.shape[1]} corners, area {self.area:.4g})"


def linear_regions(
    network: Network, limits: tuple[float, float] = (-1.0, 1.0)
) -> list[LinearRegion]:
    """Return the linear regions into which a network cuts a square of the plane.

    On each region every neuron stays on one piece of its activation. Two neighbours count as two
    even if nothing that comes after the neuron between them tells them apart.

    Parameters
    ----------
    network : Network
        A single one with two inputs, whose activations are piecewise linear.
    limits : tuple of float
        The square is [low, high] × [low, high].

    Returns
    -------
    list of LinearRegion
        Its length is their number. A sliver of which no point lies further than 1e-9 of the
        square's side from the line that cuts it off is not counted, but left with its neighbour.

    Raises
    ------
    TypeError, ValueError
        If the network is a stack, has not two inputs or an activation that is a curve, or the
        limits are not increasing.

    References
    ----------
    Chapter “Representational power”; Montúfar, Pascanu, Cho & Bengio (2014). Hanin & Rolnick (2019)
    call these activation regions.

    Examples
    --------
    Two ReLUs, one for each axis, cut the square into its quadrants.

    >>> network = Network([2, 2, 1])
    >>> network.layers[0].weights[...] = np.eye(2)
    >>> regions = linear_regions(network)
    >>> len(regions), sum(region.area for region in regions)
    (4, 4.0)
    """
    low, high = as_limits(limits)
    if network.sizes[0] != 2:
        raise ValueError(
            f"network: got one with {network.sizes[0]} inputs, expected 2; "
            "linear_regions_along(network, start, end) takes any number"
        )
    square = np.array([[low, high, high, low], [low, low, high, high]])
    whole = LinearRegion(square, np.eye(2), np.zeros((2, 1)))
    return _cut_by_layers(network, whole, _TOLERANCE * (high - low))


def linear_regions_along(network: Network, start: npt.ArrayLike, end: npt.ArrayLike) -> FloatArray:
    """Return where a network bends along a segment between two inputs.

    Parameters
    ----------
    network : Network
        A single one, whose activations are piecewise linear.
    start, end : array, shape (n_in,)

    Returns
    -------
    array, shape (n_regions + 1,)
        The ends of the linear regions, rising from 0 at `start` to 1 at `end`. Regions shorter
        than 1e-9 are not counted.

    Raises
    ------
    TypeError, ValueError
        If the network is a stack or has an activation that is a curve, or an end is not an input.

    References
    ----------
    Chapter “Representational power”; `linear_regions`.

    Examples
    --------
    >>> network = Network([3, 1, 1])
    >>> network.layers[0].weights[...] = 1.0
    >>> linear_regions_along(network, [-1.0, -1.0, -1.0], [3.0, 3.0, 3.0])
    array([0.  , 0.25, 1.  ])
    """
    from_here, to_there = _as_input(start, "start", network), _as_input(end, "end", network)
    # the segment is one more linear layer below the first: from a position to an input
    whole = LinearRegion(np.array([[0.0, 1.0]]), to_there - from_here, from_here)
    cells = _cut_by_layers(network, whole, _TOLERANCE)
    return np.array([*sorted(cell.vertices.min() for cell in cells), 1.0])


def _as_input(values: npt.ArrayLike, name: str, network: Network) -> FloatArray:
    array, n_in = as_finite(values, name, np.float64), network.sizes[0]
    if array.shape != (n_in,):
        raise ValueError(f"{name}: got shape {array.shape}, expected ({n_in},): a single input")
    return array[:, None]


def _cut_by_layers(network: Network, whole: LinearRegion, tolerance: float) -> list[LinearRegion]:
    """Cut a region, polygon or segment, until the network is linear on each part of it."""
    for activation in network.activations:
        if activation.breakpoints is None:
            raise ValueError(
                f"network: got one with {activation.name} neurons, expected piecewise linear ones, "
                "such as ReLU: a curve has no linear regions"
            )
    cells = [whole]
    for layer in in_float64(network).layers:
        cells = [part for cell in cells for part in _through(layer, cell, tolerance)]
    return cells


def _through(layer: Layer, cell: LinearRegion, tolerance: float) -> Iterator[LinearRegion]:
    """Cut a cell where a layer bends, and compose each part with what the layer is on it."""
    gradients, offsets = layer.weights @ cell.weights, layer.pre_activations(cell.biases)
    for vertices in _unbent(cell.vertices, *_pieces(layer, gradients, offsets), tolerance):
        middle = vertices.mean(axis=1, keepdims=True)
        z = gradients @ middle + offsets
        slopes = layer.slope(z) * gradients
        weights = slopes.reshape(layer.activation.pieces, -1, len(middle)).sum(0)
        yield LinearRegion(vertices, weights, layer.activate(z) - weights @ middle)


def _pieces(
    layer: Layer, gradients: FloatArray, offsets: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return linear functions of which the largest says on which piece a neuron is.

    For maxout these are its pieces. With breakpoints t₁ < t₂ < … they are 0, z − t₁, 2z − t₁ − t₂,
    …: each takes over from the one before it at its breakpoint.

    Returns
    -------
    gradients : array, shape (pieces, n_out, dimensions)
    offsets : array, shape (pieces, n_out, 1)
    """
    activation = layer.activation
    if activation.pieces > 1:
        shape = (activation.pieces, -1)
        return gradients.reshape(*shape, gradients.shape[1]), offsets.reshape(*shape, 1)
    thresholds = np.cumsum([0.0, *(activation.breakpoints or ())])[:, None, None]
    multiples = np.arange(len(thresholds))[:, None, None]
    return multiples * gradients, multiples * offsets - thresholds


def _unbent(
    vertices: FloatArray, gradients: FloatArray, offsets: FloatArray, tolerance: float
) -> Iterator[FloatArray]:
    """Cut a cell into parts on each of which every unit has one largest piece."""
    normals, shifts = gradients[:, None] - gradients, offsets[:, None] - offsets
    lengths = np.linalg.norm(normals, axis=-1, keepdims=True)
    lengths[lengths == 0] = 1  # pieces side by side: how far apart is all there is to say
    normals, shifts = normals / lengths, shifts / lengths  # now they measure distances
    pending = [(vertices, np.arange(gradients.shape[1]))]
    while pending:
        cell, units = pending.pop()
        lead = (normals[:, :, units] @ cell + shifts[:, :, units]).min(-1)
        has_largest = (lead >= -tolerance).all(axis=1).any(axis=0)
        units = units[~has_largest]
        if units.size == 0:
            yield cell
        else:
            unit, rest = units[0], units[1:]
            parts = _by_largest(cell, normals[:, :, unit], shifts[:, :, unit], tolerance)
            pending += [(part, rest) for part in parts]


def _by_largest(
    cell: FloatArray, normals: FloatArray, shifts: FloatArray, tolerance: float
) -> Iterator[FloatArray]:
    """Yield the part of a cell on which each piece of one unit is the largest."""
    n_pieces = len(normals)
    for piece in range(n_pieces):
        part = cell
        for other in range(n_pieces):
            lead = normals[piece, other] @ part + shifts[piece, other]
            # of two equal pieces the first one is the largest
            if lead.min() >= -tolerance and (piece <= other or lead.max() > tolerance):
                continue
            if lead.max() <= tolerance:
                break
            lead[np.abs(lead) <= tolerance] = 0
            part = _cut(part, lead)
        else:
            yield part


def _cut(vertices: FloatArray, lead: FloatArray) -> FloatArray:
    """Return the part of a polygon where `lead` is not negative.

    A segment is a polygon too: one without an inside, whose sides go there and back.
    """
    following, lead_there = np.roll(vertices, -1, axis=1), np.roll(lead, -1)
    crossed = lead * lead_there < 0
    edges = np.flatnonzero(crossed)
    share = lead[edges] / (lead[edges] - lead_there[edges])
    # every corner is followed by where its edge is cut, if it is
    points, kept = np.repeat(vertices, 2, axis=1), np.repeat(lead >= 0, 2)
    points[:, 2 * edges + 1] += share * (following - vertices)[:, edges]
    kept[1::2] = crossed
    return points[:, kept]
