"""Event files: what TensorBoard reads, written without TensorFlow's summary operations.

`tf.summary.scalar` costs half a millisecond a value, which is a fifth of a small model's epoch; a record made
from its protocol buffer costs some microseconds.

Source: TensorBoard's formats, https://github.com/tensorflow/tensorboard/tree/master/tensorboard/plugins.
"""

from __future__ import annotations

import itertools
import os
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

_Event = tf.compat.v1.Event
_Summary = tf.compat.v1.Summary
_Metadata = tf.compat.v1.SummaryMetadata

_SCALAR, _TENSOR, _IMAGES = 1, 2, 3
_counter = itertools.count()

#: The tag of a model's configuration.
MODEL = "keras"


class EventFile:
    """A file of events in a folder, which is one run in TensorBoard.

    Args:
        folder: The run's folder; made if it isn't there.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = f"events.out.tfevents.{int(time.time()):010d}.{socket.gethostname()}.{os.getpid()}"
        self.path = folder / f"{name}.{next(_counter)}"
        self._records = tf.io.TFRecordWriter(str(self.path))
        self._add(_Event(wall_time=time.time(), file_version="brain.Event:2"))
        self.flush()

    def scalars(self, step: int, values: Mapping[str, float], wall_time: float) -> None:
        """Writes numbers.

        Args:
            step: Where on the axis.
            values: Tags and numbers.
            wall_time: Seconds since 1970.
        """
        event = _Event(wall_time=wall_time, step=step)
        for tag, value in values.items():
            tensor = tf.compat.v1.summary.Summary.Value().tensor
            tensor.dtype = tf.float32.as_datatype_enum
            tensor.tensor_shape.SetInParent()
            tensor.float_val.append(value)
            event.summary.value.add(tag=tag, tensor=tensor, metadata=_metadata("scalars", _SCALAR))
        self._add(event)

    def histogram(self, step: int, tag: str, buckets: np.ndarray[Any, Any], wall_time: float) -> None:
        """Writes a histogram.

        Args:
            step: Where on the axis.
            tag: Its name.
            buckets: Rows of left edge, right edge and count, `(buckets, 3)`.
            wall_time: Seconds since 1970.
        """
        self._value(step, tag, buckets.astype(np.float64), _metadata("histograms", _TENSOR), wall_time)

    def text(self, tag: str, markdown: str, wall_time: float, step: int = 0) -> None:
        """Writes a text, in Markdown."""
        self._value(step, tag, np.array(markdown.encode(), object), _metadata("text", _TENSOR), wall_time)

    def images(
        self, step: int, tag: str, pictures: list[bytes], size: tuple[int, int], wall_time: float
    ) -> None:
        """Writes pictures of one size.

        Args:
            step: Where on the axis.
            tag: Their name.
            pictures: PNG files.
            size: Width and height.
            wall_time: Seconds since 1970.
        """
        words = [str(size[0]).encode(), str(size[1]).encode(), *pictures]
        self._value(step, tag, np.array(words, object), _metadata("images", _IMAGES), wall_time)

    def curve(self, step: int, tag: str, counts: np.ndarray[Any, Any], wall_time: float) -> None:
        """Writes a precision-recall curve.

        Args:
            step: Where on the axis.
            tag: Its name.
            counts: True positives, false positives, true negatives, false negatives, precision and recall
                over thresholds from 0 to 1, `(6, thresholds)`.
            wall_time: Seconds since 1970.
        """
        # The message `PrCurvePluginData(num_thresholds=...)`, whose second field it is.
        content = bytes([0x10, counts.shape[1]])
        metadata = _metadata("pr_curves", _TENSOR, content)
        self._value(step, f"{tag}/pr_curves", counts.astype(np.float32), metadata, wall_time)

    def hyperparameters(self, tag: str, content: bytes, wall_time: float) -> None:
        """Writes what the tab HPARAMS reads, all of it in the summary's metadata."""
        metadata = _metadata("hparams", _TENSOR, content)
        self._value(0, tag, np.zeros((), np.float32), metadata, wall_time)

    def model(self, config: str, wall_time: float, step: int = 0) -> None:
        """Writes a model's configuration, which TensorBoard shows as the conceptual graph."""
        metadata = _metadata("graph_keras_model", _IMAGES, b"1")
        self._value(step, MODEL, np.array(config.encode(), object), metadata, wall_time)

    def graph(self, definition: bytes, wall_time: float) -> None:
        """Writes a traced graph, a serialized `GraphDef`."""
        self._add(_Event(wall_time=wall_time, graph_def=definition))

    def flush(self) -> None:
        """Hands everything to the operating system, so that TensorBoard sees it."""
        self._records.flush()

    def close(self) -> None:
        """Ends the file."""
        self._records.close()

    def _value(
        self, step: int, tag: str, value: np.ndarray[Any, Any], metadata: Any, wall_time: float
    ) -> None:
        event = _Event(wall_time=wall_time, step=step)
        event.summary.value.add(tag=tag, tensor=tf.make_tensor_proto(value), metadata=metadata)
        self._add(event)

    def _add(self, event: Any) -> None:
        self._records.write(event.SerializeToString())


def lengths(files: Mapping[str, EventFile], folder: Path) -> dict[str, int]:
    """Hands everything to the operating system, and says how long the files are then.

    Args:
        files: The files.
        folder: What their names are relative to.
    """
    found: dict[str, int] = {}
    for file in files.values():
        file.flush()
        if file.path.exists():
            found[str(file.path.relative_to(folder))] = file.path.stat().st_size
    return found


def _metadata(plugin: str, kind: int, content: bytes = b"") -> Any:
    metadata = _Metadata(data_class=kind)
    metadata.plugin_data.plugin_name = plugin
    metadata.plugin_data.content = content
    return metadata
