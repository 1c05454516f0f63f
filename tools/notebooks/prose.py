"""What is written in a chapter's Markdown cells: tied numbers, pictures, typed verdicts.

Everything here is a pure function of one cell's text. The notebook tools and the tests
import it.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

# "not testable here" is missing on purpose: it is the one verdict that is declared, not computed.
VERDICTS = ("holds under conditions", "holds", "not seen here", "contradicted", "illustrated")

_FENCE = re.compile(r"\s*(?P<marks>`{3,}|~{3,}|:{3,})\s*(?P<info>[^`]*)")
_CODE_DIRECTIVE = re.compile(r"\{(code|code-block|code-cell|math|literalinclude)\}")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_TIE = re.compile(r"<!--=\s*(?P<expression>.*?)\s*-->", re.DOTALL)
_EMPHASIS = "*_`$"

_ANY_VERDICT = "|".join(VERDICTS)
_EMPHASISED_VERDICT = re.compile(
    rf"(?<![*_\w])(?P<marks>[*_]{{1,3}})(?P<verdict>{_ANY_VERDICT})[.,;:!]?(?P=marks)(?!\s*<!--=)",
    re.IGNORECASE,
)
_ANNOUNCED_VERDICT = re.compile(
    rf"\bverdict[*_]*\s*:\s*[*_`]*(?P<verdict>{_ANY_VERDICT})\b(?![*_`]*\s*<!--=)", re.IGNORECASE
)

_MARKDOWN_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<source>[^)\s]+)")
_HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_HTML_ALT = re.compile(r"""\balt\s*=\s*(?:"[^"]*\S[^"]*"|'[^']*\S[^']*')""", re.IGNORECASE)
_IMAGE_DIRECTIVE = re.compile(
    r"[`:]{3,}\{(?:figure|image)\}\s*(?P<source>\S+)(?P<body>.*?)[`:]{3,}", re.DOTALL
)


@dataclass(frozen=True)
class TiedNumber:
    """A text in prose and the expression that must print exactly it.

    Attributes
    ----------
    before : str
        The prose right before the comment.
    expression : str
        The Python expression in the comment.
    """

    before: str
    expression: str

    @property
    def shown(self) -> str:
        """The last word before the comment, as a message quotes it."""
        return self.before.rstrip(_EMPHASIS).rpartition(" ")[2].rpartition("\n")[2]

    def says(self, value: str) -> bool:
        """Tell whether the prose shows this value, whole and unchanged."""
        for before in (self.before, self.before.rstrip(_EMPHASIS)):
            if value and before.endswith(value):
                return not _runs_on(before[: -len(value)], value)
        return False


def _runs_on(before: str, value: str) -> bool:
    """Tell whether the value is only the tail of a longer number or word."""
    if value[0].isdigit():
        # A sign, a decimal point and a thousands mark (a comma, a fixed space) belong to it.
        number = r"\.|\d[,'\u00a0\u2009\u202f]|(?:^|[^\w)\]])[-\u2212]"
        return re.search(rf"(?:\w|{number})$", before) is not None
    return value[0].isalpha() and re.search(r"\w$", before) is not None


def prose(source: str) -> str:
    """Return the text without its code blocks, line for line.

    Parameters
    ----------
    source : str
        A Markdown cell. A MyST directive such as ``{exercise}`` holds prose, so it stays.

    Returns
    -------
    str
        The same number of lines; those of code blocks are empty.
    """
    lines = []
    fences: list[tuple[str, bool]] = []
    for line in source.split("\n"):
        in_code = bool(fences) and fences[-1][1]
        fence = _FENCE.fullmatch(line)
        if fence and fences and not fence["info"] and fence["marks"].startswith(fences[-1][0]):
            fences.pop()
        elif fence and not in_code:
            info = fence["info"]
            is_prose = info.startswith("{") and not _CODE_DIRECTIVE.match(info)
            fences.append((fence["marks"], not is_prose))
            in_code = not is_prose
        lines.append("" if in_code else line)
    return "\n".join(lines)


def tied_numbers(source: str) -> Iterator[TiedNumber]:
    """Yield each ``TEXT<!--= EXPRESSION -->`` of a Markdown cell, outside code."""
    text = _CODE_SPAN.sub(
        lambda span: "" if "<!--=" in span[2] else span[0],
        prose(source),
    )
    for tie in _TIE.finditer(text):
        yield TiedNumber(text[: tie.start()], tie["expression"])


def pictures_without_alt(source: str) -> Iterator[str]:
    """Yield the source or tag of each picture in a Markdown cell that has no alt text."""
    text = prose(source)
    for image in _MARKDOWN_IMAGE.finditer(text):
        if not image["alt"].strip():
            yield image["source"]
    for tag in _HTML_IMAGE.findall(text):
        if not _HTML_ALT.search(tag):
            yield tag
    for directive in _IMAGE_DIRECTIVE.finditer(text):
        if not re.search(r"^:alt:\s*\S", directive["body"], re.MULTILINE):
            yield directive["source"]


def typed_verdicts(source: str) -> Iterator[str]:
    """Yield each verdict that is typed in a Markdown cell and not tied to code."""
    text = prose(source)
    for pattern in (_EMPHASISED_VERDICT, _ANNOUNCED_VERDICT):
        yield from (found["verdict"] for found in pattern.finditer(text))


def verdict_literals(code: str) -> Iterator[str]:
    """Yield each verdict that stands as a string in a code cell."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return  # the run reports it, with its line
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and str(node.value).strip().lower() in VERDICTS:
            yield str(node.value)
