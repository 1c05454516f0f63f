"""Divergence: a single network says so, a member of a stack is frozen and the others go on."""

import numpy as np
import pytest

from neuronlib import DivergenceError, Network, datasets, squared_error, tanh, train, training_steps

DATA, VALIDATION = datasets.blobs(40, spread=0.8, seed=2), datasets.blobs(30, spread=0.8, seed=3)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_network_that_diverges_says_at_which_step_and_keeps_its_history(dtype):
    network = Network([2, 1], dtype=dtype)
    with pytest.raises(
        DivergenceError, match=r"not finite at step .* smaller learning rate"
    ) as info:
        train(network, DATA.X, DATA.y, learning_rate=100.0, l2=1.0, epochs=1000)
    error = info.value
    assert 3 < error.step < 1000
    assert f"at step {error.step} with learning_rate=100;" in str(error)
    assert error.history.losses.shape == (error.step,)  # a step is an epoch here
    assert np.isfinite(error.history.losses).all() and error.history.diverged
    assert (np.diff(error.history.losses) > 0).all()


def test_the_history_of_a_divergence_holds_the_validation_losses_too():
    with pytest.raises(DivergenceError) as info:
        train(Network([2, 1]), DATA.X, DATA.y, learning_rate=100.0, l2=1.0, validation=VALIDATION)
    assert info.value.history.validation_losses.shape == (info.value.step,)


def test_steps_taken_one_by_one_diverge_too():
    steps = training_steps(
        Network([2, 1]), DATA.X, DATA.y, learning_rate=100.0, l2=1.0, epochs=1000
    )
    with pytest.raises(DivergenceError) as info:
        for taken, _ in enumerate(steps):  # noqa: B007
            pass
    assert info.value.step == taken + 1 and info.value.history is None


def test_a_network_may_diverge_before_its_first_step():
    network = Network([2, 1])
    network.parameters[:] = np.finfo(np.float32).max
    before = network.parameters.copy()
    with pytest.raises(DivergenceError, match="step 0") as info:
        train(network, DATA.X, DATA.y, l2=0.1)
    assert info.value.history.losses.size == 0
    np.testing.assert_array_equal(network.parameters, before)


def test_a_regression_diverges_with_words_and_without_warnings():
    X = np.linspace(-50, 50, 20)[None, :]
    with pytest.raises(DivergenceError):
        train(Network([1, 4, 1]), X, X, loss=squared_error, learning_rate=10.0, epochs=1000)


# Options, and a rate with which the weights explode: by η λ in each step of gradient descent, so
# that they leave float32 after four; with Adam by η itself, so that their squares leave it at once.
OPTIMISERS = {
    "gradient descent": ({}, 1e6),
    "momentum": ({"momentum": 0.7}, 1e6),
    "Adam": ({"optimiser": "adam"}, 1e20),
}
EVERY_OPTIMISER = pytest.mark.parametrize(
    ("optimiser", "explosive"), OPTIMISERS.values(), ids=OPTIMISERS
)
STOPPING = pytest.mark.parametrize(
    "stopping", [{}, {"validation": VALIDATION, "patience": 2}], ids=["", "early stopping"]
)


@EVERY_OPTIMISER
@STOPPING
def test_a_member_that_diverges_is_marked_and_all_end_as_if_alone(optimiser, explosive, stopping):
    rates = [0.05, explosive, 0.2]
    options = {"l2": 1.0, "epochs": 40, "batch_size": 16, "seed": 2, **optimiser, **stopping}
    stack = Network.stack([2, 4, 1], seeds=range(3), activation=tanh)
    history = train(stack, DATA.X, DATA.y, learning_rate=rates, **options)
    assert history.diverged.tolist() == [False, True, False]
    for s, rate in enumerate(rates):
        alone = Network([2, 4, 1], seed=s, activation=tanh)
        try:
            its = train(alone, DATA.X, DATA.y, learning_rate=rate, **options)
        except DivergenceError as error:
            its = error.history
        assert its.diverged == (s == 1)
        np.testing.assert_allclose(stack.parameters[s], alone.parameters, rtol=1e-4, atol=1e-5)
        if s != 1:
            losses = history.losses[: len(its.losses), s]
            np.testing.assert_allclose(losses, its.losses, rtol=1e-4)


