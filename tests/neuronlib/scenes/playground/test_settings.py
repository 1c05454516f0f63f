"""A state of the playground as a short text, and what it refuses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib.scenes.playground import ACTIVATION_NAMES, DATA_NAMES, Settings
from neuronlib.scenes.playground.settings import LIMIT, MOST_POINTS

POINT = st.tuples(st.floats(-LIMIT, LIMIT), st.floats(-LIMIT, LIMIT), st.integers(0, 1))
ANY_SETTINGS = st.builds(
    Settings,
    data=st.sampled_from(DATA_NAMES),
    noise=st.sampled_from([0.0, 0.25, 1.0]),
    hidden=st.lists(st.integers(1, 20), max_size=4).map(tuple),
    activation=st.sampled_from(ACTIVATION_NAMES),
    learning_rate=st.sampled_from([0.001, 0.3, 10]),
    momentum=st.sampled_from([0, 0.9]),
    batch_size=st.integers(0, 64),
    l2=st.sampled_from([0, 0.0001, 1]),
    dropout=st.sampled_from([0, 0.3]),
    seed=st.integers(0, 99),
    points=st.lists(POINT, max_size=5).map(tuple),
)


@given(ANY_SETTINGS)
def test_what_is_written_is_read_again(settings):
    again = Settings.parse(str(settings))
    if settings.data == "points":  # which have no noise to be told
        assert str(again) == str(settings)
    else:
        assert again == settings


def test_the_order_of_words_does_not_matter_and_gaps_are_as_usual():
    assert Settings.parse(" rate=0.3   relu xor ") == Settings(
        data="xor", activation="relu", learning_rate=0.3
    )
    assert Settings.parse("") == Settings()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("moon", r"state: got 'moon', expected a data set \(circles, moons, xor"),
        ("3-4-2", "state: got '3-4-2', expected 2 inputs and 2 scores"),
        ("2-4-", "state: got '2-4-', expected 2 inputs"),
        ("speed=3", "state: got 'speed=3', expected noise, rate, momentum"),
        ("hidden=3", "state: got 'hidden=3', expected noise, rate"),
        ("rate=fast", "state: got 'rate=fast', expected a number after the ="),
        ("batch=1.5", "state: got 'batch=1.5', expected a number"),
        ("1,2,x", "state: got '1,2,x', expected a point such as"),
        ("1,2,3", "points: got class 3, expected 0 or 1"),
        ("9,0,1", "points: got 9, expected at most 1.6"),
        ("rate=0", r"rate: got 0.0, expected a number in \(0, inf\)"),
        ("rate=nan", "rate: got nan"),
        ("momentum=1", "momentum: got 1.0"),
        ("dropout=1", "dropout: got 1.0"),
        ("l2=-1", "l2: got -1.0"),
        ("noise=2", "noise: got 2, expected at most 1"),
        ("batch=-1", "batch: got -1, expected 0, 1, 2"),
        ("seed=-1", "seed: got -1, expected 0, 1, 2"),
        ("2-21-2", "hidden: got 21, expected at most 20"),
        ("2-0-2", "hidden: got 0"),
        ("2-1-1-1-1-1-2", "hidden: got 5 hidden layers, expected at most 4"),
    ],
)
def test_a_text_that_is_no_state_is_refused_by_its_word(text, words):
    with pytest.raises(ValueError, match=words):
        Settings.parse(text)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"data": "moon"}, "data: got 'moon', expected one of circles"),
        ({"activation": "maxout"}, "activation: got 'maxout', expected one of tanh"),
        ({"points": ((0, 0, 1),) * (MOST_POINTS + 1)}, "points: got 401, expected at most 400"),
    ],
)
def test_settings_that_cannot_be_are_refused(settings, words):
    with pytest.raises(ValueError, match=words):
        Settings(**settings)


@pytest.mark.parametrize("data", DATA_NAMES[:-1])
def test_a_data_set_is_split_in_halves_of_two_classes(data):
    training, test = Settings(data=data).examples()
    assert training.X.shape == test.X.shape == (2, 100)
    assert set(training.y) == set(test.y) == {0, 1}
    assert not np.isin(training.X[0], test.X[0]).any()


@pytest.mark.parametrize("data", DATA_NAMES[:-1])
def test_noise_carries_points_away_from_where_they_would_be(data):
    (calm, _), (noisy, _) = (Settings(data=data, noise=noise).examples() for noise in (0, 1))
    assert np.abs(noisy.X - calm.X).mean() > 0.05


def test_own_points_are_learned_from_and_are_the_test():
    points = ((0.5, -1.0, 0), (0.25, 1.0, 1))
    training, test = Settings(data="points", points=points).examples()
    assert training is test
    np.testing.assert_array_equal(training.X, [[0.5, 0.25], [-1.0, 1.0]])
    assert training.y.tolist() == [0, 1]


@pytest.mark.parametrize("points", [(), ((0, 0, 1),), ((0, 0, 1), (1, 1, 1))])
def test_points_of_one_class_alone_are_not_enough(points):
    with pytest.raises(ValueError, match="points: expected at least one of each class"):
        Settings(data="points", points=points).examples()
