"""The scene of the spread of losses: one start trained alone, and what size does to the spread."""

import math

import numpy as np
import pytest

from neuronlib import Network, relu, scenes, tanh
from neuronlib.scenes.loss_spread import FRESH, N_STARTS, POINTS, WIDTHS
from neuronlib.scenes.units_in_plane import UnitsInPlane


def trained(seed, n_units, activation, data):
    """Return one start's network and final loss, by gradient descent as the book writes it."""
    network = Network([2, n_units, 1], seed=seed, activation=activation, dtype=np.float64)
    velocity = np.zeros(network.n_parameters)
    for _ in range(600):
        loss, gradient = network.loss_and_gradient(POINTS[data].X, POINTS[data].y, l2=1e-3)
        velocity = 0.9 * velocity - 0.3 * gradient
        network = network.with_parameters(network.parameters + velocity)
    return network, loss


@pytest.mark.parametrize(
    ("seed", "settings"),
    [(0, (3, relu, "XOR")), (41, (5, tanh, "moons")), (7, (2, relu, "circles"))],
)
def test_a_start_ends_where_it_ends_when_trained_alone(seed, settings):
    network, loss = trained(seed, *settings)
    losses = scenes.loss_spread(*settings).losses
    rank = 1 + int(np.abs(losses - loss).argmin())
    assert losses[rank - 1] == pytest.approx(loss, rel=1e-6)
    scenes_ = [scenes.loss_spread(*settings, rank=r) for r in range(1, N_STARTS + 1)]
    apart = [np.abs(one.plane.network.parameters - network.parameters).max() for one in scenes_]
    assert min(apart) < 1e-4
    found = scenes_[int(np.argmin(apart))]
    assert found.loss == pytest.approx(loss, rel=1e-6)
    score, labels = network.forward(FRESH[settings[2]].X)[0], FRESH[settings[2]].y
    each = [math.log1p(math.exp(-s if y else s)) for s, y in zip(score, labels, strict=True)]
    assert found.test_loss == pytest.approx(np.mean(each), rel=1e-3)


def test_the_losses_rise_and_the_rank_picks_one_of_them():
    best, worst = scenes.loss_spread(rank=1), scenes.loss_spread(rank=100)
    assert best.losses.shape == (N_STARTS,) and (np.diff(best.losses) >= 0).all()
    assert (best.loss, worst.loss) == (best.losses[0], best.losses[-1])
    assert isinstance(best.plane, UnitsInPlane) and best.plane.points is POINTS["XOR"]


@pytest.mark.parametrize("data", POINTS)
def test_small_relu_networks_are_trapped_and_large_ones_are_not(data):
    trapped = {n_units: scenes.loss_spread(n_units, data=data).n_trapped for n_units in WIDTHS}
    assert trapped[3] >= 30 and trapped[20] == 0


@pytest.mark.parametrize("n_units", [3, 5])
def test_tanh_is_trapped_less_often_than_relu(n_units):
    for data in POINTS:
        smooth = scenes.loss_spread(n_units, tanh, data).n_trapped
        assert smooth < scenes.loss_spread(n_units, relu, data).n_trapped


def test_trapped_is_at_rest_and_a_quarter_above_the_best():
    scene = scenes.loss_spread(3, relu, "XOR")  # where all starts have come to rest
    assert scene.n_trapped == (scene.losses > 1.25 * scene.losses[0]).sum()


def test_training_and_test_points_are_different_draws():
    for data, points in POINTS.items():
        assert points.y.size == 32 and FRESH[data].y.size == 400
        assert not np.isin(points.X[0], FRESH[data].X[0]).any()


def test_the_sentence_tells_range_trapped_and_the_start_that_is_shown():
    scene = scenes.loss_spread(5, relu, "moons", rank=99)
    dead = sum(scene.plane.dead)
    assert scene.describe() == (
        f"5 ReLU units on moons: the losses of 100 starts end between {scene.losses[0]:.2g} and "
        f"{scene.losses[-1]:.2g}, {scene.n_trapped} trapped; number 99 has loss {scene.loss:.2g}, "
        f"{scene.test_loss:.2g} on test data, and {dead} dead unit{'s' if dead != 1 else ''}."
    )


def test_one_dead_unit_is_one():
    assert scenes.loss_spread(3).describe().endswith("and 1 dead unit.")


def test_what_is_not_there_is_refused():
    with pytest.raises(ValueError, match=r"n_units: got 6, expected one of \(2, 3, 4, 5, 7, "):
        scenes.loss_spread(6)
    with pytest.raises(ValueError, match=r"data: got 'blobs', expected one of \['XOR', 'moons', "):
        scenes.loss_spread(data="blobs")
    for rank in (0, 101):
        with pytest.raises(ValueError, match=f"rank: got {rank}, expected 1 to 100"):
            scenes.loss_spread(rank=rank)
