"""Activations: values, derivatives, and what happens at the ends of the type."""

import math
import pickle
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib import (
    ACTIVATIONS,
    Activation,
    gelu,
    hard_tanh,
    identity,
    leaky,
    leaky_relu,
    relu,
    sigmoid,
    silu,
    softplus,
    tanh,
)
from neuronlib.activations import per_hidden_layer
from tests.neuronlib.oracles import BY_HAND, central_differences

TYPES = pytest.mark.parametrize("dtype", [np.float32, np.float64])
ALL = {**ACTIVATIONS, "leaky(0.2)": leaky(0.2)}
EVERY = pytest.mark.parametrize("activation", ALL.values(), ids=ALL)
PIECEWISE = {name: one for name, one in ALL.items() if one.breakpoints is not None}
any_float = st.floats(allow_nan=False, allow_infinity=False)
any_float32 = st.floats(allow_nan=False, allow_infinity=False, width=32)

PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494")


def exactly(name: str, z: float) -> tuple[Decimal, Decimal]:
    """Value and derivative from the definitions, in the decimals of the context."""
    x = Decimal(z)
    up, down = x.exp(), (-x).exp()
    gate = 1 / (1 + down)
    if name == "sigmoid":
        return gate, 1 / ((1 + down) * (1 + up))
    if name == "tanh":
        return (up - down) / (up + down), 4 / (up + down) ** 2
    if name == "ReLU":
        return max(x, Decimal(0)), Decimal(int(x > 0))
    if name.startswith("leaky ReLU"):
        slope = Decimal("0.2" if name.endswith("0.2") else "0.01")
        return (x, Decimal(1)) if x > 0 else (slope * x, slope)
    if name == "SiLU":
        return x * gate, gate + x * gate * (1 - gate)
    if name == "softplus":
        return (1 + up).ln(), gate
    if name == "hard tanh":
        return min(Decimal(1), max(Decimal(-1), x)), Decimal(int(abs(x) < 1))
    if name == "GELU":
        factor = (2 / PI).sqrt()
        u, u_slope = (
            factor * (x + Decimal("0.044715") * x**3),
            factor * (1 + 3 * Decimal("0.044715") * x**2),
        )
        t = (u.exp() - (-u).exp()) / (u.exp() + (-u).exp())
        return x * (1 + t) / 2, (1 + t) / 2 + x * (1 - t**2) * u_slope / 2
    return x, Decimal(1)


def magnified(name: str, z: np.ndarray) -> np.ndarray:
    """By how much the definition itself magnifies a rounding: GELU's, that of its exponent 2u."""
    u = np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)
    return 1 + 2 * abs(u) if name == "GELU" else np.ones_like(z)


@EVERY
@TYPES
def test_values_and_derivatives_are_those_of_the_definition_also_in_the_tails(activation, dtype):
    reach = 80 if dtype is np.float32 else 340
    z = np.concatenate(
        [np.linspace(-reach, reach, 41), np.linspace(-12, 12, 24), np.linspace(-3, 3, 40)]
    ).astype(dtype)
    with localcontext() as context:
        # the tails lie at 1e-148, and log(1 + eᶻ) is to keep sixty digits of them
        context.prec, context.Emax, context.Emin = 210, 10**8, -(10**8)
        expected = np.array([[float(v) for v in exactly(activation.name, float(x))] for x in z])
    rounding = 16 * np.finfo(dtype).eps * magnified(activation.name, z.astype(float))
    values, slopes = activation(z), activation.derivative(z)
    least = np.finfo(dtype).tiny
    assert (abs(values - expected[:, 0]) <= least + rounding * abs(expected[:, 0])).all()
    # SiLU′ and GELU′ are f(z) / z and another term, which may take most of it away
    terms = abs(expected[:, 1])
    if activation in (silu, gelu):
        terms = terms + abs(expected[:, 0] / np.where(z == 0, 1, z))
    assert (abs(slopes - expected[:, 1]) <= least + rounding * terms).all()


@EVERY
def test_a_value_is_that_worked_out_by_hand(activation):
    for z in (-2.5, -0.4, 0.0, 0.3, 0.9, 1.7):
        assert activation(z) == pytest.approx(BY_HAND[activation.name](z), rel=1e-13)


@EVERY
def test_the_derivative_agrees_with_central_differences(activation):
    z = np.linspace(-6, 6, 50)  # without 0 and ±1, where some have a kink
    differences = central_differences(lambda at: float(activation(at).sum()), z)
    np.testing.assert_allclose(activation.derivative(z), differences, atol=1e-8)


def test_the_slope_at_a_kink_is_the_smaller_of_the_two():
    assert relu.derivative(0.0) == 0
    assert leaky_relu.derivative(0.0) == 0.01
    assert hard_tanh.derivative([-1.0, 1.0]).tolist() == [0, 0]


@pytest.mark.parametrize("activation", PIECEWISE.values(), ids=PIECEWISE)
@given(any_float32, any_float32)
def test_between_its_breakpoints_a_piecewise_linear_one_keeps_its_slope(activation, a, b):
    within = [sum(z > kink for kink in activation.breakpoints) for z in (a, b)]
    at_kink = {a, b} & set(activation.breakpoints)
    if within[0] == within[1] and not at_kink:
        assert activation.derivative(a) == activation.derivative(b)


