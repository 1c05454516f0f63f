"""A built site served on this machine, and the machine's Chromium to open it with.

For the tests, the benchmarks and the PDF; a reader's server is in `tools.site`.
"""

import functools
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tools.environment import find_chromium
from tools.site import SiteError

# A browser that keeps to itself: no sandbox (containers forbid it), no graphics card, no requests
# of its own.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and keeps no log, but its connections, as servers on the web do."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or a body would wait until its head was received

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class QuietServer(http.server.ThreadingHTTPServer):
    """Says nothing when a browser hangs up, which it may do at any time; tells all other errors."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass on an error, unless the connection's end is all it tells."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder; the address ends in a slash."""
    handler = functools.partial(QuietHandler, directory=str(site))
    with QuietServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def started_chromium() -> Iterator[Browser]:
    """Start the machine's Chromium.

    Raises
    ------
    SiteError
        When there is none.
    """
    path = find_chromium()
    if path is None:
        raise SiteError("there is no Chromium: run `python3 tools/environment.py --browser`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
