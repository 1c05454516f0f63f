"""Dead units and what networks have learned, against the learning rate."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from neuronlib.experiments.relu_and_relatives.death import Deaths
from neuronlib.plotting.bands import draw_band


def draw_deaths(axes: Sequence[Axes], kinds: Mapping[str, Deaths]) -> None:
    """Draw the share of silent units on one axes and the training accuracy on the other.

    Lines are medians over the seeds, bands the whole range. Rates at which a network diverged are
    left out of the first, since nothing of it can be counted.

    Parameters
    ----------
    axes : sequence of two matplotlib Axes
        Are cleared.
    kinds : mapping of str to Deaths
        At most four, by name.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib.experiments.relu_and_relatives import death_sweep
    >>> axes = Figure().subplots(1, 2)
    >>> sweep = death_sweep(n_seeds=2, n_updates=20, kinds=["ReLU"])
    >>> draw_deaths(axes, sweep.deaths["digits"])
    >>> axes[0].get_ylabel()
    'silent units'
    """
    for ax, what in zip(axes, ("silent units", "training examples right"), strict=True):
        ax.clear()
        ax.set(xlabel="learning rate η", ylabel=what, ylim=(-0.03, 1.03), xscale="log")
        ax.yaxis.set_major_formatter(PercentFormatter(1))
        ax.spines[["top", "right"]].set_visible(False)
    for k, (name, deaths) in enumerate(kinds.items()):
        rates, counted = np.array(deaths.learning_rates), ~deaths.diverged.any(axis=1)
        draw_band(axes[0], rates[counted], deaths.silent[counted], name=name, place=k)
        draw_band(axes[1], rates, deaths.accuracy, name=name, place=k)
    for ax in axes:
        _label(ax, deaths.learning_rates)
    axes[0].legend(loc="upper left")


def _label(ax: Axes, rates: Sequence[float]) -> None:
    """Label the rates that leave room for each other."""
    shown: list[float] = []
    for rate in rates:
        if not shown or rate >= 1.4 * shown[-1]:
            shown.append(rate)
    ax.set_xticks(shown, [f"{rate:g}" for rate in shown])
    ax.minorticks_off()
