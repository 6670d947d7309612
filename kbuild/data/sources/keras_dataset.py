"""`KerasDataset`: sets of `keras.datasets` that Keras has downloaded before, read without Keras."""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path

import numpy as np

from kbuild.data.array_preparation import Arrays
from kbuild.data.samples import Array, Meta, Origin, Samples
from kbuild.data.sources import Place
from kbuild.data.sources.npz import archive, pick
from kbuild.schemas.data import KerasDataset
from kbuild.schemas.errors import DataError

_CLOTHES = (
    *("T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag"),
    "ankle boot",
)
_DIGITS = tuple(str(each) for each in range(10))
_FASHION = {"train": "train", "test": "t10k"}
# The order in which Keras's functions give the houses, and the share that they keep for the test.
_SEED, _TEST = 113, 0.2


def read(source: KerasDataset, place: Place) -> Arrays:
    """Read the files that Keras keeps.

    Raises:
        DataError: `missing-file` when Keras has not downloaded the set, or `malformed-file`.
    """
    classes: tuple[str, ...] = ()
    if source.name == "fashion_mnist":
        x, y = _fashion(source.part)
        classes = _CLOTHES
    elif source.name == "mnist":
        x, y = _pair(f"{source.name}.npz", f"x_{source.part}", f"y_{source.part}", source.name)
        classes = _DIGITS
    else:
        x, y = _houses(source)
    meta = Meta(Origin(source.name), classes={"": classes} if classes else {})
    samples = Samples(x, None if source.reconstruct else y, meta=meta)
    return Arrays(samples, source.standardize, source.one_hot, source.reconstruct)


def folder() -> Path:
    """Where Keras keeps what it has downloaded."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home) if home else Path.home() / ".keras") / "datasets"


def _pair(file: str, x: str, y: str, name: str) -> tuple[Array, Array]:
    with archive(_found(file, name)) as arrays:
        return pick(arrays, x, Path(file)), pick(arrays, y, Path(file))


def _houses(source: KerasDataset) -> tuple[Array, Array]:
    x, y = _pair(f"{source.name}.npz", "x", "y", source.name)
    order = np.arange(len(x))
    np.random.RandomState(_SEED).shuffle(order)
    cut = int(len(x) * (1 - _TEST))
    rows = order[:cut] if source.part == "train" else order[cut:]
    return x[rows], y[rows]


def _fashion(part: str) -> tuple[Array, Array]:
    y = _unpacked(f"{_FASHION[part]}-labels-idx1-ubyte.gz", 8)
    x = _unpacked(f"{_FASHION[part]}-images-idx3-ubyte.gz", 16)
    if x.size != y.size * 28 * 28:
        raise DataError("fashion_mnist: pictures and labels do not fit each other", code="malformed-file")
    return x.reshape(len(y), 28, 28), y


def _unpacked(file: str, head: int) -> Array:
    """The bytes of a compressed file after its head."""
    path = _found(f"fashion-mnist/{file}", "fashion_mnist")
    try:
        content = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path.name} is damaged", code="malformed-file") from error
    return np.frombuffer(content, np.uint8, offset=min(head, len(content)))


def _found(file: str, name: str) -> Path:
    path = folder() / file
    if not path.is_file():
        hint = f'download it once: python -c "import keras; keras.datasets.{name}.load_data()"'
        text = f"Keras has not downloaded {name} on this machine, and a document never downloads"
        raise DataError(text, code="missing-file", hint=hint)
    return path
