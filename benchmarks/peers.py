"""The peers: which are installed, in which version, and on how many threads they may run."""

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of_package
from pathlib import Path

from tools.environment import find_chromium
from tools.site import SITE

PYTHON_PEERS = {"PyTorch": "torch", "scikit-learn": "scikit-learn", "JAX": "jax"}
CONVNETJS = Path(__file__).parent / "node_modules" / "convnetjs" / "package.json"


def node() -> str | None:
    """Return the path of Node, also of one that lies beside this Python; None if there is none."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(Path(sys.executable).parent)])
    return shutil.which("node", path=path)


def versions() -> dict[str, str | None]:
    """Return each peer's version, None for one that is not installed."""
    found = {name: _package_version(package) for name, package in PYTHON_PEERS.items()}
    return found | {"ConvNetJS": _convnetjs_version(), "Chromium": _chromium_version()}


def _package_version(package: str) -> str | None:
    try:
        return version_of_package(package)
    except PackageNotFoundError:
        return None


def _chromium_version() -> str | None:
    """Return the version of the browser, None also where there is no built book to open in it."""
    program = find_chromium()
    if program is None or not (SITE / "index.html").is_file():
        return None
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return told.stdout.strip().removeprefix("Chromium ")


def _convnetjs_version() -> str | None:
    program = node()
    if program is None or not CONVNETJS.is_file():
        return None
    package = json.loads(CONVNETJS.read_text(encoding="utf-8"))["version"]
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return f"{package} in Node {told.stdout.strip().removeprefix('v')}"


def thread_variables(threads: int) -> dict[str, str]:
    """Return the environment in which numpy, scikit-learn and JAX start with so many threads."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "PJRT_NPROC")
    # PJRT_NPROC is XLA's: the switch in XLA_FLAGS alone leaves its pool as wide as the machine.
    flags = f"--xla_cpu_multi_thread_eigen={str(threads > 1).lower()}"
    return dict.fromkeys(names, str(threads)) | {"XLA_FLAGS": flags, "JAX_PLATFORMS": "cpu"}


def limit_pytorch(threads: int) -> None:
    """Give PyTorch so many threads: it takes them from a call, not from the environment."""
    if versions()["PyTorch"]:
        import torch

        torch.set_num_threads(threads)
