"""Drawing a spiking neuron: what each line holds, made once and updated."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import scenes
from neuronlib.plotting import draw_firing_rate
from neuronlib.scenes.firing_rate import CURRENTS

SCENES = [
    scenes.firing_rate(),
    scenes.firing_rate(1.0),
    scenes.firing_rate(0.1),
    scenes.firing_rate(0.8, 1.0),
]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic([["rate"], ["voltage"]])


def assert_shows(axes, scene):
    rates, sigmoid, relu, here = axes["rate"].lines
    np.testing.assert_array_equal(rates.get_data(), [CURRENTS, scene.rates])
    for line, name in ((sigmoid, "sigmoid"), (relu, "ReLU")):
        np.testing.assert_array_equal(line.get_ydata(), scene.fits[name](CURRENTS))
    assert np.ravel(here.get_data()).tolist() == [scene.current, scene.rate]
    threshold, trace, strokes = axes["voltage"].lines
    assert set(threshold.get_ydata()) == {-50}
    (spikes,) = scene.recording.spike_times
    np.testing.assert_array_equal(strokes.get_xdata()[::3], spikes)
    assert set(strokes.get_ydata()[:2]) in ({-50, 20}, set())
    times, voltages = trace.get_data()
    assert (np.diff(times) >= 0).all()
    for time, voltage in zip(scene.recording.times, scene.recording.voltage[0], strict=True):
        assert voltage in voltages[times == time]
    for spike in spikes:  # up to the threshold, and down to the reset
        assert voltages[times == spike].tolist()[:2] == [-50, -70]


@pytest.mark.parametrize("scene", SCENES)
def test_the_artists_hold_the_numbers_of_the_scene(axes, scene):
    draw_firing_rate(axes, scene)
    assert_shows(axes, scene)


def test_later_scenes_update_the_same_artists(axes):
    draw_firing_rate(axes, SCENES[0])
    first = [ax.get_children() for ax in axes.values()]
    for scene in SCENES[1:]:
        draw_firing_rate(axes, scene)
        assert_shows(axes, scene)
        assert [ax.get_children() for ax in axes.values()] == first


def test_another_current_leaves_curve_and_fits_alone(axes):
    draw_firing_rate(axes, SCENES[0])
    axes["rate"].figure.draw_without_rendering()
    for line in axes["rate"].lines:
        line.stale = False
    draw_firing_rate(axes, SCENES[1])
    assert [line.stale for line in axes["rate"].lines] == [False, False, False, True]


@pytest.mark.parametrize("period", [0, 1, 2, 10])
@pytest.mark.parametrize("tau", [10, 20, 40])
def test_every_rate_lies_within_the_picture(axes, period, tau):
    scene = scenes.firing_rate(2.0, period, tau)
    draw_firing_rate(axes, scene)
    _, top = axes["rate"].get_ylim()
    assert top / 4 < scene.rates.max() < top
    assert_shows(axes, scene)


def test_the_lines_are_named_and_told_apart(axes):
    draw_firing_rate(axes, SCENES[0])
    names = [text.get_text() for text in axes["rate"].get_legend().get_texts()]
    assert names == ["f–I curve", "sigmoid", "ReLU", "this current"]
    looks = {(line.get_linewidth(), str(line._dash_pattern)) for line in axes["rate"].lines[:3]}
    assert len(looks) == 3
