"""The scene of depth: each network trained alone, and what depth does at equal size."""

from itertools import pairwise

import numpy as np
import pytest

from neuronlib import Network, datasets, scenes
from neuronlib.experiments.representational_power.depth import LAYERS
from neuronlib.scenes.depth import DATA, EPOCHS, GRID, LIMITS
from neuronlib.training import train


@pytest.mark.parametrize(
    ("sizes", "settings", "turns"),
    [
        ([2, 14, 14, 3], (3, 300, "tight spirals", 0, 3), 1.5),
        ([2, 16, 3], (2, 100, "three spirals", 2, 1), 0.6),
        ([2, 15, 15, 15, 15, 15, 3], (6, 1000, "three spirals", 1, 2), 0.6),
    ],
    ids=str,
)
def test_the_network_and_its_errors_are_those_of_a_training_alone(sizes, settings, turns):
    scene, (n_layers, _, _, seed, epochs) = scenes.depth(*settings), settings
    all_points = datasets.spirals(1200, turns=turns, seed=seed)
    training, rest = all_points.split(1 / 3, seed=seed)
    test = rest.split(0.5, seed=seed)[1]
    network = Network(sizes, seed=seed, dtype=np.float64)
    train(
        network, training.X, training.y, optimiser="adam", learning_rate=0.01, batch_size=25,
        epochs=epochs, seed=seed,
    )  # fmt: skip
    np.testing.assert_allclose(scene.network.parameters, network.parameters, atol=1e-6)
    np.testing.assert_array_equal(scene.points.X, training.X)
    for errors, part in ((scene.training_error, training), (scene.test_error, test)):
        missed = np.mean(network.forward(part.X).argmax(0) != part.y)
        assert errors[n_layers - 2] == pytest.approx(missed)
        assert errors.shape == (5,)


def test_a_class_leads_by_the_difference_to_the_next_best():
    scene = scenes.depth(4, epochs=5)
    axis = np.linspace(*LIMITS, GRID)
    for row, column in [(0, 0), (13, 80)]:
        scores = scene.network.forward([[axis[column]], [axis[row]]])[:, 0]
        for label in range(3):
            other = max(scores[k] for k in range(3) if k != label)
            assert scene.leads[label, row, column] == pytest.approx(scores[label] - other)


def test_a_unit_is_dead_when_no_training_point_brings_it_above_zero():
    scene = scenes.depth(6, epochs=60)
    layers = scene.network.trace(scene.points.X)[:-1]
    assert scene.n_dead == sum((a.activations == 0).all(axis=1).sum() for a in layers) > 0


@pytest.mark.parametrize("n_parameters", [100, 300, 1000])
def test_all_depths_have_about_as_many_parameters(n_parameters):
    for n_layers in LAYERS:
        network = scenes.depth(n_layers, n_parameters, epochs=0).network
        assert len(network.layers) == n_layers
        assert network.n_parameters == pytest.approx(n_parameters, rel=0.15)


@pytest.mark.parametrize("seed", range(4))
def test_on_tight_spirals_a_third_layer_helps_at_equal_size(seed):
    for n_parameters in (300, 1000):
        two, three, *_ = scenes.depth(2, n_parameters, seed=seed).test_error
        assert three < two / 1.5


def test_on_three_spirals_two_layers_are_enough():
    errors = [scenes.depth(2, 1000, "three spirals", seed).test_error for seed in range(4)]
    assert np.max(errors) < 0.05


def test_the_beginning_is_guesswork_and_training_error_falls():
    start, end = scenes.depth(epochs=0), scenes.depth(epochs=60)
    assert (start.training_error > 0.5).all()
    assert (end.training_error < start.training_error / 2).all()


def test_the_sentence_tells_widths_deaths_and_the_errors_of_all_depths():
    scene = scenes.depth(5, 1000, "three spirals", seed=1, epochs=20)
    others = ", ".join(f"{100 * error:.0f}" for error in scene.test_error)
    assert scene.describe() == (
        f"Three spirals, 20 epochs: 5 layers of width 17, {scene.n_dead} of 68 units dead, miss "
        f"{100 * scene.training_error[3]:.0f} % in training; on test data 2 to 6 layers miss "
        f"{others} %."
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"n_layers": 1}, r"n_layers: got 1, expected one of \(2, 3, 4, 5, 6\)"),
        ({"data": "moons"}, r"data: got 'moons', expected one of \('three spirals', 'tight"),
        ({"epochs": 4}, r"epochs: got 4, expected one of \(0, 1, 2, 3, 5, "),
    ],
)
def test_what_is_not_there_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        scenes.depth(**wrong)


def test_every_moment_is_recorded():
    for data in DATA:
        seen = [scenes.depth(2, 100, data, epochs=epochs).network.parameters for epochs in EPOCHS]
        assert all((a != b).any() for a, b in pairwise(seen))
