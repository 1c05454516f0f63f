"""Drawing a forward pass: numbers in the diagram, matrices below, made once for a network."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from neuronlib import scenes
from neuronlib.plotting import draw_feed_forward
from neuronlib.plotting.feed_forward import COLUMNS, NEW, PLACES
from neuronlib.plotting.words import Words

STEPS = range(9)


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["diagram"], ["matrices"]])


def numbers_in_diagram(axes):
    """Return the twelve numbers of the diagram."""
    return [text for text in axes["diagram"].texts if isinstance(text, Words)]


def blocks(axes):
    return [text.get_text() for text in axes["matrices"].texts]


def read(block):
    """Return the header of a block, and its numbers."""
    header, *rows = block.split("\n")
    numbers = [[float(n) for n in row.strip("[]⎡⎤⎢⎥⎣⎦").replace("−", "-").split()] for row in rows]
    return header, np.array(numbers)


def assert_shows(axes, scene):
    expected = [scene.weights, scene.below, *scene.results]
    if len(scene.results) > 1:
        expected.insert(3, scene.biases)
    seen = [read(block)[1] for block in blocks(axes) if block]
    for numbers, matrix in zip(seen, expected, strict=True):
        np.testing.assert_allclose(numbers, matrix, atol=1e-9)
    reached = np.concatenate([column[:, 0] for column in scene.columns])
    texts = [text.get_text() for text in numbers_in_diagram(axes)]
    assert texts[len(reached) :] == [""] * (12 - len(reached))
    written = [float(text.replace("−", "-")) for text in texts[: len(reached)]]
    np.testing.assert_allclose(written, reached, atol=0.0051)


@pytest.mark.parametrize("batch", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_every_number_of_the_scene_is_shown(axes, step, batch):
    scene = scenes.feed_forward(step, batch=batch, seed=2)
    draw_feed_forward(axes, scene)
    assert_shows(axes, scene)


def test_later_steps_update_the_same_artists(axes):
    draw_feed_forward(axes, scenes.feed_forward(0))
    first = [ax.get_children() for ax in axes.values()]
    for step in [*STEPS, 3, 0]:
        scene = scenes.feed_forward(step, batch=step % 2 == 0, x1=0.0)
        draw_feed_forward(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_another_network_is_drawn_anew(axes):
    draw_feed_forward(axes, scenes.feed_forward(8, seed=1))
    draw_feed_forward(axes, scenes.feed_forward(8, seed=2))
    assert_shows(axes, scenes.feed_forward(8, seed=2))


def test_each_matrix_is_named(axes):
    draw_feed_forward(axes, scenes.feed_forward(3, batch=True))
    headers = [read(block)[0] for block in blocks(axes)]
    assert headers == ["W₁", "· X", "= W₁ X", "+ b₁", "= z₁", "h₁ = max(0, z₁)"]
    draw_feed_forward(axes, scenes.feed_forward(8))
    headers = [read(block)[0] for block in blocks(axes) if block]
    assert headers == ["W₃", "· h₂", "= W₃ h₂", "+ b₃", "= s"]


@pytest.mark.parametrize(("step", "place"), [(0, 1), (1, 2), (2, 4), (3, 5), (4, 2), (8, 4)])
def test_what_is_new_is_bold_and_orange_and_nothing_else(axes, step, place):
    draw_feed_forward(axes, scenes.feed_forward(3))
    draw_feed_forward(axes, scenes.feed_forward(step))
    for k, text in enumerate(axes["matrices"].texts):
        assert (to_hex(text.get_color()) == NEW) == (text.get_weight() == "bold") == (k == place)


def test_rings_stand_around_the_neurons_at_work(axes):
    for step, (first, last) in {0: (0, 3), 2: (3, 7), 6: (7, 11), 8: (11, 12)}.items():
        draw_feed_forward(axes, scenes.feed_forward(step))
        (rings,) = [line for line in axes["diagram"].lines if len(line.get_xdata())]
        places = [text.get_position() for text in numbers_in_diagram(axes)[first:last]]
        np.testing.assert_array_equal(np.transpose(rings.get_data()), places)


@pytest.mark.parametrize("seed", range(10))
def test_the_matrices_have_room_beside_each_other(axes, seed):
    for step in STEPS:
        for x1 in (-2.0, 2.0):
            draw_feed_forward(axes, scenes.feed_forward(step, batch=True, x1=x1, seed=seed))
            for (start, _), block in zip(PLACES, blocks(axes), strict=True):
                width = max(map(len, block.split("\n")))
                assert start + width < (PLACES[1][0] if start == 0 else COLUMNS)
