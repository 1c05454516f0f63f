"""Data to learn from: small synthetic sets with a seed, and real handwritten digits.

Each is a `Dataset` with one example per column. Nothing is downloaded.
"""

from neuronlib.datasets.dataset import Dataset
from neuronlib.datasets.digits import digits
from neuronlib.datasets.synthetic import blobs, spirals

__all__ = ["Dataset", "blobs", "digits", "spirals"]
