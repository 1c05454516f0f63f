"""The handwritten digits in the package are those that scikit-learn ships."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_digits

import neuronlib
from neuronlib.datasets import digits
from tools import digits as tool

FILE = Path(neuronlib.__file__).parent / "datasets" / "digits.npz"


def test_the_digits_are_those_of_scikit_learn_with_ink_from_0_to_1():
    images, labels = load_digits(return_X_y=True)
    data = digits()
    np.testing.assert_array_equal(data.X, images.T / 16)
    np.testing.assert_array_equal(data.y, labels)
    assert data.X.dtype == np.float32 and data.y.dtype == np.intp
    assert data.n_classes == 10


def test_the_tool_writes_the_arrays_of_the_committed_file(tmp_path, monkeypatch, capsys):
    assert tool.DIGITS.resolve() == FILE.resolve()
    monkeypatch.setattr(tool, "DIGITS", tmp_path / "digits.npz")
    tool.main()
    assert capsys.readouterr().out.startswith("digits.npz: ")
    with np.load(tmp_path / "digits.npz") as made, np.load(FILE) as committed:
        assert set(made) == set(committed) == {"images", "labels"}
        for name in made:
            np.testing.assert_array_equal(made[name], committed[name])
            assert made[name].dtype == committed[name].dtype == np.uint8


def test_the_file_is_small_and_its_source_and_licence_stand_beside_it():
    assert FILE.stat().st_size < 100_000
    notice = FILE.with_suffix(".md").read_text(encoding="utf-8")
    for words in ("Alpaydin", "10.24432/C50P49", "Creative Commons Attribution 4.0"):
        assert words in notice


def test_every_caller_gets_the_same_arrays_and_nobody_can_write_into_them():
    data = digits()
    assert data is digits()
    for array in (data.X, data.y):
        with pytest.raises(ValueError, match="read-only"):
            array[..., 0] = 0


def test_they_are_read_from_the_package_wherever_one_stands(tmp_path):
    script = "from neuronlib import datasets; print(datasets.digits())"
    done = subprocess.run(
        [sys.executable, "-I", "-c", script],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "Dataset(1797 examples, 64 inputs, 10 classes)"
