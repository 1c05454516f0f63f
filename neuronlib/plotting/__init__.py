"""What a reader sees: `draw_*(ax, …)` puts computed things on matplotlib axes.

The first call on an axes makes the artists, later calls update them. Nothing is computed here, and
nothing is shown: the caller owns the figure.
"""

from neuronlib.plotting.curves import draw_curves
from neuronlib.plotting.forgetting import draw_forgetting
from neuronlib.plotting.images import draw_images
from neuronlib.plotting.neuron import draw_neuron

__all__ = ["draw_curves", "draw_forgetting", "draw_images", "draw_neuron"]
