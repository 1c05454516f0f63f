"""The gradient check must tell a right gradient from a wrong one."""

import numpy as np
import pytest

from neuronlib import gradient_check


def bowl(w):
    """w₀² w₁ + sin w₁, with its gradient."""
    value = w[0] ** 2 * w[1] + np.sin(w[1])
    return float(value), np.array([2 * w[0] * w[1], w[0] ** 2 + np.cos(w[1])])


def test_a_right_gradient_passes():
    assert gradient_check(bowl, [0.3, -1.2]) < 1e-8


@pytest.mark.parametrize("element", [0, 1])
def test_a_single_wrong_element_is_found(element):
    def wrong(w):
        value, gradient = bowl(w)
        gradient[element] *= 1.001
        return value, gradient

    assert gradient_check(wrong, [0.8, -1.2]) > 1e-5


def test_the_error_is_relative_to_the_larger_of_the_two():
    assert gradient_check(lambda w: (float(w[0]), np.array([3.0])), [0.0]) == pytest.approx(2 / 3)
    assert gradient_check(lambda w: (float(w[0]), np.zeros(1)), [0.0]) == pytest.approx(1)


def test_a_constant_with_gradient_zero_has_no_error():
    assert gradient_check(lambda w: (7.0, np.zeros(3)), np.ones(3)) == 0


def test_the_parameters_are_left_alone_even_by_a_function_that_writes_into_them():
    def careless(w):
        value, gradient = float(w @ w), 2 * w
        w[:] = 99
        return value, gradient

    at = np.array([1.0, 2.0])
    assert gradient_check(careless, at) < 1e-8
    assert at.tolist() == [1, 2]


def test_float32_parameters_are_checked_in_float64():
    assert gradient_check(bowl, np.array([0.3, -1.2], np.float32)) < 1e-8


def test_a_kink_within_the_step_is_seen():
    absolute = lambda w: (float(abs(w[0])), np.sign(w))  # noqa: E731
    assert gradient_check(absolute, [1e-8]) > 0.5
    assert gradient_check(absolute, [1e-8], step=1e-9) < 1e-6


@pytest.mark.parametrize(
    ("parameters", "step", "error", "words"),
    [
        ([[1.0, 2.0]], 1e-6, ValueError, r"parameters: got shape \(1, 2\), expected a vector"),
        ([1.0, np.nan], 1e-6, ValueError, r"parameters: got nan at index \(1,\)"),
        ([1.0, 2.0], 0, ValueError, r"step: got 0, expected a number in \(0, inf\)"),
        ([1.0, 2.0], "small", TypeError, "step: got 'small', expected a number"),
    ],
)
def test_bad_arguments_are_named(parameters, step, error, words):
    with pytest.raises(error, match=words):
        gradient_check(bowl, parameters, step=step)


def test_a_gradient_of_another_shape_is_named():
    with pytest.raises(ValueError, match=r"gradient of shape \(2,\), expected \(3,\)"):
        gradient_check(lambda w: (0.0, np.zeros(2)), np.zeros(3))
