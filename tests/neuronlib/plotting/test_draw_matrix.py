"""A matrix as a picture: every weight in its place, zero is white."""

import numpy as np
import pytest

from neuronlib.plotting import draw_matrix

W = np.array([[1.0, 0.0, -4.0], [2.0, 0.0, 0.0]])


def test_each_weight_stands_in_its_row_and_column(ax):
    draw_matrix(ax, W)
    (image,) = ax.images
    np.testing.assert_array_equal(image.get_array(), W)
    assert image.origin == "upper"


def test_zero_is_white_and_the_signs_have_the_colours_of_the_classes(ax):
    draw_matrix(ax, W)
    (image,) = ax.images
    assert (image.norm.vmin, image.norm.vmax) == (-4, 4)
    assert image.cmap(image.norm(0.0))[:3] == pytest.approx((1, 1, 1), abs=0.02)
    blue, orange = image.cmap(image.norm(-4.0)), image.cmap(image.norm(4.0))
    assert blue[2] > blue[0] and orange[0] > orange[2]


def test_rows_are_neurons_and_columns_inputs(ax):
    draw_matrix(ax, W)
    assert (ax.get_ylabel(), ax.get_xlabel()) == ("2 neurons", "3 inputs")


def test_a_second_call_replaces_the_first(ax):
    draw_matrix(ax, W)
    draw_matrix(ax, np.eye(2))
    assert len(ax.images) == 1


def test_what_is_no_matrix_is_refused(ax):
    with pytest.raises(ValueError, match=r"W: got shape \(3,\), expected \(n_out, n_in\)"):
        draw_matrix(ax, [1, 2, 3])
