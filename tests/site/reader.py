"""A reader of one page, who notes what the page asks for and what goes wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, Request, Route


@dataclass
class Reader:
    """A page in the browser, with the network to other hosts cut off.

    Attributes
    ----------
    elsewhere : list of str
        Addresses on other hosts that the page asked for.
    complaints : list of str
        Errors and warnings of the page's scripts.
    """

    page: Page
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def wake_all_demos(self) -> int:
        """Scroll to each demo and wait until all are live; return how many there are."""
        places = self.page.locator(".demo-place").all()
        for place in places:
            place.scroll_into_view_if_needed()
        self.page.wait_for_function(
            "wanted => document.querySelectorAll('.demo-live:not(.demo-live-unready)').length"
            " === wanted",
            arg=len(places),
        )
        return len(places)


@contextmanager
def reading(
    browser: Browser,
    site: str,
    page: str,
    *,
    without: str | None = None,
    before: str = "",
    watch: Callable[[Request], None] = lambda _: None,
    **context: Any,
) -> Iterator[Reader]:
    """Open a page of the site, if need be without one of its files.

    The script `before` runs before those of the page, and `watch` is told each request. `context`
    is the browser's: viewport, colour scheme, JavaScript.
    """
    with browser.new_context(**context) as visit:
        reader = Reader(visit.new_page())

        def stay_here(route: Route) -> None:
            if route.request.url.startswith(site):
                route.continue_()
            else:
                reader.elsewhere.append(route.request.url)
                route.abort()

        visit.add_init_script(before)
        visit.route("**/*", stay_here)
        reader.page.on("request", watch)
        if without:
            visit.route(without, lambda route: route.abort())
        reader.page.on(
            "console",
            lambda message: (
                reader.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )
        reader.page.on("pageerror", lambda error: reader.complaints.append(str(error)))
        answer = reader.page.goto(site + page, wait_until="load")
        assert answer and answer.ok, f"{page} is not there"
        yield reader
