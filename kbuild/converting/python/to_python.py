"""`kbuild.to_python`: a document as the program that a good Keras user would have written."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kbuild.converting.python.build import assign, call, constant, docstring, name
from kbuild.converting.python.functional import functional
from kbuild.converting.python.layers import layer
from kbuild.converting.python.program import Program
from kbuild.converting.python.writing import Gap, written
from kbuild.reading.program import parse_program
from kbuild.schemas.document import Document
from kbuild.schemas.errors import UsageError
from kbuild.schemas.models import Functional, Model, Sequential, Subclass


def to_python(document: Document | str | Path | Mapping[str, Any], exact: bool = False) -> str:
    """Write a document as a program of plain Keras.

    What a run adds (its folder, resuming) is left out; the program needs kbuild only where the document
    asks for something that Keras does not have.

    Args:
        document: A document, or the path, text or mapping of one.
        exact: Make the initial weights that kbuild makes of the document's seed.

    Returns:
        The program. It makes `model` when it is imported, and trains it when it is run.

    Raises:
        DocumentError: If the document is wrong.
        UsageError: `not-in-python` if it has phases or objectives.
        BuildError: If the document was made in Python and its graph is wrong.

    Example:
        >>> print(to_python({"model": {"style": "sequential", "layers": [
        ...     {"Input": {"shape": [4]}}, {"Dense": {"units": 1}}]}}), end="")
        import keras
        from keras import layers
        <BLANKLINE>
        model = keras.Sequential([keras.Input(shape=(4,)), layers.Dense(1)])
    """
    if not isinstance(document, Document):
        from kbuild.checking.load import load

        document = load(document)
    _refuse_more(document)
    program = Program(document, exact)
    body = _model(program, document)
    if document.compile is not None:
        from kbuild.converting.python.training import compiled

        body += [Gap(), compiled(program, document.compile)]
    if document.data is not None and document.data.train is not None and document.compile is not None:
        from kbuild.converting.python.data import trained

        body += [Gap(), trained(program, document)]
    functions, body = program.functions.finish(body)
    return written(_whole(program, document, functions, body))


def _refuse_more(document: Document) -> None:
    """Say what the program would leave out.

    Raises:
        UsageError: `not-in-python` for several phases, and for objectives.
    """
    for part, what in (("phases", "several trainings in a row"), ("objectives", "losses of single layers")):
        if getattr(document, part, None):
            hint = f"kbuild.train runs it; for the model alone, leave `{part}` out with --unset {part}"
            raise UsageError(
                f"`{part}` ({what}) has no program in plain Keras", code="not-in-python", hint=hint
            )


def _whole(
    program: Program, document: Document, functions: list[ast.stmt], body: list[ast.stmt]
) -> list[ast.stmt]:
    """The parts of the program in their order."""
    made: list[ast.stmt] = []
    if document.description or document.name:
        made += [docstring(document.description or document.name or ""), Gap()]
    constants = list(program.constants())
    if document.seed is not None:
        constants.insert(0, assign("SEED", constant(document.seed)))
    constants += program.texts
    rest: list[ast.stmt] = [*constants, Gap()]
    if document.seed is not None:
        rest += [ast.Expr(call("keras.utils.set_random_seed", name("SEED"))), Gap()]
    if program.needs_seeded:
        from kbuild.converting.python.exact import helper

        rest += helper()
    rest += [*program.classes.made, *functions, Gap(), *body]
    for group in program.imports(rest):
        made += [*group, Gap()]
    return [*made, *rest]


def _model(program: Program, document: Document) -> list[ast.stmt]:
    """The statements that end in `model = ...`."""
    program.use("keras")
    spec = document.model
    if isinstance(spec, Model):
        given = getattr(spec, "name", None) or (document.name or "").replace("/", "_")
        title = constant(given) if given else None
        if isinstance(spec, Functional):
            body, made = functional(program, spec, ("model",), title, "", pool=program.names)
            return [*body, assign("model", made)]
        if isinstance(spec, Sequential):
            from kbuild.converting.python.sequential import sequential

            return [assign("model", sequential(program, spec, ("model",), title, ""))]
        assert isinstance(spec, Subclass)  # noqa: S101 - there are three styles
        return _subclass(program, spec, title)
    name_of = spec.arguments().get("name") or document.name
    return [assign("model", layer(program, spec, ("model",), name_of, spec.type_name, ""))]


def _subclass(program: Program, spec: Subclass, title: ast.expr | None) -> list[ast.stmt]:
    from kbuild.converting.python.subclass import first_call, instance

    made = instance(program, spec, ("model",), title, "")
    body: list[ast.stmt] = [assign("model", made)]
    if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == "ProgramModel":
        return body
    names = None if spec.inputs is None else list(spec.inputs)
    parsed, _ = parse_program(spec.call, layers=list(spec.layers), inputs=names)
    both = parsed is not None and "training" in parsed.reads
    return [*body, *first_call(program, spec, ("model",), "model", both)]
