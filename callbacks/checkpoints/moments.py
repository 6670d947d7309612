"""A state of a training at one moment, on its way to the disk."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from kbuild.callbacks.checkpoints.store import Place
from kbuild.callbacks.state import Snapshot
from kbuild.callbacks.tensors import as_array

# More than this is not held back in memory: it is written at once.
_HELD_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A state of the training that may be written.

    Attributes:
        place: Where in the training it stands.
        state: The model's state.
        best: Whether it is the best so far.
        notes: What goes into `state.json`, as plain data.
        arrays: Arrays of the callbacks and of the random state.
        positions: How long the logs are, as `Memories.positions` gives it.
    """

    place: Place
    state: Snapshot
    best: bool
    notes: Mapping[str, Any]
    arrays: Mapping[str, Any]
    positions: Iterable[tuple[str, Path, Any]] = field(default=())

    def unsound_weight(self) -> str | None:
        """Finds a weight that holds NaN or infinity: its name, or None when all are finite."""
        for name, tensor in self.state.weights.items():
            array = as_array(tensor)
            if array.dtype.kind == "f" and not _is_finite(array):
                return name
        return None


def is_large(tensors: Iterable[Any]) -> bool:
    """Says whether tensors take so much memory that no copy of them should wait."""
    return sum(_bytes(each) for each in tensors) > _HELD_BYTES


def _is_finite(array: np.ndarray[Any, Any]) -> bool:
    # A sum is finite only if all are, and needs no memory; one that is not may have overflowed.
    with np.errstate(over="ignore", invalid="ignore"):
        return bool(np.isfinite(array.sum())) or bool(np.isfinite(array).all())


def _bytes(tensor: Any) -> int:
    # Of any kind of number: most have four bytes, and an estimate is enough.
    return 4 * math.prod(int(each) for each in tensor.shape)
