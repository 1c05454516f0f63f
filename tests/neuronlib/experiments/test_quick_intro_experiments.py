"""Held-out accuracy: the test set stays unseen until the end."""

import numpy as np
import pytest

from neuronlib import Network, datasets
from neuronlib.experiments import quick_intro
from neuronlib.experiments.quick_intro import HeldOutAccuracy, held_out_accuracy

BLOBS = datasets.blobs(100, n_classes=3, spread=0.4, seed=1)


def test_a_layer_more_helps_where_no_line_separates():
    data = datasets.spirals(200, n_classes=2, turns=1.0)
    line = held_out_accuracy(data, [2, 2], n_splits=3)
    curve = held_out_accuracy(data, [2, 30, 2], n_splits=3)
    assert line.accuracy.shape == (3,)
    assert line.percent < 80 < 90 < curve.percent


def test_it_is_repeatable_and_a_longer_run_begins_like_a_shorter_one():
    short, long = (held_out_accuracy(BLOBS, [2, 3], n_splits=n, epochs=20) for n in (2, 3))
    assert long.accuracy[:2].tolist() == short.accuracy.tolist()


def test_nothing_is_to_be_learnt_from_labels_drawn_at_random():
    generator = np.random.default_rng(0)
    X = generator.standard_normal((5, 400)).astype(np.float32)
    data = datasets.Dataset(X, generator.integers(0, 2, 400))
    assert 35 < held_out_accuracy(data, [5, 20, 2], n_splits=3, epochs=50).percent < 65


def test_the_test_set_is_looked_at_once_and_never_trained_on(monkeypatch):
    trained_on, looked_at = [], []
    train, accuracy = quick_intro.train, Network.accuracy

    def noting_train(network, X, y, **options):
        trained_on.append((options["learning_rate"], {tuple(column) for column in X.T}))
        return train(network, X, y, **options)

    def noting_accuracy(network, X, y):
        looked_at.append({tuple(column) for column in X.T})
        return accuracy(network, X, y)

    monkeypatch.setattr(quick_intro, "train", noting_train)
    monkeypatch.setattr(Network, "accuracy", noting_accuracy)
    held_out_accuracy(BLOBS, [2, 3], n_splits=1, epochs=2, learning_rates=(0.2, 0.5))
    (first, training), (second, also_training) = trained_on
    validation, also_validation, test = looked_at
    assert (first, second) == (0.2, 0.5)
    assert training == also_training and validation == also_validation
    assert [len(part) for part in (training, validation, test)] == [60, 20, 20]
    assert training | validation | test == {tuple(column) for column in BLOBS.X.T}


def test_the_rate_that_does_best_on_the_validation_set_is_taken(monkeypatch):
    def made_up_training(network, X, y, *, learning_rate, **options):
        network.quality = learning_rate

    monkeypatch.setattr(quick_intro, "train", made_up_training)
    monkeypatch.setattr(Network, "accuracy", lambda network, X, y: network.quality)
    result = held_out_accuracy(BLOBS, [2, 3], n_splits=2, learning_rates=(0.1, 0.9, 0.5))
    assert result.accuracy.tolist() == [0.9, 0.9]


def test_it_prints_the_architecture_the_mean_and_the_range():
    result = HeldOutAccuracy((64, 30, 10), np.array([0.94, 0.96, 0.98]))
    assert repr(result) == "64-30-10: 96 % of the test set right (94–98 % over 3 splits)"
    assert result.percent == pytest.approx(96, abs=0)
