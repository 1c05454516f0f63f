"""The official binary files of CIFAR-10, in miniature: read exactly, or refused with a reason."""

import pickle
import re
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib.datasets import cifar10

NAMES = [*(f"data_batch_{number}.bin" for number in range(1, 6)), "test_batch.bin"]


def record(label, image):
    """Return the bytes of one image, shape (3, 32, 32), as the data's web page describes them."""
    return bytes([label]) + b"".join(channel.tobytes() for channel in image)


def images_of(n_images, seed):
    generator = np.random.default_rng(seed)
    images = generator.integers(0, 256, (n_images, 3, 32, 32), dtype=np.uint8)
    return generator.integers(0, 10, n_images).tolist(), images


def fill(folder, counts=(3, 1, 4, 1, 5, 9)):
    """Write the six files with so many images; return the labels and images of each."""
    contents = []
    for seed, (name, n_images) in enumerate(zip(NAMES, counts, strict=True)):
        labels, images = images_of(n_images, seed)
        (folder / name).write_bytes(b"".join(map(record, labels, images)))
        contents.append((labels, images))
    return contents


@pytest.fixture
def folder(tmp_path):
    fill(tmp_path)
    return tmp_path


def test_labels_and_images_come_in_the_order_of_the_files(tmp_path):
    contents = fill(tmp_path)
    training, test = cifar10(tmp_path)
    assert training.y.tolist() == [label for labels, _ in contents[:5] for label in labels]
    assert test.y.tolist() == contents[5][0]
    for data, images in [
        (training, np.concatenate([images for _, images in contents[:5]])),
        (test, contents[5][1]),
    ]:
        assert data.X.dtype == np.float32 and data.y.dtype == np.intp
        np.testing.assert_array_equal(np.rint(data.X.T * 255).reshape(images.shape), images)


def test_a_column_is_red_then_green_then_blue_row_by_row_from_0_to_1(folder):
    image = np.zeros((3, 32, 32), np.uint8)
    image[0, 0, 1], image[1, 0, 0], image[2, 31, 31] = 255, 51, 102
    (folder / "test_batch.bin").write_bytes(record(3, image))
    _, test = cifar10(str(folder))
    (bright,) = np.nonzero(test.X[:, 0])
    assert bright.tolist() == [1, 1024, 3071]
    np.testing.assert_allclose(test.X[bright, 0], [1, 0.2, 0.4], rtol=1e-6)
    assert test.y.tolist() == [3]


@pytest.mark.parametrize("batches", [[2, 5], (5, 2)])
def test_chosen_training_files_are_read_alone_in_the_order_of_their_numbers(folder, batches):
    for number in (1, 3, 4):
        (folder / f"data_batch_{number}.bin").unlink()
    training, test = cifar10(folder, batches=batches)
    assert training.y.tolist() == images_of(1, 1)[0] + images_of(5, 4)[0]
    assert test.y.size == 9


@pytest.mark.parametrize(
    "batches", [[], [0], [6], [1, 1], ["1"], [1, "2"], "12", 3, None], ids=repr
)
def test_batches_that_are_none_are_named(folder, batches):
    words = re.escape(f"batches: got {batches!r}, expected different numbers from 1 to 5")
    with pytest.raises(ValueError, match=words):
        cifar10(folder, batches=batches)


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    words = f"{re.escape(str(folder / name))}: no such file, expected the binary version"
    with pytest.raises(FileNotFoundError, match=words) as caught:
        cifar10(folder)
    assert "pickled" not in str(caught.value)


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere.data_batch_1\.bin: no such file"):
        cifar10(tmp_path / "nowhere")


def test_a_file_given_as_the_folder_is_named(folder):
    with pytest.raises(FileNotFoundError, match=r"test_batch\.bin.data_batch_1\.bin: no such"):
        cifar10(folder / "test_batch.bin")


def test_the_python_version_is_recognised_and_never_unpickled(tmp_path):
    class Trap:
        def __reduce__(self):
            return pytest.fail, ("unpickled",)

    for name in NAMES:
        (tmp_path / name.removesuffix(".bin")).write_bytes(pickle.dumps(Trap()))
    words = r"data_batch_1\.bin: no such file.*; data_batch_1 belongs to the Python version"
    with pytest.raises(FileNotFoundError, match=words):
        cifar10(tmp_path)


@given(st.integers(1, 3 * 3073 - 1).filter(lambda n: n % 3073))
def test_a_truncated_file_is_refused(tmp_path_factory, n_bytes):
    folder = tmp_path_factory.mktemp("truncated")
    fill(folder, [1, 3, 1, 1, 1, 1])
    whole = (folder / "data_batch_2.bin").read_bytes()
    (folder / "data_batch_2.bin").write_bytes(whole[:n_bytes])
    words = rf"data_batch_2\.bin: got {n_bytes} bytes, expected .* whole records of 3073 bytes"
    with pytest.raises(ValueError, match=words):
        cifar10(folder)


def test_an_empty_file_is_refused(folder):
    (folder / "test_batch.bin").write_bytes(b"")
    with pytest.raises(ValueError, match=r"test_batch\.bin: got 0 bytes, expected one or more"):
        cifar10(folder)


@pytest.mark.parametrize("labels", [[0, 9, 10], [9, 0, 255, 10]])
def test_a_label_that_is_none_is_named_with_its_record(folder, labels):
    images = images_of(len(labels), 0)[1]
    (folder / "data_batch_4.bin").write_bytes(b"".join(map(record, labels, images)))
    words = rf"data_batch_4\.bin: got label {labels[2]} in record 2, expected 0 to 9"
    with pytest.raises(ValueError, match=words):
        cifar10(folder)


def test_reading_makes_no_second_copy_of_the_images(tmp_path):
    fill(tmp_path, [100] * 5 + [1])
    tracemalloc.start()
    training, _ = cifar10(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1.2 * training.X.nbytes
