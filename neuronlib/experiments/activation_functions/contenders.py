"""Tuning for this chapter: a few seeds are kept for the choice, then many others are trained."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from neuronlib.activations import Activation
from neuronlib.datasets import Dataset
from neuronlib.experiments.tuning import Tuned, tuned
from neuronlib.initialisation import Initialisation

TUNING_SEEDS = range(1_000_000, 1_000_003)
LEARNING_RATES = (0.03, 0.1, 0.3, 1.0)


def at_its_best(
    sizes: Sequence[int],
    training: Dataset,
    validation: Dataset,
    *,
    activation: Activation,
    initialisations: Sequence[Initialisation],
    seeds: Sequence[int],
    **training_options: Any,
) -> Tuned:
    """Train a stack with the learning rate and the rule for first weights that suit it best.

    Both are chosen by the loss on the validation set, with three seeds that serve for nothing else.

    Parameters
    ----------
    sizes : sequence of int
    training, validation : Dataset
    activation : Activation
    initialisations : sequence of callable
        The rules to choose from.
    seeds : sequence of int
        Of the networks that are returned.
    training_options
        Go to `train`.

    Examples
    --------
    >>> from neuronlib import datasets, initialisation, tanh
    >>> parts = datasets.moons(100).split(0.5)
    >>> rules = [initialisation.he, initialisation.glorot]
    >>> options = {"activation": tanh, "initialisations": rules, "epochs": 5}
    >>> at_its_best([2, 5, 2], *parts, seeds=range(4), **options).losses.shape
    (5, 4)
    """

    def tried(rule: Initialisation, seeds: Sequence[int], rates: Sequence[float]) -> Tuned:
        options = {"activation": activation, "initialisation": rule}
        return tuned(
            sizes,
            training,
            validation,
            seeds=seeds,
            learning_rates=rates,
            network_options=options,
            **training_options,
        )

    choices = [(rule, tried(rule, TUNING_SEEDS, LEARNING_RATES)) for rule in initialisations]
    rule, chosen = min(choices, key=lambda choice: _best_median(choice[1]))
    return tried(rule, seeds, [chosen.learning_rate])


def _best_median(contender: Tuned) -> float:
    return float(np.median(contender.validation_losses, axis=1).min())
