"""`Checkpoint`: keeps what is needed to go on with a training, and its best weights."""

from __future__ import annotations

import math
import os
import time
import warnings
from collections.abc import Mapping, Sequence
from numbers import Real
from pathlib import Path
from typing import Any

import keras

from kbuild.callbacks.checkpoints.goals import Goals
from kbuild.callbacks.checkpoints.loaded import Loaded
from kbuild.callbacks.checkpoints.retention import Criterion, Rule, ranked
from kbuild.callbacks.checkpoints.saver import AUTO, Saver
from kbuild.callbacks.checkpoints.store import Entry, Place, Store
from kbuild.callbacks.checkpoints.tail import Tail
from kbuild.callbacks.checkpoints.training_state import TrainingState
from kbuild.callbacks.steps import Steps
from kbuild.callbacks.surroundings import Surroundings, callback_list, surroundings


class Checkpoint(keras.callbacks.Callback):  # type: ignore[misc]
    """Saves the state of a training in a folder, while the training goes on.

    A checkpoint holds weights, optimizers, seed generators, metrics, the random state, the place in the data,
    and what every callback remembers: what its `get_state()` gives, or else its plain attributes. The state
    is copied in a moment, between epochs or steps, and written by another thread; a training that saves
    makes the same weights as one that doesn't. A checkpoint is on the disk as a whole or not at all, with a
    checksum for each file. With `resume=True` the same script, run again, goes on where it was and ends with
    the same bits, in mid-epoch too, for arrays, `tf.data` pipelines and `PyDataset`s that give the same
    batches each time (`keras.utils.set_random_seed`, or `shuffle=False`). `kbuild.callbacks.restore` brings
    a checkpoint back by hand, `load_checkpoint` its weights only.

    The best epoch is saved even when no checkpoint is due. A checkpoint whose loss is not a finite number
    is not written, with a warning: it could only push out those that can be used.

    Args:
        folder: Where the checkpoints go, a folder each. One training at a time writes into it; a second
            training in the same folder leaves the first one's checkpoints alone.
        monitor: The value that says what is best: a name of the epoch's logs. `"auto"` is `val_loss` where
            the training validates and `loss` where it doesn't; None keeps the last ones only. With a list
            of several, the best by each stay, and `best` is the best by the first.
        mode: `"min"`, `"max"`, or `"auto"`: as Keras knows it of the metric. It is never guessed. With
            several monitors it may be a mapping from them, or a list in their order.
        every_epochs: Saves at the end of each so many epochs; None for no such.
        every_steps: Saves at each so many steps of the whole training too; None for no such.
        keep: How many of the newest stay; None for all.
        keep_every: Each so many-th of those that were due stays for ever; None for no such.
        keep_best: How many of the best by each monitor stay.
        min_seconds: The least time between two writes. When checkpoints are due more often, the newest and
            the best wait, and others are left out; the last of a training is always written, and the best
            always before a later one. For trainings with epochs of milliseconds. `"auto"` is ten times what
            the last write took.
        verbose: 1 prints a line for each checkpoint that is the best so far.
        every_seconds: Saves in mid-epoch too, when the last checkpoint is so many seconds old; None for no
            such.
        resume: Go on from the newest intact checkpoint in the folder, if there is one.

    Raises:
        ValueError: An interval or a number is not positive.
        MonitorError: When training begins: nothing computes the monitor, or nobody knows its direction.
        CheckpointError: When training begins: what is to be resumed is damaged, or of another model.
        OSError: In training: a checkpoint could not be written; those before it are as they were.

    Example:
        >>> import keras, numpy as np, tempfile
        >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        >>> model.compile("adam", "mse")
        >>> checkpoint = Checkpoint(tempfile.mkdtemp(), keep=2)
        >>> history = model.fit(np.ones((8, 2)), np.ones(8), epochs=3, callbacks=[checkpoint], verbose=0)
        >>> checkpoint.latest.name, sorted(path.name for path in checkpoint.latest.iterdir())[0]
        ('step-00000003', 'logs.json')
    """

    def __init__(  # noqa: PLR0913, PLR0917 (what a person may choose)
        self,
        folder: str | os.PathLike[str],
        monitor: str | Sequence[str] | None = "auto",
        mode: str | Sequence[str] | Mapping[str, str] | None = "auto",
        every_epochs: int | None = 1,
        every_steps: int | None = None,
        keep: int | None = 3,
        keep_every: int | None = None,
        keep_best: int = 1,
        min_seconds: float | str = 0.0,
        verbose: int = 0,
        every_seconds: float | None = None,
        resume: bool = False,
    ) -> None:
        super().__init__()
        _check_intervals(every_epochs=every_epochs, every_steps=every_steps, keep=keep, keep_every=keep_every)
        if every_epochs is None and every_steps is None:
            raise ValueError("Checkpoint: give every_epochs or every_steps, or nothing is ever saved.")
        if keep_best < 0 or (min_seconds != AUTO and (isinstance(min_seconds, str) or min_seconds < 0)):
            raise ValueError("Checkpoint: keep_best and min_seconds are 0 or more.")
        if every_seconds is not None and every_seconds <= 0:
            raise ValueError("Checkpoint: every_seconds is above 0, or None.")
        self.folder = Path(folder)
        self.monitor = monitor if keep_best else None
        self.mode = mode
        self.every_epochs = every_epochs
        self.every_steps = every_steps
        self.keep = keep
        self.keep_every = keep_every
        self.keep_best = keep_best
        self.verbose = verbose
        self.every_seconds = every_seconds
        self.resume = resume
        self._goals = Goals(self.monitor, mode, keep_best)
        self._store = Store(self.folder)
        self._saver = Saver(self._store, min_seconds)
        self._steps = Steps()
        self._lineage: dict[int, int | None] = {}
        self._epoch = 0
        self._pending: tuple[Place, bool] | None = None
        self._around = Surroundings(None, None)
        self._state = TrainingState()
        self._tail: Tail | None = None
        self._begun = False
        self._saved_at = 0.0

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
        criteria = self._criteria()
        return self.best_by(criteria[0].monitor) if criteria else None

    @property
    def best_value(self) -> float | None:
        """The best value of the monitor, of the first of several; None before there is one."""
        return next(iter(self._goals.best), None)

    def best_by(self, monitor: str) -> Path | None:
        """Gives the folder of the best checkpoint by one of the monitors.

        Args:
            monitor: Its name in the logs.

        Returns:
            The folder; None where there is none, or nothing watches that value.
        """
        criterion = next((each for each in self._criteria() if each.monitor == monitor), None)
        entries = ranked(self._entries(), criterion) if criterion else []
        return entries[0].path if entries else None

    @property
    def unsound(self) -> str | None:
        """Which weight was no finite number when a checkpoint was due, so that it was not written."""
        return self._saver.refused

    @property
    def on_train_batch_end(self) -> Any:
        """Keras's hook: its own, which does nothing and costs nothing, unless it saves in mid-epoch."""
        quiet = self.every_steps is None and self.every_seconds is None
        return super().on_train_batch_end if quiet else self._nothing

    def set_model(self, model: Any) -> None:
        """Takes its place behind all other callbacks, and resumes before any of them begins."""
        super().set_model(model)
        owner = callback_list()
        self._tail = None
        if owner is None:
            return
        self._tail = Tail(
            begun=self._after_begin,
            epoch_begun=lambda epoch: self._state.epoch_begun(self.model, epoch),
            step_done=self._after_step,
            epoch_done=self._offer_pending,
        )
        owner.callbacks.append(self._tail)
        if self.resume and not self._begun:
            self._go_on(model, owner.callbacks)

    def on_train_begin(self, logs: Any = None) -> None:
        """Checks the monitor, removes leftovers, and finds its place among earlier trainings."""
        self._begun = True
        self._pending = None
        self._saver.forget()
        self._saver.wait()
        self._around = surroundings(self.model, self.params)
        self._goals.begin(self.model, self._around)
        self._store.clean()
        self._steps.begin_training(self.model)
        self._lineage = self._next_lineage(self._steps.total)
        self._saved_at = time.monotonic()
        if self._tail is None:
            self._state.begun(self.model, (self,), self.params or {})

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Counts the epoch's steps from here on."""
        self._epoch = epoch
        self._steps.begin_epoch()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Sees whether a checkpoint is due or the epoch is the best; it is copied when all are done."""
        step = self._steps.end_epoch(self.model, self.params)
        values = {name: float(value) for name, value in (logs or {}).items() if _is_number(value)}
        # What is not saved is not the best either.
        improved = math.isfinite(values.get("loss", 0.0)) and self._goals.improved(
            self.model, values, self.verbose
        )
        number = (epoch + 1) // self.every_epochs if self._due(epoch) and self.every_epochs else 0
        if (number or improved) and self._usable(values, f"epoch {epoch + 1}"):
            self._pending = (Place(max(self._lineage), number, step, epoch + 1, logs=values), improved)
        if self._tail is None:
            self._offer_pending()

    def on_train_end(self, logs: Any = None) -> None:
        """Writes the last checkpoint and waits until it is on the disk."""
        self._saver.flush(self._lineage, self._rule())
        self._saver.close()

    def save(self, batch: int, logs: Any = None, metrics: Mapping[str, Any] | None = None) -> Path | None:
        """Writes the state of this moment, in the middle of an epoch, and waits until it is on the disk.

        For a training that is about to be interrupted.

        Args:
            batch: The index of the epoch's last step that was made, from 0.
            logs: What it returned.
            metrics: The metrics' values after it, where they are not those of this moment.

        Returns:
            The checkpoint; None where the state is of no use, because its loss is no finite number.
        """
        step = self._steps.at_batch(batch, self.params)
        values = {name: float(value) for name, value in (logs or {}).items()}
        if not self._usable(values, f"step {step}"):
            return None
        place = Place(max(self._lineage), 0, step, self._epoch, self._steps.in_epoch)
        moment = self._state.capture(self.model, place, last=values, metrics=metrics)
        self._saver.offer(moment, self._lineage, self._rule())
        self._saver.flush(self._lineage, self._rule())
        self._saver.close()
        return self.latest

    def get_state(self) -> dict[str, Any]:
        """Gives what has to be kept for training to go on as if it had never been interrupted."""
        lineage = {str(run): last for run, last in self._lineage.items()}
        return {"lineage": lineage, "best_value": self._goals.get_state()}

    def set_state(self, state: dict[str, Any]) -> None:
        """Takes back what `get_state` gave."""
        self._lineage = {int(run): last for run, last in state["lineage"].items()}
        self._goals.set_state(state["best_value"])

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

    def _go_on(self, model: Any, callbacks: Sequence[Any]) -> None:
        """Brings back the newest checkpoint; without one the training begins anew."""
        self._store.clean()
        if self._store.is_empty():
            self._state.start(callbacks)
        else:
            self._state.resume(Loaded.of(self._store.newest_intact()), model, callbacks)

    def _after_begin(self) -> None:
        around = surroundings(self.model, self.params)
        self._state.begun(self.model, around.callbacks or (self,), self.params or {})

    def _nothing(self, batch: int, logs: Any = None) -> None:
        """There is something to do, so Keras must not call from another thread; the tail does it."""

    def _after_step(self, batch: int, logs: Any = None) -> None:
        if self.every_steps is None and self.every_seconds is None:
            return
        step = self._steps.at_batch(batch, self.params)
        crossed = self._steps.crossed(self.every_steps)
        if (
            self._ends_epoch()
            or not (crossed or self._is_old())
            or not self._usable(logs or {}, f"step {step}")
        ):
            return
        number = step // self.every_steps if crossed and self.every_steps and not self.every_epochs else 0
        place = Place(max(self._lineage), number, step, self._epoch, self._steps.in_epoch)
        values = {name: float(value) for name, value in (logs or {}).items()}
        self._offer(place, best=False, last=values)

    def _is_old(self) -> bool:
        return self.every_seconds is not None and time.monotonic() - self._saved_at >= self.every_seconds

    def _due(self, epoch: int) -> bool:
        return self.every_epochs is not None and (epoch + 1) % self.every_epochs == 0

    def _ends_epoch(self) -> bool:
        """Says whether the epoch's last step is done and `on_epoch_end` will save it anyway."""
        return self._due(self._epoch) and self._steps.in_epoch == (self.params or {}).get("steps")

    def _offer_pending(self) -> None:
        if self._pending is not None:
            (place, best), self._pending = self._pending, None
            self._offer(place, best)

    def _offer(self, place: Place, best: bool, last: Mapping[str, float] | None = None) -> None:
        self._saver.make_room(self.model)
        moment = self._state.capture(self.model, place, best=best, last=last)
        self._saver.offer(moment, self._lineage, self._rule())
        self._saved_at = time.monotonic()

    def _rule(self) -> Rule:
        return Rule(self.keep, self.keep_every, self._goals.criteria)

    def _criteria(self) -> tuple[Criterion, ...]:
        return self._goals.criteria or self._goals.asked

    def _usable(self, values: dict[str, Any], when: str) -> bool:
        loss = values.get("loss")
        if loss is None or math.isfinite(float(loss)):
            return True
        warnings.warn(
            f"Checkpoint: nothing is saved at {when}: the loss is {loss}", RuntimeWarning, stacklevel=2
        )
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _check_intervals(**values: int | None) -> None:
    for name, value in values.items():
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
            raise ValueError(f"Checkpoint: {name} is a whole number from 1, or None, not {value!r}.")
