"""The controls of a demo: what they are called, what they may be set to, what is baked of them.

Each knows how it looks live (with every value), baked (with few), and as text (with one).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets

from neuronlib.scenes.neuron import signed


class _Control:
    """What every control has in common."""

    label: str
    value: Any
    baked: Sequence[Any]

    @property
    def start(self) -> int:
        """Position of the first value among the baked ones."""
        return list(self.baked).index(self.value)


class _Number(_Control):
    """What a control of numbers has: a slider over some of them, and their signs."""

    def still(self) -> ipywidgets.Widget:
        """Return the control with the baked values."""
        return self._over(self.baked)

    def _over(self, values: Sequence[float]) -> ipywidgets.Widget:
        return ipywidgets.SelectionSlider(
            options=[(self.says(value), value) for value in values],
            index=list(values).index(self.value),
            **_looks(self.label),
        )

    def says(self, value: Any) -> str:
        """Return a value as the reader sees it."""
        return signed(value)

    def means(self, value: Any) -> Any:
        """Return what the compute is given for a value."""
        return value


@dataclass(frozen=True)
class Slider(_Number):
    """A number in steps.

    Parameters
    ----------
    name : str
        The argument of the demo's compute.
    label : str
        What the reader sees, without TeX.
    low, high, step, value : float
        Where it may go, and where it starts.
    baked : sequence of float, optional
        The values rendered ahead for the page, in order, with `value` among them. Without it the
        page shows the value as text.

    Raises
    ------
    ValueError
        If `value` or a baked value is not between low and high, or `value` is not baked.

    Examples
    --------
    >>> Slider("w1", "weight w₁", low=-3, high=3, step=0.1, value=1, baked=[-1, 0, 1]).start
    2
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    baked: Sequence[float] = ()

    def __post_init__(self) -> None:
        for value in (self.value, *self.baked):
            if not self.low <= value <= self.high:
                raise ValueError(
                    f"{self.name}: got the value {value}, expected {self.low} to {self.high}"
                )
        _check_start(self.name, self.value, self.baked)

    def live(self) -> ipywidgets.Widget:
        """Return the control with every value."""
        decimals = f"{self.step:g}".partition(".")[2]
        return ipywidgets.FloatSlider(
            value=self.value,
            min=self.low,
            max=self.high,
            step=self.step,
            readout_format=f".{len(decimals)}f",
            **_looks(self.label),
        )


@dataclass(frozen=True)
class Steps(_Number):
    """A slider over given values: rates by decades, sizes, moments of a recorded training.

    Parameters
    ----------
    name : str
        The argument of the demo's compute.
    label : str
        What the reader sees, without TeX.
    values : sequence of float
        Where it may go, in order.
    value : float
        Where it starts.
    baked : sequence of float, optional
        The values rendered ahead for the page, in order, with `value` among them. Without it the
        page shows the value as text.
    play : bool
        Whether buttons beside it let it run through its values.

    Raises
    ------
    ValueError
        If `value` or a baked value is not among the values, or `value` is not baked.

    Examples
    --------
    >>> Steps("rate", "learning rate", [0.01, 0.1, 1], value=0.1).live().options
    (('0.01', 0.01), ('0.1', 0.1), ('1', 1))
    """

    name: str
    label: str
    values: Sequence[float]
    value: float
    baked: Sequence[float] = ()
    play: bool = False

    def __post_init__(self) -> None:
        for value in (self.value, *self.baked):
            if value not in self.values:
                raise ValueError(f"{self.name}: got {value}, expected one of {list(self.values)}")
        _check_start(self.name, self.value, self.baked)

    def live(self) -> ipywidgets.Widget:
        """Return the control with every value."""
        return self._over(self.values)


@dataclass(frozen=True)
class Choice(_Control):
    """One of several named things.

    Parameters
    ----------
    name : str
        The argument of the demo's compute.
    label : str
        What the reader sees, without TeX.
    options : mapping of str to object
        What there is to choose from, by the name the reader sees.
    value : str
        The name chosen first.
    baked : sequence of str, optional
        The names rendered ahead for the page, with `value` among them. Without it the page shows
        the value as text.

    Raises
    ------
    ValueError
        If `value` or a baked name is not among the options, or `value` is not baked.

    Examples
    --------
    >>> Choice("f", "activation", {"one": 1, "two": 2}, value="two", baked=["one", "two"]).start
    1
    """

    name: str
    label: str
    options: Mapping[str, Any]
    value: str
    baked: Sequence[str] = ()

    def __post_init__(self) -> None:
        for name in (self.value, *self.baked):
            if name not in self.options:
                raise ValueError(f"{self.name}: got {name!r}, expected one of {list(self.options)}")
        _check_start(self.name, self.value, self.baked)

    def live(self) -> ipywidgets.Widget:
        """Return the control with every option."""
        return ipywidgets.Dropdown(
            options=list(self.options), value=self.value, **_looks(self.label)
        )

    def still(self) -> ipywidgets.Widget:
        """Return the control with the baked options."""
        return ipywidgets.Dropdown(options=list(self.baked), index=self.start, **_looks(self.label))

    def says(self, value: Any) -> str:
        """Return a value as the reader sees it."""
        return str(value)

    def means(self, value: Any) -> Any:
        """Return what the compute is given for a name."""
        return self.options[value]


Control = Slider | Steps | Choice

BETWEEN_STEPS_IN_MS = 250


def with_play(control: Control, widget: ipywidgets.Widget) -> ipywidgets.Widget:
    """Return a control's widget, with buttons beside it where it can run by itself."""
    if not (isinstance(control, Steps) and control.play):
        return widget
    buttons = ipywidgets.Play(
        min=0, max=len(widget.options) - 1, value=widget.index, interval=BETWEEN_STEPS_IN_MS
    )
    ipywidgets.jslink((buttons, "value"), (widget, "index"))
    return ipywidgets.HBox([widget, buttons], layout={"flex_flow": "row wrap"})


def as_text(control: Control) -> ipywidgets.Widget:
    """Return what the page shows for a control that is not baked."""
    label, value = escape(control.label), escape(control.says(control.value))
    return ipywidgets.HTML(
        f'<span>{label}</span> <span>{value} (<a href="#launch-links">run this chapter</a> to '
        "move it)</span>"
    )


def _check_start(name: str, value: object, baked: Sequence[object]) -> None:
    if baked and value not in baked:
        raise ValueError(
            f"{name}: got baked={list(baked)}, expected its value {value!r} among them"
        )


def _looks(label: str) -> dict[str, Any]:
    return {
        "description": label,
        "style": {"description_width": "9em"},
        "layout": {"width": "28em", "max_width": "100%"},
    }
