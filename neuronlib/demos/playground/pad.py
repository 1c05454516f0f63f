"""A pad to put points on: with a pointer, a finger or the keyboard.

Its browser side is `pad.js`, one module and no library.
"""

from pathlib import Path
from typing import Any

import anywidget
import traitlets


class Pad(anywidget.AnyWidget):
    """A square of the plane on which points of two classes are put.

    Parameters
    ----------
    points : list of [x1, x2, class]
    limit : float
        The square reaches from minus to plus this.
    """

    _esm = Path(__file__).with_name("pad.js")
    points: Any = traitlets.List().tag(sync=True)
    limit: Any = traitlets.Float(1.0).tag(sync=True)
