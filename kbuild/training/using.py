"""A trained model in use: predictions and measures, in the chunks and batches that it was trained in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from kbuild.callbacks.states import fixed_batch, reset_states
from kbuild.data import Samples
from kbuild.data.chunks import chunk_count, chunk_of, groups, sequence_length
from kbuild.data.inputs import fed
from kbuild.data.samples import Array, Tree, mapped
from kbuild.schemas.document import Document
from kbuild.schemas.phases import phase_document
from kbuild.schemas.training import Compile
from kbuild.training.filling import fill_batches, stop_filling
from kbuild.training.plan import Plan

if TYPE_CHECKING:
    from kbuild.training.run import Run

_BATCH = 256


def predict(run: Run, x: Tree) -> Any:
    """What a model says of samples, however many there are.

    Sequences go through a model with stateful layers chunk by chunk, if it was trained in chunks; its states
    begin anew with each batch of samples. Results at each step are put together again; of any other result
    the last is given, which has seen the whole sequence. Without chunks the states go on from batch to batch,
    as in Keras.

    Args:
        run: The run of the model.
        x: The inputs, prepared.

    Returns:
        What `model.predict` gives: an array, or a list or mapping of arrays.

    Raises:
        DataError: `wrong-chunk` when the sequences cannot be cut into the chunks of the training.
    """
    model = run.model
    size = fixed_batch(model)
    if size is None:
        return model.predict(fed(x), _BATCH, verbose=0)
    plan = _plan(run.document)
    length = plan.chunk_length or sequence_length(x) or 1
    chunks = 1 if plan.chunk_length is None else chunk_count(x, length, "the data")
    steps = sequence_length(x)
    join = partial(_in_time, length=length if chunks > 1 else None, numbers=_is_numbers(run, steps))
    found = []
    with _filling(model):
        reset_states(model)
        for rows in groups(len(Samples(x)), size):
            if plan.chunk_length is not None:
                reset_states(model)
            batch = mapped(partial(_rows, rows=rows), x)
            parts = [
                model.predict_on_batch(fed(chunk_of(batch, number, length, steps) if chunks > 1 else batch))
                for number in range(chunks)
            ]
            found.append(_joined(join, parts))
        reset_states(model)
    return _joined(np.concatenate, found)


def evaluate(run: Run, samples: Samples) -> dict[str, float]:
    """The loss and the metrics of a model on samples, however many there are.

    Args:
        run: The run of the model.
        samples: Prepared samples with targets.

    Raises:
        DataError: `wrong-chunk` when the sequences cannot be cut into the chunks of the training.
    """
    model = run.model
    size = fixed_batch(model)
    if size is None:
        given = {"sample_weight": samples.sample_weight, "return_dict": True, "verbose": 0}
        found = model.evaluate(fed(samples.x), samples.y, _BATCH, **given)
        return {name: float(value) for name, value in found.items()}
    from kbuild.training.session import evaluation_of

    plan = replace(_plan(run.document), validation_batch_size=size)
    if plan.chunk_length is not None:
        chunk_count(samples.x, plan.chunk_length, "the data")
    with _filling(model):
        evaluation = evaluation_of(samples, plan, _training(run.document).compile or Compile())
        evaluation.install(model, 1)
        evaluation.begin()
        reset_states(model)
        found = model.evaluate(**evaluation.arguments(), return_dict=True, verbose=0)
        model.test_function = None
        reset_states(model)
    return {name: float(value) for name, value in found.items()}


@contextmanager
def _filling(model: Any) -> Iterator[None]:
    fill_batches(model)
    try:
        yield
    finally:
        stop_filling(model)
        # What was traced was traced with it.
        model.predict_function = None


def _training(document: Document) -> Document:
    return phase_document(document, len(document.phases) - 1) if document.phases else document


def _plan(document: Document) -> Plan:
    return Plan.of(_training(document))


def _rows(array: Array, *, rows: slice) -> Array:
    return array[rows]


def _joined(join: Any, found: list[Any]) -> Any:
    import keras

    return keras.tree.map_structure(lambda *each: join(each), *found)


def _in_time(results: list[Array], *, length: int | None, numbers: bool) -> Array:
    """The results of the chunks as those of the sequence: in a row where there is one for each step."""
    by_step = results[0].ndim > (1 if numbers else 2) and results[0].shape[1] == length
    return np.concatenate(results, axis=1) if by_step else results[-1]


def _is_numbers(run: Run, steps: int | None) -> bool:
    """Whether the targets of the training were plain numbers in time, without an axis for features."""
    preparation = run.preparation
    known = getattr(preparation, "outputs", ()) or getattr(preparation, "inputs", ())
    return any(getattr(each, "shape", None) == (steps,) for each in known)
