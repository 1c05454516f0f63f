"""On Binder every chapter runs: a Jupyter server in an environment made from `.binder` alone.

The chapters are read, started and executed through the server's own API, as JupyterLab does it.
What repo2docker and mybinder.org add around that environment is not tested here.
"""

import asyncio
import json
import os
import struct
import subprocess
import time
import uuid
import venv
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tools.environment import ROOT, fingerprint, programs

ENVIRONMENT = ROOT / "_build" / "binder-env"
CHAPTERS = sorted(path.name for path in (ROOT / "chapters").glob("*.ipynb"))
Outcome: TypeAlias = tuple[int, list[str]]  # how many cells ran, and what went wrong where
LONGEST_WAIT = 300  # seconds for the server to start, and for one cell on a slow machine


@pytest.fixture(scope="session")
def binder_programs() -> Path:
    """Make the environment as Binder does, and again only when what it is made from changed."""
    made_from = [ROOT / ".binder" / "requirements.txt", ROOT / "constraints.txt"]
    wanted = fingerprint([*made_from, ROOT / "pyproject.toml"], str(ROOT))
    stamp = ENVIRONMENT / "made-from"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
        pip = [str(programs(ENVIRONMENT) / "python"), "-m", "pip", "--disable-pip-version-check"]
        requirements = ["-r", ".binder/requirements.txt"]
        subprocess.run([*pip, "install", "--quiet", *requirements], cwd=ROOT, check=True)
        stamp.write_text(wanted)
    return programs(ENVIRONMENT)


@dataclass(frozen=True)
class Server:
    """A running Jupyter server: where it is, and what opens it."""

    url: str
    token: str

    def ask(self, path: str, /, **body: Any) -> Any:
        """Get what the API holds at a path, or post a body to it."""
        data = json.dumps(body).encode() if body else None
        headers = {"Authorization": f"token {self.token}"}
        with urlopen(Request(self.url + path, data, headers), timeout=LONGEST_WAIT) as answer:
            return json.load(answer)

    def channels(self, kernel: str) -> str:
        """Return the address of a kernel's websocket."""
        scheme, rest = self.url.split(":", 1)
        return (
            f"{scheme.replace('http', 'ws')}:{rest}api/kernels/{kernel}/channels?token={self.token}"
        )


@pytest.fixture(scope="session")
def server(binder_programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a Jupyter server at the root, as Binder does, away from the user's settings."""
    home = tmp_path_factory.mktemp("home")
    path = os.pathsep.join([str(binder_programs), os.environ["PATH"]])
    runtime = home / "runtime"
    settings = {"HOME": str(home), "JUPYTER_RUNTIME_DIR": str(runtime), "PATH": path}
    inherited = {name: value for name, value in os.environ.items() if name != "NEURONLIB_BAKE"}
    command = [str(binder_programs / "jupyter"), "server", "--no-browser", "--ServerApp.port=0"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    log = home / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**inherited, **settings}, stdout=output, stderr=output
        )
    try:
        yield wait_for_server(process, runtime, log)
    finally:
        process.terminate()
        process.wait(LONGEST_WAIT)


def wait_for_server(process: subprocess.Popen[bytes], runtime: Path, log: Path) -> Server:
    """Wait for the file in which a server says where it listens, then for its first answer."""
    until = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until and process.poll() is None:
        # The file is half written at first, and then whole before the server listens.
        with suppress(OSError, ValueError):
            for file in runtime.glob("jpserver-*.json"):
                info = json.loads(file.read_text())
                server = Server(info["url"], info["token"])
                server.ask("api/status")
                return server
        time.sleep(0.1)
    raise AssertionError(f"the Jupyter server did not start; it said:\n{log.read_text()}")


