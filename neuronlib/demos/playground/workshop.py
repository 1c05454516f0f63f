"""The playground in a kernel: set, play, pause, step, start again, and share a state as text."""

import asyncio
import os
from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter
from typing import Any

import ipywidgets

from neuronlib import plotting
from neuronlib.demos.controls import Choice, Control, Slider, Steps
from neuronlib.demos.demo import Demo
from neuronlib.demos.explorer import Explorer
from neuronlib.demos.picture import Picture
from neuronlib.demos.playground.pad import Pad
from neuronlib.demos.playground.recorded import PANELS, SIZE, recorded_runs
from neuronlib.scenes.neuron import signed
from neuronlib.scenes.playground import ACTIVATION_NAMES, DATA_NAMES, Settings, Training, scene_of
from neuronlib.scenes.playground.settings import LIMIT, MOST_LAYERS, MOST_UNITS, OWN

UPDATES_A_PICTURE = 25
# While it plays, the kernel rests for so long after each picture, as a share of what it took.
REST = 0.5

CONTROLS: tuple[Control, ...] = (
    Choice("data", "data", {name: name for name in DATA_NAMES}, "moons"),
    Slider("noise", "noise", low=0, high=1, step=0.05, value=0.2),
    Steps("layers", "hidden layers", range(MOST_LAYERS + 1), value=2),
    Steps("units", "units a layer", range(1, MOST_UNITS + 1), value=8),
    Choice("activation", "activation", {name: name for name in ACTIVATION_NAMES}, "tanh"),
    Steps("learning_rate", "learning rate η", (0.001, 0.01, 0.03, 0.1, 0.3, 1, 3, 10), value=0.1),
    Steps("momentum", "momentum", (0, 0.5, 0.9, 0.99), value=0.9),
    Steps("batch_size", "batch (0 is all)", (0, 1, 8, 32), value=0),
    Steps("l2", "L2, λ", (0, 0.0001, 0.001, 0.01, 0.1, 1), value=0),
    Steps("dropout", "dropout", (0, 0.1, 0.3, 0.5), value=0),
    Steps("seed", "seed", range(21), value=0),
)


def playground(state: str = "") -> "Workshop | Explorer":
    """Play with everything at once; on a page without a kernel, look through recorded runs.

    Parameters
    ----------
    state : str
        What to begin with, as the playground writes it: "moons 2-8-8-2 tanh rate=0.1". What it
        leaves out is as usual.

    Raises
    ------
    ValueError
        If a word of the state means nothing.

    Examples
    --------
    >>> playground("xor 2-4-2 relu")
    Demo: After 0 updates 2-4-2 (relu) has a loss of 0.68 on xor, 0.69 on test points, of which \
51 % are right.
    """
    return recorded_runs() if os.environ.get("NEURONLIB_BAKE") else Workshop(state)


