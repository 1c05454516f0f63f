"""The library's pages: docstrings, with nothing said twice.

Loaded through ``sphinx_ext``; autodoc finds the docstrings and numpydoc sets them.
"""

from typing import Any

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata


def leave_out_class_docstring(
    app: Sphinx, what: str, name: str, item: Any, options: Any, lines: list[str]
) -> None:
    """Empty the docstring of a thing that is no class or function: it is that of its class."""
    if what == "data":
        lines.clear()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Ask to see each docstring before numpydoc does."""
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("numpydoc")
    app.connect("autodoc-process-docstring", leave_out_class_docstring, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
