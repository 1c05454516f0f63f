"""The last hand on the built site: every page, then the styles and scripts that the pages share.

The theme's templates say much that no event lets us say otherwise, so the written pages are read
once more. What is done to them stands in a module for each idea. Loaded by Sphinx through
`sphinx_ext`; imported by its tests alone.
"""

from pathlib import Path

from sphinx.application import Sphinx

from sphinx_ext import (
    access,
    icons,
    light_pages,
    one_style,
    picture_sizes,
    security_policy,
    self_contained,
    small_pictures,
    unused_styles,
)

# The policy is the last: it names each script that then stands in the page.
MENDS = (self_contained.mended, light_pages.mended, access.mended, security_policy.mended)


def mended(page: str, folder: Path) -> str:
    """Return a page, which lies in `folder`, with all that is to be done to it."""
    page = picture_sizes.mended(small_pictures.mended(page), folder)
    for mend in MENDS:
        page = mend(page)
    return page


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Go through the whole site (on the event `build-finished`: no earlier one sees it)."""
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    small_pictures.shrink(site)
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        if (better := mended(page, path.parent)) != page:
            path.write_text(better, encoding="utf-8")
    # In this order: an icon is in use when a rule still names it, a rule when a script does; and
    # the sheets are joined as they then are.
    light_pages.remove_unused_scripts(site)
    unused_styles.remove_from(site)
    icons.keep_those_in_use(site)
    one_style.join_styles(site)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("build-finished", finish, priority=900)
