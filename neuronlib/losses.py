"""Losses: how far the scores are from the labels, and in which direction to move them.

Each takes scores of shape (n_out, N), or (S, n_out, N) for a stack, and what is wanted: labels y of
shape (N,), or for `squared_error` targets of shape (n_out, N). It returns the mean over the batch
and its gradient with respect to the scores. With labels and one output row the case is binary.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from neuronlib.activations import sigmoid
from neuronlib.inputs import FloatArray, IntArray, as_floats, as_labels, as_targets

Value: TypeAlias = float | FloatArray  # a float for one network, shape (S,) for a stack
Loss: TypeAlias = Callable[[FloatArray, IntArray | FloatArray], tuple[Value, FloatArray]]


def as_loss(loss: Loss) -> Loss:
    """Return the loss.

    Raises
    ------
    TypeError
        If it is none: the name of one, for instance.
    """
    if not callable(loss):
        raise TypeError(f"loss: got {loss!r}, expected one such as neuronlib.cross_entropy")
    return loss


def cross_entropy(scores: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Value, FloatArray]:
    """Cross-entropy of the labels under the softmax of the scores (σ of the score if binary).

    Parameters
    ----------
    scores : array, shape (n_out, N) or (S, n_out, N)
        One row per class, or a single row for the binary case.
    y : array of int, shape (N,)
        Labels from 0 to n_out − 1; 0 or 1 in the binary case.

    Returns
    -------
    value : float, or array of shape (S,)
        Mean over the batch, in nats.
    gradient : array, shape of `scores`

    Raises
    ------
    TypeError, ValueError
        If the scores are not numbers, or the labels do not fit them.

    References
    ----------
    Chapter “One neuron as a classifier”; Goodfellow, Bengio & Courville (2016), §6.2.2.

    Examples
    --------
    >>> value, gradient = cross_entropy([[0.0, 0.0]], [0, 1])
    >>> round(value, 4)
    0.6931
    >>> gradient
    array([[ 0.25, -0.25]])
    """
    scores, labels = _labelled(scores, y)
    n_examples = scores.shape[-1]
    with np.errstate(over="ignore"):  # scores may span the whole range of their type
        if scores.shape[-2] == 1:
            signed = scores * (1 - 2 * labels).astype(scores.dtype)  # large where it is wrong
            losses = np.maximum(signed, 0) + np.log1p(np.exp(-np.abs(signed)))
            gradient = (sigmoid.function(scores) - labels.astype(scores.dtype)) / n_examples
            return _mean(losses.sum(-2)), gradient
        columns = np.arange(n_examples)
        shifted = scores - scores.max(-2, keepdims=True)
        exponentials = np.exp(shifted)
        totals = exponentials.sum(-2, keepdims=True)
        losses = np.log(totals[..., 0, :]) - shifted[..., labels, columns]
        gradient = exponentials / totals
        gradient[..., labels, columns] -= 1
        return _mean(losses), gradient / n_examples


def hinge(scores: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Value, FloatArray]:
    """Hinge loss: what is missing to a margin of 1, summed over the wrong classes.

    Parameters
    ----------
    scores : array, shape (n_out, N) or (S, n_out, N)
        One row per class, or a single row for the binary case, where class 1 wants a score ≥ 1 and
        class 0 a score ≤ −1.
    y : array of int, shape (N,)
        Labels from 0 to n_out − 1; 0 or 1 in the binary case.

    Returns
    -------
    value : float, or array of shape (S,)
        Mean over the batch.
    gradient : array, shape of `scores`

    Raises
    ------
    TypeError, ValueError
        If the scores are not numbers, or the labels do not fit them.

    References
    ----------
    Chapter “One neuron as a classifier”; CS231n notes, “Linear classification”.

    Examples
    --------
    >>> hinge([[3.0, 0.5]], [1, 1])
    (0.25, array([[ 0. , -0.5]]))
    """
    scores, labels = _labelled(scores, y)
    n_examples = scores.shape[-1]
    with np.errstate(over="ignore"):
        if scores.shape[-2] == 1:
            signs = (2 * labels - 1).astype(scores.dtype)
            missing = np.maximum(0, 1 - signs * scores)
            gradient = np.where(missing > 0, -signs, 0) / n_examples
            return _mean(missing.sum(-2)), gradient.astype(scores.dtype, copy=False)
        columns = np.arange(n_examples)
        right = scores[..., labels, columns][..., None, :]
        missing = np.maximum(0, scores - right + 1)
        missing[..., labels, columns] = 0
        gradient = (missing > 0).astype(scores.dtype)
        gradient[..., labels, columns] = -gradient.sum(-2)
        return _mean(missing.sum(-2)), gradient / n_examples


def squared_error(scores: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Value, FloatArray]:
    """Half the squared distance between the scores and the targets: regression.

    Parameters
    ----------
    scores, y : array, shape (n_out, N); the scores (S, n_out, N) for a stack

    Returns
    -------
    value : float, or array of shape (S,)
        ½ ‖scores − y‖², summed over the outputs, mean over the batch.
    gradient : array, shape of `scores`

    Raises
    ------
    TypeError, ValueError
        If the scores are not numbers, or the targets are not finite numbers of their shape.

    References
    ----------
    Goodfellow, Bengio & Courville (2016), §6.2.2.1.

    Examples
    --------
    >>> squared_error([[1.0, 2.0]], [[1.0, 4.0]])
    (1.0, array([[ 0., -1.]]))
    """
    scores = _scores(scores)
    n_out, n_examples = scores.shape[-2:]
    targets = as_targets(y, n_out, n_examples, scores.dtype)
    with np.errstate(over="ignore"):
        missing = scores - targets
        squares = np.square(missing, dtype=np.float64).sum(-2)
        return _mean(squares / 2), missing / n_examples


def _labelled(scores: npt.ArrayLike, y: npt.ArrayLike) -> tuple[FloatArray, IntArray]:
    array = _scores(scores)
    n_out, n_examples = array.shape[-2:]
    return array, as_labels(y, n_examples, max(2, n_out))


def _scores(scores: npt.ArrayLike) -> FloatArray:
    array = as_floats(scores, "scores")
    if array.ndim not in (2, 3) or 0 in array.shape:
        raise ValueError(
            f"scores: got shape {array.shape}, expected (n_out, N), or (S, n_out, N) for a stack"
        )
    return array


def _mean(losses: FloatArray) -> Value:
    """Mean over the examples, added up in float64 so that large float32 losses do not overflow."""
    mean = losses.mean(-1, dtype=np.float64)
    return float(mean) if mean.ndim == 0 else mean
