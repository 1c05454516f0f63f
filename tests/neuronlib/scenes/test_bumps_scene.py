"""The scene of bumps: the sum written out bump by bump, and what theory says of its error."""

import math

import numpy as np
import pytest

from neuronlib import scenes
from neuronlib.scenes.bumps import FUNCTIONS, LIMITS, NUMBERS

WANTED = {
    "sine": math.sin,
    "fast sine": lambda x: math.sin(3 * x),
    "kink": lambda x: abs(x) - 1.5,
    "jump": lambda x: -0.8 if x < 1 else 0.8,
}


def by_hand(x, n_bumps, steepness, function):
    """Return Σ cᵢ (σ(k(x − aᵢ)) − σ(k(x − bᵢ))), or the box that x lies in, for a single x."""
    width, total = 2 * math.pi / n_bumps, 0.0
    for i in range(n_bumps):
        a, b = -math.pi + i * width, -math.pi + (i + 1) * width
        height = WANTED[function]((a + b) / 2)
        if math.isinf(steepness):
            total += height * (a <= x < b)
        else:
            k = steepness / width
            total += height * (math.tanh(k * (x - a) / 2) - math.tanh(k * (x - b) / 2)) / 2
    return total


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("steepness", [math.inf, 20, 5])
@pytest.mark.parametrize("n_bumps", [1, 7])
def test_the_sum_is_that_of_the_bumps_one_by_one(n_bumps, steepness, function):
    scene = scenes.bumps(n_bumps, steepness, function)
    for k in range(3, scene.x.size, 97):
        x = float(scene.x[k])
        assert scene.total[k] == pytest.approx(by_hand(x, n_bumps, steepness, function), abs=1e-9)
        assert scene.target[k] == pytest.approx(WANTED[function](x))


@pytest.mark.parametrize("steepness", [math.inf, 20])
def test_the_shapes_add_up_to_the_sum(steepness):
    scene = scenes.bumps(5, steepness)
    inside = [(-2.9, 0), (-1.5, 1), (0.2, 2), (1.4, 3)]  # away from joins, one bump is all there is
    for x, bump in inside:
        height = scene.shapes[bump][1][len(scene.shapes[bump][1]) // 2]
        assert np.interp(x, scene.x, scene.total) == pytest.approx(height, abs=2e-2)


def test_the_picture_ends_where_it_says():
    scene = scenes.bumps(9)
    assert LIMITS[0] <= scene.x.min() < LIMITS[0] + 0.1
    assert LIMITS[1] >= scene.x.max() > LIMITS[1] - 0.1


@pytest.mark.parametrize("function", ["sine", "kink"])
def test_boxes_keep_to_the_bound_of_the_chapter(function):
    errors = scenes.bumps(1, math.inf, function).errors
    assert (errors <= math.pi / NUMBERS + 1e-9).all()
    assert errors[-1] > 0.9 * math.pi / NUMBERS[-1]


def test_three_times_as_many_bumps_follow_a_sine_three_times_as_fast():
    slow, fast = (scenes.bumps(1, math.inf, name).errors for name in ("sine", "fast sine"))
    for n_bumps in (6, 10, 13):
        assert fast[3 * n_bumps - 1] == pytest.approx(slow[n_bumps - 1], rel=0.1)


@pytest.mark.parametrize("steepness", [math.inf, 100, 5])
def test_a_jump_is_not_followed_by_any_number(steepness):
    assert scenes.bumps(1, steepness, "jump").errors.min() > 0.79  # half the jump


def test_steep_sigmoids_come_closer_than_boxes():
    boxes, steep = (scenes.bumps(1, steepness).errors for steepness in (math.inf, 20))
    assert (steep[3:] < boxes[3:]).all()


def test_the_largest_error_is_where_it_is_said():
    scene = scenes.bumps(12, 20, "kink")
    apart = np.abs(scene.total - scene.target)
    assert apart[scene.worst] == apart.max() == scene.errors[11]


@pytest.mark.parametrize(
    ("settings", "beginning"),
    [
        ((1, math.inf), "1 box follows the sine; "),
        ((4, math.inf, "jump"), "4 boxes follow the jump; "),
        ((1, 5), "1 pair of sigmoids, 2 neurons with k = 5/w, follows the sine; "),
        ((40, 100, "kink"), "40 pairs of sigmoids, 41 neurons with k = 100/w, follow the kink; "),
    ],
    ids=str,
)
def test_the_sentence_tells_who_follows_and_where_it_is_worst(settings, beginning):
    scene = scenes.bumps(*settings)
    place = round(10 * scene.x[scene.worst]) / 10
    where = f"{place:g}".replace("-", "−")
    error = f"{abs(scene.total - scene.target).max():.2g}"
    assert scene.describe() == (
        f"{beginning}the error is largest at x = {where}, where it is {error}."
    )


def test_what_is_not_there_is_refused():
    for n_bumps in (0, 41):
        with pytest.raises(ValueError, match=f"n_bumps: got {n_bumps}, expected 1 to 40"):
            scenes.bumps(n_bumps)
    with pytest.raises(ValueError, match=r"function: got 'cosine', expected one of \['sine', "):
        scenes.bumps(function="cosine")
