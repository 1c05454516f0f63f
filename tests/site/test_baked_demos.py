"""Baked demos: from a notebook's widget state to a small state, files of pictures, and a still."""

import base64
import json
import re
from typing import Any

import pytest

from sphinx_ext import baked_demos
from sphinx_ext.baked_demos import DemoFormatError, Models, bake

PICTURES = [b"left", b"right"]


def model(name: str, **state: Any) -> dict[str, Any]:
    return {
        "model_name": name,
        "model_module": "@jupyter-widgets/controls",
        "model_module_version": "2.0.0",
        "state": state,
    }


def leaf(picture: bytes, sentence: str) -> str:
    data = base64.b64encode(picture).decode()
    return (
        f'<figure class="demo-frame"><img src="data:image/png;base64,{data}" width="4" height="3" '
        f'alt="{sentence}"><figcaption>{sentence}</figcaption></figure>'
    )


@pytest.fixture
def models() -> Models:
    """One slider with two frames, the second shown, and a widget of another cell."""
    return {
        "root": model(
            "VBoxModel",
            _dom_classes=["demo", "demo-bar"],
            children=["IPY_MODEL_controls", "IPY_MODEL_stack"],
            layout="IPY_MODEL_layout-a",
        ),
        "controls": model(
            "VBoxModel",
            _dom_classes=["demo-controls"],
            children=["IPY_MODEL_slider", "IPY_MODEL_fixed"],
        ),
        "slider": model(
            "SelectionSliderModel", description="w₁", _options_labels=["-1", "<2"], index=1
        ),
        "fixed": model("HTMLModel", value="<span>seed</span> <span>0</span>"),
        "stack": model(
            "StackModel",
            _dom_classes=["demo-frames"],
            layout="IPY_MODEL_layout-b",
            children=["IPY_MODEL_left", "IPY_MODEL_right"],
            selected_index=1,
        ),
        "left": model("HTMLModel", value=leaf(b"left", "It is left."), layout="IPY_MODEL_layout-a"),
        "right": model(
            "HTMLModel", value=leaf(b"right", "It is right."), layout="IPY_MODEL_layout-a"
        ),
        "layout-a": model("LayoutModel", width=None),
        "layout-b": model("LayoutModel", width=None),
        "link": model(
            "LinkModel",
            source=["IPY_MODEL_slider", "index"],
            target=["IPY_MODEL_stack", "selected_index"],
        ),
        "elsewhere": model("HTMLModel", value="of another cell"),
    }


def page_with(root: str) -> str:
    view = json.dumps({"version_major": 2, "version_minor": 0, "model_id": root})
    return f'<p>before</p><script type="{baked_demos.VIEW_TYPE}">{view}</script><p>after</p>'


def baked(models: Models, root: str = "root") -> tuple[str, list[baked_demos.Picture]]:
    return bake(page_with(root), {"state": models}, lambda name: f"../_frames/{name}")


def without_scripts(page: str) -> str:
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def stored(page: str, kind: str) -> dict[str, Any]:
    """Return what a script of the page holds."""
    match = re.search(rf'<script type="{re.escape(kind)}">(.*?)</script>', page, re.DOTALL)
    assert match
    result: dict[str, Any] = json.loads(match[1])
    return result


def test_pictures_leave_the_page_and_keep_their_bytes(models: Models) -> None:
    page, pictures = baked(models)
    assert "base64" not in page
    assert sorted(picture.content for picture in pictures) == PICTURES
    assert all(f"../_frames/{picture.name}" in page for picture in pictures)


def test_equal_pictures_share_one_file(models: Models) -> None:
    models["left"]["state"]["value"] = leaf(b"right", "It is left.")
    _, pictures = baked(models)
    assert [picture.content for picture in pictures] == [b"right"]


def test_the_still_shows_the_selected_frame_with_its_sentence(models: Models) -> None:
    page, pictures = baked(models)
    name = next(picture.name for picture in pictures if picture.content == b"right")
    shown = without_scripts(page)
    assert f'<img src="../_frames/{name}" width="4" height="3" alt="It is right.">' in shown
    assert "<figcaption>It is right.</figcaption>" in shown
    assert "It is left." not in shown


def test_the_still_tells_every_control_and_its_value(models: Models) -> None:
    shown = without_scripts(baked(models)[0])
    assert "<span>w₁</span> <span>&lt;2</span>" in shown
    assert "<span>seed</span> <span>0</span>" in shown


def test_the_text_around_a_demo_stays(models: Models) -> None:
    page, _ = baked(models)
    assert page.startswith('<p>before</p><div class="demo-place" ')
    assert page.endswith("</div><p>after</p>")


