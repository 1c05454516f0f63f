"""The scene of an architecture: its sizes, its counts, and its sentence."""

import pytest

from neuronlib import scenes


@pytest.mark.parametrize(
    ("controls", "sizes"),
    [
        ((3, 4, 4, 1), (3, 4, 4, 1)),
        ((3, 4, 0, 2), (3, 4, 2)),
        ((3, 0, 4, 2), (3, 4, 2)),
        ((8, 0, 0, 5), (8, 5)),
    ],
)
def test_a_hidden_layer_of_no_neurons_is_left_out(controls, sizes):
    assert scenes.architecture(*controls).network.sizes == sizes


@pytest.mark.parametrize("controls", [(3, 4, 4, 1), (5, 7, 0, 2), (1, 8, 3, 6), (4, 0, 0, 4)])
def test_the_sentence_counts_what_is_there(controls):
    inputs, *rest = (n for n in controls if n)
    weights, before = 0, inputs
    for n in rest:
        weights += n * before
        before = n
    sentence = scenes.architecture(*controls).describe()
    assert sentence.startswith("-".join(str(n) for n in controls if n))
    assert f"{len(rest)} layer" in sentence
    assert f"{sum(rest)} neurons" in sentence
    assert f"{weights} weights + {sum(rest)} biases = {weights + sum(rest)} param" in sentence


def test_the_two_networks_of_the_notes_are_named():
    assert scenes.architecture(3, 4, 0, 2).describe() == (
        "3-4-2, the notes’ first network, has 2 layers, 1 of them hidden, 6 neurons, and "
        "20 weights + 6 biases = 26 parameters."
    )
    assert scenes.architecture(3, 4, 4, 1).describe() == (
        "3-4-4-1, the notes’ second network, has 3 layers, 2 of them hidden, 9 neurons, and "
        "32 weights + 9 biases = 41 parameters."
    )
    assert "notes" not in scenes.architecture(3, 4, 4, 2).describe()


def test_one_of_a_kind_is_told_in_the_singular():
    assert scenes.architecture(1, 0, 0, 1).describe() == (
        "1-1 has 1 layer, none of them hidden, 1 neuron, and 1 weight + 1 bias = 2 parameters."
    )


def test_a_size_that_is_none_is_refused():
    with pytest.raises(ValueError, match=r"sizes: got \[3, -1, 4, 1\]"):
        scenes.architecture(hidden_1=-1)
