"""The demo of depth at equal size."""

from neuronlib import plotting, scenes
from neuronlib.demos.controls import Choice, Steps
from neuronlib.demos.explorer import Explorer
from neuronlib.experiments.representational_power.depth import LAYERS
from neuronlib.scenes.depth import DATA, EPOCHS


def depth() -> Explorer:
    """Set the number of layers at equal numbers of parameters, and watch them learn spirals.

    Examples
    --------
    >>> len(depth().children)
    3
    """
    data = {name: name for name in DATA}
    sizes, epochs = (100, 300, 1000), (0, 2, 5, 15, 60)
    return Explorer(
        scenes.depth,
        plotting.draw_depth,
        [
            Steps("n_layers", "layers", LAYERS, value=3, baked=LAYERS),
            Steps("n_parameters", "parameters", sizes, value=300, baked=(300, 1000)),
            Choice("data", "data", data, "tight spirals", baked=DATA),
            Steps("seed", "seed", range(20), value=0),
            Steps("epochs", "epochs", EPOCHS, value=60, baked=epochs, play=True),
        ],
        panels=[["plane"]] * 3 + [["errors"]],
        size=(4.6, 6.4),
    )
