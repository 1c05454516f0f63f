"""Forward, loss, gradient and training against scikit-learn, from the same weights.

With η = 1 and one full batch, the first update of gradient descent is the gradient itself. Its
penalty is ½ α ‖W‖² over the whole batch and ours ½ λ ‖W‖² over its mean: λ = α / N. Its squared
error is the mean over the outputs too, though its gradient is that of their sum, as ours is.
"""

import warnings

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor

from neuronlib import ACTIVATIONS, Network, cross_entropy, squared_error, train
from neuronlib.training.optimisers import Adam
from tests.neuronlib.cases import examples_for
from tests.neuronlib.oracles import softmax

ITS_NAMES = {"sigmoid": "logistic", "tanh": "tanh", "relu": "relu", "identity": "identity"}
EVERY_ACTIVATION = pytest.mark.parametrize("name", ITS_NAMES)
N_EXAMPLES, ALPHA = 40, 0.8
NEXT_TO_NOTHING = 1e-300
TASKS = {
    "binary": (cross_entropy, 1),
    "multiclass": (cross_entropy, 3),
    "regression": (squared_error, 2),
}
EVERY_TASK = pytest.mark.parametrize(("loss", "n_out"), TASKS.values(), ids=TASKS)
# ours and its own name for the same
OPTIMISERS = {
    "gradient descent": ({}, {"solver": "sgd", "momentum": 0}),
    "momentum": ({"momentum": 0.8}, {"solver": "sgd", "momentum": 0.8}),
    "Adam": ({"optimiser": "adam"}, {"solver": "adam", "epsilon": NEXT_TO_NOTHING}),
}
EVERY_OPTIMISER = pytest.mark.parametrize(("ours", "its"), OPTIMISERS.values(), ids=OPTIMISERS)


class Peer:
    """An MLP of scikit-learn, started once so that it has weights, and a network with the same."""

    def __init__(self, loss, n_out, name, **options):
        self.X, self.y = examples_for(loss, n_out, n_in=4, n_examples=N_EXAMPLES)
        self.its_y = self.y.T if loss is squared_error else self.y
        make = MLPRegressor if loss is squared_error else MLPClassifier
        self.mlp = make(
            hidden_layer_sizes=(7, 5),
            activation=ITS_NAMES[name],
            alpha=ALPHA,
            batch_size=N_EXAMPLES,
            shuffle=False,
            nesterovs_momentum=False,
            n_iter_no_change=1000,
            random_state=0,
            warm_start=True,
            **{"solver": "sgd", **options},
        )
        self.fit(1)
        self.network = Network([4, 7, 5, n_out], activation=ACTIVATIONS[name], dtype=np.float64)
        for layer, (weights, biases) in zip(self.network.layers, self.parameters, strict=True):
            layer.weights[...], layer.biases[...] = weights, biases

    def fit(self, n_steps, **options):
        """Take so many full-batch steps from where it is, and return the loss before each."""
        done = len(getattr(self.mlp, "loss_curve_", []))
        self.mlp.set_params(max_iter=n_steps, **options)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self.mlp.fit(self.X.T, self.its_y)
        return np.array(self.mlp.loss_curve_[done:])

    @property
    def parameters(self):
        """Each layer's weights and biases in our shapes."""
        return [
            (weights.T, biases[:, None])
            for weights, biases in zip(self.mlp.coefs_, self.mlp.intercepts_, strict=True)
        ]


def as_its_loss(values, network, loss):
    """Return our loss as scikit-learn counts it, whose squared error is a mean over the outputs."""
    if loss is not squared_error:
        return values
    squares = sum((layer.weights**2).sum() for layer in network.layers)
    penalty = ALPHA / N_EXAMPLES / 2 * squares
    return (values - penalty) / network.sizes[-1] + penalty


@EVERY_ACTIVATION
@EVERY_TASK
def test_the_forward_pass_is_the_same(name, loss, n_out):
    peer = Peer(loss, n_out, name)
    scores = peer.network.forward(peer.X)
    if loss is squared_error:
        np.testing.assert_allclose(scores.T, peer.mlp.predict(peer.X.T), rtol=1e-12)
        return
    both = np.vstack([np.zeros_like(scores), scores]) if n_out == 1 else scores
    np.testing.assert_allclose(softmax(both).T, peer.mlp.predict_proba(peer.X.T), rtol=1e-12)
    assert peer.network.predict(peer.X).tolist() == peer.mlp.predict(peer.X.T).tolist()
    assert peer.network.accuracy(peer.X, peer.y) == peer.mlp.score(peer.X.T, peer.y)


@EVERY_ACTIVATION
@EVERY_TASK
def test_loss_and_gradient_are_the_same(name, loss, n_out):
    peer = Peer(loss, n_out, name, momentum=0)
    value, gradient = peer.network.loss_and_gradient(
        peer.X, peer.y, loss=loss, l2=ALPHA / N_EXAMPLES
    )
    (its_value,) = peer.fit(1, learning_rate_init=1.0)
    assert as_its_loss(value, peer.network, loss) == pytest.approx(its_value, rel=1e-12)
    of_gradient = peer.network.with_parameters(gradient).layers
    for layer, ours, (weights, biases) in zip(
        peer.network.layers, of_gradient, peer.parameters, strict=True
    ):
        np.testing.assert_allclose(ours.weights, layer.weights - weights, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(ours.biases, layer.biases - biases, rtol=1e-9, atol=1e-12)


@EVERY_ACTIVATION
@EVERY_TASK
@EVERY_OPTIMISER
def test_training_takes_the_same_steps(name, loss, n_out, ours, its, monkeypatch):
    # its ε is added to the root of v, ours to that of v̂, as Kingma & Ba's algorithm has it
    monkeypatch.setattr(Adam, "EPSILON", NEXT_TO_NOTHING)
    peer = Peer(loss, n_out, name, **its)
    before = peer.network.with_parameters(peer.network.parameters)
    history = train(
        peer.network,
        peer.X,
        peer.y,
        loss=loss,
        learning_rate=0.1,
        l2=ALPHA / N_EXAMPLES,
        epochs=8,
        **ours,
    )
    its_losses = peer.fit(8, learning_rate_init=0.1)
    for layer, first, (weights, biases) in zip(
        peer.network.layers, before.layers, peer.parameters, strict=True
    ):
        assert abs(first.weights - weights).max() > 1e-3  # there is something to agree on
        np.testing.assert_allclose(layer.weights, weights, rtol=1e-9, atol=1e-10)
        np.testing.assert_allclose(layer.biases, biases, rtol=1e-9, atol=1e-10)
    assert as_its_loss(history.losses[0], before, loss) == pytest.approx(its_losses[0], rel=1e-12)
    if loss is not squared_error:
        np.testing.assert_allclose(history.losses, its_losses, rtol=1e-9, atol=1e-10)
