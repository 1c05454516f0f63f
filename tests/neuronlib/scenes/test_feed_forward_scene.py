"""The scene of a forward pass: each step worked out neuron by neuron, and told in a sentence."""

import re

import numpy as np
import pytest

from neuronlib import scenes
from neuronlib.scenes.feed_forward import N_STEPS

STEPS = range(N_STEPS + 1)


def worked_out(scene):
    """Return W a, W a + b and f of each layer, neuron by neuron, for the scene's inputs."""
    below, results = scene.columns[0], []
    for layer in scene.network.layers:
        product = np.array(
            [[sum(w * a for w, a in zip(row, column, strict=True)) for column in below.T]
             for row in layer.weights]
        )  # fmt: skip
        z = product + np.repeat(layer.biases, below.shape[1], axis=1)
        below = np.array([[max(0.0, value) for value in row] for row in z])
        results += [product, z, below]
    return results


@pytest.mark.parametrize("batch", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_each_step_holds_what_its_layer_has_computed(step, batch):
    scene = scenes.feed_forward(step, batch=batch, x1=2.0, x2=0.0, seed=4)
    expected = worked_out(scene)
    done = [3 * (scene.layer - 1) + k for k in range(len(scene.results))]
    assert done == list(range(3 * (scene.layer - 1), step))
    for place, result in zip(done, scene.results, strict=True):
        np.testing.assert_allclose(result, expected[place], atol=1e-12)
    below = scene.columns[0] if scene.layer == 1 else expected[3 * (scene.layer - 1) - 1]
    np.testing.assert_allclose(scene.below, below, atol=1e-12)
    layer = scene.network.layers[scene.layer - 1]
    assert scene.weights is layer.weights and scene.biases is layer.biases


def test_the_steps_walk_through_the_layers():
    assert [scenes.feed_forward(step).layer for step in STEPS] == [1, 1, 1, 1, 2, 2, 2, 3, 3]
    assert [len(scenes.feed_forward(step).results) for step in STEPS] == [0, 1, 2, 3, 1, 2, 3, 1, 2]


@pytest.mark.parametrize("seed", range(5))
def test_the_last_step_gives_what_the_network_gives(seed):
    scene = scenes.feed_forward(N_STEPS, batch=True, seed=seed)
    np.testing.assert_allclose(scene.results[-1], scene.network.forward(scene.columns[0]))


@pytest.mark.parametrize("step", STEPS)
def test_in_a_batch_the_first_example_is_what_it_is_alone(step):
    alone = scenes.feed_forward(step, x1=-1.0)
    together = scenes.feed_forward(step, x1=-1.0, batch=True)
    for one, three in zip(alone.columns, together.columns, strict=True):
        assert one.shape[1] == 1 and three.shape[1] == 3
        np.testing.assert_allclose(one[:, 0], three[:, 0], atol=1e-12)


def test_the_diagram_is_filled_from_the_left():
    sizes = [[len(column) for column in scenes.feed_forward(step).columns] for step in STEPS]
    assert sizes == [[3]] + [[3, 4]] * 3 + [[3, 4, 4]] * 3 + [[3, 4, 4, 1]] * 2


def test_parameters_have_one_decimal_and_another_seed_gives_others():
    one, other = (scenes.feed_forward(seed=seed).network.parameters for seed in (1, 2))
    np.testing.assert_allclose(one * 10, np.round(one * 10), atol=1e-12)
    assert (one != other).mean() > 0.8


@pytest.mark.parametrize("step", [1, 4, 7])
@pytest.mark.parametrize("seed", [0, 1, 5])
def test_the_sum_in_the_sentence_is_right(step, seed):
    sentence = scenes.feed_forward(step, x2=-2.0, seed=seed).describe()
    terms, total = re.fullmatch(r".* Its first number is (.*) = (.*)\.", sentence).groups()
    plain = [part.replace("−", "-").strip("()") for part in re.split(r" [+·] ", terms)]
    numbers = [float(part) for part in plain]
    total = float(total.replace("−", "-"))
    assert sum(w * a for w, a in zip(numbers[::2], numbers[1::2], strict=True)) == pytest.approx(
        total, abs=1e-9
    )


@pytest.mark.parametrize(
    ("step", "batch", "seen"),
    [
        (0, False, "Step 0 of 8: x is 3 × 1, one example as a column; nothing is computed yet."),
        (0, True, "Step 0 of 8: X is 3 × 3, an example in each column; nothing is computed yet."),
        (1, False, "Step 1 of 8, W₁ x: 4 × 3 times 3 × 1 gives 4 × 1. Its first number is "),
        (4, True, "Step 4 of 8, W₂ h₁: 4 × 4 times 4 × 3 gives 4 × 3. Its first number is "),
        (2, True, "Step 2 of 8, z₁ = W₁ X + b₁: each row gets its own bias. Its first number is "),
        (5, False, "Step 5 of 8, z₂ = W₂ h₁ + b₂: "),
        (8, False, "Step 8 of 8, s = W₃ h₂ + b₃: "),
    ],
)
def test_the_sentence_tells_the_operation_and_its_shapes(step, batch, seen):
    assert scenes.feed_forward(step, batch=batch).describe().startswith(seen)


def test_the_sentence_adds_the_bias():
    scene = scenes.feed_forward(2)
    product, z = (result[0, 0] for result in scene.results)
    assert (product, z) == pytest.approx((0.1, -1.2))
    assert scene.describe().endswith("Its first number is 0.1 + (−1.3) = −1.2.")


@pytest.mark.parametrize("batch", [False, True])
@pytest.mark.parametrize("step", [3, 6])
def test_the_sentence_counts_what_relu_silences(step, batch):
    scene = scenes.feed_forward(step, batch=batch, seed=0)
    z, h = scene.results[1:]
    assert f": {(h == 0).sum()} of {z.size} numbers are not above zero" in scene.describe()


def test_the_score_has_no_activation_and_the_sentence_says_so():
    assert scenes.feed_forward(8).describe().endswith(" No activation follows: it is a score.")
    assert "No activation" not in scenes.feed_forward(5).describe()


@pytest.mark.parametrize("step", [-1, 9])
def test_a_step_that_is_not_there_is_refused(step):
    with pytest.raises(ValueError, match=f"step: got {step}, expected 0 to 8"):
        scenes.feed_forward(step)
