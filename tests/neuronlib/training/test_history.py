"""What a training leaves behind: its losses, its best epoch, and its error."""

import pickle

import numpy as np
import pytest

from neuronlib import DivergenceError, History, Network, datasets, train, training_steps

DATA, VALIDATION = datasets.blobs(40, spread=0.8, seed=2), datasets.blobs(30, spread=0.8, seed=3)


@pytest.mark.parametrize("n_members", [None, 2])
def test_a_history_holds_the_mean_over_the_batches_of_each_epoch(n_members):
    def fresh():
        return Network.stack([2, 1], seeds=range(n_members)) if n_members else Network([2, 1])

    options = {"batch_size": 16, "epochs": 3, "seed": 5, "l2": 0.1}
    steps = list(training_steps(fresh(), DATA.X, DATA.y, **options))
    history = train(fresh(), DATA.X, DATA.y, **options)
    assert len(steps) == 9
    members = (n_members,) if n_members else ()
    by_epoch = np.array([step.loss for step in steps]).reshape(3, 3, *members).mean(axis=1)
    assert history.losses.shape == (3, *members) == by_epoch.shape
    np.testing.assert_allclose(history.losses, by_epoch)
    assert history.validation_losses.shape == (0,)
    assert all(step.validation_loss is None for step in steps)


@pytest.mark.parametrize("n_members", [None, 2])
def test_the_loss_on_the_validation_set_is_taken_after_each_epoch_without_penalty(n_members):
    network = Network.stack([2, 4, 1], seeds=range(2)) if n_members else Network([2, 4, 1])
    options = {"batch_size": 16, "epochs": 3, "l2": 0.1, "validation": VALIDATION, "dropout": 0.3}
    expected = []
    for number, step in enumerate(training_steps(network, DATA.X, DATA.y, **options)):
        if number % 3 == 2:
            expected.append(network.loss_and_gradient(VALIDATION.X, VALIDATION.y)[0])
            np.testing.assert_allclose(step.validation_loss, expected[-1])
        else:
            assert step.validation_loss is None
    twin = Network.stack([2, 4, 1], seeds=range(2)) if n_members else Network([2, 4, 1])
    history = train(twin, DATA.X, DATA.y, **options)
    np.testing.assert_allclose(history.validation_losses, expected, rtol=1e-6)
    np.testing.assert_array_equal(twin.parameters, network.parameters)


def test_a_validation_set_alone_stops_nothing_and_changes_nothing():
    watched, alone = Network([2, 4, 1]), Network([2, 4, 1])
    history = train(watched, DATA.X, DATA.y, validation=VALIDATION, epochs=30, batch_size=5)
    train(alone, DATA.X, DATA.y, epochs=30, batch_size=5)
    assert history.validation_losses.shape == (30,)
    np.testing.assert_array_equal(watched.parameters, alone.parameters)


def history_with(validation_losses):
    losses = np.array(validation_losses, float)
    return History(losses, np.zeros(losses.shape[1:], bool), losses)


@pytest.mark.parametrize(
    ("validation_losses", "expected"),
    [
        ([3.0, 1.0, 2.0], 1),
        ([1.0, 0.5, 0.5], 1),  # the first of equals
        ([np.nan, 2.0, np.nan], 1),
        ([np.inf, 2.0, np.nan], 1),
        ([[3.0, 1.0], [2.0, 5.0], [4.0, 0.5]], [1, 2]),
        ([[3.0, np.nan], [2.0, np.nan]], [1, 0]),  # the second member diverged at once
    ],
)
def test_the_best_epoch_has_the_smallest_loss_on_the_validation_set(validation_losses, expected):
    assert history_with(validation_losses).best_epoch.tolist() == expected


def test_without_a_validation_set_there_is_no_best_epoch():
    with pytest.raises(ValueError, match="best_epoch: got no loss on a validation set, expected"):
        _ = history_with([]).best_epoch


def test_a_divergence_survives_the_way_from_another_process():
    with pytest.raises(DivergenceError) as info:
        train(Network([2, 1]), DATA.X, DATA.y, learning_rate=100.0, l2=1.0, epochs=1000)
    twin = pickle.loads(pickle.dumps(info.value))
    assert type(twin) is DivergenceError and str(twin) == str(info.value)
    assert twin.step == info.value.step and twin.learning_rate == 100
    np.testing.assert_array_equal(twin.history.losses, info.value.history.losses)
    assert twin.history.diverged


def test_a_divergence_says_what_to_try():
    error = DivergenceError(7, 0.5)
    assert isinstance(error, ArithmeticError) and error.history is None
    assert str(error) == (
        "the loss is not finite at step 7 with learning_rate=0.5; "
        "try a smaller learning rate, or inputs of about unit size"
    )


def test_a_history_survives_the_way_from_another_process():
    history = train(Network([2, 1]), DATA.X, DATA.y, validation=VALIDATION, epochs=3)
    twin = pickle.loads(pickle.dumps(history))
    np.testing.assert_array_equal(twin.losses, history.losses)
    assert twin.best_epoch == history.best_epoch
