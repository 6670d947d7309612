"""Layers of which each result is a weighted sum: Dense and the embeddings.

Source: https://keras.io/api/layers/core_layers/
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import at_least, refuse, said, whole
from kbuild.checking.shapes.lora import adapted
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome, Weight
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import UNKNOWN


@rule("Dense")
def dense(layer: Arguments, call: Call) -> Outcome:
    """`(batch, ..., features)` becomes `(batch, ..., units)`."""
    shape = at_least(layer, call, 2)
    units = layer.positive("units")
    features = whole(layer, shape, -1)
    weights = adapted(layer, layer.weight("kernel", (features, units)), (features,), units)
    if layer.flag("use_bias"):
        weights += (layer.weight("bias", (units,)),)
    return Outcome(layer.result((*shape[:-1], units)), weights)


@rule("Embedding")
def embedding(layer: Arguments, call: Call) -> Outcome:
    """`(batch, ...)` of indices becomes `(batch, ..., output_dim)`."""
    weights = _table(layer)
    shape = call.tensor().shape
    if shape is None:
        raise NotKnownError(Outcome(UNKNOWN, weights))
    return Outcome(layer.result((*shape, layer.positive("output_dim"))), weights)


@rule("ReversibleEmbedding")
def reversible_embedding(layer: Arguments, call: Call) -> Outcome:
    """As Embedding; called with `reverse: true`, `(..., output_dim)` becomes `(..., input_dim)`."""
    weights = _table(layer)
    words, width = layer.positive("input_dim"), layer.positive("output_dim")
    if not layer.flag("tie_weights"):
        weights += (layer.weight("reverse_embeddings", (width, words)),)
    shape = call.tensor().shape
    if shape is None:
        raise NotKnownError(Outcome(UNKNOWN, weights))
    if not call.get("reverse"):
        return Outcome(layer.result((*shape, width)), weights)
    if shape[-1] not in (None, width):
        raise refuse(
            "shape-mismatch",
            f"{layer.type_name} with `reverse: true` takes vectors of its `output_dim`, {width}, "
            f"received {said(call.tensor())}",
            "the last axis must have the size that the layer gives out when it is not reversed",
            argument="output_dim",
        )
    return Outcome(layer.result((*shape[:-1], words)), weights)


def _table(layer: Arguments) -> tuple[Weight, ...]:
    rows, width = layer.positive("input_dim"), layer.positive("output_dim")
    return adapted(layer, layer.weight("embeddings", (rows, width)), (rows,), width)
