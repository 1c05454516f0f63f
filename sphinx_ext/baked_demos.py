"""Demos that answer on a static page: frames rendered at build, shown by the front end in `web/`.

Lives here: what turns the widget state that a notebook's run leaves behind into a small state
beside its demo, pictures in files of their own, and a still picture that needs no JavaScript.
Not here: the widgets themselves (`neuronlib.demos`) and their browser side. Loaded by Sphinx
through `sphinx_ext`; imported by its tests alone.
"""

import base64
import hashlib
import html
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

Model = dict[str, Any]
Models = dict[str, Model]

STATE_TYPE = "application/vnd.jupyter.widget-state+json"
VIEW_TYPE = "application/vnd.jupyter.widget-view+json"
FRAMES_FOLDER = "_frames"
FRONT_END = "../vendor/demos"

_VIEW_SCRIPT = re.compile(rf'<script type="{re.escape(VIEW_TYPE)}">(.*?)</script>', re.DOTALL)
_DATA_ADDRESS = re.compile(r"data:image/(png|jpeg|webp);base64,([A-Za-z0-9+/=\s]+)")
_REFERENCE = "IPY_MODEL_"

logger = logging.getLogger(__name__)


class DemoFormatError(ValueError):
    """A widget on the page does not have the form of a baked demo."""


@dataclass(frozen=True)
class Picture:
    """A frame's picture: its bytes, and a file name made from them."""

    name: str
    content: bytes


def references(value: object) -> Iterator[str]:
    """Yield the ids of the models that a piece of widget state refers to."""
    if isinstance(value, str):
        if value.startswith(_REFERENCE):
            yield value.removeprefix(_REFERENCE)
    elif isinstance(value, dict):
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def models_of_view(models: Models, root: str) -> Models:
    """Return the models one view needs: all below its root, and the links between them.

    Raises
    ------
    DemoFormatError
        When a model is missing from the state.
    """
    needed: dict[str, None] = {}
    waiting = [root]
    while waiting:
        model_id = waiting.pop()
        if model_id in needed:
            continue
        if model_id not in models:
            raise DemoFormatError(
                f"its model {model_id} is missing from the notebook's widget state"
            )
        needed[model_id] = None
        waiting += references(models[model_id]["state"])
    links = [
        model_id
        for model_id, model in models.items()
        if model["model_name"] in ("LinkModel", "DirectionalLinkModel")
        and set(references(model["state"])) <= needed.keys()
    ]
    return {model_id: models[model_id] for model_id in [*needed, *links]}


def slim(models: Models, root: str) -> tuple[Models, str]:
    """Share equal layouts and styles and give short names; return the models and the root's name.

    Many widgets have layouts and styles that are all alike. Short names in the order of the state
    also make a page the same from build to build.
    """
    names: dict[str, str] = {}
    seen: dict[str, str] = {}
    kept: Models = {}
    for model_id, model in models.items():
        if model["model_name"].endswith(("LayoutModel", "StyleModel")):
            twin = seen.setdefault(json.dumps(model, sort_keys=True), model_id)
            if twin != model_id:
                names[model_id] = names[twin]
                continue
        names[model_id] = str(len(kept))
        kept[model_id] = model

    def renamed(value: Any) -> Any:
        if isinstance(value, str) and value.startswith(_REFERENCE):
            return _REFERENCE + names[value.removeprefix(_REFERENCE)]
        if isinstance(value, dict):
            return {key: renamed(part) for key, part in value.items()}
        if isinstance(value, list):
            return [renamed(part) for part in value]
        return value

    return {names[model_id]: renamed(model) for model_id, model in kept.items()}, names[root]


def move_pictures_out(
    text: str, address_of: Callable[[str], str], pictures: dict[str, Picture]
) -> str:
    """Replace each picture written into `text` by its file's address, and collect the pictures.

    Parameters
    ----------
    text
        Markup of a frame, its pictures as `data:` addresses.
    address_of
        The address, as the page must write it, of a file in the frames' folder.
    pictures
        Where the pictures are collected, by file name; equal pictures share a file.
    """

    def moved(match: re.Match[str]) -> str:
        content = base64.b64decode(match[2])
        name = f"{hashlib.sha256(content).hexdigest()[:16]}.{match[1]}"
        pictures[name] = Picture(name, content)
        return address_of(name)

    return _DATA_ADDRESS.sub(moved, text)


