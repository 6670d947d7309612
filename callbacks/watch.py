"""Watching one value over epochs: what is better, what is best, how long nothing has got better."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any, Literal

Mode = Literal["min", "max"]


def better(value: float, reference: float | None, mode: Mode, min_delta: float = 0.0) -> bool:
    """Says whether a value improves on another.

    Args:
        value: The new value. NaN and infinities improve on nothing, or they would stay best for ever.
        reference: What to improve on; None when there is nothing yet.
        mode: `"min"` when less is better, `"max"` when more is.
        min_delta: By how much it has to be better to count.

    Returns:
        Whether it counts as better.

    Example:
        >>> better(0.5, 0.6, "min"), better(0.5, 0.6, "min", min_delta=0.2), better(float("nan"), None, "min")
        (True, False, False)
    """
    if not math.isfinite(value):
        return False
    if reference is None:
        return True
    return value + min_delta < reference if mode == "min" else value - min_delta > reference


@dataclass(slots=True)
class Watch:
    """One value that is watched over the epochs, by the rules of Keras's `EarlyStopping`.

    Attributes:
        monitor: The value's name in the logs.
        mode: `"min"` or `"max"`.
        min_delta: By how much it has to improve.
        baseline: What it has to improve on besides its own best; None for nothing.
        best: The best value so far.
        best_epoch: Its epoch, from 0.
        wait: Epochs since it last improved (and was better than the baseline).
        last: The value seen last.
        improved: Whether that one was an improvement.
    """

    monitor: str
    mode: Mode
    min_delta: float = 0.0
    baseline: float | None = None
    best: float | None = None
    best_epoch: int = 0
    wait: int = 0
    last: float | None = None
    improved: bool = False

    def observe(self, epoch: int, value: float) -> bool:
        """Takes the value of an epoch.

        Args:
            epoch: From 0.
            value: The watched value.

        Returns:
            Whether it is the best so far.
        """
        self.last = value
        self.wait += 1
        self.improved = better(value, self.best, self.mode, self.min_delta)
        if self.improved:
            self.best, self.best_epoch = value, epoch
            if self.baseline is None or better(value, self.baseline, self.mode, self.min_delta):
                self.wait = 0
        return self.improved

    def stalled(self, patience: int) -> bool:
        """Says whether the value has not improved for `patience` epochs."""
        return self.last is not None and not self.improved and self.wait >= patience

    def describe(self) -> str:
        """Says in words for how long the value has not improved, and what it was at its best."""
        epochs = "epoch" if self.wait == 1 else "epochs"
        by = f" by more than {self.min_delta:g}" if self.min_delta else ""
        text = f"{self.monitor} has not improved{by} for {self.wait} {epochs}"
        if self.best is None:
            return f"{text}: it was {self.last} and never a number"
        text += f": its best was {self.best:.6g} in epoch {self.best_epoch + 1}"
        if self.baseline is not None and not better(self.best, self.baseline, self.mode, self.min_delta):
            text += f", not better than the baseline {self.baseline:g}"
        return text

    def get_state(self) -> dict[str, Any]:
        """Gives what has to be kept for training to go on as if it had never been interrupted."""
        return asdict(self)

    def set_state(self, state: dict[str, Any]) -> None:
        """Takes back what `get_state` gave: what was seen, not what was asked for."""
        for name in ("best", "best_epoch", "wait", "last", "improved"):
            setattr(self, name, state[name])
