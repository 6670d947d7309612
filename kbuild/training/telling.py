"""Epochs as lines of JSON, for programs that run a training."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from typing import Any

import keras

from kbuild.training.folder import to_json
from kbuild.training.progress import Display, Reporter
from kbuild.training.run import Run

_WARNING = "warning: "


def reporter(screen: Display, epochs: int) -> Any:
    """Make the callback that shows epochs in the way of a display.

    Args:
        screen: Where it shows them.
        epochs: How many there will be.
    """
    return JsonReporter() if isinstance(screen, JsonDisplay) else Reporter(screen, epochs)


class JsonDisplay:
    """Warnings become lines `{"warning": ...}`; other notes are left out, and nothing moves."""

    width: int | None = None

    def note(self, text: str) -> None:
        """Write a warning."""
        if text.startswith(_WARNING):
            tell({"warning": text.removeprefix(_WARNING)})

    def draw(self, done: float, text: str) -> None:
        """Nothing moves here."""

    def close(self) -> None:
        """There is nothing to take away."""


class JsonReporter(keras.callbacks.Callback):  # type: ignore[misc]
    """Writes a line of JSON for each epoch: `epoch`, `seconds`, and all its logs."""

    acts_on_steps = False
    keeps_state = False

    def __init__(self) -> None:
        super().__init__()
        self._began = 0.0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Start the clock."""
        self._began = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Write the epoch's line."""
        took = round(time.perf_counter() - self._began, 4)
        values = {
            name: float(value) for name, value in (logs or {}).items() if isinstance(value, (int, float))
        }
        tell({"epoch": epoch + 1, "seconds": took, **values})


def tell(row: Mapping[str, Any]) -> None:
    """Write a line of JSON to standard output, at once."""
    sys.stdout.write(f"{to_json(row)}\n")
    sys.stdout.flush()


def told(run: Run) -> dict[str, Any]:
    """The last line: what came of a run."""
    best = run.best.get("epoch")
    return {
        "run": str(run.folder),
        "state": run.state,
        "reason": run.reason,
        "epochs": run.epochs,
        "best_epoch": best,
        "test": run.test,
    }
