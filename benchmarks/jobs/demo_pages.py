"""The demos of the built book in Chromium: how soon they can be moved, how fast they answer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from benchmarks.measuring import Budget
from tools.browser import served, started_chromium
from tools.site import SITE

PLACE = re.compile(r'<div class="demo-place" id="(demo-\w+)"')
AWAKE = ".demo-live:not(.demo-live-unready)"
# A frame's callbacks run before it is painted, and a message that they send arrives after it.
FROM_KEY_TO_PAINT = """
window.times = [];
addEventListener("keydown", (event) => {
  const frames = event.target.closest(".demo-live").querySelector(".demo-frames");
  const image = () => frames.querySelector("img");
  const before = image().src;
  requestAnimationFrame(function look() {
    if (image()?.src === before || !image()?.complete) {
      requestAnimationFrame(look);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => times.push(performance.now() - event.timeStamp);
    port2.postMessage("painted");
  });
}, true);
"""
UNTIL_USABLE = f"""
new MutationObserver((_, observer) => {{
  if (!document.querySelector("{AWAKE} [role=slider]")) return;
  window.usableAt = performance.now();
  observer.disconnect();
}}).observe(document, {{ subtree: true, childList: true, attributeFilter: ["class"] }});
"""
BETWEEN_KEYS_IN_MS = 100
N_ROUNDS = 9


def demo_of(site: Path, round_: int) -> tuple[str, str]:
    """Return a page and the address of a demo on it, from all over the book, round by round."""
    there = [
        (f"chapters/{page.name}", name)
        for page in sorted((site / "chapters").glob("*.html"))
        for name in PLACE.findall(page.read_text(encoding="utf-8"))
    ]
    return there[round_ * len(there) // N_ROUNDS]


@contextmanager
def opened(site: Path, page: str, clock: str) -> Iterator[Page]:
    """Open a page in a Chromium that knows nothing of it; the script `clock` runs before all."""
    with served(site) as address, started_chromium() as browser:
        window = browser.new_page()
        window.add_init_script(clock)
        window.goto(address + page, wait_until="commit")
        yield window


def key_to_picture(site: Path, round_: int) -> float:
    """Move the first slider of a demo from end to end; return the median of its steps, in ms."""
    page, name = demo_of(site, round_)
    with opened(site, f"{page}#{name}", FROM_KEY_TO_PAINT) as window:
        demo = window.locator(f"#{name}")
        demo.scroll_into_view_if_needed()
        slider = demo.locator(f"{AWAKE} [role=slider]").first
        slider.focus()
        steps = int(float(str(slider.get_attribute("aria-valuemax"))))
        at = int(float(str(slider.get_attribute("aria-valuenow"))))
        for key in ["ArrowLeft"] * at + ["ArrowRight"] * steps + ["ArrowLeft"] * steps:
            window.wait_for_timeout(BETWEEN_KEYS_IN_MS)
            n_times = window.evaluate("times.length")
            window.keyboard.press(key)
            window.wait_for_function("n => times.length > n", arg=n_times)
        return median(window.evaluate("times"))


def keys_budget(site: Path = SITE) -> Budget:
    """Return the budget: from a key press to the new picture."""
    return Budget(
        key="demos-keys",
        title="On the page: from a key press to the new picture",
        setting="A slider is moved through all its values and back; every round is another demo.",
        reading=partial(key_to_picture, site),
        bound=33,
        rounds=N_ROUNDS,
        unit="ms",
        peer="Chromium",
    )


def navigation_to_control(site: Path, round_: int) -> float:
    """Go to a demo in a fresh browser; return after how many seconds it can be moved."""
    page, name = demo_of(site, round_)
    with opened(site, f"{page}#{name}", UNTIL_USABLE) as window:
        window.wait_for_function("window.usableAt")
        return float(window.evaluate("usableAt")) / 1e3


def start_budget(site: Path = SITE) -> Budget:
    """Return the budget: from the navigation to the first control that can be used."""
    return Budget(
        key="demos-start",
        title="On the page: from the navigation to the first control",
        setting="A link leads to a demo; nothing is in the browser's store. "
        "Every round is another demo.",
        reading=partial(navigation_to_control, site),
        bound=2.5,
        rounds=N_ROUNDS,
        unit="s",
        peer="Chromium",
    )
