"""Every demo on its built page: no kernel, any hand. Each page is opened once for all its tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from neuronlib import demos
from neuronlib.demos.controls import BETWEEN_STEPS_IN_MS
from neuronlib.scenes.playground import RUNS
from tests.site.demo import Demo, demo_pages, moving
from tests.site.reader import reading

PAGES = demo_pages()
NEURON = PAGES["neuron"]
IS_AT_ITS_END = """control => control.tagName === "SELECT"
  ? control.selectedIndex === control.options.length - 1
  : control.ariaValueNow === control.ariaValueMax"""
# The heights of a demo's place on the page with the still picture in it, and with the live one.
HEIGHTS = """place => [true, false].map((asleep) => {
  place.querySelector(".demo-still").hidden = !asleep;
  place.querySelector(".demo-live").hidden = asleep;
  return place.getBoundingClientRect().height;
})"""
PAUSES_AT_THE_NEXT_PICTURE = """place => {
  const shown = () => place.querySelector(".demo-frames img").getAttribute("src");
  const first = shown();
  return {at: new Promise((resolve) => {
    const look = () => {
      if (shown() === first) return requestAnimationFrame(look);
      place.querySelector(".demo-controls button[aria-label^=Pause]").click();
      return resolve(shown());
    };
    look();
  })};
}"""


def test_every_demo_stands_in_a_chapter() -> None:
    names = {name for name in demos.__all__ if name.islower()}  # the others are what it is made of
    assert set(PAGES) == names


@pytest.fixture(scope="module", params=PAGES)
def demo(request: pytest.FixtureRequest, site: str, chromium: Browser) -> Iterator[Demo]:
    with moving(chromium, site, PAGES[request.param], request.param, has_touch=True) as awake:
        yield awake


def there_and_back(control: Locator) -> tuple[str, str]:
    """Return the keys that move a control by a step, and back again."""
    is_list = control.evaluate("control => control.tagName") == "SELECT"
    keys = ("ArrowDown", "ArrowUp") if is_list else ("ArrowRight", "ArrowLeft")
    return (keys[1], keys[0]) if control.evaluate(IS_AT_ITS_END) else keys


@pytest.mark.parametrize("width", [390, 1280])
def test_the_text_below_does_not_move_when_it_wakes(width: int, demo: Demo) -> None:
    demo.page.set_viewport_size({"width": width, "height": 720})
    still, live = demo.place.evaluate(HEIGHTS)
    assert still == pytest.approx(live, abs=0.5)


def first_slider(demo: Demo) -> Locator:
    return next(each for each in demo.moved if each.get_attribute("role") == "slider")


def test_every_control_answers_to_the_keyboard(demo: Demo) -> None:
    assert demo.moved
    for control in demo.moved:
        before = demo.picture, demo.sentence
        there, back = there_and_back(control)
        control.press(there)
        demo.wait_for_another(before[0])
        picture = demo.picture
        assert demo.sentence != before[1], control.get_attribute("aria-label")
        control.press(back)
        demo.wait_for_another(picture)
        assert (demo.picture, demo.sentence) == before


def test_home_and_end_lead_to_both_ends_of_a_slider(demo: Demo) -> None:
    slider = first_slider(demo)
    low, now, high = (slider.get_attribute(f"aria-value{each}") for each in ("min", "now", "max"))
    for key, end in (("Home", low), ("End", high)):
        was_there, picture = slider.get_attribute("aria-valuenow") == end, demo.picture
        slider.press(key)
        expect(slider).to_have_attribute("aria-valuenow", str(end))
        if not was_there:  # the next test is not to begin before the picture has come
            demo.wait_for_another(picture)
    assert low != high and now is not None


def test_every_control_has_a_name_and_tells_what_is_shown(demo: Demo) -> None:
    names = [control.get_attribute("aria-label") for control in demo.moved]
    assert all(names) and len(set(names)) == len(names)
    for control in [*demo.moved, *demo.buttons]:
        expect(control).to_have_accessible_name(str(control.get_attribute("aria-label")))
        expect(control).to_have_accessible_description(demo.sentence)


def test_a_new_sentence_is_announced(demo: Demo) -> None:
    frames = demo.place.locator(".demo-frames[aria-live]")
    assert frames.get_attribute("aria-live") == "polite"
    assert frames.locator("img").get_attribute("alt") == demo.sentence


@pytest.mark.parametrize("by", ["mouse", "touch"])
def test_a_slider_answers_to(by: str, demo: Demo) -> None:
    slider = first_slider(demo)
    slider.scroll_into_view_if_needed()
    track = slider.locator("xpath=ancestor::*[contains(@class, 'noUi-target')]").bounding_box()
    handle = slider.bounding_box()
    assert track and handle
    y = handle["y"] + handle["height"] / 2
    from_x = handle["x"] + handle["width"] / 2
    middle = track["x"] + track["width"] / 2
    to_x = track["x"] + track["width"] * (0.02 if from_x > middle else 0.98)
    picture, sentence = demo.picture, demo.sentence
    if by == "mouse":
        demo.page.mouse.move(from_x, y)
        demo.page.mouse.down()
        demo.page.mouse.move(to_x, y, steps=4)
        demo.page.mouse.up()
    else:
        demo.page.touchscreen.tap(to_x, y)
    demo.wait_for_another(picture)
    assert demo.sentence != sentence


def test_what_plays_can_be_paused(demo: Demo) -> None:
    if not demo.buttons:
        pytest.skip("nothing in this demo runs by itself")
    # from within the page: a hand outside may come after the last picture on a busy machine
    paused = demo.place.evaluate_handle(PAUSES_AT_THE_NEXT_PICTURE)
    demo.place.get_by_role("button", name="Play", exact=True).press("Enter")
    assert paused.evaluate("paused => paused.at")
    expect(demo.place.get_by_role("button", name="Play", exact=True)).to_be_visible()
    picture = demo.picture
    demo.page.wait_for_timeout(2 * BETWEEN_STEPS_IN_MS)
    assert demo.picture == picture


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_a_still_picture_and_its_sentence_remain(
    name: str, site: str, chromium: Browser
) -> None:
    with reading(chromium, site, PAGES[name], java_script_enabled=False) as reader:
        still = reader.page.locator(f"#demo-{name} .demo-still")
        assert still.locator("img").is_visible()
        assert still.locator("img").evaluate("image => image.naturalWidth") > 0
        said = still.locator("figcaption").inner_text()
        assert said == still.locator("img").get_attribute("alt") != ""


# One demo says more than the table does.


def test_default_is_that_of_a_kernel(site: str, chromium: Browser) -> None:
    with moving(chromium, site, NEURON, "neuron") as demo:
        assert f"Demo: {demo.sentence}" == repr(demos.neuron())


def test_value_text_is_what_the_slider_shows(site: str, chromium: Browser) -> None:
    with moving(chromium, site, NEURON, "neuron") as demo:
        slider = demo.place.get_by_role("slider", name="weight w₁", exact=True)
        for key, text in (("Home", "−2"), ("End", "2")):
            slider.press(key)
            expect(slider).to_have_attribute("aria-valuetext", text)


def test_activation_can_be_chosen(site: str, chromium: Browser) -> None:
    with moving(chromium, site, NEURON, "neuron") as demo:
        choice = demo.place.get_by_role("combobox", name="activation")
        for name in ("ReLU", "identity", "tanh"):
            picture = demo.picture
            choice.select_option(label=name)
            demo.wait_for_another(picture)
            assert name.lower() in demo.sentence.lower()


def test_every_recorded_run_of_the_playground_has_an_address(site: str, chromium: Browser) -> None:
    with moving(chromium, site, PAGES["playground"], "playground") as demo:
        chosen = demo.place.locator("option:checked")
        links = demo.page.locator('a[href^="#playground-"]')
        for run in RUNS:
            links.get_by_text(run, exact=True).click()
            expect(chosen).to_have_text(run)
