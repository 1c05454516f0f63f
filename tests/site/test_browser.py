"""The server of the tests and benchmarks: silent about a browser that hangs up, and that alone."""

import socket
import struct
from pathlib import Path

import pytest

from tools import browser
from tools.browser import served


def hang_up(site: Path) -> None:
    """Ask for a page and reset the connection, as Chromium does when it is closed."""
    with served(site) as address:
        host, port = address.removeprefix("http://").removesuffix("/").split(":")
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
            connection.recv(1)
            at_once = struct.pack("ii", 1, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)


def test_a_browser_that_hangs_up_is_no_news(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    hang_up(tmp_path)
    assert capfd.readouterr().err == ""


def test_an_error_of_the_server_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(handler: object) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr(browser.QuietHandler, "do_GET", fail)
    hang_up(tmp_path)
    assert "ValueError: no such thing" in capfd.readouterr().err
