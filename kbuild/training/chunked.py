"""What a training in chunks, or with stateful layers, asks of the data, before anything is made for a run."""

from __future__ import annotations

from typing import Any

from kbuild.callbacks.states import fixed_batch, state_variables
from kbuild.data import Feeds, Samples
from kbuild.data.chunks import cut
from kbuild.reading.problems import DocumentError
from kbuild.schemas.document import Document
from kbuild.schemas.errors import DataError
from kbuild.schemas.training import Compile
from kbuild.training.plan import Plan, problem

_NAMES = ("train", "validation", "test")
_CHUNKS = ("data", "chunk_length")


def as_seen(feeds: Feeds, plan: Plan, document: Document) -> Feeds:
    """The data as the model sees it: where sequences come in chunks, each chunk is a sample.

    Args:
        feeds: Whole sequences.
        plan: How they are trained on.
        document: The document, for the places of problems.

    Raises:
        DocumentError: `wrong-chunk` when the chunks of the document do not add up to the sequences, or the
            data batches itself.
    """
    if plan.chunk_length is None:
        return feeds
    found: dict[str, Any] = {}
    for name in _NAMES:
        data = getattr(feeds, name)
        if data is not None and not isinstance(data, Samples):
            text = f"{name}: sequences can be cut out of arrays, not out of a dataset that batches itself"
            hint = "give arrays, or cut the dataset in Python and leave chunk_length out"
            raise problem(document, _CHUNKS, "wrong-chunk", text, hint=hint)
        try:
            found[name] = None if data is None else cut(data, plan.chunk_length, name)
        except DataError as error:
            raise _at(document, error) from error
    return Feeds(**found, preparation=feeds.preparation)


def _at(document: Document, error: DataError) -> DocumentError:
    return problem(document, _CHUNKS, error.code, error.message, hint=error.hint)


def check_states(model: Any, feeds: Feeds, plan: Plan, document: Document) -> None:
    """Make sure that stateful layers get the batches that they have room for.

    Args:
        model: The built model.
        feeds: The data; datasets batch themselves.
        plan: How the rest is batched.
        document: The document, for the places of problems.

    Raises:
        DocumentError: `two-batch-sizes` when the model is made for another size of batches, `no-effect` for
            chunks where no layer is stateful.
    """
    size = fixed_batch(model)
    if plan.chunk_length is not None and model.built and not state_variables(model):
        text = "chunk_length has no effect: no layer is `stateful`, so nothing goes on from chunk to chunk"
        hint = "write stateful: true in the recurrent layers, or leave chunk_length out"
        raise problem(document, _CHUNKS, "no-effect", text, hint=hint, key=True)
    if size is None:
        return
    fit = document.fit
    in_fit = fit is not None and fit.batch_size is not None
    places = (
        (feeds.train, plan.batch_size, ("fit", "batch_size") if in_fit else ("data", "batch_size")),
        (feeds.validation, plan.validation_batch_size, ("fit", "validation_batch_size")),
        (feeds.test, plan.validation_batch_size, ("fit", "validation_batch_size")),
    )
    for data, given, place in places:
        if isinstance(data, Samples) and given != size:
            text = f"the stateful layers are made for batches of {size}, and the batches have {given}"
            hint = f"write batch_size: {size}, or batch_size: {given} in the model's Input"
            raise problem(document, place, "two-batch-sizes", text, hint=hint)


def check_calls(spec: Compile, together: int | None, document: Document) -> None:
    """Make sure that no compiled call goes over a place where states begin anew.

    Args:
        spec: The document's `compile`.
        together: The batches between two such places, where they have to be between calls; None for none.
        document: The document, for the place of the problem.

    Raises:
        DocumentError: `conflicting-arguments`.
    """
    steps = spec.steps_per_execution
    if together is not None and steps is not None and together % steps:
        text = f"sequences have {together} chunks each, and a call of {steps} steps goes over their end"
        hint = f"leave steps_per_execution out, or write one that divides {together}"
        at = ("compile", "steps_per_execution")
        raise problem(document, at, "conflicting-arguments", text, hint=hint)