@pytest.mark.parametrize("activation", PIECEWISE.values(), ids=PIECEWISE)
def test_at_a_breakpoint_the_slope_changes(activation):
    for kink in activation.breakpoints:
        assert activation.derivative(kink - 1e-3) != activation.derivative(kink + 1e-3)


def test_a_curve_has_no_breakpoints():
    assert [one for one in ACTIVATIONS.values() if one.breakpoints is None] == [
        sigmoid, tanh, gelu, silu, softplus
    ]  # fmt: skip


def test_gelu_is_close_to_z_times_the_normal_distribution_function():
    z = np.linspace(-8, 8, 1601)
    exact = [x * math.erfc(-x / math.sqrt(2)) / 2 for x in z]
    assert abs(gelu(z) - exact).max() < 5e-4


@EVERY
@TYPES
def test_nothing_overflows_over_the_whole_range_of_the_type(activation, dtype):
    limits = np.finfo(dtype)
    z = np.array([limits.min, -1e4, -limits.tiny, 0, limits.tiny, 1e4, limits.max], dtype)
    low, high = activation.range
    with np.errstate(all="raise", under="ignore"):
        values, slopes = activation(z), activation.derivative(z)
    assert np.isfinite(values).all() and np.isfinite(slopes).all()
    assert ((low <= values) & (values <= high)).all()
    assert ((slopes >= 0) & (slopes <= 1)).all()


LIMITS = {
    "sigmoid": ([0, 1], [0, 0]),
    "tanh": ([-1, 1], [0, 0]),
    "ReLU": ([0, np.inf], [0, 1]),
    "leaky ReLU": ([-np.inf, np.inf], [0.01, 1]),
    "leaky ReLU 0.2": ([-np.inf, np.inf], [0.2, 1]),
    "GELU": ([0, np.inf], [0, 1]),
    "SiLU": ([0, np.inf], [0, 1]),
    "softplus": ([0, np.inf], [0, 1]),
    "hard tanh": ([-1, 1], [0, 0]),
    "identity": ([-np.inf, np.inf], [1, 1]),
}


@EVERY
@TYPES
def test_infinity_gives_the_limit(activation, dtype):
    z = np.array([-np.inf, np.inf], dtype)
    values, slopes = LIMITS[activation.name]
    assert activation(z).tolist() == values
    assert activation.derivative(z).tolist() == np.array(slopes, dtype).tolist()


@EVERY
def test_nan_is_passed_on_and_not_turned_into_a_number(activation):
    assert np.isnan(activation([np.nan])).all()


@EVERY
@TYPES
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (4, 2, 3), (0,)])
def test_type_and_shape_are_kept(activation, dtype, shape):
    z = np.ones(shape, dtype)
    for result in (activation(z), activation.derivative(z)):
        assert result.dtype == dtype and result.shape == shape


@EVERY
def test_whole_numbers_are_taken_as_float64(activation):
    assert activation([1, 2]).dtype == activation.derivative([1, 2]).dtype == np.float64


@EVERY
def test_what_goes_in_is_left_as_it_was(activation):
    z = np.linspace(-3, 3, 7)
    activation(z), activation.derivative(z)
    assert z.tolist() == np.linspace(-3, 3, 7).tolist()


@given(any_float)
def test_values_stay_in_the_range(z):
    for activation in ALL.values():
        low, high = activation.range
        assert low <= activation(z) <= high


@given(any_float32)
def test_values_stay_in_the_range_in_float32_to_rounding(z):
    for activation in ALL.values():
        value = activation(np.float32(z))
        low, high = np.array(activation.range, np.float32)  # a bound is rounded, too
        assert np.nextafter(low, -np.inf) <= value <= np.nextafter(high, np.inf)


@EVERY
def test_values_reach_the_ends_of_the_range_and_go_no_further(activation):
    values = activation(np.concatenate([np.linspace(-3, 3, 60_001), [-1e9, 1e9]]))
    assert activation.range[0] <= values.min() and values.max() <= activation.range[1]
    for found, end in zip((values.min(), values.max()), activation.range, strict=True):
        assert abs(found) > 1e6 if np.isinf(end) else found == pytest.approx(end, abs=1e-8)


@given(any_float, any_float)
def test_values_do_not_fall_except_those_of_gelu_and_silu(a, b):
    low, high = min(a, b), max(a, b)
    for activation in ALL.values():
        if activation not in (gelu, silu):
            below, above = activation(low), activation(high)
            assert below <= above + 4 * np.finfo(float).eps * min(1, abs(below))


@given(any_float)
def test_slopes_lie_between_0_and_1_except_those_of_gelu_and_silu(z):
    for activation in ALL.values():
        margin = 0.13 if activation in (gelu, silu) else 0
        assert -margin <= activation.derivative(z) <= 1 + margin


@given(any_float)
def test_sigmoid_of_minus_z_is_what_is_missing_to_one(z):
    assert sigmoid(-z) == pytest.approx(1 - sigmoid(z), abs=4e-16)


