"""Drawing the playground: the artists show the moment of the training."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from neuronlib import scenes
from neuronlib.plotting import draw_playground
from neuronlib.plotting.plane import Shades
from neuronlib.scenes.playground import Settings, Training, scene_of

MOSAIC = [["plane", "units"], ["loss", "pair"]]


@pytest.fixture
def axes():
    return Figure().subplot_mosaic(MOSAIC)


def lines(ax):
    return {line.get_label(): np.array(line.get_data()) for line in ax.lines}


def n_frames(line):
    """Return how many squares a line with gaps is made of."""
    return int(np.isnan(line[0]).sum()) - 1


def test_points_to_learn_from_and_points_of_the_test_stand_in_their_places(axes):
    scene = scenes.playground("a good fit", 100)
    draw_playground(axes, scene)
    shown = lines(axes["plane"])
    for label in (0, 1):
        for name, data in (("", scene.training_set), (", test", scene.test_set)):
            expected = data.X[:, data.y == label]
            np.testing.assert_array_equal(shown[f"class {label}{name}"], expected)


def test_the_boundary_lies_where_the_probability_is_one_half(axes):
    training = Training(Settings.parse("blobs 2-2"))
    training.advance(50)
    draw_playground(axes, scene_of(training))
    boundary = axes["plane"].lines[0].get_xydata().T
    boundary = boundary[:, ~np.isnan(boundary[0])]
    scores = training.network.forward(boundary)
    assert boundary.size > 10 and np.abs(scores[0] - scores[1]).max() < 0.05


def test_losses_stand_over_the_updates(axes):
    scene = scenes.playground("overfitting", 2000)
    draw_playground(axes, scene)
    shown = lines(axes["loss"])
    np.testing.assert_array_equal(shown["training"], scene.losses[[0, 1]])
    np.testing.assert_array_equal(shown["test"], scene.losses[[0, 2]])


def test_each_unit_has_one_frame_that_tells_its_state(axes):
    scene = scenes.playground("overfitting", 2000)
    draw_playground(axes, scene)
    shown = {name: n_frames(line) for name, line in lines(axes["units"]).items()}
    states = {name: int(getattr(scene, name).sum()) for name in ("dead", "revived", "saturated")}
    assert shown == states | {"alive": 40 - sum(states.values())}
    assert states["dead"] > 0 and states["revived"] > 0
    looks = {(line.get_color(), str(line.get_linestyle())) for line in axes["units"].lines}
    assert len(looks) >= 3


def test_a_units_picture_is_its_activation_scaled_to_its_largest(axes):
    scene = scenes.playground("a good fit", 100)
    draw_playground(axes, scene)
    (shades,) = [one for one in axes["units"].get_children() if isinstance(one, Shades)]
    rows, columns = shades.rgb.shape[:2]
    # the second unit of the first layer: upper row, for layers go down and the grid's rows go up
    picture = shades.rgb[rows // 2 :, columns // 8 : columns // 4].astype(int)
    values = scene.units[0][1]
    redder = picture[..., 0] - picture[..., 2]
    inner = redder[3:-3, 3:-3][: len(values), : len(values)]
    assert np.corrcoef(inner.ravel(), values.ravel())[0, 1] > 0.95


def test_two_units_span_a_plane_of_their_own(axes):
    training = Training(Settings.parse("moons 2-3-2 tanh"))
    scene = scene_of(training, (0, 0, 2))
    draw_playground(axes, scene)
    assert axes["pair"].get_xlabel() == "unit 1 of layer 1"
    assert axes["pair"].get_ylabel() == "unit 3 of layer 1"
    shown = lines(axes["pair"])
    largest = np.abs(scene.pair_activations).max()
    expected = scene.pair_activations[:, scene.training_set.y == 1] / largest
    np.testing.assert_allclose(shown["class 1"], expected)


def test_without_hidden_layers_two_panels_are_hidden_and_come_back(axes):
    draw_playground(axes, scenes.playground("no hidden layer", 10))
    assert not axes["units"].get_visible() and not axes["pair"].get_visible()
    draw_playground(axes, scenes.playground("a good fit", 10))
    assert axes["units"].get_visible() and axes["pair"].get_visible()


def test_later_moments_update_the_same_artists(axes):
    draw_playground(axes, scenes.playground("a good fit", 10))
    before = [ax.get_children() for ax in axes.values()]
    draw_playground(axes, scenes.playground("a good fit", 500))
    assert [ax.get_children() for ax in axes.values()] == before


def test_another_architecture_has_another_grid_of_units(axes):
    draw_playground(axes, scenes.playground("a good fit", 10))
    assert axes["units"].get_xlim() == (0, 8) and axes["units"].get_ylim() == (2, 0)
    draw_playground(axes, scenes.playground("dying ReLUs", 10))
    assert axes["units"].get_xlim() == (0, 16) and axes["units"].get_ylim() == (1, 0)
