"""The weights of one neuron under L2 as pictures, with nothing to learn and with digits.

What many starts have in common is drawn by `draw_forgetting`.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D

from neuronlib.plotting.artists import LAST, add_lines, artists_on
from neuronlib.plotting.style import CLASS_COLOURS, INK, TWO_CLASSES
from neuronlib.scenes.forgetting import N_UPDATES, ForgettingScene

FULL_COLOUR = 0.7  # of a weight that is coloured fully
NORMS = (0.01, 10)  # on a logarithmic axis
HIGHEST_LOSS = 1.2
_BETWEEN_CROSSES = 25  # updates


class _Norms(NamedTuple):
    without_data: Line2D
    with_data: Line2D
    expected: Line2D


class _Losses(NamedTuple):
    training: Line2D
    test: Line2D


def draw_forgetting_weights(axes: Mapping[str, Axes], scene: ForgettingScene) -> None:
    """Draw the weights as two pictures, and over the updates their norms and the loss.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "without data", "with digits", "norm" and "loss".
    scene : ForgettingScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["without data", "with digits"], ["norm", "loss"]])
    >>> draw_forgetting_weights(axes, scenes.forgetting(update=50))
    >>> [line.get_label() for line in axes["norm"].lines]
    ['without data', 'with digits', '(1 − ηλ)ᵗ']
    """
    for name, weights in (
        ("without data", scene.without_data),
        ("with digits", scene.with_data),
    ):
        artists_on(axes[name], _make_picture, name).set_data(weights[-1].reshape(8, 8))
    updates = np.arange(len(scene.with_data))
    norms = artists_on(axes["norm"], _make_norms)
    norms.without_data.set_data(updates, np.linalg.norm(scene.without_data, axis=1))
    norms.with_data.set_data(updates, np.linalg.norm(scene.with_data, axis=1))
    crosses = slice(None, None, _BETWEEN_CROSSES)
    norms.expected.set_ydata(scene.expected[crosses])
    losses = artists_on(axes["loss"], _make_losses)
    losses.training.set_data(updates, scene.training_loss)
    losses.test.set_data(updates, scene.test_loss)


def _make_picture(ax: Axes, name: str) -> AxesImage:
    ax.set(title=name, xticks=[], yticks=[])
    return ax.imshow(np.zeros((8, 8)), cmap=TWO_CLASSES, vmin=-FULL_COLOUR, vmax=FULL_COLOUR)


def _make_norms(ax: Axes) -> _Norms:
    names = ("without data", "with digits")
    without_data, with_data = add_lines(ax, names, linewidth=2.5, markers=LAST)
    crosses = np.arange(0, N_UPDATES + 1, _BETWEEN_CROSSES)
    (expected,) = ax.plot(crosses, crosses, "x", color=INK, label="(1 − ηλ)ᵗ")
    _over_updates(ax)
    ax.set(yscale="log", ylim=NORMS, ylabel="‖w‖")
    ax.set_yticks([0.01, 0.1, 1, 10], ["0.01", "0.1", "1", "10"])
    ax.minorticks_off()
    ax.set_xticklabels([])
    ax.legend(
        loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False, columnspacing=1.2
    )
    return _Norms(without_data, with_data, expected)


def _make_losses(ax: Axes) -> _Losses:
    names = ("training loss", "test loss")
    lines = add_lines(ax, names, colours=CLASS_COLOURS[2:], linewidth=2.5, markers=LAST)
    _over_updates(ax)
    ax.set(ylim=(0, HIGHEST_LOSS), xlabel="updates")
    ax.legend(loc="upper right", frameon=False)
    return _Losses(*lines)


def _over_updates(ax: Axes) -> None:
    ax.set_xlim(0, N_UPDATES)
    ax.spines[["top", "right"]].set_visible(False)
