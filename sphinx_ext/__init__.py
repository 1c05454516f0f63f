"""The book's own Sphinx extension: one module for each thing that the site needs beyond the theme.

Loaded by `_config.yml`; nothing here is imported by the library or the chapters.
"""

from typing import Any

from sphinx.application import Sphinx

from sphinx_ext import api, baked_demos, benchmarks, launch_links, ledger, self_contained


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up each part."""
    for part in (api, baked_demos, benchmarks, launch_links, ledger, self_contained):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
