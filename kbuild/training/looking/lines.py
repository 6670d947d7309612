"""An epoch as a line: values, speed, time left, and whether it is the best so far."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import Any

from kbuild.training.summary import seconds

_HIDDEN = ("epoch", "step", "phase", "learning_rate")
_WATCHED = ("val_loss", "loss")


class Teller:
    """Tells of epoch after epoch.

    The best so far is that of the least validation loss, or training loss where nothing is validated.

    Args:
        epochs: How many there will be; None where nobody knows.
    """

    def __init__(self, epochs: int | None) -> None:
        self._epochs = epochs
        self._best: float | None = None
        self._durations: list[float] = []
        self._step = 0
        self._rate: float | None = None

    def begin(self, epochs: int | None) -> None:
        """Begin another phase, whose losses are not those of the phase before.

        Args:
            epochs: How many epochs there will be, those before included.
        """
        self._epochs, self._best = epochs, None

    def observe(self, row: Mapping[str, Any], took: float) -> bool:
        """Take an epoch.

        Args:
            row: Its logs.
            took: Seconds.

        Returns:
            Whether it is the best so far.
        """
        self._durations = [*self._durations[-9:], took]
        steps, self._step = row["step"] - self._step, row["step"]
        self._rate = steps / took if took else None
        value = next((row[name] for name in _WATCHED if row.get(name) is not None), None)
        if value is None or (self._best is not None and value >= self._best):
            return False
        self._best = value
        return True

    def line(self, row: Mapping[str, Any], best: bool, *, going_on: bool = True) -> str:
        """Say an epoch in a line.

        Args:
            row: Its logs.
            best: Whether it is the best so far.
            going_on: Whether to say what time is left, as of the newest epoch of a run that goes on.
        """
        epoch = row["epoch"]
        whole = f"{epoch:>{len(str(self._epochs))}}/{self._epochs}" if self._epochs else str(epoch)
        values = [
            f"{name} {value:.4g}"
            for name, value in row.items()
            if name not in _HIDDEN and isinstance(value, (int, float))
        ]
        rate = [f"{self._rate:,.0f} steps/s"] if self._rate else []
        left = (self._epochs or 0) - epoch
        # The first epoch of a phase takes longer, for its functions are compiled.
        usual = median(self._durations) if self._durations else 0.0
        rest = [f"{seconds(left * usual)} left"] if going_on and left > 0 and left * usual >= 1 else []
        return "  ".join([f"epoch {whole}", *values, *rate, *rest, *(["best"] if best else [])])
