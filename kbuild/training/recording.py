"""Writing down each epoch's logs as it ends, in files that other programs read."""

from __future__ import annotations

import time
from collections.abc import Mapping
from numbers import Real
from pathlib import Path
from typing import Any

import keras

from kbuild.callbacks.steps import Steps
from kbuild.training.folder import RunFolder, now, to_json


class Recorder(keras.callbacks.Callback):  # type: ignore[misc]
    """Appends a line to `metrics.jsonl` and one to `times.jsonl` when an epoch ends.

    Args:
        folder: The run's.
    """

    acts_on_steps = False

    def __init__(self, folder: RunFolder) -> None:
        super().__init__()
        self._folder = folder
        self._steps = Steps()
        self._began = 0.0

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
