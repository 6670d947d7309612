"""Writing down each epoch's logs as it ends, in files that other programs read."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from numbers import Real
from pathlib import Path
from typing import Any

import keras

from kbuild.callbacks.checkpoints.memories import cut
from kbuild.callbacks.steps import Steps
from kbuild.training.folder import RunFolder, now, to_json


class Recorder(keras.callbacks.Callback):  # type: ignore[misc]
    """Appends a line to `metrics.jsonl` and one to `times.jsonl` when an epoch ends.

    A checkpoint remembers how long the two were; a run that is resumed goes on from there, so no line is
    missing and none is there twice.

    Args:
        folder: The run's.
        initial_epoch: Epochs that earlier phases have made.
    """

    acts_on_steps = False

    def __init__(self, folder: RunFolder, initial_epoch: int = 0) -> None:
        super().__init__()
        self._folder = folder
        self._initial_epoch = initial_epoch
        self._steps = Steps()
        self._began = 0.0

    @property
    def log_folder(self) -> Path:
        """Where the two files are."""
        return self._folder.path

    def log_positions(self) -> dict[str, int]:
        """How long the two files are."""
        files = (self._folder.metrics, self._folder.times)
        return {each.name: each.stat().st_size for each in files if each.exists()}

    def set_log_positions(self, lengths: Mapping[str, int]) -> None:
        """Cut off what was written after a checkpoint; without one, after the phases before."""
        for path in (self._folder.metrics, self._folder.times):
            cut(path, lengths[path.name] if path.name in lengths else _length(path, self._initial_epoch))

    def on_train_begin(self, logs: Any = None) -> None:
        """Start from the optimizer's count of steps."""
        self._steps.begin_training(self.model)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Start the clock."""
        self._steps.begin_epoch()
        self._began = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Write the epoch's two lines."""
        seconds = time.perf_counter() - self._began
        step = self._steps.end_epoch(self.model, self.params)
        values = {name: float(value) for name, value in (logs or {}).items() if isinstance(value, Real)}
        append(self._folder.metrics, {"epoch": epoch + 1, "step": step, **values})
        append(self._folder.times, {"epoch": epoch + 1, "seconds": round(seconds, 4), "ended": now()})


def append(path: Path, row: Mapping[str, Any]) -> None:
    """Append one line of JSON, in one write."""
    with path.open("ab", buffering=0) as file:
        file.write(f"{to_json(row)}\n".encode())


def _length(path: Path, epochs: int) -> int:
    """How many bytes of a file of lines are of the first so many epochs."""
    length = 0
    for line in path.read_bytes().splitlines(keepends=True) if path.exists() else ():
        with suppress(ValueError):
            if json.loads(line)["epoch"] <= epochs:
                length += len(line)
                continue
        break
    return length
