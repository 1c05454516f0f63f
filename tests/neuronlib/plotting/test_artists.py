"""What the demos' pictures have in common: lines whose markers are whole on the frame's edge."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from neuronlib.plotting.artists import EVERY, LAST, add_lines
from neuronlib.plotting.style import BLUE


@pytest.fixture
def axes():
    figure = Figure(layout="constrained")
    return figure.add_subplot(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])


def painted(axes):
    """Count the blue pixels beside the axes: left, right, below, above."""
    canvas = FigureCanvasAgg(axes.figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())[::-1, :, :3]  # rows go up
    blue = np.abs(pixels / 255 - to_rgb(BLUE)).max(axis=2) < 0.02
    left, bottom, right, top = np.round(axes.bbox.extents).astype(int)
    beside = blue[:, : left - 1], blue[:, right + 1 :], blue[: bottom - 1], blue[top + 1 :]
    return [int(side.sum()) for side in beside]


@pytest.mark.parametrize(
    ("end", "side"), [((0, 0.5), 0), ((1, 0.5), 1), ((0.5, 0), 2), ((0.5, 1), 3)]
)
@pytest.mark.parametrize("markers", [EVERY, LAST])
def test_a_marker_on_the_edge_is_seen_whole(axes, markers, end, side):
    (line,) = add_lines(axes, ["one"], colours=[BLUE], markers=markers)
    line.set_data([0.5, end[0]], [0.5, end[1]])
    seen = painted(axes)
    half = np.pi * (line.get_markersize() * axes.figure.dpi / 72) ** 2 / 8
    assert seen[side] > 0.5 * half
    assert sum(seen) == seen[side]


def test_what_lies_far_outside_is_hidden(axes):
    (line,) = add_lines(axes, ["one"], colours=[BLUE], markers=EVERY)
    line.set_data([1.1, -0.1, 0.5], [0.5, 0.5, 1.2])
    line.set_linestyle("none")
    assert painted(axes) == [0, 0, 0, 0]


def test_a_line_without_markers_ends_at_the_frame(axes):
    (line,) = add_lines(axes, ["one"], colours=[BLUE])
    line.set_data([0.5, 2], [0.5, 0.5])
    assert painted(axes) == [0, 0, 0, 0]


def test_whole_markers_move_no_margins(axes):
    (line,) = add_lines(axes, ["one"], markers=EVERY)
    axes.figure.draw_without_rendering()
    before = axes.get_position().bounds
    line.set_data([0, 1], [0, 1])
    axes.figure.draw_without_rendering()
    assert axes.get_position().bounds == before
