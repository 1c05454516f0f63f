"""What a reader sees: `draw_*(ax, …)` puts computed things on matplotlib axes.

The first call on an axes makes the artists, later calls update them. Nothing is computed here, and
nothing is shown: the caller owns the figure.
"""

from neuronlib.plotting.activations import draw_activation
from neuronlib.plotting.anatomy import draw_anatomy, draw_model
from neuronlib.plotting.architecture import draw_architecture
from neuronlib.plotting.bands import draw_band
from neuronlib.plotting.batch_signs import draw_batch_signs
from neuronlib.plotting.biological_neurons import (
    draw_depression,
    draw_fits,
    draw_rate_code,
    draw_residuals,
    draw_timing,
    draw_where_it_fires,
)
from neuronlib.plotting.bumps import draw_bumps
from neuronlib.plotting.capacity import draw_capacity
from neuronlib.plotting.cost import draw_cost
from neuronlib.plotting.curves import draw_curves
from neuronlib.plotting.death import draw_deaths
from neuronlib.plotting.decisions import draw_decisions
from neuronlib.plotting.depth import draw_depth
from neuronlib.plotting.dying_relu import draw_dying_relu
from neuronlib.plotting.feed_forward import draw_feed_forward
from neuronlib.plotting.firing_rate import draw_firing_rate
from neuronlib.plotting.first_weights import draw_first_weights
from neuronlib.plotting.forgetting import draw_forgetting
from neuronlib.plotting.forgetting_weights import draw_forgetting_weights
from neuronlib.plotting.images import draw_images
from neuronlib.plotting.joins import draw_joins
from neuronlib.plotting.loss_spread import draw_loss_spread
from neuronlib.plotting.loss_surface import draw_loss_surface
from neuronlib.plotting.matrix import draw_matrix
from neuronlib.plotting.maxout import draw_maxout
from neuronlib.plotting.network import draw_network
from neuronlib.plotting.neuron import draw_neuron
from neuronlib.plotting.one_step import draw_one_step
from neuronlib.plotting.playground import draw_playground
from neuronlib.plotting.power import draw_compactness, draw_depths, draw_errors_by_width
from neuronlib.plotting.pushed_through import draw_pushed_through
from neuronlib.plotting.ranges import draw_ranges
from neuronlib.plotting.ratios import draw_ratios
from neuronlib.plotting.regularisation import draw_regularisation
from neuronlib.plotting.speed import draw_batch_speed, draw_evaluation_speed
from neuronlib.plotting.spikes import draw_spike_trains, draw_voltages
from neuronlib.plotting.strips import draw_strips
from neuronlib.plotting.through_layers import draw_through_layers
from neuronlib.plotting.zigzag import draw_ways

__all__ = [
    "draw_activation",
    "draw_anatomy",
    "draw_architecture",
    "draw_band",
    "draw_batch_signs",
    "draw_batch_speed",
    "draw_bumps",
    "draw_capacity",
    "draw_compactness",
    "draw_cost",
    "draw_curves",
    "draw_deaths",
    "draw_decisions",
    "draw_depression",
    "draw_depth",
    "draw_depths",
    "draw_dying_relu",
    "draw_errors_by_width",
    "draw_evaluation_speed",
    "draw_feed_forward",
    "draw_firing_rate",
    "draw_first_weights",
    "draw_fits",
    "draw_forgetting",
    "draw_forgetting_weights",
    "draw_images",
    "draw_joins",
    "draw_loss_spread",
    "draw_loss_surface",
    "draw_matrix",
    "draw_maxout",
    "draw_model",
    "draw_network",
    "draw_neuron",
    "draw_one_step",
    "draw_playground",
    "draw_pushed_through",
    "draw_ranges",
    "draw_rate_code",
    "draw_ratios",
    "draw_regularisation",
    "draw_residuals",
    "draw_spike_trains",
    "draw_strips",
    "draw_through_layers",
    "draw_timing",
    "draw_voltages",
    "draw_ways",
    "draw_where_it_fires",
]
