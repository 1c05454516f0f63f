"""Voltages and trains of spikes, as given."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib.plotting import draw_spike_trains, draw_voltages
from neuronlib.spiking import LeakyIntegrateAndFire


@pytest.fixture
def recordings():
    neuron = LeakyIntegrateAndFire()
    return {
        f"{current} nA": neuron.simulate([current] * 400, time_step=0.25)
        for current in (0.1, 0.5, 0.3)
    }


@pytest.fixture
def axes():
    return Figure().subplots(3, 1)


def test_each_axes_shows_the_voltage_of_its_recording(axes, recordings):
    draw_voltages(axes, recordings)
    for ax, recording in zip(axes, recordings.values(), strict=True):
        np.testing.assert_array_equal(
            ax.lines[0].get_xydata(), np.column_stack([recording.times, recording.voltage[0]])
        )


def test_there_is_a_stroke_for_each_spike_at_its_time(axes, recordings):
    draw_voltages(axes, recordings)
    for ax, (name, recording) in zip(axes, recordings.items(), strict=True):
        strokes = [segment[0, 0] for segment in ax.collections[0].get_segments()]
        assert strokes == recording.spike_times[0].tolist()
        assert ax.get_title() == f"{name}: {len(strokes)} spikes"
    assert axes[0].get_title() == "0.1 nA: 0 spikes"


def test_only_the_last_axes_names_the_time(axes, recordings):
    draw_voltages(axes, recordings)
    assert [ax.get_xlabel() for ax in axes] == ["", "", "time (ms)"]


def test_a_recording_for_each_axes_is_asked_for(axes, recordings):
    with pytest.raises(ValueError, match="axes: got 2 for 3 recordings"):
        draw_voltages(axes[:2], recordings)


def test_a_second_call_replaces_the_first(axes, recordings):
    draw_voltages(axes, recordings)
    draw_voltages(axes, recordings)
    assert [len(ax.lines) for ax in axes] == [1, 1, 1]


def test_trains_are_rows_of_strokes_the_first_on_top(ax):
    draw_spike_trains(ax, {"A": [1.0, 4.0], "B": np.array([2.0])})
    first, second = ax.collections
    assert list(first.get_positions()) == [1.0, 4.0]
    assert list(second.get_positions()) == [2.0]
    bottom, top = ax.get_ylim()
    assert bottom > top and first.get_lineoffset() < second.get_lineoffset()
    assert [label.get_text() for label in ax.get_yticklabels()] == ["A", "B"]


def test_rows_replace_those_of_an_earlier_call(ax):
    draw_spike_trains(ax, {"A": [1.0], "B": [2.0]})
    draw_spike_trains(ax, {"C": [3.0]})
    (row,) = ax.collections
    assert list(row.get_positions()) == [3.0]
