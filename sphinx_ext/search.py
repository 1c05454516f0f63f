"""The search as it suits readers: chapters before names of the library, and formulas said once.

Loaded by Sphinx through `sphinx_ext`.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

# Sphinx asks for a scorer, and runs it after its own search.
SCRIPT = Path(__file__).with_name("search.js")


def _adapt(app: Sphinx, config: Config) -> None:
    config["html_search_scorer"] = str(SCRIPT)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Give the search what it lacks."""
    app.connect("config-inited", _adapt)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
