"""Examples whose answers come from a function: a formula, or a network that knows them."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from neuronlib.datasets.dataset import Dataset
from neuronlib.inputs import (
    FloatArray,
    Seed,
    as_array,
    as_count,
    as_finite,
    as_generator,
    as_number,
)


def teacher(
    function: Callable[[FloatArray], npt.ArrayLike],
    n_examples: int = 200,
    *,
    n_in: int = 1,
    noise: float = 0.0,
    seed: Seed = 0,
) -> Dataset:
    """Random inputs, with the answers that a teacher gives to them.

    Parameters
    ----------
    function : callable
        The teacher: is given X, float32, shape (n_in, N). It returns labels, integers from 0 of
        shape (N,), or targets, real numbers of shape (n_out, N); (N,) stands for one row of them.
    n_examples : int
        N.
    n_in : int
        Number of inputs; each is drawn uniformly from [−1, 1].
    noise : float
        Standard deviation of what is added to each target. A teacher of labels takes none: see
        `Dataset.with_flipped_labels`.
    seed : int or numpy.random.Generator
        Draws the inputs, then the noise.

    Returns
    -------
    Dataset
        Targets are float32, as the inputs are.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is said above, or the function returns something else.

    Examples
    --------
    >>> teacher(np.sin, 50, noise=0.1, seed=1)
    Dataset(50 examples, 1 input, 1 output)
    >>> teacher(lambda X: X[0] > X[1], n_in=2)
    Dataset(200 examples, 2 inputs, 2 classes)
    >>> from neuronlib import Network
    >>> teacher(Network([10, 20, 3], seed=1).predict, n_in=10)
    Dataset(200 examples, 10 inputs, 3 classes)
    """
    if not callable(function):
        raise TypeError(f"function: got {function!r}, expected a function of X, shape (n_in, N)")
    shape = as_count(n_in, "n_in"), as_count(n_examples, "n_examples")
    as_number(noise, "noise", low=0)
    generator = as_generator(seed)
    X = generator.uniform(-1, 1, shape).astype(np.float32)
    y = as_array(function(X), "function")
    if y.dtype.kind == "f":
        y = as_finite(y[None, :] if y.ndim == 1 else y, "function")
        y = (y + noise * generator.standard_normal(y.shape)).astype(np.float32)
    elif noise:
        raise ValueError(
            f"noise: got {noise}, but the function returns labels, expected 0; "
            "for wrong labels use with_flipped_labels"
        )
    try:
        return Dataset(X, y)
    except (TypeError, ValueError) as error:
        raise type(error)(f"function: what it returned does not fit; {error}") from None
