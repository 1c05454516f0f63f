"""The demos in a kernel: a picture, a burst of events, a training that is watched, memory."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from unittest.mock import patch

import matplotlib.pyplot as plt
from IPython.core.pylabtools import print_figure
from ipywidgets import FloatSlider
from matplotlib.figure import Figure
from matplotlib.text import Text

from benchmarks.kernel import Session, session
from benchmarks.measuring import Budget, Contender, Job, Trial, run
from neuronlib import demos
from neuronlib.demos.playground.workshop import UPDATES_A_PICTURE
from neuronlib.plotting.words import Words

# the capitals are what demos are made of, and the playground is measured in its own way
EXPLORERS = [name for name in demos.__all__ if name.islower() and name != "playground"]
A_FIGURE_EACH = "A new figure, as with interact"
HOW = (
    "All of it has been seen before. The peer computes the same and draws it by the same function, "
    "at the same size and resolution, with matplotlib's own text."
)

# A picture


@dataclass(frozen=True)
class Moved:
    """A demo, and where its main control is moved: the one that plays, or else the first."""

    demo: demos.Explorer
    values: Sequence[Any]

    @property
    def main(self) -> int:
        """The place of the main control."""
        plays = [getattr(control, "play", False) for control in self.demo._controls]
        return plays.index(True) if True in plays else 0

    @property
    def widget(self) -> Any:
        """The main control."""
        return self.demo._widgets[self.main]

    def new_figure(self, value: Any) -> Figure:
        """Return the picture for a value of the main control, on a figure made for it alone."""
        widgets = [widget.value for widget in self.demo._widgets]
        widgets[self.main] = value
        controls = zip(self.demo._controls, widgets, strict=True)
        scene = self.demo._scene([control.means(value) for control, value in controls])
        figure, axes = like(self.demo._picture._figure)
        self.demo._picture._draw(axes, scene)
        return figure


@cache
def demo_named(name: str) -> demos.Explorer:
    """Return a demo, one for all rounds: widgets are kept for as long as the process lives."""
    demo: demos.Explorer = getattr(demos, name)()
    return demo


def moved(name: str, n_events: int, seed: int) -> Moved:
    """Return the task of a round, whose values have been shown once."""
    demo = demo_named(name)
    widget = Moved(demo, ()).widget
    places, start = places_of(widget), widget.value
    random.Random(seed).shuffle(places)
    values = [place for place in places if place != start][:n_events]
    for value in (*values, start):  # what is trained is kept, and what never changes is drawn once
        widget.value = value
    return Moved(demo, values)


def places_of(widget: Any) -> list[Any]:
    """Return where a control may be moved to."""
    if isinstance(widget, FloatSlider):
        n_steps = round((widget.max - widget.min) / widget.step)
        return [round(widget.min + k * widget.step, 6) for k in range(n_steps + 1)]
    return [each[1] if isinstance(each, tuple) else each for each in widget.options]


def like(figure: Figure) -> tuple[Figure, Any]:
    """Return a new figure with axes like another one's, and these as a draw function takes them."""
    new = plt.figure(figsize=figure.get_size_inches(), dpi=figure.dpi, layout="constrained")
    places: dict[str, Any] = {str(ax.get_label()): ax.get_subplotspec() for ax in figure.axes}
    shape = next(iter(places.values())).get_gridspec().get_geometry()
    grid = new.add_gridspec(*shape)
    axes = {name: new.add_subplot(grid[one.num1 : one.num2 + 1]) for name, one in places.items()}
    return new, axes.get("", axes)


def demo_trial(task: Moved) -> Trial:
    """Move the control; with no event waiting, the picture is there when this returns."""
    yield
    for value in task.values:
        task.widget.value = value
    yield
    return 0.0


def png_of(figure: Figure) -> bytes:
    """Return what the inline backend would send."""
    png: bytes = print_figure(figure, fmt="png", bbox_inches="tight")  # type: ignore[no-untyped-call]
    return png


def new_figure_trial(task: Moved) -> Trial:
    """Do what `interact` does with a function that plots: the inline backend makes the PNG."""
    with patch.object(Words, "draw", Text.draw):
        yield
        for value in task.values:
            figure = task.new_figure(value)
            png_of(figure)
            plt.close(figure)
        yield
    return 0.0


def _picture_job(key: str, what: str, name: str, n_events: int) -> Job:
    return Job(
        key=key,
        title=f"From a control's event to the new picture: {what}",
        setting=f"The first control of demos.{name}() moves {n_events} times. {HOW}",
        task=partial(moved, name, n_events),
        contenders=(
            Contender("neuronlib", demo_trial, n_events),
            Contender(A_FIGURE_EACH, new_figure_trial, n_events, must=0.12),
        ),
        rounds=15,
        unit="ms",
        scale=1e3,
        threads=(1,),
    )


def lines_job(n_events: int = 8) -> Job:
    """Return the job: a picture of lines."""
    return _picture_job("demos-lines", "lines", "bumps", n_events)


def region_job(n_events: int = 8) -> Job:
    """Return the job: a picture with a value everywhere."""
    return _picture_job("demos-region", "a region", "neuron", n_events)


def ratio(name: str, n_events: int, round_: int) -> float:
    """Return how long a demo takes, over how long new figures do."""
    task = moved(name, n_events, round_)
    ours, _ = run(demo_trial(task))
    theirs, _ = run(new_figure_trial(task))
    return ours / theirs


def largest_ratio(names: Sequence[str], n_events: int, round_: int) -> float:
    """Return the ratio of the slowest of some demos, beside new figures."""
    return max(ratio(name, n_events, round_) for name in names)


