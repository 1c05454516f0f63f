"""A site that asks no other host for anything, and reads without JavaScript.

Lives here: what must be taken out of the theme's and Jupyter Book's pages to that end. What can
be said in `_config.yml` is said there, and `python -m tools.site check` looks at the result.
Loaded by Sphinx through `sphinx_ext`; `mended` is called by `finishing`.
"""

import os
import re
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinxcontrib import katex

_THEBE_FILE = re.compile(r"sphinx-thebe\.(js|css)$")
_THEBE_CONFIG = re.compile(
    r'<script type="text/x-thebe-config">.*?</script>|<script>\s*kernelName = [^<]*</script>',
    re.DOTALL,
)
_UNRESOLVED_THEME = re.compile(r'(<html[^>]*) data-theme="auto"')
_THEME_OF_LAST_VISIT = 'localStorage.getItem("theme") || "auto"'
_THEME_NOW = """{ light: "light", dark: "dark" }[document.documentElement.dataset.mode]
      ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")"""


def prepare_formulas(app: Sphinx, config: Config) -> None:
    """Let the renderer of formulas find a `node` that set-up brought into the environment."""
    beside = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), beside])
    # Five seconds are too few for Node to start on a machine that is busy running chapters.
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60.0
    # On such a machine the renderer's socket can be there while nobody listens yet. Of the two ways
    # to start the renderer only the one by a port tries again when it is refused, until the limit.
    katex.KaTeXServer.start_server_process = katex.KaTeXServer.start_network_socket


def is_thebe(asset: Any) -> bool:
    """Return whether a page's script or style belongs to Thebe.

    Jupyter Book loads it on every page, also where it is switched off: it names another host and
    erases widgets.
    """
    named = _THEBE_FILE.search(str(asset.filename or ""))
    return bool(named) or "THEBE_JS_URL" in asset.attributes.get("body", "")


def remove_thebe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Take Thebe from a page (on the event `html-page-context`)."""
    for kind in ("script_files", "css_files"):
        context[kind][:] = [asset for asset in context[kind] if not is_thebe(asset)]
    if "body" in context:
        context["body"] = _THEBE_CONFIG.sub("", context["body"])


def follow_the_system(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Choose light or dark as the reader's system does; unset, the theme reports an error."""
    context["default_mode"] = "auto"


def mended(page: str) -> str:
    """Give a page its colours before it is drawn for the first time.

    The theme named "auto" has none until a script resolves it. Without the name a page is light
    when there is no JavaScript; with JavaScript the name is found where the theme would only read
    what it was at the last visit, and would draw the page twice.
    """
    page = _UNRESOLVED_THEME.sub(r"\1", page)
    return page.replace(_THEME_OF_LAST_VISIT, _THEME_NOW)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("config-inited", prepare_formulas)
    app.connect("html-page-context", remove_thebe, priority=700)
    app.connect("html-page-context", follow_the_system)
