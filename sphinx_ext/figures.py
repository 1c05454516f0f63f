"""Figures that cells draw, numbered through the book, with a caption.

The first sentence of a picture's alt text says what is drawn: it becomes the caption. The others
say what is to be seen, and stay. A cell's own name for its figure, `{"mystnb": {"figure": {"name":
"fig-…"}}}` in its metadata, is what references use. Loaded by Sphinx through `sphinx_ext`.
"""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import ExtensionMetadata

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
FEWEST_WORDS = 5  # of an alt text that says something


def caption_and_alt(text: str) -> tuple[str, str]:
    """Divide an alt text; one that says too little without its first sentence stays whole.

    Examples
    --------
    >>> caption_and_alt("Loss against the update. It falls fast, then levels off.")
    ('Loss against the update.', 'It falls fast, then levels off.')
    >>> caption_and_alt("Four handwritten digits.")
    ('Four handwritten digits.', 'Four handwritten digits.')
    """
    caption, _, rest = _SENTENCE.sub("\0", text, count=1).partition("\0")
    return caption, rest if len(rest.split()) >= FEWEST_WORDS else text


class NumberedFigures(SphinxTransform):
    """Makes a figure of each output of a cell that has an alt text."""

    default_priority = 400  # before Sphinx collects the labels

    def apply(self, **kwargs: Any) -> None:
        """Go through the outputs."""
        for output in list(self.document.findall(_is_output)):
            pictures = [image for image in output.findall(nodes.image) if image.get("alt")]
            if not pictures:
                continue
            figure = output.parent
            if not isinstance(figure, nodes.figure):  # it is one where the cell gives it a name
                figure = nodes.figure()
                output.replace_self(figure)
                figure += output
                self.document.note_implicit_target(figure)
            caption, alt = caption_and_alt(pictures[0]["alt"])
            for picture in pictures:
                picture["alt"] = alt
            figure += nodes.caption("", caption)


def _is_output(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "mime_bundle"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the transform."""
    app.add_transform(NumberedFigures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
