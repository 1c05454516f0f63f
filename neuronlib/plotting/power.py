"""What families come close to: by width, by bumps and networks of equal size, and by depth."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from neuronlib.experiments.representational_power import Compactness, Depths
from neuronlib.inputs import FloatArray
from neuronlib.plotting.bands import draw_band
from neuronlib.plotting.style import CLASS_COLOURS, INK


def draw_errors_by_width(
    ax: Axes, widths: Sequence[int], errors: Mapping[str, FloatArray], *, bound: float
) -> None:
    """Draw how the largest error falls with the width for each activation, and a bound for squares.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    widths : sequence of int
    errors : mapping of str to array, shape (n_widths, S)
        By activation: the median over the seeds is drawn as a line, the range as a band.
    bound : float

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_errors_by_width(ax, [3, 10], {"square": np.ones((2, 4))}, bound=0.65)
    >>> [line.get_label() for line in ax.lines]
    ['square', 'bound for squares']
    """
    ax.clear()
    for place, (name, values) in enumerate(errors.items()):
        draw_band(ax, widths, values, name=name, place=place)
    ax.axhline(bound, color=INK, linewidth=1, label="bound for squares")
    ax.set(xlabel="hidden neurons", ylabel="largest error", xscale="log", yscale="log")
    ax.set(ylim=(1e-9, 10))  # below is rounding
    ax.set_xticks(widths, [str(width) for width in widths])
    ax.minorticks_off()
    ax.legend(loc="lower left")
    ax.spines[["top", "right"]].set_visible(False)


def draw_compactness(axes: Sequence[Axes], result: Compactness) -> None:
    """Draw the median error of each contender and its range, against the number of inputs.

    Parameters
    ----------
    axes : sequence of matplotlib Axes
        One for each task; they are cleared.
    result : Compactness

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> errors = {"network": np.ones((2, 3)), "bumps": np.ones((2, 3))}
    >>> ax = Figure().add_subplot()
    >>> draw_compactness([ax], Compactness((1, 5), {"digits": errors}))
    >>> ax.get_title(), [line.get_label() for line in ax.lines]
    ('digits', ['network', 'bumps'])
    """
    places = np.arange(len(result.n_inputs))
    for ax, (task, errors) in zip(axes, result.errors.items(), strict=True):
        ax.clear()
        for place, (name, values) in enumerate(errors.items()):
            draw_band(ax, places, values, name=name, place=place)
        ax.set(title=task, xlabel="number of inputs", ylabel="test error", yscale="log")
        ax.set_xticks(places, [str(n) for n in result.n_inputs])
        ax.set_yticks([0.03, 0.1, 0.3, 1])
        ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:g}"))
        ax.minorticks_off()
        ax.spines[["top", "right"]].set_visible(False)
    axes[0].legend(fontsize="small")


def draw_depths(axes: Sequence[Axes], result: Depths) -> None:
    """Draw the test error of every network against its number of layers, and the mean as a line.

    Parameters
    ----------
    axes : sequence of matplotlib Axes
        One for each task; they are cleared.
    result : Depths

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_depths([ax], Depths((2, 3), {"digits": np.array([[0.1, 0.3], [0.2, 0.2]])}, {}))
    >>> ax.lines[-1].get_ydata()
    array([20., 20.])
    """
    for ax, (task, errors) in zip(axes, result.errors.items(), strict=True):
        ax.clear()
        percent: FloatArray = 100 * errors
        ax.plot(result.layers, percent, "o", color=CLASS_COLOURS[0], alpha=0.3)
        ax.plot(result.layers, percent.mean(axis=1), color=CLASS_COLOURS[1], linewidth=2)
        ax.set(title=task, xlabel="layers", ylabel="test error, %", ylim=(0, None))
        ax.set_xticks(result.layers)
        ax.spines[["top", "right"]].set_visible(False)
