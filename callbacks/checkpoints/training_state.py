"""The state of a training: one thing with one owner, captured at a moment and given back at a start.

It is: the model's weights, optimizers (with their slots, counters and loss scale), averages of weights, seed
generators, metrics and tables; what every callback remembers; the random state of the process; the place in
the data; how long the logs are. A training that goes on with it makes the same numbers, to the last bit, as
one that was never interrupted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kbuild.callbacks.checkpoints.loaded import Loaded, notes_of
from kbuild.callbacks.checkpoints.memories import Memories, cut_logs
from kbuild.callbacks.checkpoints.moments import Moment
from kbuild.callbacks.checkpoints.randomness import random_state
from kbuild.callbacks.checkpoints.store import Place
from kbuild.callbacks.checkpoints.tables import tables
from kbuild.callbacks.resumption import (
    forget_first_epoch,
    go_to,
    make_metrics,
    resumption,
    set_first_epoch,
    set_resumption,
)
from kbuild.callbacks.state import snapshot


class TrainingState:
    """Captures the state of a training, and gives it back.

    A training goes on in four strokes, because Keras's callbacks forget what they knew when a training
    begins: `resume` before any callback begins, `begun` when all have, `epoch_begun` when all have begun the
    first epoch. `capture` is for a moment at which all callbacks have done their part.
    """

    def __init__(self) -> None:
        self._callbacks: Sequence[Any] = ()
        self._memories = Memories()
        self._tables: dict[str, Any] = {}
        self._positioned = False
        self._first_epoch: int | None = None
        self._epoch_random: Any = None
        self._loaded: Loaded | None = None

    def start(self, callbacks: Sequence[Any]) -> None:
        """Lets a training begin anew: what earlier ones logged is cut off.

        Args:
            callbacks: All callbacks of the training.
        """
        cut_logs(callbacks, ())

    def resume(self, loaded: Loaded, model: Any, callbacks: Sequence[Any]) -> None:
        """Gives a model and its callbacks the state of a checkpoint, before they begin.

        Args:
            loaded: The checkpoint.
            model: The same model, compiled in the same way.
            callbacks: All callbacks of the training.

        Raises:
            CheckpointError: The model or the callbacks are others; nothing has changed.
        """
        loaded.check(callbacks)
        loaded.give_model(model)
        loaded.cut_logs(callbacks)
        loaded.give_callbacks(callbacks)
        self._first_epoch = loaded.first_epoch
        self._loaded = loaded
        set_resumption(model, loaded.place)

    def begun(self, model: Any, callbacks: Sequence[Any], params: Mapping[str, Any]) -> None:
        """All callbacks have begun the training: those that forgot what they knew learn it again.

        Args:
            model: The model in training.
            callbacks: All callbacks of the training.
            params: Their parameters; `positioned` says that the data begins where the training does.
        """
        self._callbacks = callbacks
        self._memories = Memories(callbacks)
        self._tables = tables(model)
        self._positioned = bool(params.get("positioned"))
        if self._loaded is None:
            self._first_epoch = None
            forget_first_epoch(model)
            return
        loaded = self._loaded
        # Again: a callback such as BackupAndRestore may have put its own in its place.
        loaded.give_model(model)
        loaded.give_attributes(callbacks)
        loaded.set_random("random")
        # As Keras's own BackupAndRestore tells `fit` where to begin.
        epoch = loaded.entry.epoch
        set_first_epoch(model, max(epoch, params.get("epochs") or 0) if loaded.stopped else epoch)
        if loaded.stopped or epoch >= (params.get("epochs") or epoch + 1):
            self._settle(model)

    def epoch_begun(self, model: Any, epoch: int) -> None:
        """All callbacks have begun an epoch: the first of a training that goes on is brought to its place.

        Args:
            model: The model in training.
            epoch: Its number, from 0.
        """
        if self._first_epoch is None:
            self._first_epoch = epoch
        forget_first_epoch(model)
        place = resumption(model)
        if self._loaded is None or place is None:
            self._epoch_random = None if self._positioned else random_state()
            return
        self._epoch_random = None
        loaded = self._loaded
        if place.batch:
            # The epoch had begun before: what callbacks do at its beginning (set a learning rate, count) is
            # in the state, and must not be done twice.
            make_metrics(model)
            loaded.give_model(model)
            loaded.give_attributes(self._callbacks)
        if place.batch and not self._positioned:
            loaded.set_random("epoch_random")
            self._epoch_random = random_state()
        go_to(model, place, first_epoch=self._first_epoch, positioned=self._positioned)
        if not place.batch or self._positioned:
            loaded.set_random("random")
        if not self._positioned and not place.batch:
            self._epoch_random = random_state()
        self._settle(model)

    def capture(  # noqa: PLR0913 - what and where by position, the rest by name
        self,
        model: Any,
        place: Place,
        *,
        best: bool = False,
        last: Mapping[str, float] | None = None,
        metrics: Mapping[str, Any] | None = None,
        callbacks: Sequence[Any] = (),
    ) -> Moment:
        """Copies the state of this moment; costs microseconds a variable, and no copy of their values.

        Args:
            model: The model in training.
            place: Where in the training this is.
            best: Whether it is the best so far.
            last: What the last step returned, in mid-epoch.
            metrics: The metrics' values, where they are not those of this moment (a validation uses them).
            callbacks: All callbacks, where no training has begun with them.
        """
        state = snapshot(model)
        if metrics is not None:
            state = replace(state, training={**state.training, **metrics})
        arrays: dict[str, Any] = {}
        memories = Memories(callbacks) if callbacks else self._memories
        notes = notes_of(
            memories.states(arrays),
            arrays,
            epoch_random=self._epoch_random if place.batch else None,
            tables=self._tables,
            stopped=bool(getattr(model, "stop_training", False)) and not place.batch,
            first_epoch=self._first_epoch or 0,
            last=dict(last or {}),
        )
        return Moment(place, state, best, notes, arrays, memories.positions())

    def _settle(self, model: Any) -> None:
        """The training is where it was: from here on it goes its own way."""
        self._loaded = None
        set_resumption(model, None)
