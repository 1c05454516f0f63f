"""The built site, served on this machine, and a Chromium to look at it."""

import functools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.site.visit import Visit, visit
from tools.browser import served, started_chromium
from tools.site import SITE


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the built site; the address ends in a slash."""
    assert (SITE / "index.html").exists(), "there is no built site: run `make book` first"
    with served(SITE) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium."""
    with started_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def visited(site: str, chromium: Browser) -> Callable[[str], Visit]:
    """Return what goes to a page from top to end, once for all tests that ask what happened."""
    return functools.cache(functools.partial(visit, chromium, site))
