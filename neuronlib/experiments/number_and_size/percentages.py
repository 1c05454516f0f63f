"""Shares as percentages, as they are printed in this chapter's evidence."""

import numpy as np
import numpy.typing as npt


def percent(share: float) -> str:
    """Return a share in whole percent.

    Examples
    --------
    >>> percent(0.667)
    '67 %'
    """
    return f"{100 * share:.0f} %"


def percent_range(shares: npt.ArrayLike) -> str:
    """Return the smallest and the largest of several shares.

    Examples
    --------
    >>> percent_range([0.5, 0.1, 0.8])
    '10–80 %'
    """
    return f"{100 * np.min(shares):.0f}–{100 * np.max(shares):.0f} %"
