"""Make `neuronlib/datasets/digits.npz` from scikit-learn's copy of the handwritten digits.

    python -m tools.digits

The file is committed; this is how it was made, and a test compares the two.
"""

from pathlib import Path

import numpy as np

DIGITS = Path(__file__).parent.parent / "neuronlib" / "datasets" / "digits.npz"


def main() -> None:
    """Write the images, (1797, 64) of 0…16, and their labels as bytes."""
    from sklearn.datasets import load_digits

    images, labels = load_digits(return_X_y=True)
    np.savez_compressed(DIGITS, images=images.astype(np.uint8), labels=labels.astype(np.uint8))
    print(f"{DIGITS.name}: {DIGITS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
