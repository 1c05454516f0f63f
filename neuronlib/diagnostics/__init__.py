"""Looking into networks: dead and saturated units, what they make of the plane, curvature.

Everything here leaves a network as it is. Nothing is drawn.
"""

from neuronlib.diagnostics.boundary import boundary_length
from neuronlib.diagnostics.connected import connected_regions
from neuronlib.diagnostics.curvature import hessian
from neuronlib.diagnostics.plane import over_the_plane
from neuronlib.diagnostics.regions import LinearRegion, linear_regions, linear_regions_along
from neuronlib.diagnostics.units import dead_units, revivals, saturated_units

__all__ = [
    "LinearRegion",
    "boundary_length",
    "connected_regions",
    "dead_units",
    "hessian",
    "linear_regions",
    "linear_regions_along",
    "over_the_plane",
    "revivals",
    "saturated_units",
]