def slowest_budget(names: Sequence[str] = EXPLORERS, n_events: int = 5) -> Budget:
    """Return the budget: the ratio of the jobs above, for the slowest of all demos."""
    return Budget(
        key="demos-slowest",
        title="From a control's event to the new picture: the slowest of all demos",
        setting=f"The main control of each of {len(names)} demos moves {n_events} times. {HOW} "
        "Told is the largest of the ratios.",
        reading=partial(largest_ratio, names, n_events),
        bound=0.12,
        rounds=7,
        unit="of a new figure's time",
    )


# A burst

MOST_PICTURES = 100
MADE = """
import asyncio
import ipywidgets
from neuronlib import demos, scenes

demo, pictures = demos.neuron(), []
demo.children[1].observe(lambda change: pictures.append(1), "value")
slider = demo.children[0].children[0]
mute = ipywidgets.FloatSlider(min=slider.min, max=slider.max, step=slider.step)
mute.observe(lambda change: None, "value")

async def shown(w1):
    while repr(demo) != f"Demo: {scenes.neuron(w1=w1, w2=-1).describe()}":
        await asyncio.sleep(0.001)
"""


@dataclass(frozen=True)
class Burst:
    """A kernel with a demo in it, and where its slider is moved, one event after the other."""

    kernel: Session
    values: Sequence[float]

    def send(self, widget: str) -> None:
        """Send the burst to one of the kernel's widgets."""
        self.kernel.send_values(widget, self.values)

    def model_id(self, widget: str) -> str:
        """Return by what a widget is addressed."""
        return self.kernel.printed_by(f"print({widget}.model_id)").strip()


def burst(n_events: int, seed: int) -> Burst:
    """Return the task of a round: another place with each event."""
    kernel = session()
    kernel.printed_by("if 'demo' not in globals():\n    exec(" + repr(MADE) + ")")
    places = random.Random(seed)
    steps = [places.randint(1, 60) for _ in range(n_events)]
    at = 0
    values = [(at := (at + step) % 61) / 10 - 3 for step in steps]
    return Burst(kernel, [round(value, 1) for value in values])


def demo_burst_trial(task: Burst) -> Trial:
    """Let the demo answer; it is done when it shows the last place, and nothing else follows."""
    slider, last = task.model_id("slider"), task.values[-1]
    task.kernel.printed_by("pictures.clear()")
    yield
    task.send(slider)
    task.kernel.printed_by(f"await shown({last})")
    yield
    n_pictures = int(task.kernel.printed_by(f"await shown({last}); print(len(pictures))"))
    if n_pictures >= MOST_PICTURES:
        raise RuntimeError(f"{len(task.values)} events drew {n_pictures} pictures")
    return float(task.kernel.printed_by("print(slider.value)"))


def mute_burst_trial(task: Burst) -> Trial:
    """Let a handler that does nothing answer."""
    slider = task.model_id("mute")
    yield
    task.send(slider)
    task.kernel.printed_by("pass")
    yield
    return float(task.kernel.printed_by("print(mute.value)"))


def burst_job(n_events: int = 1000) -> Job:
    """Return the job: many events at once."""
    return Job(
        key="demos-burst",
        title=f"A burst of {n_events} events",
        setting="Sent to a slider in a kernel of its own, until demos.neuron() shows where the "
        f"last one leads. If it draws {MOST_PICTURES} pictures meanwhile, the run stops.",
        task=partial(burst, n_events),
        contenders=(
            Contender("neuronlib", demo_burst_trial, 1),
            Contender("A handler that does nothing", mute_burst_trial, 1, must=1.3),
        ),
        rounds=9,
        unit="ms",
        scale=1e3,
        outcome="last place",
        threads=(1,),
    )


# A training that is watched

TRAINING = "spirals 2-20-20-2 tanh"


def pictures_per_second(seconds: float, _: int) -> float:
    """Let the playground play for a while and count its pictures."""
    workshop = demos.playground(TRAINING)
    _panel, buttons, image, *_rest = workshop.children
    play = buttons.children[0]
    pictures: list[bytes] = []
    image.observe(lambda change: pictures.append(change.new), "value")

    async def watch() -> None:
        play.value = True
        await asyncio.sleep(seconds)
        play.value = False

    asyncio.run(watch())
    return len(pictures) / seconds


def training_budget(seconds: float = 2.0) -> Budget:
    """Return the budget: pictures of a training, with many steps between two of them."""
    return Budget(
        key="demos-training",
        title="Pictures a second of a training",
        setting=f"The playground plays {TRAINING!r}, {UPDATES_A_PICTURE} training steps from one "
        "picture to the next, and rests after each for what a reader does meanwhile.",
        reading=partial(pictures_per_second, seconds),
        bound=15,
        rounds=5,
        unit="a second",
        is_rate=True,
    )


# Memory

SHOWN = """
import psutil
from IPython.display import display
from neuronlib import demos

kept = [getattr(demos, name)() for name in {names}]
display(*kept)
print(psutil.Process().memory_info().rss)
"""


def megabytes(names: Sequence[str], _: int) -> float:
    """Return what a fresh kernel holds when it has shown these demos."""
    kernel = Session()
    n_bytes = int(kernel.printed_by(SHOWN.format(names=names)))
    kernel.close()
    return n_bytes / 1e6


def memory_budget() -> Budget:
    """Return the budget: a kernel that has shown every demo."""
    return Budget(
        key="demos-memory",
        title="Memory of a kernel",
        setting="What a new one holds when it has shown every demo, once each and all kept.",
        reading=partial(megabytes, [*EXPLORERS, "playground"]),
        bound=400,
        rounds=3,
        unit="MB",
    )
