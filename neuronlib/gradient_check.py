"""Check a gradient against finite differences.

It knows nothing of networks: any function from a vector to a value and its gradient will do.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from neuronlib.inputs import FloatArray, as_finite, as_number


def gradient_check(
    value_and_gradient: Callable[[FloatArray], tuple[float, FloatArray]],
    parameters: npt.ArrayLike,
    *,
    step: float = 1e-6,
) -> float:
    """Relative error of a gradient against central differences, in float64.

    Parameters
    ----------
    value_and_gradient : callable
        Takes a vector of shape (P,), returns a float and its gradient of shape (P,).
    parameters : array, shape (P,)
        Where to check.
    step : float
        Half the distance between the two points of a difference.

    Returns
    -------
    float
        ‖gradient − differences‖ / max(‖gradient‖, ‖differences‖), or 0 if both vanish. Below about
        1e-6 the gradient is right, unless a kink (ReLU, hinge) lies within `step`.

    Raises
    ------
    ValueError
        If `parameters` is not a vector, or the gradient has another shape.

    Examples
    --------
    >>> gradient_check(lambda w: (float(w @ w), 2 * w), [1.0, -2.0]) < 1e-8
    True
    >>> round(gradient_check(lambda w: (float(w @ w), w), [1.0, -2.0]), 3)
    0.5
    """
    at = as_finite(parameters, "parameters", np.float64)
    if at.ndim != 1:
        raise ValueError(f"parameters: got shape {at.shape}, expected a vector (P,)")
    as_number(step, "step", low=0, low_included=False)
    gradient = np.asarray(value_and_gradient(at.copy())[1], dtype=np.float64)
    if gradient.shape != at.shape:
        raise ValueError(
            f"value_and_gradient: got a gradient of shape {gradient.shape}, expected {at.shape}"
        )
    differences = np.empty_like(at)
    for i, shift in enumerate(np.eye(at.size) * step):
        above, below = value_and_gradient(at + shift)[0], value_and_gradient(at - shift)[0]
        differences[i] = (above - below) / (2 * step)
    scale = max(np.linalg.norm(gradient), np.linalg.norm(differences))
    return float(np.linalg.norm(gradient - differences) / scale) if scale > 0 else 0.0
