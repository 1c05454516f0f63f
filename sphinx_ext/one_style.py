"""One style sheet for the whole site: a page asks for one file, and the next page has it already.

The theme, the extensions and the book have a dozen, and a browser shows nothing until it has read
them all. Called by `finishing`; imported by its tests alone.
"""

import os
import re
from collections.abc import Iterable, Sequence
from graphlib import TopologicalSorter
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

FILE = "_static/style.css"
# A sheet as a page links it: its file, beginning at the site's folder, and for which media it is.
Sheet = tuple[str, str]

_LINK = re.compile(r'[ \t]*<link\b(?=[^>]*\brel="stylesheet")[^>]*>\n?')
_ATTRIBUTE = re.compile(r'\b(href|media)="([^"]*)"')
_IMPORT = re.compile(r"""@import\s*["']([^"']+)["'];""")
_ADDRESS = re.compile(r"""url\(\s*(["']?)(?![\w+.-]+:|[/#])([^"')]+)\1\s*\)""")


def sheets_of(page: str, folder: str) -> list[Sheet]:
    """Return the sheets that a page, which lies in `folder` of the site, links, in its order."""
    sheets = []
    for link in _LINK.findall(page):
        said = dict(_ATTRIBUTE.findall(link))
        file = os.path.normpath(Path(folder, urlsplit(said["href"]).path))
        sheets.append((file, said.get("media", "all")))
    return sheets


def in_one_order(orders: Iterable[Sequence[Sheet]]) -> list[Sheet]:
    """Return all sheets in an order in which each page's own are as the page has them.

    Raises
    ------
    graphlib.CycleError
        When two pages have the same sheets in different orders.
    """
    before: TopologicalSorter[Sheet] = TopologicalSorter()
    for order in orders:
        for sheet in order:
            before.add(sheet)
        for first, second in pairwise(order):
            before.add(second, first)
    return list(before.static_order())


def moved(style: str, folder: str) -> str:
    """Return a style that lay in `folder` of the site as it must be to lie where the one lies."""
    from_new = os.path.relpath(folder, Path(FILE).parent)

    def address(match: re.Match[str]) -> str:
        return f'url("{os.path.normpath(Path(from_new, match[2]))}")'

    return _ADDRESS.sub(address, style)


def whole(site: Path, file: str) -> str:
    """Return a style as it must be in the new place, with those that it imports in theirs."""
    folder = Path(file).parent
    style = moved((site / file).read_text(encoding="utf-8"), str(folder))
    return _IMPORT.sub(lambda found: whole(site, os.path.normpath(folder / found[1])), style)


def joined(site: Path, sheets: Iterable[Sheet]) -> str:
    """Return the styles of some sheets, one after another."""
    parts = []
    for file, media in sheets:
        style = whole(site, file)
        parts.append(style if media == "all" else f"@media {media} {{\n{style}\n}}")
    return "\n".join(parts)


def linked(page: str, address: str) -> str:
    """Return a page that links one sheet in the place of its first."""
    link = f'    <link rel="stylesheet" href="{address}" />\n'
    first = _LINK.search(page)
    if first is None:
        return page
    return page[: first.start()] + link + _LINK.sub("", page[first.end() :])


def join_styles(site: Path) -> None:
    """Put one sheet in the place of all that the pages link, and of those that none does."""
    # among the theme's static files are templates, which end in .html too
    paths = [path for path in sorted(site.rglob("*.html")) if site / "_static" not in path.parents]
    pages = {path: path.read_text(encoding="utf-8") for path in paths}
    folders = {path: str(path.parent.relative_to(site)) for path in pages}
    sheets = in_one_order(sheets_of(page, folders[path]) for path, page in pages.items())
    style = joined(site, sheets)
    for path in site.rglob("*.css"):
        path.unlink()
    (site / FILE).write_text(style, encoding="utf-8")
    version = sha256(style.encode()).hexdigest()[:8]
    for path, page in pages.items():
        address = f"{os.path.relpath(FILE, folders[path])}?v={version}"
        path.write_text(linked(page, address), encoding="utf-8")
