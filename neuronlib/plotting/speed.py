"""Times against sizes, on logarithmic axes: equal factors are equal distances."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from neuronlib.experiments.layers import BatchSpeed, EvaluationSpeed
from neuronlib.plotting.style import CLASS_COLOURS, CLASS_MARKERS, LINE_STYLES


def draw_evaluation_speed(ax: Axes, result: EvaluationSpeed) -> None:
    """Draw the time of a pass against the neurons in a layer, neuron by neuron and layer by layer.

    Colour and dashes tell the way, markers the number of examples N.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    result : EvaluationSpeed

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib.experiments.layers import evaluation_speed
    >>> ax = Figure().add_subplot()
    >>> draw_evaluation_speed(ax, evaluation_speed(widths=[8, 16], batch_sizes=[1], n_rounds=1))
    >>> [line.get_label() for line in ax.lines]
    ['neuron by neuron, N = 1', 'layer by layer, N = 1']
    """
    ax.clear()
    ways = {"neuron by neuron": result.by_neuron, "layer by layer": result.by_layer}
    for (name, seconds), colour, style in zip(
        ways.items(), CLASS_COLOURS, LINE_STYLES, strict=False
    ):
        for k, n in enumerate(result.batch_sizes):
            ax.plot(
                result.widths, 1e6 * seconds[:, k].min(axis=-1), color=colour, linestyle=style,
                marker=CLASS_MARKERS[k % len(CLASS_MARKERS)], linewidth=2,
                label=f"{name}, N = {n}",
            )  # fmt: skip
    _logarithmic(ax, result.widths)
    ax.set(xlabel="neurons in each layer", ylabel="microseconds")
    # above the curves, which would run through it
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, fontsize=10, frameon=False,
              handlelength=2.6, columnspacing=1.0)  # fmt: skip


def draw_batch_speed(ax: Axes, result: BatchSpeed) -> None:
    """Draw the time for each example against the size of its batch.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    result : BatchSpeed

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib.experiments.layers import batch_speed
    >>> ax = Figure().add_subplot()
    >>> draw_batch_speed(ax, batch_speed(batch_sizes=[1, 8], n_rounds=1))
    >>> ax.get_xlabel()
    'examples at once'
    """
    ax.clear()
    ax.plot(result.batch_sizes, 1e6 * result.per_example, color=CLASS_COLOURS[0], linewidth=2,
            marker=CLASS_MARKERS[0])  # fmt: skip
    _logarithmic(ax, result.batch_sizes)
    ax.set(xlabel="examples at once", ylabel="microseconds per example")


def _logarithmic(ax: Axes, sizes: Sequence[int]) -> None:
    ax.set(xscale="log", yscale="log")
    ax.set_xticks(sizes, [f"{size}" for size in sizes])
    ax.set_xticks([], minor=True)
    ax.grid(axis="y", alpha=0.3)
    ax.spines[["top", "right"]].set_visible(False)
