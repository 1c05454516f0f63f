"""The page that GitHub Pages shows where there is none, `404.html`.

It is shown at whatever depth was asked for, so its links start at the site's root. Loaded by
Sphinx through `sphinx_ext`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from sphinx_ext.logo import LOGO

TEMPLATES = Path(__file__).parent / "templates"


def root_of(address: str) -> str:
    """Return the path of the site's root; where the address is unknown, that of its host.

    Examples
    --------
    >>> root_of("https://ada.github.io/one-neuron/")
    '/one-neuron/'
    >>> root_of("")
    '/'
    """
    return urlsplit(address).path or "/"


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    contents = app.env.toctree_includes[app.config.root_doc]
    pages = [app.config.root_doc, *contents]
    yield (
        "404",
        {
            "base": root_of(app.config.html_baseurl),
            "logo": LOGO.read_text(encoding="utf-8").replace("<svg ", '<svg aria-hidden="true" '),
            "pages": [
                (app.builder.get_target_uri(page), app.env.titles[page].astext()) for page in pages
            ],
        },
        "404.html",
    )


def _add_templates(app: Sphinx, config: Config) -> None:
    config.templates_path = [*config.templates_path, str(TEMPLATES)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the page to those that have no source."""
    app.connect("config-inited", _add_templates)
    app.connect("html-collect-pages", _page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
