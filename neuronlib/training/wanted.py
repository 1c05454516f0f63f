"""What a training wants of the network: labels or targets, as its loss takes them."""

import numpy.typing as npt

from neuronlib.inputs import FloatArray, IntArray, as_array, as_labels, as_targets
from neuronlib.losses import Loss, as_loss, cross_entropy, hinge, squared_error
from neuronlib.network import Network


def as_wanted(
    y: npt.ArrayLike, loss: Loss, network: Network, n_examples: int
) -> FloatArray | IntArray:
    """Return y as targets, shape (n_out, N), for a regression, else as labels, shape (N,).

    A loss of the reader's own gets what it is given: targets if y has two dimensions.

    Raises
    ------
    TypeError, ValueError
        If y does not fit the loss, or the network, or the number of examples.
    """
    n_out = network.sizes[-1]
    regression = as_loss(loss) is squared_error or (
        loss not in (cross_entropy, hinge) and as_array(y, "y").ndim == 2
    )
    if regression:
        return as_targets(y, n_out, n_examples, network.parameters.dtype)
    return as_labels(y, n_examples, max(2, n_out))
