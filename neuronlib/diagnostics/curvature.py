"""How the loss curves: the Hessian of a tiny network, that tells a minimum from a saddle."""

import numpy as np
import numpy.typing as npt

from neuronlib.diagnostics.single import in_float64
from neuronlib.inputs import FloatArray
from neuronlib.losses import Loss, cross_entropy
from neuronlib.network import Network

# Half the distance of a central difference. This step balances what the difference leaves out,
# step²/6 times a third derivative of the gradient, against rounding, 1e-16/step.
_STEP = 6e-6


def hessian(
    network: Network,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    loss: Loss = cross_entropy,
    l2: float = 0.0,
) -> FloatArray:
    """Second derivatives of the mean loss plus ½ λ ‖W‖², by central differences of its gradient.

    All is computed in float64; for parameters and data of about unit size the entries are good to
    about 1e-9. That takes 2P gradients: it is meant for tiny networks. Where a kink (ReLU, hinge)
    lies within 6e-6 of the parameters, there is no second derivative and the entries mean nothing.

    Parameters
    ----------
    network : Network
        A single one, with P parameters.
    X : array, shape (n_in, N)
    y : array, shape (N,) of int, or (n_out, N) for regression
    loss : callable
        `cross_entropy`, `hinge`, `squared_error`, or any (scores, y) → value and gradient.
    l2 : float
        λ ≥ 0.

    Returns
    -------
    array, shape (P, P)
        Symmetric, in float64, in the order of `network.parameters`.

    Raises
    ------
    TypeError, ValueError
        If the network is a stack, or X, y or λ are not what is said above.

    References
    ----------
    Chapter “Number of layers and their sizes”; Goodfellow, Bengio & Courville (2016), §4.3.1.

    Examples
    --------
    For one neuron at score 0 each example adds ¼ x xᵀ, the bias being a weight of the input 1.

    >>> network = Network([1, 1])
    >>> network.parameters[:] = 0.0
    >>> hessian(network, [[2.0]], [1]).round(6)
    array([[1.  , 0.5 ],
           [0.5 , 0.25]])
    """
    moved = in_float64(network)
    rows = np.empty((moved.n_parameters, moved.n_parameters))
    for i, row in enumerate(rows):
        at = moved.parameters[i]
        moved.parameters[i] = at + _STEP
        _, above = moved.loss_and_gradient(X, y, loss=loss, l2=l2)
        moved.parameters[i] = at - _STEP
        _, below = moved.loss_and_gradient(X, y, loss=loss, l2=l2)
        moved.parameters[i] = at
        row[:] = (above - below) / (2 * _STEP)
    return (rows + rows.T) / 2
