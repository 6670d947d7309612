"""Layers of which only what they say of themselves can be known."""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.outcomes import NOTHING_KNOWN, NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import leaves


@rule("Lambda")
def function(layer: Arguments, call: Call) -> Outcome:
    """What a function gives is known where `output_shape` says it; it has no weights."""
    form = layer.get("output_shape")
    first = next(leaves(call.structure()), None)
    if not isinstance(form, tuple) or first is None or not first.shape:
        raise NotKnownError(Outcome(NOTHING_KNOWN.outputs, ()))
    if not all(isinstance(size, int | None) for size in form):
        raise NotKnownError(Outcome(NOTHING_KNOWN.outputs, ()))
    return Outcome(layer.result((first.shape[0], *form)))
