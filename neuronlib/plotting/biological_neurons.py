"""The experiments of the chapter “Biological neurons”, one picture for each."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from neuronlib.datasets import Dataset
from neuronlib.experiments.biological_neurons import (
    Depression,
    FittedCurve,
    RateCode,
    RateCurves,
    Timing,
)
from neuronlib.neuron import Neuron
from neuronlib.plotting.bands import draw_band
from neuronlib.plotting.plane import add_points, place_points
from neuronlib.plotting.style import CLASS_COLOURS, INK, LINE_STYLES, MUTED, PALE, PAPER
from neuronlib.spiking import TwoCompartmentNeuron


def draw_rate_code(ax: Axes, result: RateCode) -> None:
    """Draw the coincidences, over chance, against the share of common input.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    result : RateCode

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib.experiments.biological_neurons import rate_code
    >>> ax = Figure().add_subplot()
    >>> draw_rate_code(ax, rate_code(n_seeds=2, duration=1000.0))
    >>> [line.get_label() for line in ax.lines]
    ['by chance', 'as fired', 'intervals permuted']
    """
    ax.clear()
    ax.axhline(1, color=MUTED, linestyle=":", label="by chance")
    shared = 100 * np.array(result.shared)
    draw_band(ax, shared, result.coincidences, name="as fired", place=0)
    draw_band(ax, shared, result.permuted_coincidences, name="intervals permuted", place=1)
    ax.set(xlabel="input that the two neurons share (%)", ylabel="coincidences over chance")
    ax.set_ylim(bottom=0)
    _finish(ax)


def draw_fits(
    ax: Axes, current: npt.ArrayLike, rate: npt.ArrayLike, fits: Mapping[str, FittedCurve]
) -> None:
    """Draw an f–I curve as a broad line, and the activations that were fitted to it.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    current : array, shape (n,)
        In nA.
    rate : array, shape (n,)
        In Hz.
    fits : mapping of str to FittedCurve
        Three at most, by name.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import relu
    >>> from neuronlib.experiments.biological_neurons import fitted
    >>> ax = Figure().add_subplot()
    >>> draw_fits(ax, [0, 1, 2], [0, 0, 5], {"ReLU": fitted(relu, [0, 1, 2], [0, 0, 5])})
    >>> [line.get_label() for line in ax.lines]
    ['f–I curve', 'ReLU']
    """
    ax.clear()
    ax.plot(current, rate, color=MUTED, alpha=0.35, linewidth=8, label="f–I curve")
    for (name, fit), colour, style in zip(fits.items(), CLASS_COLOURS, LINE_STYLES, strict=False):
        ax.plot(current, fit(current), color=colour, linestyle=style, linewidth=2, label=name)
    ax.set(xlabel="current (nA)", ylabel="rate (Hz)")
    _finish(ax)


def draw_residuals(axes: Sequence[Axes], result: RateCurves) -> None:
    """Draw what is left over after each fit, without and with a refractory period.

    Parameters
    ----------
    axes : sequence of two matplotlib Axes
        Are cleared.
    result : RateCurves

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib.experiments.biological_neurons import rate_curves
    >>> axes = Figure().subplots(1, 2)
    >>> draw_residuals(axes, rate_curves(n_neurons=2, strengths=(2.0, 5.0)))
    >>> [ax.get_title() for ax in axes]
    ['no refractory period', 'refractory period']
    """
    for row, (ax, title) in enumerate(
        zip(axes, ("no refractory period", "refractory period"), strict=True)
    ):
        ax.clear()
        for place, (name, residuals) in enumerate(result.residuals.items()):
            draw_band(ax, result.strengths, 100 * residuals[row], name=name, place=place)
        ax.set(title=title, xlabel="largest current (× rheobase)", xscale="log")
        ax.set_xticks(result.strengths, [f"{strength:g}" for strength in result.strengths])
        ax.minorticks_off()
        ax.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("left over (% of largest rate)")
    axes[1].legend()


def draw_where_it_fires(
    ax: Axes, neuron: Neuron | TwoCompartmentNeuron, points: Dataset, *, title: str
) -> None:
    """Shade the part of the plane where a neuron fires, and draw the points it is to tell apart.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    neuron : Neuron or TwoCompartmentNeuron
        With two inputs; it fires where its score is above 0.
    points : Dataset
        Two classes.
    title : str
        Is followed by the share of points told right.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib import datasets
    >>> ax = Figure().add_subplot()
    >>> draw_where_it_fires(ax, Neuron([1.0, 1.0]), datasets.xor(4, noise=0.0), title="a line")
    >>> ax.get_title()
    'a line: 25 % right'
    """
    ax.clear()
    limit = 1.1 * float(np.abs(points.X).max())
    along = np.linspace(-limit, limit, 201)
    plane = np.stack(np.meshgrid(along, along)).reshape(2, -1)
    fires = (neuron.score(plane) > 0).reshape(201, 201)
    ax.imshow(
        fires, origin="lower", extent=(-limit, limit, -limit, limit), interpolation="nearest",
        cmap=ListedColormap([PAPER, PALE]), vmin=0, vmax=1,
    )  # fmt: skip
    place_points(add_points(ax, size=5.0), points)
    right = 100 * np.mean((neuron.score(points.X) > 0) == points.y)
    ax.set(title=f"{title}: {right:.0f} % right", xlabel="x₁", ylabel="x₂")


def draw_depression(axes: Sequence[Axes], result: Depression) -> None:
    """Draw how the response to a spike falls with the rate, and what comes through in a second.

    Parameters
    ----------
    axes : sequence of two matplotlib Axes
        Are cleared.
    result : Depression

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib.experiments.biological_neurons import depression
    >>> axes = Figure().subplots(1, 2)
    >>> draw_depression(axes, depression(n_seeds=2))
    >>> [line.get_label() for line in axes[0].lines]
    ['a fixed weight', 'irregular trains', 'regular trains']
    """
    response, through = axes
    fixed = np.ones_like(result.rates)
    for ax, factor in ((response, fixed), (through, result.rates)):
        ax.clear()
        ax.plot(result.rates, factor, color=MUTED, linestyle=":", label="a fixed weight")
        draw_band(
            ax, result.rates, factor[:, None] * result.irregular, name="irregular trains", place=0
        )
        ax.plot(
            result.rates,
            factor * result.regular,
            "x",
            color=INK,
            markersize=8,
            label="regular trains",
        )
        ax.set(xlabel="rate (Hz)", xscale="log")
        ax.set_xticks(result.rates, [f"{rate:g}" for rate in result.rates])
        ax.minorticks_off()
        ax.spines[["top", "right"]].set_visible(False)
    response.set(title="response to a spike", ylabel="share of the rested one", ylim=(0, 1.1))
    through.set(title="response in a second", ylabel="rested responses", ylim=(0, 5))
    response.legend()


def draw_timing(ax: Axes, result: Timing) -> None:
    """Draw the share of the pairs that each detector answers against the time between the two.

    Parameters
    ----------
    ax : matplotlib Axes
        Is cleared.
    result : Timing

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from neuronlib.experiments.biological_neurons import timing
    >>> ax = Figure().add_subplot()
    >>> draw_timing(ax, timing(n_seeds=2))
    >>> [line.get_label() for line in ax.lines]
    ['slow', 'fast', 'fast, A arrives 3 ms late']
    """
    ax.clear()
    curves = {
        "slow": result.slow,
        "fast": result.fast,
        "fast, A arrives 3 ms late": result.delayed,
    }
    for place, (name, shares) in enumerate(curves.items()):
        draw_band(ax, result.lags, 100 * shares, name=name, place=place, markers=False)
    ax.set(xlabel="B comes after A by (ms)", ylabel="pairs answered (%)", ylim=(0, 135))
    ax.set_yticks(range(0, 101, 25))
    _finish(ax, loc="upper left", ncols=2)


def _finish(ax: Axes, **legend: Any) -> None:
    ax.legend(**legend)
    ax.spines[["top", "right"]].set_visible(False)
