"""Names and landmarks for those who do not see the page: what the theme's templates leave out.

What depends on the width of the screen is left to a script, `static/access.js`; how focus and
motion look is said in `static/access.css`. `mended` is called by `finishing`.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

_BOOK = 'aria-label="Contents of the book"'
_PAGE = 'aria-label="Contents of this page"'
# What the theme, Bootstrap and docutils write, and what stands in its place.
REPLACEMENTS = {
    '<dialog id="pst-search-dialog">': '<dialog aria-label="Search" id="pst-search-dialog">',
    '<dialog id="pst-primary-sidebar-modal">': f'<dialog {_BOOK} id="pst-primary-sidebar-modal">',
    '<dialog id="pst-secondary-sidebar-modal">': (
        f'<dialog {_PAGE} id="pst-secondary-sidebar-modal">'
    ),
    'title="Toggle primary sidebar"': f'title="Contents of the book" {_BOOK}',
    'title="Toggle secondary sidebar"': f'title="Contents of this page" {_PAGE}',
    'aria-label="Color mode" data-bs-title="Color mode"': (
        'title="Light or dark" aria-label="Light or dark"'
    ),
    # The book's mark and the search button would stand in no landmark.
    '<div id="pst-primary-sidebar"': (
        '<div role="region" aria-label="The book" id="pst-primary-sidebar"'
    ),
    # Each exercise would have the same id.
    '<section id="exercise-content">': "<section>",
    # The works stand in a list, whose items may not be called anything else.
    'role="doc-biblioentry"': 'role="listitem"',
}


def mended(page: str) -> str:
    """Return a page whose dialogs, buttons and landmarks have names."""
    for old, new in REPLACEMENTS.items():
        page = page.replace(old, new)
    return page


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the script and the style to every page."""
    app.add_js_file("access.js")
    app.add_css_file("access.css", priority=900)  # after the theme's, and what the theme adds
    return {"parallel_read_safe": True, "parallel_write_safe": True}
