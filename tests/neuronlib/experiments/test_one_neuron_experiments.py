"""Forgetting (C36), and two digits told apart by one neuron."""

import numpy as np
import pytest

from neuronlib import Network
from neuronlib.experiments import Verdict, one_neuron
from neuronlib.experiments.one_neuron import Forgetting, forgetting, tell_apart

LEARNING_RATE, L2, MOMENTUM = 0.5, 0.2, 0.9
DECAY = 1 - LEARNING_RATE * L2
FALLING = 2.0 * DECAY ** np.arange(6)[:, None] * np.array([[1.0, 3.0]])
BUMPY = FALLING + np.array([0, 0, 0, 2, 0, 0])[:, None]


def made_up(without_data=FALLING, with_data=FALLING, with_momentum=FALLING):
    return Forgetting(LEARNING_RATE, L2, MOMENTUM, without_data, with_data, with_momentum)


def test_it_holds_if_the_norm_falls_at_every_update_in_all_settings():
    assert made_up().verdict is Verdict.HOLDS
    assert made_up(with_data=FALLING**2, with_momentum=FALLING**3).verdict is Verdict.HOLDS


@pytest.mark.parametrize("setting", ["with_data", "with_momentum"])
def test_it_holds_under_conditions_if_another_setting_grows_even_once(setting):
    once = FALLING.copy()
    once[3, 1] = once[2, 1] * 1.001
    for norms in (BUMPY, once):
        assert made_up(**{setting: norms}).verdict is Verdict.HOLDS_UNDER_CONDITIONS


def test_a_norm_that_stands_still_does_not_fall():
    assert made_up(with_data=np.ones((6, 2))).verdict is Verdict.HOLDS_UNDER_CONDITIONS


@pytest.mark.parametrize("factor", [1 + 1e-8, 1 - 1e-8])
def test_it_is_contradicted_if_the_law_fails_without_data(factor):
    law_broken = FALLING.copy()
    law_broken[4, 0] *= factor
    assert made_up(without_data=law_broken).verdict is Verdict.CONTRADICTED
    assert made_up(without_data=BUMPY).verdict is Verdict.CONTRADICTED


def test_rounding_does_not_break_the_law():
    assert made_up(without_data=FALLING * (1 + 1e-12)).verdict is Verdict.HOLDS


def test_the_law_is_a_power_of_the_decay():
    np.testing.assert_allclose(made_up().expected, FALLING)
    np.testing.assert_allclose(made_up().expected[3], FALLING[0] * 0.9 * 0.9 * 0.9)


@pytest.mark.parametrize(("l2", "overshoots"), [(0.026, False), (0.027, True)])
def test_momentum_overshoots_exactly_beyond_the_bound_that_the_chapter_gives(l2, overshoots):
    assert (0.1 * l2 > (1 - np.sqrt(0.9)) ** 2) == overshoots
    norms = forgetting(n_seeds=2, steps=1000, l2=l2).with_momentum
    assert (np.diff(norms, axis=0) > 0).any() == overshoots


def test_measurement_and_spread_are_shares_of_updates_over_the_seeds():
    once = FALLING.copy()
    once[3, 1] = 100  # up at one update of five, for one of two seeds
    result = made_up(with_data=once, with_momentum=BUMPY)
    assert result.measured == (
        "‖w‖ falls at 100 % (no data), 90 % (digits), 80 % (momentum) of updates"
    )
    assert result.spread == "100–100 %, 80–100 %, 80–80 % over 2 seeds"


def test_the_claim_and_the_three_outcomes_of_the_rule_are_named():
    _, metadata = made_up()._repr_mimebundle_()
    record = metadata["neuronlib"]
    assert record["claim"] == "C36" and record["kind"] == "verdict"
    for outcome in (Verdict.HOLDS, Verdict.HOLDS_UNDER_CONDITIONS, Verdict.CONTRADICTED):
        assert str(outcome) in record["rule"]


@pytest.fixture(scope="module")
def measured():
    return forgetting()


