"""Whether the data of a run that is resumed is the data that it began with."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from kbuild.data import Feeds, Samples
from kbuild.schemas.errors import RunError

Fingerprint = Mapping[str, Any]


def fingerprint(feeds: Feeds) -> dict[str, Any]:
    """Say in a few numbers what the data is: of arrays their kind and a checksum of their content.

    Args:
        feeds: The data. Of a dataset that batches itself only its class can be told.

    Returns:
        For each part and array: dtype, shape and checksum, in words.
    """
    found: dict[str, Any] = {}
    for part in ("train", "validation", "test"):
        data = getattr(feeds, part)
        if isinstance(data, Samples):
            found |= {
                f"{part}.{field}{f'.{name}' if name else ''}": _of_array(array)
                for field, name, array in data.arrays()
            }
        elif data is not None:
            found[part] = type(data).__name__
    return found


def check_same(before: Fingerprint, now: Fingerprint, folder: Any) -> None:
    """Make sure that the data has not changed since a run began.

    Args:
        before: What was noted then; empty for a run that noted nothing.
        now: What it is.
        folder: The run's folder, for the message.

    Raises:
        RunError: `other-data`, with each difference.
    """
    names = dict.fromkeys((*before, *now))
    lines = [
        f"{name}: {before.get(name, 'nothing')} then, {now.get(name, 'nothing')} now"
        for name in names
        if before.get(name) != now.get(name)
    ]
    if before and lines:
        text = f"the data is not what the run {folder} began with"
        hint = "\n".join([*lines, "give it that data, or say that the change is meant (--accept)"])
        raise RunError(text, code="other-data", hint=hint)


def _of_array(array: np.ndarray[Any, Any]) -> str:
    kind = "text" if array.dtype.kind in "OSU" else array.dtype.name
    return f"{kind} {list(array.shape)} {_checksum(array):08x}"


def _checksum(array: np.ndarray[Any, Any]) -> int:
    if array.dtype.kind in "OSU":
        return zlib.crc32("\0".join(str(each) for each in array.flat).encode())
    return zlib.crc32(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
