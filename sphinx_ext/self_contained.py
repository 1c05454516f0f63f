"""A site that asks no other host for anything, and carries no script that it does not need.

Lives here: what must be taken out of the theme's and Jupyter Book's pages to that end. What can
be said in `_config.yml` is said there, and `python -m tools.site check` looks at the result.
Loaded by Sphinx through `sphinx_ext`; nothing imports it.
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
_ICON_SCRIPT = re.compile(r'\s*<script [^>]*src="[^"]*scripts/fontawesome\.js[^"]*"[^>]*></script>')


def prepare_formulas(app: Sphinx, config: Config) -> None:
    """Let the renderer of formulas find a `node` that set-up brought into the environment."""
    beside = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), beside])
    # Five seconds are too few for Node to start on a machine that is busy running chapters.
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60.0


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
    """Take from a page what the theme's own template put there.

    The Font Awesome script weighs half a megabyte and turns every `<i>` it finds into an `<svg>`,
    also those of widgets, which then break; the theme's style draws the same icons from a font.
    The theme named "auto" has no colours until a script resolves it; without the name a page is
    light when there is no JavaScript.
    """
    return _UNRESOLVED_THEME.sub(r"\1", _ICON_SCRIPT.sub("", page))


def mend_pages(app: Sphinx, exception: Exception | None) -> None:
    """Mend every page (on the event `build-finished`: no earlier one sees the whole page)."""
    if exception or app.builder.format != "html":
        return
    for path in Path(app.outdir).rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        if (better := mended(page)) != page:
            path.write_text(better, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("config-inited", prepare_formulas)
    app.connect("html-page-context", remove_thebe, priority=700)
    app.connect("html-page-context", follow_the_system)
    app.connect("build-finished", mend_pages)
