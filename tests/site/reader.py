"""A reader of one page, who notes what the page asks for and what goes wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, Route


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

    def wake_demo(self) -> None:
        """Scroll to the demo and wait until it is live."""
        self.page.locator(".demo-place").first.scroll_into_view_if_needed()
        self.page.wait_for_selector(".demo-live:not(.demo-live-unready)")

    @property
    def picture(self) -> str:
        """Address of the picture that the demo shows."""
        return str(self.page.locator(".demo-frames img").get_attribute("src"))

    @property
    def sentence(self) -> str:
        """What the demo says it shows."""
        return self.page.locator(".demo-frames figcaption").inner_text()

    def wait_for_another(self, picture: str) -> None:
        """Wait until the demo shows a loaded picture that is not this one."""
        self.page.wait_for_function(
            "old => { const image = document.querySelector('.demo-frames img');"
            " return image && image.getAttribute('src') !== old && image.naturalWidth > 0; }",
            arg=picture,
        )


@contextmanager
def reading(
    browser: Browser, site: str, page: str, *, without: str | None = None, **context: Any
) -> Iterator[Reader]:
    """Open a page of the site, if need be without one of its files.

    `context` is the browser's: viewport, colour scheme, JavaScript.
    """
    with browser.new_context(**context) as visit:
        reader = Reader(visit.new_page())

        def stay_here(route: Route) -> None:
            if route.request.url.startswith(site):
                route.continue_()
            else:
                reader.elsewhere.append(route.request.url)
                route.abort()

        visit.route("**/*", stay_here)
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
        reader.page.goto(site + page, wait_until="load")
        yield reader
