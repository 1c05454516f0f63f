"""A demo in a kernel: each control answers, and a burst of events ends at the last one."""

import asyncio
from dataclasses import dataclass
from html import unescape
from time import sleep

import ipywidgets
import pytest

from neuronlib.demos import Choice, Explorer, Slider, explorer


@dataclass(frozen=True)
class Bar:
    """What the demo made up here shows."""

    height: float
    colour: str

    def describe(self):
        """Say height and colour."""
        return f"A {self.colour} bar is {self.height:g} high & wide."


class Demo:
    """A demo of a bar, with what it computed and drew."""

    def __init__(self, cost=0.0):
        self.computed, self.drawn, self.cost = [], 0, cost
        self.explorer = Explorer(
            self.compute,
            self.draw,
            [
                Slider("height", "height", low=0, high=10, step=1, value=2),
                Choice("colour", "colour", {"blue": "b", "red": "r"}, "red"),
            ],
        )
        self.panel, self.image, self.caption = self.explorer.children
        self.slider, self.choice = self.panel.children

    def compute(self, height, colour):
        """Note what was asked; a bar of height 7 cannot be."""
        self.computed.append((height, colour))
        if height == 7:
            raise ArithmeticError("no bar is <7> high")
        return Bar(height, colour)

    def draw(self, ax, bar):
        """Draw a bar, slowly."""
        sleep(self.cost)
        self.drawn += 1
        ax.clear()
        ax.bar([0], [bar.height], color=bar.colour)
        ax.set_ylim(0, 10)


@pytest.fixture
def demo():
    return Demo()


def test_a_demo_is_controls_an_image_and_a_sentence(demo):
    assert [type(child) for child in demo.explorer.children] == [
        ipywidgets.VBox,
        ipywidgets.Image,
        ipywidgets.HTML,
    ]
    assert "demo" in demo.explorer._dom_classes
    assert "demo-controls" in demo.panel._dom_classes
    assert demo.computed == [(2, "r")]
    assert bytes(demo.image.value).startswith(b"\x89PNG")
    assert unescape(demo.caption.value) == '<p role="status">A r bar is 2 high & wide.</p>'


def test_moving_a_control_changes_picture_and_sentence_at_once(demo):
    before = demo.image.value
    demo.slider.value = 9
    assert demo.computed[-1] == (9, "r") and "bar is 9 high" in demo.caption.value
    higher = demo.image.value
    demo.choice.value = "blue"
    assert demo.computed[-1] == (9, "b") and "A b bar" in demo.caption.value
    assert len({before, higher, demo.image.value}) == 3


def test_moving_back_shows_the_first_picture_again(demo):
    before = demo.image.value
    demo.slider.value = 9
    demo.slider.value = 2
    assert demo.image.value == before


def test_a_setting_that_cannot_be_computed_is_told_and_the_demo_goes_on(demo):
    before = demo.image.value
    demo.slider.value = 7
    assert unescape(demo.caption.value) == (
        '<p role="status">This setting cannot be shown: no bar is <7> high</p>'
    )
    assert "<7>" not in demo.caption.value and demo.image.value == before
    demo.slider.value = 8
    assert "bar is 8 high" in demo.caption.value and demo.image.value != before


def test_a_burst_of_events_draws_few_pictures_and_ends_at_the_last_event():
    async def burst(n_events):
        demo = Demo(cost=0.02)
        for k in range(n_events):
            demo.slider.value = (k + 3) % 7
            await asyncio.sleep(0)  # the next event comes in
        demo.slider.value, demo.choice.value = 10, "blue"
        drawn_while_moving = demo.drawn
        for _ in range(200):
            if "bar is 10 high" in demo.caption.value:
                break
            await asyncio.sleep(0.02)
        return demo, drawn_while_moving

    demo, drawn_while_moving = asyncio.run(burst(300))
    assert demo.computed[-1] == (10, "b") and "A b bar is 10 high" in demo.caption.value
    assert drawn_while_moving < 30 and demo.drawn < 31


async def draws_while_moving(n_events, pause):
    """Return whether three pictures come while events keep coming, so many seconds apart."""
    demo = Demo()
    for k in range(n_events):
        demo.slider.value = (k + 3) % 7
        await asyncio.sleep(pause)
        if demo.drawn == 4:  # the first, and three on the way
            return True
    return False


def test_pictures_are_drawn_while_events_keep_coming():
    assert asyncio.run(draws_while_moving(2000, pause=0.01))


def test_an_event_after_which_none_follows_waits_for_no_pause(monkeypatch):
    monkeypatch.setattr(explorer, "REST", 1e9)

    async def move_twice():
        demo = Demo()
        for height in (5, 6):  # the second comes right after the first one's picture
            demo.slider.value = height
            while demo.computed[-1][0] != height:
                await asyncio.sleep(0)
        return demo.drawn

    assert asyncio.run(asyncio.wait_for(move_twice(), timeout=60)) == 3


def test_while_events_come_in_one_upon_the_other_there_is_a_picture_now_and_then(monkeypatch):
    monkeypatch.setattr(explorer, "REST", 1)
    assert asyncio.run(draws_while_moving(100_000, pause=0))


def test_nothing_is_drawn_where_nothing_moved():
    async def rest():
        demo = Demo()
        await asyncio.sleep(0.1)
        return demo.drawn

    assert asyncio.run(rest()) == 1


def test_repr_is_the_sentence_of_the_present_state(demo):
    demo.slider.value = 4
    assert repr(demo.explorer) == "Demo: A r bar is 4 high & wide."
    bundle = demo.explorer._repr_mimebundle_()
    assert bundle["text/plain"] == repr(demo.explorer)
    assert "application/vnd.jupyter.widget-view+json" in bundle
