"""A network's layers: how many neurons, weights and biases, in arrays of which shapes."""

from dataclasses import dataclass

from neuronlib.network import Network

KNOWN = {
    (3, 4, 2): "the notes’ first network",
    (3, 4, 4, 1): "the notes’ second network",
}


@dataclass(frozen=True)
class ArchitectureScene:
    """A network, of which only the sizes count here.

    Parameters
    ----------
    network : Network
        With at most two hidden layers.
    """

    network: Network

    def describe(self) -> str:
        """Say in one sentence what is to be seen."""
        network = self.network
        name = "-".join(map(str, network.sizes))
        known = f", {KNOWN[network.sizes]}," if network.sizes in KNOWN else ""
        n_layers = len(network.layers)
        hidden = f"{n_layers - 1} of them hidden" if n_layers > 1 else "none of them hidden"
        return (
            f"{name}{known} has {_count(n_layers, 'layer')}, {hidden}, "
            f"{_count(network.n_neurons, 'neuron')}, and {_count(network.n_weights, 'weight')} + "
            f"{_count(network.n_biases, 'bias', 'biases')} = {network.n_parameters} parameters."
        )


def architecture(
    n_inputs: int = 3, hidden_1: int = 4, hidden_2: int = 4, n_outputs: int = 1
) -> ArchitectureScene:
    """Return a network with these sizes; a hidden layer of no neurons is left out.

    Examples
    --------
    >>> architecture(hidden_2=0, n_outputs=2).describe()
    '3-4-2, the notes’ first network, has 2 layers, 1 of them hidden, 6 neurons, and 20 weights \
+ 6 biases = 26 parameters.'
    """
    hidden = [size for size in (hidden_1, hidden_2) if size != 0]
    return ArchitectureScene(Network([n_inputs, *hidden, n_outputs]))


def _count(n: int, noun: str, plural: str = "") -> str:
    return f"{n} {noun if n == 1 else plural or noun + 's'}"
