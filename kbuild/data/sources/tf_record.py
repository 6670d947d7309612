"""`TfRecord`: samples from a file of `tf.train.Example`s."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from kbuild.data.array_preparation import Arrays
from kbuild.data.hints import suggestion
from kbuild.data.samples import Array, Meta, Origin, Samples, Tree
from kbuild.data.sources import Place
from kbuild.schemas.data import TfRecord
from kbuild.schemas.errors import DataError

#: What is read into memory at most.
LARGEST = 8 << 30


def read(source: TfRecord, place: Place) -> Arrays:
    """Read the features that the source names.

    Raises:
        DataError: When the file is missing, damaged or too large, or a sample lacks a feature.
    """
    path = place.file(source.path)
    if path.stat().st_size > LARGEST:
        text = f"{path.name} has more than {LARGEST >> 30} GiB, and all of it is held in memory"
        raise DataError(text, code="too-large")
    features = _Features(source, path)
    weight = source.sample_weight
    samples = Samples(
        x=features.tree(source.x),
        y=None if source.y is None or source.reconstruct else features.tree(source.y),
        sample_weight=None if weight is None else features.array(weight),
        meta=Meta(Origin(path.name)),
    )
    return Arrays(samples, source.standardize, source.one_hot, source.reconstruct)


class _Features:
    """The samples of a file, by feature."""

    def __init__(self, source: TfRecord, path: Path) -> None:
        self.path, self.raw, self.shapes = path, source.raw or {}, source.shapes or {}
        self.samples = list(_examples(path))
        if not self.samples:
            raise DataError(f"{path.name} holds no samples", code="no-samples")

    def tree(self, names: str | dict[str, str]) -> Tree:
        """The arrays of inputs or outputs."""
        if isinstance(names, dict):
            return {part: self.array(each) for part, each in names.items()}
        return self.array(names)

    def array(self, name: str) -> Array:
        """One feature of all samples."""
        rows = [self._row(name, index, each) for index, each in enumerate(self.samples)]
        if len({len(row) for row in rows}) > 1:
            index = next(index for index, row in enumerate(rows) if len(row) != len(rows[0]))
            text = f"`{name}` has {len(rows[0])} values in the first sample and {len(rows[index])} here"
            raise DataError(f"{self._place(index)}: {text}", code="wrong-shape")
        found = np.asarray(rows)
        shape = self.shapes.get(name, () if found.shape[1] == 1 else found.shape[1:])
        if math.prod(shape) != found.shape[1]:
            text = f"`{name}` has {found.shape[1]} values a sample, not the shape {list(shape)}"
            raise DataError(f"{self.path.name}: {text}", code="wrong-shape")
        return found.reshape(-1, *shape)

    def _row(self, name: str, index: int, sample: Any) -> Any:
        if name not in sample:
            hint = suggestion(name, sorted(sample), "features")
            raise DataError(f"{self._place(index)}: no feature `{name}`", code="missing-array", hint=hint)
        feature = sample[name]
        if feature.HasField("float_list"):
            return np.asarray(feature.float_list.value, np.float32)
        if feature.HasField("int64_list"):
            return np.asarray(feature.int64_list.value, np.int64)
        return self._bytes(name, index, feature.bytes_list.value)

    def _bytes(self, name: str, index: int, values: Any) -> Any:
        if name in self.raw:
            content, form = b"".join(values), np.dtype(self.raw[name]).newbyteorder("<")
            if len(content) % form.itemsize:
                text = f"`{name}` has {len(content)} bytes, which are no whole number of {self.raw[name]}"
                raise DataError(f"{self._place(index)}: {text}", code="wrong-shape")
            return np.frombuffer(content, form).astype(self.raw[name])
        try:
            return np.asarray([each.decode() for each in values])
        except UnicodeDecodeError as error:
            text = f"`{name}` holds bytes that are no text"
            hint = f"if they are numbers, say of which type: `raw: {{{name}: uint8}}`"
            raise DataError(f"{self._place(index)}: {text}", code="not-text", hint=hint) from error

    def _place(self, index: int) -> str:
        return f"{self.path.name}, {Origin().where(index)}"


def _examples(path: Path) -> Iterator[Any]:
    import tensorflow as tf
    from google.protobuf.message import DecodeError

    compression = "GZIP" if path.suffix.lower() == ".gz" else ""
    try:
        for record in tf.data.TFRecordDataset(str(path), compression_type=compression):
            yield tf.train.Example.FromString(record.numpy()).features.feature
    except (tf.errors.DataLossError, tf.errors.OutOfRangeError, DecodeError) as error:
        raise DataError(
            f"{path.name} is damaged, or no file of examples", code="malformed-file", hint=_WRITTEN
        ) from error


_WRITTEN = "tf.io.TFRecordWriter writes one, of tf.train.Example(...).SerializeToString()"
