"""How networks of sigmoids start and end, by the scale of their first weights."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from neuronlib.experiments.activation_functions.scales import CHANCE, TooLarge
from neuronlib.plotting.bands import draw_band
from neuronlib.plotting.style import MUTED


def draw_first_weights(axes: Sequence[Axes], result: TooLarge) -> None:
    """Draw saturation and gradient at the start, loss and accuracy at the end, against the scale.

    Parameters
    ----------
    axes : sequence of four matplotlib Axes
        Are cleared.
    result : TooLarge

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots(2, 2).ravel()
    >>> ones = {"digits": np.ones((2, 5))}
    >>> draw_first_weights(axes, TooLarge((0.1, 10.0), ones, ones, ones, ones, steps=600))
    >>> axes[2].get_title()
    'loss after 600 steps'
    """
    panels = {
        "saturated at the start": result.saturated,
        "gradient at the start": result.gradients,
        f"loss after {result.steps} steps": result.losses,
        "accuracy on new examples": result.accuracy,
    }
    for ax, (title, by_task) in zip(axes, panels.items(), strict=True):
        ax.clear()
        for place, (task, values) in enumerate(by_task.items()):
            draw_band(ax, result.scales, values, name=task, place=place)
        ax.set(title=title, xscale="log", xticks=result.scales)
        ax.set_xticks([], minor=True)
        ax.set_xticklabels([f"{scale:g}" for scale in result.scales])
        ax.spines[["top", "right"]].set_visible(False)
    loss = axes[2]
    loss.axhline(CHANCE, color=MUTED, linewidth=1)
    loss.annotate("chance", (result.scales[1], CHANCE), va="bottom", color=MUTED)
    loss.set_ylim(0, 2 * CHANCE)
    axes[0].set_ylim(0, 1)
    axes[0].legend()
    for ax in axes[2:]:
        ax.set_xlabel("scale of the first weights")
