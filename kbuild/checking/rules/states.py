"""Layers that remember from batch to batch, against how the data comes."""

from __future__ import annotations

from collections.abc import Iterator

from kbuild.checking.finding import Finding, Path
from kbuild.checking.rules.registry import Placed, for_document, objects_of
from kbuild.checking.samples import first_axes, uncut
from kbuild.schemas import catalog
from kbuild.schemas.document import Document
from kbuild.schemas.models import Functional, Model, Sequential, Subclass
from kbuild.schemas.objects import Object
from kbuild.schemas.wording import divisors_near

_CHUNKS: Path = ("data", "chunk_length")
_BATCH = 32


@for_document
def chunks_add_up(document: Document) -> Iterator[Finding]:
    """A last chunk that is shorter than the others would have to be filled up, or dropped."""
    length = _chunk_length(document)
    data = uncut(document.data)
    if length is None or data is None or data.inputs is None:
        return
    steps = max(first_axes(data.inputs), default=None)
    if steps is None:
        text = "chunk_length cuts sequences, and the samples have no time axis"
        yield Finding("wrong-chunk", text, _CHUNKS, key=True, hint="leave chunk_length out")
    elif steps % length:
        text = f"sequences of {steps:,} steps cannot be cut into chunks of {length:,}"
        hint = divisors_near(steps, length)
        yield Finding("wrong-chunk", text, _CHUNKS, hint=hint)


@for_document
def chunks_are_for_states(document: Document) -> Iterator[Finding]:
    """Without a state nothing goes on from one chunk to the next: they would be samples of their own."""
    if _chunk_length(document) is None or not isinstance(document.model, Model):
        return
    layers = [each for each in objects_of(document) if each.spec.kind == "layer"]
    own = any(
        catalog.find("layer", each.spec.type_name) is None and not isinstance(each.spec, Model)
        for each in layers
    )
    if not own and not any(_is_stateful(each) for each in layers):
        text = "chunk_length has no effect: no layer is stateful, so nothing goes on from chunk to chunk"
        hint = "write stateful: true in the recurrent layers, or leave chunk_length out"
        yield Finding("no-effect", text, _CHUNKS, key=True, hint=hint)


@for_document
def batches_fit_the_states(document: Document) -> Iterator[Finding]:
    """A stateful layer has room for the states of one batch, whose size the model's input says."""
    if document.data is None or document.data.train is None or _stateful(document) is None:
        return
    place = next(iter(_batch_sizes(document)), None)
    if place is None:
        return
    path, size = place
    related = ((path, "the states are made for these batches"),)
    places: list[tuple[Path, int | None]] = [(("data", "batch_size"), document.data.batch_size)]
    if document.fit is not None:
        places.append((("fit", "validation_batch_size"), document.fit.validation_batch_size))
    for at, given in places:
        if given is None or given == size:
            continue
        written = at[-1] in getattr(document, str(at[0])).model_fields_set
        text = f"the model is made for batches of {size}, and the data comes in batches of {given}"
        hint = f"write {at[-1]}: {size}"
        yield Finding(
            "two-batch-sizes", text, at if written else ("data",), key=not written, hint=hint, related=related
        )


@for_document
def states_begin_anew(document: Document) -> Iterator[Finding]:
    """Keras lets a state go on from batch to batch for ever, whatever the samples are."""
    if document.data is None or document.data.train is None or _chunk_length(document) is not None:
        return
    layer = _stateful(document)
    if layer is None:
        return
    shuffled = document.fit is None or document.fit.shuffle
    text = "nothing resets the state: it goes on from each batch to the next, through epochs and validation"
    if shuffled:
        text += ", and the samples are shuffled"
    hint = "cut the sequences: data.chunk_length; or leave stateful out, and each sample begins anew"
    yield layer.finding("endless-state", text, "stateful", severity="warning", hint=hint)


@for_document
def states_go_on_in_time(document: Document) -> Iterator[Finding]:
    """What goes backwards through each chunk comes to its beginning last, and goes on with the next one."""
    if _chunk_length(document) is None:
        return
    for layer in objects_of(document):
        if not _is_stateful(layer):
            continue
        if "Bidirectional" in layer.path or layer.get("go_backwards") is True:
            text = (
                "a state that goes backwards comes from the beginning of a chunk to the end of the next one"
            )
            hint = "leave stateful out in what goes backwards, or read whole sequences"
            yield layer.finding("backward-state", text, "stateful", severity="warning", hint=hint)


def _chunk_length(document: Document) -> int | None:
    return None if document.data is None else document.data.chunk_length


def _stateful(document: Document) -> Placed | None:
    return next((each for each in objects_of(document) if _is_stateful(each)), None)


def _is_stateful(placed: Placed) -> bool:
    return placed.spec.kind == "layer" and placed.path[0] == "model" and placed.get("stateful") is True


def _batch_sizes(document: Document) -> Iterator[tuple[Path, int]]:
    """The sizes of batches that the model's inputs name."""
    for path, spec in _inputs(document.model):
        given = spec.arguments()
        if isinstance(given.get("batch_size"), int):
            yield (*path, "batch_size"), given["batch_size"]
        elif given.get("batch_shape") and isinstance(given["batch_shape"][0], int):
            yield (*path, "batch_shape"), given["batch_shape"][0]


def _inputs(model: Object) -> Iterator[tuple[Path, Object]]:
    if (
        isinstance(model, Sequential)
        and model.layers
        and model.layers[0].type_name in ("Input", "InputLayer")
    ):
        yield ("model", "layers", 0, model.layers[0].type_name), model.layers[0]
    elif isinstance(model, (Functional, Subclass)):
        yield from ((("model", "inputs", name), each) for name, each in (model.inputs or {}).items())
