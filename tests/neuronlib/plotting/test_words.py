"""Words that change often: painted where and as matplotlib would."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from neuronlib.plotting.style import INK
from neuronlib.plotting.words import Words, add_words


def painted(kind, **looks):
    """Return how dark each pixel of a figure is that shows one text in its middle."""
    figure = Figure((3, 2), dpi=100)
    canvas = FigureCanvasAgg(figure)
    ax = figure.add_axes((0, 0, 1, 1), frameon=False, xticks=[], yticks=[])
    ax.add_artist(kind(0.5, 0.5, "A word\nW₁ = 0.25", **{"va": "center"} | looks))
    canvas.draw()
    return 255 - np.asarray(canvas.buffer_rgba())[..., :3].astype(float).mean(axis=-1)


def extent(pixels):
    """Return first and last row, and first and last column, in which something is."""
    rows, columns = (np.flatnonzero(pixels.any(axis=axis)) for axis in (1, 0))
    return np.array([rows[0], rows[-1], columns[0], columns[-1]])


@pytest.mark.parametrize("ha", ["left", "center", "right"])
@pytest.mark.parametrize("va", ["top", "center", "bottom"])
@pytest.mark.parametrize("family", ["sans-serif", "monospace"])
def test_they_stand_where_matplotlib_puts_them(ha, va, family):
    looks = {"ha": ha, "va": va, "family": family, "fontsize": 12, "linespacing": 1.1}
    ours, theirs = painted(Words, **looks), painted(Words.__base__, **looks)
    assert np.abs(extent(ours) - extent(theirs)).max() <= 5
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.1)


def test_colour_weight_and_size_are_theirs():
    dark = painted(Words, fontsize=12, color=INK)
    assert painted(Words, fontsize=12, weight="bold", color=INK).sum() > 1.2 * dark.sum()
    assert np.ptp(extent(painted(Words, fontsize=18))[2:]) > 1.3 * np.ptp(extent(dark)[2:])
    assert painted(Words, fontsize=12, color="#aaaaaa").max() == pytest.approx(0x55, abs=1)


def test_no_text_and_what_is_hidden_leave_no_trace():
    assert not painted(Words, visible=False).any()
    figure = Figure((1, 1))
    canvas = FigureCanvasAgg(figure)
    words = add_words(figure.add_axes((0, 0, 1, 1), frameon=False, xticks=[], yticks=[]), 0.5, 0.5)
    canvas.draw()
    assert np.asarray(canvas.buffer_rgba()).min() == 255
    assert not words.stale


def test_they_are_of_the_axes_coordinates_and_of_ink(ax):
    ax.set_xlim(0, 10)
    words = add_words(ax, 5, 0.5, fontsize=8)
    assert words.get_color() == INK and words.get_fontsize() == 8
    assert words in ax.texts and words.get_transform() == ax.transData
