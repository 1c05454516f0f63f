"""A page loads the scripts and styles that it uses, and waits for none of them.

Lives here: what of the theme's and of Sphinx's extensions can be left out of which page. What is
left out of the files themselves stands in `unused_styles` and `icons`. Called by `finishing`;
imported by its tests alone.
"""

import re
from pathlib import Path

# A file, or a script in the page, by a word in it, and what a page holds that needs it.
NEEDED_BY = {
    # Half a megabyte, and it turns every <i> into an <svg>, also those of widgets, which then
    # break; the theme's style draws the same icons from a font.
    "fontawesome.js": None,
    "bootstrap.js": 'data-bs-toggle="(?!tooltip)',  # a tooltip is a title without it
    # The theme loads these everywhere for a search that answers while one types: switched off.
    "searchtools.js": 'id="search-results"',
    "language_data.js": 'id="search-results"',
    "searchindex.js": 'id="search-results"',
    "toggle(?:button|Hint|OpenOnPrint)": 'class="(?:toggle|[^"]* (?:toggle|dropdown))[ "]',
    "design-tabs.js": 'class="[^"]*sd-tab-set',
    "sphinx-design": 'class="(?:[^"]* )?sd-',
    "(?:clipboard|copybutton)": 'class="[^"]*highlight',
    "katex": 'class="katex',
}
_SCRIPT_OR_STYLE = r"[ \t]*<(?:script|link)\b[^>]*{word}[^>]*>(?:[^<]*</script>)?\n?"
_SCRIPT_IN_PAGE = r"[ \t]*<script>[^<]*{word}[^<]*</script>\n?"
# On paper the theme has a second title and list of contents, which the search finds as well.
_SECOND_TITLE = re.compile(r'<div id="jb-print-docs-body".*?(?=<div id="searchbox">)', re.DOTALL)
# Other scripts of the page speak to this one while the page is read; it is tiny.
_WAITED_FOR = re.compile(
    r'<script (?=[^>]*src=")(?![^>]*(?:\bdefer|\basync|documentation_options\.js))'
)


def mended(page: str) -> str:
    """Return a page without what it does not use, and with its scripts run after it is shown."""
    for word, content in NEEDED_BY.items():
        if content is None or not re.search(content, page):
            page = re.sub(_SCRIPT_OR_STYLE.format(word=word), "", page)
            page = re.sub(_SCRIPT_IN_PAGE.format(word=word), "", page)
    return _WAITED_FOR.sub("<script defer ", _SECOND_TITLE.sub("", page))


def remove_unused_scripts(site: Path) -> None:
    """Delete the scripts of the theme and the extensions that no page loads, and their maps."""
    pages = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    for script in (site / "_static").rglob("*.js"):
        if script.name not in pages:
            script.unlink()
            script.with_name(f"{script.name}.map").unlink(missing_ok=True)
