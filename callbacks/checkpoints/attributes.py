"""The state of a callback that says nothing of one: what training has changed in its plain attributes.

Keras's `EarlyStopping`, `ReduceLROnPlateau`, `ModelCheckpoint` and most callbacks that people write keep what
they remember (`wait`, `best`, `cooldown_counter`, ...) as numbers, texts, lists and arrays. An attribute that
is still as it was when the training began comes from the constructor and is left alone, so arguments that a
resumed training has changed stay changed.
"""

from __future__ import annotations

import copy
import math
from typing import Any

import numpy as np

from kbuild.callbacks.checkpoints.packing import is_plain

# What Keras gives to each callback, not what a callback remembers.
_KERAS = ("_model", "model", "params", "validation_data")
# Keras turns its sign when it finds the direction of the monitor, which it does in each training.
_TURNED = "min_delta"


def attributes(callback: Any) -> dict[str, Any]:
    """Gives a callback's attributes that are plain data, as they are now.

    Args:
        callback: Any callback.

    Returns:
        Names and copies of the values; what is no plain data (functions, open files, models) is left out.
    """
    found = getattr(callback, "__dict__", {})
    left_out = (*_KERAS, _TURNED) if "monitor_op" in found else _KERAS
    return {
        name: copy.deepcopy(value)
        for name, value in found.items()
        if name not in left_out and is_plain(value)
    }


def changed(callback: Any, before: dict[str, Any]) -> dict[str, Any]:
    """Gives the attributes that differ from what they were.

    Args:
        callback: The callback.
        before: What `attributes` gave when the training began.
    """
    now = attributes(callback)
    return {name: v for name, v in now.items() if name not in before or not _same(v, before[name])}


def take_back(callback: Any, state: dict[str, Any]) -> None:
    """Gives a callback the attributes that `changed` found."""
    for name, value in state.items():
        setattr(callback, name, value)


def _same(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, np.random.Generator):
        return _same(one.bit_generator.state, other.bit_generator.state)
    return bool(one == other or (isinstance(one, float) and math.isnan(one) and math.isnan(other)))
