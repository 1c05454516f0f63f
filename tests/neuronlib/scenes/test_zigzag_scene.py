"""The scene of two weights on their way: steps by hand, the surface, and its sentence."""

import math

import numpy as np
import pytest

from neuronlib import scenes
from neuronlib.experiments.activation_functions.ways import SETTINGS, inputs_of, start_of
from neuronlib.scenes.zigzag import LIMITS, N_STEPS

POSITIVE, TURNED, ALONG_THE_AXES, CENTRED = SETTINGS
TURN = np.array([[1, 1], [-1, 1]]) / math.sqrt(2)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("batch_size", [1, 4])
def test_the_way_is_that_of_steps_by_hand(setting, batch_size):
    scene = scenes.zigzag(setting, batch_size, rate=0.5, seed=3, step=12)
    rate = 0.5 / (scene.second_moments[0, 0] + scene.second_moments[1, 1])
    inputs = inputs_of(setting, 3, (N_STEPS, 1, batch_size))[:, 0]
    w1, w2 = start_of(setting, 3, 1)[0]
    for step in range(12):
        assert scene.way[:, step] == pytest.approx((w1, w2), abs=1e-12)
        errors = [w1 * x1 + w2 * x2 for x1, x2 in inputs[step]]
        loss = sum(error**2 for error in errors) / (2 * batch_size)
        assert scene.batch_loss[step] == pytest.approx(loss, rel=1e-9)
        pull = sum(error * x for error, x in zip(errors, inputs[step], strict=True)) / batch_size
        w1, w2 = w1 - rate * pull[0], w2 - rate * pull[1]
    assert scene.way.shape == (2, 13) and scene.batch_loss.shape == (12,)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_loss_is_half_the_squared_error_on_all_examples(setting):
    scene = scenes.zigzag(setting, step=3)
    examples = inputs_of(setting, 0, (4000,))
    for w, loss in zip(scene.way.T, scene.loss, strict=True):
        assert loss == pytest.approx(0.5 * ((examples @ w) ** 2).mean(), rel=1e-9)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_loss_is_equal_on_each_level_and_doubles_from_one_to_the_next(setting):
    scene = scenes.zigzag(setting)
    losses = 0.5 * np.einsum("kin,ij,kjn->kn", scene.levels, scene.second_moments, scene.levels)
    np.testing.assert_allclose(losses, losses[:, :1] + 0 * losses, rtol=1e-9)
    np.testing.assert_allclose(losses[:-1, 0] / losses[1:, 0], 2, rtol=1e-9)
    assert np.abs(scene.levels).max() == pytest.approx(LIMITS[1])


def test_turning_the_inputs_turns_the_way_and_nothing_else():
    straight, turned = (scenes.zigzag(setting, step=60) for setting in (POSITIVE, TURNED))
    np.testing.assert_allclose(turned.way, TURN @ straight.way, atol=1e-12)
    np.testing.assert_allclose(turned.loss, straight.loss, rtol=1e-9)
    assert turned.condition == pytest.approx(straight.condition)


def test_inputs_of_one_sign_move_both_weights_alike_if_taken_one_by_one():
    for setting in (POSITIVE, ALONG_THE_AXES):
        assert scenes.zigzag(setting, step=40).one_sign == 1
    for setting in (TURNED, CENTRED):
        assert 0.2 < scenes.zigzag(setting, step=40).one_sign < 0.8
    assert scenes.zigzag(POSITIVE, batch_size=32, step=40).one_sign < 1


def test_positive_inputs_are_ill_conditioned_and_take_the_longer_way():
    conditions = [scenes.zigzag(setting).condition for setting in SETTINGS]
    assert conditions == pytest.approx([12, 12, 1, 1], abs=0.6)
    positive, centred = (scenes.zigzag(setting, step=50) for setting in (POSITIVE, CENTRED))
    assert positive.path > 1.3 * centred.path and positive.left > 10 * centred.left


def test_path_and_what_is_left_are_lengths_on_the_way():
    scene = scenes.zigzag(step=7)
    assert scene.path == pytest.approx(
        sum(math.dist(a, b) for a, b in zip(scene.way.T, scene.way.T[1:], strict=False))
    )
    assert scene.left == pytest.approx(math.hypot(*scene.way[:, -1]))
    assert math.hypot(*scene.way[:, 0]) == pytest.approx(1)


def test_an_earlier_moment_is_the_beginning_of_a_later_one():
    early, late = scenes.zigzag(step=5), scenes.zigzag(step=50)
    np.testing.assert_array_equal(early.way, late.way[:, :6])
    np.testing.assert_array_equal(early.batch_loss, late.batch_loss[:5])


def test_the_sentence_holds_the_numbers():
    scene = scenes.zigzag(CENTRED, 4, 0.3, seed=2, step=10)
    assert scene.describe() == (
        f"Inputs centred, 4 examples a step, condition number 1: after 10 steps the way is "
        f"{scene.path:.1f} times the distance, {100 * scene.left:.0f} % is left; both weights "
        f"moved alike in {100 * scene.one_sign:.0f} % of steps."
    )


@pytest.mark.parametrize(
    ("controls", "seen"),
    [
        ({"step": 0}, "12: the start, at a distance of 1 from the optimum."),
        ({"step": 1}, "after 1 step the way"),
        ({"setting": CENTRED, "step": 100}, "less than 0.1 % is left"),
    ],
)
def test_the_sentence_fits_the_moment(controls, seen):
    assert seen in scenes.zigzag(**controls).describe()


def test_a_share_below_a_tenth_is_told_with_two_digits():
    scene = scenes.zigzag(CENTRED, 32, 1.0, step=5)
    assert 0.001 < scene.left < 0.0995
    assert f", {100 * scene.left:.2g} % is left" in scene.describe()


def test_settings_and_moments_that_do_not_exist_are_named():
    with pytest.raises(ValueError, match="setting: got 'negative', expected one of"):
        scenes.zigzag("negative")
    for step in (-1, 101):
        with pytest.raises(ValueError, match=f"step: got {step}, expected 0 to 100"):
            scenes.zigzag(step=step)
