"""Every job in a small size: its contenders must end where neuronlib ends, whatever their speed."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks import measuring, peers
from benchmarks.copies import final_loss
from benchmarks.jobs import (
    all_jobs,
    digits,
    imports,
    notes_network,
    region,
    seeds,
    training_step,
)
from benchmarks.measuring import Contender, Job, measure, run
from neuronlib import Network, datasets, tanh

INSTALLED = peers.versions()
SMALL = (
    training_step.job(n_steps=5),
    training_step.one_output_job(n_steps=5),
    seeds.job(n_seeds=3, n_steps=5),
    digits.job(n_epochs=5, batch_size=1438),  # all of them: no order of examples to differ in
    region.job(side=20, n_calls=1),
)
RIVALS = [(job, rival) for job in SMALL for rival in job.contenders[1:]]


@pytest.fixture(autouse=True)
def _no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "REST", 0.0)


@pytest.mark.parametrize(
    ("job", "rival"), RIVALS, ids=[f"{job.key}: {rival.name}" for job, rival in RIVALS]
)
def test_a_peer_ends_where_neuronlib_ends(job: Job, rival: Contender) -> None:
    if INSTALLED[rival.peer] is None:
        pytest.skip(f"{rival.peer} is not installed")
    alone = replace(job, contenders=(job.contenders[0], rival), rounds=2)

    (row,) = measure(alone, 1, INSTALLED)  # raises if they do not agree

    assert row.peer == rival.name
    assert len(row.outcomes) == 2


@pytest.mark.parametrize("job", SMALL[:3], ids=lambda job: job.key)
def test_a_training_lowers_the_loss(job: Job) -> None:
    task = job.task(0)
    before = task.loss(task.weights)

    _, after = run(job.contenders[0].trial(task))

    assert np.all(after < before)


@pytest.mark.parametrize("sizes", [(2, 4, 1), (2, 4, 3)])
def test_the_common_loss_is_the_one_that_the_library_minimises(sizes: tuple[int, ...]) -> None:
    data = datasets.spirals(30, n_classes=max(2, sizes[-1]))
    network = Network(sizes, activation=tanh, dtype=np.float64)
    weights = [(layer.weights, layer.biases) for layer in network.layers]

    expected, _ = network.loss_and_gradient(data.X, data.y, l2=0.3)

    assert final_loss(weights, data.X, data.y, l2=0.3) == pytest.approx(expected, rel=1e-12)


def test_every_round_has_weights_and_data_of_its_own() -> None:
    first, second = (training_step.job().task(seed) for seed in (0, 1))

    assert not np.array_equal(first.X, second.X)
    assert not np.array_equal(first.network.parameters, second.network.parameters)


def test_the_operations_of_a_pass_leave_out_the_gradient_of_the_inputs() -> None:
    # forward: 2·N·(3072·100 + 100·10); backward: as much for the weights, 2·N·100·10 for one δ
    expected = 2 * 1000 * (2 * (307_200 + 1_000) + 1_000) / 1e9

    assert notes_network.gigaflops(notes_network.products(1000)) == pytest.approx(expected)


def test_the_products_alone_and_the_pass_are_counted_as_the_same_work() -> None:
    job = notes_network.job(n_examples=4, n_passes=1)
    ours, same, square = job.contenders

    assert ours.work == same.work
    assert square.work == pytest.approx(2 * notes_network.SQUARE**3 / 1e9)
    for contender in (ours, same):
        run(contender.trial(job.task(0)))


def test_importing_runs_in_an_interpreter_of_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    run(imports.interpreter_trial("import sys; print(len(sys.argv), 'numpy' in sys.modules)"))

    assert capfd.readouterr().out == "1 False\n"


def test_every_bound_of_the_issue_stands_in_a_job() -> None:
    bounds = {
        (job.key, rival.peer, rival.must)
        for job in all_jobs().values()
        for rival in job.contenders
        if rival.must is not None
    }

    assert bounds == {
        ("step", "PyTorch", 0.15),
        ("step", "JAX", 0.75),
        ("step", "ConvNetJS", 0.04),
        ("one-output", "scikit-learn", 0.3),
        ("seeds", "JAX", 0.7),
        ("seeds", "PyTorch", 0.4),
        ("seeds", "PyTorch", 0.05),
        ("digits", "scikit-learn", 0.3),
        ("digits", "PyTorch", 0.15),
        ("notes", "", 0.8),
        ("region", "PyTorch", 0.6),
        ("import", "", 1.15),
    }
