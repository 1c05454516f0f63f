"""The same network elsewhere: neuronlib's initial weights given to a peer, its final ones judged.

One example is a row in PyTorch and scikit-learn, a column in neuronlib; biases are (n_out, 1).
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from neuronlib import Network
from neuronlib.inputs import FloatArray

# W (n_out, n_in) and b (n_out, 1) of each layer, all with a leading axis if they are a stack's.
Weights: TypeAlias = list[tuple[FloatArray, FloatArray]]
Labels: TypeAlias = npt.NDArray[Any]


def weights_of(network: Network) -> Weights:
    """Return a copy of a network's weights and biases."""
    return [(layer.weights.copy(), layer.biases.copy()) for layer in network.layers]


def final_loss(
    weights: Iterable[tuple[npt.ArrayLike, npt.ArrayLike]],
    X: FloatArray,
    y: Labels,
    l2: float,
    activation: Callable[[FloatArray], FloatArray] = np.tanh,
) -> FloatArray:
    """Return cross-entropy plus ½ λ ‖W‖² in float64: by one plain formula for every contender.

    Returns
    -------
    array, shape (), or (S,) for the weights of a stack
    """
    layers = [(np.asarray(W, float), np.asarray(b, float)) for W, b in weights]
    activations = X.astype(float)
    for W, b in layers[:-1]:
        activations = activation(W @ activations + b)
    W, b = layers[-1]
    scores = W @ activations + b
    if scores.shape[-2] == 1:  # σ(s) is the softmax of 0 and s
        scores = np.concatenate([np.zeros_like(scores), scores], axis=-2)
    shifted = scores - scores.max(-2, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(-2, keepdims=True))
    penalty = l2 / 2 * sum((W**2).sum((-2, -1)) for W, _ in layers)
    loss: FloatArray = penalty - log_probabilities[..., y, np.arange(y.size)].mean(-1)
    return loss


def torch_network(weights: Weights, activation: str) -> Any:
    """Return a ``torch.nn.Sequential`` with these weights, and ``Tanh`` or ``ReLU``."""
    import torch

    layers = []
    for W, b in weights:
        layer = torch.nn.Linear(W.shape[1], W.shape[0])
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(W))
            layer.bias.copy_(torch.from_numpy(b[:, 0]))
        layers += [layer, getattr(torch.nn, activation)()]
    return torch.nn.Sequential(*layers[:-1])


def torch_weights(model: Any) -> Weights:
    """Return the weights of ``torch_network``."""
    parameters = [parameter.detach().numpy() for parameter in model.parameters()]
    return [(W, b[:, None]) for W, b in zip(parameters[::2], parameters[1::2], strict=True)]


def sklearn_network(weights: Weights, X: FloatArray, y: Labels, **settings: Any) -> Any:
    """Return an ``MLPClassifier`` with these weights, whose next ``fit`` starts from them.

    scikit-learn makes its arrays in ``fit``: one epoch on the data makes them, and they are filled.
    """
    from sklearn.neural_network import MLPClassifier

    hidden = tuple(W.shape[0] for W, _ in weights[:-1])
    model = MLPClassifier(hidden, warm_start=True, **settings | {"max_iter": 1})
    sklearn_fit(model, X, y)
    for (W, b), coefficients, intercepts in zip(
        weights, model.coefs_, model.intercepts_, strict=True
    ):
        coefficients[:], intercepts[:] = W.T, b[:, 0]
    return model.set_params(**settings)


def sklearn_fit(model: Any, X: FloatArray, y: Labels) -> None:
    """Fit without the warning that a fixed number of epochs is not convergence."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(X, y)


def sklearn_weights(model: Any) -> Weights:
    """Return the weights of ``sklearn_network``."""
    pairs = zip(model.coefs_, model.intercepts_, strict=True)
    return [(W.T, b[:, None]) for W, b in pairs]
