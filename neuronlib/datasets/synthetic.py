"""Point sets in the plane, drawn from a seed."""

import numpy as np

from neuronlib.datasets.dataset import Dataset
from neuronlib.inputs import Seed, as_count, as_generator, as_number


def blobs(
    n_examples: int = 80, *, n_classes: int = 2, spread: float = 0.5, seed: Seed = 0
) -> Dataset:
    """Round clouds of points around centres on the unit circle.

    Parameters
    ----------
    n_examples : int
        All classes together; they differ by one at most.
    n_classes : int
        Two or more.
    spread : float
        Standard deviation of each cloud.
    seed : int or numpy.random.Generator

    Returns
    -------
    Dataset
        With two inputs.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is said above.

    Examples
    --------
    >>> blobs(30, n_classes=3, seed=1)
    Dataset(30 examples, 2 inputs, 3 classes)
    """
    y, generator = _labels(n_examples, n_classes), as_generator(seed)
    as_number(spread, "spread", low=0)
    angles = np.pi / 4 + 2 * np.pi * (y - 1) / n_classes  # class 1 lies where x₁ and x₂ are large
    centres = np.stack([np.cos(angles), np.sin(angles)])
    X = centres + spread * generator.standard_normal((2, n_examples))
    return Dataset(X.astype(np.float32), y)


def spirals(
    n_examples: int = 200,
    *,
    n_classes: int = 3,
    turns: float = 0.6,
    noise: float = 0.03,
    seed: Seed = 0,
) -> Dataset:
    """Arms that wind around each other: no line separates them.

    Parameters
    ----------
    n_examples : int
        All classes together; they differ by one at most.
    n_classes : int
        Two or more: the number of arms.
    turns : float
        How often an arm winds around the origin.
    noise : float
        Standard deviation added to each coordinate; an arm reaches out to radius 1.
    seed : int or numpy.random.Generator

    Returns
    -------
    Dataset
        With two inputs.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is said above.

    Examples
    --------
    >>> spirals(300, seed=1)
    Dataset(300 examples, 2 inputs, 3 classes)
    """
    y, generator = _labels(n_examples, n_classes), as_generator(seed)
    as_number(turns, "turns", low=0)
    as_number(noise, "noise", low=0)
    radius = (np.arange(n_examples) // n_classes + 1) * n_classes / (n_examples + n_classes)
    angles = 2 * np.pi * (y / n_classes + turns * radius)
    X = radius * np.stack([np.cos(angles), np.sin(angles)])
    X = X + noise * generator.standard_normal(X.shape)
    return Dataset(X.astype(np.float32), y)


def _labels(n_examples: int, n_classes: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    if as_count(n_classes, "n_classes") < 2:
        raise ValueError(f"n_classes: got {n_classes}, expected 2 or more")
    if as_count(n_examples, "n_examples") < n_classes:
        raise ValueError(f"n_examples: got {n_examples}, expected {n_classes} or more")
    return np.arange(n_examples) % n_classes
