"""The book's mark, drawn by matplotlib as it stands in its SVG file."""

import re
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

from sphinx_ext.logo import LOGO, draw_logo, read_path


def test_moves_curves_and_level_lines_are_read() -> None:
    path = read_path("M4 6Q11 7 15 16M4 16H29")
    assert path.vertices.tolist() == [[4, 6], [11, 7], [15, 16], [4, 16], [29, 16]]
    codes = [Path.MOVETO, Path.CURVE3, Path.CURVE3, Path.MOVETO, Path.LINETO]
    assert path.codes is not None and path.codes.tolist() == codes


def test_every_number_of_the_file_is_drawn() -> None:
    ax = Figure(figsize=(2, 2)).add_axes((0, 0, 1, 1))
    draw_logo(ax)
    strokes = [patch for patch in ax.patches if isinstance(patch, PathPatch)]
    (body,) = [patch for patch in ax.patches if isinstance(patch, Circle)]
    svg = LOGO.read_text(encoding="utf-8")
    (commands,) = re.findall(r'd="([^"]+)"', svg)
    numbers = {float(number) for number in re.findall(r"[\d.]+", commands)}
    assert {
        float(value) for stroke in strokes for value in stroke.get_path().vertices.flat
    } == numbers
    assert [f"{value:g}" for value in (*body.center, body.radius)] == re.findall(
        r'c?[xyr]="([\d.]+)"', svg.split("<circle")[1]
    )


@pytest.mark.parametrize("inches", [1, 4])
def test_strokes_grow_with_the_drawing(inches: float) -> None:
    figure = Figure(figsize=(inches, inches), dpi=100)
    ax = figure.add_axes((0, 0, 1, 1))
    draw_logo(ax)
    # 2.4 of 32 units
    assert ax.patches[0].get_linewidth() == pytest.approx(72 * inches * 2.4 / 32)


def test_it_hangs_from_its_top_like_the_file() -> None:
    ax = Figure(figsize=(1, 1)).add_axes((0, 0, 1, 1))
    draw_logo(ax)
    bottom, top = ax.get_ylim()
    assert bottom > top
    assert all(np.diff(pair) > 0 for pair in pairwise((0, *ax.get_xlim()[1:])))
