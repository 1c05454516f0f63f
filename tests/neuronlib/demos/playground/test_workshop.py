"""The playground in a kernel: what is set is trained, played, told, and shared as text."""

import asyncio
from html import unescape

import ipywidgets
import pytest

from neuronlib import demos, scenes
from neuronlib.demos import Explorer
from neuronlib.demos.playground import Workshop
from neuronlib.demos.playground.workshop import UPDATES_A_PICTURE
from neuronlib.scenes.playground import MOMENTS, RUNS, Settings


@pytest.fixture
def shop():
    return Workshop("moons 2-3-2 tanh seed=1")


def sentence(shop):
    return unescape(shop._caption.value).removeprefix('<p role="status">').removesuffix("</p>")


def until(condition):
    """Run an event loop until something is so."""

    async def wait():
        for _ in range(500):
            if condition():
                return True
            await asyncio.sleep(0.01)
        return False

    return wait()


def test_it_shows_the_state_it_is_given(shop):
    assert shop._state.value == str(Settings.parse("moons 2-3-2 tanh seed=1"))
    assert shop._controls["units"].value == 3 and shop._controls["seed"].value == 1
    assert sentence(shop).startswith("After 0 updates 2-3-2 (tanh)")
    assert repr(shop) == f"Demo: {sentence(shop)}"
    assert "text/plain" in shop._repr_mimebundle_()
    assert bytes(shop._image.value).startswith(b"\x89PNG")


SETTINGS = {
    "data": ("xor", "xor noise"),
    "noise": (0.5, "noise=0.5"),
    "layers": (3, "2-3-3-3-2"),
    "units": (7, "2-7-2"),
    "activation": ("relu", " relu "),
    "learning_rate": (1, "rate=1 "),
    "momentum": (0, "momentum=0 "),
    "batch_size": (8, "batch=8"),
    "l2": (0.01, "l2=0.01"),
    "dropout": (0.3, "dropout=0.3"),
    "seed": (5, "seed=5"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_each_control_starts_afresh_with_what_it_says(shop, name):
    shop._step.click()
    before = bytes(shop._image.value)
    value, word = SETTINGS[name]
    shop._controls[name].value = value
    assert word in shop._state.value
    assert shop._training.n_updates == 0 and bytes(shop._image.value) != before
    assert shop._training.settings == Settings.parse(shop._state.value)


def test_every_setting_has_a_control(shop):
    assert set(shop._controls) == set(SETTINGS)


def test_step_is_one_update_and_reset_goes_back(shop):
    first = bytes(shop._image.value)
    shop._step.click()
    shop._step.click()
    assert shop._training.n_updates == 2 and "After 2 updates" in sentence(shop)
    shop._reset.click()
    assert shop._training.n_updates == 0 and bytes(shop._image.value) == first


def test_it_plays_until_it_is_paused_and_events_come_in_between(shop):
    async def play():
        shop._play.value = True
        assert shop._play.description == "Pause"
        assert await until(lambda: shop._training.n_updates >= 3 * UPDATES_A_PICTURE)
        shop._controls["activation"].value = "relu"
        assert await until(lambda: "relu" in sentence(shop) and shop._training.n_updates > 0)
        shop._play.value = False
        assert await until(lambda: shop._task.done())
        return shop._training.n_updates

    n_updates = asyncio.run(play())
    assert shop._play.description == "Play"
    assert shop._training.n_updates == n_updates


def test_pressing_play_twice_in_a_row_does_not_train_twice_as_fast(shop):
    async def play():
        for pressed in (True, False, True):
            shop._play.value = pressed
        first = shop._task
        await asyncio.sleep(0.05)
        running = [task for task in asyncio.all_tasks() if "_go_on" in repr(task)]
        shop._play.value = False
        await first
        return len(running)

    assert asyncio.run(play()) == 1


def test_it_stops_and_explains_when_the_loss_is_no_longer_finite():
    shop = Workshop("circles noise=0.2 2-8-8-2 leaky_relu rate=10")

    async def play():
        shop._play.value = True
        assert await until(lambda: not shop._play.value)

    asyncio.run(play())
    assert "has diverged: the loss is not finite at step 12" in sentence(shop)


def test_a_state_can_be_pasted(shop):
    shop._state.value = "xor 2-4-2 relu rate=0.25"
    assert "2-4-2 (relu)" in sentence(shop) and "on xor" in sentence(shop)
    assert shop._controls["data"].value == "xor"
    # the slider now goes to what only the text could set
    assert shop._controls["learning_rate"].value == 0.25
    assert [value for _, value in shop._controls["learning_rate"].options][4:6] == [0.25, 0.3]
    assert Workshop(shop._state.value)._sentence == shop._sentence


def test_layers_of_different_sizes_stay_until_their_sliders_move(shop):
    shop._state.value = "xor 2-4-3-2 relu"
    shop._controls["seed"].value = 3
    assert "2-4-3-2" in shop._state.value
    shop._controls["layers"].value = 1
    assert "2-4-2 " in shop._state.value


def test_a_text_that_is_no_state_is_told_and_nothing_is_lost(shop):
    shop._step.click()
    shop._state.value = "xor speed=3"
    assert sentence(shop).startswith("This state cannot be read. state: got 'speed=3'")
    shop._step.click()
    assert "After 2 updates 2-3-2" in sentence(shop)
    with pytest.raises(ValueError, match="speed=3"):
        demos.playground("speed=3")


def test_own_points_are_learned_from(shop):
    shop._pad.points = [[0.5, 0.5, 0]]
    assert sentence(shop).startswith("There is nothing to learn yet. points: expected at least one")
    shop._pad.points = [[0.5, 0.5, 0], [-0.5, -0.5, 1]]
    assert "on points" in sentence(shop)
    assert shop._state.value.endswith("0.5,0.5,0 -0.5,-0.5,1")
    shared = Workshop(shop._state.value)
    assert shared._pad.points == [[0.5, 0.5, 0], [-0.5, -0.5, 1]]


def test_the_units_to_look_at_can_be_chosen(shop):
    shop._state.value = "moons 2-3-4-2"
    before = bytes(shop._image.value)
    shop._layer.value, shop._up.value = 2, 4
    assert bytes(shop._image.value) != before
    assert shop._training.n_updates == 0


def test_on_a_page_it_is_the_recorded_runs(monkeypatch):
    monkeypatch.setenv("NEURONLIB_BAKE", "1")
    monkeypatch.setattr(Explorer, "_figure", lambda self, values: "")
    page = demos.playground()
    run, row = page.children[0].children
    assert list(run.options) == list(RUNS)
    slider, play = row.children
    assert [value for _, value in slider.options] == list(MOMENTS)
    assert isinstance(play, ipywidgets.Play)
    assert repr(page) == f"Demo: {scenes.playground().describe()}"
