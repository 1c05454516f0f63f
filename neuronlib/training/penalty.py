"""L2 regularisation, on the flat vector of parameters."""

import numpy as np

from neuronlib.inputs import FloatArray
from neuronlib.network import Network


class Penalty:
    """½ λ ‖W‖², which leaves biases and slopes alone."""

    def __init__(self, network: Network, l2: float | FloatArray) -> None:
        self._parameters = network.parameters
        self._decay = np.zeros_like(network.parameters)
        for layer in network.with_views_of(self._decay).layers:
            layer.weights[...] = l2 if isinstance(l2, float) else l2[..., None]
        self._scratch = np.empty_like(network.parameters)
        self._none = not self._decay.any()
        self._half = self._parameters.dtype.type(0.5)
        # for a single network `dot` does the same in half the time
        self._product = np.dot if self._parameters.ndim == 1 else np.vecdot

    def added_to(self, gradient: FloatArray) -> FloatArray | float:
        """Add its gradient to another, and return its value, shape () or (S,)."""
        if self._none:
            return 0.0
        np.multiply(self._parameters, self._decay, self._scratch)
        np.add(gradient, self._scratch, gradient)
        value: FloatArray = self._product(self._scratch, self._parameters) * self._half
        return value
