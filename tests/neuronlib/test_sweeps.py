"""Sweeps: the same results wherever they are computed, and nothing lost when a task fails."""

import io
import multiprocessing
import subprocess
import sys
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

from neuronlib import DivergenceError, Network, datasets, tanh, train
from neuronlib.sweeps import Failure, grid, sweep

SETTINGS = grid(seed=range(3), learning_rate=[0.1, 1.0, 1e30])


def trained(seed, learning_rate):
    """Return the parameters at the end of a training; a rate of 1e30 diverges."""
    data = datasets.blobs(40, seed=seed)
    network = Network([2, 8, 1], activation=tanh, seed=seed)
    train(network, data.X, data.y, learning_rate=learning_rate, epochs=20, batch_size=8, l2=1.0)
    return network.parameters


def swept(executor=None):
    with pytest.warns(UserWarning, match="3 of 9 settings failed"):
        return sweep(trained, SETTINGS, executor=executor)


@pytest.fixture(scope="module")
def alone():
    return swept()


def assert_the_same(found, alone):
    assert found.settings == alone.settings
    for parameters, expected in zip(found.results, alone.results, strict=True):
        np.testing.assert_array_equal(parameters, expected)
    assert [str(one) for one in found.failures] == [str(one) for one in alone.failures]


def test_alone_the_results_come_in_the_order_of_the_settings(alone):
    assert alone.settings == grid(seed=range(3), learning_rate=[0.1, 1.0])
    for setting, parameters in zip(alone.settings, alone.results, strict=True):
        np.testing.assert_array_equal(parameters, trained(**setting))


def test_a_process_pool_gives_identical_results(alone):
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert_the_same(swept(pool), alone)


@pytest.mark.filterwarnings("default")  # Dask's own
def test_a_dask_cluster_of_two_processes_gives_identical_results(alone):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, protocol="tcp"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert len(client.scheduler_info()["workers"]) == 2
        found = swept(client.get_executor())
    assert_the_same(found, alone)


def test_a_failed_setting_is_reported_with_its_setting_and_the_others_are_kept(alone):
    assert [one.setting for one in alone.failures] == grid(seed=range(3), learning_rate=[1e30])
    for failure in alone.failures:
        assert isinstance(failure.error, DivergenceError)
        assert failure.error.history.diverged
    assert str(alone.failures[0]).startswith(
        "seed=0, learning_rate=1e+30: DivergenceError: the loss is not finite at step"
    )


def test_what_failed_elsewhere_keeps_its_history():
    with (
        ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool,
        pytest.warns(UserWarning, match="1 of 1"),
    ):
        found = sweep(trained, [{"seed": 0, "learning_rate": 1e30}], executor=pool)
    assert found.failures[0].error.history.losses.ndim == 1


def test_a_setting_that_the_task_does_not_take_is_a_failure_too():
    with pytest.warns(UserWarning, match="colour='red'.*TypeError"):
        found = sweep(trained, [{"colour": "red"}])
    assert found.results == [] and isinstance(found.failures[0].error, TypeError)


def test_results_keep_their_order_when_they_come_in_another():
    import threading

    last_is_done = threading.Event()

    def task(number):
        if number == 2:
            last_is_done.set()
        else:
            last_is_done.wait(10)
        return number

    with ThreadPoolExecutor(3) as threads:
        assert sweep(task, grid(number=range(3)), executor=threads).results == [0, 1, 2]


def test_an_interruption_is_passed_on_and_cancels_what_has_not_begun():
    cancelled = []

    class Interrupted(Executor):
        def submit(self, function, /, **setting):
            from concurrent.futures import Future

            future = Future()
            if setting["number"] == 0:
                future.set_exception(KeyboardInterrupt())
            future.add_done_callback(lambda one: cancelled.append(one.cancelled()))
            return future

    with pytest.raises(KeyboardInterrupt):
        sweep(print, grid(number=range(3)), executor=Interrupted())
    assert cancelled.count(True) == 2


def test_no_settings_give_no_results():
    nothing = sweep(trained, [])
    assert nothing.settings == nothing.results == nothing.failures == []


def test_a_grid_has_every_combination_once():
    combinations = {tuple(one.items()) for one in grid(a=[1, 2, 3], b="xy")}
    assert len(combinations) == 6 and (("a", 2), ("b", "y")) in combinations
    assert grid() == [{}]


def test_a_failure_says_its_setting_and_its_error():
    assert str(Failure({"seed": 3}, ValueError("no"))) == "seed=3: ValueError: no"


SLOW = """
import time
from neuronlib import sweeps
sweeps.PATIENCE_IN_SECONDS = 0.05
sweeps.sweep(lambda n: time.sleep(0.04), sweeps.grid(n=range(5)), label="waiting")
"""


def printed_by_a_slow_sweep(monkeypatch, terminal, ci=""):
    """Run in this process with a standard error of our own, which may say it is a terminal."""
    stream = io.StringIO()
    stream.isatty = lambda: terminal
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("CI", ci)
    exec(SLOW, {})
    return stream.getvalue()


def test_a_terminal_shows_a_bar_when_it_takes_long(monkeypatch):
    pytest.importorskip("tqdm")
    assert "waiting" in printed_by_a_slow_sweep(monkeypatch, terminal=True)


@pytest.mark.parametrize(("terminal", "ci"), [(False, ""), (True, "true")])
def test_there_is_no_bar_without_a_terminal_or_in_ci(monkeypatch, terminal, ci):
    assert printed_by_a_slow_sweep(monkeypatch, terminal, ci) == ""


def test_a_sweep_works_without_tqdm():
    script = "import sys; sys.modules['tqdm'] = None\n" + SLOW.replace("0.04", "0")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
