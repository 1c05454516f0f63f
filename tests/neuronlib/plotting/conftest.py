"""Axes on a figure that is never shown."""

import pytest
from matplotlib.figure import Figure


@pytest.fixture
def ax():
    """Return empty axes."""
    return Figure().add_subplot()
