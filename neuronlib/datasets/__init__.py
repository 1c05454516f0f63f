"""Data to learn from: small synthetic sets with a seed, and real images.

Each is a `Dataset` with one example per column. Nothing is downloaded.
"""

from neuronlib.datasets.cifar10 import cifar10
from neuronlib.datasets.dataset import Dataset
from neuronlib.datasets.digits import digits
from neuronlib.datasets.synthetic import blobs, circles, moons, spirals, xor
from neuronlib.datasets.teacher import teacher

__all__ = [
    "Dataset",
    "blobs",
    "cifar10",
    "circles",
    "digits",
    "moons",
    "spirals",
    "teacher",
    "xor",
]
