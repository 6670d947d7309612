"""The death of a training's process, as far as it can be had without one."""

from __future__ import annotations

from typing import Any

import keras


class KilledError(Exception):
    """Stands for the end of the process."""


class Killer(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Ends a training when it has come so far.

    Args:
        epoch: Where an epoch begins, counted from 0.
    """

    acts_on_steps = False

    def __init__(self, epoch: int) -> None:
        super().__init__()
        self.epoch = epoch

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        if epoch == self.epoch:
            raise KilledError


class KillerAtStep(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Ends a training after a step of an epoch.

    Args:
        epoch: From 0.
        batch: From 0.
    """

    def __init__(self, epoch: int, batch: int) -> None:
        super().__init__()
        self.at = (epoch, batch)
        self.epoch = 0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if (self.epoch, batch) >= self.at:
            raise KilledError
