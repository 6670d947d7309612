"""Sets that Keras has downloaded, from a folder that looks like Keras's."""

from __future__ import annotations

import gzip
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kbuild.data.loading import Splits
from kbuild.schemas.errors import KbuildError

Load = Callable[..., Splits]
Refused = Callable[..., KbuildError]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keras's folder, empty; whoever opens a connection fails."""

    def opened(*_: Any, **__: Any) -> None:
        raise AssertionError("a download")

    monkeypatch.setattr(urllib.request, "urlopen", opened)
    monkeypatch.setattr(urllib.request, "urlretrieve", opened)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    folder = tmp_path / "keras/datasets"
    folder.mkdir(parents=True)
    return folder


def test_what_was_not_downloaded_is_not_downloaded_now(load: Load, refused: Refused) -> None:
    error = refused(load, {"KerasDataset": {"name": "mnist"}})
    assert error.code == "missing-file"
    assert "keras.datasets.mnist.load_data()" in str(error.hint)


def test_digits_come_by_part_with_the_names_of_their_classes(load: Load, cache: Path) -> None:
    random = np.random.default_rng(0)
    arrays: dict[str, Any] = {
        f"x_{part}": random.integers(0, 256, (n, 28, 28), np.uint8) for part, n in (("train", 6), ("test", 4))
    }
    np.savez(cache / "mnist.npz", **arrays, y_train=np.arange(6), y_test=np.arange(4))
    splits = load(
        {"KerasDataset": {"name": "mnist"}}, test={"KerasDataset": {"name": "mnist", "part": "test"}}
    )
    assert splits.test is not None
    assert np.array_equal(np.asarray(splits.train.x), arrays["x_train"])
    assert np.array_equal(np.asarray(splits.test.x), arrays["x_test"])
    assert splits.train.meta.classes == {"": tuple("0123456789")}


def test_clothes_are_read_from_their_compressed_files(load: Load, cache: Path, refused: Refused) -> None:
    folder = cache / "fashion-mnist"
    folder.mkdir()
    pictures = np.random.default_rng(0).integers(0, 256, (3, 28, 28), np.uint8)
    labels = np.array([9, 0, 3], np.uint8)
    (folder / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(bytes(16) + pictures.tobytes()))
    (folder / "train-labels-idx1-ubyte.gz").write_bytes(gzip.compress(bytes(8) + labels.tobytes()))
    train = load({"KerasDataset": {"name": "fashion_mnist"}}).train
    assert np.array_equal(np.asarray(train.x), pictures)
    assert np.asarray(train.y).tolist() == [9, 0, 3]
    assert train.meta.classes[""][9] == "ankle boot"
    (folder / "train-labels-idx1-ubyte.gz").write_bytes(b"no gzip")
    assert refused(load, {"KerasDataset": {"name": "fashion_mnist"}}).code == "malformed-file"


def test_houses_are_shared_out_as_keras_does(load: Load, cache: Path) -> None:
    x = np.arange(50.0).reshape(25, 2)
    np.savez(cache / "boston_housing.npz", x=x, y=np.arange(25.0))
    parts = [
        load({"KerasDataset": {"name": "boston_housing", "part": part}}).train for part in ("train", "test")
    ]
    assert [len(each) for each in parts] == [20, 5]
    # Keras's function does the same with the same file.
    random = np.random.RandomState(113)
    order = np.arange(25)
    random.shuffle(order)
    assert np.array_equal(np.concatenate([np.asarray(each.x) for each in parts]), x[order].astype("float32"))
