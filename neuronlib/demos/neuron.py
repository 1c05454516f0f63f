"""The demo of one neuron in the plane."""

from neuronlib import plotting, scenes
from neuronlib.activations import identity, relu, sigmoid, tanh
from neuronlib.demos.controls import Choice, Slider
from neuronlib.demos.explorer import Explorer


def neuron() -> Explorer:
    """Move the two weights, the bias and the activation of one neuron.

    Examples
    --------
    >>> len(neuron().children)
    3
    """
    activations = {one.name: one for one in (sigmoid, tanh, relu, identity)}
    weights = (-2, -1, 0, 1, 2)
    return Explorer(
        scenes.neuron,
        plotting.draw_neuron,
        [
            Slider("w1", "weight w₁", low=-3, high=3, step=0.1, value=1, baked=weights),
            Slider("w2", "weight w₂", low=-3, high=3, step=0.1, value=-1, baked=weights),
            Slider("bias", "bias b", low=-3, high=3, step=0.1, value=0, baked=(-1, 0, 1)),
            Choice("activation", "activation", activations, "sigmoid", baked=tuple(activations)),
        ],
        max_frames=300,  # all four are worth moving; the page fetches frames as they are needed
    )
