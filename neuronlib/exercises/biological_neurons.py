"""Exercises of the chapter “Biological neurons”."""

from typing import Any

import numpy as np

from neuronlib.activations import relu, sigmoid
from neuronlib.exercises.marking import close, marker, tried
from neuronlib.spiking import (
    DepressingSynapse,
    LeakyIntegrateAndFire,
    TwoCompartmentNeuron,
    firing_rate,
)


@marker("synapses-per-neuron", "Between eleven and twelve thousand synapses for each neuron.")
def _synapses_per_neuron(answer: Any) -> str | None:
    expected = 1e15 / 86.1e9
    if abs(answer / expected - 1) < 0.01:
        return None
    if abs(answer * expected - 1) < 0.01:
        return "You divide neurons by synapses. It is the other way round."
    return f"You say {answer:g}. Divide 10¹⁵ by 86.1 billion, which is 86.1 · 10⁹."


@marker("stable-sigmoid", "Your exponent is never positive, so nothing can overflow.")
def _stable_sigmoid(answer: Any) -> str | None:
    for z in (0.0, 1.0, -1.0, 3.5, -20.0, 30.0):
        given, expected = tried(answer, z), float(sigmoid(z))
        if not close(given, expected):
            return f"For z = {z} you return {given}; σ(z) is {expected:.6g}."
    for z in (-1000.0, 1000.0):
        try:
            given = tried(answer, z)
        except OverflowError:
            return f"It is right for small sums, but for z = {z:g} it overflows: see the hint."
        if not close(given, 1.0 if z > 0 else 0.0):
            return f"It is right for small sums, but for z = {z:g} you return {given}."
    return None


@marker("rate-formula", "Nothing up to the rheobase, and never more than one spike every 2 ms.")
def _rate_formula(answer: Any) -> str | None:
    neuron = LeakyIntegrateAndFire()
    free = LeakyIntegrateAndFire(refractory_period=0.0)
    for current in (0.3, 0.6, 5.0, 0.1, 0.2):
        given, expected = tried(answer, current), float(firing_rate(neuron, current))
        if close(given, expected):
            continue
        if close(given, expected / 1000):
            return "You give spikes per millisecond; a rate in Hz is spikes per second."
        if close(given, float(firing_rate(free, current))):
            return "The refractory period of 2 ms is missing: it adds to every interval."
        return f"For {current} nA you return {given} Hz; it should be {expected:.4g} Hz."
    return None


@marker("half-strength", "At three spikes a second this synapse works at half its strength.")
def _half_strength(answer: Any) -> str | None:
    synapse = DepressingSynapse()
    share = float(synapse.steady_response(answer) / synapse.steady_response(0.0))
    if abs(share - 0.5) < 0.002:
        return None
    advice = "lower" if share < 0.5 else "higher"
    return (
        f"At {answer:g} Hz the response settles at {100 * share:.1f} % of the rested one: the "
        f"rate must be {advice}."
    )


@marker(
    "relu-dendrite", "“At least one” from the soma, minus “both” from the dendrite: that is XOR."
)
def _relu_dendrite(answer: Any) -> str | None:
    if not isinstance(answer, TwoCompartmentNeuron):
        return f"The answer should be a TwoCompartmentNeuron, not {type(answer).__name__}."
    if answer.dendrite.activation != relu:
        return f"The dendrite should have a ReLU, not {answer.dendrite.activation.name}."
    for pattern in ((0, 0), (0, 1), (1, 0), (1, 1)):
        fires = bool(answer.score(np.array(pattern, dtype=float)) > 0)
        if fires != (pattern[0] != pattern[1]):
            return f"For the inputs {pattern} it {'fires' if fires else 'stays silent'}."
    return None


@marker("spiking-neuron", "You have written a leaky integrate-and-fire neuron.")
def _spiking_neuron(answer: Any) -> str | None:
    time_step, n_steps = 0.05, 4000
    times = time_step * np.arange(n_steps)
    currents = {
        "a steady 0.15 nA": np.full(n_steps, 0.15),
        "a steady 0.3 nA": np.full(n_steps, 0.3),
        "a step from 0 to 1 nA": np.where(times < 50, 0.0, 1.0),
        "a current that swings": 0.35 + 0.25 * np.sin(times / 15),
    }
    without = LeakyIntegrateAndFire(refractory_period=0.0)
    for name, current in currents.items():
        given = np.asarray(tried(answer, current, time_step), dtype=float)
        (expected,) = LeakyIntegrateAndFire().simulate(current, time_step).spike_times
        if given.shape != expected.shape:
            (no_pause,) = without.simulate(current, time_step).spike_times
            if given.shape == no_pause.shape:
                return f"For {name} you get {given.size} spikes: is the refractory period in?"
            return f"For {name} you get {given.size} spikes, expected {expected.size}."
        if expected.size and np.abs(given - expected).max() > 1.0:
            late = float((given - expected)[np.abs(given - expected).argmax()])
            return (
                f"For {name} the number of spikes is right, but one is off by {late:.1f} ms; "
                "1 ms is allowed."
            )
    return None
