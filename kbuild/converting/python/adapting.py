"""Layers that learn from the data before the training: `adapt`, as a person calls it where that is plain."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from kbuild.converting.python.build import call, constant, name
from kbuild.converting.python.program import Program
from kbuild.schemas.models import Functional, Sequential
from kbuild.schemas.objects import Object

# What each layer is given in place of learning it.
_GIVEN = {
    "Normalization": "mean",
    "Discretization": "bin_boundaries",
    "StringLookup": "vocabulary",
    "IntegerLookup": "vocabulary",
    "TextVectorization": "vocabulary",
}


def adapted(program: Program, model: Object, x: ast.expr, variable: str = "model") -> list[ast.stmt] | None:
    """The statements in which the layers of a model learn.

    Args:
        program: What is being written.
        model: The model.
        x: The inputs of the training data.
        variable: The model's.

    Returns:
        The statements; None where a layer learns from what other layers make of the data.
    """
    learning = [spec for spec in objects_in(model) if _learns(spec)]
    direct = list(_direct(model, x, variable))
    if len(direct) < len(learning):
        return None
    return [ast.Expr(call(ast.Attribute(layer, "adapt", ast.Load()), data)) for layer, data in direct]


def by_kbuild(program: Program, variable: str) -> list[ast.stmt]:
    """The statement that lets kbuild do it."""
    word = program.use_from("kbuild.training.adapting", "adapt")
    return [ast.Expr(call(word, name(variable), name("data.train")))]


def _learns(spec: Object) -> bool:
    given = _GIVEN.get(spec.type_name)
    return given is not None and spec.arguments().get(given) is None


def objects_in(value: Any) -> Iterator[Object]:
    """All objects in a structure, nested ones too."""
    if isinstance(value, Object):
        yield value
        yield from (each for item in value.arguments().values() for each in objects_in(item))
        return
    if hasattr(value, "layer") and hasattr(value, "reuse"):
        yield from objects_in(value.layer)
    elif isinstance(value, dict):
        yield from (each for item in value.values() for each in objects_in(item))
    elif isinstance(value, (list, tuple)):
        yield from (each for item in value for each in objects_in(item))


def _direct(model: Object, x: ast.expr, variable: str) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The layers that the data reaches first, each with what reaches it."""
    if isinstance(model, Sequential):
        stack = [each for each in model.layers if each.type_name not in ("Input", "InputLayer")]
        if stack and _learns(stack[0]):
            yield ast.Subscript(name(f"{variable}.layers"), constant(0), ast.Load()), x
    elif isinstance(model, Functional):
        first = next(iter(model.layers), None)
        for entry, node in model.layers.items():
            source = node.from_
            if source is None and entry == first and len(model.inputs) == 1:
                source = next(iter(model.inputs))
            if node.layer is not None and _learns(node.layer) and source in model.inputs:
                data = x if len(model.inputs) == 1 else ast.Subscript(x, constant(source), ast.Load())
                yield call(f"{variable}.get_layer", constant(entry)), data
