"""A dendrite that computes: XOR with one neuron, and the proof that a point neuron cannot."""

import math
import pickle

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog

from neuronlib import Neuron, datasets, identity, relu, sigmoid
from neuronlib.spiking import TwoCompartmentNeuron, dendritic_spike

PATTERNS = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
XOR = np.array([False, True, True, False])

number = st.floats(-100, 100)


def xor_neuron(decay=0.5):
    dendrite = Neuron([1.0, 1.0], bias=-1.0, activation=dendritic_spike(decay))
    return TwoCompartmentNeuron(dendrite, soma=Neuron([0.0, 0.0], bias=-0.5))


# XOR


def test_one_neuron_with_a_dendritic_spike_solves_xor():
    neuron = xor_neuron()
    assert ((neuron.score(PATTERNS) > 0) == XOR).all()
    assert ((neuron.forward(PATTERNS) > 0.5) == XOR).all()


def test_a_dendrite_with_a_relu_solves_xor_if_it_inhibits_the_soma():
    dendrite = Neuron([1.0, 1.0], bias=-1.0, activation=relu)  # “both”, taken off “at least one”
    neuron = TwoCompartmentNeuron(dendrite, soma=Neuron([1.0, 1.0], bias=-0.5), coupling=-2.0)
    assert ((neuron.score(PATTERNS) > 0) == XOR).all()


@given(number, number, number)
def test_no_point_neuron_solves_xor(w1, w2, bias):
    assert ((Neuron([w1, w2], bias).score(PATTERNS) > 0) != XOR).any()


def test_no_point_neuron_can_because_its_scores_on_the_two_classes_have_the_same_sum():
    """score(0,0) + score(1,1) = score(0,1) + score(1,0): it can't be ≤ 0 and > 0 at once."""
    sums = PATTERNS[:, ~XOR].sum(axis=1), PATTERNS[:, XOR].sum(axis=1)
    assert (sums[0] == sums[1]).all()


@pytest.mark.parametrize(("targets", "possible"), [(XOR, False), ([False, True, True, True], True)])
def test_a_linear_programme_finds_a_point_neuron_for_or_and_none_for_xor(targets, possible):
    sign = np.where(targets, 1, -1)
    with_bias = np.vstack([PATTERNS, np.ones(4)])
    # sign · (w·x + b) ≥ 1 on all four patterns: a margin of 1 costs nothing, weights are free
    found = linprog(np.zeros(3), A_ub=-(sign * with_bias).T, b_ub=-np.ones(4), bounds=(None, None))
    assert found.success == possible
    if not possible:
        assert found.status == 2  # infeasible, not merely unfinished


def test_on_noisy_xor_it_beats_the_three_quarters_that_a_line_can_reach():
    data = datasets.xor(400, noise=0.1, seed=0)
    dendrite = Neuron([1.0, 1.0], bias=0.5, activation=dendritic_spike(decay=0.7))
    neuron = TwoCompartmentNeuron(dendrite, soma=Neuron([0.0, 0.0], bias=-0.25))
    assert np.mean((neuron.score(data.X) > 0) == data.y) > 0.95


# the dendrite


@pytest.mark.parametrize("decay", [0.1, 0.5, 3.0])
def test_a_dendritic_spike_is_largest_at_the_threshold_and_falls_off_exponentially(decay):
    spike = dendritic_spike(decay)
    z = np.array([0.0, 0.1, 1.0, 2.5])
    np.testing.assert_allclose(spike(z), [math.exp(-drive / decay) for drive in z])
    assert (spike([-1e-9, -1.0, -50.0]) == 0).all() and spike(0.0) == 1


