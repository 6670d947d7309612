"""Samples from TFRecord files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kbuild.data.loading import Splits
from kbuild.schemas.errors import KbuildError

Load = Callable[..., Splits]
Refused = Callable[..., KbuildError]
PICTURES = np.random.default_rng(0).integers(0, 256, (4, 2, 3), np.uint8)


def write(path: Path, samples: Sequence[dict[str, Any]], compression: str = "") -> None:
    import tensorflow as tf

    def feature(given: Any) -> Any:
        if isinstance(given, bytes):
            return tf.train.Feature(bytes_list=tf.train.BytesList(value=[given]))
        values = np.ravel(given)
        if values.dtype.kind in "iu":
            return tf.train.Feature(int64_list=tf.train.Int64List(value=values))
        return tf.train.Feature(float_list=tf.train.FloatList(value=values))

    with tf.io.TFRecordWriter(str(path), compression) as writer:
        for each in samples:
            features = tf.train.Features(feature={name: feature(given) for name, given in each.items()})
            writer.write(tf.train.Example(features=features).SerializeToString())


@pytest.fixture
def record(tmp_path: Path) -> Path:
    names = [b"cat", b"dog", b"cat", b"emu"]
    path = tmp_path / "a.tfrecord"
    write(
        path,
        [
            {"image": each.tobytes(), "label": index, "name": names[index], "size": [0.5, float(index)]}
            for index, each in enumerate(PICTURES)
        ],
    )
    return path


def test_numbers_texts_and_bytes_of_numbers_are_read(load: Load, record: Path) -> None:
    source = {"path": record.name, "x": "image", "y": "label", "raw": {"image": "uint8"}}
    train = load({"TfRecord": source | {"shapes": {"image": [2, 3]}}}).train
    assert np.array_equal(np.asarray(train.x), PICTURES)
    assert np.asarray(train.y).tolist() == [0, 1, 2, 3]
    named = load({"TfRecord": {"path": record.name, "x": {"a": "size", "b": "label"}, "y": "name"}}).train
    assert isinstance(named.x, dict)
    assert named.x["a"].tolist() == [[0.5, 0], [0.5, 1], [0.5, 2], [0.5, 3]]
    assert np.asarray(named.y).tolist() == [0, 1, 0, 2]
    assert named.meta.classes == {"": ("cat", "dog", "emu")}


def test_a_compressed_file_is_read(load: Load, tmp_path: Path) -> None:
    write(tmp_path / "a.tfrecord.gz", [{"x": [1.0, 2.0], "y": 0}], "GZIP")
    assert np.asarray(load({"TfRecord": {"path": "a.tfrecord.gz"}}).train.x).tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"x": "imago"}, "missing-array"),
        ({"x": "image"}, "not-text"),
        ({"x": "size", "shapes": {"size": [3]}}, "wrong-shape"),
        ({"x": "image", "raw": {"image": "float32"}}, "wrong-shape"),
        ({"path": "none.tfrecord"}, "missing-file"),
        ({"path": "../a.tfrecord"}, "path-outside"),
    ],
)
def test_what_is_wrong_is_said(
    load: Load, refused: Refused, record: Path, change: dict[str, Any], code: str
) -> None:
    assert refused(load, {"TfRecord": {"path": record.name, "x": "size", "y": "label"} | change}).code == code


def test_damage_and_lengths_that_differ_are_noticed(load: Load, refused: Refused, tmp_path: Path) -> None:
    write(tmp_path / "b.tfrecord", [{"x": [1.0], "y": 0}, {"x": [1.0, 2.0], "y": 1}])
    assert refused(load, {"TfRecord": {"path": "b.tfrecord"}}).code == "wrong-shape"
    content = (tmp_path / "b.tfrecord").read_bytes()
    (tmp_path / "c.tfrecord").write_bytes(content[:20] + b"\xff" + content[21:])
    assert refused(load, {"TfRecord": {"path": "c.tfrecord"}}).code == "malformed-file"
    (tmp_path / "d.tfrecord").write_bytes(b"")
    assert refused(load, {"TfRecord": {"path": "d.tfrecord"}}).code == "no-samples"
