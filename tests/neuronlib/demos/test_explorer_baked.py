"""A demo on the site: every frame rendered ahead, each linked to the controls."""

import re
from base64 import b64decode
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from itertools import product

import ipywidgets
import pytest
from ipywidgets.widgets.widget import _instances
from ipywidgets.widgets.widget_link import Link
from PIL import Image

from neuronlib.demos import Choice, Explorer, Slider, Steps

FRAME = re.compile(
    r'<figure class="demo-frame"><img src="data:image/webp;base64,([A-Za-z0-9+/=]+)" '
    r'width="(\d+)" height="(\d+)" alt="([^"]*)"><figcaption>(.*)</figcaption></figure>'
)

HEIGHTS = Slider("height", "height", low=0, high=9, step=1, value=4, baked=(1, 4, 9))
COLOURS = Choice("colour", "colour", {"blue": "b", "red": "r"}, "red", baked=("blue", "red"))
WIDTHS = Slider("width", "width", low=0, high=1, step=0.1, value=0.5)


@dataclass(frozen=True)
class Bar:
    """What the demo made up here shows."""

    height: float
    colour: str
    width: float = 0.5

    def describe(self):
        """Say the state, with characters that HTML would take for its own."""
        return f'{self.colour} "bar" & {self.height:g} > {self.width:g}'


def draw(ax, bar):
    ax.clear()
    ax.bar([0], [bar.height], color=bar.colour, width=bar.width)
    ax.set(xlim=(-1, 1), ylim=(0, 10))


def baked(controls, compute=Bar, draw=draw, **options):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEURONLIB_BAKE", "1")
        return Explorer(compute, draw, controls, **options)


@pytest.fixture(scope="module")
def demo():
    return baked([HEIGHTS, COLOURS, WIDTHS])


