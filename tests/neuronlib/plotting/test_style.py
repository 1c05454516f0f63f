"""Text in figures can be read by weak eyes: WCAG asks for a contrast of 4.5 to 1."""

import pytest
from matplotlib.colors import to_rgb

from neuronlib.plotting.style import INK, MUTED, PALE, PAPER


def luminance(colour: str) -> float:
    """Return how light a colour looks, from 0 to 1, as WCAG computes it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("text", [INK, MUTED])
@pytest.mark.parametrize("ground", [PAPER, PALE])
def test_text_stands_out_from_what_it_is_written_on(text: str, ground: str) -> None:
    assert (luminance(ground) + 0.05) / (luminance(text) + 0.05) >= 4.5


def test_black_on_white_has_the_greatest_contrast_there_is() -> None:
    assert (luminance("white") + 0.05) / (luminance("black") + 0.05) == pytest.approx(21)
