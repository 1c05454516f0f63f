"""The demo of one neuron, live and as the site shows it."""

import re
from html import unescape
from itertools import product

import ipywidgets
import pytest

from neuronlib import ACTIVATIONS, demos, scenes

BY_NAME = {one.name: one for one in ACTIVATIONS.values()}


@pytest.fixture(scope="module")
def frames():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEURONLIB_BAKE", "1")
        return demos.neuron()


@pytest.mark.parametrize("position", range(4))
def test_each_control_changes_picture_and_sentence_at_both_ends_and_in_the_middle(position):
    demo = demos.neuron()
    panel, image, caption = demo.children
    control = panel.children[position]
    if isinstance(control, ipywidgets.Dropdown):
        settings = control.options
    else:
        settings = (control.min, 0.5, control.max)
    seen = {}
    for setting in settings:
        control.value = setting
        w1, w2, bias, activation = (one.value for one in panel.children)
        expected = scenes.neuron(w1, w2, bias, BY_NAME[activation]).describe()
        assert unescape(caption.value) == f'<p role="status">{expected}</p>'
        seen[setting] = image.value, caption.value
    pictures, sentences = zip(*seen.values(), strict=True)
    assert len(set(pictures)) == len(set(sentences)) == len(settings)


def test_it_starts_with_something_to_improve():
    panel = demos.neuron().children[0]
    assert [one.value for one in panel.children] == [1, -1, 0, "sigmoid"]
    assert scenes.neuron(1, -1, 0).n_right < 60


def test_every_combination_of_baked_values_has_its_frame(frames):
    panel, stack = frames.children
    w1, w2, bias, activation = panel.children
    choices = [
        [value for _, value in w1.options],
        [value for _, value in w2.options],
        [value for _, value in bias.options],
        list(activation.options),
    ]
    assert [len(one) for one in choices] == [5, 5, 3, 4]
    for positions in product(*map(range, (5, 5, 3, 4))):
        leaf = stack
        for position in positions:
            leaf = leaf.children[position]
        *numbers, name = (one[k] for one, k in zip(choices, positions, strict=True))
        (alt,) = re.findall(r'alt="([^"]*)"', leaf.value)
        assert unescape(alt) == scenes.neuron(*numbers, BY_NAME[name]).describe()


def test_the_best_neuron_is_among_the_frames(frames):
    assert (
        "60 of 60 points"
        in frames.children[1].children[3].children[3].children[1].children[0].value
    )


def test_the_frame_shown_first_is_what_a_kernel_shows_first(frames):
    stack = frames.children[1]
    while isinstance(stack, ipywidgets.Stack):
        stack = stack.children[stack.selected_index]
    live = demos.neuron()
    assert repr(live) == repr(frames)
    assert repr(live).removeprefix("Demo: ") in unescape(stack.value)