def tree(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from tree(child)


def leaves(widget):
    return [one for one in tree(widget) if not getattr(one, "children", ())]


def parts(leaf):
    """Return picture, alt text and caption of a leaf."""
    webp, _, _, alt, caption = FRAME.fullmatch(leaf.value).groups()
    return b64decode(webp), unescape(alt), unescape(caption)


def pixels(picture):
    return Image.open(BytesIO(picture)).convert("RGB").tobytes()


def reached(stack, *positions):
    for position in positions:
        stack = stack.children[position]
    return stack


def linked_to(stack):
    """Return the widgets whose index selects what the stack shows."""
    return [
        link.source[0]
        for link in _instances.values()
        if type(link) is Link
        and link.target == (stack, "selected_index")
        and link.source[1] == "index"
    ]


def test_a_demo_is_a_box_of_controls_and_nested_stacks(demo):
    panel, stack = demo.children
    assert "demo" in demo._dom_classes
    assert "demo-controls" in panel._dom_classes and isinstance(panel, ipywidgets.VBox)
    marked = [one for one in tree(demo) if "demo-frames" in one._dom_classes]
    assert marked == [stack] and isinstance(stack, ipywidgets.Stack)
    assert [type(one) for one in panel.children] == [
        ipywidgets.SelectionSlider,
        ipywidgets.Dropdown,
        ipywidgets.HTML,
    ]


def test_a_demo_carries_the_name_of_its_compute_as_a_class(demo):
    assert "demo-Bar" in demo._dom_classes


def test_the_frames_are_the_product_of_the_baked_values_each_in_its_place(demo):
    _, stack = demo.children
    assert len(leaves(stack)) == 3 * 2
    for (i, height), (j, colour) in product(enumerate((1, 4, 9)), enumerate("br")):
        _, alt, _ = parts(reached(stack, i, j))
        assert alt == Bar(height, colour).describe()


def test_alt_text_and_caption_are_the_sentence_and_safe_in_html(demo):
    for leaf in leaves(demo.children[1]):
        _, alt, caption = parts(leaf)
        assert alt == caption != ""
        assert "& " not in leaf.value and '"bar"' not in leaf.value


def test_each_frame_is_a_picture_of_its_own(demo):
    pictures = [parts(leaf)[0] for leaf in leaves(demo.children[1])]
    assert all(picture.startswith(b"RIFF") for picture in pictures)
    assert len(set(pictures)) == 6


def test_each_control_is_linked_to_every_stack_of_its_level_and_to_no_other(demo):
    panel, outer = demo.children
    slider, dropdown, _ = panel.children
    assert linked_to(outer) == [slider]
    assert len(outer.children) == 3
    for inner in outer.children:
        assert isinstance(inner, ipywidgets.Stack) and linked_to(inner) == [dropdown]


def test_the_frame_shown_first_is_the_default_state(demo):
    panel, stack = demo.children
    while isinstance(stack, ipywidgets.Stack):
        stack = stack.children[stack.selected_index]
    assert parts(stack)[1] == Bar(4, "r").describe()
    slider, dropdown, _ = panel.children
    assert (slider.value, dropdown.value) == (4, "red")
    assert repr(demo) == f"Demo: {Bar(4, 'r').describe()}"


def test_the_frames_are_those_a_kernel_would_show(demo):
    live = Explorer(Bar, draw, [HEIGHTS, COLOURS, WIDTHS])
    slider, dropdown, _ = live.children[0].children
    slider.value, dropdown.value = 9, "blue"
    webp, sentence, _ = parts(reached(demo.children[1], 2, 0))
    assert unescape(live.children[2].value) == f'<p role="status">{sentence}</p>'
    assert pixels(live.children[1].value) == pixels(webp)


def test_a_control_that_is_not_baked_is_text_with_its_value_and_a_way_to_move_it(demo):
    text = demo.children[0].children[2]
    assert re.search(r"\bwidth\b.*\b0\.5\b", text.value)
    assert '<a href="#launch-links">' in text.value


def test_no_output_widget_and_no_mathematics_in_labels(demo):
    for widget in tree(demo):
        assert not isinstance(widget, ipywidgets.Output)
        assert not {"$", "\\"} & set(getattr(widget, "description", ""))


def test_more_frames_than_allowed_are_refused_before_any_is_rendered():
    rendered = []
    with pytest.raises(
        ValueError, match=r"baked: got 3 height × 2 colour = 6 frames, .* max_frames=5"
    ), pytest.MonkeyPatch.context() as patch:  # fmt: skip
        patch.setenv("NEURONLIB_BAKE", "1")
        Explorer(
            Bar, lambda ax, bar: rendered.append(bar), [HEIGHTS, COLOURS, WIDTHS], max_frames=5
        )
    assert not rendered
    assert len(leaves(baked([HEIGHTS, COLOURS], max_frames=6).children[1])) == 6


def test_a_hundred_and_fifty_frames_are_allowed_unless_told_otherwise():
    many = Slider("height", "height", low=0, high=200, step=1, value=1, baked=range(151))
    with pytest.raises(ValueError, match="151 frames, expected at most max_frames=150"):
        baked([many, Choice("colour", "colour", {"red": "r"}, "red")])


def test_a_demo_in_which_nothing_is_baked_is_one_picture():
    panel, frame = baked(
        [
            Slider("height", "height", low=0, high=9, step=1, value=3),
            Choice("colour", "colour", {"blue": "b"}, "blue"),
        ]
    ).children
    assert parts(frame)[1] == Bar(3, "b").describe()
    assert all(isinstance(one, ipywidgets.HTML) for one in panel.children)


def test_an_empty_variable_means_live(monkeypatch):
    monkeypatch.setenv("NEURONLIB_BAKE", "")
    explorer = Explorer(Bar, draw, [HEIGHTS, COLOURS])
    assert isinstance(explorer.children[1], ipywidgets.Image)


def test_play_runs_through_the_baked_values():
    steps = Steps("height", "height", [0, 1, 2, 4], value=1, baked=[1, 2, 4], play=True)
    row = baked([steps, COLOURS]).children[0].children[0]
    slider, play = row.children
    assert isinstance(play, ipywidgets.Play)
    assert (play.min, play.max, play.value) == (0, 2, slider.index)
    assert [link.source for link in _instances.values() if isinstance(link, Link)
            and link.target == (slider, "index")] == [(play, "value")]  # fmt: skip


def test_panels_are_named_axes_and_the_size_is_the_pictures():
    seen = {}

    def draw_two(axes, bar):
        seen.update(axes)

    demo = baked(
        [HEIGHTS],
        panels=[["left", "right"]],
        size=(6, 3),
        draw=draw_two,
        compute=lambda height: Bar(height, "r"),
    )
    assert list(seen) == ["left", "right"]
    assert 'width="480" height="240"' in leaves(demo.children[1])[0].value
