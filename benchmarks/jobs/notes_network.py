"""Forward and backward through the notes' network: nearly all of it is two products of matrices.

So its speed has a ceiling, the machine's own for such products, and that is what it is compared
with.
"""

from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from benchmarks.measuring import Contender, Job, Trial
from neuronlib import Network, cross_entropy
from neuronlib.fast import Pass, encoded, with_ones
from neuronlib.inputs import FloatArray, IntArray

SIZES = (3072, 100, 10)
SQUARE = 1024


@dataclass(frozen=True)
class Task:
    """A network, a batch, and how often the batch goes through."""

    network: Network
    X: FloatArray
    y: IntArray
    n_passes: int


def task(n_examples: int, n_passes: int, seed: int) -> Task:
    """Return the task of a round: random numbers in the shape of CIFAR-10's images."""
    generator = np.random.default_rng(seed)
    X = generator.random((SIZES[0], n_examples), dtype=np.float32)
    return Task(Network(SIZES, seed=seed), X, generator.integers(10, size=n_examples), n_passes)


def products(n_examples: int) -> list[tuple[int, int, int]]:
    """Return the products of a pass, (n, m, k) for n × m times m × k.

    Each layer has one on the way to the scores and one for the gradient of its weights; each but
    the first has one that takes the gradient to the layer below.
    """
    shapes = []
    for n_in, n_out in pairwise(SIZES):
        shapes += [(n_out, n_in, n_examples), (n_out, n_examples, n_in)]
        if n_in != SIZES[0]:
            shapes.append((n_in, n_out, n_examples))
    return shapes


def gigaflops(shapes: list[tuple[int, int, int]]) -> float:
    """Return the operations in such products, in units of 10⁹: each multiply-add counts as two."""
    return sum(2 * n * m * k for n, m, k in shapes) / 1e9


def neuronlib_trial(task: Task) -> Trial:
    """Compute loss and gradient as training does, which has prepared the data once."""
    y = encoded(task.y, task.network, cross_entropy)
    one_pass = Pass(task.network, cross_entropy, with_ones(task.X), y)
    yield
    for _ in range(task.n_passes):
        one_pass()
    yield
    return 0.0


def same_products_trial(task: Task) -> Trial:
    """Multiply matrices of the same shapes, and nothing else."""
    return _multiply(products(task.X.shape[1]) * task.n_passes)


def square_trial(task: Task) -> Trial:
    """Multiply square matrices: the friendliest shape there is."""
    return _multiply([(SQUARE, SQUARE, SQUARE)] * task.n_passes)


def _multiply(shapes: list[tuple[int, int, int]]) -> Trial:
    generator = np.random.default_rng(0)
    factors = {
        (n, m, k): (
            generator.random((n, m), dtype=np.float32),
            generator.random((m, k), dtype=np.float32),
            np.empty((n, k), dtype=np.float32),
        )
        for n, m, k in set(shapes)
    }
    yield
    for shape in shapes:
        left, right, product = factors[shape]
        np.matmul(left, right, out=product)
    yield
    return 0.0


def job(n_examples: int = 1000, n_passes: int = 10) -> Job:
    """Return the job: a pass forward and backward, as operations per second."""
    work = n_passes * gigaflops(products(n_examples))
    return Job(
        key="notes",
        title="Forward and backward through the notes' network",
        setting=f"{n_examples} images of 3072 numbers, 3072-100-10 ReLU, cross-entropy, float32. "
        "The peer is numpy's product of matrices alone: its rate is the machine's own.",
        task=partial(task, n_examples, n_passes),
        contenders=(
            Contender("neuronlib", neuronlib_trial, work),
            Contender("numpy, the same products alone", same_products_trial, work, must=0.8),
            Contender(
                f"numpy, products of {SQUARE} × {SQUARE}",
                square_trial,
                n_passes * gigaflops([(SQUARE, SQUARE, SQUARE)]),
                must=0.8,
            ),
        ),
        rounds=15,
        unit="GFLOP/s",
        scale=1.0,
        is_rate=True,
    )
