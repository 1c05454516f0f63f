"""The colours of the figures as the page's colours: one source for matplotlib and for CSS.

Writes `_static/palette.css`, custom properties that `book.css` uses, from `neuronlib.plotting`'s
style. What is coloured, and how, stands in `book.css`. Loaded by Sphinx through `sphinx_ext`.
"""

from pathlib import Path

from matplotlib.colors import to_hex, to_rgb
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from neuronlib.plotting.style import BLUE, GREEN, INK, MUTED, ORANGE, PAPER, PURPLE

FILE = "palette.css"
COLOURS = {"blue": BLUE, "orange": ORANGE, "green": GREEN, "purple": PURPLE}
LIGHTER = 0.45  # how far a colour goes towards paper, to be read on a dark page
FAINT = 0.9


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour on the way to another one.

    Parameters
    ----------
    colour, other : str
        Such as ``"#0072b2"``.
    share : float
        From 0, the first, to 1, the other.

    Examples
    --------
    >>> mixed("#000000", "#ffffff", 0.2)
    '#333333'
    """
    parts = zip(to_rgb(colour), to_rgb(other), strict=True)
    red, green, blue = ((1 - share) * a + share * b for a, b in parts)
    return to_hex((red, green, blue))


def style_sheet() -> str:
    """Return the colours as custom properties, for light pages and for dark ones."""
    always = {"ink": INK, "muted": MUTED, "paper": PAPER}
    light = {
        name + kind: mixed(colour, PAPER, share)
        for name, colour in COLOURS.items()
        for kind, share in (("", 0.0), ("-faint", FAINT))
    }
    dark = {
        name + kind: mixed(mixed(colour, PAPER, LIGHTER), INK, share)
        for name, colour in COLOURS.items()
        for kind, share in (("", 0.0), ("-faint", FAINT))
    }
    return "\n".join(
        [
            "/* Made from neuronlib/plotting/style.py when the book is built. */",
            _rule(":root", always | light),
            # on paper, and without JavaScript, a page is light whatever the theme says
            "@media screen {",
            _rule('html[data-theme="dark"]', dark),
            "}\n",
        ]
    )


def _rule(selector: str, colours: dict[str, str]) -> str:
    lines = "".join(f"  --book-{name}: {colour};\n" for name, colour in colours.items())
    return f"{selector} {{\n{lines}}}"


def _write(app: Sphinx) -> None:
    if app.builder.format == "html":
        file = Path(app.outdir, "_static", FILE)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(style_sheet(), encoding="utf-8")
        app.add_css_file(FILE)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the style sheet before the pages that name it."""
    app.connect("builder-inited", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
