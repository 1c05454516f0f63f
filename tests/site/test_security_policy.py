"""The policy names what a page runs, and forbids nothing that the book needs."""

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

import pytest
from playwright.sync_api import Browser

from sphinx_ext.security_policy import mended, policy, scripts_in
from tests.site.contents import EVERY_PAGE
from tests.site.reader import reading
from tests.site.visit import NOTES, Visit
from tools.site import SITE

PAGE = '<head>\n    <meta charset="utf-8" />\n    <title>One</title></head>'
IN_EACH_POLICY = (
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)


def directive(name: str, text: str) -> str:
    return next(each for each in text.split("; ") if each.startswith(name))


def test_a_script_in_the_page_is_allowed_by_its_hash_and_no_other() -> None:
    script = "document.title = '→';"
    digest = b64encode(sha256(script.encode("utf-8")).digest()).decode()
    allowed = directive("script-src", policy(f"<script>{script}</script>"))
    assert allowed == f"script-src 'self' 'sha256-{digest}'"


@pytest.mark.parametrize(
    ("script", "runs"),
    [
        ("<script>run()</script>", True),
        ('<script type="module">run()</script>', True),
        ('<script data-cfasync="false">run()</script>', True),
        ('<script src="a.js"></script>', False),
        ('<script type="application/json">{"a": 1}</script>', False),
    ],
)
def test_a_script_that_runs_is_told_from_data_and_from_files(script: str, runs: bool) -> None:
    assert bool(scripts_in(script)) is runs


def test_the_policy_comes_after_the_encoding_and_before_all_else() -> None:
    page = mended(PAGE)
    places = [page.index(each) for each in ("charset", "Content-Security-Policy", "<title>")]
    assert places == sorted(places)


def test_a_page_that_has_a_policy_gets_no_second_one() -> None:
    assert mended(mended(PAGE)) == mended(PAGE)


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_page_has_a_strict_policy(page: str) -> None:
    text = (SITE / page).read_text(encoding="utf-8")
    (found,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert set(IN_EACH_POLICY) <= set(found.split("; "))
    assert "unsafe" not in directive("script-src", found)
    assert "unsafe-eval" not in found
    assert "http" not in found


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_no_page_does_what_its_policy_forbids(page: str, visited: Callable[[str], Visit]) -> None:
    assert visited(page).violations == []


def test_search_does_nothing_that_the_policy_forbids(site: str, chromium: Browser) -> None:
    with reading(chromium, site, "search.html?q=neuron", before=NOTES) as reader:
        reader.page.wait_for_selector("#search-results li a")
        reader.page.wait_for_timeout(500)  # until the summaries are fetched
        assert reader.page.evaluate("notes.violations") == []
        assert reader.complaints == []


def test_the_policy_stops_a_script_that_is_not_the_books(site: str, chromium: Browser) -> None:
    with reading(chromium, site, "chapters/index.html", before=NOTES) as reader:
        reader.page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "document.title = 'taken over'";
              document.head.append(script);
            }"""
        )
        reader.page.wait_for_function("() => notes.violations.length > 0")
        assert reader.page.title() != "taken over"
