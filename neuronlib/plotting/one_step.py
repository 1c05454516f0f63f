"""How one gradient step of growing size moves the pre-activations of a unit."""

import numpy as np
from matplotlib.axes import Axes

from neuronlib.experiments.relu_and_relatives.killing import Step
from neuronlib.plotting.style import CLASS_COLOURS, INK


def draw_one_step(ax: Axes, step: Step, largest: float) -> None:
    """Draw a line z − η d for each example, and the step size from which none is above zero.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    step : Step
        Of one unit.
    largest : float
        The largest step size η to show.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_one_step(ax, Step(np.array([1.0, -1.0]), np.array([0.5, 0.2])), 4.0)
    >>> [line.get_label() for line in ax.lines[-1:]]
    ['dead from η = 2']
    """
    ax.clear()
    sizes = np.array([0.0, largest])
    ax.plot(sizes, step.z - sizes[:, None] * step.d, color=CLASS_COLOURS[0], alpha=0.1)
    ax.axhline(0, color=INK, linewidth=1)
    least, _ = step.killing
    ax.axvline(
        float(least), color=CLASS_COLOURS[1], linestyle="--", label=f"dead from η = {least:.2g}"
    )
    ax.set(xlabel="step size η", ylabel="pre-activation z", xlim=(0, largest))
    ax.legend()
    ax.spines[["top", "right"]].set_visible(False)
