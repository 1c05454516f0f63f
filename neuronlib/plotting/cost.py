"""What activations cost in time, by themselves and as a share of a pass."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, PercentFormatter

from neuronlib.experiments.relu_and_relatives.costs import Cost
from neuronlib.plotting.style import CLASS_COLOURS, CLASS_MARKERS, LINE_STYLES


def draw_cost(axes: Sequence[Axes], result: Cost) -> None:
    """Draw nanoseconds per element as bars, and the share of a pass against the width.

    Parameters
    ----------
    axes : sequence of three matplotlib Axes
        Are cleared: one for the bars, and one for each type.
    result : Cost

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib.experiments.relu_and_relatives import cost
    >>> axes = Figure().subplots(1, 3)
    >>> draw_cost(axes, cost(widths=[8], n_rounds=2))
    >>> [ax.get_title() for ax in axes[1:]]
    ['float32', 'float64']
    """
    for ax in axes:
        ax.clear()
        ax.spines[["top", "right"]].set_visible(False)
    bars, *by_type = axes
    for k, (name, of) in enumerate(result.per_element.items()):
        heights = np.arange(len(of)) + 0.4 * (k - 0.5)
        nanoseconds = 1e9 * np.array([*of.values()])
        bars.barh(heights, nanoseconds, 0.38, color=CLASS_COLOURS[k], label=name)
        bars.set_yticks(range(len(of)), list(of))
    bars.set(xlabel="ns per element (logarithmic)", xscale="log")
    bars.xaxis.set_major_locator(LogLocator(10, (1, 2, 5)))
    bars.xaxis.set_major_formatter("{x:g}")
    bars.minorticks_off()
    bars.invert_yaxis()
    bars.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)
    for ax, (name, shares) in zip(by_type, result.shares.items(), strict=True):
        ax.set(title=name, xlabel="width", xscale="log", ylim=(0, 1), ylabel="share of a pass")
        for k, (activation, share) in enumerate(shares.items()):
            ax.plot(
                result.widths, share, color=CLASS_COLOURS[k], linestyle=LINE_STYLES[k],
                marker=CLASS_MARKERS[k], label=activation,
            )  # fmt: skip
        ax.set_xticks(result.widths, [str(width) for width in result.widths])
        ax.minorticks_off()
        ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.legend()
