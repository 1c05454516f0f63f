"""The decision region that a demo draws: which label the network gives to each point of a grid."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.copies import torch_network, weights_of
from benchmarks.measuring import Contender, Job, Trial
from neuronlib import Network, datasets, tanh, train
from neuronlib.inputs import FloatArray

SIZES = (2, 20, 20, 2)
N_EPOCHS = 300  # enough for a region with curves in it


@dataclass(frozen=True)
class Task:
    """A network, the points of the grid as columns, and how often they are labelled."""

    network: Network
    X: FloatArray
    n_calls: int


def task(side: int, n_calls: int, seed: int) -> Task:
    """Return the task of a round."""
    axis = np.linspace(-1.5, 1.5, side, dtype=np.float32)
    X = np.stack(np.meshgrid(axis, axis)).reshape(2, -1)
    network = Network(SIZES, activation=tanh, seed=seed)
    data = datasets.spirals(n_classes=2, seed=seed)
    train(network, data.X, data.y, momentum=0.9, epochs=N_EPOCHS)
    return Task(network, X, n_calls)


def neuronlib_trial(task: Task) -> Trial:
    """Label the points with neuronlib."""
    yield
    for _ in range(task.n_calls):
        labels = task.network.predict(task.X)
    yield
    return labels


def pytorch_trial(task: Task) -> Trial:
    """Label the points in PyTorch, where nothing is kept for a gradient."""
    import torch

    model = torch_network(weights_of(task.network), "Tanh")
    X = torch.from_numpy(task.X.T.copy())
    yield
    with torch.inference_mode():
        for _ in range(task.n_calls):
            labels = model(X).argmax(1)
    yield
    return labels.numpy()


def job(side: int = 200, n_calls: int = 20) -> Job:
    """Return the job: a label for each point."""
    return Job(
        key="region",
        title="A decision region",
        setting=f"The labels of {side} × {side} points, 2-20-20-2 tanh, trained on two spirals, "
        "float32.",
        task=partial(task, side, n_calls),
        contenders=(
            Contender("neuronlib", neuronlib_trial, n_calls),
            Contender("PyTorch, eager", pytorch_trial, n_calls, "PyTorch", 0.6),
        ),
        rounds=15,
        unit="ms",
        scale=1e3,
        outcome="share of label 1",
        tolerance=1e-4,
    )
