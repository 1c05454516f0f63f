"""A visit to a page from its top to its end, and what the browser noted meanwhile."""

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request

from tests.site.reader import reading

NOTES = """
window.notes = { shift: 0, violations: [] };
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) notes.shift += shift.value;
}).observe({ type: "layout-shift", buffered: true });
document.addEventListener("securitypolicyviolation", (event) => {
  notes.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""
READ_TO_THE_END = """async () => {
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
    scrollTo({ top, behavior: "instant" });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)));
  }
}"""


@dataclass(frozen=True)
class Visit:
    """What a page did while it was loaded, read to the end, and its demos woken.

    Attributes
    ----------
    elsewhere : list of str
        Addresses on other hosts that it asked for.
    complaints : list of str
        Errors and warnings of its scripts.
    violations : list of str
        What its security policy forbade.
    shift : float
        By how much its parts moved without being asked to, all in all: never less than the
        "cumulative layout shift", which counts the worst five seconds.
    loaded : dict
        The kind of each file of the site that it asked for, by path.
    has_demos : bool
    """

    elsewhere: list[str]
    complaints: list[str]
    violations: list[str]
    shift: float
    loaded: dict[str, str]
    has_demos: bool

    def weight(self, site: Path, kind: str) -> int:
        """Return the bytes of all files of a kind, as a server that compresses sends them."""
        files = [site / path.lstrip("/") for path, its in self.loaded.items() if its == kind]
        return sum(
            min(len(gzip.compress(each.read_bytes())), each.stat().st_size) for each in files
        )


def visit(browser: Browser, site: str, page: str, **context: Any) -> Visit:
    """Go to a page of the site, as it is or with the browser's `context` changed."""
    loaded: dict[str, str] = {}

    def note(request: Request) -> None:
        if request.url.startswith(site):
            loaded[urlsplit(request.url).path] = request.resource_type

    with reading(browser, site, page, before=NOTES, watch=note, **context) as reader:
        reader.page.evaluate(READ_TO_THE_END)
        demos = reader.wake_all_demos()
        reader.page.wait_for_timeout(300)
        notes = reader.page.evaluate("notes")
        return Visit(
            reader.elsewhere,
            reader.complaints,
            notes["violations"],
            notes["shift"],
            loaded,
            demos > 0,
        )
