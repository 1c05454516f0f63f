"""Activations: values, derivatives, and what happens at the ends of the type."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib import ACTIVATIONS, Activation, identity, relu, sigmoid, tanh
from neuronlib.activations import per_hidden_layer
from tests.neuronlib.oracles import central_differences

TYPES = [np.float32, np.float64]
EVERY = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
any_float = st.floats(allow_nan=False, allow_infinity=False)


def exactly(name: str, z: float) -> tuple[Decimal, Decimal]:
    """Value and derivative to sixty digits, from the definitions."""
    x = Decimal(z)
    up, down = x.exp(), (-x).exp()
    if name == "sigmoid":
        return 1 / (1 + down), 1 / ((1 + down) * (1 + up))
    if name == "tanh":
        return (up - down) / (up + down), 4 / (up + down) ** 2
    if name == "ReLU":
        return max(x, Decimal(0)), Decimal(int(x > 0))
    return x, Decimal(1)


@EVERY
@pytest.mark.parametrize("dtype", TYPES)
def test_values_and_derivatives_are_those_of_the_definition_also_in_the_tails(activation, dtype):
    reach = 80 if dtype is np.float32 else 340
    z = np.concatenate([np.linspace(-reach, reach, 41), np.linspace(-3, 3, 40)]).astype(dtype)
    with localcontext() as context:
        context.prec = 60
        expected = np.array([[float(v) for v in exactly(activation.name, float(x))] for x in z])
    tolerance = {"rtol": 16 * np.finfo(dtype).eps, "atol": np.finfo(dtype).tiny}
    np.testing.assert_allclose(activation(z), expected[:, 0], **tolerance)
    np.testing.assert_allclose(activation.derivative(z), expected[:, 1], **tolerance)


@EVERY
def test_the_derivative_agrees_with_central_differences(activation):
    z = np.linspace(-6, 6, 50)  # without 0, where ReLU has a kink
    differences = central_differences(lambda at: float(activation(at).sum()), z)
    np.testing.assert_allclose(activation.derivative(z), differences, atol=1e-8)


def test_relu_takes_the_slope_0_at_its_kink():
    assert relu.derivative(0.0) == 0


@EVERY
@pytest.mark.parametrize("dtype", TYPES)
def test_nothing_overflows_over_the_whole_range_of_the_type(activation, dtype):
    limits = np.finfo(dtype)
    z = np.array([limits.min, -1e4, -limits.tiny, 0, limits.tiny, 1e4, limits.max], dtype)
    low, high = activation.range
    with np.errstate(all="raise", under="ignore"):
        values, slopes = activation(z), activation.derivative(z)
    assert np.isfinite(values).all() and np.isfinite(slopes).all()
    assert ((low <= values) & (values <= high)).all()
    assert ((slopes >= 0) & (slopes <= 1)).all()


@EVERY
@pytest.mark.parametrize("dtype", TYPES)
def test_infinity_gives_the_limit(activation, dtype):
    z = np.array([-np.inf, np.inf], dtype)
    assert activation(z).tolist() == list(activation.range)
    ends = {"sigmoid": [0, 0], "tanh": [0, 0], "ReLU": [0, 1], "identity": [1, 1]}
    assert activation.derivative(z).tolist() == ends[activation.name]


@EVERY
def test_nan_is_passed_on_and_not_turned_into_a_number(activation):
    assert np.isnan(activation([np.nan])).all()


@EVERY
@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (4, 2, 3), (0,)])
def test_type_and_shape_are_kept(activation, dtype, shape):
    z = np.ones(shape, dtype)
    for result in (activation(z), activation.derivative(z)):
        assert result.dtype == dtype and result.shape == shape


@EVERY
def test_whole_numbers_are_taken_as_float64(activation):
    assert activation([1, 2]).dtype == activation.derivative([1, 2]).dtype == np.float64


@given(any_float, any_float)
def test_values_stay_in_the_range_and_do_not_fall(a, b):
    low, high = min(a, b), max(a, b)
    for activation in ACTIVATIONS.values():
        below, above = activation(low), activation(high)
        rounding = 4 * np.finfo(float).eps * min(1, abs(below))
        assert activation.range[0] <= below <= above + rounding
        assert above <= activation.range[1]


@given(any_float)
def test_sigmoid_of_minus_z_is_what_is_missing_to_one(z):
    assert sigmoid(-z) == pytest.approx(1 - sigmoid(z), abs=4e-16)


@given(st.floats(-1e300, 1e300))
def test_tanh_is_a_stretched_sigmoid_and_odd(z):
    assert tanh(z) == pytest.approx(2 * sigmoid(2 * z) - 1, abs=1e-15)
    assert tanh(-z) == -tanh(z)


@given(any_float)
def test_derivatives_are_even_where_the_function_is_symmetric(z):
    for activation in (sigmoid, tanh):
        assert activation.derivative(z) == activation.derivative(-z)


def test_the_table_has_every_activation_by_its_name():
    import neuronlib

    public = {name: one for name, one in vars(neuronlib).items() if isinstance(one, Activation)}
    assert public == ACTIVATIONS
    assert list(ACTIVATIONS) == ["sigmoid", "tanh", "relu", "identity"]


def test_an_activation_shows_its_formula():
    assert repr(sigmoid) == "sigmoid: σ(z) = 1 / (1 + e⁻ᶻ)"
    assert [one.name for one in ACTIVATIONS.values()] == ["sigmoid", "tanh", "ReLU", "identity"]
    assert [one.symbol for one in ACTIVATIONS.values()] == ["σ", "tanh", "ReLU", "id"]


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
