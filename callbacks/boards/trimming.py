"""Event files of a training that goes on: what lies behind the point where it goes on is taken out.

A training that was killed had gone further than its last checkpoint. What it wrote after that is made anew,
and TensorBoard would draw both. Its own way of purging (an event `START` with a step) knows one axis; here
there are epochs and steps.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import tensorflow as tf

#: How the tags over steps begin; all others are over epochs, but for texts.
STEPWISE = "batch_"
_OVER_STEPS = (STEPWISE, "evaluation_")
_TEXTS = ("text", "graph_keras_model")
_END = "_hparams_/session_end_info"
_HPARAMS = "hparams"
# As `EventFile` names them.
_OWN = re.compile(r"events\.out\.tfevents\.\d{10}\..+\.\d+\.\d+")

_HEAD, _TAIL = 12, 4

_Event = tf.compat.v1.Event


def trim(folder: Path, epoch: int, step: int, once: Collection[str] = ()) -> int:
    """Takes out what a training that goes on will write again.

    Args:
        folder: A run's folder of event files.
        epoch: The epoch that it goes on with, from 0.
        step: The steps that are done, at least one.
        once: Tags of what is written at the beginning only.

    Returns:
        How many values were taken out.
    """
    taken = 0
    for path in sorted(folder.glob("events.out.tfevents.*")):
        events = [_Event.FromString(record) for record in records(path)]
        here = sum(_take_out(event, epoch, step, once) for event in events)
        if here:
            _replace(path, events)
        taken += here
    return taken


def remove(folder: Path) -> int:
    """Removes what a training wrote that begins anew in its folder; files of other programs stay.

    Args:
        folder: A folder of runs' folders of event files.

    Returns:
        How many files were removed.
    """
    own = [each for each in folder.glob("*/events.out.tfevents.*") if _OWN.fullmatch(each.name)]
    for path in own:
        path.unlink()
    return len(own)


def texts(folder: Path) -> dict[str, str]:
    """Reads the last text of each tag, the model's configuration included.

    Args:
        folder: A run's folder of event files.

    Returns:
        Texts by their tags. Who goes on need not write again what is the same.
    """
    found: dict[str, str] = {}
    for path in sorted(folder.glob("events.out.tfevents.*")):
        for record in records(path):
            for value in _Event.FromString(record).summary.value:
                if value.metadata.plugin_data.plugin_name in _TEXTS and value.tensor.string_val:
                    found[value.tag] = value.tensor.string_val[0].decode("utf-8", "replace")
    return found


def records(path: Path) -> Iterator[bytes]:
    """Reads the whole records of an event file; a last one that was never finished ends it."""
    with path.open("rb") as file:
        # The record's length, its checksum; the record, its checksum.
        while len(head := file.read(_HEAD)) == _HEAD:
            (length,) = struct.unpack("<Q", head[:8])
            record = file.read(length + _TAIL)
            if len(record) < length + _TAIL:
                return
            yield record[:length]


def _take_out(event: Any, epoch: int, step: int, once: Collection[str]) -> int:
    behind = [
        index
        for index, each in enumerate(event.summary.value)
        if each.tag not in once and _is_behind(each, event.step, epoch, step)
    ]
    for index in reversed(behind):
        del event.summary.value[index]
    # The traced graph has no step, and is traced again; TensorBoard wants one of them.
    graphs = int(bool(event.graph_def))
    if graphs:
        event.ClearField("graph_def")
    return len(behind) + graphs


def _is_behind(value: Any, at: int, epoch: int, step: int) -> bool:
    if value.tag == _END:
        return True
    plugin = value.metadata.plugin_data.plugin_name
    if plugin in _TEXTS:
        return at >= step
    if value.tag.startswith(_OVER_STEPS):
        return at > step
    return at >= epoch and plugin != _HPARAMS


def _replace(path: Path, events: list[Any]) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with tf.io.TFRecordWriter(str(fresh)) as writer:
        for event in events:
            writer.write(event.SerializeToString())
    fresh.replace(path)
