"""The playground on a page without a kernel: recorded runs, moment by moment."""

from neuronlib import plotting, scenes
from neuronlib.demos.controls import Choice, Steps
from neuronlib.demos.explorer import Explorer
from neuronlib.scenes.playground import MOMENTS, RUNS

PANELS = [["plane", "plane"], ["plane", "plane"], ["units", "units"], ["loss", "pair"]]
SIZE = (4.6, 8.2)  # inches


def recorded_runs() -> Explorer:
    """Look through a dozen trainings.

    Examples
    --------
    >>> recorded_runs()
    Demo: After 50 updates 2-8-8-2 (tanh) has a loss of 0.15 on moons, 0.16 on test points, of \
which 94 % are right.
    """
    runs = tuple(RUNS)
    return Explorer(
        scenes.playground,
        plotting.draw_playground,
        [
            Choice("run", "run", {name: name for name in runs}, runs[0], baked=runs),
            Steps("update", "updates", MOMENTS, value=50, baked=MOMENTS, play=True),
        ],
        panels=PANELS,
        size=SIZE,
    )
