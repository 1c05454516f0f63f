"""A picture: a small indexed PNG of what is drawn."""

from io import BytesIO

import numpy as np
from PIL import Image

from neuronlib import plotting, scenes
from neuronlib.demos.picture import COLOURS, Picture


def opened(png):
    return Image.open(BytesIO(png))


def test_a_picture_is_a_small_indexed_png_twice_as_fine_as_it_is_shown():
    picture = Picture(plotting.draw_neuron)
    png = picture.png(scenes.neuron())
    image = opened(png)
    assert image.format == "PNG" and image.mode == "P"
    assert len(image.getcolors()) <= COLOURS and len(png) < 20_000
    width, height = picture.shown_size
    assert image.size == (2 * width, 2 * height)


def test_a_scene_looks_the_same_whatever_was_shown_before():
    first, second = scenes.neuron(1.0, -1.0), scenes.neuron(0.0, 2.0, -1.0)
    picture = Picture(plotting.draw_neuron)
    before = picture.png(first)
    assert picture.png(second) != before == picture.png(first)


def test_few_colours_are_close_to_many():
    picture = Picture(plotting.draw_neuron)
    reduced = np.asarray(opened(picture.png(scenes.neuron())).convert("RGB"), dtype=float)
    full = np.asarray(picture._canvas.buffer_rgba())[..., :3]
    assert np.abs(reduced - full).mean() < 8
