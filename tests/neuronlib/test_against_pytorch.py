"""Forward, loss, gradient and training against PyTorch in float64, where it is installed."""

from functools import partial

import numpy as np
import pytest

from neuronlib import Network, cross_entropy, gelu, maxout, prelu, squared_error, train
from tests.neuronlib.cases import (
    EVERY_ACTIVATION,
    EVERY_LOSS,
    examples_for,
    masks_for,
    moved,
)

torch = pytest.importorskip("torch")
torch.set_num_threads(1)  # these arrays are too small to share out
F = torch.nn.functional

ITS_FUNCTIONS = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "ReLU": torch.relu,
    "leaky ReLU": F.leaky_relu,
    "leaky ReLU 0.2": partial(F.leaky_relu, negative_slope=0.2),
    "GELU": partial(F.gelu, approximate="tanh"),
    "SiLU": F.silu,
    "softplus": partial(F.softplus, threshold=1e3),  # beyond it is rounds to the identity
    "hard tanh": F.hardtanh,
    "identity": lambda z: z,
}


class Peer:
    """A network of PyTorch with the same parameters: one example per row."""

    def __init__(self, network):
        self.activations = network.activations
        self.weights = [self.leaf(layer.weights) for layer in network.layers]
        self.biases = [self.leaf(layer.biases[:, 0]) for layer in network.layers]
        self.slopes = [
            None if layer.slopes is None else self.leaf(layer.slopes[:, 0])
            for layer in network.layers
        ]

    @staticmethod
    def leaf(values):
        """Return a copy that gathers its gradient."""
        return torch.tensor(values, dtype=torch.float64, requires_grad=True)

    @property
    def without_penalty(self):
        """Biases and slopes."""
        return self.biases + [slopes for slopes in self.slopes if slopes is not None]

    def activate(self, k, z):
        """Return f(z) of layer k."""
        activation = self.activations[k]
        if self.slopes[k] is not None:
            return F.prelu(z, self.slopes[k])
        if activation.pieces > 1:
            return z.unflatten(1, (activation.pieces, -1)).amax(1)
        return ITS_FUNCTIONS[activation.name](z)

    def scores(self, X, masks=()):
        """Return the scores, shape (N, n_out)."""
        out = torch.tensor(X.T)
        for k, (weights, biases) in enumerate(zip(self.weights, self.biases, strict=True)):
            out = self.activate(k, F.linear(out, weights, biases))
            if k < len(masks):
                out = out * torch.tensor(masks[k].T)
        return out

    def loss(self, loss, X, y, *, l2=0.0, masks=()):
        """Return our loss, made of its own."""
        scores = self.scores(X, masks)
        wanted = torch.tensor(y.T)
        n_examples, n_out = scores.shape
        if loss is squared_error:
            value = F.mse_loss(scores, wanted, reduction="sum") / (2 * n_examples)
        elif loss is cross_entropy and n_out == 1:
            value = F.binary_cross_entropy_with_logits(scores[:, 0], wanted.double())
        elif loss is cross_entropy:
            value = F.cross_entropy(scores, wanted)
        elif n_out == 1:
            signed = (2 * wanted - 1) * scores[:, 0]
            value = F.hinge_embedding_loss(signed, -torch.ones_like(signed))
        else:
            value = F.multi_margin_loss(scores, wanted) * n_out  # it divides by the classes
        return value + self.penalty(l2)

    def penalty(self, l2):
        """Return ½ λ ‖W‖²."""
        return l2 / 2 * sum((weights**2).sum() for weights in self.weights)

    def check(self, network):
        """Compare the parameters with those of a network."""
        for k, layer in enumerate(network.layers):
            self.compare(layer.weights, self.weights[k])
            self.compare(layer.biases[:, 0], self.biases[k])
            if layer.slopes is not None:
                self.compare(layer.slopes[:, 0], self.slopes[k])

    @staticmethod
    def compare(ours, its):
        """Compare an array and a tensor, to 1e-10."""
        np.testing.assert_allclose(ours, its.detach().numpy(), rtol=1e-10, atol=1e-10)

    def gradients(self, network, gradient):
        """Yield each layer's gradients, ours beside its own."""
        for k, ours in enumerate(network.with_parameters(gradient).layers):
            yield ours.weights, self.weights[k].grad
            yield ours.biases[:, 0], self.biases[k].grad
            if ours.slopes is not None:
                yield ours.slopes[:, 0], self.slopes[k].grad


