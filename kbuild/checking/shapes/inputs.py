"""What a model is fed: the tensors that its inputs declare, and how those it is called with fit them.

Source: https://keras.io/api/layers/core_layers/input/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from kbuild.checking.shapes.arguments import Arguments, Spec
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import agree, refuse, said
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome
from kbuild.checking.shapes.registry import infer, rule
from kbuild.checking.shapes.tensors import UNKNOWN, Shape, Structure, Tensor, leaves, shown

#: What a model is called with, by the names of its inputs.
Given: TypeAlias = Mapping[str, Structure]


@rule("Input")
def declared(layer: Arguments, _call: Call) -> Outcome:
    """A tensor of the declared shape; an input has no weights and is not called."""
    whole = layer.get("batch_shape")
    if whole is not None:
        return Outcome(Tensor(_shape(whole), _dtype(layer)))
    return Outcome(Tensor((layer.optional_integer("batch_size"), *_shape(layer["shape"])), _dtype(layer)))


def declared_tensor(spec: Spec) -> Tensor:
    """The tensor that an `Input` declares; unknown where it declares no shape."""
    return next(leaves(infer(spec).outputs), UNKNOWN)


def received(model: str, inputs: Mapping[str, Tensor], given: Structure) -> Given:
    """Give what a model is called with the names of its inputs, each as the model takes it.

    Keras lets a last axis of size 1 be there or not; sizes that the call leaves open are the declared ones.

    Args:
        model: The model's name or type, for messages.
        inputs: The declared inputs by their names.
        given: What the model is called with: one tensor, a list in their order, or a mapping of their names.

    Returns:
        A tensor for each input.

    Raises:
        MismatchError: If there are too few or too many, or if one does not fit.
    """
    if isinstance(given, dict):
        by_name = {name: each for name, each in given.items() if name in inputs}
        complete = len(by_name) == len(inputs)
    else:
        flat = tuple(leaves(given))
        by_name = dict(zip(inputs, flat, strict=False))
        complete = len(flat) == len(inputs)
    if not complete:
        many = len(given) if isinstance(given, dict) else len(flat)
        wanted = f"{len(inputs)} input{'s' * (len(inputs) != 1)} ({', '.join(inputs)})"
        raise refuse(
            "missing-input",
            f"{model} takes {wanted}, received {many}",
            f"name them: `from: {{{', '.join(f'{name}: ...' for name in inputs)}}}`",
        )
    return {name: _adapted(model, name, tensor, by_name[name]) for name, tensor in inputs.items()}


def _adapted(model: str, name: str, wanted: Tensor, given: Structure) -> Structure:
    if not isinstance(given, Tensor) or wanted.shape is None:
        return given
    if given.shape is None:
        return wanted
    shape = _same_rank(wanted.shape, given.shape)
    if shape is None or not all(map(agree, wanted.shape[1:], shape[1:])):
        raise refuse(
            "shape-mismatch",
            f"{model} takes {shown(wanted.shape)} as its input `{name}`, received {said(given)}",
            "what a model is called with must have the shape of its input",
            at=(name,),
        )
    sizes = (own if size is None else size for own, size in zip(wanted.shape[1:], shape[1:], strict=True))
    return replace(given, shape=(shape[0], *sizes), dtype=wanted.dtype)


def _same_rank(wanted: Shape, given: Shape) -> Shape | None:
    if len(given) == len(wanted):
        return given
    if len(given) == len(wanted) + 1 and given[-1] == 1:
        return given[:-1]
    if len(given) == len(wanted) - 1 and wanted[-1] == 1:
        return (*given, 1)
    return None


def _shape(sizes: object) -> Shape:
    if not isinstance(sizes, tuple) or not all(isinstance(size, int | None) for size in sizes):
        raise NotKnownError
    return sizes


def _dtype(layer: Arguments) -> str | None:
    dtype = layer.get("dtype")
    return "float32" if dtype is None else dtype if isinstance(dtype, str) else None
