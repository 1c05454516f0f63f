"""Join a compute, a draw and some controls into a demo that a reader can move.

Live, a control's event recomputes and updates one picture and the sentence under it. Baked, all
frames are rendered ahead and linked to the controls, so that a page answers without a kernel.
"""

import asyncio
import os
from base64 import b64encode
from collections.abc import Callable, Sequence
from html import escape
from itertools import product
from math import prod
from time import perf_counter
from typing import Any, Protocol

import ipywidgets

from neuronlib.demos.controls import Control, as_text, with_play
from neuronlib.demos.demo import Demo
from neuronlib.demos.picture import SIZE, Panels, Picture

MAX_FRAMES = 150
# While events come in one upon the other, a picture is followed by a pause of so many times as long
# as it took. They have ceased when there was none for some seconds.
REST = 12
CEASED = 0.003


class Scene(Protocol):
    """What a compute returns."""

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        ...


class Explorer(Demo):
    """A demo: controls, a picture, and a sentence that says what it shows.

    Parameters
    ----------
    compute : callable
        Pure function of the controls, by name → scene.
    draw : callable
        (axes, scene) → None, where `axes` is one Axes, or a dict of them by name if there are
        `panels`.
    controls : sequence of Slider, Steps or Choice
    panels : sequence of sequences of str, optional
        Names of the axes, row by row, as for matplotlib's `subplot_mosaic`.
    size : pair of float
        Width and height of the picture in inches; the page shows 80 of its pixels for one.
    max_frames : int
        How many frames may be baked.

    Raises
    ------
    ValueError
        If more frames would be baked than `max_frames`.

    Examples
    --------
    >>> from neuronlib import plotting, scenes
    >>> from neuronlib.demos import Slider
    >>> bias = Slider("bias", "bias b", low=-3, high=3, step=0.1, value=0)
    >>> Explorer(scenes.neuron, plotting.draw_neuron, [bias])
    Demo: With w₁ = 1, w₂ = 1 and b = 0 the sigmoid neuron’s boundary falls to the right: 60 of \
60 points are on the right side, and the loss is 0.26.
    """

    def __init__(
        self,
        compute: Callable[..., Scene],
        draw: Callable[[Any, Any], None],
        controls: Sequence[Control],
        *,
        panels: Panels | None = None,
        size: tuple[float, float] = SIZE,
        max_frames: int = MAX_FRAMES,
    ) -> None:
        self._compute = compute
        self._picture: Picture[Any] = Picture(draw, panels=panels, size=size)
        self._controls = controls
        baked = bool(os.environ.get("NEURONLIB_BAKE"))
        panel, shown = self._bake(max_frames) if baked else self._live()
        panel.add_class("demo-controls")
        super().__init__([panel, *shown])
        self.add_class("demo")
        self.add_class(f"demo-{compute.__name__}")  # its address on the page

    # -- live -----------------------------------------------------------------------------------

    def _live(self) -> tuple[ipywidgets.Widget, list[ipywidgets.Widget]]:
        self._widgets = [control.live() for control in self._controls]
        screen = self._make_screen(self._picture)
        self._scheduled = False
        self._moved_at = self._rendered_at = self._took = 0.0
        self._render()
        for widget in self._widgets:
            widget.observe(self._schedule, "value")
        panel = ipywidgets.VBox(list(map(with_play, self._controls, self._widgets)))
        return panel, screen

    def _schedule(self, _: Any) -> None:
        """Render soon, once for all the events of a burst, and leave time for them to come in."""
        self._moved_at = perf_counter()
        if self._scheduled:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # a plain Python script: no events are waiting
            self._render()
            return
        self._scheduled = True
        loop.call_soon(self._render_in_time, loop)

    def _render_in_time(self, loop: asyncio.AbstractEventLoop) -> None:
        now = perf_counter()
        if now - self._rendered_at < REST * self._took and now - self._moved_at < CEASED:
            loop.call_later(CEASED, self._render_in_time, loop)
        else:
            self._render()

    def _render(self) -> None:
        self._scheduled = False
        started = perf_counter()
        values = [
            control.means(widget.value)
            for control, widget in zip(self._controls, self._widgets, strict=True)
        ]
        try:
            scene = self._scene(values)
            self._image.value, sentence = self._picture.png(scene), scene.describe()
        except Exception as error:  # whatever it is, the reader is told and the demo goes on
            sentence = f"This setting cannot be shown: {error}"
        self._say(sentence)
        self._rendered_at = perf_counter()
        self._took = self._rendered_at - started

    # -- baked ----------------------------------------------------------------------------------

    def _bake(self, max_frames: int) -> tuple[ipywidgets.Widget, list[ipywidgets.Widget]]:
        moved = [control for control in self._controls if control.baked]
        n_frames = prod(len(control.baked) for control in moved)
        if n_frames > max_frames:
            counts = " × ".join(f"{len(control.baked)} {control.name}" for control in moved)
            raise ValueError(
                f"baked: got {counts} = {n_frames} frames, expected at most max_frames={max_frames}"
            )
        widgets = {control.name: control.still() for control in moved}
        look = ipywidgets.Layout()
        style = ipywidgets.HTML().style  # shared: a frame is then one small model on the page
        frames: list[ipywidgets.Widget] = [
            ipywidgets.HTML(self._figure(values), layout=look, style=style)
            for values in product(*map(_baked_values, self._controls))
        ]
        # the last control varies fastest, so its stacks are the innermost
        for control in reversed(moved):
            size = len(control.baked)
            groups = [frames[i : i + size] for i in range(0, len(frames), size)]
            frames = [self._stack(group, widgets[control.name], control.start) for group in groups]
        frames[0].add_class("demo-frames")
        panel = [
            with_play(control, widgets[control.name]) if control.baked else as_text(control)
            for control in self._controls
        ]
        self._sentence = self._scene([c.means(c.value) for c in self._controls]).describe()
        return ipywidgets.VBox(panel), frames

    def _stack(
        self, frames: list[ipywidgets.Widget], control: ipywidgets.Widget, start: int
    ) -> ipywidgets.Widget:
        stack = ipywidgets.Stack(frames, selected_index=start)
        ipywidgets.jslink((control, "index"), (stack, "selected_index"))
        return stack

    def _figure(self, values: Sequence[Any]) -> str:
        scene = self._scene(values)
        webp, said = b64encode(self._picture.webp(scene)).decode(), escape(scene.describe())
        width, height = self._picture.shown_size
        return (
            f'<figure class="demo-frame"><img src="data:image/webp;base64,{webp}" width="{width}" '
            f'height="{height}" alt="{said}"><figcaption>{said}</figcaption></figure>'
        )

    # -- both -----------------------------------------------------------------------------------

    def _scene(self, values: Sequence[Any]) -> Scene:
        names = (control.name for control in self._controls)
        return self._compute(**dict(zip(names, values, strict=True)))


def _baked_values(control: Control) -> list[Any]:
    return [control.means(value) for value in control.baked or [control.value]]
