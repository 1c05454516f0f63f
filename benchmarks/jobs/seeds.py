"""The same small network from a hundred seeds: one stack, or a hundred trainings one by one."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from benchmarks.jobs.training_step import (
    N_EXAMPLES,
    Predictor,
    Task,
    by_columns,
    jax_examples,
    jax_step,
    neuronlib_trial,
    one_by_one,
    pytorch_trial,
    torch_sgd,
)
from benchmarks.measuring import Contender, Job, Trial
from neuronlib import Network, datasets, tanh

SIZES = (2, 20, 2)
N_ALONE = 2  # the loop in PyTorch would take a minute a round


def task(n_seeds: int, n_steps: int, round_: int) -> Task:
    """Return the stack of a round; the data are the same for all of its members."""
    data = datasets.spirals(N_EXAMPLES, n_classes=2, seed=round_)
    seeds = range(round_ * n_seeds, (round_ + 1) * n_seeds)
    return Task(Network.stack(SIZES, seeds=seeds, activation=tanh), data.X, data.y, n_steps)


@cache
def _compiled_training(predictor: Predictor, n_steps: int) -> Callable[..., Any]:
    import jax
    import jax.numpy as jnp

    def training(parameters: Any, X: Any, y: Any) -> Any:
        def step(state: tuple[Any, Any], _: None) -> tuple[Any, Any]:
            parameters, velocity, loss = jax_step(predictor, *state, X, y)
            return (parameters, velocity), loss

        start = parameters, jax.tree.map(jnp.zeros_like, parameters)
        (parameters, _), losses = jax.lax.scan(step, start, length=n_steps)
        return parameters, losses

    compiled: Callable[..., Any] = jax.jit(jax.vmap(training, in_axes=(0, None, None)))
    return compiled


def jax_trial(predictor: Predictor, task: Task) -> Trial:
    """Run one compiled call for all seeds and steps: vmap over the seeds, scan over the steps.

    The losses are returned, as neuronlib keeps them: what is not returned would not be computed.
    """
    import jax
    import jax.numpy as jnp

    training = _compiled_training(predictor, task.n_steps)
    parameters = jax.tree.map(jnp.asarray, task.weights)
    X, y = jax_examples(predictor, task.X), jnp.asarray(task.y)
    yield
    parameters, _ = jax.block_until_ready(training(parameters, X, y))
    yield
    return task.loss(parameters)


def torch_stack_trial(task: Task) -> Trial:
    """Train all seeds at once in PyTorch, with batched products and autograd."""
    import torch

    layers = [
        (torch.from_numpy(W).requires_grad_(), torch.from_numpy(b).requires_grad_())
        for W, b in task.weights
    ]
    optimiser = torch_sgd([W for W, _ in layers], [b for _, b in layers])
    n_seeds = len(layers[0][0])
    X = torch.from_numpy(task.X).expand(n_seeds, -1, -1)
    y = torch.from_numpy(task.y).expand(n_seeds, -1)
    yield
    for _ in range(task.n_steps):
        optimiser.zero_grad()
        activations = X
        for W, b in layers[:-1]:
            activations = torch.baddbmm(b, W, activations).tanh()
        W, b = layers[-1]
        losses = torch.nn.functional.cross_entropy(
            torch.baddbmm(b, W, activations), y, reduction="sum"
        )
        (losses / y.shape[1]).backward()  # the members share nothing, so the sum serves them all
        optimiser.step()
    yield
    return task.loss([(W.detach().numpy(), b.detach().numpy()) for W, b in layers])


def torch_loop_trial(task: Task) -> Trial:
    """Train the first seeds in PyTorch, one by one, as a training step's contender does."""
    members = [task.network.member(s) for s in range(N_ALONE)]
    trials = [pytorch_trial(Task(member, task.X, task.y, task.n_steps)) for member in members]
    for trial in trials:
        next(trial)
    yield
    for trial in trials:
        next(trial)
    yield
    losses = []
    for trial in trials:
        losses.append((yield from trial))
    return np.array(losses)


def job(n_seeds: int = 100, n_steps: int = 1000) -> Job:
    """Return the job: full-batch training of the same network from many seeds."""
    return Job(
        key="seeds",
        title=f"{n_seeds} seeds for {n_steps} steps",
        setting="200 points of two spirals, 2-20-2 tanh, trained as for a single step. "
        f"The loop in PyTorch trains {N_ALONE} seeds a round, and its time is scaled up.",
        task=partial(task, n_seeds, n_steps),
        contenders=(
            Contender("neuronlib, a stack", neuronlib_trial, 1),
            Contender("JAX, vmap and scan", partial(jax_trial, one_by_one), 1, "JAX", 0.7),
            Contender("JAX, the same by columns", partial(jax_trial, by_columns), 1, "JAX"),
            Contender("PyTorch, torch.baddbmm", torch_stack_trial, 1, "PyTorch", 0.4),
            Contender("PyTorch, a loop", torch_loop_trial, N_ALONE / n_seeds, "PyTorch", 0.05),
        ),
        rounds=5,
        unit="s",
        scale=1,
        outcome="mean final loss",
        tolerance=1e-4,
    )
