"""The book's own Sphinx extension: one module for each thing that the site needs beyond the theme.

Loaded by `_config.yml`; nothing here is imported by the library or the chapters.
"""

from importlib import import_module
from typing import Any

from sphinx.application import Sphinx

PARTS = (
    "access",
    "api",
    "baked_demos",
    "benchmarks",
    "chapter_list",
    "figures",
    "finishing",
    "glossary_links",
    "launch_links",
    "ledger",
    "not_found",
    "open_graph",
    "palette",
    "search",
    "self_contained",
    "side_by_side",
    "site_address",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up each part."""
    for part in PARTS:
        import_module(f"{__name__}.{part}").setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
