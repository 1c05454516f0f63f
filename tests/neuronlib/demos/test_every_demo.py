"""What holds for every demo: whatever is moved, picture and sentence follow, live and baked.

A new demo is a row in DEMOS.
"""

import asyncio
from collections.abc import Iterator
from html import unescape
from typing import Any

import ipywidgets
import numpy as np
import pytest

from neuronlib import demos
from neuronlib.demos import Explorer

DEMOS = [
    demos.activations,
    demos.architecture,
    demos.bumps,
    demos.capacity,
    demos.depth,
    demos.dying_relu,
    demos.feed_forward,
    demos.firing_rate,
    demos.forgetting,
    demos.loss_spread,
    demos.maxout,
    demos.neuron,
    demos.regularisation,
    demos.through_layers,
    demos.zigzag,
]


def test_every_demo_has_a_row():
    frame = {"Choice", "Explorer", "Slider", "Steps"}
    apart = {"playground"}  # no Explorer: it has tests of its own
    assert {demo.__name__ for demo in DEMOS} == set(demos.__all__) - frame - apart


@pytest.fixture(scope="module", params=DEMOS, ids=lambda demo: demo.__name__)
def demo(request: pytest.FixtureRequest) -> Explorer:
    return request.param()


def controls(demo: Explorer) -> list[Any]:
    """Return the widgets that carry a demo's values."""
    return demo._widgets


def settings(control: Any) -> list[Any]:
    """Return both ends of a control, and its middle."""
    if isinstance(control, ipywidgets.FloatSlider):
        steps = round((control.max - control.min) / control.step)
        return [control.min, control.min + steps // 2 * control.step, control.max]
    values = [one[1] if isinstance(one, tuple) else one for one in control.options]
    return [values[0], values[len(values) // 2], values[-1]]


def moves(demo: Explorer) -> Iterator[tuple[Any, Any]]:
    """Yield each control with each of its settings in turn, the others at their first values."""
    for control in controls(demo):
        first = control.value
        for setting in settings(control):
            if setting != control.value:
                control.value = setting
                yield control, setting
        control.value = first


def sentence(demo: Explorer) -> str:
    return unescape(demo.children[2].value).removeprefix('<p role="status">').removesuffix("</p>")


def test_it_says_what_is_to_be_seen(demo):
    assert 20 < len(sentence(demo)) <= 200
    assert sentence(demo).endswith(".") and "nan" not in sentence(demo)
    assert repr(demo) == f"Demo: {sentence(demo)}"


def test_picture_and_sentence_follow_each_control(demo):
    for control, setting in moves(demo):
        values = [
            one.means(widget.value)
            for one, widget in zip(demo._controls, controls(demo), strict=True)
        ]
        expected = demo._scene(values).describe()
        assert sentence(demo) == expected, (control.description, setting)
        assert "cannot be shown" not in expected and "nan" not in expected


def test_each_control_changes_the_picture(demo):
    for control in controls(demo):
        first, seen = control.value, set()
        for setting in settings(control):
            control.value = setting
            seen.add(bytes(demo.children[1].value))
        control.value = first
        assert len(seen) > 1, control.description


def test_only_drawing_what_changed_gives_the_same_picture(demo):
    picture = demo._picture
    for control, setting in moves(demo):
        quick = np.array(picture._canvas.buffer_rgba())
        for artist in picture._moving:
            artist.set_animated(False)
        picture._canvas.draw()
        whole = np.array(picture._canvas.buffer_rgba())
        for artist in picture._moving:
            artist.set_animated(True)
        differs = (quick != whole).any(axis=-1).mean()
        assert differs == 0, f"{control.description} = {setting}: {differs:.1%} of the pixels"


def test_labels_hold_no_mathematics_markup_and_no_output_widget_is_used(demo):
    waiting = [demo]
    while waiting:
        widget = waiting.pop()
        assert not isinstance(widget, ipywidgets.Output)
        assert not {"$", "\\"} & set(getattr(widget, "description", ""))
        waiting += getattr(widget, "children", ())


def test_a_burst_ends_at_its_last_event_and_draws_few_pictures(demo):
    pictures = []
    demo.children[1].observe(lambda change: pictures.append(change.new), "value")
    control = controls(demo)[0]
    first, (low, _, high) = control.value, settings(control)

    async def burst() -> None:
        for k in range(200):
            control.value = (low, high)[k % 2]
            await asyncio.sleep(0)
        control.value = high
        await asyncio.sleep(0)
        while demo._scheduled:
            await asyncio.sleep(0.01)

    asyncio.run(burst())
    last = bytes(demo.children[1].value)
    demo.children[1].unobserve_all()
    demo._render()
    assert bytes(demo.children[1].value) == last
    assert len(pictures) < 60
    control.value = first


def test_an_exception_is_told_and_the_demo_goes_on(demo, monkeypatch):
    control = controls(demo)[0]
    first, compute = control.value, demo._compute

    def fails(**values: Any) -> Any:
        raise ArithmeticError("no <such> thing")

    monkeypatch.setattr(demo, "_compute", fails)
    control.value = settings(control)[0] if settings(control)[0] != first else settings(control)[2]
    assert sentence(demo) == "This setting cannot be shown: no <such> thing"
    monkeypatch.setattr(demo, "_compute", compute)
    control.value = first
    assert "cannot be shown" not in sentence(demo)


@pytest.mark.parametrize("make", DEMOS, ids=lambda demo: demo.__name__)
def test_what_the_page_shows_first_is_what_a_kernel_shows_first(make, monkeypatch):
    live = make()
    monkeypatch.setenv("NEURONLIB_BAKE", "1")
    monkeypatch.setattr(Explorer, "_figure", lambda self, values: "")  # frames: none is looked at
    assert repr(make()) == repr(live)
