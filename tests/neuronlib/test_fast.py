"""The fast pass against the readable one: the same loss and the same gradient, to rounding."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib import (
    Network,
    cross_entropy,
    fast,
    gelu,
    hinge,
    maxout,
    prelu,
    relu,
    sigmoid,
    squared_error,
    tanh,
)
from neuronlib.fast import Pass, encoded, with_ones
from tests.neuronlib.cases import (
    ALL_ACTIVATIONS,
    ALL_LOSSES,
    EVERY_ACTIVATION,
    examples_for,
    masks_for,
    moved,
)

# two scores, which may have a way of their own
LOSSES = {
    **ALL_LOSSES,
    "cross-entropy of two": (cross_entropy, 2),
    "hinge of two": (hinge, 2),
}
EVERY_LOSS = pytest.mark.parametrize(("loss", "n_out"), LOSSES.values(), ids=LOSSES)


def stack_of(n_members):
    """Return what makes a network, or a stack of so many."""
    if n_members is None:
        return Network
    return lambda sizes, **options: Network.stack(sizes, seeds=range(n_members), **options)


EITHER_WAY = pytest.mark.parametrize(
    "by_exp_from", [np.inf, 0], ids=["numpy's tanh", "from an exponential"]
)
EVERY_NETWORK = pytest.mark.parametrize(
    "make", [stack_of(None), stack_of(1), stack_of(5)], ids=["single", "stack of 1", "stack of 5"]
)


def decide_by_size(monkeypatch, by_exp_from):
    """Let exp take the place of tanh and log1p from so many numbers on."""
    for dtype in fast.BY_EXP_FROM:
        monkeypatch.setitem(fast.BY_EXP_FROM, dtype, by_exp_from)


def pass_of(network, loss, X, y, masks=()):
    X1 = with_ones(X.astype(network.parameters.dtype))
    return Pass(network, loss, X1, encoded(y, network, loss), masks)


def assert_both_ways_agree(network, loss, X, y, masks=()):
    one_pass = pass_of(network, loss, X, y, masks)
    for _ in range(2):  # the second call finds what the first one has left behind
        with np.errstate(over="ignore"):
            value = one_pass()
        expected_value, expected = network.loss_and_gradient(X, y, loss=loss, masks=masks)
        assert value.shape == np.shape(expected_value)
        assert one_pass.gradient.dtype == network.parameters.dtype
        rounding = 100 * np.finfo(network.parameters.dtype).eps
        np.testing.assert_allclose(value, expected_value, rtol=rounding, atol=rounding)
        scale = max(1, abs(expected).max())
        np.testing.assert_allclose(one_pass.gradient, expected, rtol=0, atol=rounding * scale)


@EVERY_ACTIVATION
@EVERY_LOSS
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@EVERY_NETWORK
def test_loss_and_gradient_are_those_of_the_readable_way(activation, loss, n_out, dtype, make):
    network = moved(make([3, 5, 4, n_out], activation=activation, dtype=dtype))
    X, y = examples_for(loss, n_out, n_examples=7)
    assert_both_ways_agree(network, loss, X, y)
    assert_both_ways_agree(network, loss, X, y, masks_for(network, 7))


@EVERY_LOSS
@EVERY_NETWORK
def test_a_network_without_a_hidden_layer_too(loss, n_out, make):
    network = moved(make([3, n_out], dtype=np.float64))
    assert_both_ways_agree(network, loss, *examples_for(loss, n_out))


@pytest.mark.parametrize("members_at_a_time", [1, 2, 3, 5])
@EVERY_LOSS
def test_a_stack_may_be_worked_through_some_members_at_a_time(
    monkeypatch, members_at_a_time, loss, n_out
):
    widest_layer_in_bytes = 6 * 7 * 8
    monkeypatch.setattr(fast, "CHUNK_IN_BYTES", members_at_a_time * widest_layer_in_bytes)
    network = moved(
        Network.stack(
            [3, 6, 4, n_out], seeds=range(5), activation=[tanh, prelu()], dtype=np.float64
        )
    )
    X, y = examples_for(loss, n_out, n_examples=7)
    assert_both_ways_agree(network, loss, X, y)
    assert_both_ways_agree(network, loss, X, y, masks_for(network, 7))


@pytest.mark.parametrize("hidden", [[], [5]], ids=["no hidden layer", "a hidden layer"])
@EVERY_ACTIVATION
@EVERY_NETWORK
def test_many_inputs_may_be_multiplied_the_other_way_round(monkeypatch, make, activation, hidden):
    monkeypatch.setattr(fast, "MANY_INPUTS", 3)
    network = moved(make([3, *hidden, 2], activation=activation, dtype=np.float64))
    X, y = examples_for(cross_entropy, 2)
    assert_both_ways_agree(network, cross_entropy, X, y)
    assert_both_ways_agree(network, cross_entropy, X, y, masks_for(network, X.shape[1]))


@EVERY_LOSS
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("factor", [1, 30], ids=["moderate", "saturated"])
@pytest.mark.parametrize("activation", [tanh, relu], ids=["tanh", "ReLU"])
@EVERY_NETWORK
def test_one_layer_below_one_score_or_more(activation, loss, n_out, dtype, factor, make):
    network = moved(make([2, 8, n_out], activation=activation, dtype=dtype))
    network.layers[0].weights[...] *= factor
    X, y = examples_for(loss, n_out, n_in=2, n_examples=11)
    assert_both_ways_agree(network, loss, X, y)
    assert_both_ways_agree(network, loss, X, y, masks_for(network, 11))


@EITHER_WAY
@pytest.mark.parametrize("activation", [tanh, sigmoid], ids=["tanh", "sigmoid"])
@pytest.mark.parametrize("factor", [1e-3, 1, 1e3], ids=["small", "moderate", "saturated"])
@EVERY_NETWORK
def test_tanh_is_the_same_whatever_numpy_is_quicker_at(
    monkeypatch, by_exp_from, activation, factor, make
):
    decide_by_size(monkeypatch, by_exp_from)
    network = moved(make([3, 8, 5, 2], activation=activation))
    network.layers[0].weights[...] *= factor
    assert_both_ways_agree(network, cross_entropy, *examples_for(cross_entropy, 2))


@given(
    st.lists(st.integers(1, 6), min_size=2, max_size=4),
    st.sampled_from(list(ALL_ACTIVATIONS.values())),
    st.sampled_from(list(LOSSES.values())),
    st.integers(1, 17),
    st.sampled_from([None, 1, 4]),
    st.booleans(),
)
def test_any_architecture_and_any_size_of_batch(
    sizes, activation, loss, n_examples, n_members, dropout
):
    loss, sizes[-1] = loss
    network = moved(stack_of(n_members)(sizes, activation=activation, dtype=np.float64))
    X, y = examples_for(loss, sizes[-1], n_in=sizes[0], n_examples=n_examples)
    masks = masks_for(network, n_examples) if dropout else ()
    assert_both_ways_agree(network, loss, X, y, masks)


@EVERY_NETWORK
def test_each_layer_may_have_another_activation(make):
    network = moved(
        make([3, 4, 5, 4, 3, 2], activation=[maxout(3), tanh, prelu(), gelu], dtype=np.float64)
    )
    X, y = examples_for(cross_entropy, 2)
    assert_both_ways_agree(network, cross_entropy, X, y)
    assert_both_ways_agree(network, cross_entropy, X, y, masks_for(network, 8))


def with_labels(scores, y):
    """Return minus the score of the right class."""
    gradient = np.zeros_like(scores)
    gradient[..., y, np.arange(y.size)] = -1 / y.size
    return -scores[..., y, np.arange(y.size)].mean(-1), gradient


def with_targets(scores, y):
    """Return the mean of the fourth power of the errors."""
    errors = scores - y
    return (errors**4).sum(-2).mean(-1), 4 * errors**3 / y.shape[-1]


@pytest.mark.parametrize("loss", [with_labels, with_targets])
@EVERY_NETWORK
def test_a_loss_of_the_readers_own(loss, make):
    network = moved(make([3, 4, 3], activation=tanh, dtype=np.float64))
    X, y = examples_for(squared_error if loss is with_targets else cross_entropy, 3)
    assert_both_ways_agree(network, loss, X, y)


def test_the_parameters_are_read_at_each_call():
    network = moved(Network([3, 4, 1], dtype=np.float64))
    X, y = examples_for(cross_entropy, 1)
    one_pass = pass_of(network, cross_entropy, X, y)
    before = one_pass()
    network.parameters *= 0.5
    assert one_pass() == pytest.approx(network.loss_and_gradient(X, y)[0]) != before


def test_a_value_that_was_returned_stays_as_it_is():
    network = moved(Network.stack([3, 4, 1], seeds=[0, 1]))
    X, y = examples_for(cross_entropy, 1)
    one_pass = pass_of(network, cross_entropy, X, y)
    first = one_pass()
    kept = first.tolist()
    network.parameters[...] = 0
    one_pass()
    assert first.tolist() == kept


def test_the_batch_is_read_at_each_call():
    network = moved(Network([3, 4, 1], dtype=np.float64))
    X, y = examples_for(cross_entropy, 1)
    X1, wanted = with_ones(X), encoded(y, network, cross_entropy)
    masks = [mask.copy() for mask in masks_for(network, 8)]
    one_pass = Pass(network, cross_entropy, X1, wanted, masks)
    one_pass()
    X1[:-1] *= 0.5
    wanted *= -1
    masks[0][...] = masks[0][::-1].copy()
    value, gradient = network.loss_and_gradient(0.5 * X, 1 - y, masks=masks)
    assert one_pass() == pytest.approx(value)
    np.testing.assert_allclose(one_pass.gradient, gradient)


def test_what_it_reads_is_left_as_it_was():
    for loss, n_out in LOSSES.values():
        network = moved(Network([3, 4, n_out], activation=tanh))
        X, y = examples_for(loss, n_out)
        X1, wanted = with_ones(X.astype(np.float32)), encoded(y, network, loss)
        before = X1.copy(), wanted.copy(), network.parameters.copy()
        Pass(network, loss, X1, wanted, masks_for(network, 8))()
        for now, then in zip((X1, wanted, network.parameters), before, strict=True):
            np.testing.assert_array_equal(now, then)


def test_examples_get_a_row_of_ones_below_them():
    X1 = with_ones(np.array([[1, 2], [3, 4], [5, 6]], np.float32))
    assert X1.tolist() == [[1, 2], [3, 4], [5, 6], [1, 1]] and X1.dtype == np.float32


@EVERY_LOSS
def test_scores_far_apart(loss, n_out):
    network = moved(Network([3, 4, n_out], activation=tanh))
    network.layers[-1].weights[...] *= 1e4
    assert_both_ways_agree(network, loss, *examples_for(loss, n_out))


@EITHER_WAY
@pytest.mark.parametrize("margin", [-1000, -88, -20, 0.1, 1, 5, 10, 20, 40])
def test_the_loss_of_a_sure_network_is_told_to_rounding_be_it_right_or_wrong(
    monkeypatch, by_exp_from, margin
):
    decide_by_size(monkeypatch, by_exp_from)
    network = Network([1, 1])
    network.layers[0].weights[...] = margin
    X, y = np.ones((1, 1)), np.array([1])
    expected = float(np.logaddexp(0, -float(margin)))  # in float64
    assert float(pass_of(network, cross_entropy, X, y)()) == pytest.approx(expected, rel=1e-6)
