"""Recorded runs: a dozen settings from which there is something to learn."""

from functools import lru_cache
from itertools import pairwise

from neuronlib.scenes.playground.scene import PlaygroundScene, scene_of
from neuronlib.scenes.playground.settings import Settings
from neuronlib.scenes.playground.training import Training

MOMENTS = (0, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)  # updates

RUNS = {
    name: Settings.parse(text)
    for name, text in {
        "a good fit": "moons noise=0.2 2-8-8-2 tanh rate=0.1",
        "no hidden layer": "xor noise=0.3 2-2 rate=0.1",
        "four units on xor": "xor noise=0.3 2-4-2 relu rate=0.1 seed=1",
        "layers without a bend": "circles noise=0.2 2-8-8-2 identity rate=0.1",
        "too few units": "spirals noise=0.1 2-2-2 tanh rate=0.1",
        "enough units": "spirals noise=0.1 2-20-20-2 tanh rate=0.1",
        "too high a rate": "circles noise=0.2 2-8-8-2 leaky_relu rate=10",
        "dying ReLUs": "moons noise=0.3 2-16-2 relu rate=8 momentum=0",
        "slow sigmoids": "circles noise=0.2 2-8-8-8-2 sigmoid rate=0.1",
        "overfitting": "moons noise=0.9 2-20-20-2 relu rate=0.1",
        "weight decay": "moons noise=0.9 2-20-20-2 relu rate=0.1 l2=0.01",
        "dropout": "moons noise=0.9 2-20-20-2 relu rate=0.1 dropout=0.3",
    }.items()
}


def playground(run: str = "a good fit", update: int = 50) -> PlaygroundScene:
    """Return a moment of a recorded run.

    Parameters
    ----------
    run : str
        One of RUNS.
    update : int
        One of MOMENTS.

    Raises
    ------
    ValueError
        If there is no such run or moment.

    Examples
    --------
    >>> playground("no hidden layer", 2000).right < 0.7
    True
    """
    if run not in RUNS:
        raise ValueError(f"run: got {run!r}, expected one of {', '.join(RUNS)}")
    if update not in MOMENTS:
        raise ValueError(f"update: got {update}, expected one of {MOMENTS}")
    return _moments(run)[MOMENTS.index(update)]


@lru_cache(maxsize=len(RUNS))
def _moments(run: str) -> list[PlaygroundScene]:
    training = Training(RUNS[run])
    scenes = [scene_of(training)]
    for before, after in pairwise(MOMENTS):
        training.advance(after - before)
        scenes.append(scene_of(training))
    return scenes
