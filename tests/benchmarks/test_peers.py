"""What is installed, how many threads it may use, and what is told of the machine."""

import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import convnetjs, machine, peers

ROOT = Path(__file__).parents[2]


def test_a_package_that_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "PYTHON_PEERS", {"Nobody": "no-such-package", "numpy": "numpy"})

    found = peers.versions()

    assert found["Nobody"] is None
    assert found["numpy"] == importlib.metadata.version("numpy")


def test_chromium_is_missing_without_a_built_book_to_open(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(peers, "SITE", tmp_path)

    assert peers.versions()["Chromium"] is None

    (tmp_path / "index.html").touch()
    monkeypatch.setattr(peers, "find_chromium", lambda: None)

    assert peers.versions()["Chromium"] is None


def test_convnetjs_is_missing_without_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "node", lambda: None)

    assert peers.versions()["ConvNetJS"] is None


def test_convnetjs_is_missing_without_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(peers, "node", lambda: "node")
    monkeypatch.setattr(peers, "CONVNETJS", tmp_path / "package.json")

    assert peers.versions()["ConvNetJS"] is None


def test_a_node_beside_this_python_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "node"
    program.write_text("#!/bin/sh\necho v22.1.0\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    package = tmp_path / "package.json"
    package.write_text('{"version": "0.3.0"}')
    monkeypatch.setattr(peers, "CONVNETJS", package)

    assert peers.node() == str(program)
    assert peers.versions()["ConvNetJS"] == "0.3.0 in Node 22.1.0"


def test_the_package_of_convnetjs_is_pinned_exactly() -> None:
    folder = ROOT / "benchmarks"
    asked = json.loads((folder / "package.json").read_text())["dependencies"]["convnetjs"]
    locked = json.loads((folder / "package-lock.json").read_text())["packages"]

    assert locked["node_modules/convnetjs"]["version"] == asked == "0.3.0"


def test_a_convnetjs_that_ends_too_soon_is_an_error() -> None:
    silent = convnetjs.Convnet("true")

    with pytest.raises(RuntimeError, match="ended at the order 'prepare'"):
        silent.ask("prepare")
    silent.close()


def test_the_variables_limit_each_library_that_reads_its_threads_from_them() -> None:
    for threads, eigen in ((1, "false"), (2, "true")):
        variables = peers.thread_variables(threads)

        numbers = {name: value for name, value in variables.items() if value.isdigit()}
        assert set(numbers) == {
            *("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "PJRT_NPROC"),
        }
        assert set(numbers.values()) == {str(threads)}
        assert variables["XLA_FLAGS"].endswith(f"={eigen}")


def test_numpy_started_with_the_variables_has_one_thread() -> None:
    script = "import numpy, threadpoolctl as t; print(t.threadpool_info()[0]['num_threads'])"
    told = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | peers.thread_variables(1),
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout == "1\n"


def test_pytorch_is_limited_by_a_call() -> None:
    torch = pytest.importorskip("torch")
    before = torch.get_num_threads()
    peers.limit_pytorch(1)
    assert torch.get_num_threads() == 1
    torch.set_num_threads(before)


def test_limiting_a_pytorch_that_is_not_there_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "PYTHON_PEERS", {"PyTorch": "no-such-package"})

    peers.limit_pytorch(1)


def test_the_machine_is_described_and_not_named() -> None:
    described = machine.describe()

    assert list(described) == [
        *("Processor", "Cores", "Memory", "System", "Python", "numpy", "BLAS"),
    ]
    assert all(described.values())
    told = " ".join(described.values())
    assert platform.node() not in told
    assert str(Path.home()) not in told and str(ROOT) not in told


def test_a_machine_without_linuxs_files_is_described_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def no_release() -> dict[str, str]:
        raise OSError

    monkeypatch.setattr(machine, "Path", lambda _: tmp_path / "none")
    monkeypatch.setattr(platform, "freedesktop_os_release", no_release)
    monkeypatch.delattr(os, "sysconf")

    described = machine.describe()

    assert described["Processor"]
    assert described["Memory"] == "unknown"
    assert described["System"].startswith(platform.system())
