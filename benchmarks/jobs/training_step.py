"""A training step of a small network on the full batch: where overhead is most of the time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeAlias

import numpy as np

from benchmarks.convnetjs import convnet
from benchmarks.copies import (
    Labels,
    Weights,
    final_loss,
    sklearn_fit,
    sklearn_network,
    sklearn_weights,
    torch_network,
    torch_weights,
    weights_of,
)
from benchmarks.measuring import Contender, Job, Trial
from neuronlib import Network, datasets, tanh, train
from neuronlib.inputs import FloatArray

LEARNING_RATE, MOMENTUM, L2 = 0.05, 0.9, 1e-3
N_EXAMPLES = 200


@dataclass(frozen=True)
class Task:
    """What every contender is given; X has one example per column."""

    network: Network
    X: FloatArray
    y: Labels
    n_steps: int

    @property
    def weights(self) -> Weights:
        """Initial ones."""
        return weights_of(self.network)

    def loss(self, weights: Weights) -> FloatArray:
        """Return the loss where a contender has ended."""
        return final_loss(weights, self.X, self.y, L2)


def task(sizes: tuple[int, ...], n_steps: int, seed: int) -> Task:
    """Return the task of a round."""
    data = datasets.spirals(N_EXAMPLES, n_classes=2, seed=seed)
    return Task(Network(sizes, activation=tanh, seed=seed), data.X, data.y, n_steps)


def neuronlib_trial(task: Task) -> Trial:
    """Train with neuronlib, one network or a stack."""
    network = task.network
    yield
    train(
        network,
        task.X,
        task.y,
        learning_rate=LEARNING_RATE,
        momentum=MOMENTUM,
        l2=L2,
        epochs=task.n_steps,
    )
    yield
    return task.loss(weights_of(network))


def torch_sgd(weights: list[Any], biases: list[Any]) -> Any:
    """Return PyTorch's SGD, which decays weights and leaves biases alone."""
    import torch

    groups = [{"params": weights, "weight_decay": L2}, {"params": biases}]
    return torch.optim.SGD(groups, lr=LEARNING_RATE, momentum=MOMENTUM)


def pytorch_trial(task: Task) -> Trial:
    """Train as a PyTorch tutorial does: a module, a loss, an optimiser."""
    import torch

    model = torch_network(task.weights, "Tanh")
    optimiser = torch_sgd(
        [parameter for parameter in model.parameters() if parameter.ndim == 2],
        [parameter for parameter in model.parameters() if parameter.ndim == 1],
    )
    X, y = torch.from_numpy(task.X.T.copy()), torch.from_numpy(task.y)
    loss = torch.nn.CrossEntropyLoss()
    yield
    for _ in range(task.n_steps):
        optimiser.zero_grad()
        loss(model(X), y).backward()
        optimiser.step()
    yield
    return task.loss(torch_weights(model))


def scikit_learn_trial(task: Task) -> Trial:
    """Fit an ``MLPClassifier`` for as many iterations, and never stop before."""
    X = task.X.T.copy()
    model = sklearn_network(
        task.weights,
        X,
        task.y,
        activation="tanh",
        solver="sgd",
        alpha=L2 * task.y.size,  # scikit-learn divides its penalty by the number of examples
        batch_size=task.y.size,
        learning_rate_init=LEARNING_RATE,
        momentum=MOMENTUM,
        nesterovs_momentum=False,
        shuffle=False,
        max_iter=task.n_steps,
        n_iter_no_change=np.inf,
    )
    yield
    sklearn_fit(model, X, task.y)
    yield
    return task.loss(sklearn_weights(model))


def one_by_one(parameters: Any, X: Any) -> Any:
    """Return log-probabilities, shape (N, classes), as an introduction to JAX computes them.

    A function of one example, mapped over the rows of X, shape (N, n_in).
    """
    import jax
    import jax.numpy as jnp

    def log_probabilities(x: Any) -> Any:
        activations = x
        for W, b in parameters[:-1]:
            activations = jnp.tanh(jnp.dot(W, activations) + b[:, 0])
        W, b = parameters[-1]
        return jax.nn.log_softmax(jnp.dot(W, activations) + b[:, 0])

    return jax.vmap(log_probabilities)(X)


def by_columns(parameters: Any, X: Any) -> Any:
    """Return the same for the columns of X, shape (n_in, N): with neuronlib's order of numbers."""
    import jax
    import jax.numpy as jnp

    activations = X
    for W, b in parameters[:-1]:
        activations = jnp.tanh(W @ activations + b)
    W, b = parameters[-1]
    return jax.nn.log_softmax(W @ activations + b, axis=0).T


