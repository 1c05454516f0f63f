"""The handwritten digits, read from the file beside this module."""

from functools import cache
from pathlib import Path

import numpy as np

from neuronlib.datasets.dataset import Dataset


@cache
def digits() -> Dataset:
    """Real handwritten digits: 1797 images of 8 × 8 pixels, written by 13 people.

    Returns
    -------
    Dataset
        X has shape (64, 1797), row by row from the top left, from 0 (paper) to 1 (ink); y has the
        digits 0 to 9. The arrays are read-only, since every caller gets the same ones.

    References
    ----------
    E. Alpaydin & C. Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine Learning
    Repository, https://doi.org/10.24432/C50P49 (CC BY 4.0); its test set, as scikit-learn ships it.

    Examples
    --------
    >>> data = digits()
    >>> data.X.shape, data.n_classes
    ((64, 1797), 10)
    """
    with np.load(Path(__file__).with_name("digits.npz"), allow_pickle=False) as arrays:
        X = np.ascontiguousarray(arrays["images"].T, dtype=np.float32) / np.float32(16)
        y = arrays["labels"].astype(np.intp)
    X.flags.writeable = y.flags.writeable = False
    return Dataset(X, y)
