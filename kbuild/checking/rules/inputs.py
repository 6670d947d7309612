"""A stack that does not say what it takes, though the data is known."""

from __future__ import annotations

from collections.abc import Iterator

from kbuild.checking.finding import Finding
from kbuild.checking.rules.registry import for_document
from kbuild.checking.samples import known
from kbuild.schemas.document import Document
from kbuild.schemas.models import Model, Sequential

# Layers and models that say it themselves.
_INPUTS = ("Input", "InputLayer", "Unknown")


@for_document
def stacks_say_what_they_take(document: Document) -> Iterator[Finding]:
    """Keras builds such a model at its first batch: until then nothing of it can be checked or counted."""
    model, data = document.model, known(document.data)
    if not isinstance(model, Sequential) or not model.layers or data is None:
        return
    first = model.layers[0]
    if first.type_name in _INPUTS or isinstance(first, Model) or first.kind == "application":
        return
    if isinstance(data.inputs, tuple):
        text = "nothing says what the model takes, so that its shapes cannot be checked"
        hint = f"begin the layers with Input: {{shape: {[*data.inputs]}}}"
        place = ("model", "layers", 0, first.type_name)
        yield Finding("no-input", text, place, key=True, severity="advice", hint=hint)
