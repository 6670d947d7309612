"""Keras's list of callbacks, told the truth about steps, and stopped where a training must stop."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import keras

from kbuild.callbacks.optimizers import learning_rates
from kbuild.callbacks.resumption import resumption
from kbuild.callbacks.state import copied, measured
from kbuild.callbacks.states import give_states, state_variables
from kbuild.schemas.errors import RunError
from kbuild.training.feeds import Evaluation, Step, Training


class Hooks(keras.callbacks.CallbackList):  # type: ignore[misc]
    """What `fit` calls, in the place of the list that it would make itself.

    Each hook reaches the callbacks as Keras's own list does it, with four differences. The index of a batch
    is that of the batch that was done, also when a call ends before its full number of steps. The learning
    rate is among an epoch's logs. A loss, metric or weight that is no finite number ends the training before
    any callback can keep it. And what has to happen between steps (stopping at a signal) happens here. Where
    sequences come in chunks, a validation leaves the states of layers as the training had them.

    Args:
        callbacks: The callbacks, in their order.
        training: Where the batches come from.
        evaluation: Where the validation's come from; None without validation.
        check: Called between executions; raises to end the training.
        model: The compiled model.
        epochs: The number of epochs.
        chunked: Whether sequences come in chunks.
    """

    def __init__(  # noqa: PLR0913 - all but the callbacks by name
        self,
        callbacks: Sequence[Any],
        *,
        training: Training,
        evaluation: Evaluation | None,
        check: Callable[[], None],
        model: Any,
        epochs: int,
        chunked: bool = False,
    ) -> None:
        self._training = training
        self._evaluation = evaluation
        self._check = check
        self._epoch = 0
        self._last: tuple[int, Any] = (0, {})
        self._metrics: Mapping[str, Any] | None = None
        self._chunked = chunked
        self._states: dict[int, Any] = {}
        super().__init__(
            list(callbacks),
            add_history=True,
            model=model,
            verbose=0,
            epochs=epochs,
            steps=training.feed.steps,
            validation=evaluation is not None,
            positioned=training.positioned,
        )
        # The epochs are in metrics.jsonl; in each checkpoint they would make long runs slow.
        self._history.keeps_state = False

    def _configure_async_dispatch(self, callbacks: Any) -> None:
        """Never: a thread for each call costs more than the callbacks, which have to be done in time."""

    @property
    def epoch(self) -> int:
        """The running epoch, from 0."""
        return self._epoch

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Let the data begin its epoch too, or go on in it."""
        self._epoch = epoch
        place = resumption(self.model)
        first = place.batch if place is not None and place.epoch == epoch else 0
        self._last = max(0, first - 1), (place.logs if place is not None else {})
        self._metrics = None
        self._training.begin_epoch(epoch, first)
        super().on_epoch_begin(epoch, logs)

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Let the data begin its step too."""
        self._training.begin_step(self.model, batch)
        super().on_train_batch_begin(batch, logs)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Stop where the loss is lost or a signal came; otherwise tell the callbacks."""
        steps = (self.params or {}).get("steps")
        batch = batch if steps is None else min(batch, steps - 1)
        self._stop_at_unsound(batch, logs)
        super().on_train_batch_end(batch, logs)
        self._last = batch, logs
        self._check()

    def on_test_begin(self, logs: Any = None) -> None:
        """Let the data begin too; a validation uses the metrics of the training, which may be wanted."""
        self._metrics = measured(self.model)
        if self._chunked:
            self._states = {id(each): copied(each) for each in state_variables(self.model)}
        if self._evaluation is not None:
            self._evaluation.begin()
        super().on_test_begin(logs)

    def on_test_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Let the data begin its step too."""
        if self._evaluation is not None:
            self._evaluation.begin_step(self.model, batch)
        super().on_test_batch_begin(batch, logs)

    def on_test_end(self, logs: Any = None) -> None:
        """Give the layers back what they remembered of the training."""
        give_states(self.model, self._states)
        super().on_test_end(logs)

    def save(self, checkpoint: Any) -> None:
        """Let a checkpoint keep the state of this moment, in the middle of an epoch.

        Args:
            checkpoint: The callback that keeps it.
        """
        batch, logs = self._last
        checkpoint.save(batch, logs, self._metrics)

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        """Tell the callbacks; then a signal may end it."""
        super().on_test_batch_end(batch, logs)
        self._check()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Stop before anything of an unsound epoch is kept; otherwise tell the callbacks."""
        values = {name: _number(value) for name, value in (logs or {}).items()}
        for name, value in values.items():
            if isinstance(value, float) and not math.isfinite(value):
                raise diverged(f"{name} is {value} at the end of epoch {epoch + 1}", epoch + 1, None)
        self._metrics = None
        super().on_epoch_end(epoch, learning_rates(self.model) | values)

    def _stop_at_unsound(self, batch: int, logs: Any) -> None:
        loss = _number(logs.get("loss")) if isinstance(logs, Mapping) else None
        if not isinstance(loss, float) or math.isfinite(loss):
            return
        at = self._training.unsound or Step(self._epoch, batch)
        text = f"the loss became {loss} at step {at.step + 1} of epoch {at.epoch + 1}"
        raise diverged(text, at.epoch + 1, at.step + 1)


def diverged(text: str, epoch: int, step: int | None) -> RunError:
    """The error of a training whose numbers are lost; it knows where that began.

    Args:
        text: What happened where.
        epoch: From 1.
        step: Of that epoch, from 1; None when only the epoch is known.
    """
    hint = "a smaller learning rate, or clipnorm in the optimizer, helps most often"
    error = RunError(f"the training diverged: {text}", code="diverged", hint=hint)
    error.add_note(f"epoch {epoch}" if step is None else f"epoch {epoch}, step {step}")
    return error


def finite_weights(model: Any) -> bool:
    """Whether all weights of a model are finite numbers."""
    import tensorflow as tf

    floats = [each for each in model.weights if keras.backend.is_float_dtype(each.dtype)]
    return all(bool(tf.reduce_all(tf.math.is_finite(each.value))) for each in floats)


def _number(value: Any) -> Any:
    """A scalar tensor as a plain number; anything else as it is."""
    if isinstance(value, (bool, int, float, str, Mapping)) or value is None:
        return value
    array = keras.ops.convert_to_numpy(value)
    return float(array) if array.ndim == 0 else array
