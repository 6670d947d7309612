"""A callback behind all others: what it sees, all of them have done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras


class Tail(keras.callbacks.Callback):  # type: ignore[misc]
    """Tells another callback when every callback of a training has done its part.

    The state of a training is whole only between the last callback's `on_epoch_end` and the first one's
    `on_epoch_begin`: one that sets a learning rate in either would otherwise do so twice, or never, when the
    training goes on.

    Args:
        begun: Called when all have begun the training.
        epoch_begun: Called when all have begun an epoch, with its number.
        step_done: Called when all have seen a step, with its index and its logs.
        epoch_done: Called when all have ended an epoch.
    """

    keeps_state = False
    acts_on_steps = False

    def __init__(
        self,
        *,
        begun: Callable[[], None],
        epoch_begun: Callable[[int], None],
        step_done: Callable[[int, Any], None],
        epoch_done: Callable[[], None],
    ) -> None:
        super().__init__()
        self._begun = begun
        self._epoch_begun = epoch_begun
        self._step_done = step_done
        self._epoch_done = epoch_done

    def on_train_begin(self, logs: Any = None) -> None:
        """All have begun the training."""
        self._begun()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """All have begun the epoch."""
        self._epoch_begun(epoch)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """All have seen the step."""
        self._step_done(batch, logs)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """All have ended the epoch."""
        self._epoch_done()
