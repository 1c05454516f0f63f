"""A moment of a training, and the recorded runs."""

import numpy as np
import pytest

from neuronlib import sigmoid
from neuronlib.diagnostics import over_the_plane
from neuronlib.scenes.playground import MOMENTS, RUNS, Settings, Training, playground, scene_of
from neuronlib.scenes.playground.settings import LIMIT


@pytest.fixture(scope="module")
def training():
    training = Training(Settings.parse("moons 2-4-3-2 tanh"))
    training.advance(30)
    return training


def test_the_plane_shows_the_probability_of_class_1(training):
    scores = over_the_plane(training.network, (-LIMIT, LIMIT), 61)
    np.testing.assert_allclose(scene_of(training).outputs, sigmoid(scores[1] - scores[0]))


def test_each_unit_shows_what_it_makes_of_the_plane(training):
    scene = scene_of(training)
    assert [units.shape for units in scene.units] == [(4, 21, 21), (3, 21, 21)]
    corner = training.network.trace(np.array([[-LIMIT], [LIMIT]]))
    for units, layer in zip(scene.units, corner, strict=False):
        np.testing.assert_allclose(units[:, -1, 0], layer.activations[:, 0])


def test_the_points_are_shown_as_two_units_see_them(training):
    scene = scene_of(training, (1, 0, 2))
    expected = training.network.trace(training.training_set.X)[1].activations[[0, 2]]
    np.testing.assert_array_equal(scene.pair_activations, expected)


def test_a_pair_beyond_the_last_is_the_last(training):
    assert scene_of(training, (7, 9, 1)).pair == (1, 2, 1)


def test_without_hidden_layers_there_is_no_pair_and_no_unit():
    scene = scene_of(Training(Settings.parse("xor 2-2")))
    assert scene.units == [] and scene.pair_activations.size == 0


def test_the_sentence_tells_updates_losses_share_and_states():
    told = playground("dying ReLUs", 20).describe()
    assert told.startswith("After 20 updates 2-16-2 (relu) has a loss of ")
    assert told.endswith("of 16 units 16 dead.")


def test_a_divergence_is_explained():
    told = playground("too high a rate", 2000).describe()
    assert "has diverged: the loss is not finite at step 12 with learning_rate=10" in told
    assert "smaller learning rate" in told
    assert np.isfinite(playground("too high a rate", 2000).outputs).all()


def test_a_large_loss_is_told_in_words():
    assert "has a loss of beyond 100 on circles" in playground("too high a rate", 10).describe()


@pytest.mark.parametrize("run", RUNS)
def test_a_recorded_run_goes_through_all_moments(run):
    told = [playground(run, update) for update in MOMENTS]
    if run != "too high a rate":
        assert [scene.n_updates for scene in told] == list(MOMENTS)
    assert all(len(scene.describe()) <= 200 for scene in told)


def final(run):
    scene = playground(run, MOMENTS[-1])
    return scene, scene.losses[1, -1], scene.losses[2, -1]


def test_each_recorded_run_shows_what_it_is_recorded_for():
    assert playground("a good fit", 100).right > 0.9
    assert final("no hidden layer")[0].right < 0.75 < 0.95 < final("four units on xor")[0].right
    assert final("layers without a bend")[0].right < 0.6
    assert final("too few units")[1] > 5 * final("enough units")[1]
    assert final("too high a rate")[0].divergence
    assert playground("dying ReLUs", 20).dead.all()
    assert playground("slow sigmoids", 500).right < 0.6 < 0.95 < final("slow sigmoids")[0].right
    _, on_training_set, on_test_set = final("overfitting")
    assert on_test_set > 10 * on_training_set
    assert final("weight decay")[2] < on_test_set / 2
    assert final("weight decay")[1] > on_training_set
    assert final("dropout")[1] > on_training_set


@pytest.mark.parametrize(
    ("run", "update", "words"),
    [
        ("a bad fit", 50, "run: got 'a bad fit', expected one of a good fit"),
        ("overfitting", 51, r"update: got 51, expected one of \(0, 5"),
    ],
)
def test_what_was_not_recorded_is_refused(run, update, words):
    with pytest.raises(ValueError, match=words):
        playground(run, update)
