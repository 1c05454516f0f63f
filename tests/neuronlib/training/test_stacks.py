"""A stack ends where its members end alone, whatever the options."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuronlib import Network, cross_entropy, datasets, gelu, squared_error, tanh, train
from neuronlib.datasets import Dataset
from tests.neuronlib.cases import ALL_ACTIVATIONS, ALL_LOSSES, examples_for

DATA, VALIDATION = datasets.blobs(40, spread=0.8, seed=2), datasets.blobs(30, spread=0.8, seed=3)
SEEDS = [5, 0, 9]
PER_MEMBER = ("learning_rate", "l2")


def of_member(options, s):
    """Return the options of one member."""
    return {
        name: value[s] if name in PER_MEMBER and not isinstance(value, float) else value
        for name, value in options.items()
    }


def assert_equal_until_it_stopped(in_the_stack, alone, tolerance):
    np.testing.assert_allclose(in_the_stack[: len(alone)], alone, rtol=tolerance, atol=tolerance)
    assert np.isnan(in_the_stack[len(alone) :]).all()


def assert_the_stack_ends_where_its_members_do(
    sizes, data, options, *, dtype=np.float64, tolerance=1e-9, **architecture
):
    stack = Network.stack(sizes, seeds=SEEDS, dtype=dtype, **architecture)
    together = train(stack, data.X, data.y, **options)
    n_epochs = []
    for s, seed in enumerate(SEEDS):
        alone = Network(sizes, seed=seed, dtype=dtype, **architecture)
        history = train(alone, data.X, data.y, **of_member(options, s))
        np.testing.assert_allclose(
            stack.parameters[s], alone.parameters, rtol=tolerance, atol=tolerance
        )
        n_epochs.append(len(history.losses))
        assert_equal_until_it_stopped(together.losses[:, s], history.losses, tolerance)
        if "validation" in options:
            assert_equal_until_it_stopped(
                together.validation_losses[:, s], history.validation_losses, tolerance
            )
    assert not together.diverged.any() and together.diverged.shape == (3,)
    assert len(together.losses) == max(n_epochs)
    return n_epochs


OPTIONS = {
    "plain": {},
    "rates of their own": {"learning_rate": [0.05, 0.2, 0.5]},
    "penalties of their own": {"l2": np.array([0.0, 0.01, 0.3])},
    "one penalty": {"l2": 0.1},
    "momentum": {"momentum": 0.8},
    "Adam": {"optimiser": "adam", "learning_rate": [0.001, 0.01, 0.05]},
    "dropout": {"dropout": 0.4},
    "input noise": {"input_noise": 0.5},
    "minibatches": {"batch_size": 7},
    "validation": {"validation": VALIDATION},
    "everything": {
        "learning_rate": [0.05, 0.2, 0.4],
        "l2": [0.0, 0.01, 0.1],
        "momentum": 0.7,
        "dropout": 0.2,
        "input_noise": 0.1,
        "batch_size": 16,
        "validation": VALIDATION,
        "patience": 2,
        "seed": 3,
    },
}


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_with_every_option(options, dtype):
    assert_the_stack_ends_where_its_members_do(
        [2, 6, 1],
        DATA,
        {"epochs": 12, **options},
        activation=tanh,
        dtype=dtype,
        tolerance=1e-4 if dtype is np.float32 else 1e-10,
    )


some_rate = st.floats(0.01, 0.2)
some_penalty = st.floats(0.0, 0.1)
some_options = st.fixed_dictionaries(
    {"epochs": st.integers(1, 4), "seed": st.integers(0, 99)},
    optional={
        "learning_rate": some_rate | st.lists(some_rate, min_size=3, max_size=3),
        "l2": some_penalty | st.lists(some_penalty, min_size=3, max_size=3),
        "momentum": st.floats(0, 0.9),
        "dropout": st.floats(0, 0.8),
        "input_noise": st.floats(0, 1),
        "batch_size": st.integers(1, 50),
        "patience": st.integers(1, 2),
        "optimiser": st.just("adam"),
    },
)


@settings(max_examples=60)
@given(
    some_options,
    st.sampled_from(list(ALL_ACTIVATIONS.values())),
    st.sampled_from(list(ALL_LOSSES.values())),
    st.lists(st.integers(1, 5), max_size=2),
)
def test_with_any_options_architecture_and_loss(options, activation, loss, hidden):
    loss, n_out = loss
    if "optimiser" in options:
        options.pop("momentum", None)
    data, validation = (
        Dataset(*examples_for(loss, n_out, n_examples=20, seed=seed)) for seed in (0, 1)
    )
    options = {**options, "loss": loss, "validation": validation}
    sizes = [3, *hidden, n_out]
    assert_the_stack_ends_where_its_members_do(sizes, data, options, activation=activation)


@pytest.mark.parametrize(
    "options",
    [
        {"learning_rate": [0.02, 0.5, 2.0]},
        {"learning_rate": [0.5, 0.5, 2.0], "momentum": 0.8, "batch_size": 10},
        {"learning_rate": [0.01, 0.1, 0.3], "optimiser": "adam"},
        {"learning_rate": [0.1, 0.5, 2.0], "dropout": 0.3, "input_noise": 0.3, "batch_size": 16},
    ],
    ids=["gradient descent", "momentum", "Adam", "noisy minibatches"],
)
def test_members_that_stop_early_do_so_in_epochs_of_their_own(options):
    noisy = datasets.blobs(40, spread=0.9, seed=2).with_flipped_labels(0.2, seed=0)
    n_epochs = assert_the_stack_ends_where_its_members_do(
        [2, 10, 2],
        noisy,
        {"epochs": 80, "validation": VALIDATION, "patience": 3, **options},
        activation=tanh,
    )
    assert len(set(n_epochs)) > 1 and min(n_epochs) < 80


def test_a_regression_too():
    X, y = examples_for(squared_error, 2, n_examples=30)
    assert_the_stack_ends_where_its_members_do(
        [3, 5, 2], Dataset(X, y), {"loss": squared_error, "epochs": 10}, activation=gelu
    )


def test_a_stack_of_one_is_trained_like_a_single_network():
    stack, single = Network.stack([2, 5, 1], seeds=[4]), Network([2, 5, 1], seed=4)
    options = {"learning_rate": 0.2, "momentum": 0.5, "batch_size": 8, "epochs": 5}
    together, alone = (train(net, DATA.X, DATA.y, **options) for net in (stack, single))
    assert together.losses.shape == (5, 1) and alone.losses.shape == (5,)
    np.testing.assert_allclose(stack.parameters[0], single.parameters, atol=1e-5)


def test_a_member_that_is_trained_alone_moves_within_its_stack():
    stack = Network.stack([2, 5, 1], seeds=[0, 1])
    before = stack.parameters.copy()
    train(stack.member(1), DATA.X, DATA.y, loss=cross_entropy, epochs=3)
    np.testing.assert_array_equal(stack.parameters[0], before[0])
    assert (stack.parameters[1] != before[1]).any()
