"""How ‖w‖ goes under L2, with and without data."""

import numpy as np
from matplotlib.axes import Axes

from neuronlib.experiments.one_neuron import Forgetting
from neuronlib.plotting.style import CLASS_COLOURS, INK, LINE_STYLES


def draw_forgetting(ax: Axes, result: Forgetting) -> None:
    """Draw the median of ‖w‖ against the updates for each setting, its range, and (1 − ηλ)^t.

    On the logarithmic axis the formula is a straight line, and a norm that passes zero bounces.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    result : Forgetting

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib.experiments.one_neuron import forgetting
    >>> ax = Figure().add_subplot()
    >>> draw_forgetting(ax, forgetting(n_seeds=2, steps=10))
    >>> [line.get_label() for line in ax.lines]
    ['without data', 'with digits', 'without data, momentum', '(1 − ηλ)ᵗ']
    """
    ax.clear()
    updates = np.arange(len(result.expected))
    settings = {
        "without data": result.without_data,
        "with digits": result.with_data,
        "without data, momentum": result.with_momentum,
    }
    for (name, norms), colour, style in zip(
        settings.items(), CLASS_COLOURS, LINE_STYLES, strict=False
    ):
        ax.plot(updates, np.median(norms, axis=1), color=colour, linestyle=style, linewidth=2.5,
                label=name)  # fmt: skip
        ax.fill_between(updates, norms.min(axis=1), norms.max(axis=1), color=colour, alpha=0.2)
    few = updates[:: max(1, len(updates) // 12)]
    ax.plot(few, np.median(result.expected, axis=1)[few], "x", color=INK, label="(1 − ηλ)ᵗ")
    ax.set(xlabel="update t", ylabel="‖w‖ (logarithmic)", yscale="log", ylim=(1e-4, None))
    ax.legend()
    ax.spines[["top", "right"]].set_visible(False)
