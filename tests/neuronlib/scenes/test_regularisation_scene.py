"""The scene of regularisation: each λ trained alone, and what more of it does."""

import numpy as np
import pytest

from neuronlib import Network, scenes
from neuronlib.diagnostics import boundary_length
from neuronlib.experiments.number_and_size import LIMITS, noisy_draw
from neuronlib.scenes.regularisation import STRENGTHS
from neuronlib.training import train


@pytest.mark.parametrize("l2", [0, 0.003])
def test_a_network_is_that_of_its_strength_trained_alone(l2):
    scene, (training, _, test) = scenes.regularisation(l2, seed=3), noisy_draw("plane", 3)
    network = Network([2, 20, 1], seed=3, dtype=np.float64)
    train(network, training.X, training.y, optimiser="adam", learning_rate=0.03, l2=l2, epochs=2000)
    k = STRENGTHS.index(l2)
    assert scene.place == k
    np.testing.assert_allclose(scene.plane.network.parameters, network.parameters, atol=1e-3)
    for errors, data in ((scene.training_error, training), (scene.test_error, test)):
        missed = np.mean((network.forward(data.X)[0] > 0) != (data.y == 1))
        assert errors[k] == pytest.approx(missed, abs=0.002)
    assert scene.lengths[k] == pytest.approx(boundary_length(network, LIMITS), rel=0.01)


def test_the_curves_are_the_same_at_every_strength():
    one, other = scenes.regularisation(0), scenes.regularisation(0.1)
    for name in ("training_error", "test_error", "lengths"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
        assert getattr(one, name).shape == (len(STRENGTHS),)


@pytest.mark.parametrize("seed", range(4))
def test_a_middle_strength_does_best_on_clean_data_and_the_strongest_worst(seed):
    scene = scenes.regularisation(seed=seed)
    assert STRENGTHS[scene.test_error.argmin()] in (0.001, 0.003)
    assert scene.test_error.argmax() == len(STRENGTHS) - 1


@pytest.mark.parametrize("seed", range(4))
def test_more_of_it_costs_training_error_and_makes_boundary_and_weights_smaller(seed):
    scenes_ = [scenes.regularisation(l2, seed) for l2 in (0, 0.003, 0.1)]
    errors = [one.training_error[one.place] for one in scenes_]
    assert errors == sorted(errors) and errors[0] < errors[-1]
    assert scenes_[1].lengths[4] < scenes_[0].lengths[0]
    sizes = [np.linalg.norm(one.plane.network.layers[0].weights) for one in scenes_]
    assert sizes[0] > sizes[1] > sizes[2]
    assert scenes_[0].plane.n_regions > scenes_[2].plane.n_regions


def test_the_sentence_tells_strength_regions_length_and_errors():
    scene = scenes.regularisation(0.0003, seed=2)
    assert scene.describe() == (
        f"λ = 0.0003: {scene.plane.n_regions} linear regions, {sum(scene.plane.dead)} of 20 units "
        f"dead; the boundary has length {scene.lengths[2]:.1f}; training error "
        f"{100 * scene.training_error[2]:.0f} %, on clean test data "
        f"{100 * scene.test_error[2]:.0f} %."
    )


def test_a_strength_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match=r"l2: got 0.5, expected one of \(0, 0.0001, "):
        scenes.regularisation(0.5)
