"""Styles without the rules that nothing on the site can use.

The theme brings all of Bootstrap and a rule for each of two thousand icons; a browser reads them
all before it shows a word. A rule stays unless each of its selectors names a class that occurs in
no page and in no script. Called by `finishing`; imported by its tests alone.
"""

import re
from collections.abc import Iterator, Set
from pathlib import Path

_WORD = re.compile(r"[\w-]+")
_COMMENT = re.compile(r"/\*(?!!).*?\*/", re.DOTALL)  # one with "!" is a licence
_PIECE = re.compile(
    r"""/\*.*?\*/ | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | \\. | [{};] | [^{};"'\\/]+ | /""",
    re.DOTALL | re.VERBOSE,
)
_CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
_CONDITION = re.compile(r":[\w-]+\([^()]*\)|\[[^\]]*\]")
_HOLDS_RULES = ("@media", "@supports", "@layer", "@container")


def words_of(site: Path) -> Set[str]:
    """Return every word that a class could be called by in the site's pages and scripts."""
    words: set[str] = set()
    for path in [*site.rglob("*.html"), *site.rglob("*.js")]:
        words.update(_WORD.findall(path.read_text(encoding="utf-8")))
    return words


def rules(style: str) -> Iterator[tuple[str, str | None]]:
    """Yield each rule as what stands before its braces and in them; None if it has no braces."""
    depth = start = inside = 0
    for piece in _PIECE.finditer(style):
        if piece[0] == "{":
            depth += 1
            inside = piece.end() if depth == 1 else inside
        elif piece[0] == "}":
            depth -= 1
            if depth == 0:
                yield style[start : inside - 1].strip(), style[inside : piece.start()]
                start = piece.end()
        elif piece[0] == ";" and depth == 0:
            yield style[start : piece.end()].strip(), None
            start = piece.end()


def selectors(prelude: str) -> list[str]:
    """Return what the commas outside brackets divide."""
    depth, found = 0, [""]
    for character in prelude:
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            found.append("")
        else:
            found[-1] += character
    return [each.strip() for each in found]


def is_used(selector: str, words: Set[str]) -> bool:
    """Return whether a selector could fit something, whatever `:not(…)` and the like name."""
    while (shorter := _CONDITION.sub("", selector)) != selector:
        selector = shorter
    return all(name.replace("\\", "") in words for name in _CLASS.findall(selector))


def used(style: str, words: Set[str]) -> str:
    """Return the rules of a style that could fit something."""
    kept = []
    for before, inside in rules(_COMMENT.sub("", style)):
        *licences, prelude = re.split(r"(?<=\*/)", before)
        prelude = prelude.strip()
        if inside is None:
            kept.append(before)
        elif prelude.startswith(_HOLDS_RULES):
            if inner := used(inside, words):
                kept.append(f"{before}{{{inner}}}")
        elif prelude.startswith("@"):
            kept.append(f"{before}{{{inside}}}")
        else:
            kept += licences
            if fitting := [each for each in selectors(prelude) if is_used(each, words)]:
                kept.append(f"{','.join(fitting)}{{{inside}}}")
    return "\n".join(kept)


def remove_from(site: Path) -> None:
    """Shorten the styles of the theme and the extensions, and drop the maps that led into them."""
    words = words_of(site)
    for path in (site / "_static").rglob("*.css.map"):
        path.unlink()
    for path in (site / "_static").rglob("*.css"):
        path.write_text(used(path.read_text(encoding="utf-8"), words), encoding="utf-8")
