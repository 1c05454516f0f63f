"""How soon a reader with an old phone sees a page of the built book, and can move a demo in it.

Chromium opens the page with its processor slowed to a quarter. There is no peer but the clock: the
time allowed, waited for in turns with the page.
"""

import time
from functools import partial

from playwright.sync_api import ViewportSize

from benchmarks.measuring import Contender, Job, Trial
from tools.browser import served, started_chromium
from tools.site import SITE

PAGE = "chapters/one-neuron.html#demo-neuron"  # its demo is the first thing that is looked at
SLOWER = 4
PHONE: ViewportSize = {"width": 390, "height": 844}
TEXT_AND_PICTURE = """performance.getEntriesByName("first-contentful-paint").length > 0
  && document.querySelector("#demo-neuron .demo-still img")?.naturalWidth > 0"""
CONTROL = 'document.querySelector("#demo-neuron .demo-live:not(.demo-live-unready) [role=slider]")'


def page_trial(there: str, task: None) -> Trial:
    """Open the page in a browser that knows nothing of it, until the script `there` is true."""
    with served(SITE) as address, started_chromium() as browser:
        page = browser.new_page(viewport=PHONE)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        yield
        page.goto(address + PAGE, wait_until="commit")
        page.wait_for_function(there)
        yield
    return 0.0


def clock_trial(seconds: float, task: None) -> Trial:
    """Let the time that is allowed go by."""
    yield
    time.sleep(seconds)
    yield
    return 0.0


def job(key: str, what: str, there: str, seconds: float, n_rounds: int = 15) -> Job:
    """Return the job: open the page until something is there, beside a clock."""
    return Job(
        key=key,
        title=f"A page until {what}",
        setting=f"One neuron as a classifier, at its demo, {PHONE['width']} pixels wide, from this "
        f"machine, in a new Chromium whose processor is slowed {SLOWER} times.",
        task=lambda _: None,
        contenders=(
            Contender("the page", partial(page_trial, there), 1, "Chromium"),
            Contender("the time allowed", partial(clock_trial, seconds), 1, "Chromium", must=1.0),
        ),
        rounds=n_rounds,
        unit="s",
        scale=1.0,
        threads=(1,),
    )


def picture_job(n_rounds: int = 15) -> Job:
    """Return the job for the text and the first picture."""
    return job("picture", "text and picture are seen", TEXT_AND_PICTURE, 1.0, n_rounds)


def control_job(n_rounds: int = 15) -> Job:
    """Return the job for the first control."""
    return job("control", "its first control can be moved", CONTROL, 2.0, n_rounds)
