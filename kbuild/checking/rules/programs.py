"""The `call` program of a subclass-style model: its own findings, at their lines in the document."""

from __future__ import annotations

from collections.abc import Iterator

from kbuild.checking.finding import Finding
from kbuild.checking.rules.registry import Placed, for_types
from kbuild.schemas.models import Subclass


@for_types("Subclass")
def program(model: Placed) -> Iterator[Finding]:
    """Every mistake of the program, in one pass."""
    from kbuild.reading.program import parse_program
    from kbuild.reading.program.layer_calls import layer_call_errors

    spec = model.spec
    assert isinstance(spec, Subclass)  # noqa: S101 - told by the type
    parsed, errors = parse_program(spec.call, layers=spec.layers, inputs=spec.inputs)
    for error in errors if parsed is None else layer_call_errors(parsed, spec.layers):
        within = (error.line, error.column, error.length)
        yield Finding(error.code, error.message, (*model.path, "call"), hint=error.hint, within=within)


@for_types("Apply")
def formula(layer: Placed) -> Iterator[Finding]:
    """Every mistake of the formula, in one pass."""
    from kbuild.reading.program import parse_program
    from kbuild.reading.program.vocabulary import FORMULA, FORMULA_INPUT, as_formula

    expression = layer.spec.arguments().get("expression")
    if not isinstance(expression, str):
        return
    _, errors = parse_program(as_formula(expression), layers=(), inputs=(FORMULA_INPUT,))
    for error in errors:
        # The program has `return (` before the formula's first line.
        before = len(FORMULA) if error.line == 1 else 0
        within = (error.line, max(error.column - before, 1), error.length)
        path = (*layer.path, "expression")
        yield Finding(error.code, error.message, path, hint=error.hint, within=within)
