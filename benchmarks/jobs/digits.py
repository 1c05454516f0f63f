"""Epochs on the handwritten digits in minibatches, with Adam: the everyday job."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.copies import sklearn_fit, sklearn_network, torch_network, weights_of
from benchmarks.measuring import Contender, Job, Trial
from neuronlib import Network, datasets, relu, train
from neuronlib.datasets.dataset import Dataset

LEARNING_RATE = 0.001


@dataclass(frozen=True)
class Task:
    """What every contender is given; each puts the examples in an order of its own."""

    network: Network
    training: Dataset
    test: Dataset
    n_epochs: int
    batch_size: int
    seed: int


def task(n_epochs: int, batch_size: int, seed: int) -> Task:
    """Return the task of a round, with a split of its own."""
    training, test = datasets.digits().split(0.8, seed=seed)
    network = Network([64, 100, 10], activation=relu, seed=seed)
    return Task(network, training, test, n_epochs, batch_size, seed)


def neuronlib_trial(task: Task) -> Trial:
    """Train with neuronlib."""
    yield
    train(
        task.network,
        task.training.X,
        task.training.y,
        optimiser="adam",
        learning_rate=LEARNING_RATE,
        batch_size=task.batch_size,
        epochs=task.n_epochs,
        seed=task.seed,
    )
    yield
    return task.network.accuracy(task.test.X, task.test.y)


def scikit_learn_trial(task: Task) -> Trial:
    """Fit an ``MLPClassifier`` for as many epochs, and never stop before."""
    X, y = task.training.X.T.copy(), task.training.y
    model = sklearn_network(
        weights_of(task.network),
        X,
        y,
        activation="relu",
        solver="adam",
        alpha=0.0,
        batch_size=task.batch_size,
        learning_rate_init=LEARNING_RATE,
        max_iter=task.n_epochs,
        n_iter_no_change=np.inf,
        random_state=task.seed,
    )
    yield
    sklearn_fit(model, X, y)
    yield
    return model.score(task.test.X.T, task.test.y)


def pytorch_trial(task: Task) -> Trial:
    """Train as a PyTorch tutorial does, but without a DataLoader, which is slower."""
    import torch

    torch.manual_seed(task.seed)
    model = torch_network(weights_of(task.network), "ReLU")
    optimiser = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    X, y = torch.from_numpy(task.training.X.T.copy()), torch.from_numpy(task.training.y)
    loss = torch.nn.CrossEntropyLoss()
    yield
    for _ in range(task.n_epochs):
        order = torch.randperm(len(y))
        batches = zip(X[order].split(task.batch_size), y[order].split(task.batch_size), strict=True)
        for X_batch, y_batch in batches:
            optimiser.zero_grad()
            loss(model(X_batch), y_batch).backward()
            optimiser.step()
    yield
    with torch.inference_mode():
        predicted = model(torch.from_numpy(task.test.X.T)).argmax(1).numpy()
    return np.mean(predicted == task.test.y)


def job(n_epochs: int = 20, batch_size: int = 32) -> Job:
    """Return the job: an epoch, and how well the test digits are read after some of them."""
    return Job(
        key="digits",
        title="An epoch on the digits",
        setting="Four fifths of the handwritten digits, 64-100-10 ReLU, cross-entropy, Adam, "
        f"minibatches of {batch_size}, float32. Every round has another split, and each trial is "
        f"{n_epochs} epochs long; accuracy is measured on the other fifth.",
        task=partial(task, n_epochs, batch_size),
        contenders=(
            Contender("neuronlib", neuronlib_trial, n_epochs),
            Contender(
                "scikit-learn, MLPClassifier.fit", scikit_learn_trial, n_epochs, "scikit-learn", 0.3
            ),
            Contender("PyTorch, eager", pytorch_trial, n_epochs, "PyTorch", 0.15),
        ),
        rounds=15,
        unit="ms",
        scale=1e3,
        outcome="test accuracy",
        tolerance=0.005,
    )
