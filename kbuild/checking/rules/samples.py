"""The model's inputs against data that is known without being read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kbuild.checking.finding import Finding, Path
from kbuild.checking.rules.registry import for_document
from kbuild.checking.samples import Known, Shape, known, size
from kbuild.schemas.document import Document
from kbuild.schemas.models import Functional, Sequential, Subclass
from kbuild.schemas.objects import Object

_TRAIN: Path = ("data", "train")


@for_document
def samples_fit_the_inputs(document: Document) -> Iterator[Finding]:
    """Keras compares the two at the first batch."""
    data = known(document.data)
    inputs = _inputs(document)
    if data is None or data.inputs is None or not inputs:
        return
    if isinstance(data.inputs, Mapping):
        yield from _by_name(data, data.inputs, inputs)
    elif len(inputs) > 1:
        text = f"the model takes {len(inputs)} inputs ({', '.join(inputs)}), and {data.name} gives one"
        first = next(iter(inputs))
        hint = f"say which features each sees: inputs: {{{first}: [0, 1], …}}"
        yield Finding("wrong-inputs", text, (*_TRAIN, "Toy"), key=True, hint=hint)
    else:
        ((place, declared),) = inputs.values()
        yield from _compare(data, data.inputs, declared, place)


def _by_name(
    data: Known, given: Mapping[str, Shape], inputs: dict[str, tuple[Path, Shape | None]]
) -> Iterator[Finding]:
    for name, shape in given.items():
        place = (*_TRAIN, "Toy", "inputs", name)
        if name in inputs:
            yield from _compare(data, shape, inputs[name][1], inputs[name][0])
        elif len(inputs) > 1:
            text = f"the model has no input `{name}`"
            yield Finding("unknown-input", text, place, key=True, name=name, candidates=tuple(inputs))


def _compare(data: Known, given: Shape, declared: Shape | None, place: Path) -> Iterator[Finding]:
    if declared is None or _fits(given, declared):
        return
    written = [*given]
    hint = f"write shape: {written}"
    if size(given) == size(declared):
        hint += f", or shape: {[*declared]} in data.train.Toy"
    text = f"{data.name} gives samples of shape {written}, and the input takes {[*declared]}"
    related = ((_TRAIN, "the data"),)
    yield Finding("shape-mismatch", text, place, hint=hint, related=related)


def _fits(given: Shape, declared: Shape) -> bool:
    if len(given) == len(declared):
        return all(want in (None, have) for have, want in zip(given, declared, strict=True))
    # Keras adds or takes away a last axis of size 1.
    longer, shorter = sorted((given, declared), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and longer[-1] == 1 and longer[:-1] == shorter


def _inputs(document: Document) -> dict[str, tuple[Path, Shape | None]]:
    """Each input's place and declared shape."""
    model = document.model
    if isinstance(model, Sequential):
        first = model.layers[0] if model.layers else None
        if first is None or first.type_name not in ("Input", "InputLayer"):
            return {}
        return {"the input": (("model", "layers", 0, first.type_name, "shape"), _shape(first))}
    if isinstance(model, (Functional, Subclass)):
        inputs = model.inputs or {}
        return {name: (("model", "inputs", name, "shape"), _shape(each)) for name, each in inputs.items()}
    return {}


def _shape(spec: Object) -> Shape | None:
    given = spec.arguments()
    whole = given.get("batch_shape")
    shape = given.get("shape") if whole is None else whole[1:]
    return tuple(shape) if shape is not None else None