class Workshop(Demo):
    """A training to play with. Each change of a setting starts it afresh.

    Parameters
    ----------
    state : str
        As for `playground`.
    """

    def __init__(self, state: str = "") -> None:
        self._settings = Settings.parse(state)
        self._training = Training(self._settings)
        self._picture: Picture[Any] = Picture(plotting.draw_playground, panels=PANELS, size=SIZE)
        self._controls = {control.name: control.live() for control in CONTROLS}
        self._pad = Pad(limit=LIMIT)
        self._play = ipywidgets.ToggleButton(description="Play")
        self._step = ipywidgets.Button(description="Step")
        self._reset = ipywidgets.Button(description="Reset")
        self._layer, self._across, self._up = (
            ipywidgets.BoundedIntText(min=1, max=MOST_UNITS, value=value, description=label)
            for value, label in ((1, "layer seen"), (1, "unit across"), (2, "unit up"))
        )
        self._state = ipywidgets.Text(
            description="state", continuous_update=False, layout={"width": "100%"}
        )
        screen = self._make_screen(self._picture)
        self._showing = False
        self._task: asyncio.Task[None] | None = None
        self._show_settings()
        self._render()
        self._listen()
        panel = ipywidgets.VBox([*self._controls.values(), self._pad])
        panel.add_class("demo-controls")
        buttons = ipywidgets.HBox([self._play, self._step, self._reset])
        pair = ipywidgets.HBox([self._layer, self._across, self._up])
        for row in (buttons, pair):
            row.layout.flex_flow = "row wrap"
        super().__init__([panel, buttons, *screen, pair, self._state])
        self.add_class("demo")

    # -- what the reader does -------------------------------------------------------------------

    def _listen(self) -> None:
        for name, widget in self._controls.items():
            widget.observe(lambda change, name=name: self._moved(name, change.new), "value")
        self._pad.observe(self._points_put, "points")
        self._play.observe(self._played, "value")
        self._step.on_click(lambda _: self._advance(1))
        self._reset.on_click(lambda _: self._start(self._settings))
        self._state.observe(self._state_written, "value")
        for widget in (self._layer, self._across, self._up):
            widget.observe(lambda _: self._render(), "value")

    def _moved(self, name: str, value: Any) -> None:
        if self._showing:
            return
        if name in ("layers", "units"):
            layers, units = self._controls["layers"].value, self._controls["units"].value
            self._start(replace(self._settings, hidden=(units,) * layers))
        else:
            self._start(replace(self._settings, **{name: value}))

    def _points_put(self, change: Any) -> None:
        if not self._showing:
            self._start(replace(self._settings, data=OWN, points=tuple(map(tuple, change.new))))

    def _state_written(self, change: Any) -> None:
        if self._showing:
            return
        try:
            settings = Settings.parse(change.new)
        except (ValueError, TypeError) as error:
            self._say(f"This state cannot be read. {error}")
        else:
            self._start(settings)

    def _played(self, change: Any) -> None:
        self._play.description = "Pause" if change.new else "Play"
        if change.new and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._go_on())

    # -- what follows from it -------------------------------------------------------------------

    async def _go_on(self) -> None:
        """Train and draw in turn, with a rest in which events come in."""
        while self._play.value and not self._training.is_over:
            started = perf_counter()
            self._advance(UPDATES_A_PICTURE)
            await asyncio.sleep(REST * (perf_counter() - started))
        self._play.value = False

    def _advance(self, n_updates: int) -> None:
        self._training.advance(n_updates)
        self._render()

    def _start(self, settings: Settings) -> None:
        """Begin afresh; what leaves nothing to learn from is told, and the old training stays."""
        self._settings = settings
        self._show_settings()
        try:
            self._training = Training(settings)
        except ValueError as error:
            self._play.value = False
            self._say(f"There is nothing to learn yet. {error}")
        else:
            self._render()

    def _show_settings(self) -> None:
        """Let controls, pad and text say what is set."""
        hidden = self._settings.hidden
        shown: Mapping[str, Any] = {
            "layers": len(hidden),
            "units": max(hidden, default=self._controls["units"].value),
        }
        self._showing = True
        for name, widget in self._controls.items():
            value = shown[name] if name in shown else getattr(self._settings, name)
            if isinstance(widget, ipywidgets.SelectionSlider):
                _offer(widget, value)
            widget.value = value
        self._pad.points = [list(point) for point in self._settings.points]
        self._state.value = str(self._settings)
        self._showing = False

    def _render(self) -> None:
        pair = (self._layer.value - 1, self._across.value - 1, self._up.value - 1)
        scene = scene_of(self._training, pair)
        self._image.value = self._picture.png(scene)
        self._say(scene.describe())


def _offer(widget: Any, value: float) -> None:
    """Add a value to a slider's, if a text has set what the slider does not go to."""
    values = [each for _, each in widget.options]
    if value not in values:
        widget.options = [(signed(each), each) for each in sorted([*values, value])]
