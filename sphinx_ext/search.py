"""The search in an order that suits readers: chapters before names of the library.

Loaded by Sphinx through `sphinx_ext`.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

SCORER = Path(__file__).with_name("scorer.js")


def _weigh(app: Sphinx, config: Config) -> None:
    config["html_search_scorer"] = str(SCORER)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Give the search its weights."""
    app.connect("config-inited", _weigh)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
