"""`Checkpoint`: keeps what is needed to go on with a training, and its best weights."""

from __future__ import annotations

import math
import os
import warnings
from numbers import Real
from pathlib import Path
from typing import Any

import keras

from kbuild.callbacks.monitors import check_mode, check_monitor, missing, resolve_mode
from kbuild.callbacks.retention import Criterion, Rule, ranked
from kbuild.callbacks.saver import Moment, Saver
from kbuild.callbacks.saying import say
from kbuild.callbacks.state import Snapshot, callback_states, snapshot
from kbuild.callbacks.steps import Steps
from kbuild.callbacks.store import Entry, Place, Store
from kbuild.callbacks.surroundings import Surroundings, surroundings
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
        keep_every: Each so many-th of those that were due stays for ever; None for no such.
        keep_best: How many of the best stay.
        min_seconds: The least time between two writes. When checkpoints are due more often, the newest and
            the best wait, and others are left out; the last of a training is always written, and the best
            always before a later one. For trainings with epochs of milliseconds.
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
        min_seconds: float = 0.0,
        verbose: int = 0,
    ) -> None:
        super().__init__()
        check_mode(mode, "Checkpoint")
        _check_intervals(every_epochs=every_epochs, every_steps=every_steps, keep=keep, keep_every=keep_every)
        if every_epochs is None and every_steps is None:
            raise ValueError("Checkpoint: give every_epochs or every_steps, or nothing is ever saved.")
        if keep_best < 0 or min_seconds < 0:
            raise ValueError("Checkpoint: keep_best and min_seconds are 0 or more.")
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
        self._saver = Saver(self._store, min_seconds)
        self._steps = Steps()
        self._lineage: dict[int, int | None] = {}
        self._epoch = 0
        self._criterion: Criterion | None = None
        self._pending: tuple[Place, Snapshot, bool] | None = None
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
        entries = self._entries()
        return entries[-1].path if entries else None

    @property
    def best(self) -> Path | None:
        """The folder of the best checkpoint; None when there is none or nothing is monitored."""
        criterion = self._criterion or self._asked_criterion()
        entries = ranked(self._entries(), criterion) if criterion else []
        return entries[0].path if entries else None

    @property
    def on_train_batch_end(self) -> Any:
        """Keras's hook: its own, which does nothing and costs nothing, unless `every_steps` is set."""
        return super().on_train_batch_end if self.every_steps is None else self._after_step

    def on_train_begin(self, logs: Any = None) -> None:
        """Checks the monitor, removes leftovers, and finds its place among earlier trainings."""
        self._pending = None
        self._saver.forget()
        self._saver.wait()
        self._around = surroundings(self.model, self.params)
        self._criterion = self._resolve(self._around.validation)
        self._store.clean()
        self._steps.begin_training(self.model)
        self._lineage = self._next_lineage(self._steps.total)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Hands over what the last epoch left to write: now all callbacks have done their part of it."""
        self._offer_pending(again=self._others_follow())
        self._epoch = epoch
        self._steps.begin_epoch()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Copies the state, when a checkpoint is due or the epoch is the best."""
        step = self._steps.end_epoch(self.model, self.params)
        values = {name: float(value) for name, value in (logs or {}).items() if _is_number(value)}
        improved = self._improved(values)
        number = (epoch + 1) // self.every_epochs if self._due(epoch) and self.every_epochs else 0
        if (number or improved) and self._usable(values, f"epoch {epoch + 1}"):
            place = Place(max(self._lineage), number, step, epoch + 1, logs=values)
            self._pending = (place, snapshot(self.model), improved)

    def on_train_end(self, logs: Any = None) -> None:
        """Writes the last checkpoint and waits until it is on the disk."""
        self._offer_pending(again=False)
        self._saver.flush(self._lineage, self._rule())
        self._saver.close()

    def get_state(self) -> dict[str, Any]:
        """Gives what has to be kept for training to go on as if it had never been interrupted."""
        lineage = {str(run): last for run, last in self._lineage.items()}
        return {"lineage": lineage, "best_value": self.best_value}

    def set_state(self, state: dict[str, Any]) -> None:
        """Takes back what `get_state` gave."""
        self._lineage = {int(run): last for run, last in state["lineage"].items()}
        self.best_value = state["best_value"]

    def _next_lineage(self, step: int) -> dict[int, int | None]:
        """Says which checkpoints in the folder belong to the training that begins at a step.

        One that goes on from the newest checkpoint of its run goes on with that run. One that goes back
        begins a run of its own, to which the checkpoints before that step belong as well.
        """
        fresh = self._store.newest_run() + 1
        if not self._lineage:
            return {fresh: None}
        run = max(self._lineage)
        if all(entry.step <= step for entry in self._store.entries({run: None})):
            return self._lineage
        return {**self._lineage, run: step, fresh: None}

    def _entries(self) -> list[Entry]:
        self._saver.wait()
        return self._store.entries(self._lineage or {self._store.newest_run(): None})

    def _after_step(self, batch: int, logs: Any = None) -> None:
        step = self._steps.at_batch(batch, self.params)
        if not self._steps.crossed(self.every_steps) or self._ends_epoch():
            return
        if self._usable(logs or {}, f"step {step}"):
            number = 0 if self.every_epochs or not self.every_steps else step // self.every_steps
            place = Place(max(self._lineage), number, step, self._epoch, self._steps.in_epoch)
            self._offer(place, snapshot(self.model), best=False)

    def _due(self, epoch: int) -> bool:
        return self.every_epochs is not None and (epoch + 1) % self.every_epochs == 0

    def _ends_epoch(self) -> bool:
        """Says whether the epoch's last step is done and `on_epoch_end` will save it anyway."""
        return self._due(self._epoch) and self._steps.in_epoch == (self.params or {}).get("steps")

    def _offer_pending(self, again: bool) -> None:
        if self._pending is not None:
            place, state, best = self._pending
            self._pending = None
            self._offer(place, snapshot(self.model) if again else state, best)

    def _offer(self, place: Place, state: Snapshot, best: bool) -> None:
        arrays: dict[str, Any] = {}
        states = callback_states((*(self._around.callbacks or ()), self), arrays)
        self._saver.offer(Moment(place, state, best, states, arrays), self._lineage, self._rule())

    def _rule(self) -> Rule:
        return Rule(self.keep, self.keep_every, (self._criterion,) if self._criterion else ())

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
