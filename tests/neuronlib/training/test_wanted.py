"""What a training wants: labels or targets, by the loss and by what is given."""

import numpy as np
import pytest

from neuronlib import Network, cross_entropy, hinge, squared_error, training_steps
from neuronlib.training.wanted import as_wanted

NETWORK = Network([2, 3])


def own(scores, y):
    """Return no loss: what it is given is what matters."""
    return 0.0, np.zeros_like(scores)


@pytest.mark.parametrize("loss", [cross_entropy, hinge, own])
def test_labels_are_integers_of_the_networks_classes(loss):
    assert as_wanted([0, 2, 1, 1], loss, NETWORK, 4).tolist() == [0, 2, 1, 1]
    with pytest.raises(ValueError, match=r"y: got label 3 at position 0, expected .* 0 to 2"):
        as_wanted([3, 2, 1, 1], loss, NETWORK, 4)


@pytest.mark.parametrize("loss", [squared_error, own])
def test_targets_are_columns_in_the_type_of_the_network(loss):
    targets = as_wanted(np.ones((3, 4)), loss, NETWORK, 4)
    assert targets.shape == (3, 4) and targets.dtype == np.float32
    with pytest.raises(ValueError, match=r"y: got shape \(2, 4\), expected \(3, 4\)"):
        as_wanted(np.ones((2, 4)), loss, NETWORK, 4)


def test_a_single_score_has_labels_0_and_1():
    assert as_wanted([0, 1], cross_entropy, Network([2, 1]), 2).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("y", "loss", "error", "words"),
    [
        ([0, 1], squared_error, ValueError, r"y: got shape \(2,\), expected \(3, 2\): one column"),
        ([[0, 1]] * 3, hinge, ValueError, r"y: got shape \(3, 2\), expected \(2,\): one label per"),
        ([0.5, 1.0], own, TypeError, "y: got float64 values, expected integers"),
        ([[0.5, np.nan]] * 3, own, ValueError, r"y: got nan at index \(0, 1\), expected finite"),
        ([[0.5, 1e39]] * 3, squared_error, ValueError, r"y: got 1e\+39 .* the range of float32"),
        ([0, 1], "hinge", TypeError, r"loss: got 'hinge', expected one such as neuronlib\.cross"),
    ],
)
def test_what_does_not_fit_is_named_before_the_first_step(y, loss, error, words):
    with pytest.raises(error, match=words):
        training_steps(NETWORK, np.ones((2, 2)), y, loss=loss)
