"""Where a training goes on: the place, and bringing Keras's `fit` and its data to it in mid-epoch."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import keras
import tensorflow as tf

from kbuild.callbacks.errors import CheckpointError


@dataclass(frozen=True, slots=True)
class Resumption:
    """The place at which a training goes on.

    Attributes:
        step: Steps that were made.
        epoch: The epoch to go on with, from 0.
        batch: Steps of that epoch that were made.
        logs: What the last of them returned.
    """

    step: int
    epoch: int
    batch: int = 0
    logs: Mapping[str, float] = field(default_factory=dict)


_resumptions: WeakKeyDictionary[Any, Resumption] = WeakKeyDictionary()
_first_epochs: WeakKeyDictionary[Any, int] = WeakKeyDictionary()


def set_resumption(model: Any, place: Resumption | None) -> None:
    """Says where the next training of a model goes on; None: that it has gone on, or begins at the start."""
    if place is None:
        _resumptions.pop(model, None)
    else:
        _resumptions[model] = place


def resumption(model: Any) -> Resumption | None:
    """Gives the place at which a model's training is about to go on; None when it begins at the start."""
    return _resumptions.get(model)


def set_first_epoch(model: Any, epoch: int) -> None:
    """Tells the `fit` that is about to begin its epochs which one is its first."""
    _first_epochs[model] = epoch
    model._initial_epoch = epoch


def forget_first_epoch(model: Any) -> None:
    """Takes back what `set_first_epoch` told: Keras would begin the next training of the model there too."""
    if model in _first_epochs and _first_epochs.pop(model) == model._initial_epoch:
        model._initial_epoch = None


def go_to(model: Any, place: Resumption, *, first_epoch: int = 0, positioned: bool = False) -> None:
    """Brings the epoch that `fit` is about to begin to the step at which it was left.

    Called from a callback's `on_epoch_begin`. Keras's iterator over the epoch's batches is made to begin
    later: the batches of the steps that were made are taken from the data and dropped, and for data that is
    shuffled anew in each pass the passes of earlier epochs are begun, too.

    Args:
        model: The model in `fit`.
        place: Where to go on.
        first_epoch: The epoch that the whole training began with.
        positioned: Whether the data itself begins at the place, so that nothing has to be dropped.

    Raises:
        CheckpointError: The training is in mid-epoch, and not in Keras's `fit`.
    """
    iterator = _epoch_iterator(model)
    if iterator is None:
        if place.batch:
            text = "Only Keras's fit can go on in the middle of an epoch; this is another training loop."
            raise CheckpointError(text)
        return
    if not positioned:
        for _ in range(place.epoch - first_epoch):
            _pass(iterator)
    if not place.batch:
        return
    if not positioned and place.batch % iterator.steps_per_execution and place.batch != iterator.num_batches:
        raise CheckpointError(
            f"The checkpoint was made after {place.batch} steps of an epoch, which cannot be reached with "
            f"{iterator.steps_per_execution} steps in each execution. Use the same steps_per_execution."
        )
    original = iterator._enumerate_iterator
    steps = _from_step(iterator, place.batch) if positioned else _dropping(original(), place.batch)

    def once() -> Iterator[Any]:
        # The epochs after this one are whole.
        del iterator._enumerate_iterator
        return steps

    iterator._enumerate_iterator = once
    _measure_without_steps(model, place.logs)


def make_metrics(model: Any) -> None:
    """Makes the metrics that Keras makes in its first step, so that their values can be brought back.

    Args:
        model: The model in `fit`.
    """
    iterator = _epoch_iterator(model)
    parts = [getattr(model, name, None) for name in ("_compile_metrics", "_compile_loss")]
    if iterator is None or all(each is None or each.built for each in parts):
        return
    spec = iterator._distributed_dataset.element_spec
    symbols = tf.nest.map_structure(
        lambda each: keras.KerasTensor(tuple(each.shape), each.dtype.name, sparse=_is_sparse(each)), spec
    )
    # A batch of the data itself would put its shuffling out of step.
    model._symbolic_build(data_batch=symbols)


def _is_sparse(spec: Any) -> bool:
    return isinstance(spec, tf.SparseTensorSpec)


def _epoch_iterator(model: Any) -> Any:
    """Keras's iterator over the batches of an epoch, which only the frame of `fit` knows."""
    frame = inspect.currentframe()
    while frame is not None:
        names = frame.f_locals
        if names.get("self") is model and hasattr(names.get("epoch_iterator"), "_enumerate_iterator"):
            return names["epoch_iterator"]
        frame = frame.f_back
    return None


def _pass(iterator: Any) -> None:
    """Goes through an epoch of the data as `fit` does, without training."""
    with warnings.catch_warnings(), iterator.catch_stop_iteration():
        # "Your input ran out of data", where the data doesn't know its length.
        warnings.simplefilter("ignore")
        # Where each epoch has an iterator of its own and a known length, no batch need be made. What Keras
        # takes for the length once it has come to the data's end is a step too many, and ends there again.
        wanted = iterator.steps_per_epoch is not None or iterator.data_adapter.num_batches is None
        for begin, end, batches in iterator._enumerate_iterator():
            if wanted:
                # Nothing left for the first step of an execution ends the epoch, as it does in `fit`.
                next(batches)
                _drop(batches, end - begin)


def _dropping(steps: Iterator[Any], done: int) -> Iterator[Any]:
    for begin, end, batches in steps:
        if begin < done:
            _drop(batches, min(end + 1, done) - begin)
        else:
            yield begin, end, batches


def _drop(batches: Any, count: int) -> None:
    # Where the data ends before a multiple of the steps in an execution, so does the dropping.
    with suppress(StopIteration):
        for _ in range(count):
            next(batches)


def _from_step(iterator: Any, done: int) -> Iterator[Any]:
    """Executions from a step on, of data that begins there."""
    size = iterator.steps_per_execution
    batches = iter(iterator._get_iterator())
    iterator._current_iterator = batches
    for step in range(done, iterator.num_batches, size):
        yield step, step + size - 1, batches


def _measure_without_steps(model: Any, last: Mapping[str, float]) -> None:
    """Lets the epoch take its logs from where they were kept, if all of its steps were made before."""

    def measured(logs: Any) -> Any:
        del model._get_metrics_result_or_logs
        return model._get_metrics_result_or_logs(logs or dict(last))

    model._get_metrics_result_or_logs = measured
