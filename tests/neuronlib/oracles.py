"""Other ways to the numbers that the library computes: slow, plain, and sharing no code with it."""

import math
from collections.abc import Callable

import numpy as np

# f(z) for one number, by an activation's name
BY_HAND: dict[str, Callable[[float], float]] = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "ReLU": lambda z: max(0.0, z),
    "leaky ReLU": lambda z: z if z > 0 else 0.01 * z,
    "leaky ReLU 0.2": lambda z: z if z > 0 else 0.2 * z,
    "GELU": lambda z: z * (1 + math.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))) / 2,
    "SiLU": lambda z: z / (1 + math.exp(-z)),
    "softplus": lambda z: math.log(1 + math.exp(z)),
    "hard tanh": lambda z: min(1.0, max(-1.0, z)),
    "identity": lambda z: z,
}


def central_differences(
    value: Callable[[np.ndarray], float], at: np.ndarray, step: float = 1e-6
) -> np.ndarray:
    """Return the gradient of a function of one array, element by element."""
    gradient = np.empty_like(at)
    for index in np.ndindex(at.shape):
        above, below = at.copy(), at.copy()
        above[index] += step
        below[index] -= step
        gradient[index] = (value(above) - value(below)) / (2 * step)
    return gradient


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return probabilities, one column per example."""
    exponentials = np.exp(scores - scores.max(axis=0))
    return exponentials / exponentials.sum(axis=0)
