"""The CIFAR-10 photographs, read from the files that their authors publish.

Nothing is downloaded, and nothing is unpickled: a pickle from elsewhere can run any code.
"""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

import numpy as np

from neuronlib.datasets.dataset import Dataset

N_CLASSES = 10
N_VALUES = 3 * 32 * 32
RECORD = 1 + N_VALUES  # bytes


def cifar10(
    folder: str | PathLike[str], *, batches: Sequence[int] = (1, 2, 3, 4, 5)
) -> tuple[Dataset, Dataset]:
    """Real photographs of 32 × 32 pixels in ten classes: a training set and a test set.

    The classes are, from 0: airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck.

    Parameters
    ----------
    folder : path
        What the archive of the *binary version* unpacks to, with the files data_batch_1.bin to
        data_batch_5.bin and test_batch.bin. Nothing is downloaded.
    batches : sequence of int
        Which of the five training files to read. Each has 10 000 images and takes 123 MB of memory.

    Returns
    -------
    training, test : Dataset
        X has shape (3072, N): the reds of an image row by row from the top left, then the greens,
        then the blues, each from 0 to 1.

    Raises
    ------
    FileNotFoundError
        If a file is missing.
    ValueError
        If a file does not consist of whole records, one byte for the label and 3072 for the
        image, or a label is not from 0 to 9; or if `batches` names no file. Any number of records
        is accepted: a shorter file of the same form is a smaller set.

    References
    ----------
    A. Krizhevsky (2009), Learning Multiple Layers of Features from Tiny Images, technical report,
    University of Toronto; the files and their form: https://www.cs.toronto.edu/~kriz/cifar.html.

    Examples
    --------
    A small file of the same form, with one black truck:

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     for name in ("data_batch_1.bin", "test_batch.bin"):
    ...         size = Path(folder, name).write_bytes(bytes([9]) + bytes(3072))
    ...     training, test = cifar10(folder, batches=[1])
    >>> training
    Dataset(1 example, 3072 inputs, 10 classes)
    """
    given = list(batches) if isinstance(batches, Sequence) else []
    numbers = [number for number in range(1, 6) if number in given]
    if not numbers or len(numbers) != len(given):
        raise ValueError(f"batches: got {batches!r}, expected different numbers from 1 to 5")
    training = _read([Path(folder, f"data_batch_{number}.bin") for number in numbers])
    return training, _read([Path(folder, "test_batch.bin")])


def _read(paths: list[Path]) -> Dataset:
    ends = np.cumsum([_n_records(path) for path in paths])
    X = np.empty((N_VALUES, ends[-1]), dtype=np.float32)
    y = np.empty(ends[-1], dtype=np.intp)
    for path, end in zip(paths, ends, strict=True):
        records = np.fromfile(path, dtype=np.uint8).reshape(-1, RECORD)
        labels, images = records[:, 0], records[:, 1:]
        wrong = labels >= N_CLASSES
        if wrong.any():
            first = int(wrong.argmax())
            raise ValueError(
                f"{path}: got label {labels[first]} in record {first}, "
                f"expected 0 to {N_CLASSES - 1}"
            )
        columns = slice(end - len(records), end)
        y[columns] = labels
        # written where it stays: the whole set is large, and a second copy may not fit
        np.divide(images.T, 255, out=X[:, columns], dtype=np.float32)
    return Dataset(X, y)


def _n_records(path: Path) -> int:
    if not path.is_file():
        message = f"{path}: no such file, expected the binary version of CIFAR-10"
        if path.with_suffix("").is_file():
            message += f"; {path.stem} belongs to the Python version, which is pickled"
        raise FileNotFoundError(message)
    size = path.stat().st_size
    if size == 0 or size % RECORD:
        raise ValueError(
            f"{path}: got {size} bytes, expected one or more whole records of {RECORD} bytes, "
            f"a label and {N_VALUES} values"
        )
    return size // RECORD
