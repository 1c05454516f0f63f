"""The cartoon neuron and its model: the parts are there, named, and where they belong."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, Polygon
from matplotlib.text import Text

from neuronlib.plotting import draw_anatomy, draw_model
from neuronlib.plotting.style import CLASS_COLOURS

DENDRITES, CELL_BODY, AXON, SYNAPSES = CLASS_COLOURS


def parts(ax, kind, colour):
    return [
        patch
        for patch in ax.patches
        if isinstance(patch, kind) and to_hex(patch.get_fc()) == colour
    ]


def test_every_part_of_the_cell_is_drawn_and_named(ax):
    draw_anatomy(ax)
    assert len(parts(ax, Polygon, DENDRITES)) == 5
    assert len(parts(ax, Polygon, AXON)) == 4  # one axon and its three branches
    assert len(parts(ax, Circle, SYNAPSES)) == 6
    names = {text.get_text() for text in ax.texts}
    assert names == {"synapse", "dendrites", "cell body", "axon", "synapses"}


def test_signals_run_from_left_to_right(ax):
    draw_anatomy(ax)
    dendrites = np.vstack([part.get_xy() for part in parts(ax, Polygon, DENDRITES)])
    axon = np.vstack([part.get_xy() for part in parts(ax, Polygon, AXON)])
    assert dendrites[:, 0].max() < axon[:, 0].min()


def test_arriving_synapses_touch_dendrites_and_leaving_ones_the_axon(ax):
    draw_anatomy(ax)
    dendrites = np.vstack([part.get_xy() for part in parts(ax, Polygon, DENDRITES)])
    axon = np.vstack([part.get_xy() for part in parts(ax, Polygon, AXON)])
    for synapse in parts(ax, Circle, SYNAPSES):
        where = dendrites if synapse.center[0] < 5 else axon
        gap = np.linalg.norm(where - synapse.center, axis=1).min()
        assert gap <= synapse.radius + 0.03


def test_the_model_has_an_input_a_weight_and_a_product_for_each_synapse(ax):
    draw_model(ax)
    said = {text.get_text() for text in ax.texts}
    for index in "₀₁₂":
        assert {f"x{index}", f"w{index}", f"w{index}x{index}"} <= said
    assert {"Σ\n+ b", "f", "f(Σ wᵢxᵢ + b)"} <= said
    assert len(parts(ax, Circle, SYNAPSES)) == 3


def test_the_arrows_of_the_model_lead_into_the_cell_and_out_of_it(ax):
    draw_model(ax)
    (body,) = [p for p in ax.patches if isinstance(p, Circle) and to_hex(p.get_ec()) == CELL_BODY]
    arrows = [text for text in ax.texts if text.get_text() == ""]
    assert len(arrows) == 4
    for arrow in arrows[:3]:
        assert np.linalg.norm(np.subtract(arrow.xy, body.center)) == pytest.approx(
            body.radius, rel=0.05
        )
    out = arrows[3]
    assert np.linalg.norm(np.subtract(out.xyann, body.center)) == pytest.approx(body.radius)
    assert out.xy[0] > out.xyann[0]


@pytest.mark.parametrize("draw", [draw_anatomy, draw_model])
def test_no_text_leaves_the_picture_or_covers_another(ax, draw):
    draw(ax)
    ax.figure.set_size_inches(3.6, 3.4)
    ax.set_position((0.02, 0.02, 0.96, 0.86))
    ax.figure.draw_without_rendering()
    # an annotation's own extent would take in its line
    boxes = [Text.get_window_extent(text) for text in ax.texts if text.get_text()]
    figure = ax.figure.bbox
    for k, box in enumerate(boxes):
        assert box.x0 >= figure.x0 and box.x1 <= figure.x1
        assert not any(box.overlaps(other) for other in boxes[:k])


@pytest.mark.parametrize("draw", [draw_anatomy, draw_model])
def test_a_second_call_replaces_the_first(ax, draw):
    draw(ax)
    first = len(ax.patches), len(ax.lines), len(ax.texts)
    draw(ax)
    assert (len(ax.patches), len(ax.lines), len(ax.texts)) == first