def child(models: Models, reference: str) -> Model:
    """Return the model that `reference` (`IPY_MODEL_…`) names."""
    return models[reference.removeprefix(_REFERENCE)]


def tree(models: Models, model: Model) -> Iterator[Model]:
    """Yield `model` and all its descendants, a parent before its children."""
    yield model
    for reference in model["state"].get("children", []):
        yield from tree(models, child(models, reference))


def with_class(models: Models, root: str, name: str) -> Model | None:
    """Return the first model below `root` that has the DOM class `name`."""
    inside = tree(models, models[root])
    return next((each for each in inside if name in each["state"].get("_dom_classes", [])), None)


def default_frame(models: Models, root: str) -> str:
    """Return the markup of the frame a demo shows before anything is moved.

    Raises
    ------
    DemoFormatError
        When there are no nested Stacks of class `demo-frames` with a `figure` in each leaf.
    """
    model = with_class(models, root, "demo-frames")
    if model is None:
        raise DemoFormatError("it has no Stack with the DOM class demo-frames")
    while model["model_name"] == "StackModel":
        index, children = model["state"].get("selected_index"), model["state"]["children"]
        if index is None or not 0 <= index < len(children):
            raise DemoFormatError(f"a Stack selects frame {index} of {len(children)}")
        model = child(models, children[index])
    markup = str(model["state"].get("value", ""))
    if not re.search(r'<figure class="demo-frame">.*</figure>', markup, re.DOTALL):
        raise DemoFormatError(f'a leaf is {markup[:60]!r} and not <figure class="demo-frame">…')
    return markup


def control_rows(models: Models, root: str) -> list[str]:
    """Return a demo's controls as rows of text: each one's name and the value it stands at."""
    controls = with_class(models, root, "demo-controls")
    rows = []
    for reference in controls["state"]["children"] if controls else []:
        # Buttons that let a control run by itself stand in a box with it, after it.
        inside = [each for each in tree(models, child(models, reference)) if not is_box(each)]
        state, plays = inside[0]["state"], inside[1:]
        if "_options_labels" in state:
            name = html.escape(state["description"])
            value = html.escape(state["_options_labels"][state["index"]])
            row = f"<span>{name}</span> <span>{value}</span>"
        else:
            row = state.get("value", "")
        rows.append(f'<div class="demo-control{" demo-plays" if plays else ""}">{row}</div>')
    return rows


def is_box(model: Model) -> bool:
    """Return whether a model does nothing but hold others."""
    return "children" in model["state"]


def still(models: Models, root: str) -> str:
    """Return the demo as it stands without JavaScript: its controls' values, picture, sentence."""
    inner = re.sub(r"</?figure[^>]*>", "", default_frame(models, root))
    rows = "".join(control_rows(models, root))
    return f'<figure class="demo-still"><div class="demo-controls">{rows}</div>{inner}</figure>'


def with_frames_in_stacks(models: Models) -> Models:
    """Return the models with each frame's markup in its Stack, and not in a model of its own.

    A browser makes each model before the first control can be moved; a demo has hundreds of frames,
    and they are nothing but text.
    """

    def unpacked(reference: str) -> str:
        model = child(models, reference)
        return reference if is_box(model) else hide_from_reader(model["state"]["value"])

    def filled(model: Model) -> Model:
        if model["model_name"] != "StackModel":
            return model
        state = model["state"]
        return {**model, "state": {**state, "children": [*map(unpacked, state["children"])]}}

    return {name: filled(model) for name, model in models.items()}


def hide_from_reader(markup: str) -> str:
    """Take a live frame's picture from a screen reader, which hears the same sentence below it.

    The frames are a live region: without this every change would be announced twice.
    """
    return markup.replace("<img ", '<img aria-hidden="true" decoding="sync" ')


