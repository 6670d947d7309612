"""`EarlyStopping`: ends a training when what it watches has stopped improving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import keras

from kbuild.callbacks.monitors import check_mode, check_monitor, missing, resolve_mode
from kbuild.callbacks.saying import say
from kbuild.callbacks.state import copied
from kbuild.callbacks.surroundings import Surroundings, surroundings
from kbuild.callbacks.watch import Watch

T = TypeVar("T")

_WHO = "EarlyStopping"


class EarlyStopping(keras.callbacks.Callback):  # type: ignore[misc]
    """Stops training when a value, or each of several values, has stopped improving.

    It takes all that Keras's `EarlyStopping` takes and stops in the same epoch, and differs in this: NaN
    and infinities never count as the best; with several monitors, training goes on while any of them
    improves; `reason` says why it stopped; an unknown monitor is an error before the first epoch; the
    best weights are kept without copying the others; `get_state` and `set_state` let a training that was
    interrupted stop where it would have stopped.

    Args:
        monitor: A name of the epoch's logs, or several; training stops when all have stopped improving.
        min_delta: By how much a value has to improve. With several monitors this, `mode` and `baseline`
            may be a mapping from monitors, or a list in their order.
        patience: Epochs without improvement after which training stops.
        verbose: 1 prints why it stopped and which weights were restored.
        mode: `"min"`, `"max"`, or `"auto"`: as Keras knows it of the metric. It is never guessed.
        baseline: A value to improve on, apart from the best so far; None for none.
        restore_best_weights: Whether the weights of the best epoch, by the first monitor, are restored
            at the end.
        start_from_epoch: Epochs before this one, from 0, don't count.

    Raises:
        ValueError: An argument is out of its range, or a mapping names no monitor.
        MonitorError: When training begins: nothing computes a monitor, or nobody knows its direction.

    Example:
        >>> import keras, numpy as np
        >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        >>> model.compile(keras.optimizers.SGD(0.0), "mse")
        >>> stop = EarlyStopping(monitor="loss", patience=2)
        >>> history = model.fit(np.ones((4, 2)), np.zeros(4), epochs=9, callbacks=[stop], verbose=0)
        >>> len(history.history["loss"]), stop.reason.split(":")[0]
        (3, 'loss has not improved for 2 epochs')

    Source:
        Keras's `EarlyStopping`, https://keras.io/api/callbacks/early_stopping/.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (Keras's own arguments)
        self,
        monitor: str | Sequence[str] = "val_loss",
        min_delta: float | Sequence[float] | Mapping[str, float] = 0,
        patience: int = 0,
        verbose: int = 0,
        mode: str | Sequence[str] | Mapping[str, str] | None = "auto",
        baseline: float | Sequence[float | None] | Mapping[str, float] | None = None,
        restore_best_weights: bool = False,
        start_from_epoch: int = 0,
    ) -> None:
        super().__init__()
        self.monitor = monitor
        self.patience = patience
        self.verbose = verbose
        self.restore_best_weights = restore_best_weights
        self.start_from_epoch = start_from_epoch
        names = (monitor,) if isinstance(monitor, str) else tuple(monitor)
        if not names or len(set(names)) < len(names):
            raise ValueError(f"{_WHO}: monitor is a name, or several different ones, not {monitor!r}.")
        if patience < 0 or start_from_epoch < 0:
            raise ValueError(f"{_WHO}: patience and start_from_epoch are 0 or more.")
        self._monitors = names
        self._modes = _each(names, mode, "auto", "mode")
        for each in self._modes:
            check_mode(each, _WHO)
        self._deltas = [abs(delta) for delta in _each(names, min_delta, 0.0, "min_delta")]
        self._baselines = _each(names, baseline, None, "baseline")
        self._watches: list[Watch] = []
        self._saved: dict[str, Any] | None = None
        self._around = Surroundings(None, None)
        self.best_weights: list[Any] | None = None
        self.stopped_epoch = 0
        self.reason: str | None = None

    @property
    def acts_on_steps(self) -> bool:
        """Whether it does anything between the ends of epochs: it doesn't."""
        return False

    @property
    def step_interval(self) -> int | None:
        """At which multiples of steps it acts: at none."""
        return None

    @property
    def best(self) -> float | None:
        """The best value of the first monitor; None before there is one."""
        return self._watches[0].best if self._watches else None

    @property
    def best_epoch(self) -> int:
        """The epoch of that value, from 0."""
        return self._watches[0].best_epoch if self._watches else 0

    @property
    def wait(self) -> int:
        """For how many epochs no monitor has improved."""
        return min((watch.wait for watch in self._watches), default=0)

    def on_train_begin(self, logs: Any = None) -> None:
        """Checks the monitors, and starts anew unless a state was set."""
        self._around = surroundings(self.model, self.params)
        self._watches = [
            Watch(name, self._mode(name, mode), float(delta), baseline)
            for name, mode, delta, baseline in zip(
                self._monitors, self._modes, self._deltas, self._baselines, strict=True
            )
        ]
        self.best_weights, self.stopped_epoch, self.reason = None, 0, None
        if self._saved is not None:
            self._take(self._saved)
            self._saved = None

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Looks at the values of the epoch, and stops the training if none has improved for long enough."""
        if epoch < self.start_from_epoch:
            return
        for watch in self._watches:
            value = self._value(watch.monitor, logs or {})
            if value is None or not watch.observe(epoch, value):
                continue
            if watch is self._watches[0] and self.restore_best_weights:
                self.best_weights = [copied(weight) for weight in self.model.weights]
        if epoch > 0 and all(watch.stalled(self.patience) for watch in self._watches):
            self.stopped_epoch = epoch
            self.reason = "; ".join(watch.describe() for watch in self._watches)
            self.model.stop_training = True

    def on_train_end(self, logs: Any = None) -> None:
        """Says why training stopped, and restores the best weights."""
        if self.reason is not None and self.verbose:
            say(f"Epoch {self.stopped_epoch + 1}: stopped early: {self.reason}.")
        if self.restore_best_weights and self.best_weights is not None:
            for weight, value in zip(self.model.weights, self.best_weights, strict=True):
                weight.assign(value)
            if self.verbose:
                say(f"The weights of epoch {self.best_epoch + 1}, the best, are restored.")

    def get_state(self) -> dict[str, Any]:
        """Gives what has to be kept for training to go on as if it had never been interrupted."""
        return {
            "watches": [watch.get_state() for watch in self._watches],
            "stopped_epoch": self.stopped_epoch,
            "reason": self.reason,
            "best_weights": self.best_weights,
        }

    def set_state(self, state: dict[str, Any]) -> None:
        """Takes back what `get_state` gave; it counts from the next training on."""
        self._saved = state

    def _take(self, state: dict[str, Any]) -> None:
        saved = {each["monitor"]: each for each in state["watches"]}
        for watch in self._watches:
            if watch.monitor in saved:
                watch.set_state(saved[watch.monitor])
        self.best_weights = state["best_weights"]
        self.stopped_epoch, self.reason = state["stopped_epoch"], state["reason"]

    def _mode(self, monitor: str, mode: Any) -> Any:
        check_monitor(self.model, monitor, self._around, _WHO)
        return resolve_mode(self.model, monitor, mode, _WHO)

    def _value(self, monitor: str, logs: Mapping[str, Any]) -> float | None:
        """Gives an epoch's value; None where the epoch was not validated and so says nothing."""
        if monitor in logs:
            return float(logs[monitor])
        validated = any(name.startswith("val_") for name in logs)
        if validated or not monitor.startswith("val_") or self._around.validation is False:
            raise missing(monitor, logs, self._around.validation, _WHO)
        return None


def _each(names: Sequence[str], value: Any, default: T, what: str) -> list[Any | T]:
    """Gives each monitor its own value of an argument that may be one for all, a list or a mapping."""
    if isinstance(value, Mapping):
        strangers = set(value) - set(names)
        if strangers:
            raise ValueError(f"{_WHO}: {what} names {sorted(strangers)}, which monitor doesn't.")
        return [value.get(name, default) for name in names]
    if isinstance(value, Sequence) and not isinstance(value, str):
        if len(value) != len(names):
            raise ValueError(f"{_WHO}: {what} has {len(value)} values for {len(names)} monitors.")
        return list(value)
    return [value] * len(names)