def decode(message: str | bytes) -> Any:
    """Return a message of the kernel without its buffers.

    A widget's picture comes in a buffer, and the message is then binary: how many parts, where each
    begins, and the parts. The first is the JSON, and a buffer follows it.
    """
    if isinstance(message, bytes):
        _, begin, end = struct.unpack("!3I", message[:12])
        message = message[begin:end].decode()
    return json.loads(message)


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[WebSocketClientConnection]:
    """Open a websocket, and at the end close it and wait until the server has closed it too."""
    socket = await websocket_connect(address)
    try:
        yield socket
    finally:
        socket.close()
        while await socket.read_message() is not None:
            pass


async def execute(socket: WebSocketClientConnection, code: str) -> list[str]:
    """Run one cell and return the errors it raised, each as ``name: message``."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": "test"}
    request = {
        "channel": "shell",
        "header": {**header, "username": "reader", "version": "5.3"},
        "parent_header": {},
        "metadata": {},
        "content": {"code": code, "silent": False, "allow_stdin": False},
    }
    await socket.write_message(json.dumps(request))
    errors: list[str] = []
    waiting_for = {"execute_reply", "idle"}
    while waiting_for:
        message = await asyncio.wait_for(socket.read_message(), LONGEST_WAIT)
        assert message is not None, "the kernel's channel was closed"
        answer = decode(message)
        if answer["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        kind, content = answer["msg_type"], answer["content"]
        if kind == "error":
            errors.append(f"{content['ename']}: {content['evalue']}")
        waiting_for -= {kind, content.get("execution_state")}
    return errors


async def run_chapter(server: Server, chapter: str) -> Outcome:
    """Run a chapter's code cells in order; return how many ran, and what went wrong where."""
    path = f"chapters/{chapter}"
    notebook = server.ask(f"api/contents/{quote(path)}")["content"]
    kernel = {"name": notebook["metadata"]["kernelspec"]["name"]}
    session = server.ask("api/sessions", path=path, name=chapter, type="notebook", kernel=kernel)
    ran, faults = 0, []
    async with connected(server.channels(session["kernel"]["id"])) as socket:
        for number, cell in enumerate(notebook["cells"], start=1):
            if cell["cell_type"] == "code":
                errors = await execute(socket, "".join(cell["source"]))
                faults += [f"{path}, cell {number}: {error}" for error in errors]
                ran += 1
    return ran, faults


@pytest.fixture(scope="session")
def outcomes(server: Server) -> dict[str, Outcome | BaseException]:
    """Run every chapter, as many at a time as there are cores."""
    at_a_time = asyncio.Semaphore(os.cpu_count() or 1)

    async def run_one(chapter: str) -> Outcome:
        async with at_a_time:
            return await run_chapter(server, chapter)

    async def run_all() -> list[Outcome | BaseException]:
        return await asyncio.gather(*map(run_one, CHAPTERS), return_exceptions=True)

    return dict(zip(CHAPTERS, asyncio.run(run_all()), strict=True))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_chapter_runs_through_the_api_of_a_jupyter_server(
    outcomes: dict[str, Outcome | BaseException], chapter: str
) -> None:
    outcome = outcomes[chapter]
    if isinstance(outcome, BaseException):
        raise outcome
    ran, faults = outcome

    assert not faults, "\n".join(faults)
    notebook = json.loads((ROOT / "chapters" / chapter).read_text(encoding="utf-8"))
    assert ran == sum(cell["cell_type"] == "code" for cell in notebook["cells"])


def test_there_are_chapters_to_run() -> None:
    assert CHAPTERS


def test_jupyterlab_is_served_and_renders_myst(server: Server) -> None:
    with urlopen(f"{server.url}lab?token={server.token}", timeout=LONGEST_WAIT) as page:
        extensions = page.read().decode()

    assert "jupyterlab-myst" in extensions


def test_environment_is_light(binder_programs: Path) -> None:
    listing = [str(binder_programs / "python"), "-m", "pip", "list", "--format", "json"]
    found = subprocess.run(listing, capture_output=True, check=True).stdout
    names = {package["name"].lower().replace("_", "-") for package in json.loads(found)}

    assert {"neuronlib", "jupyterlab", "jupyterlab-myst"} <= names
    assert not names & {"jupyter-book", "sphinx", "pytest", "nbval", "scikit-learn", "playwright"}