def test_forgetting_is_exact_only_without_data_and_without_momentum(measured):
    assert measured.verdict is Verdict.HOLDS_UNDER_CONDITIONS
    assert (measured.learning_rate, measured.l2, measured.momentum) == (0.1, 0.03, 0.9)
    assert measured.with_data.shape == measured.without_data.shape == (301, 20)


def test_the_three_settings_start_from_the_same_weights(measured):
    for norms in (measured.without_data, measured.with_data, measured.with_momentum):
        expected = [
            np.linalg.norm(Network([64, 1], seed=s, dtype=np.float64).layers[0].weights)
            for s in range(20)
        ]
        np.testing.assert_allclose(norms[0], expected)


@pytest.mark.parametrize(
    "options",
    [
        {"n_seeds": 7, "steps": 200, "learning_rate": 0.2, "l2": 0.02},
        {"n_seeds": 5, "steps": 400, "learning_rate": 0.05, "l2": 0.05, "momentum": 0.95},
    ],
)
def test_other_settings_give_the_same_verdict(options):
    assert forgetting(**options).verdict is Verdict.HOLDS_UNDER_CONDITIONS


def test_other_initial_weights_and_another_half_of_the_digits_give_the_same_verdict(monkeypatch):
    stack = Network.stack
    monkeypatch.setattr(
        one_neuron.Network,
        "stack",
        lambda sizes, *, seeds, dtype: stack(sizes, seeds=[s + 1000 for s in seeds], dtype=dtype),
    )
    assert forgetting(n_seeds=12).verdict is Verdict.HOLDS_UNDER_CONDITIONS


def test_without_momentum_its_setting_follows_the_law_too():
    result = forgetting(n_seeds=2, steps=30, momentum=0.0)
    np.testing.assert_allclose(result.with_momentum, result.expected)


def test_forgetting_is_repeatable(measured):
    np.testing.assert_array_equal(forgetting().with_data, measured.with_data)


def test_one_neuron_tells_zero_from_one_and_less_surely_three_from_eight():
    easy, hard = tell_apart(0, 1, n_splits=3), tell_apart(3, 8, n_splits=3)
    assert set(easy.accuracy) == {"logistic regression", "SVM"}
    for name in easy.accuracy:
        assert easy.accuracy[name].shape == (3,)
        assert easy.accuracy[name].min() > 0.97
        assert 0.85 < hard.accuracy[name].mean() < easy.accuracy[name].mean()


def test_telling_apart_is_repeatable():
    first, second = (tell_apart(0, 1, n_splits=1) for _ in range(2))
    assert first.accuracy["SVM"].tolist() == second.accuracy["SVM"].tolist()


def test_the_test_images_are_neither_trained_on_nor_used_to_choose(monkeypatch):
    trained_on, looked_at = [], []
    train, accuracy = one_neuron.train, Network.accuracy

    def noting_train(network, X, y, **options):
        trained_on.append({column.tobytes() for column in X.T})
        return train(network, X, y, **options)

    def noting_accuracy(network, X, y):
        looked_at.append({column.tobytes() for column in X.T})
        return accuracy(network, X, y)

    monkeypatch.setattr(one_neuron, "train", noting_train)
    monkeypatch.setattr(Network, "accuracy", noting_accuracy)
    tell_apart(3, 8, n_splits=1)
    assert len(trained_on) == 6 and len(looked_at) == 8  # three rates for each of two losses
    for loss in (0, 1):
        *validation, test = looked_at[4 * loss : 4 * loss + 4]
        assert all(images == validation[0] for images in validation)
        training = trained_on[3 * loss]
        assert not test & training and not test & validation[0] and not validation[0] & training
        assert len(test) > len(training)


def test_a_pair_prints_its_accuracies():
    pair = one_neuron.DigitPair((3, 8), {"SVM": np.array([0.9, 0.95, 1.0])})
    assert repr(pair) == "3 against 8: SVM 95 % (90–100 %)"
