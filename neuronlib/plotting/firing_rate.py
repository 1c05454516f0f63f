"""A neuron's f–I curve with activations fitted to it, and its voltage under one of the currents."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from neuronlib.inputs import FloatArray
from neuronlib.plotting.artists import add_lines, artists_on
from neuronlib.plotting.spikes import SPIKE_TOP
from neuronlib.plotting.style import CLASS_COLOURS, INK, MUTED
from neuronlib.scenes.firing_rate import CURRENTS, DURATION, STRONGEST, FiringRateScene

HIGHEST_RATES = (100, 200, 400, 500, 1000)  # Hz: where the axis may end
LOWEST_VOLTAGE = -75  # mV


class _Curves(NamedTuple):
    rates: Line2D
    fits: list[Line2D]
    here: Line2D


class _Voltage(NamedTuple):
    trace: Line2D
    spikes: Line2D


def draw_firing_rate(axes: Mapping[str, Axes], scene: FiringRateScene) -> None:
    """Draw the f–I curve as a broad line, the fits, and where the current is; below, the voltage.

    Parameters
    ----------
    axes : mapping of str to matplotlib Axes
        By the names "rate" and "voltage".
    scene : FiringRateScene

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import scenes
    >>> axes = Figure().subplot_mosaic([["rate"], ["voltage"]])
    >>> draw_firing_rate(axes, scenes.firing_rate())
    >>> [line.get_label() for line in axes["rate"].lines]
    ['f–I curve', 'sigmoid', 'ReLU', 'this current']
    """
    highest = next(top for top in HIGHEST_RATES if top > scene.rates.max())
    curves = artists_on(axes["rate"], _make_curves, tuple(scene.fits))
    if axes["rate"].get_ylim() != (0, highest):
        axes["rate"].set_ylim(0, highest)
    if not np.array_equal(scene.rates, np.asarray(curves.rates.get_ydata())):
        curves.rates.set_data(CURRENTS, scene.rates)
        for line, fit in zip(curves.fits, scene.fits.values(), strict=True):
            line.set_data(CURRENTS, fit(CURRENTS))
    curves.here.set_data([scene.current], [scene.rate])
    voltage = artists_on(axes["voltage"], _make_voltage, scene.neuron.threshold_voltage)
    voltage.trace.set_data(*_trace(scene))
    voltage.spikes.set_data(*_strokes(scene))


def _make_curves(ax: Axes, names: tuple[str, ...]) -> _Curves:
    (rates,) = ax.plot([], [], color=MUTED, alpha=0.35, linewidth=8, label="f–I curve")
    fits = add_lines(ax, names, first_style=1)
    (here,) = ax.plot([], [], "D", color=INK, markersize=9, label="this current", clip_on=False)
    ax.set(xlim=(0, STRONGEST), xlabel="current (nA)", ylabel="rate (Hz)")
    ax.set_xticks(np.linspace(0, STRONGEST, 5))
    ax.locator_params(axis="y", nbins=4)
    ax.yaxis.set_label_coords(-0.14, 0.5)  # beside four digits as beside three
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)
    return _Curves(rates, fits, here)


def _make_voltage(ax: Axes, threshold: float) -> _Voltage:
    ax.axhline(threshold, color=MUTED, linewidth=1, linestyle=":")
    (trace,) = ax.plot([], [], color=CLASS_COLOURS[0], linewidth=1.5)
    (spikes,) = ax.plot([], [], color=INK, linewidth=1.5)
    ax.set(
        xlim=(0, DURATION), ylim=(LOWEST_VOLTAGE, SPIKE_TOP + 5), xlabel="time (ms)", ylabel="mV"
    )
    ax.spines[["top", "right"]].set_visible(False)
    return _Voltage(trace, spikes)


def _trace(scene: FiringRateScene) -> FloatArray:
    """Return times and voltages with each fall at its very moment, shape (2, n)."""
    neuron, (spikes,) = scene.neuron, scene.recording.spike_times
    held = spikes + neuron.refractory_period
    times = np.concatenate([scene.recording.times, spikes, spikes, held])
    voltages = np.concatenate([
        scene.recording.voltage[0],
        np.full(spikes.size, neuron.threshold_voltage),
        np.full(2 * spikes.size, neuron.reset_voltage),
    ])  # fmt: skip
    order = np.argsort(times, kind="stable")
    return np.stack([times, voltages])[:, order]


def _strokes(scene: FiringRateScene) -> FloatArray:
    """Return the spikes as upright strokes, one line with gaps, shape (2, 3 n)."""
    (spikes,) = scene.recording.spike_times
    heights = np.tile([scene.neuron.threshold_voltage, SPIKE_TOP, np.nan], spikes.size)
    return np.stack([np.repeat(spikes, 3), heights])
