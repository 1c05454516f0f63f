"""A neuron with a dendrite that computes: two compartments, each weighing the inputs by itself.

There is no time here: an input is a pattern, and the answer is whether the neuron fires on it. Each
compartment is a `Neuron`; what is new is that one feeds the other inside a single cell.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from neuronlib.activations import Activation
from neuronlib.inputs import FloatArray, as_number
from neuronlib.neuron import Neuron


def dendritic_spike(decay: float = 0.5) -> Activation:
    """Return a dendrite's answer to its drive: nothing, then a spike that shrinks as drive grows.

    Calcium spikes measured in dendrites of the human cortex are largest when the stimulus just
    reaches their threshold, and weaker for stronger stimuli. The exponential is our idealisation of
    that fall, and so is the sharp threshold.

    Parameters
    ----------
    decay : float
        By how much the drive must exceed the threshold for a spike e times smaller.

    Returns
    -------
    Activation
        Of the drive minus the threshold: a dendrite's threshold is minus its bias.

    Raises
    ------
    TypeError, ValueError
        If the decay is not a positive number.

    References
    ----------
    Gidon et al. (2020), Science 367, 83–87.

    Examples
    --------
    >>> dendritic_spike(decay=0.5)([-0.1, 0.0, 0.5, 1.0]).round(2)
    array([0.  , 1.  , 0.37, 0.14])
    """
    as_number(decay, "decay", low=0, low_included=False)
    return Activation(
        name="dendritic spike",
        symbol="d",
        formula=f"d(z) = exp(−z / {decay:g}) for z ≥ 0, 0 below",
        range=(0.0, 1.0),
        function=partial(_spike, decay=decay),
        slope=partial(_spike_slope, decay=decay),
    )


@dataclass(frozen=True)
class TwoCompartmentNeuron:
    """A neuron whose dendrite has an activation of its own: f(w·x + b + c d(u·x + a)).

    The soma is a point neuron with weights w, bias b and activation f; the dendrite, with weights
    u and bias a, adds what its own activation d gives, times a coupling c. With a dendritic spike
    for d, one such neuron computes XOR, which no point neuron can, and it needs no inhibition for
    that. A ReLU will do with a negative coupling. With the identity it is a point neuron again.

    Idealised: one dendrite instead of a tree, no time, no current back from the soma, and a
    coupling that is a mere factor.

    Parameters
    ----------
    dendrite, soma : Neuron
        With the same number of inputs; a weight of 0 means that the input does not end there.
    coupling : float
        What a full dendritic spike adds to the soma's score.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is said above.

    References
    ----------
    Gidon et al. (2020), Science 367, 83–87, for a dendrite that separates what no line can;
    Poirazi, Brannon and Mel (2003), Neuron 37, 989–999, for a neuron as a network of two layers;
    chapter “Biological neurons”.

    Examples
    --------
    One input drives the dendrite to its threshold; two drive it beyond. The soma needs half a
    dendritic spike.

    >>> dendrite = Neuron([1.0, 1.0], bias=-1.0, activation=dendritic_spike(decay=0.5))
    >>> neuron = TwoCompartmentNeuron(dendrite, soma=Neuron([0.0, 0.0], bias=-0.5))
    >>> neuron.score([[0, 0, 1, 1], [0, 1, 0, 1]]) > 0
    array([False,  True,  True, False])
    """

    dendrite: Neuron
    soma: Neuron
    coupling: float = 1.0

    def __post_init__(self) -> None:
        for name, compartment in (("dendrite", self.dendrite), ("soma", self.soma)):
            if not isinstance(compartment, Neuron):
                raise TypeError(f"{name}: got {compartment!r}, expected a neuronlib.Neuron")
        n_in = self.dendrite.weights.size
        if self.soma.weights.size != n_in:
            raise ValueError(
                f"soma: got {self.soma.weights.size} inputs, expected {n_in}, as many as the "
                "dendrite has"
            )
        as_number(self.coupling, "coupling", low=-np.inf, low_included=False)

    def score(self, x: npt.ArrayLike) -> FloatArray:
        """Return the soma's score; the neuron fires where it is above 0.

        Parameters
        ----------
        x : array, shape (n_in,) or (n_in, N)

        Returns
        -------
        array, shape () or (N,)

        Raises
        ------
        ValueError
            If x has another number of inputs, or is not finite.
        """
        return np.asarray(self.soma.score(x) + self.coupling * self.dendrite.forward(x))

    def forward(self, x: npt.ArrayLike) -> FloatArray:
        """Return the output, the soma's activation of the score: shape () or (N,), as for `score`.

        Raises
        ------
        ValueError
            If x has another number of inputs, or is not finite.
        """
        return self.soma.activation(self.score(x))


def _spike(z: FloatArray, decay: float) -> FloatArray:
    with np.errstate(over="ignore"):  # far above the threshold the exponent may be −inf
        return np.exp(-np.maximum(z, 0) / decay) * (z >= 0)


def _spike_slope(z: FloatArray, decay: float) -> FloatArray:
    return -_spike(z, decay) / decay
