"""The Hessian, against closed forms and second differences of the loss."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from neuronlib import Network, cross_entropy, tanh
from neuronlib.diagnostics import hessian
from tests.neuronlib.diagnostics.networks import drawn
from tests.neuronlib.oracles import central_differences, softmax

generator = np.random.default_rng(6)
X = generator.standard_normal((2, 40))
Y = (X.sum(0) + generator.standard_normal(40) > 0).astype(int)
WITH_ONES = np.vstack([X, np.ones(40)])


@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_logistic_regression_has_its_textbook_hessian(l2):
    network = drawn([2, 1], seed=3)
    p = 1 / (1 + np.exp(-network.forward(X)[0]))
    expected = (WITH_ONES * p * (1 - p)) @ WITH_ONES.T / 40 + np.diag([l2, l2, 0])
    np.testing.assert_allclose(hessian(network, X, Y, l2=l2), expected, atol=1e-9)


def test_softmax_regression_has_its_textbook_hessian():
    network, labels = drawn([2, 3], seed=3), np.arange(40) % 3
    expected = np.zeros((9, 9))
    for x, p in zip(WITH_ONES.T, softmax(network.forward(X)).T, strict=True):
        expected += np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)) / 40
    np.testing.assert_allclose(hessian(network, X, labels), expected, atol=1e-9)


def test_a_deep_network_agrees_with_second_differences_of_its_loss():
    network = drawn([2, 3, 3, 2], seed=1, activation=tanh)

    def loss(parameters):
        return network.with_parameters(parameters).loss_and_gradient(X, Y, l2=0.1)[0]

    def gradient(parameters):
        return central_differences(loss, parameters, step=1e-3)

    h = hessian(network, X, Y, l2=0.1)
    for i, step in enumerate(1e-3 * np.eye(network.n_parameters)):
        row = gradient(network.parameters + step) - gradient(network.parameters - step)
        np.testing.assert_allclose(h[i], row / 2e-3, atol=1e-4)


def test_it_is_exactly_symmetric():
    h = hessian(drawn([2, 3, 1], activation=tanh), X, Y)
    assert (h == h.T).all()


def test_any_loss_will_do():
    def half_square(scores, y):
        return float(((scores - y) ** 2).mean() / 2), (scores - y) / y.size

    h = hessian(drawn([2, 1]), X, Y, loss=half_square)
    np.testing.assert_allclose(h, WITH_ONES @ WITH_ONES.T / 40, atol=1e-9)


def test_at_the_minimum_of_logistic_regression_every_eigenvalue_is_positive():
    l2 = 0.05
    best = LogisticRegression(C=1 / (40 * l2), tol=1e-10).fit(X.T, Y)
    network = Network([2, 1], dtype=np.float64).with_parameters([*best.coef_[0], *best.intercept_])
    _, gradient = network.loss_and_gradient(X, Y, l2=l2)
    assert np.abs(gradient).max() < 1e-5
    assert np.linalg.eigvalsh(hessian(network, X, Y, l2=l2)).min() > 0.04


def test_a_network_of_zeros_sits_on_a_saddle():
    # score = v tanh(w x): at zero all that is left is v w times the mean of (1/2 − y) x
    network = Network([1, 1, 1], activation=tanh, dtype=np.float64)
    network.parameters[:] = 0
    x, y = np.array([[-2.0, -1.0, 1.0, 2.0]]), np.array([0, 0, 1, 1])
    of_weights = np.ix_([0, 2], [0, 2])
    h = hessian(network, x, y, l2=0.1)[of_weights]
    np.testing.assert_allclose(h, [[0.1, -0.75], [-0.75, 0.1]], atol=1e-9)
    assert np.linalg.eigvalsh(h)[0] < 0 < np.linalg.eigvalsh(h)[1]


def test_a_float32_network_is_left_alone_and_computed_in_float64():
    network = Network([2, 3, 1], activation=tanh, seed=5)
    before = network.parameters.copy()
    h = hessian(network, X.astype(np.float32), Y)
    assert h.dtype == np.float64 and network.parameters.dtype == np.float32
    assert (network.parameters == before).all()
    twin = network.with_parameters(before.astype(np.float64))
    np.testing.assert_array_equal(h, hessian(twin, X.astype(np.float32), Y, loss=cross_entropy))


def test_a_stack_is_refused():
    with pytest.raises(ValueError, match=r"network: got a stack of 4, expected a single network"):
        hessian(Network.stack([2, 1], seeds=range(4)), X, Y)
