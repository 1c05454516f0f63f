"""A Content-Security-Policy in each page: a browser then runs and fetches what is the book's own.

A page may be served by anyone, or from a folder, so the policy stands in the page itself and names
each script in it by its hash. Called by `finishing`; imported by its tests alone.
"""

import re
from base64 import b64encode
from hashlib import sha256

_NAME = "Content-Security-Policy"
_OLD = re.compile(rf'\s*<meta http-equiv="{_NAME}"[^>]*>')
_PLACE = re.compile(r"<meta charset=[^>]*>")
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
_RUNS = re.compile(r"^(?!.*\bsrc=)(?!.*\btype=(?!\"(?:text/javascript|module)\"))", re.DOTALL)


def scripts_in(page: str) -> list[str]:
    """Return the scripts that stand in a page and are run; data is not."""
    return [text for attributes, text in _SCRIPT.findall(page) if _RUNS.match(attributes)]


def policy(page: str) -> str:
    """Return what a page allows."""
    digests = {sha256(text.encode()).digest() for text in scripts_in(page)}
    hashes = sorted(b64encode(digest).decode() for digest in digests)
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(["script-src 'self'", *(f"'sha256-{each}'" for each in hashes)]),
            # KaTeX places each piece of a formula, and the widgets theirs, by a style attribute.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",  # Bootstrap's small pictures are written into its style
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def mended(page: str) -> str:
    """Return a page with its policy, before all that it speaks about.

    The page's encoding is still the first: a browser looks for it in the first kilobyte alone.
    """
    meta = f'\n    <meta http-equiv="{_NAME}" content="{policy(page)}" />'
    return _PLACE.sub(lambda encoding: encoding[0] + meta, _OLD.sub("", page), count=1)
