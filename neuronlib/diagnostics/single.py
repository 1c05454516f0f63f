"""What the exact diagnostics work on: one network, in float64."""

import numpy as np

from neuronlib.network import Network


def in_float64(network: Network) -> Network:
    """Return a copy of a single network with float64 parameters.

    Raises
    ------
    ValueError
        If it is a stack.
    """
    if network.parameters.ndim != 1:
        raise ValueError(
            f"network: got a stack of {len(network.parameters)}, expected a single network; "
            "take network.member(s)"
        )
    return network.with_parameters(network.parameters.astype(np.float64))
