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
from kbuild.schemas.models import Functional, Model, Sequential, Subclass


def to_python(document: Document | str | Path | Mapping[str, Any], exact: bool = False) -> str:
    """Write a document as a program of plain Keras.

    What a run adds (its folder, resuming) is left out, and shares of the data are other rows than a run's
    where scikit-learn takes them. The program needs kbuild only where the document asks for something that
    Keras does not have.

    Args:
        document: A document, or the path, text or mapping of one.
        exact: Make the initial weights that kbuild makes of the document's seed.

    Returns:
        The program. It makes `model` when it is imported, and trains it when it is run.

    Raises:
        DocumentError: If the document is wrong.
        UsageError: `not-in-python` for the program of an objective that Python cannot trace, and for a type
            of the user's own that no module holds.
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
    program = Program(document, exact)
    if document.phases:
        body = _in_phases(program, document)
    else:
        training = _training(program, document)
        body = [*_model(program, document), *training]
    functions, body = program.functions.finish(body)
    return written(_whole(program, document, functions, body))


def _training(program: Program, document: Document) -> list[ast.stmt]:
    """The statements that compile the model, train it and evaluate it."""
    if document.compile is None and not document.objectives:
        return []
    from kbuild.converting.python.data import evaluated, loaded, when_run
    from kbuild.converting.python.phases import prepare
    from kbuild.converting.python.training import fitted

    runner, body, reads_targets = prepare(program, document, "model", document.name or "model")
    if document.data is None or document.data.train is None:
        return [Gap(), *body]
    samples, load = loaded(program, document)
    samples = samples if reads_targets else samples.without_targets()
    fitting = fitted(program, document, samples, runner)
    run = [*load, *fitting, *evaluated(program, document, samples, runner)]
    return [Gap(), *body, Gap(), when_run(run)]


def _in_phases(program: Program, document: Document) -> list[ast.stmt]:
    """The models of all phases, and the statements that train one after the other."""
    from kbuild.converting.python.data import when_run
    from kbuild.converting.python.phases import stages, trainings

    found = stages(program, document)
    body = _model(program, document)
    for stage in found:
        if stage.makes:
            with program.phase_of(stage.index, stage.document):
                body += [Gap(), *_model(program, stage.document, stage.variable)]
    if any(each.document.data is None or each.document.data.train is None for each in found):
        return body
    return [*body, Gap(), when_run(trainings(program, document, found))]


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
    rest += [*program.classes.made, *program.classes.late, *functions, Gap(), *body]
    for group in program.imports(rest):
        made += [*group, Gap()]
    return [*made, *rest]


def _model(program: Program, document: Document, variable: str = "model") -> list[ast.stmt]:
    """The statements that end in `model = ...`, with the weights that it begins with."""
    program.use("keras")
    body = _described(program, document, variable)
    if document.weights is not None:
        body.append(ast.Expr(call(f"{variable}.load_weights", constant(document.weights))))
    return body


def _described(program: Program, document: Document, variable: str) -> list[ast.stmt]:
    spec = document.model
    if isinstance(spec, Model):
        given = getattr(spec, "name", None) or (document.name or "").replace("/", "_")
        title = constant(given) if given else None
        if isinstance(spec, Functional):
            body, made = functional(program, spec, ("model",), title, "", pool=program.names)
            return [*body, assign(variable, made)]
        if isinstance(spec, Sequential):
            from kbuild.converting.python.sequential import sequential

            return [assign(variable, sequential(program, spec, ("model",), title, ""))]
        assert isinstance(spec, Subclass)  # noqa: S101 - there are three styles
        return _subclass(program, spec, title, variable)
    name_of = spec.arguments().get("name") or document.name
    return [assign(variable, layer(program, spec, ("model",), name_of, spec.type_name, ""))]


def _subclass(program: Program, spec: Subclass, title: ast.expr | None, variable: str) -> list[ast.stmt]:
    from kbuild.converting.python.subclass import first_call, instance

    made = instance(program, spec, ("model",), title, "")
    body: list[ast.stmt] = [assign(variable, made)]
    if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == "ProgramModel":
        return body
    names = None if spec.inputs is None else list(spec.inputs)
    parsed, _ = parse_program(spec.call, layers=list(spec.layers), inputs=names)
    both = parsed is not None and "training" in parsed.reads
    return [*body, *first_call(program, spec, ("model",), variable, both)]
