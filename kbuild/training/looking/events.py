"""The pictures that TensorBoard's callback wrote of a run, read without TensorFlow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

Field = tuple[int, int | bytes]


def last_pictures(folder: Path, names: Iterable[str]) -> dict[str, tuple[bytes, int]]:
    """Read the last picture of each tag.

    Args:
        folder: The folder of event files.
        names: What to look for: how tags begin or end, between slashes, since those of a model with several
            outputs begin with the output.

    Returns:
        PNG files by their tags, for those that there are, and the steps that they are of.
    """
    wanted, found = set(names), dict[str, tuple[bytes, int]]()
    for path in sorted(folder.glob("events.out.tfevents.*")):
        for record in _records(path):
            for tag, picture in _pictures(record):
                parts = tag.split("/")
                if parts[0] in wanted or parts[-1] in wanted:
                    found[tag] = picture, _step(record)
    return found


def _records(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        # The record's length, its checksum; the record, its checksum.
        while len(head := file.read(12)) == 12:
            length = int.from_bytes(head[:8], "little")
            record = file.read(length + 4)
            if len(record) < length + 4:
                return
            yield record[:length]


def _pictures(event: bytes) -> Iterator[tuple[str, bytes]]:
    """The tags and pictures of an event: summary (5), value (1), tag (1) and tensor (8), string_val (8)."""
    for summary in _of(event, 5):
        for value in _of(summary, 1):
            tag = b"".join(_of(value, 1)).decode("utf-8", "replace")
            for tensor in _of(value, 8):
                texts = list(_of(tensor, 8))
                if len(texts) > 2 and texts[2].startswith(b"\x89PNG"):
                    yield tag, texts[2]


def _step(event: bytes) -> int:
    """The step of an event (2), which is not written where it is 0."""
    return next((int(value) for number, value in _fields(event) if number == 2), 0)


def _of(message: bytes, wanted: int) -> Iterator[bytes]:
    """The values of a field of a protocol buffer, those that have a length."""
    for number, value in _fields(message):
        if number == wanted and isinstance(value, bytes):
            yield value


def _fields(message: bytes) -> Iterator[Field]:
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        kind = key & 7
        if kind == 0:
            value, at = _varint(message, at)
            yield key >> 3, value
        elif kind == 2:
            length, at = _varint(message, at)
            yield key >> 3, message[at : at + length]
            at += length
        else:
            at += 8 if kind == 1 else 4


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(message):
        byte = message[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            break
        shift += 7
    return value, at