def address(models: Models, root: str) -> str:
    """Return a demo's address on its page: the DOM class `demo-NAME` that it has from Python.

    Raises
    ------
    DemoFormatError
        When it has none.
    """
    classes = models[root]["state"].get("_dom_classes", [])
    named = [each for each in classes if each.startswith("demo-")]
    if not named:
        raise DemoFormatError(f"its DOM classes are {classes}, and none says demo-NAME")
    return str(named[0])


def place(models: Models, root: str, name: str) -> str:
    """Return the markup of one demo: its address, the still picture, its state, and the view."""
    picture = still(models, root)
    models, root = slim(models_of_view(with_frames_in_stacks(models), root), root)
    state = {"version_major": 2, "version_minor": 0, "state": models}
    view = {"version_major": 2, "version_minor": 0, "model_id": root}
    return f'<div class="demo-place" id="{name}">{picture}{script(STATE_TYPE, state)}' + (
        f"{script(VIEW_TYPE, view)}</div>"
    )


def script(kind: str, data: object) -> str:
    """Return `data` as JSON in a `<script>` that no browser runs."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f'<script type="{kind}">{text}</script>'


def bake(
    body: str, state: dict[str, Any], address_of: Callable[[str], str]
) -> tuple[str, list[Picture]]:
    """Put each demo of a page in its place.

    Parameters
    ----------
    body
        The page's HTML, with a script of type `VIEW_TYPE` where a widget is to stand.
    state
        The widget state of the whole notebook.
    address_of
        The address, as this page must write it, of a file in the frames' folder.

    Returns
    -------
    body : str
        The page's HTML with the demos in it.
    pictures : list of Picture
        The files the demos need.

    Raises
    ------
    DemoFormatError
        When a widget does not have the form of a baked demo, so that it could not be read without
        JavaScript, or when two have the same address.
    """
    pictures: dict[str, Picture] = {}
    text = json.dumps(state["state"])
    models = json.loads(move_pictures_out(text, address_of, pictures))

    addresses: set[str] = set()

    def placed(match: re.Match[str]) -> str:
        root = json.loads(match[1])["model_id"]
        own = models_of_view(models, root)
        if (name := address(own, root)) in addresses:
            raise DemoFormatError(f"two demos have the address {name}")
        addresses.add(name)
        return place(own, root, name)

    return _VIEW_SCRIPT.sub(placed, body), list(pictures.values())


def write_pictures(folder: Path, pictures: list[Picture]) -> None:
    """Write each picture to its file, unless it is there: its name says what is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        target = folder / picture.name
        if not target.exists():
            target.write_bytes(picture.content)


def bake_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Put the demos of a page in their places (on the event `html-page-context`)."""
    scripts = context.get("script_files", [])
    stored = [each for each in scripts if each.attributes.get("type") == STATE_TYPE]
    if not stored or "body" not in context:
        return
    for each in stored:
        scripts.remove(each)

    def address_of(name: str) -> str:
        return str(context["pathto"](f"{FRAMES_FOLDER}/{name}", 1))

    try:
        body, pictures = bake(context["body"], json.loads(stored[0].attributes["body"]), address_of)
    except DemoFormatError as fault:
        logger.warning(
            "a widget on this page cannot be shown without a kernel: %s", fault, location=pagename
        )
        return
    context["body"] = body
    write_pictures(Path(app.outdir) / FRAMES_FOLDER, pictures)
    app.add_css_file(f"{FRONT_END}/demo.css")
    # the first of the scripts: what it fetches comes while the others run
    app.add_js_file(f"{FRONT_END}/loader.js", loading_method="defer", priority=100)


def ask_for_baking(app: Sphinx, config: object) -> None:
    """Tell the kernels, which inherit our environment, to render demos ahead."""
    os.environ["NEURONLIB_BAKE"] = "1"


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("config-inited", ask_for_baking)
    # After myst-nb has put the notebook's widget state among the page's scripts.
    app.connect("html-page-context", bake_page, priority=700)