@EVERY_ACTIVATION
def test_values_and_derivatives_are_the_same_over_a_wide_range(activation):
    z = np.linspace(-30, 30, 1206).reshape(6, -1)  # without the kinks at 0 and ±1
    peer = Peer(Network([1, 6 // activation.pieces, 1], activation=activation))
    its_z = peer.leaf(z.T)
    its_values = peer.activate(0, its_z)
    its_values.sum().backward()
    # its GELU loses its digits in the tail, hence the absolute tolerance
    for ours, its in [
        (activation(z).T, its_values.detach()),
        (activation.derivative(z).T, its_z.grad),
    ]:
        np.testing.assert_allclose(ours, its.numpy(), rtol=1e-10, atol=1e-14)


@EVERY_ACTIVATION
@EVERY_LOSS
@pytest.mark.parametrize("regularised", [False, True])
def test_scores_loss_and_gradient_are_the_same(activation, loss, n_out, regularised):
    network = moved(Network([3, 6, 5, n_out], activation=activation, dtype=np.float64))
    X, y = examples_for(loss, n_out, n_examples=20)
    options = {"l2": 0.1, "masks": masks_for(network, 20)} if regularised else {}
    value, gradient = network.loss_and_gradient(X, y, loss=loss, **options)
    peer = Peer(network)
    peer.compare(network.forward(X).T, peer.scores(X))
    its_value = peer.loss(loss, X, y, **options)
    assert value == pytest.approx(its_value.item(), rel=1e-12)
    its_value.backward()
    for ours, its in peer.gradients(network, gradient):
        peer.compare(ours, its)


def groups(peer, l2):
    """Return the parameters: those that decay, and the others."""
    return [{"params": peer.weights, "weight_decay": l2}, {"params": peer.without_penalty}]


def sgd(peer, l2, **options):
    return torch.optim.SGD(groups(peer, l2), **options)


def adam(peer, l2, **options):
    return torch.optim.Adam(groups(peer, l2), **options)


OPTIMISERS = {
    "gradient descent": (sgd, {"lr": 0.05}, {"learning_rate": 0.05}),
    "momentum": (sgd, {"lr": 0.02, "momentum": 0.9}, {"learning_rate": 0.02, "momentum": 0.9}),
    "Adam": (adam, {"lr": 0.01}, {"learning_rate": 0.01, "optimiser": "adam"}),
}


@EVERY_LOSS
@pytest.mark.parametrize(("make", "its", "ours"), OPTIMISERS.values(), ids=OPTIMISERS)
def test_training_takes_the_same_steps(loss, n_out, make, its, ours):
    activations = [gelu, prelu(), maxout(2)]
    network = moved(Network([3, 6, 5, 4, n_out], activation=activations, dtype=np.float64))
    X, y = examples_for(loss, n_out, n_examples=30)
    l2, peer, losses = 0.05, Peer(network), []
    optimiser = make(peer, l2, **its)
    for _ in range(10):
        value = peer.loss(loss, X, y)
        losses.append(value.item() + peer.penalty(l2).item())
        optimiser.zero_grad()
        value.backward()  # the decay of the weights is the optimiser's
        optimiser.step()
    history = train(network, X, y, loss=loss, l2=l2, epochs=10, **ours)
    assert min(history.losses) < 0.95 * history.losses[0]
    np.testing.assert_allclose(history.losses, losses, rtol=1e-10)
    peer.check(network)


def test_training_without_a_penalty_too():
    network = moved(Network([3, 6, 1], activation=gelu, dtype=np.float64))
    X, y = examples_for(cross_entropy, 1, n_examples=30)
    peer = Peer(network)
    optimiser = sgd(peer, 0.0, lr=0.1)
    for _ in range(3):
        optimiser.zero_grad()
        peer.loss(cross_entropy, X, y).backward()
        optimiser.step()
    train(network, X, y, learning_rate=0.1, epochs=3)
    peer.check(network)
