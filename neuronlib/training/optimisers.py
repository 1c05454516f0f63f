"""How a gradient moves the parameters: momentum, of which gradient descent is a case, and Adam.

Each works on the flat vector, in place, for one network or a stack. Nothing here knows of layers.
"""

import math
from typing import Protocol

import numpy as np

from neuronlib.inputs import FloatArray


class Optimiser(Protocol):
    """What a training loop asks of its optimiser."""

    def update(self, gradient: FloatArray) -> None:
        """Move the parameters against the gradient, which may be overwritten."""


class Momentum:
    """Gradient descent with momentum: v ← μ v − η g, θ ← θ + v.

    Parameters
    ----------
    parameters : array, shape (P,) or (S, P)
        θ, changed by each update.
    learning_rate : float, or array of shape (S, 1)
        η.
    momentum : float
        μ; without momentum, 0, this is gradient descent.

    References
    ----------
    Sutskever, Martens, Dahl & Hinton (2013), for this form of the momentum.

    Examples
    --------
    >>> parameters = np.array([1.0, 2.0])
    >>> descent = Momentum(parameters, learning_rate=0.1, momentum=0.5)
    >>> descent.update(np.array([1.0, 0.0]))
    >>> descent.update(np.array([0.0, 0.0]))  # rolls on by half of the first step
    >>> parameters
    array([0.85, 2.  ])
    """

    def __init__(
        self, parameters: FloatArray, learning_rate: float | FloatArray, momentum: float = 0.0
    ) -> None:
        self._parameters, self._velocity = parameters, np.zeros_like(parameters)
        # as arrays: a Python number would be made one at every update
        self._learning_rate = np.asarray(learning_rate, parameters.dtype)
        self._momentum = np.asarray(momentum, parameters.dtype)

    def update(self, gradient: FloatArray) -> None:
        """Move the parameters against the gradient, which is overwritten."""
        velocity, parameters = self._velocity, self._parameters
        np.multiply(gradient, self._learning_rate, gradient)
        np.multiply(velocity, self._momentum, velocity)
        np.subtract(velocity, gradient, velocity)
        np.add(parameters, velocity, parameters)


class Adam:
    """Adam: a step of about η in each parameter, whatever the size of its gradient.

    θ ← θ − η m / (√v + ε), with m and v the means of g and of g² over the steps until now, of which
    the last count most: a step's weight falls by β₁, or β₂, with each step after it.

    Parameters
    ----------
    parameters : array, shape (P,) or (S, P)
        θ, changed by each update.
    learning_rate : float, or array of shape (S, 1)
        η.

    References
    ----------
    Kingma & Ba (2015), algorithm 1; β₁ = 0.9, β₂ = 0.999 and ε = 1e-8 are theirs.

    Examples
    --------
    >>> parameters = np.array([1.0, 1.0])
    >>> Adam(parameters, learning_rate=0.1).update(np.array([5.0, -0.01]))
    >>> parameters.round(4)
    array([0.9, 1.1])
    """

    MEAN_DECAY, SQUARE_DECAY, EPSILON = 0.9, 0.999, 1e-8

    def __init__(self, parameters: FloatArray, learning_rate: float | FloatArray) -> None:
        self._parameters, self._learning_rate = parameters, learning_rate
        # sums with those weights; means are made of them by one number each, not by large arrays
        self._sum, self._sum_of_squares = np.zeros_like(parameters), np.zeros_like(parameters)
        self._scratch = np.empty_like(parameters)
        self._n_updates = 0

    def update(self, gradient: FloatArray) -> None:
        """Move the parameters against the gradient, which is overwritten."""
        self._n_updates += 1
        scratch = self._scratch
        self._sum *= self.MEAN_DECAY
        self._sum += gradient
        self._sum_of_squares *= self.SQUARE_DECAY
        np.multiply(gradient, gradient, out=gradient)
        self._sum_of_squares += gradient
        root_of_weights = math.sqrt(self._weights(self.SQUARE_DECAY))
        np.sqrt(self._sum_of_squares, out=scratch)
        scratch += self.EPSILON * root_of_weights
        np.divide(self._sum, scratch, out=scratch)
        scratch *= self._learning_rate * (root_of_weights / self._weights(self.MEAN_DECAY))
        self._parameters -= scratch

    def _weights(self, decay: float) -> float:
        """Return the weights of all steps together: 1 + β + β² and so on."""
        return (1 - decay**self._n_updates) / (1 - decay)