@EVERY_OPTIMISER
@STOPPING
def test_a_member_that_diverges_stays_where_it_was(optimiser, explosive, stopping):
    stack, kept = Network.stack([2, 4, 1], seeds=range(2), activation=tanh), None
    steps = training_steps(
        stack,
        DATA.X,
        DATA.y,
        learning_rate=[0.01, explosive],
        l2=1.0,
        epochs=12,
        batch_size=10,
        **optimiser,
        **stopping,
    )
    n_frozen = 0
    for step in steps:
        assert np.isfinite(step.loss[0])
        if step.diverged[1]:
            kept = stack.parameters[1].copy() if kept is None else kept
            np.testing.assert_array_equal(stack.parameters[1], kept)
            assert not step.stopped[1]
            n_frozen += 1
    np.testing.assert_array_equal(stack.parameters[1], kept)  # at the end, too
    assert n_frozen > 20


@pytest.mark.parametrize("momentum", [0.0, 0.5])
def test_a_member_may_diverge_before_its_first_step(momentum):
    options = {"l2": 0.1, "epochs": 30, "batch_size": 16, "momentum": momentum, "seed": 2}
    stack = Network.stack([2, 4, 1], seeds=range(3))
    stack.parameters[1] = 1e30
    before = stack.parameters[1].copy()
    history = train(stack, DATA.X, DATA.y, **options)
    assert history.diverged.tolist() == [False, True, False]
    np.testing.assert_array_equal(stack.parameters[1], before)
    assert np.isfinite(history.losses[:, [0, 2]]).all()
    for s in (0, 2):
        alone = Network([2, 4, 1], seed=s)
        train(alone, DATA.X, DATA.y, **options)
        np.testing.assert_allclose(stack.parameters[s], alone.parameters, atol=1e-5)


def test_when_all_members_have_diverged_the_training_ends():
    stack = Network.stack([2, 1], seeds=[0, 1])
    history = train(stack, DATA.X, DATA.y, learning_rate=1e15, l2=1.0, epochs=500)
    assert history.diverged.all() and len(history.losses) < 20


def only_some_batches(infinite_for, n_members=2):
    """Return a loss that is infinite for member 0 where a label is in the batch."""

    def loss(scores, y):
        values = np.ones(n_members)
        values[0] = np.inf if infinite_for(y) else 1.0
        return values, np.zeros_like(scores)

    return loss


def test_a_member_stays_marked_when_its_later_batches_have_a_finite_loss():
    stack, labels = Network.stack([1, 5], seeds=[0, 1]), np.arange(5)
    loss = only_some_batches(lambda y: 0 in y)
    history = train(stack, labels[None, :], labels, loss=loss, batch_size=1, epochs=2, seed=3)
    assert history.diverged.tolist() == [True, False]


def test_a_member_that_has_stopped_can_no_longer_diverge():
    seen = []

    def loss(scores, y):
        seen.append(y.size)
        n_epochs = seen.count(3)  # the validation set alone has three examples
        if y.size == 3:
            return np.array([float(n_epochs), -float(n_epochs)]), np.zeros_like(scores)
        return np.array([np.inf if n_epochs > 3 else 1.0, 1.0]), np.zeros_like(scores)

    validation = datasets.Dataset(np.zeros((2, 3)), np.array([0, 1, 1]))
    stack = Network.stack([2, 1], seeds=[0, 1])
    history = train(
        stack,
        DATA.X,
        DATA.y,
        loss=loss,
        validation=validation,
        patience=2,
        epochs=8,
    )
    assert history.diverged.tolist() == [False, False]
    assert np.isnan(history.losses[:, 0]).tolist() == [False] * 3 + [True] * 5
