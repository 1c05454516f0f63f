"""Digits and weights as pictures, the right way up."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import datasets
from neuronlib.plotting import draw_images


@pytest.fixture
def axes():
    return Figure().subplots(1, 3)


def test_each_column_becomes_a_picture_row_by_row_from_the_top(axes):
    X = datasets.digits().X[:, :3]
    draw_images(axes, X, ["zero", "one", "two"])
    for k, ax in enumerate(axes):
        pixels = ax.images[0].get_array()
        assert ax.images[0].origin == "upper" and ax.get_title() == ["zero", "one", "two"][k]
        for row in range(8):
            np.testing.assert_array_equal(pixels[row], X[8 * row : 8 * row + 8, k])


def test_ink_is_dark_on_white_paper(axes):
    draw_images(axes, datasets.digits().X[:, :3], "abc")
    image = axes[0].images[0]
    paper, ink = image.cmap(image.norm(0.0)), image.cmap(image.norm(1.0))
    assert paper[:3] == (1, 1, 1) and max(ink[:3]) < 0.2


def test_signed_weights_are_white_at_zero_on_one_scale_for_all_pictures(axes):
    weights = np.zeros((64, 3))
    weights[5, 0], weights[7, 2] = -3.0, 1.5
    draw_images(axes, weights, "abc", signed=True)
    for ax in axes:
        image = ax.images[0]
        assert (image.norm.vmin, image.norm.vmax) == (-3, 3)
        assert image.cmap(image.norm(0.0))[:3] == pytest.approx((1, 1, 1), abs=0.02)


@pytest.mark.parametrize(
    ("shape", "n_titles"), [((3, 64), 3), ((64, 2), 3), ((64, 4), 3), ((64, 3), 2), ((64,), 1)]
)
def test_one_picture_and_one_title_for_each_axes(axes, shape, n_titles):
    with pytest.raises(ValueError, match=r"X: got shape \(.*titles, expected \(64, 3\) and 3"):
        draw_images(axes, np.zeros(shape), ["a"] * n_titles)
