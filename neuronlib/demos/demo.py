"""What every demo is: a box with a picture and a sentence that says what the picture shows."""

from html import escape
from typing import Any

import ipywidgets

from neuronlib.demos.picture import Picture


class Demo(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets publishes no types
    """A box with a picture under controls, and a sentence that stands for it where it is told."""

    _sentence = ""

    def __repr__(self) -> str:
        return f"Demo: {self._sentence}"

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options)
        return bundle | {"text/plain": repr(self)}  # ipywidgets would cut it short

    def _make_screen(self, picture: Picture[Any]) -> list[ipywidgets.Widget]:
        """Make the live picture, as wide as the page shows it, and the place of its sentence."""
        width, _ = picture.shown_size
        self._image = ipywidgets.Image(
            format="png", layout={"width": f"{width}px", "max_width": "100%"}
        )
        self._caption = ipywidgets.HTML()
        return [self._image, self._caption]

    def _say(self, sentence: str) -> None:
        self._sentence = sentence
        self._caption.value = f'<p role="status">{escape(sentence)}</p>'
