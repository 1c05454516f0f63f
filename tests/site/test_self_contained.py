"""A page loses what the theme and Thebe put there, and nothing else."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinxcontrib import katex

from sphinx_ext.self_contained import mended, prepare_formulas

ROOT = Path(__file__).parents[2]
CONFIGURATION = """
project = "A tiny book"
extensions = ["sphinx_thebe", "sphinx_ext.self_contained", "sphinx_ext.finishing"]
html_theme = "sphinx_book_theme"
thebe_config = {"repository_url": "https://github.com/someone/book"}
html_js_files = ["own.js"]
"""
# Node binds an address and then listens; on a busy machine there is time between the two.
SLOW_RENDERER = """
import socket, sys, time
path, port, seconds = sys.argv[1:]
kind, address = (socket.AF_UNIX, path) if path else (socket.AF_INET, ("127.0.0.1", int(port)))
with socket.socket(kind) as server:
    server.bind(address)
    time.sleep(float(seconds))
    server.listen()
    server.accept()
"""
PYTHON = sys.executable


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the one page of a tiny book in the real book's theme, with Thebe."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "index.rst").write_text("Tiny\n====\n\nIts only sentence.\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", ".", "_build"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
    )
    return (folder / "_build" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "trace", ["sphinx-thebe.js", "sphinx-thebe.css", "THEBE_JS_URL", "x-thebe-config", "kernelName"]
)
def test_a_page_carries_nothing_of_thebe(page: str, trace: str) -> None:
    assert trace not in page


def test_a_page_keeps_its_text_and_every_other_script_and_style(page: str) -> None:
    for kept in ("Its only sentence.", "doctools.js", "own.js", "style.css"):
        assert kept in page


def test_a_page_does_not_load_the_script_of_icons(page: str) -> None:
    assert "fontawesome.js" not in page


def test_a_page_follows_the_system_and_is_light_without_javascript(page: str) -> None:
    assert 'data-default-mode="auto"' in page
    assert "data-theme=" not in page


def test_an_unresolved_theme_is_taken_from_the_root_alone() -> None:
    body = '<body><p data-theme="auto">Set data-theme="auto".</p></body></html>'
    assert mended(f'<html lang="en" data-theme="auto">{body}') == f'<html lang="en">{body}'


def test_a_page_has_its_theme_before_it_is_drawn(page: str) -> None:
    assert 'localStorage.getItem("theme")' not in page
    assert 'matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"' in page


def test_a_page_in_order_stays_as_it_is() -> None:
    page = '<html lang="en" data-theme="dark"><script src="scripts/bootstrap.js"></script></html>'
    assert mended(page) == page


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prepare the renderer of formulas for this test alone."""
    monkeypatch.setenv("PATH", "/of/the/system")
    monkeypatch.setattr(sys, "executable", "/environment/bin/python")
    for limit in ("STARTUP_TIMEOUT", "RENDER_TIMEOUT"):
        monkeypatch.setattr(katex, limit, 5.0)
    started = katex.KaTeXServer.start_server_process
    monkeypatch.setattr(katex.KaTeXServer, "start_server_process", started)
    prepare_formulas(Sphinx.__new__(Sphinx), Config())


@pytest.mark.usefixtures("prepared")
def test_formulas_find_a_node_beside_python_after_those_of_the_path() -> None:
    assert os.environ["PATH"].split(os.pathsep) == ["/of/the/system", "/environment/bin"]
    assert min(katex.STARTUP_TIMEOUT, katex.RENDER_TIMEOUT) > 5


@pytest.fixture
def renderer_that_listens_after(
    prepared: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[float], None]]:
    """Start a stand-in for the renderer, which takes its address first and then its time."""
    processes: list[subprocess.Popen[bytes]] = []

    def popen(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        processes.append(subprocess.Popen(command, **options))
        return processes[-1]

    def start(seconds: float) -> None:
        def command(socket: Path | str = "", port: int = 0) -> list[str]:
            return [PYTHON, "-c", SLOW_RENDERER, str(socket), str(port), str(seconds)]

        monkeypatch.setattr(katex.KaTeXServer, "build_command", command)
        katex.KaTeXServer.start().sock.close()

    monkeypatch.setattr(katex, "Popen", popen)
    yield start
    for process in processes:
        process.kill()
        process.communicate()


# The published loop drops a socket each time it is refused.
ignore_dropped_sockets = pytest.mark.filterwarnings(
    "ignore:.*socket:pytest.PytestUnraisableExceptionWarning"
)


@ignore_dropped_sockets
def test_a_renderer_of_formulas_that_does_not_listen_yet_is_asked_again(
    renderer_that_listens_after: Callable[[float], None],
) -> None:
    renderer_that_listens_after(0.5)


@ignore_dropped_sockets
def test_a_renderer_of_formulas_is_not_asked_for_ever(
    renderer_that_listens_after: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(katex, "STARTUP_TIMEOUT", 0.5)
    with pytest.raises(katex.KaTeXError, match="did not came up"):
        renderer_that_listens_after(5.0)
