"""The scene of capacity: its training repeated by hand, its regions counted in another way."""

import numpy as np
import pytest

from neuronlib import Network, scenes
from neuronlib.experiments.number_and_size import noisy_draw
from neuronlib.scenes.capacity import MOMENTS


def trained(n_units, seed, updates):
    """Return the network after so many updates by Adam as it is published."""
    data = noisy_draw("plane", seed).training
    network = Network([2, n_units, 1], seed=seed, dtype=np.float64)
    mean, square = np.zeros((2, network.n_parameters))
    for t in range(1, updates + 1):
        _, gradient = network.loss_and_gradient(data.X, data.y)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        step = 0.03 * (mean / (1 - 0.9**t)) / (np.sqrt(square / (1 - 0.999**t)) + 1e-8)
        network = network.with_parameters(network.parameters - step)
    return network


@pytest.mark.parametrize(("n_units", "seed", "update"), [(3, 0, 10), (20, 4, 5), (7, 1, 0)])
def test_the_network_and_its_errors_are_those_of_a_training_by_hand(n_units, seed, update):
    scene, network = scenes.capacity(n_units, seed, update), trained(n_units, seed, update)
    np.testing.assert_allclose(scene.plane.network.parameters, network.parameters, atol=1e-7)
    training, _, test = noisy_draw("plane", seed)
    for errors, data in ((scene.training_error, training), (scene.test_error, test)):
        wrong = (network.forward(data.X)[0] > 0) != (data.y == 1)
        assert errors[-1] == pytest.approx(np.mean(wrong))
    assert scene.updates == MOMENTS[: MOMENTS.index(update) + 1]
    assert len(scene.training_error) == len(scene.test_error) == len(scene.updates)


@pytest.mark.parametrize("seed", range(4))
def test_many_units_learn_wrong_labels_and_pay_for_it(seed):
    few, many = scenes.capacity(3, seed), scenes.capacity(50, seed)
    assert many.training_error[-1] < few.training_error[-1]
    assert many.test_error[-1] > 1.4 * many.test_error.min()
    assert many.plane.n_regions > 100 * few.plane.n_regions


def test_the_sentence_tells_regions_deaths_labels_and_errors():
    scene = scenes.capacity(20, seed=3)
    right = scene.plane.network.predict(scene.plane.points.X) == scene.plane.points.y
    learnt = sum(r and w for r, w in zip(right, scene.plane.wrong, strict=True))
    assert scene.describe() == (
        f"20 units after 3000 updates: {scene.plane.n_regions} linear regions, "
        f"{sum(scene.plane.dead)} dead; {learnt} of 10 wrong labels learnt, training error "
        f"{100 * (1 - right.mean()):.0f} %, on clean test data {100 * scene.test_error[-1]:.0f} %."
    )
    assert scenes.capacity(1).describe().startswith("1 unit after 3000 updates: 2 linear regions")
    assert "of 10 wrong labels met by chance" in scenes.capacity(20, update=0).describe()


def test_what_is_not_there_is_refused():
    for n_units in (0, 51):
        with pytest.raises(ValueError, match=f"n_units: got {n_units}, expected 1 to 50"):
            scenes.capacity(n_units)
    with pytest.raises(ValueError, match=r"update: got 4, expected one of \(0, 1, 2, 3, 5, "):
        scenes.capacity(update=4)
