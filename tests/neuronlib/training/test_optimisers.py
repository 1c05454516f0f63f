"""Momentum and Adam, parameter by parameter, as plain loops of their formulas."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib.training.optimisers import Adam, Momentum

some_gradients = st.lists(
    st.floats(-1e3, 1e3).map(lambda g: 0.0 if abs(g) < 1e-3 else g), min_size=1, max_size=12
)
TYPES = pytest.mark.parametrize("dtype", [np.float32, np.float64])


def momentum_by_hand(theta, gradients, rate, mu):
    velocity = 0.0
    for g in gradients:
        velocity = mu * velocity - rate * g
        theta += velocity
    return theta


def adam_by_hand(theta, gradients, rate):
    """Algorithm 1 of Kingma & Ba (2015)."""
    m = v = 0.0
    for t, g in enumerate(gradients, start=1):
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
        theta -= rate * m_hat / (math.sqrt(v_hat) + 1e-8)
    return theta


@given(some_gradients, st.floats(1e-3, 1.0), st.floats(0, 0.99))
def test_momentum_is_the_formula(gradients, rate, mu):
    parameters = np.array([2.0])
    descent = Momentum(parameters, rate, mu)
    for g in gradients:
        descent.update(np.array([g]))
    expected = momentum_by_hand(2.0, gradients, rate, mu)
    assert parameters[0] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(some_gradients, st.floats(1e-3, 1.0))
def test_adam_is_the_formula(gradients, rate):
    parameters = np.array([2.0])
    adam = Adam(parameters, rate)
    for g in gradients:
        adam.update(np.array([g]))
    expected = adam_by_hand(2.0, gradients, rate)
    assert parameters[0] == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_without_momentum_it_is_gradient_descent():
    parameters = np.array([1.0, 2.0])
    descent = Momentum(parameters, 0.1)
    for gradient in ([1.0, -1.0], [0.5, 2.0]):
        descent.update(np.array(gradient))
    np.testing.assert_allclose(parameters, [1 - 0.15, 2 - 0.1])


def test_momentum_gathers_up_to_one_over_one_minus_mu():
    parameters = np.zeros(1)
    descent = Momentum(parameters, 0.1, 0.9)
    for _ in range(300):
        before = parameters.copy()
        descent.update(np.ones(1))
    assert parameters - before == pytest.approx(-0.1 / (1 - 0.9))


@given(st.floats(1e-4, 1e4), st.sampled_from([-1, 1]))
def test_adams_first_step_is_the_rate_whatever_the_size_of_the_gradient(size, sign):
    parameters = np.zeros(1)
    Adam(parameters, 0.01).update(np.array([sign * size]))
    assert parameters[0] == pytest.approx(-sign * 0.01, rel=1e-3)


def test_adam_bears_a_gradient_of_zero():
    parameters = np.ones(3)
    adam = Adam(parameters, 0.1)
    for _ in range(3):
        adam.update(np.zeros(3))
    assert parameters.tolist() == [1, 1, 1]


@pytest.mark.parametrize("make", [lambda p, rate: Momentum(p, rate, 0.8), Adam])
@TYPES
def test_a_stack_has_a_rate_for_each_member(make, dtype):
    generator = np.random.default_rng(0)
    stack = generator.standard_normal((3, 4)).astype(dtype)
    members, rates = [row.copy() for row in stack], np.array([[0.01], [0.1], [1.0]], dtype)
    together = make(stack, rates)
    alone = [make(member, float(rate)) for member, (rate,) in zip(members, rates, strict=True)]
    for _ in range(5):
        gradient = generator.standard_normal((3, 4)).astype(dtype)
        for one, row in zip(alone, gradient.copy(), strict=True):
            one.update(row)
        together.update(gradient)
    assert stack.dtype == dtype
    np.testing.assert_allclose(stack, members, rtol=1e-5 if dtype == np.float32 else 1e-12)


@pytest.mark.parametrize("make", [lambda p: Momentum(p, 0.1, 0.8), lambda p: Adam(p, 0.1)])
@TYPES
def test_the_parameters_are_moved_in_place_and_keep_their_type(make, dtype):
    parameters = np.ones(2, dtype)
    view = parameters[:1]
    make(parameters).update(np.ones(2, dtype))
    assert view[0] == pytest.approx(0.9) and parameters.dtype == dtype
