"""What a person sees while a training runs: a moving line on a terminal, plain lines anywhere else.

It looks at the clock between executions and draws at most ten times a second, so it costs nothing per step.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TextIO

import keras

from kbuild.training.summary import seconds as spoken

if TYPE_CHECKING:
    from rich.progress import Progress

# A line for each epoch is worth reading while epochs are slow; fast ones are shown now and then.
_SECONDS_BETWEEN_LINES = 1.0
_SECONDS_BETWEEN_DRAWINGS = 0.1
_HIDDEN = ("learning_rate",)
_WATCHED = ("val_loss", "loss")


class Display(Protocol):
    """Where progress is shown."""

    #: The letters that a line has; None where nothing limits them.
    width: int | None

    def note(self, text: str) -> None:
        """A line that stays."""

    def draw(self, done: float, text: str) -> None:
        """The moving line: epochs that are done, and what there is to say."""

    def close(self) -> None:
        """The moving line goes away."""


class Plain:
    """Lines on a stream that is no terminal: a file, a pipe, a notebook's cell.

    Args:
        stream: Standard output if left out.
    """

    width: int | None = None

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def note(self, text: str) -> None:
        """Write a line and flush it, so that who follows a log sees it at once."""
        stream = self._stream or sys.stdout
        stream.write(f"{text}\n")
        stream.flush()

    def draw(self, done: float, text: str) -> None:
        """Nothing moves here."""

    def close(self) -> None:
        """There is nothing to take away."""


class Terminal:
    """Lines on a terminal, and below them one that moves, with a bar and the time that is left.

    Args:
        epochs: How many there will be.
        done: Epochs that are done before it begins.
    """

    def __init__(self, epochs: int, done: int = 0) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            TimeRemainingColumn(compact=True),
        )
        self._progress: Progress = Progress(
            *columns, console=Console(highlight=False), auto_refresh=False, transient=True
        )
        self.width: int | None = self._progress.console.width
        self._task = self._progress.add_task("", total=epochs, completed=done)
        self._started = False

    def note(self, text: str) -> None:
        """Print a line above the moving one."""
        self._progress.console.print(text, markup=False, soft_wrap=True)

    def draw(self, done: float, text: str) -> None:
        """Move the line."""
        if not self._started:
            self._progress.start()
            self._started = True
        self._progress.update(self._task, completed=done, description=text, refresh=True)

    def close(self) -> None:
        """Take the moving line away."""
        if self._started:
            self._progress.stop()
            self._started = False


class Silent:
    """Shows nothing."""

    width: int | None = None

    def note(self, text: str) -> None:
        """Nothing."""

    def draw(self, done: float, text: str) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


class Quiet(Silent):
    """Shows warnings only, on standard error."""

    def note(self, text: str) -> None:
        """Write a warning."""
        if text.startswith("warning: "):
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()


def display(verbose: int | str, epochs: int, done: int = 0) -> Display:
    """The way to show progress.

    Args:
        verbose: 0 for nothing, 1 for plain lines, `"auto"` for a moving line on a terminal and plain lines
            elsewhere, `"json"` for a line of JSON for each epoch, `"quiet"` for warnings alone.
        epochs: How many epochs there will be.
        done: How many of them are done before.
    """
    if verbose == 0:
        return Silent()
    if verbose == "quiet":
        return Quiet()
    if verbose == "json":
        from kbuild.training.telling import JsonDisplay

        return JsonDisplay()
    moving = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and verbose == "auto"
    return Terminal(epochs, done) if moving else Plain()


class Reporter(keras.callbacks.Callback):  # type: ignore[misc]
    """Shows epoch, step, rate, losses and metrics.

    Args:
        display: Where.
        epochs: How many epochs there will be.
    """

    acts_on_steps = False

    def __init__(self, display: Display, epochs: int) -> None:
        super().__init__()
        self._display = display
        self._epochs = epochs
        self._epoch = 0
        self._began = self._drawn = self._noted = 0.0
        self._trained: float | None = None
        self._unshown = ""
        self._best: tuple[float, int] | None = None
        self._started = (0.0, 0)

    def remember(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Know of the epochs before a run was interrupted, one of which may be the best."""
        for row in rows:
            self._epoch = int(row["epoch"]) - 1
            self._mark(row)

    def on_train_begin(self, logs: Any = None) -> None:
        """Begin."""
        self._noted = 0.0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Start the clock."""
        self._epoch = epoch
        if not self._started[0]:
            self._started = (time.perf_counter(), epoch)
        self._began = time.perf_counter()
        self._trained = None

    def on_train_batch_end(self, batch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Draw, if it is time to."""
        now = time.perf_counter()
        if now - self._drawn < _SECONDS_BETWEEN_DRAWINGS:
            return
        self._drawn = now
        steps = self.params.get("steps")
        rate = (batch + 1) / (now - self._began)
        share = 0.0 if not steps else (batch + 1) / steps
        place = f"{batch + 1:,}" if not steps else f"{batch + 1:,}/{steps:,}"
        text = "  ".join([self._head(), f"step {place}", f"{rate:,.0f} steps/s", *values(logs or {})])
        self._display.draw(self._epoch + share, text)

    def on_test_begin(self, logs: Any = None) -> None:
        """Validation is no part of the training's speed."""
        self._trained = self._trained or time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Write the epoch's line, unless another was written a moment ago."""
        now = time.perf_counter()
        steps = self.params.get("steps")
        seconds = (self._trained or now) - self._began
        rate = [f"{steps / seconds:,.0f} steps/s"] if steps and seconds else []
        told, mark = [self._head(), *values(logs or {})], self._mark(logs or {})
        text = fitting(told, [*rate, *self._left(now)], mark, self._display.width)
        if now - self._noted >= _SECONDS_BETWEEN_LINES:
            self._noted, self._unshown = now, ""
            self._display.note(text)
        else:
            self._unshown = text

    def on_train_end(self, logs: Any = None) -> None:
        """Write the last epoch's line, and take the moving one away."""
        if self._unshown:
            self._display.note(self._unshown)
        self._display.close()

    def _left(self, now: float) -> list[str]:
        """The time that is left, where it is worth telling."""
        began, first = self._started
        left = (now - began) / (self._epoch + 1 - first) * (self._epochs - self._epoch - 1)
        return [f"{spoken(left)} left"] if left >= 1 else []

    def _mark(self, logs: Mapping[str, Any]) -> str:
        """Which epoch is the best so far: of least validation loss, or training loss without validation."""
        value = next((logs[name] for name in _WATCHED if isinstance(logs.get(name), (int, float))), None)
        if value is not None and (self._best is None or value < self._best[0]):
            self._best = float(value), self._epoch
        if self._best is None:
            return ""
        return "best" if self._best[1] == self._epoch else f"(best: epoch {self._best[1] + 1})"

    def _head(self) -> str:
        return f"epoch {self._epoch + 1:>{len(str(self._epochs))}}/{self._epochs}"


def fitting(told: Sequence[str], extra: Sequence[str], mark: str, width: int | None) -> str:
    """Join the parts of an epoch's line, without those of `extra` that a narrow screen has no room for.

    Args:
        told: What is always there.
        extra: What may be left out, the least important first.
        mark: What ends the line.
        width: The letters that a line has; None for any number.

    Example:
        >>> fitting(["epoch 1/2", "loss 3.985"], ["564 steps/s", "3 s left"], "best", 40)
        'epoch 1/2  loss 3.985  3 s left  best'
    """
    for first in range(len(extra)):
        line = "  ".join([*told, *extra[first:], mark]).rstrip()
        if width is None or len(line) <= width:
            return line
    return "  ".join([*told, mark]).rstrip()


def values(logs: Mapping[str, Any]) -> list[str]:
    """Losses and metrics, each with its name.

    Example:
        >>> values({"loss": 0.123456, "learning_rate": 0.001})
        ['loss 0.1235']
    """
    shown = ((name, value) for name, value in logs.items() if name not in _HIDDEN)
    return [f"{name} {float(value):.4g}" for name, value in shown if isinstance(value, (int, float))]
