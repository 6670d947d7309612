"""`Checkpoint`: keeps what is needed to go on with a training, and its best weights."""

from __future__ import annotations

import json
import math
import os
import warnings
from numbers import Real
from pathlib import Path
from typing import Any

import keras

from kbuild.callbacks.background import Worker
from kbuild.callbacks.monitors import check_mode, check_monitor, missing, resolve_mode
from kbuild.callbacks.retention import Criterion, Rule, ranked
from kbuild.callbacks.saying import say
from kbuild.callbacks.state import Snapshot, callback_states, snapshot
from kbuild.callbacks.steps import Steps
from kbuild.callbacks.store import FORMAT, STATE, TRAINING, WEIGHTS, Place, Store
from kbuild.callbacks.surroundings import Surroundings, surroundings
from kbuild.callbacks.tensors import encode
from kbuild.callbacks.watch import Mode, better


class Checkpoint(keras.callbacks.Callback):  # type: ignore[misc]
    """Saves the state of a training in a folder, while the training goes on.

    A checkpoint holds weights, optimizers, seed generators, metrics, and the state of every callback that
    offers `get_state()`. The state is copied in a moment, between epochs or steps, and written by another
    thread; a training that saves makes the same weights as one that doesn't. A checkpoint is on the disk
    as a whole or not at all, with a checksum for each file. `kbuild.callbacks.restore` brings it back,
    `load_checkpoint` its weights only.

    The best epoch is saved even when no checkpoint is due. A checkpoint whose loss is not a finite number
    is not written, with a warning: it could only push out those that can be used.

    Args:
        folder: Where the checkpoints go, a folder each. One training at a time writes into it; a second
            training in the same folder leaves the first one's checkpoints alone.
        monitor: The value that says what is best: a name of the epoch's logs. `"auto"` is `val_loss` where
            the training validates and `loss` where it doesn't; None keeps the last ones only.
        mode: `"min"`, `"max"`, or `"auto"`: as Keras knows it of the metric. It is never guessed.
        every_epochs: Saves at the end of each so many epochs; None for no such.
        every_steps: Saves at each so many steps of the whole training too; None for no such.
        keep: How many of the newest stay; None for all.
        keep_every: Each so many-th stays for ever; None for no such.
        keep_best: How many of the best stay.
        verbose: 1 prints a line for each checkpoint that is the best so far.

    Raises:
        ValueError: An interval or a number is not positive.
        MonitorError: When training begins: nothing computes the monitor, or nobody knows its direction.
        OSError: In training: a checkpoint could not be written; those before it are as they were.

    Example:
        >>> import keras, numpy as np, tempfile
        >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        >>> model.compile("adam", "mse")
        >>> checkpoint = Checkpoint(tempfile.mkdtemp(), keep=2)
        >>> history = model.fit(np.ones((8, 2)), np.ones(8), epochs=3, callbacks=[checkpoint], verbose=0)
        >>> checkpoint.latest.name, sorted(path.name for path in checkpoint.latest.iterdir())[0]
        ('step-00000003', 'manifest.json')
    """

    def __init__(  # noqa: PLR0913, PLR0917 (what a person may choose)
        self,
        folder: str | os.PathLike[str],
        monitor: str | None = "auto",
        mode: str | None = "auto",
        every_epochs: int | None = 1,
        every_steps: int | None = None,
        keep: int | None = 3,
        keep_every: int | None = None,
        keep_best: int = 1,
        verbose: int = 0,
    ) -> None:
        super().__init__()
        check_mode(mode, "Checkpoint")
        _check_intervals(every_epochs=every_epochs, every_steps=every_steps, keep=keep, keep_every=keep_every)
        if every_epochs is None and every_steps is None:
            raise ValueError("Checkpoint: give every_epochs or every_steps, or nothing is ever saved.")
        if keep_best < 0:
            raise ValueError(f"Checkpoint: keep_best is 0 or more, not {keep_best}.")
        self.folder = Path(folder)
        self.monitor = monitor if keep_best else None
        self.mode = mode
        self.every_epochs = every_epochs
        self.every_steps = every_steps
        self.keep = keep
        self.keep_every = keep_every
        self.keep_best = keep_best
        self.verbose = verbose
        self.best_value: float | None = None
        self._store = Store(self.folder)
        self._worker = Worker("checkpoint", waiting=1)
        self._steps = Steps()
        self._run = 0
        self._number = 0
        self._epoch = 0
        self._criterion: Criterion | None = None
        self._pending: tuple[Place, Snapshot] | None = None
        self._around = Surroundings(None, None)

    @property
    def acts_on_steps(self) -> bool:
        """Whether it does anything between the ends of epochs."""
        return self.every_steps is not None

    @property
    def step_interval(self) -> int | None:
        """At which multiples of steps it acts; None: at the ends of epochs only."""
        return self.every_steps

    @property
    def latest(self) -> Path | None:
        """The folder of the newest checkpoint of this training; before one, of the newest in the folder."""
        self._worker.wait()
        entries = self._store.entries(self._run or self._store.newest_run())
        return entries[-1].path if entries else None

    @property
    def best(self) -> Path | None:
        """The folder of the best checkpoint; None when there is none or nothing is monitored."""
        self._worker.wait()
        criterion = self._criterion or self._asked_criterion()
        if criterion is None:
            return None
        entries = ranked(self._store.entries(self._run or self._store.newest_run()), criterion)
        return entries[0].path if entries else None

    @property
    def on_train_batch_end(self) -> Any:
        """Keras's hook: its own, which does nothing and costs nothing, unless `every_steps` is set."""
        return super().on_train_batch_end if self.every_steps is None else self._after_step

    def on_train_begin(self, logs: Any = None) -> None:
        """Checks the monitor and removes leftovers."""
        self._worker.wait()
        self._pending = None
        self._around = surroundings(self.model, self.params)
        self._criterion = self._resolve(self._around.validation)
        self._store.clean()
        self._run = self._run or self._store.newest_run() + 1
        numbers = [entry.number for entry in self._store.entries(self._run)]
        self._number = max((self._number, *numbers))
        self._steps.begin_training(self.model)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Writes what the last epoch left to write: now all callbacks have done their part of it."""
        self._write_pending(again=self._others_follow())
        self._epoch = epoch
        self._steps.begin_epoch()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Copies the state, when a checkpoint is due or the epoch is the best."""
        step = self._steps.end_epoch(self.model, self.params)
        values = {name: float(value) for name, value in (logs or {}).items() if _is_number(value)}
        improved = self._improved(values)
        due = self.every_epochs is not None and (epoch + 1) % self.every_epochs == 0
        if (due or improved) and self._usable(values, f"epoch {epoch + 1}"):
            place = Place(self._run, self._number + 1, step, epoch + 1, logs=values)
            self._pending = (place, snapshot(self.model))

    def on_train_end(self, logs: Any = None) -> None:
        """Writes the last checkpoint and waits until it is on the disk."""
        self._write_pending(again=False)
        self._worker.close()

    def get_state(self) -> dict[str, Any]:
        """Gives what has to be kept for training to go on as if it had never been interrupted."""
        return {"run": self._run, "number": self._number, "best_value": self.best_value}

    def set_state(self, state: dict[str, Any]) -> None:
        """Takes back what `get_state` gave."""
        self._run, self._number, self.best_value = state["run"], state["number"], state["best_value"]

    def _after_step(self, batch: int, logs: Any = None) -> None:
        step = self._steps.at_batch(batch, self.params)
        if not self._steps.crossed(self.every_steps) or self._ends_epoch():
            return
        if self._usable(logs or {}, f"step {step}"):
            place = Place(self._run, self._number + 1, step, self._epoch, self._steps.in_epoch)
            self._write(place, snapshot(self.model))

    def _ends_epoch(self) -> bool:
        """Says whether the epoch's last step is done and `on_epoch_end` will save it anyway."""
        due = self.every_epochs is not None and (self._epoch + 1) % self.every_epochs == 0
        return due and self._steps.in_epoch == (self.params or {}).get("steps")

    def _write_pending(self, again: bool) -> None:
        if self._pending is None:
            return
        (place, state), self._pending = self._pending, None
        self._write(place, snapshot(self.model) if again else state)

    def _write(self, place: Place, state: Snapshot) -> None:
        self._number = place.number
        arrays: dict[str, Any] = {}
        states = callback_states((*(self._around.callbacks or ()), self), arrays)
        rule = Rule(self.keep, self.keep_every, (self._criterion,) if self._criterion else ())
        text = json.dumps({"format": FORMAT, "callbacks": states}, indent=1).encode()
        self._worker.submit(self._save, place, state, arrays, text, rule)

    def _save(self, place: Place, state: Snapshot, arrays: dict[str, Any], text: bytes, rule: Rule) -> None:
        content = {
            WEIGHTS: encode(state.weights),
            TRAINING: encode({**state.training, **arrays}),
            STATE: [text],
        }
        self._store.write(place, content)
        self._store.prune(place.run, rule)

    def _resolve(self, validation: bool | None) -> Criterion | None:
        monitor = self.monitor
        if monitor == "auto":
            # Where nobody says whether the training validates, its first epoch's logs will.
            monitor = None if validation is None else "val_loss" if validation else "loss"
        if monitor is None:
            return None
        check_monitor(self.model, monitor, self._around, "Checkpoint")
        mode = resolve_mode(self.model, monitor, self.mode, "Checkpoint")
        return Criterion(monitor, mode, self.keep_best)

    def _asked_criterion(self) -> Criterion | None:
        """Takes the criterion from the arguments alone, before any training."""
        modes: dict[Any, Mode] = {"min": "min", "max": "max"}
        if self.monitor is None or self.monitor == "auto" or self.mode not in modes:
            return None
        return Criterion(self.monitor, modes[self.mode], self.keep_best)

    def _improved(self, values: dict[str, float]) -> bool:
        if self._criterion is None and self.monitor == "auto":
            self._criterion = self._resolve("val_loss" in values)
        if self._criterion is None:
            return False
        monitor = self._criterion.monitor
        if monitor not in values:
            self._note_missing(monitor, values)
            return False
        if not better(values[monitor], self.best_value, self._criterion.mode):
            return False
        self.best_value = values[monitor]
        if self.verbose:
            say(f"Checkpoint: {monitor} {self.best_value:.6g} is the best so far.")
        return True

    def _note_missing(self, monitor: str, values: dict[str, float]) -> None:
        """An epoch that was not validated says nothing; one that was, and lacks the monitor, is an error."""
        validated = any(name.startswith("val_") for name in values)
        if validated or not monitor.startswith("val_") or self._around.validation is False:
            raise missing(monitor, values, self._around.validation, "Checkpoint")

    def _usable(self, values: dict[str, Any], when: str) -> bool:
        loss = values.get("loss")
        if loss is None or math.isfinite(float(loss)):
            return True
        warnings.warn(
            f"Checkpoint: nothing is saved at {when}: the loss is {loss}", RuntimeWarning, stacklevel=2
        )
        return False

    def _others_follow(self) -> bool:
        """Says whether a callback after this one may have changed the model's state at the epoch's end."""
        others = self._around.callbacks
        if others is None or self not in others:
            return True
        quiet = (keras.callbacks.History, keras.callbacks.ProgbarLogger)
        return any(
            not isinstance(callback, quiet) and type(callback).__module__.split(".")[0] != "kbuild"
            for callback in others[others.index(self) + 1 :]
        )


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _check_intervals(**values: int | None) -> None:
    for name, value in values.items():
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
            raise ValueError(f"Checkpoint: {name} is a whole number from 1, or None, not {value!r}.")
