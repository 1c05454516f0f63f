"""Experiments of the chapter “Layers and feed-forward”."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from neuronlib import datasets
from neuronlib.experiments.evidence import Evidence, Experiment, Verdict
from neuronlib.experiments.timing import seconds_per_call
from neuronlib.inputs import FloatArray, as_count, as_finite
from neuronlib.layer import Layer
from neuronlib.network import Network
from neuronlib.sweeps import grid, sweep

# Is it quicker by layers?


def neuron_by_neuron(layers: Sequence[Layer], X: FloatArray) -> FloatArray:
    """Return the scores, shape (n_out, N), by one product for each neuron.

    Examples
    --------
    >>> neuron_by_neuron(Network([3, 4, 2], seed=0).layers, np.zeros((3, 5))).shape
    (2, 5)
    """
    for layer in layers:
        f = layer.activation.function
        rows = zip(layer.weights, layer.biases, strict=True)
        X = np.array([f(w @ X + b) for w, b in rows])
    return X


def layer_by_layer(layers: Sequence[Layer], X: FloatArray) -> FloatArray:
    """Return the scores, shape (n_out, N), by one product for each layer.

    Examples
    --------
    >>> layer_by_layer(Network([3, 4, 2], seed=0).layers, np.zeros((3, 5))).shape
    (2, 5)
    """
    for layer in layers:
        X = layer.activation.function(layer.weights @ X + layer.biases)
    return X


@dataclass(frozen=True, repr=False)
class EvaluationSpeed(Evidence):
    """How long the same networks take by a loop over neurons and by one product for each layer.

    Parameters
    ----------
    widths : tuple of int
        Neurons in each of the three layers, as many as there are inputs.
    batch_sizes : tuple of int
    by_neuron, by_layer : array, shape (n_widths, n_batch_sizes, n_rounds)
        Seconds for one pass.
    """

    widths: tuple[int, ...]
    batch_sizes: tuple[int, ...]
    by_neuron: FloatArray
    by_layer: FloatArray

    claim = "C87"
    rule: ClassVar[str] = (
        "holds if, in every setting, the loop over neurons takes at least twice as long as one "
        "product for each layer, by the least of several rounds; holds under conditions if in "
        "some; contradicted if in none"
    )

    @property
    def ratios(self) -> FloatArray:
        """How many times as long the loop takes, shape (n_widths, n_batch_sizes)."""
        return self.by_neuron.min(axis=-1) / self.by_layer.min(axis=-1)

    @property
    def nearest_power_of_ten(self) -> int | float:
        """What the middle ratio is near to: this survives another machine, its digits do not."""
        power = round(float(np.log10(np.median(self.ratios))))
        return 10**power

    @property
    def measured(self) -> str:
        """How much the loop loses, and in how many settings."""
        slower = int((self.ratios >= 2).sum())
        return (
            f"the loop over neurons takes about {self.nearest_power_of_ten:g} times as long "
            f"(nearest power of ten), at least twice as long in {slower} of {self.ratios.size} "
            "settings"
        )

    @property
    def spread(self) -> str:
        """What the settings are."""
        batches = ", ".join(map(str, self.batch_sizes))
        return (
            f"median over {self.ratios.size} settings: layers of {min(self.widths)} to "
            f"{max(self.widths)} neurons, {batches} examples at once; "
            f"{self.by_layer.shape[-1]} rounds each"
        )

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        slower = self.ratios >= 2
        if slower.all():
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if slower.any() else Verdict.CONTRADICTED


def evaluation_speed(
    *,
    widths: Sequence[int] = (8, 16, 32, 64),
    batch_sizes: Sequence[int] = (1, 32),
    n_rounds: int = 25,
    executor: Executor | None = None,
) -> EvaluationSpeed:
    """Time the forward pass of three ReLU layers neuron by neuron and layer by layer.

    Both work on the same weights and examples in float32, and neither checks its arguments. The
    default sizes are so small that the library for matrices stays on one core, as its waiting for a
    busy second one would be timed too.

    Examples
    --------
    >>> bool(evaluation_speed(widths=[32], batch_sizes=[1], n_rounds=3).ratios.min() > 1)
    True
    """
    settings = grid(width=widths, batch_size=batch_sizes)
    task = partial(_seconds_by_both, n_rounds=n_rounds)
    seconds = np.array(sweep(task, settings, executor=executor).results)
    by_setting = seconds.reshape(len(widths), len(batch_sizes), 2, n_rounds)
    return EvaluationSpeed(
        tuple(widths), tuple(batch_sizes), by_setting[:, :, 0], by_setting[:, :, 1]
    )


def _seconds_by_both(width: int, batch_size: int, n_rounds: int) -> FloatArray:
    """Return the seconds neuron by neuron and layer by layer, shape (2, n_rounds)."""
    layers = Network([width] * 4, seed=0).layers
    X = np.random.default_rng(0).standard_normal((width, batch_size), dtype=np.float32)
    contenders = {f.__name__: partial(f, layers, X) for f in (neuron_by_neuron, layer_by_layer)}
    return np.array(list(seconds_per_call(contenders, n_rounds=n_rounds).values()))


@dataclass(frozen=True)
class BatchSpeed:
    """How long a network takes for a batch of digits.

    Parameters
    ----------
    batch_sizes : tuple of int
    seconds : array, shape (n_batch_sizes, n_rounds)
        For the whole batch.
    """

    batch_sizes: tuple[int, ...]
    seconds: FloatArray

    @property
    def per_example(self) -> FloatArray:
        """Seconds for each example of a batch, shape (n_batch_sizes,): the least of the rounds."""
        return self.seconds.min(axis=1) / np.array(self.batch_sizes)


def batch_speed(
    *, batch_sizes: Sequence[int] = (1, 2, 4, 8, 16, 32, 64, 128), n_rounds: int = 25
) -> BatchSpeed:
    """Time `Network.forward` for 64-30-10 on real digits, by the size of the batch.

    Examples
    --------
    >>> speed = batch_speed(batch_sizes=[1, 64], n_rounds=3)
    >>> bool(speed.per_example[0] > speed.per_example[1])
    True
    """
    X, network = datasets.digits().X, Network([64, 30, 10], seed=0)
    batches = {f"{n}": partial(network.forward, X[:, :n]) for n in batch_sizes}
    seconds = seconds_per_call(batches, n_rounds=n_rounds)
    return BatchSpeed(tuple(batch_sizes), np.array(list(seconds.values())))


# How many connections share a parameter?


@dataclass(frozen=True)
class Convolution:
    """A convolutional layer by its sizes: a square window slides over square images.

    A fully connected layer is the case of one position and one-by-one windows.

    Parameters
    ----------
    window : int
        Side of the window.
    channels_in, channels_out : int
        Numbers of images that are read and written.
    side : int
        Of the images that are read.
    stride : int
        Steps from one position of the window to the next.
    margin : int
        Zeros around the images.
    groups : int
        Into so many groups the channels are split; an output reads those of its own alone.

    Examples
    --------
    >>> layer = Convolution(3, 1, 1, side=32, margin=1)
    >>> layer.n_parameters, layer.n_connections
    (10, 8836)
    """

    window: int
    channels_in: int
    channels_out: int
    side: int = 1
    stride: int = 1
    margin: int = 0
    groups: int = 1

    @property
    def n_parameters(self) -> int:
        """Number of weights in the windows, and a bias for each image that is written."""
        per_output = self.window**2 * self.channels_in // self.groups
        return self.channels_out * (per_output + 1)

    @property
    def n_connections(self) -> int:
        """Number of pairs of an input and a neuron that reads it; zeros of the margin are none."""
        starts = np.arange(0, self.side + 2 * self.margin - self.window + 1, self.stride)
        first, end = starts - self.margin, starts - self.margin + self.window
        along_a_side = int((end.clip(max=self.side) - first.clip(min=0)).sum())
        return along_a_side**2 * self.channels_in // self.groups * self.channels_out


@dataclass(frozen=True)
class ConvolutionalNetwork:
    """A convolutional network by its layers; pooling has no parameters and is left out.

    Parameters
    ----------
    layers : tuple of Convolution
        Those on the longest way from image to scores.
    shortcuts : tuple of Convolution
        Others beside them.
    """

    layers: tuple[Convolution, ...]
    shortcuts: tuple[Convolution, ...] = ()

    @property
    def n_layers(self) -> int:
        """Number of layers with weights, one after the other."""
        return len(self.layers)

    @property
    def n_parameters(self) -> int:
        """Number of weights and biases."""
        return sum(layer.n_parameters for layer in self.layers + self.shortcuts)

    @property
    def n_connections(self) -> int:
        """Number of connections, which share the weights."""
        return sum(layer.n_connections for layer in self.layers + self.shortcuts)


def alexnet() -> ConvolutionalNetwork:
    """Return the network of Krizhevsky, Sutskever & Hinton (2012).

    Examples
    --------
    >>> alexnet().n_layers, alexnet().n_parameters
    (8, 60965224)
    """
    return ConvolutionalNetwork(
        (
            # with images of 224, as the paper says, the first would not have its 55 positions
            Convolution(11, 3, 96, side=227, stride=4),
            Convolution(5, 96, 256, side=27, margin=2, groups=2),
            Convolution(3, 256, 384, side=13, margin=1),
            Convolution(3, 384, 384, side=13, margin=1, groups=2),
            Convolution(3, 384, 256, side=13, margin=1, groups=2),
            Convolution(1, 6 * 6 * 256, 4096),
            Convolution(1, 4096, 4096),
            Convolution(1, 4096, 1000),
        )
    )


def vgg16() -> ConvolutionalNetwork:
    """Return network D of Simonyan & Zisserman (2015).

    Examples
    --------
    >>> vgg16().n_layers, vgg16().n_parameters
    (16, 138357544)
    """
    layers, channels, side = [], 3, 224
    for n_layers, width in ((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)):
        for _ in range(n_layers):
            layers.append(Convolution(3, channels, width, side=side, margin=1))
            channels = width
        side //= 2  # pooling
    for n_in, n_out in ((7 * 7 * 512, 4096), (4096, 4096), (4096, 1000)):
        layers.append(Convolution(1, n_in, n_out))
    return ConvolutionalNetwork(tuple(layers))


def resnet152() -> ConvolutionalNetwork:
    """Return the largest network of He, Zhang, Ren & Sun (2016), without its normalisation.

    Examples
    --------
    >>> resnet152().n_layers, round(resnet152().n_parameters, -6)
    (152, 60000000)
    """
    layers, shortcuts = [Convolution(7, 3, 64, side=224, stride=2, margin=3)], []
    channels, side = 64, 56  # after pooling
    for n_blocks, width in ((3, 64), (8, 128), (36, 256), (3, 512)):
        for block in range(n_blocks):
            stride = 2 if block == 0 and width > 64 else 1
            if block == 0:
                shortcuts.append(Convolution(1, channels, 4 * width, side=side, stride=stride))
            layers.append(Convolution(1, channels, width, side=side, stride=stride))
            channels, side = 4 * width, side // stride
            layers.append(Convolution(3, width, width, side=side, margin=1))
            layers.append(Convolution(1, width, channels, side=side))
    layers.append(Convolution(1, channels, 1000))
    return ConvolutionalNetwork(tuple(layers), tuple(shortcuts))


@dataclass(frozen=True, repr=False)
class EffectiveConnections(Evidence):
    """Connections and parameters of convolutional networks, counted.

    Parameters
    ----------
    networks : mapping of str to ConvolutionalNetwork
    """

    networks: Mapping[str, ConvolutionalNetwork]

    claim = "C86"
    rule: ClassVar[str] = (
        "holds if every convolutional network has at least 10 connections for each parameter; "
        "holds under conditions if some have; contradicted if none has"
    )

    @property
    def ratios(self) -> dict[str, float]:
        """Connections for each parameter."""
        return {name: net.n_connections / net.n_parameters for name, net in self.networks.items()}

    @property
    def measured(self) -> str:
        """The ratios."""
        counts = ", ".join(f"{name} {ratio:.0f}" for name, ratio in self.ratios.items())
        return f"connections for each parameter: {counts}"

    @property
    def spread(self) -> str:
        """Counts do not vary."""
        return f"exact counts of {len(self.networks)} published networks"

    @property
    def verdict(self) -> Verdict:
        """What the rule says."""
        many = [ratio >= 10 for ratio in self.ratios.values()]
        if all(many):
            return Verdict.HOLDS
        return Verdict.HOLDS_UNDER_CONDITIONS if any(many) else Verdict.CONTRADICTED


def effective_connections() -> EffectiveConnections:
    """Count the connections and parameters of three convolutional networks.

    Examples
    --------
    >>> list(effective_connections().networks)
    ['AlexNet', 'VGG-16', 'ResNet-152']
    """
    return EffectiveConnections(
        {"AlexNet": alexnet(), "VGG-16": vgg16(), "ResNet-152": resnet152()}
    )


def convolution_matrix(window: FloatArray, side: int) -> FloatArray:
    """Return the W of a fully connected layer that slides a window over an image.

    Parameters
    ----------
    window : array, shape (k, k)
        With k odd; outside the image it reads zeros.
    side : int
        The image has side × side pixels, and so has what is computed, both row by row.

    Returns
    -------
    array, shape (side², side²)

    Raises
    ------
    TypeError, ValueError
        If the window is not a square with a middle, or the side not a positive integer.

    Examples
    --------
    >>> W = convolution_matrix(np.ones((3, 3)), 8)
    >>> W.shape, int(np.count_nonzero(W))
    ((64, 64), 484)
    """
    window = as_finite(window, "window")
    k = len(np.atleast_1d(window))
    if window.shape != (k, k) or k % 2 == 0:
        raise ValueError(f"window: got shape {window.shape}, expected a square of odd side")
    as_count(side, "side")
    W = np.zeros((side, side, side, side))
    for row, column in np.ndindex(side, side):
        for i, j in np.ndindex(k, k):
            above, left = row + i - k // 2, column + j - k // 2
            if 0 <= above < side and 0 <= left < side:
                W[row, column, above, left] = window[i, j]
    return W.reshape(side**2, side**2)


FULL_SIZE: dict[str, Experiment] = {
    # wide layers: with OPENBLAS_NUM_THREADS=1, or a busy second core is waited for and timed too
    "C87": partial(
        evaluation_speed,
        widths=(8, 16, 32, 64, 128, 256, 512, 1024),
        batch_sizes=(1, 32, 256),
        n_rounds=60,
    )
}
