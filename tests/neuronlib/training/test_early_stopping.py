"""Early stopping: the best epoch by a validation set, and who stops when."""

import numpy as np
import pytest

from neuronlib import Network, datasets, tanh, train, training_steps

NOISY = datasets.blobs(40, spread=0.9, seed=2).with_flipped_labels(0.2, seed=0)
VALIDATION = datasets.blobs(60, spread=0.9, seed=3)
OPTIONS = {"learning_rate": 0.03, "momentum": 0.5, "batch_size": 10}
STOPPING = {"validation": VALIDATION, "patience": 4}


def fresh(seeds=None):
    sizes = [2, 20, 2]
    if seeds is None:
        return Network(sizes, activation=tanh, dtype=np.float64)
    return Network.stack(sizes, seeds=seeds, activation=tanh, dtype=np.float64)


def test_a_network_ends_as_it_was_after_its_best_epoch():
    stopped, short = fresh(), fresh()
    history = train(stopped, NOISY.X, NOISY.y, epochs=200, **OPTIONS, **STOPPING)
    best = int(history.best_epoch)
    assert best > 0 and len(history.losses) == best + 1 + 4 < 200
    assert history.validation_losses[best] == history.validation_losses.min()
    train(short, NOISY.X, NOISY.y, epochs=best + 1, **OPTIONS)
    np.testing.assert_array_equal(stopped.parameters, short.parameters)
    value, _ = stopped.loss_and_gradient(VALIDATION.X, VALIDATION.y)
    assert value == pytest.approx(history.validation_losses.min(), rel=1e-12)


def test_each_member_ends_as_it_was_after_its_best_epoch():
    stack = fresh(range(4))
    history = train(stack, NOISY.X, NOISY.y, epochs=200, **OPTIONS, **STOPPING)
    values, _ = stack.loss_and_gradient(VALIDATION.X, VALIDATION.y)
    np.testing.assert_allclose(values, np.nanmin(history.validation_losses, axis=0), rtol=1e-12)
    assert len(set(history.best_epoch.tolist())) > 1
    for s, best in enumerate(history.best_epoch):
        alone = fresh(range(4)).member(s)
        train(alone, NOISY.X, NOISY.y, epochs=int(best) + 1, **OPTIONS)
        np.testing.assert_allclose(stack.parameters[s], alone.parameters, rtol=1e-8)


def test_a_member_that_has_stopped_has_nan_in_the_history_from_then_on():
    history = train(fresh(range(4)), NOISY.X, NOISY.y, epochs=200, **OPTIONS, **STOPPING)
    ends = history.best_epoch + 1 + STOPPING["patience"]
    assert len(history.losses) == len(history.validation_losses) == ends.max() > ends.min()
    for s, end in enumerate(ends):
        for losses in (history.losses[:, s], history.validation_losses[:, s]):
            assert np.isfinite(losses[:end]).all() and np.isnan(losses[end:]).all()
    assert not history.diverged.any()


def test_the_steps_say_who_has_stopped_and_leave_it_where_it_is():
    stack, kept = fresh(range(4)), {}
    for step in training_steps(stack, NOISY.X, NOISY.y, epochs=200, **OPTIONS, **STOPPING):
        for s in np.flatnonzero(step.stopped):
            kept.setdefault(s, stack.parameters[s].copy())
            np.testing.assert_array_equal(stack.parameters[s], kept[s])
    assert sorted(kept) == [0, 1, 2, 3] and step.stopped.all()


def test_a_single_network_stops_after_the_last_step():
    stopped = [
        bool(step.stopped)
        for step in training_steps(fresh(), NOISY.X, NOISY.y, epochs=200, **OPTIONS, **STOPPING)
    ]
    assert stopped == [False] * (len(stopped) - 1) + [True]


def test_if_the_epochs_end_first_the_best_is_kept_all_the_same():
    stopped, short = fresh(), fresh()
    options = {**OPTIONS, "validation": VALIDATION, "patience": 100}
    history = train(stopped, NOISY.X, NOISY.y, epochs=20, **options)
    assert len(history.losses) == 20 and history.best_epoch < 19
    train(short, NOISY.X, NOISY.y, epochs=int(history.best_epoch) + 1, **OPTIONS)
    np.testing.assert_array_equal(stopped.parameters, short.parameters)


def test_a_loss_that_only_falls_stops_nothing():
    network, plain = Network([2, 1]), Network([2, 1])
    easy = datasets.blobs(40, spread=0.1)
    history = train(network, easy.X, easy.y, epochs=30, validation=easy, patience=1)
    train(plain, easy.X, easy.y, epochs=30)
    assert len(history.losses) == 30 and history.best_epoch == 29
    np.testing.assert_array_equal(network.parameters, plain.parameters)


def scripted(losses):
    """Return a loss that says these numbers on the validation set, and 1 in training."""
    on_validation = iter(losses)

    def loss(scores, y):
        # the validation set alone has three examples
        value = next(on_validation) if y.size == 3 else 1.0
        slope = np.ones_like(scores) if y.size != 3 else np.zeros_like(scores)
        return np.broadcast_to(value, scores.shape[:-2])[()], slope

    return loss


THREE = datasets.Dataset(np.zeros((2, 3)), np.array([0, 1, 1]))


@pytest.mark.parametrize(
    ("losses", "patience", "epochs", "best"),
    [
        ([3, 2, 1, 4, 5, 0], 2, 5, 2),
        ([3, 2, 4, 1, 5, 5], 2, 6, 3),  # patience is counted afresh after each smaller loss
        ([1, 1, 1, 0], 2, 3, 0),  # an equal one is none
        ([2, 1, 3], 1, 3, 1),
        ([np.nan, 2, np.inf, np.nan], 2, 4, 1),
    ],
)
def test_patience_counts_the_epochs_without_a_smaller_loss(losses, patience, epochs, best):
    network, steps = Network([2, 1], dtype=np.float64), Network([2, 1], dtype=np.float64)
    X, y = np.ones((2, 4)), np.zeros(4, int)
    options = {"validation": THREE, "patience": patience, "epochs": len(losses)}
    history = train(network, X, y, loss=scripted(losses), **options)
    assert len(history.losses) == epochs and history.best_epoch == best
    # each step is the same: where it ends says how many were kept
    train(steps, X, y, loss=scripted([]), epochs=best + 1)
    np.testing.assert_allclose(network.parameters, steps.parameters)


def test_a_member_waits_for_itself_alone():
    stack = Network.stack([2, 1], seeds=[0, 1, 2], dtype=np.float64)
    before = stack.parameters.copy()
    losses = np.array([[1, 9, 9], [2, 8, 8], [3, 7, 7], [0, 8, 6], [0, 9, 5], [0, 0, 4]])
    history = train(
        stack,
        np.ones((2, 4)),
        np.zeros(4, int),
        loss=scripted(losses),
        validation=THREE,
        patience=2,
        epochs=6,
    )
    assert history.best_epoch.tolist() == [0, 2, 5]
    assert np.isnan(history.validation_losses).sum(axis=0).tolist() == [3, 1, 0]
    moved = (stack.parameters - before)[:, -1]  # the bias, by the same in each step
    np.testing.assert_allclose(moved / moved[0], [1, 3, 6])
