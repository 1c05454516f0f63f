"""One demo on its page, as a reader finds it: its controls, its picture, and what it says."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from tests.site.reader import reading
from tools.site import ROOT

CALL = re.compile(r"^demos\.(\w+)\(\)$", re.MULTILINE)


def demo_pages() -> dict[str, str]:
    """Return the page of each demo by its name, as the chapters' code cells call them."""
    return {
        name: f"chapters/{path.stem}.html"
        for path in sorted((ROOT / "chapters").glob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
        for name in CALL.findall("".join(cell["source"]))
    }


@dataclass(frozen=True)
class Demo:
    """A demo on a page that is open, by its name in Python."""

    page: Page
    name: str

    @property
    def place(self) -> Locator:
        """Where it stands."""
        return self.page.locator(f"#demo-{self.name}")

    @property
    def moved(self) -> list[Locator]:
        """Its sliders and lists."""
        return self.place.locator(".demo-controls :is([role=slider], select)").all()

    @property
    def buttons(self) -> list[Locator]:
        """Those that let a slider run by itself."""
        return self.place.locator(".demo-controls button").all()

    @property
    def picture(self) -> str:
        """Address of the picture that it shows."""
        return str(self.place.locator(".demo-frames img").get_attribute("src"))

    @property
    def sentence(self) -> str:
        """What it says it shows."""
        return self.place.locator(".demo-frames figcaption").inner_text()

    def wake(self) -> None:
        """Scroll to it and wait until it is live."""
        self.place.scroll_into_view_if_needed()
        self.place.locator(".demo-live:not(.demo-live-unready)").wait_for()

    def wait_for_another(self, picture: str) -> None:
        """Wait until it shows a loaded picture that is not this one."""
        self.page.wait_for_function(
            "([name, old]) => { const image = document.querySelector(`#${name} .demo-frames img`);"
            " return image && image.getAttribute('src') !== old && image.naturalWidth > 0; }",
            arg=[f"demo-{self.name}", picture],
        )


@contextmanager
def moving(browser: Browser, site: str, page: str, name: str, **context: Any) -> Iterator[Demo]:
    """Open a page and wake one of its demos."""
    with reading(browser, site, page, **context) as reader:
        demo = Demo(reader.page, name)
        demo.wake()
        yield demo