@given(st.floats(-1e300, 1e300))
def test_tanh_is_a_stretched_sigmoid_and_odd(z):
    assert tanh(z) == pytest.approx(2 * sigmoid(2 * z) - 1, abs=1e-15)
    assert tanh(-z) == -tanh(z)


@given(any_float)
def test_derivatives_are_even_where_the_function_is_symmetric(z):
    for activation in (sigmoid, tanh, hard_tanh):
        assert activation.derivative(z) == activation.derivative(-z)


@given(st.floats(-1e15, 1e15))
def test_what_a_gate_lets_through_and_what_it_keeps_back_add_up(z):
    for gated in (silu, gelu):
        assert gated(z) - gated(-z) == pytest.approx(z, rel=1e-14)


@given(st.floats(-1e15, 1e15))
def test_softplus_lies_above_relu_by_log_two_at_most(z):
    rounding = np.finfo(float).eps * max(1, abs(z))
    assert 0 <= softplus(z) - relu(z) <= math.log(2) + rounding


def test_the_table_has_every_activation_by_its_name():
    import neuronlib

    public = {name: one for name, one in vars(neuronlib).items() if isinstance(one, Activation)}
    assert public == ACTIVATIONS
    assert list(ACTIVATIONS) == [
        "sigmoid", "tanh", "relu", "leaky_relu", "gelu", "silu", "softplus", "hard_tanh", "identity"
    ]  # fmt: skip


def test_an_activation_shows_its_formula():
    assert repr(sigmoid) == "sigmoid: σ(z) = 1 / (1 + e⁻ᶻ)"
    assert repr(leaky(0.2)) == "leaky ReLU 0.2: LReLU(z) = max(0.2 z, z)"


def test_names_and_symbols_are_those_of_the_book():
    names = [(one.name, one.symbol) for one in ACTIVATIONS.values()]
    assert names == [
        ("sigmoid", "σ"),
        ("tanh", "tanh"),
        ("ReLU", "ReLU"),
        ("leaky ReLU", "LReLU"),
        ("GELU", "GELU"),
        ("SiLU", "SiLU"),
        ("softplus", "softplus"),
        ("hard tanh", "htanh"),
        ("identity", "id"),
    ]


@EVERY
def test_an_activation_survives_the_way_to_another_process(activation):
    twin = pickle.loads(pickle.dumps(activation))
    z = np.linspace(-3, 3, 20)
    np.testing.assert_array_equal(twin(z), activation(z))
    np.testing.assert_array_equal(twin.derivative(z), activation.derivative(z))
    assert repr(twin) == repr(activation) and twin.range == activation.range


def test_a_leaky_relu_without_a_leak_is_relu():
    z = np.linspace(-3, 3, 20)
    closed = leaky(0)
    assert closed(z).tolist() == relu(z).tolist()
    assert closed.derivative(z).tolist() == relu.derivative(z).tolist()
    assert closed.range == relu.range


@pytest.mark.parametrize(
    ("slope", "error", "words"),
    [
        (-0.1, ValueError, r"slope: got -0.1, expected a number in \[0, 1\)"),
        (1, ValueError, "slope: got 1, expected a number"),
        (np.nan, ValueError, "slope: got nan, expected a number"),
        ("0.1", TypeError, "slope: got '0.1', expected a number"),
    ],
)
def test_what_is_not_a_leak_is_named(slope, error, words):
    with pytest.raises(error, match=words):
        leaky(slope)


@pytest.mark.parametrize(
    ("z", "error", "words"),
    [
        ("1", TypeError, "z: got '1', expected real numbers"),
        (["a" * 100], TypeError, r"z: got \['a+…, expected real numbers"),
        ([1j], TypeError, r"z: got \[1j\], expected real numbers"),
        (None, TypeError, "z: got None, expected real numbers"),
        ([[1.0, 2.0], [3.0]], ValueError, "z: got rows of different lengths"),
    ],
)
def test_what_is_not_a_real_number_is_named(z, error, words):
    with pytest.raises(error, match=words):
        sigmoid(z)
    with pytest.raises(error, match=words):
        sigmoid.derivative(z)


def test_one_activation_serves_all_hidden_layers_and_a_list_one_each():
    assert per_hidden_layer(tanh, 3) == (tanh, tanh, tanh)
    assert per_hidden_layer([relu, identity], 2) == (relu, identity)
    assert per_hidden_layer(tanh, 0) == ()


@pytest.mark.parametrize(
    ("activation", "error", "words"),
    [
        ("relu", TypeError, "activation: got 'relu', expected one of .*neuronlib.relu"),
        (None, TypeError, "activation: got None, expected one of neuronlib.sigmoid"),
        ([relu, "tanh"], TypeError, "activation: got 'tanh' in the list, expected one of"),
        ([relu], ValueError, "activation: got a list of 1, expected 2: one per hidden layer"),
    ],
)
def test_what_is_not_an_activation_is_named(activation, error, words):
    with pytest.raises(error, match=words):
        per_hidden_layer(activation, 2)
