"""The built book in Chromium: how soon a page is there, and how fast its demos answer.

There is no peer but the reader's patience. Each round goes to another demo, from all over the book,
in a browser that has stored nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, ViewportSize

from benchmarks.measuring import Budget
from tools.browser import served, started_chromium
from tools.site import SITE

N_ROUNDS = 9
SLOWER = 4
PHONE: ViewportSize = {"width": 390, "height": 844}
POLLING_IN_MS = 100

PLACE = re.compile(r'<div class="demo-place" id="(demo-\w+)"')
AWAKE = ".demo-live:not(.demo-live-unready)"
# When a thing was first seen, in milliseconds after the navigation, and how far the page has moved.
CLOCK = f"""
window.seen = {{ shift: 0 }};
const there = {{
  picture: () => document.querySelector(`${{location.hash}} .demo-still img`)?.complete,
  control: () => document.querySelector(`${{location.hash}} {AWAKE} [role=slider]`),
}};
requestAnimationFrame(function look() {{
  for (const [name, isThere] of Object.entries(there)) {{
    if (!(name in seen) && isThere()) seen[name] = performance.now();
  }}
  requestAnimationFrame(look);
}});
function observe(type, note) {{
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(note));
  observer.observe({{ type, buffered: true }});
}}
observe("paint", ({{ name, startTime }}) => {{
  if (name === "first-contentful-paint") seen.text = startTime;
}});
observe("layout-shift", ({{ value }}) => {{ seen.shift += value; }});
"""
# A frame's callbacks run before it is painted, and a message that they send arrives after it.
FROM_KEY_TO_PAINT = """
window.times = [];
addEventListener("keydown", (event) => {
  const frames = event.target.closest(".demo-live").querySelector(".demo-frames");
  const image = () => frames.querySelector("img");
  const before = image().src;
  requestAnimationFrame(function look() {
    if (image().src === before || !image().complete) {
      requestAnimationFrame(look);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => times.push(performance.now() - event.timeStamp);
    port2.postMessage("painted");
  });
}, true);
"""


def demo_of(site: Path, round_: int) -> str:
    """Return the address of a demo, from all over the book, round by round."""
    there = [
        f"chapters/{page.name}#{name}"
        for page in sorted((site / "chapters").glob("*.html"))
        for name in PLACE.findall(page.read_text(encoding="utf-8"))
    ]
    return there[round_ * len(there) // N_ROUNDS]


@contextmanager
def opened(site: Path, address: str, clock: str, slower: float = 1) -> Iterator[Page]:
    """Open a page in a new Chromium, its processor slowed; the script `clock` runs before all."""
    with served(site) as start, started_chromium() as browser:
        window = browser.new_page(viewport=PHONE)
        devtools = window.context.new_cdp_session(window)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        window.add_init_script(clock)
        window.goto(start + address, wait_until="commit")
        yield window


def noted(things: Sequence[str], slower: float, round_: int, site: Path) -> dict[str, float]:
    """Go to a demo, wait until some things are seen, and return all that the clock has noted."""
    with opened(site, demo_of(site, round_), CLOCK, slower) as window:
        # seldom enough not to slow down what is waited for
        there = "things => things.every((thing) => thing in seen)"
        window.wait_for_function(there, arg=things, polling=POLLING_IN_MS)
        window.wait_for_timeout(POLLING_IN_MS)
        return dict(window.evaluate("() => seen"))


def seconds_until(things: Sequence[str], slower: float, round_: int, site: Path) -> float:
    """Return how many seconds after the navigation the last of some things is seen."""
    seen = noted(things, slower, round_, site)
    return max(seen[thing] for thing in things) / 1e3


def shift(round_: int, site: Path) -> float:
    """Return by how much the page moves until its demo is awake, and a moment after."""
    return noted(["control"], SLOWER, round_, site)["shift"]


def key_to_picture(round_: int, site: Path) -> float:
    """Move the first slider of a demo from end to end; return the median of its steps, in ms."""
    address = demo_of(site, round_)
    with opened(site, address, FROM_KEY_TO_PAINT) as window:
        slider = window.locator(f"#{address.partition('#')[2]} {AWAKE} [role=slider]").first
        slider.focus()
        at, steps = (
            int(float(str(slider.get_attribute(f"aria-value{each}")))) for each in ("now", "max")
        )
        for key in ["ArrowLeft"] * at + ["ArrowRight"] * steps:
            window.wait_for_timeout(POLLING_IN_MS)
            n_times = window.evaluate("times.length")
            window.keyboard.press(key)
            window.wait_for_function("n => times.length > n", arg=n_times)
        return median(window.evaluate("() => times"))


def budgets(site: Path = SITE) -> tuple[Budget, ...]:
    """Return the budgets of the pages."""
    goes = "Each round goes to another demo of the book, on a screen 390 pixels wide"
    slowly = f"{goes}, with the processor slowed {SLOWER} times."

    def budget(
        key: str, title: str, setting: str, reading: Callable[..., float], bound: float, unit: str
    ) -> Budget:
        read = partial(reading, site=site)
        return Budget(key, title, setting, read, bound, N_ROUNDS, unit, peer="Chromium")

    return (
        budget(
            "pages-picture",
            "A page until text and picture are seen, on a slow machine",
            slowly,
            partial(seconds_until, ("text", "picture"), SLOWER),
            1.0,
            "s",
        ),
        budget(
            "pages-slow-start",
            "A page until a control can be moved, on a slow machine",
            slowly,
            partial(seconds_until, ("control",), SLOWER),
            2.0,
            "s",
        ),
        budget(
            "pages-start",
            "A page until a control can be moved",
            f"{goes}.",
            partial(seconds_until, ("control",), 1),
            2.5,
            "s",
        ),
        budget(
            "pages-shift",
            "How far a page moves by itself until its demo is awake",
            f"{slowly} Told is the cumulative layout shift.",
            shift,
            0.05,
            "CLS",
        ),
        budget(
            "pages-keys",
            "From a key press to the new picture, on the page",
            f"{goes}. A slider is moved from end to end; told is the median of its steps.",
            key_to_picture,
            33,
            "ms",
        ),
    )
