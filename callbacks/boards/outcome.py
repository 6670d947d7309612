"""What a training came to: final and best values, and why it ended."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

from kbuild.callbacks.monitors import direction
from kbuild.callbacks.watch import better


class Outcome:
    """Final and best values of a training's logs, and why it ended."""

    def __init__(self) -> None:
        self._model: Any = None
        self._final: dict[str, float] = {}
        self._best: dict[str, float] = {}
        self._given: str | None = None
        #: How many epochs there were.
        self.epochs = 0
        #: Why it ended.
        self.sentence = ""
        #: Whether it came to its end.
        self.succeeded = True

    def begin(self, model: Any) -> None:
        """Begins a training.

        Args:
            model: What is trained; it knows whether less or more of a metric is better.
        """
        self.__init__()  # type: ignore[misc]  # as it was made
        self._model = model

    def observe(self, logs: Mapping[str, Any]) -> None:
        """Takes the logs of an epoch."""
        self.epochs += 1
        for name, value in logs.items():
            if isinstance(value, Real) and math.isfinite(value) and name != "learning_rate":
                self._final[name] = float(value)
                mode = direction(self._model, name)
                if mode is not None and better(float(value), self._best.get(name), mode):
                    self._best[name] = float(value)

    def end(self, sentence: str, succeeded: bool) -> None:
        """Says why it ended."""
        self._given, self.succeeded = sentence, succeeded

    def ended_by(self, callbacks: Iterable[Any], epochs: int | None) -> None:
        """Finds out why it ended, where nobody said it.

        Args:
            callbacks: The callbacks of the training; one that ended it has a `reason`.
            epochs: How many epochs there were to be.
        """
        reasons = (getattr(each, "reason", None) for each in callbacks)
        reason = next((each for each in reasons if isinstance(each, str)), None)
        many = f"{self.epochs} epoch{'' if self.epochs == 1 else 's'}"
        whole = "all its epochs were done" if epochs is not None else "it was at its end"
        self.sentence = f"{many}: {self._given or reason or whole}"

    def values(self) -> dict[str, float]:
        """The final and the best values, by the tags that they are written under."""
        final = {f"final_{name}": value for name, value in self._final.items()}
        return final | {f"best_{name}": value for name, value in self._best.items()}
