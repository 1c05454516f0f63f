"""The site's tool: what it finds amiss, what it says when it cannot go on, and that it serves."""

import signal
import socketserver
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from tools import site
from tools.site import SiteError, check_site, faults_of_page, main

PICTURE = '<img src="a.png" alt="A neuron with two inputs.">'


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a built site with two pages, which the tool takes for the real one."""
    contents = "format: jb-book\nroot: index\nchapters:\n  - file: chapters/one\n"
    (tmp_path / "_toc.yml").write_text(contents, encoding="utf-8")
    built = tmp_path / "html"
    (built / "chapters").mkdir(parents=True)
    for page in ("index.html", "chapters/one.html"):
        (built / page).write_text(f"<p>Welcome.</p>{PICTURE}", encoding="utf-8")
    monkeypatch.setattr(site, "ROOT", tmp_path)
    monkeypatch.setattr(site, "SITE", built)
    return built


# check


def test_a_site_in_order_passes(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "all 2 pages" in capsys.readouterr().out


def test_each_fault_is_named_with_its_file(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book / "chapters" / "one.html").unlink()
    (book / "index.html").write_text('<script src="https://a.example/x.js"></script>', "utf-8")
    (book / "own.css").write_text("@import 'https://b.example/y.css';", "utf-8")
    assert main(["check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "chapters/one.html: in _toc.yml, but not built",
        "index.html: <script> asks another host: https://a.example/x.js",
        "own.css: a style asks another host: https://b.example/y.css",
        f"3 faults in {book}",
    ]


def test_a_page_that_the_contents_do_not_name_is_examined_too(book: Path) -> None:
    (book / "chapters" / "old.html").write_text('<img src="a.png">', encoding="utf-8")
    assert check_site(["index"], book) == ["chapters/old.html: an image has no alt text: a.png"]


@pytest.mark.parametrize(
    ("element", "fault"),
    [
        ('<script src="https://a.example/x.js"></script>', "<script> asks"),
        ('<script src="//a.example/x.js"></script>', "<script> asks"),
        ('<link rel="stylesheet" href="https://a.example/x.css">', "<link> asks"),
        ('<link rel="preconnect" href="https://a.example">', "<link> asks"),
        ('<img alt="A curve." src="HTTP://a.example/x.png">', "<img> asks"),
        ('<img alt="A curve." src="x.png" srcset="x.png 1x, //a.example/y.png 2x">', "<img> asks"),
        ('<iframe src="https://a.example/"></iframe>', "<iframe> asks"),
        ('<p style="background: url(https://a.example/x.png)">', "a style asks"),
        ("<style>p { background: url('//a.example/x.png') }</style>", "a style asks"),
        ('<style>@import "https://a.example/x.css";</style>', "a style asks"),
    ],
)
def test_another_host_that_a_browser_would_ask_is_a_fault(element: str, fault: str) -> None:
    (found,) = faults_of_page(element)
    assert found.startswith(f"{fault} another host: ")
    assert "//a.example" in found


@pytest.mark.parametrize(
    "element",
    [
        '<a href="https://a.example/">Elsewhere</a>',
        '<link rel="canonical" href="https://a.example/one.html">',
        '<script src="../_static/x.js"></script>',
        '<img alt="A curve." src="data:image/png;base64,iVBO//8=">',
        '<p style="background: url(x.png)">',
        "<style>p { background: url(x.png) }</style>Not url(https://a.example/x.png).",
    ],
)
def test_what_asks_no_other_host_is_none(element: str) -> None:
    assert faults_of_page(element) == []


@pytest.mark.parametrize("alternative", ["", 'alt=""', 'alt="  "', "alt"])
def test_an_image_without_alt_text_is_a_fault(alternative: str) -> None:
    assert faults_of_page(f'<img src="a.png" {alternative}>') == ["an image has no alt text: a.png"]


@pytest.mark.parametrize("path", ["../_images/4f1c.png", "curve.SVG", r"images\curve"])
def test_an_alt_text_that_is_a_path_is_a_fault(path: str) -> None:
    assert faults_of_page(f'<img src="a.png" alt="{path}">') == [
        f"an image's alt text is a path ({path}): a.png"
    ]


@pytest.mark.parametrize("sentence", ["And/or, drawn as a plane.", "It shows the file curve.png"])
def test_a_sentence_with_a_path_in_it_is_an_alt_text(sentence: str) -> None:
    assert faults_of_page(f'<img src="a.png" alt="{sentence}">') == []


def test_a_formula_that_could_not_be_set_is_a_fault() -> None:
    formula = '<span class="katex-error" title="Undefined control sequence">w</span>'
    assert faults_of_page(formula) == ["a formula is wrong: Undefined control sequence"]


# assets


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of browser code with nothing installed, on a machine without npm."""
    folder = tmp_path / "web"
    (folder / "node_modules").mkdir(parents=True)
    (folder / "package-lock.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(site, "WEB", folder)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    return folder


def put_npm(beside: str, script: str) -> None:
    npm = Path(beside).with_name("npm")
    npm.parent.mkdir(exist_ok=True)
    npm.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    npm.chmod(0o755)


def test_without_npm_the_message_says_how_to_get_it(
    web: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assets"]) == 1
    said = capsys.readouterr().err
    assert "npm was not found" in said
    assert "`python -m tools.environment`" in said


def test_an_npm_beside_python_installs_once_for_each_lock(web: Path) -> None:
    put_npm(sys.executable, 'echo "$PWD $*" >> calls')
    site.install_packages()
    site.install_packages()
    (web / "package-lock.json").write_text('{"new": 1}', encoding="utf-8")
    site.install_packages()
    call = f"{web} ci --no-progress"
    assert (web / "calls").read_text(encoding="utf-8").splitlines() == [call, call]


def test_an_npm_that_fails_is_named_and_tried_again_next_time(web: Path) -> None:
    put_npm(sys.executable, "exit 7")
    for _ in range(2):
        with pytest.raises(SiteError, match=r"`npm ci --no-progress` failed in .*web \(exit 7\)"):
            site.install_packages()


def test_katex_is_copied_with_its_licence_and_one_format_of_fonts(
    web: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in ("LICENSE", "dist/katex.min.css", "dist/fonts/Main.woff2", "dist/fonts/Main.ttf"):
        path = web / "node_modules" / "katex" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    vendor = tmp_path / "vendor"
    monkeypatch.setattr(site, "VENDOR", vendor)
    site.copy_katex()
    copied = {str(path.relative_to(vendor)) for path in vendor.rglob("*") if path.is_file()}
    assert copied == {"katex/LICENSE", "katex/katex.min.css", "katex/fonts/Main.woff2"}


# serve

SERVE = """
import pathlib, signal, sys
from tools import site
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job starts without it
site.SITE = pathlib.Path(sys.argv[1])
sys.exit(site.main(["serve", "--port", "0"]))
"""


def test_serve_answers_where_it_says_until_it_is_interrupted(book: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(book)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        # A server that says nothing would keep the test waiting for ever.
        deadline = threading.Timer(20, server.kill)
        deadline.start()
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            address = said.removeprefix("the book is at ").split()[0]
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(f"{address}chapters/one.html", timeout=10) as answer:
                assert b"Welcome." in answer.read()
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=10) == 0
        finally:
            deadline.cancel()
            server.kill()


def test_serve_without_a_site_says_how_to_make_one(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (book / "index.html").unlink()
    assert main(["serve", "--port", "0"]) == 1
    assert capsys.readouterr().err == f"there is no site in {book}: build it first (`make book`)\n"


def test_serve_on_a_port_in_use_asks_for_another(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as other:
        port = other.server_address[1]
        assert main(["serve", "--port", str(port)]) == 1
        assert f"port {port} cannot be used" in capsys.readouterr().err
