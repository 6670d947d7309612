"""Counting the steps of a training, with as few calls and as little waiting as the occasion allows."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from kbuild.callbacks.optimizers import iterations
from kbuild.callbacks.resumption import resumption


class Steps:
    """Counts training steps over epochs, executions of several steps, and resumed trainings.

    With `steps_per_execution` above 1, Keras calls `on_train_batch_end` once an execution, with the index
    that its last batch would have in a full execution; the last execution of an epoch may be shorter. So
    the index is held against the number of steps in an epoch, and at the epoch's end the optimizer's own
    counter decides, where it has one.

    Attributes:
        total: Steps since training began, those of trainings before it included.
        in_epoch: Steps of the running epoch, as far as `at_batch` was told.
    """

    def __init__(self) -> None:
        self.total = 0
        self.in_epoch = 0
        self._epoch_start = 0
        self._previous = 0
        self._resumed = 0
        self._lock = threading.Lock()

    def begin_training(self, model: Any) -> None:
        """Starts from the optimizer's counter, from where an earlier training ended, or where one goes on."""
        place, counted = resumption(model), iterations(model)
        if place is not None:
            self.total = place.step
        elif counted is not None:
            self.total = counted
        self._epoch_start = self._previous = self.total
        self.in_epoch = 0
        self._resumed = place.batch if place is not None else 0

    def begin_epoch(self) -> None:
        """Starts an epoch at the present total; one that is resumed started before it."""
        self.in_epoch, self._resumed = self._resumed, 0
        self._previous = self.total
        self._epoch_start = self.total - self.in_epoch

    def at_batch(self, batch: int, params: Mapping[str, Any] | None) -> int:
        """Takes the index of the batch that ended.

        Args:
            batch: As `on_train_batch_end` got it: from 0, within the epoch.
            params: The callback's parameters; `steps` is the epoch's number of steps, where known.

        Returns:
            The steps since training began.
        """
        steps = (params or {}).get("steps")
        self.in_epoch = batch + 1 if steps is None else min(batch + 1, steps)
        self._previous, self.total = self.total, self._epoch_start + self.in_epoch
        return self.total

    def span(self, batch: int, params: Mapping[str, Any] | None, execution: int) -> tuple[int, int]:
        """Takes the index of the batch that ended, in any thread and in any order.

        Args:
            batch: As `on_train_batch_end` got it: from 0, within the epoch.
            params: The callback's parameters; `steps` is the epoch's number of steps, where known.
            execution: Steps in an execution.

        Returns:
            The steps since training began, before the execution that ended and after it.
        """
        steps = (params or {}).get("steps")
        done = batch + 1 if steps is None else min(batch + 1, steps)
        with self._lock:
            self.in_epoch = max(self.in_epoch, done)
            self.total = max(self.total, self._epoch_start + done)
        return self._epoch_start + batch // execution * execution, self._epoch_start + done

    def crossed(self, interval: int | None) -> bool:
        """Says whether the last `at_batch` reached or passed a multiple of `interval`."""
        return interval is not None and self.total // interval != self._previous // interval

    def end_epoch(self, model: Any, params: Mapping[str, Any] | None) -> int:
        """Settles the count at the end of an epoch.

        Args:
            model: The model in training.
            params: The callback's parameters.

        Returns:
            The steps since training began.
        """
        counted = iterations(model)
        if counted is not None:
            self.total = counted
        elif not self.in_epoch:
            self.total = self._epoch_start + ((params or {}).get("steps") or 0)
        self.in_epoch = self.total - self._epoch_start
        return self.total
