"""Point sets in the plane, drawn from a seed."""

import numpy as np

from neuronlib.datasets.dataset import Dataset
from neuronlib.inputs import FloatArray, IntArray, Seed, as_count, as_generator, as_number


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
    y = _labels(n_examples, n_classes)
    as_number(turns, "turns", low=0)
    radius = (np.arange(n_examples) // n_classes + 1) * n_classes / (n_examples + n_classes)
    angles = 2 * np.pi * (y / n_classes + turns * radius)
    return _with_noise(radius * np.stack([np.cos(angles), np.sin(angles)]), y, noise, seed)


def circles(n_examples: int = 200, *, noise: float = 0.05, seed: Seed = 0) -> Dataset:
    """Two rings around the origin: class 1 inside, class 0 around it.

    Parameters
    ----------
    n_examples : int
        Both classes together; they differ by one at most.
    noise : float
        Standard deviation added to each coordinate; the rings have radius 1/2 and 1.
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
    >>> circles(100, seed=1)
    Dataset(100 examples, 2 inputs, 2 classes)
    """
    y = _labels(n_examples, 2)
    angles = 2 * np.pi * _places(y)
    return _with_noise((1 - y / 2) * np.stack([np.cos(angles), np.sin(angles)]), y, noise, seed)


def moons(n_examples: int = 200, *, noise: float = 0.05, seed: Seed = 0) -> Dataset:
    """Two half-rings, each with one end inside the other: class 0 above, class 1 below.

    Parameters
    ----------
    n_examples : int
        Both classes together; they differ by one at most.
    noise : float
        Standard deviation added to each coordinate; the moons reach from −1 to 1.
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
    >>> moons(100, seed=1)
    Dataset(100 examples, 2 inputs, 2 classes)
    """
    y = _labels(n_examples, 2)
    angles = np.pi * _places(y)
    upper = np.stack([np.cos(angles) - 1 / 2, np.sin(angles) - 1 / 4]) / 1.5
    return _with_noise((1 - 2 * y) * upper, y, noise, seed)  # the lower moon: half a turn on


def xor(n_examples: int = 200, *, noise: float = 0.15, seed: Seed = 0) -> Dataset:
    """Four clouds, one per quadrant: class 1 where exactly one of the two inputs is positive.

    The label is that of the cloud; noise may carry a point over an axis.

    Parameters
    ----------
    n_examples : int
        Both classes together; they differ by one at most, and so do the two clouds of a class.
    noise : float
        Standard deviation of each cloud; their centres are (±1/2, ±1/2).
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
    >>> data = xor(4, noise=0.0)
    >>> data.X
    array([[-0.5, -0.5,  0.5,  0.5],
           [-0.5,  0.5,  0.5, -0.5]], dtype=float32)
    >>> data.y
    array([0, 1, 0, 1])
    """
    y = _labels(n_examples, 2)
    first = np.arange(n_examples) // 2 % 2
    return _with_noise(np.stack([first, first ^ y]) - 1 / 2, y, noise, seed)


def _labels(n_examples: int, n_classes: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    if as_count(n_classes, "n_classes") < 2:
        raise ValueError(f"n_classes: got {n_classes}, expected 2 or more")
    if as_count(n_examples, "n_examples") < n_classes:
        raise ValueError(f"n_examples: got {n_examples}, expected {n_classes} or more")
    return np.arange(n_examples) % n_classes


def _places(y: IntArray) -> FloatArray:
    """Return where on the curve of its class each example lies: evenly spaced within (0, 1)."""
    return (np.arange(y.size) // 2 + 1 / 2) / np.bincount(y)[y]


def _with_noise(X: FloatArray, y: IntArray, noise: float, seed: Seed) -> Dataset:
    as_number(noise, "noise", low=0)
    X = X + noise * as_generator(seed).standard_normal(X.shape)
    return Dataset(X.astype(np.float32), y)
