"""`style: sequential` as `keras.Sequential([...])`."""

from __future__ import annotations

import ast

from kbuild.building.sequential import completed, has_shapes
from kbuild.checking.naming import Names
from kbuild.converting.python.build import call, constant
from kbuild.converting.python.layers import layer
from kbuild.converting.python.program import Program
from kbuild.converting.python.values import made
from kbuild.reading.tree import Path
from kbuild.schemas.models import Functional, Sequential


def sequential(
    program: Program, model: Sequential, path: Path, title: ast.expr | None, scope: str | ast.expr
) -> ast.expr:
    """The expression that makes a stack of layers.

    Args:
        program: What is being written.
        model: The layers.
        path: Where the model's keys stand in the document.
        title: Its name; None leaves it to Keras.
        scope: The names of the models around its layers.
    """
    program.use("keras")
    given = [each.arguments().get("name") for each in model.layers]
    names = Names(each for each in given if each)
    items: list[ast.expr] = []
    for index, (spec, own) in enumerate(zip(model.layers, given, strict=True)):
        here = (*path, "layers", index)
        if spec.type_name in ("Input", "InputLayer"):
            items.append(made(program, spec, here))
            continue
        if isinstance(spec, Functional) and not has_shapes(spec):
            spec = completed(model, index, spec)  # noqa: PLW2901 - the same layer, with the shapes it gets
        key = own or names.for_type(spec.type_name)
        called = key if isinstance(scope, str) and f"{scope}{key}" in program.titled else own
        items.append(layer(program, spec, here, called, key, scope))
    trainable = None if model.trainable else constant(False)
    listed = ast.List(items, ast.Load())
    listed.folds = True  # type: ignore[attr-defined]  # read when the program is finished
    return call("keras.Sequential", listed, trainable=trainable, name=title)
