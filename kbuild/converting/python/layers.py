"""Layers and nested models as expressions."""

from __future__ import annotations

import ast

from kbuild.converting.python.build import call, constant, formatted
from kbuild.converting.python.program import Program
from kbuild.converting.python.values import made
from kbuild.reading.tree import Path
from kbuild.schemas.models import Functional, Model, Sequential
from kbuild.schemas.objects import Object

Name = ast.expr | str | None


def layer(  # noqa: PLR0913, PLR0917 - what it is written from
    program: Program, spec: Object, path: Path, title: Name, key: str | ast.expr, scope: str | ast.expr
) -> ast.expr:
    """The expression that makes a layer of a model.

    Args:
        program: What is being written.
        spec: A layer, an application or a nested model.
        path: Where it stands in the document.
        title: Its `name`; None leaves the name to Keras.
        key: What kbuild calls it, which seeds its weights.
        scope: The names of the models around it, such as `encoder/`.
    """
    within = joined(scope, key, "/")
    expression = _bare(program, spec, path, title, within)
    if program.seed is None or (isinstance(spec, Model)):
        return expression
    from kbuild.converting.python.exact import seeded

    return seeded(program, key, scope, expression)


def is_model(spec: Object) -> bool:
    """Whether a layer is a model in one of the three styles."""
    return isinstance(spec, Model)


def is_application(spec: Object) -> bool:
    """Whether a layer is one of `keras.applications`."""
    return spec.kind == "application"


def inner_layer(program: Program, spec: Object, path: Path) -> ast.expr:
    """A model that is an argument of a layer, such as of `TimeDistributed`."""
    own = getattr(spec, "name", None)
    return _bare(program, spec, path, own, f"{own or getattr(spec, 'style', '')}/")


def titled(title: Name) -> ast.expr | None:
    """A name as an expression."""
    return constant(title) if isinstance(title, str) else title


def _bare(program: Program, spec: Object, path: Path, title: Name, scope: str | ast.expr) -> ast.expr:
    if isinstance(spec, Sequential):
        from kbuild.converting.python.sequential import sequential

        return sequential(program, spec, (*path, spec.type_name), titled(title), scope)
    if isinstance(spec, Functional):
        from kbuild.converting.python.functional import nested

        return nested(program, spec, (*path, spec.type_name), titled(title), scope)
    if isinstance(spec, Model):
        from kbuild.converting.python.subclass import instance

        return instance(program, spec, (*path, spec.type_name), titled(title), scope)  # type: ignore[arg-type]  # the third style
    extra = {"weights": constant(None)} if is_application(spec) and "weights" not in spec.arguments() else {}
    return made(program, spec, path, name=titled(title), **extra)


def pinned(program: Program, expression: ast.expr, training: bool, title: ast.expr) -> ast.expr:
    """A layer that holds on to `training`, which a functional model would override."""
    word = program.use_from("kbuild.building.layers.pin_training", "PinTraining")
    return call(word, expression, training=constant(training), name=title)


def joined(*parts: str | ast.expr) -> str | ast.expr:
    """Texts and expressions of texts, one after the other."""
    if all(isinstance(each, str) for each in parts):
        return "".join(each for each in parts if isinstance(each, str))
    pieces: list[str | ast.expr] = []
    for each in parts:
        if isinstance(each, ast.JoinedStr):
            held = (
                value.value if isinstance(value, ast.FormattedValue) else str(getattr(value, "value", ""))
                for value in each.values
            )
            pieces += held
        elif isinstance(each, ast.Constant):
            pieces.append(str(each.value))
        else:
            pieces.append(each)
    return formatted(*pieces)
