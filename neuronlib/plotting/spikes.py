"""What spiking neurons do: voltages against time, and trains of spikes."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from neuronlib.plotting.style import CLASS_COLOURS, INK, MUTED
from neuronlib.spiking import Recording

SPIKE_TOP = 20.0  # mV: the model says when it fires, not how high; we draw it up to here


def draw_voltages(axes: Sequence[Axes], recordings: Mapping[str, Recording]) -> None:
    """Draw the voltage of the first neuron of each recording, with its spikes as strokes.

    Parameters
    ----------
    axes : sequence of matplotlib Axes
        Are cleared; one for each recording, from top to bottom.
    recordings : mapping of str to Recording
        By what stands over each.

    Raises
    ------
    ValueError
        If there is not one axes for each recording.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib.spiking import LeakyIntegrateAndFire
    >>> recording = LeakyIntegrateAndFire().simulate([0.3] * 100, time_step=1.0)
    >>> ax = Figure().add_subplot()
    >>> draw_voltages([ax], {"a steady current": recording})
    >>> ax.get_title()
    'a steady current: 4 spikes'
    """
    if len(axes) != len(recordings):
        raise ValueError(f"axes: got {len(axes)} for {len(recordings)} recordings")
    for ax, (name, recording) in zip(axes, recordings.items(), strict=True):
        ax.clear()
        voltage, spikes = recording.voltage[0], recording.spike_times[0]
        ax.plot(recording.times, voltage, color=CLASS_COLOURS[0], linewidth=1.5)
        ax.vlines(spikes, voltage.max(), SPIKE_TOP, color=INK, linewidth=1.5)
        ax.set(title=f"{name}: {spikes.size} spikes", ylabel="mV", ylim=(None, SPIKE_TOP + 5))
        ax.spines[["top", "right"]].set_visible(False)
    for ax in axes[:-1]:
        ax.tick_params(labelbottom=False)
    axes[-1].set_xlabel("time (ms)")


def draw_spike_trains(ax: Axes, trains: Mapping[str, npt.ArrayLike]) -> None:
    """Draw each train of spikes as a row of strokes, the first on top.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    trains : mapping of str to array, shape (n_spikes,)
        Spike times in ms, by the name of the row.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw_spike_trains(ax, {"A": [1.0, 5.0], "B": [2.0]})
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['A', 'B']
    """
    ax.clear()
    rows = np.arange(len(trains))
    colours = [CLASS_COLOURS[row % 2] for row in rows]
    ax.eventplot(
        [np.asarray(times) for times in trains.values()],
        lineoffsets=rows.tolist(), linelengths=0.7, linewidths=1.5, colors=colours,
    )  # fmt: skip
    ax.set(yticks=rows, xlabel="time (ms)", ylim=(len(rows) - 0.5, -0.5))
    ax.set_yticklabels(list(trains))
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.spines["bottom"].set_color(MUTED)
    ax.tick_params(left=False)