def test_a_demo_has_its_name_as_its_address(models: Models) -> None:
    assert '<div class="demo-place" id="demo-bar">' in baked(models)[0]


def test_two_demos_of_a_page_with_the_same_address_are_refused(models: Models) -> None:
    with pytest.raises(DemoFormatError, match="two demos have the address demo-bar"):
        bake(page_with("root") * 2, {"state": models}, str)


def test_the_state_holds_the_demo_and_its_links_and_nothing_else(models: Models) -> None:
    state = stored(baked(models)[0], baked_demos.STATE_TYPE)["state"]
    names = sorted(each["model_name"] for each in state.values())
    assert names.count("LinkModel") == 1
    assert "of another cell" not in json.dumps(state)


def test_a_frame_is_text_in_its_stack_and_needs_no_model(models: Models) -> None:
    state = stored(baked(models)[0], baked_demos.STATE_TYPE)["state"]
    (stack,) = (each for each in state.values() if each["model_name"] == "StackModel")
    frames = stack["state"]["children"]
    assert len(frames) == 2 and all("<figure class=" in frame for frame in frames)
    assert [each["model_name"] for each in state.values()].count("HTMLModel") == 1  # a control


def test_a_stack_in_a_stack_stays_a_model(models: Models) -> None:
    models["outer"] = models["stack"]
    models["stack"] = model("StackModel", children=["IPY_MODEL_outer"], selected_index=0)
    models["root"]["state"]["children"] = ["IPY_MODEL_controls", "IPY_MODEL_stack"]
    state = stored(baked(models)[0], baked_demos.STATE_TYPE)["state"]
    stacks = [each["state"] for each in state.values() if each["model_name"] == "StackModel"]
    (inner,) = (reference for reference in stacks[0]["children"])
    assert state[inner.removeprefix("IPY_MODEL_")]["state"] == stacks[1]


def test_equal_layouts_are_stored_once(models: Models) -> None:
    state = stored(baked(models)[0], baked_demos.STATE_TYPE)["state"]
    assert [each["model_name"] for each in state.values()].count("LayoutModel") == 1


def test_every_reference_and_the_view_name_a_stored_model(models: Models) -> None:
    page, _ = baked(models)
    state = stored(page, baked_demos.STATE_TYPE)["state"]
    root = stored(page, baked_demos.VIEW_TYPE)["model_id"]
    assert set(baked_demos.references(state)) | {root} <= state.keys()
    assert "demo" in state[root]["state"]["_dom_classes"]


def test_a_page_does_not_depend_on_the_random_ids_of_a_run(models: Models) -> None:
    text = json.dumps(models)
    for model_id in models:
        text = text.replace(f'"{model_id}"', f'"x{model_id}"')
        text = text.replace(f"IPY_MODEL_{model_id}", f"IPY_MODEL_x{model_id}")
    assert baked(json.loads(text), "xroot")[0] == baked(models)[0]


def test_a_screen_reader_hears_a_live_frame_once(models: Models) -> None:
    page, _ = baked(models)
    state = stored(page, baked_demos.STATE_TYPE)["state"]
    (stack,) = (each for each in state.values() if each["model_name"] == "StackModel")
    frames = stack["state"]["children"]
    assert len(frames) == 2
    assert all('<img aria-hidden="true" ' in frame for frame in frames)
    assert "aria-hidden" not in without_scripts(page)


def test_a_sentence_cannot_end_the_script_it_is_stored_in() -> None:
    text = baked_demos.script("application/json", {"value": "</script><p>"})
    assert text.count("</script>") == 1
    assert json.loads(text[text.index("{") : text.rindex("</script>")]) == {"value": "</script><p>"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda models: models["stack"]["state"].update(_dom_classes=[]), "demo-frames"),
        (lambda models: models["stack"]["state"].update(selected_index=None), "selects frame None"),
        (lambda models: models["stack"]["state"].update(selected_index=2), "frame 2 of 2"),
        (lambda models: models["right"]["state"].update(value="no figure"), "'no figure'"),
        (lambda models: models.pop("right"), "right is missing"),
        (
            lambda models: models["root"]["state"].update(_dom_classes=["demo"]),
            "none says demo-NAME",
        ),
    ],
)
def test_a_widget_that_needs_a_kernel_is_refused_by_name(
    models: Models, change: Any, message: str
) -> None:
    change(models)
    with pytest.raises(DemoFormatError, match=message):
        baked(models)


def test_a_picture_that_is_there_is_not_written_again(tmp_path: Any) -> None:
    picture = baked_demos.Picture("0123.png", b"new")
    (tmp_path / "0123.png").write_bytes(b"there before")
    baked_demos.write_pictures(tmp_path, [picture])
    assert (tmp_path / "0123.png").read_bytes() == b"there before"