Predictor: TypeAlias = Callable[[Any, Any], Any]


def jax_examples(predictor: Predictor, X: FloatArray) -> Any:
    """Return the examples as the predictor reads them."""
    import jax.numpy as jnp

    return jnp.asarray(X if predictor is by_columns else X.T.copy())


def jax_step(
    predictor: Predictor, parameters: Any, velocity: Any, X: Any, y: Any
) -> tuple[Any, Any, Any]:
    """One step, to be compiled: new parameters and velocity, and the loss before."""
    import jax
    import jax.numpy as jnp

    def loss(parameters: Any) -> Any:
        penalty = L2 / 2 * sum((W**2).sum() for W, _ in parameters)
        return penalty - predictor(parameters, X)[jnp.arange(y.size), y].mean()

    value, gradient = jax.value_and_grad(loss)(parameters)
    velocity = jax.tree.map(lambda v, g: MOMENTUM * v - LEARNING_RATE * g, velocity, gradient)
    return jax.tree.map(jnp.add, parameters, velocity), velocity, value


@cache
def _compiled_step(predictor: Predictor) -> Callable[..., tuple[Any, Any, Any]]:
    import jax

    compiled: Callable[..., tuple[Any, Any, Any]] = jax.jit(partial(jax_step, predictor))
    return compiled


def jax_trial(predictor: Predictor, task: Task) -> Trial:
    """Call one compiled step again and again; it was compiled before the first round."""
    import jax
    import jax.numpy as jnp

    step = _compiled_step(predictor)
    parameters = jax.tree.map(jnp.asarray, task.weights)
    velocity = jax.tree.map(jnp.zeros_like, parameters)
    X, y = jax_examples(predictor, task.X), jnp.asarray(task.y)
    yield
    for _ in range(task.n_steps):
        parameters, velocity, _loss = step(parameters, velocity, X, y)
    jax.block_until_ready(parameters)
    yield
    return task.loss(parameters)


def convnetjs_trial(task: Task) -> Trial:
    """Show ConvNetJS each example in turn; after the last one it makes its update."""
    peer = convnet()
    peer.ask(
        "prepare",
        weights=[(W.tolist(), b.tolist()) for W, b in task.weights],
        X=task.X.T.tolist(),
        y=task.y.tolist(),
        learning_rate=LEARNING_RATE,
        momentum=MOMENTUM,
        l2=L2,
    )
    yield
    peer.ask("passes", n=task.n_steps)
    yield
    return task.loss(peer.ask("weights"))


def job(n_steps: int = 500) -> Job:
    """Return the job: the notes' kind of network with a score for each of two classes."""
    return Job(
        key="step",
        title="A training step",
        setting="200 points of two spirals, 2-20-20-2 tanh, cross-entropy, momentum and L2, "
        "full batch, float32 (ConvNetJS: float64, it has no other).",
        task=partial(task, (2, 20, 20, 2), n_steps),
        contenders=(
            Contender("neuronlib", neuronlib_trial, n_steps),
            Contender("PyTorch, eager", pytorch_trial, n_steps, "PyTorch", 0.15),
            Contender(
                "JAX, a jit for each step", partial(jax_trial, one_by_one), n_steps, "JAX", 0.75
            ),
            Contender("JAX, the same by columns", partial(jax_trial, by_columns), n_steps, "JAX"),
            Contender("ConvNetJS, one pass", convnetjs_trial, n_steps, "ConvNetJS", 0.04),
        ),
        rounds=15,
        unit="µs",
        scale=1e6,
        outcome="final loss",
        tolerance=1e-5,
    )


def one_output_job(n_steps: int = 500) -> Job:
    """Return the same job with one output: scikit-learn gives two classes no second one."""
    return Job(
        key="one-output",
        title="A training step, one output",
        setting="The same with 2-20-20-1: scikit-learn has one logistic output for two classes.",
        task=partial(task, (2, 20, 20, 1), n_steps),
        contenders=(
            Contender("neuronlib", neuronlib_trial, n_steps),
            Contender(
                "scikit-learn, MLPClassifier.fit", scikit_learn_trial, n_steps, "scikit-learn", 0.3
            ),
        ),
        rounds=15,
        unit="µs",
        scale=1e6,
        outcome="final loss",
        tolerance=1e-5,
    )
