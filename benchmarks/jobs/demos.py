"""The demos in a kernel: a picture, a burst of events, a training that is watched, memory."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import matplotlib.pyplot as plt
from IPython.core.pylabtools import print_figure
from matplotlib.figure import Figure

from benchmarks.kernel import Session, session
from benchmarks.measuring import Budget, Contender, Job, Trial
from neuronlib import demos, plotting, scenes
from neuronlib.demos.picture import DPI, SIZE
from neuronlib.demos.playground.workshop import UPDATES_A_PICTURE

# A picture


@dataclass(frozen=True)
class Moved:
    """A demo whose first control is moved, and what it is made of.

    Parameters
    ----------
    make, compute, draw : callable
        The demo, its scene, and what draws it.
    name : str
        The argument of the compute that the first control sets.
    values : sequence of float
        Where it is moved in a trial, in this order.
    others : mapping
        The other arguments, if they are not the compute's own defaults.
    panels, size
        Of the picture.
    """

    make: Callable[[], demos.Explorer]
    compute: Callable[..., Any]
    draw: Callable[[Any, Any], None]
    name: str
    values: Sequence[float]
    others: Mapping[str, Any] = field(default_factory=dict)
    panels: list[Any] | None = None
    size: tuple[float, float] = SIZE

    def new_figure(self, value: float) -> Figure:
        """Return the demo's picture for a value, drawn on a figure made for it alone."""
        figure = plt.figure(figsize=self.size, dpi=DPI, layout="constrained")
        axes: Any = figure.subplot_mosaic(self.panels) if self.panels else figure.add_subplot()
        self.draw(axes, self.compute(**self.others, **{self.name: value}))
        return figure


def bumps(n_events: int, seed: int) -> Moved:
    """Return a task whose picture is made of lines."""
    return Moved(
        demos.bumps,
        scenes.bumps,
        plotting.draw_bumps,
        "n_bumps",
        random.Random(seed).sample(range(1, 41), n_events),
        panels=[["row"]] * 3 + [["errors"]] * 2,
        size=(4.6, 5.4),
    )


def neuron(n_events: int, seed: int) -> Moved:
    """Return a task whose picture is coloured all over."""
    values = [k / 10 for k in random.Random(seed).sample(range(-30, 31), n_events)]
    others = {"w2": -1}
    return Moved(demos.neuron, scenes.neuron, plotting.draw_neuron, "w1", values, others)


def first_slider(demo: demos.Explorer) -> Any:
    """Return the demo's first control."""
    return demo.children[0].children[0]


def demo_trial(task: Moved) -> Trial:
    """Move the slider; with no event waiting, the picture is there when this returns."""
    demo = task.make()
    slider = first_slider(demo)
    first = slider.value
    slider.value = task.values[-1]  # what never changes is drawn once
    slider.value = first
    yield
    for value in task.values:
        slider.value = value
    yield
    return 0.0


def png_of(figure: Figure) -> bytes:
    """Return what the inline backend would send."""
    png: bytes = print_figure(figure, fmt="png", bbox_inches="tight")  # type: ignore[no-untyped-call]
    return png


def new_figure_trial(task: Moved) -> Trial:
    """Do what `interact` does with a function that plots: the inline backend makes the PNG."""
    yield
    for value in task.values:
        figure = task.new_figure(value)
        png_of(figure)
        plt.close(figure)
    yield
    return 0.0


def _picture_job(key: str, what: str, task: Callable[[int, int], Moved], n_events: int) -> Job:
    return Job(
        key=key,
        title=f"From a slider's event to the new picture: {what}",
        setting=f"The slider of demos.{task.__name__}() moves {n_events} times. The peer computes "
        "the same and draws it with the same function, at the same size and resolution.",
        task=partial(task, n_events),
        contenders=(
            Contender("neuronlib", demo_trial, n_events),
            Contender("A new figure, as with interact", new_figure_trial, n_events, must=0.12),
        ),
        rounds=15,
        unit="ms",
        scale=1e3,
        threads=(1,),
    )


def lines_job(n_events: int = 8) -> Job:
    """Return the job: a picture of lines."""
    return _picture_job("demos-lines", "lines", bumps, n_events)


def region_job(n_events: int = 8) -> Job:
    """Return the job: a picture with a value everywhere."""
    return _picture_job("demos-region", "a region", neuron, n_events)


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
import resource
from IPython.display import display
from neuronlib import demos

kept = [getattr(demos, name)() for name in {names}]
display(*kept)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def every_demo() -> list[str]:
    """Return the names of all demos; the capitals are what they are made of."""
    return [name for name in demos.__all__ if name.islower()]


def megabytes(names: Sequence[str], _: int) -> float:
    """Return the most that a fresh kernel has held when it has shown these demos."""
    kernel = Session()
    kibibytes = int(kernel.printed_by(SHOWN.format(names=names)))
    kernel.close()
    return kibibytes * 1024 / 1e6


def memory_budget() -> Budget:
    """Return the budget: a kernel that has shown every demo."""
    return Budget(
        key="demos-memory",
        title="Memory of a kernel",
        setting="The most that it held until every demo was shown, once each and all kept.",
        reading=partial(megabytes, every_demo()),
        bound=400,
        rounds=3,
        unit="MB",
    )
