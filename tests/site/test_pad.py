"""The playground's pad in a browser, with a model made up here in the place of a kernel's."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from neuronlib.demos.playground import Pad

MODEL = """
const state = {points: [[0.5, -0.5, 1]], limit: 1};
const listeners = [];
window.saved = 0;
window.model = {
  get: (name) => state[name],
  set: (name, value) => { state[name] = value; },
  save_changes: () => { window.saved += 1; },
  on: (event, listener) => listeners.push(listener),
};
window.push = (points) => { state.points = points; listeners.forEach((each) => each()); };
null; // playwright would call a function that stood last
"""


@pytest.fixture
def pad(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(has_touch=True) as visit:
        page = visit.new_page()
        page.set_content("<main id=pad></main>")
        page.evaluate(MODEL)
        module = str(Pad._esm)
        page.evaluate(
            "async (text) => { const file = new Blob([text], {type: 'text/javascript'});"
            " const pad = await import(URL.createObjectURL(file));"
            " pad.default.render({model, el: document.querySelector('#pad')}); }",
            module,
        )
        yield page


def points(page: Page) -> Any:
    return json.loads(page.evaluate("JSON.stringify(model.get('points'))"))


def said(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def colours(page: Page, x1: float, x2: float) -> list[int]:
    """Return the colour of the canvas at a place of the plane."""
    found: list[int] = page.evaluate(
        "([x1, x2]) => { const c = document.querySelector('canvas');"
        " const at = (v) => Math.round((v + 1) / 2 * c.width);"
        " return [...c.getContext('2d').getImageData(at(x1), at(-x2), 1, 1).data]; }",
        [x1, x2],
    )
    return found


def test_it_shows_the_points_it_is_given(pad: Page) -> None:
    assert colours(pad, 0.5, -0.5) == [0xD5, 0x5E, 0x00, 255]
    pad.evaluate("push([[0, 0, 0]])")
    assert colours(pad, 0, 0) == [0x00, 0x72, 0xB2, 255]
    assert colours(pad, 0.5, -0.5)[3] == 0


@pytest.mark.parametrize("by", ["click", "tap"])
def test_a_click_and_a_touch_put_a_point(pad: Page, by: str) -> None:
    box = pad.locator("canvas").bounding_box()
    assert box
    getattr(pad.locator("canvas"), by)(
        position={"x": 0.75 * box["width"], "y": 0.25 * box["height"]}
    )
    assert points(pad)[1] == [pytest.approx(0.5, abs=0.02), pytest.approx(0.5, abs=0.02), 0]
    assert pad.evaluate("saved") == 1 and "2 points" in said(pad)


def test_the_keyboard_puts_points_changes_the_class_and_takes_back(pad: Page) -> None:
    pad.locator("canvas").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        pad.keyboard.press(key)
    assert said(pad) == "Cross at 0.2, 0.1."
    pad.keyboard.press("Enter")
    pad.keyboard.press("c")
    pad.keyboard.press("ArrowDown")
    pad.keyboard.press(" ")
    assert points(pad)[1:] == [[0.2, 0.1, 0], [0.2, 0, 1]]
    pad.keyboard.press("Backspace")
    assert points(pad)[1:] == [[0.2, 0.1, 0]] and "2 are left" in said(pad)


def test_the_cross_does_not_leave_the_square(pad: Page) -> None:
    pad.locator("canvas").focus()
    for _ in range(15):
        pad.keyboard.press("ArrowLeft")
    assert said(pad) == "Cross at -1, 0."


def test_buttons_do_the_same_and_can_be_reached_by_tab(pad: Page) -> None:
    pad.locator("canvas").focus()
    for name in ("Class 0 (change)", "Undo", "Clear"):
        pad.keyboard.press("Tab")
        assert pad.evaluate("document.activeElement.textContent") == name
    pad.get_by_role("button", name="Undo").click()
    assert points(pad) == []
    pad.get_by_role("button", name="Class 0").click()
    assert pad.get_by_role("button", name="Class 1 (change)").is_visible()
    pad.locator("canvas").click()
    pad.locator("canvas").click(position={"x": 20, "y": 20})
    assert [label for _, _, label in points(pad)] == [1, 1]
    pad.get_by_role("button", name="Clear").click()
    assert points(pad) == [] and said(pad) == "All points are gone."


def test_it_says_what_it_is_and_how_it_is_used(pad: Page) -> None:
    name = pad.get_by_role("application").get_attribute("aria-label") or ""
    assert "own points" in name and "Arrows move" in name and "Backspace" in name


def test_keys_it_does_not_know_go_on_to_the_page(pad: Page) -> None:
    pad.evaluate("addEventListener('keydown', (event) => { window.heard = event.key; })")
    pad.locator("canvas").focus()
    pad.keyboard.press("Enter")
    assert pad.evaluate("window.heard") is None
    pad.keyboard.press("x")
    assert pad.evaluate("window.heard") == "x"
