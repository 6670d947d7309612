"""What a model is fed: the tensors that its inputs declare.

Source: https://keras.io/api/layers/core_layers/input/
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Tensor


@rule("Input")
def declared(layer: Arguments, _call: Call) -> Outcome:
    """A tensor of the declared shape; an input has no weights and is not called."""
    whole = layer.get("batch_shape")
    if whole is not None:
        return Outcome(Tensor(_shape(whole), _dtype(layer)))
    return Outcome(Tensor((layer.optional_integer("batch_size"), *_shape(layer["shape"])), _dtype(layer)))


def _shape(sizes: object) -> Shape:
    if not isinstance(sizes, tuple) or not all(isinstance(size, int | None) for size in sizes):
        raise NotKnownError
    return sizes


def _dtype(layer: Arguments) -> str | None:
    dtype = layer.get("dtype")
    return "float32" if dtype is None else dtype if isinstance(dtype, str) else None
