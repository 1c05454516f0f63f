"""A picture: a small file of what is drawn, in few colours."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from neuronlib import plotting, scenes
from neuronlib.demos.picture import COLOURS, Picture


def opened(png):
    return Image.open(BytesIO(png))


def test_a_picture_is_an_indexed_png_twice_as_fine_as_it_is_shown():
    picture = Picture(plotting.draw_neuron)
    png = picture.png(scenes.neuron())
    image = opened(png)
    assert image.format == "PNG" and image.mode == "P"
    assert len(image.getcolors()) <= COLOURS
    width, height = picture.shown_size
    assert image.size == (2 * width, 2 * height)


def test_a_baked_picture_is_the_same_to_the_pixel_and_small():
    picture = Picture(plotting.draw_neuron)
    png, webp = picture.png(scenes.neuron()), picture.webp(scenes.neuron())
    baked = opened(webp)
    assert baked.format == "WEBP" and len(webp) < 15_000
    assert baked.tobytes() == opened(png).convert("RGB").tobytes()


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


def test_other_limits_and_labels_are_drawn_over_the_rest(monkeypatch):
    still = Still(lambda on, ax: ax.set(xlim=(-1, 3), ylim=(-1, 2), ylabel="up"))
    picture = Picture(still)
    for _ in range(2):
        picture.png(None)
    whole = []
    monkeypatch.setattr(picture._canvas, "draw", lambda: whole.append(1))
    for high in (3, 4):
        before = bytes(picture._canvas.buffer_rgba())
        still.calls, still.change = 1, lambda on, ax, high=high: ax.set(ylim=(0, high))
        picture.png(None)
        assert bytes(picture._canvas.buffer_rgba()) != before
    assert whole == []


def test_an_axes_whose_sides_keep_their_proportion_takes_its_new_place():
    still = Still(lambda on, ax: ax.set_xlim(0, 1))
    picture = Picture(still)
    picture._axes.set_aspect("equal")
    picture.png(None)
    picture.png(None)
    assert_as_if_drawn_anew(picture)


def test_an_axes_that_is_hidden_is_gone_and_back_when_it_is_shown_again():
    still = Still(lambda on, ax: ax.set_visible(False))
    picture = Picture(still)
    first = picture.png(None)
    empty = opened(picture.png(None)).convert("L")
    assert empty.getextrema()[0] > 250
    still.calls, still.change = 1, lambda on, ax: ax.set_visible(True)
    assert picture.png(None) == first


class Still:
    """A draw function made up here: some artists, and one change to them at the second call."""

    def __init__(self, change):
        self.change = change
        self.calls = 0

    def __call__(self, ax, scene):
        """Make artists, change one, then rest."""
        if self.calls == 0:
            (self.line,) = ax.plot([0, 1, 2], [0, 1, 0], linewidth=9, label="line")
            (self.over,) = ax.plot([0, 2], [1, 0], linewidth=9, label="over it")
            self.text = ax.text(1, 0.5, "a word")
            ax.set(xlim=(0, 2), ylim=(0, 1), xlabel="across")
            ax.legend(loc="lower center")
        elif self.calls == 1:
            self.change(self, ax)
        self.calls += 1


def assert_as_if_drawn_anew(picture):
    """Compare what a picture shows with all of it drawn once more."""
    seen = np.array(picture._canvas.buffer_rgba())
    for artist in picture._moving:
        artist.set_animated(False)
    picture._canvas.draw()
    np.testing.assert_array_equal(seen, picture._canvas.buffer_rgba())
    for artist in picture._moving:
        artist.set_animated(True)


CHANGES = {
    "data": lambda on, ax: on.line.set_ydata([1, 0, 1]),
    "hidden": lambda on, ax: on.over.set_visible(False),
    "order": lambda on, ax: on.line.set_zorder(2.1),
    "words": lambda on, ax: on.text.set_text("another word"),
    "limits": lambda on, ax: ax.set_xlim(-1, 3),
    "label": lambda on, ax: ax.set_xlabel("another label"),
    "title": lambda on, ax: ax.set_title("at last"),
    "ticks": lambda on, ax: ax.set_xticks([0.5, 1.5]),
    "added": lambda on, ax: ax.axhline(0.3),
    "removed": lambda on, ax: on.over.remove(),
    "no frame": lambda on, ax: ax.set_axis_off(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changed_is_drawn_as_if_all_was_drawn_anew(change):
    draw = Still(change)
    picture = Picture(draw)
    first = picture.png(None)
    for _ in range(2):  # found to have changed, and then at rest
        assert picture.png(None) != first
        assert_as_if_drawn_anew(picture)


def test_a_change_of_data_leaves_the_axes_as_they_were_drawn(monkeypatch):
    picture = Picture(plotting.draw_neuron)
    for w1 in (1.0, 2.0):  # drawn whole, then again without what moves
        picture.png(scenes.neuron(w1))
    whole = []
    monkeypatch.setattr(picture._canvas, "draw", lambda: whole.append(1))
    for w1 in (3.0, -1.0, 0.0):
        picture.png(scenes.neuron(w1))
    assert whole == []
