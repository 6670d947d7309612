"""`compile` against the model's outputs: losses, weights and metrics by output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kbuild.checking.finding import Finding
from kbuild.checking.logs import output_names
from kbuild.checking.rules.registry import for_document
from kbuild.schemas.document import Document
from kbuild.schemas.training import Compile

_BY_OUTPUT = ("loss", "loss_weights", "metrics", "weighted_metrics")


@for_document
def keys_are_outputs(document: Document) -> Iterator[Finding]:
    """Keras drops a misspelt key of `loss_weights` in silence, and finds the others at the first batch."""
    outputs = output_names(document.model)
    if document.compile is None or outputs is None:
        return
    for part in _BY_OUTPUT:
        given = getattr(document.compile, part)
        if isinstance(given, Mapping):
            yield from _keys(part, given, outputs)


def _keys(part: str, given: Mapping[str, Any], outputs: tuple[str, ...]) -> Iterator[Finding]:
    for name in given:
        if name not in outputs:
            text = f"the model has no output `{name}`"
            place = ("compile", part, name)
            yield Finding("unknown-output", text, place, key=True, name=str(name), candidates=outputs)


@for_document
def lists_have_an_entry_for_each_output(document: Document) -> Iterator[Finding]:
    """A list goes by the order of the outputs."""
    outputs = output_names(document.model)
    if document.compile is None or outputs is None:
        return
    yield from _lengths(document.compile, outputs)


def _lengths(spec: Compile, outputs: tuple[str, ...]) -> Iterator[Finding]:
    for part in _BY_OUTPUT:
        given = getattr(spec, part)
        if not isinstance(given, tuple) or (part.endswith("metrics") and len(outputs) == 1):
            continue
        if len(given) != len(outputs):
            count = f"{len(outputs)} output{'s' if len(outputs) > 1 else ''}"
            text = f"the model has {count} ({', '.join(outputs)}), and {part} has {len(given)} entries"
            hint = f"write a mapping: {{{outputs[0]}: …}}"
            yield Finding("wrong-length", text, ("compile", part), hint=hint)


@for_document
def several_outputs_need_metrics_by_output(document: Document) -> Iterator[Finding]:
    """A single metric cannot be shared out among several outputs."""
    outputs = output_names(document.model)
    if document.compile is None or outputs is None or len(outputs) < 2:
        return
    for part in ("metrics", "weighted_metrics"):
        given = getattr(document.compile, part)
        if given is not None and not isinstance(given, (tuple, Mapping)):
            text = f"{part} are given by output where there are several"
            yield Finding("wrong-type", text, ("compile", part), hint=f"write {{{outputs[0]}: [{given}]}}")


@for_document
def weights_have_a_loss(document: Document) -> Iterator[Finding]:
    """A weight of an output that has no loss does nothing."""
    spec = document.compile
    if spec is None or not isinstance(spec.loss, Mapping) or not isinstance(spec.loss_weights, Mapping):
        return
    outputs = output_names(document.model) or ()
    if not set(spec.loss) <= set(outputs):
        # A misspelt output is reported where it stands; which weight it leaves alone is not for us to say.
        return
    for name in spec.loss_weights:
        if name in outputs and spec.loss.get(name) is None:
            text = f"the loss weight of `{name}` has no effect: this output has no loss"
            yield Finding("no-effect", text, ("compile", "loss_weights", name), key=True)