def test_the_derivative_of_a_dendritic_spike_is_its_slope():
    spike, step = dendritic_spike(0.5), 1e-6
    z = np.array([-2.0, -0.1, 0.1, 1.0, 3.0])
    np.testing.assert_allclose(
        spike.derivative(z), (spike(z + step) - spike(z - step)) / (2 * step), atol=1e-8
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_dendritic_spike_keeps_the_type_and_stays_within_it(dtype):
    largest = np.finfo(dtype).max
    z = np.array([-largest, -1.0, 0.0, 1.0, largest], dtype)
    spike = dendritic_spike(0.5)
    assert spike(z).dtype == spike.derivative(z).dtype == dtype
    np.testing.assert_allclose(spike(z), [0, 0, 1, math.exp(-2), 0], rtol=1e-6)
    np.testing.assert_allclose(spike.derivative(z), [0, 0, -2, -2 * math.exp(-2), 0], rtol=1e-6)


def test_a_dendritic_spike_says_what_it_is_and_can_travel_to_another_process():
    spike = dendritic_spike(0.25)
    assert repr(spike) == "dendritic spike: d(z) = exp(−z / 0.25) for z ≥ 0, 0 below"
    assert pickle.loads(pickle.dumps(spike))(0.25) == pytest.approx(math.exp(-1))


# the two together


@given(st.floats(0.1, 2), st.floats(-3, 3), st.floats(-3, 3))
def test_with_a_silent_soma_it_fires_in_a_band_between_two_parallel_lines(decay, x1, x2):
    excess = x1 + x2 - 1
    width = decay * math.log(1 / 0.5)  # where the spike has shrunk to the soma's threshold
    assume(abs(excess) > 1e-9 and abs(excess - width) > 1e-9)
    assert (xor_neuron(decay).score([x1, x2]) > 0) == (0 <= excess <= width)


@given(st.lists(number, min_size=6, max_size=6), number, st.lists(number, min_size=2, max_size=2))
def test_with_a_linear_dendrite_it_is_a_point_neuron_again(parameters, coupling, x):
    u1, u2, a, w1, w2, b = parameters
    neuron = TwoCompartmentNeuron(
        Neuron([u1, u2], a, activation=identity), Neuron([w1, w2], b), coupling
    )
    point = Neuron([w1 + coupling * u1, w2 + coupling * u2], b + coupling * a)
    np.testing.assert_allclose(neuron.score(x), point.score(x), atol=1e-6)


def test_each_compartment_weighs_the_inputs_for_itself():
    dendrite, soma = Neuron([0.5, -1.0, 2.0], 0.3, relu), Neuron([1.0, 0.0, -2.0], 0.1, sigmoid)
    neuron = TwoCompartmentNeuron(dendrite, soma, coupling=-1.5)
    x = [1.0, 0.4, 0.2]
    score = (1.0 - 0.4 + 0.1) - 1.5 * max(0, 0.5 - 0.4 + 0.4 + 0.3)
    assert neuron.score(x) == pytest.approx(score)
    assert neuron.forward(x) == pytest.approx(1 / (1 + math.exp(-score)))


def test_a_batch_has_one_pattern_per_column():
    neuron = xor_neuron()
    X = np.random.default_rng(0).uniform(0, 1.5, (2, 6))
    assert neuron.score(X).shape == neuron.forward(X).shape == (6,)
    assert neuron.score(X[:, 0]).shape == ()
    np.testing.assert_allclose(neuron.score(X), [neuron.score(x) for x in X.T])


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (([1.0], Neuron([1.0])), TypeError, r"dendrite: got \[1\.0\], expected a neuronlib\.Neuro"),
        ((Neuron([1.0]), None), TypeError, "soma: got None, expected a neuronlib.Neuron"),
        ((Neuron([1.0]), Neuron([1.0, 2.0])), ValueError, "soma: got 2 inputs, expected 1, as man"),
        ((Neuron([1.0]), Neuron([1.0]), np.inf), ValueError, "coupling: got inf"),
    ],
)
def test_what_is_not_a_two_compartment_neuron_is_named(arguments, error, words):
    with pytest.raises(error, match=words):
        TwoCompartmentNeuron(*arguments)


@pytest.mark.parametrize("decay", [0, -1.0])
def test_a_decay_must_be_positive(decay):
    with pytest.raises(ValueError, match=rf"decay: got {decay}, expected a number in \(0, inf\)"):
        dendritic_spike(decay)


def test_inputs_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match=r"x: got shape \(3,\), expected \(2,\) or \(2, N\)"):
        xor_neuron().forward([1.0, 2.0, 3.0])
