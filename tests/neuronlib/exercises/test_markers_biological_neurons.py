"""The exercises on biological neurons: right answers pass, wrong ones learn what is wrong."""

import math

import numpy as np
import pytest

from neuronlib import Neuron, relu, sigmoid
from neuronlib.exercises import biological_neurons as module
from neuronlib.spiking import LeakyIntegrateAndFire, TwoCompartmentNeuron, dendritic_spike
from tests.neuronlib.exercises.told import (
    assert_all_are_tried,
    assert_not_answered_yet,
    assert_told_right,
    assert_told_wrong,
)


def plain_sigmoid(z):
    return 1 / (1 + math.exp(-z))


def stable_sigmoid(z):
    return plain_sigmoid(z) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def rate_formula(current, period=2.0):
    final = -70 + 100 * current
    return 0.0 if final <= -50 else 1000 / (period + 20 * math.log((final + 70) / (final + 50)))


def dendrite(coupling=-2.0, activation=relu, bias=-0.5):
    both = Neuron([1.0, 1.0], bias=-1.0, activation=activation)
    return TwoCompartmentNeuron(both, Neuron([1.0, 1.0], bias=bias), coupling)


def euler(current, time_step, period=2.0, leak=1.0):
    V, free_from, spikes = -70.0, 0.0, []
    for step, drive in enumerate(current, start=1):
        time = step * time_step
        if time <= free_from:
            continue
        V += time_step / 20 * (-leak * (V + 70) + 100 * drive)
        if V >= -50:
            spikes.append(time)
            V, free_from = -70.0, time + period
    return spikes


def exact(current, time_step):
    return LeakyIntegrateAndFire().simulate(current, time_step).spike_times[0]


RIGHT = [
    ("synapses-per-neuron", 1e15 / 86.1e9),
    ("synapses-per-neuron", 11_600),
    ("stable-sigmoid", stable_sigmoid),
    ("stable-sigmoid", lambda z: float(sigmoid(z))),
    ("stable-sigmoid", lambda z: (1 + math.tanh(z / 2)) / 2),
    ("rate-formula", rate_formula),
    ("rate-formula", lambda current: np.float64(rate_formula(current))),
    ("half-strength", 1 / (-0.8 * math.log(2 / 3))),
    ("half-strength", 3.08),
    ("relu-dendrite", dendrite()),
    ("relu-dendrite", dendrite(coupling=-3.0)),
    ("spiking-neuron", euler),
    ("spiking-neuron", exact),
]

WRONG = [
    ("synapses-per-neuron", 86.1e9 / 1e15, "divide neurons by synapses"),
    ("synapses-per-neuron", 11.6, "you say 11.6. divide"),
    ("stable-sigmoid", plain_sigmoid, "for z = -1000 it overflows"),
    ("stable-sigmoid", lambda z: max(0.0, min(1.0, 0.5 + z / 4)), "for z = 1.0 you return 0.75"),
    (
        "stable-sigmoid",
        lambda z: 0.25 if z < -500 else stable_sigmoid(z),
        "for z = -1000 you return 0.25",
    ),
    ("rate-formula", lambda current: rate_formula(current) / 1000, "spikes per millisecond"),
    ("rate-formula", lambda current: rate_formula(current, 0.0), "refractory period of 2 ms"),
    ("rate-formula", lambda current: 10.0, "for 0.3 na you return 10.0 hz; it should be 41.71 hz"),
    ("rate-formula", lambda current: 1000 / (2 + 20 * math.log(current / (current - 0.2))),
     "stops with valueerror"),
    ("half-strength", 2.0, "at 2 hz the response settles at 63.5 % of the rested one"),
    ("half-strength", 2.0, "must be higher"),
    ("half-strength", 0.0308, "must be higher"),
    ("half-strength", 10.0, "must be lower"),
    ("relu-dendrite", Neuron([1.0, 1.0]), "should be a twocompartmentneuron, not neuron"),
    ("relu-dendrite", dendrite(activation=dendritic_spike()), "a relu, not dendritic spike"),
    ("relu-dendrite", dendrite(coupling=-1.0), "for the inputs (1, 1) it fires"),
    ("relu-dendrite", dendrite(bias=0.5), "for the inputs (0, 0) it fires"),
    ("relu-dendrite", dendrite(bias=-1.5), "for the inputs (0, 1) it stays silent"),
    ("spiking-neuron", lambda current, step: euler(current, step, period=0.0), "refractory period"),
    ("spiking-neuron", lambda current, step: euler(current, step, leak=0.0),
     "for a steady 0.15 na you get"),
    ("spiking-neuron", lambda current, step: [t + 2 for t in euler(current, step)], "off by 2."),
    ("spiking-neuron", lambda current, step: euler(current, step)[1:], "expected 8"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_is_told_so(name, answer, capsys):
    assert_told_right(name, answer, capsys)


@pytest.mark.parametrize(("name", "answer", "told"), WRONG)
def test_a_wrong_answer_is_told_what_is_wrong(name, answer, told, capsys):
    assert_told_wrong(name, answer, told, capsys)


@pytest.mark.parametrize("name", ["stable-sigmoid", "rate-formula", "spiking-neuron"])
def test_an_untouched_function_is_not_answered_yet(name, capsys):
    assert_not_answered_yet(name, capsys)


def test_every_exercise_of_the_chapter_is_tried_both_ways():
    assert_all_are_tried(RIGHT, WRONG, module)
