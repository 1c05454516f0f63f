"""What can be set in the playground, and how a state is written as a short text and read again."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

import numpy as np

from neuronlib.datasets import Dataset, blobs, circles, moons, spirals, xor
from neuronlib.inputs import as_count, as_number

N_EXAMPLES = 200  # half of them to learn from, half for the test
LIMIT = 1.6  # the plane is shown from minus to plus this
MOST_LAYERS, MOST_UNITS, MOST_POINTS = 4, 20, 400

# a noise of 0 to 1 for each: how far points stray, up to where the classes can hardly be told
_DATA: dict[str, Callable[[float, int], Dataset]] = {
    "circles": lambda noise, seed: circles(N_EXAMPLES, noise=0.25 * noise, seed=seed),
    "moons": lambda noise, seed: moons(N_EXAMPLES, noise=0.4 * noise, seed=seed),
    "xor": lambda noise, seed: xor(N_EXAMPLES, noise=0.05 + 0.35 * noise, seed=seed),
    "spirals": lambda noise, seed: partial(spirals, n_classes=2, turns=1.0)(
        N_EXAMPLES, noise=0.15 * noise, seed=seed
    ),
    "blobs": lambda noise, seed: blobs(N_EXAMPLES, spread=0.1 + 0.7 * noise, seed=seed),
}
OWN = "points"
DATA_NAMES = (*_DATA, OWN)
ACTIVATION_NAMES = ("tanh", "relu", "leaky_relu", "sigmoid", "gelu", "identity")
_SHORT = {"learning_rate": "rate", "batch_size": "batch"}
_LONG = {short: name for name, short in _SHORT.items()}

Point = tuple[float, float, int]


@dataclass(frozen=True)
class Settings:
    """A state of the playground. With the number of updates it says all there is to see.

    Parameters
    ----------
    data : str
        One of DATA_NAMES; "points" are the reader's own.
    noise : float
        0 to 1: how far the points of a data set stray.
    hidden : tuple of int
        Units of each hidden layer; at most 4 layers of 20. None is a linear classifier.
    activation : str
        One of ACTIVATION_NAMES.
    learning_rate, momentum, l2, dropout : float
    batch_size : int
        0 for all examples at once.
    seed : int
        Of data, first weights, batches, and dropout.
    points : tuple of (x1, x2, class)
        The reader's own; rounded to two decimals.

    Raises
    ------
    TypeError, ValueError
        If one of them is not what is said above.

    Examples
    --------
    >>> settings = Settings(data="xor", hidden=(4, 2), activation="relu")
    >>> str(settings)
    'xor noise=0.2 2-4-2-2 relu rate=0.1 momentum=0.9 batch=0 l2=0 dropout=0 seed=0'
    >>> Settings.parse("xor 2-4-2-2 relu") == settings
    True
    """

    data: str = "moons"
    noise: float = 0.2
    hidden: tuple[int, ...] = (8, 8)
    activation: str = "tanh"
    learning_rate: float = 0.1
    momentum: float = 0.9
    batch_size: int = 0
    l2: float = 0.0
    dropout: float = 0.0
    seed: int = 0
    points: tuple[Point, ...] = ()

    def __post_init__(self) -> None:
        _one_of(self.data, "data", DATA_NAMES)
        _one_of(self.activation, "activation", ACTIVATION_NAMES)
        _at_most(as_number(self.noise, "noise", low=0), "noise", 1)
        if len(self.hidden) > MOST_LAYERS:
            raise ValueError(
                f"hidden: got {len(self.hidden)} hidden layers, expected at most {MOST_LAYERS}"
            )
        for size in self.hidden:
            _at_most(as_count(size, "hidden"), "hidden", MOST_UNITS)
        as_number(self.learning_rate, "rate", low=0, low_included=False)
        as_number(self.momentum, "momentum", low=0, high=1)
        as_number(self.l2, "l2", low=0)
        as_number(self.dropout, "dropout", low=0, high=1)
        for name in ("batch_size", "seed"):
            value = getattr(self, name)
            if not isinstance(value, int) or value < 0:
                raise ValueError(f"{_SHORT.get(name, name)}: got {value!r}, expected 0, 1, 2, …")
        _at_most(len(self.points), "points", MOST_POINTS)
        object.__setattr__(self, "points", tuple(map(_as_point, self.points)))

    @property
    def sizes(self) -> tuple[int, ...]:
        """Sizes of the network: two inputs, the hidden layers, a score for each class."""
        return (2, *self.hidden, 2)

    def __str__(self) -> str:
        words = [self.data]
        if self.data != OWN:
            words.append(f"noise={self.noise:g}")
        words += ["-".join(map(str, self.sizes)), self.activation]
        words += [
            f"{_SHORT.get(name, name)}={getattr(self, name):g}"
            for name in ("learning_rate", "momentum", "batch_size", "l2", "dropout", "seed")
        ]
        words += [f"{x1:g},{x2:g},{label}" for x1, x2, label in self.points]
        return " ".join(words)

    @classmethod
    def parse(cls, text: str) -> "Settings":
        """Return the settings that a text gives; what it leaves out is as at the start.

        Raises
        ------
        ValueError
            If a word is none of a state's; it is named.
        """
        settings = cls()
        points = []
        for word in text.split():
            if word in DATA_NAMES:
                settings = replace(settings, data=word)
            elif word in ACTIVATION_NAMES:
                settings = replace(settings, activation=word)
            elif word.count(",") == 2:
                points.append(_point_of(word))
            elif word.replace("-", "").isdigit() and "-" in word:
                settings = replace(settings, hidden=_hidden_of(word))
            elif "=" in word:
                settings = replace(settings, **_setting_of(word))
            else:
                raise ValueError(
                    f"state: got {word!r}, expected a data set ({', '.join(DATA_NAMES)}), sizes "
                    f"such as 2-8-8-2, an activation ({', '.join(ACTIVATION_NAMES)}), a setting "
                    "such as rate=0.1, or a point such as 0.5,-1,0"
                )
        return replace(settings, points=tuple(points))

    def examples(self) -> tuple[Dataset, Dataset]:
        """Return what is learned from and what is kept for the test, half of the data each.

        The reader's own points are all learned from, and the test is on them too.

        Raises
        ------
        ValueError
            If the reader's own points are fewer than two, or all of one class.
        """
        if self.data != OWN:
            return _DATA[self.data](self.noise, self.seed).split(0.5, seed=self.seed)
        if len({label for _, _, label in self.points}) < 2:
            raise ValueError("points: expected at least one of each class; put in some more")
        *places, labels = np.array(self.points).T
        own = Dataset(np.array(places, np.float32), labels.astype(int))
        return own, own


def _one_of(value: str, name: str, names: tuple[str, ...]) -> None:
    if value not in names:
        raise ValueError(f"{name}: got {value!r}, expected one of {', '.join(names)}")


def _at_most(value: float, name: str, high: float) -> None:
    if value > high:
        raise ValueError(f"{name}: got {value:g}, expected at most {high}")


def _as_point(point: Point) -> Point:
    x1, x2, label = point
    if label not in (0, 1):
        raise ValueError(f"points: got class {label!r}, expected 0 or 1")
    for x in (x1, x2):
        _at_most(abs(as_number(x, "points", low=-np.inf)), "points", LIMIT)
    return round(float(x1), 2) + 0.0, round(float(x2), 2) + 0.0, int(label)


def _point_of(word: str) -> Point:
    try:
        x1, x2, label = word.split(",")
        return float(x1), float(x2), int(label)
    except ValueError:
        raise ValueError(f"state: got {word!r}, expected a point such as 0.5,-1,0") from None


def _hidden_of(word: str) -> tuple[int, ...]:
    sizes = [int(size) if size else 0 for size in word.split("-")]
    if len(sizes) < 2 or sizes[0] != 2 or sizes[-1] != 2:
        raise ValueError(f"state: got {word!r}, expected 2 inputs and 2 scores, as in 2-8-8-2")
    return tuple(sizes[1:-1])


def _setting_of(word: str) -> dict[str, Any]:
    name, _, value = word.partition("=")
    name = _LONG.get(name, name)
    kinds = {field.name: field.type for field in fields(Settings)}
    if kinds.get(name) not in (int, float):
        expected = "noise, rate, momentum, batch, l2, dropout or seed"
        raise ValueError(f"state: got {word!r}, expected {expected} before the =")
    try:
        return {name: int(value) if kinds[name] is int else float(value)}
    except ValueError:
        raise ValueError(f"state: got {word!r}, expected a number after the =") from None
