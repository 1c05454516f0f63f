"""The demo on the built page: no kernel, no network, any hand."""

import pytest
from playwright.sync_api import Browser, Page

from neuronlib.demos import neuron
from tests.site.reader import Reader, reading

PAGE = "chapters/one-neuron.html"
CONTROLS = ["weight w₁", "weight w₂", "bias b"]


def handle(page: Page, label: str):  # type: ignore[no-untyped-def]  # a locator
    return page.get_by_role("slider", name=label, exact=True)


def middle(page: Page, label: str) -> tuple[float, float]:
    box = handle(page, label).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def assert_moved(reader: Reader, picture: str, sentence: str) -> None:
    reader.wait_for_another(picture)
    assert reader.sentence != sentence


def test_default_is_that_of_the_notebook(site: str, chromium: Browser) -> None:
    with reading(chromium, site, PAGE) as reader:
        reader.wake_demo()
        assert f"Demo: {reader.sentence}" == repr(neuron())


@pytest.mark.parametrize("label", CONTROLS)
def test_slider_answers_to_the_keyboard(label: str, site: str, chromium: Browser) -> None:
    with reading(chromium, site, PAGE) as reader:
        reader.wake_demo()
        before = reader.picture, reader.sentence
        handle(reader.page, label).focus()
        reader.page.keyboard.press("ArrowLeft")
        assert_moved(reader, *before)
        left = reader.picture
        reader.page.keyboard.press("ArrowRight")
        reader.wait_for_another(left)
        assert (reader.picture, reader.sentence) == before
        assert reader.elsewhere == []


@pytest.mark.parametrize("label", CONTROLS)
def test_slider_reaches_both_ends_by_home_and_end(label: str, site: str, chromium: Browser) -> None:
    with reading(chromium, site, PAGE) as reader:
        reader.wake_demo()
        slider = handle(reader.page, label)
        said = []
        for key in ("Home", "End"):
            slider.focus()
            reader.page.keyboard.press(key)
            reader.page.wait_for_timeout(100)
            said.append(slider.get_attribute("aria-valuetext"))
        assert said in (["−2", "2"], ["−1", "1"])


def test_slider_answers_to_the_mouse(site: str, chromium: Browser) -> None:
    with reading(chromium, site, PAGE) as reader:
        reader.wake_demo()
        before = reader.picture, reader.sentence
        x, y = middle(reader.page, "weight w₂")
        reader.page.mouse.move(x, y)
        reader.page.mouse.down()
        reader.page.mouse.move(x + 60, y, steps=5)
        reader.page.mouse.up()
        assert_moved(reader, *before)


def test_slider_answers_to_touch(site: str, chromium: Browser) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with reading(chromium, site, PAGE, **phone) as reader:
        reader.wake_demo()
        before = reader.picture, reader.sentence
        x, y = middle(reader.page, "weight w₂")
        reader.page.touchscreen.tap(x + 70, y)
        assert_moved(reader, *before)


def test_activation_can_be_chosen(site: str, chromium: Browser) -> None:
    with reading(chromium, site, PAGE) as reader:
        reader.wake_demo()
        choice = reader.page.get_by_role("combobox", name="activation")
        for name in ("ReLU", "identity", "tanh"):
            before = reader.picture, reader.sentence
            choice.select_option(label=name)
            assert_moved(reader, *before)
            assert name.lower() in reader.sentence.lower()


def test_new_sentence_is_announced_to_screen_readers(site: str, chromium: Browser) -> None:
    with reading(chromium, site, PAGE) as reader:
        reader.wake_demo()
        assert reader.page.locator(".demo-frames").get_attribute("aria-live") == "polite"
        assert reader.page.locator(".demo-frames img").get_attribute("alt") == reader.sentence


def test_text_does_not_move_when_the_demo_wakes(site: str, chromium: Browser) -> None:
    tops = []
    for bundle in ("**/vendor/demos/demos.js", None):
        with reading(chromium, site, PAGE, without=bundle) as reader:
            if bundle is None:
                reader.wake_demo()
            heading = reader.page.get_by_role("heading", name="The output as a probability")
            box = heading.bounding_box()
            assert box
            tops.append(box["y"] + reader.page.evaluate("scrollY"))
    assert tops[0] == pytest.approx(tops[1], abs=0.5)


def test_without_javascript_a_still_picture_and_its_sentence_remain(
    site: str, chromium: Browser
) -> None:
    with reading(chromium, site, PAGE, java_script_enabled=False) as reader:
        still = reader.page.locator(".demo-still")
        assert still.locator("img").is_visible()
        assert still.locator("img").evaluate("image => image.naturalWidth") > 0
        assert still.locator("figcaption").inner_text() == still.locator("img").get_attribute("alt")
