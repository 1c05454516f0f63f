"""An activation function with its derivative, and where it saturates."""

import numpy as np
from matplotlib.axes import Axes

from neuronlib.activations import Activation
from neuronlib.plotting.style import CLASS_COLOURS, LINE_STYLES, MUTED

_SATURATED = 0.01  # as in `diagnostics.saturated_units`


def draw_activation(
    ax: Axes, activation: Activation, limits: tuple[float, float] = (-8, 8)
) -> None:
    """Draw f and f′ over z, and shade where the slope is less than 1 % of its steepest.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    activation : Activation
        A function of one number.
    limits : tuple of float
        From which z to which.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import tanh
    >>> ax = Figure().add_subplot()
    >>> draw_activation(ax, tanh)
    >>> [line.get_label() for line in ax.lines if not line.get_label().startswith("_")]
    ['tanh', 'its slope']
    """
    ax.clear()
    z = np.linspace(*limits, 801)
    slope = activation.derivative(z)
    saturated = np.abs(slope) < _SATURATED * np.abs(slope).max()
    ax.axhline(0, color=MUTED, linewidth=0.8)
    ax.axvline(0, color=MUTED, linewidth=0.8)
    for y, name, place in ((activation(z), activation.name, 0), (slope, "its slope", 1)):
        ax.plot(z, y, color=CLASS_COLOURS[place], linestyle=LINE_STYLES[place], linewidth=2.5,
                label=name)  # fmt: skip
    ax.fill_between(z, 0, 1, where=saturated, transform=ax.get_xaxis_transform(),
                    color=MUTED, alpha=0.15, linewidth=0, label="saturated")  # fmt: skip
    ax.set(xlabel="z", xlim=limits)
    ax.legend(loc="upper left", fontsize="small")
    ax.spines[["top", "right"]].set_visible(False)
