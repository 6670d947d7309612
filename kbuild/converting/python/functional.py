"""`style: functional` as the functional API is used: named tensors, layers called where they are made."""

from __future__ import annotations

import ast

from kbuild.checking.naming import snake_case
from kbuild.checking.wiring import wire
from kbuild.converting.python.build import call, constant, function, name
from kbuild.converting.python.graph import Graph
from kbuild.converting.python.identifiers import Pool, identifier
from kbuild.converting.python.program import Program
from kbuild.converting.python.writing import Gap
from kbuild.reading.tree import Path
from kbuild.schemas.errors import BuildError
from kbuild.schemas.models import Functional


def functional(  # noqa: PLR0913 - what it is written from
    program: Program,
    model: Functional,
    path: Path,
    title: ast.expr | None,
    scope: str | ast.expr,
    *,
    pool: Pool,
) -> tuple[list[ast.stmt], ast.expr]:
    """The statements that make a graph's tensors, and the expression that makes the model of them.

    Args:
        program: What is being written.
        model: The graph.
        path: Where the model's keys stand in the document.
        title: Its name; None leaves it to Keras.
        scope: The names of the models around its layers.
        pool: The names of the scope that the statements stand in.

    Raises:
        BuildError: If the wiring is wrong (which `kbuild.load` finds before, at its line).
    """
    wiring = wire(model, path)
    if wiring.findings:
        first = wiring.findings[0]
        raise BuildError(first.message, code=first.code, hint=first.hint)
    program.use("keras")
    graph = Graph(program, model, path, scope, wiring, pool)
    body = graph.inputs()
    body.append(Gap())
    body += graph.body()
    body.append(Gap())
    inputs = [graph.variable(each) for each in model.inputs]
    trainable = None if model.trainable else constant(False)
    taken = inputs[0] if len(inputs) == 1 else ast.List(inputs, ast.Load())
    return body, call("keras.Model", taken, graph.links(model.outputs), name=title, trainable=trainable)


def nested(
    program: Program, model: Functional, path: Path, title: ast.expr | None, scope: str | ast.expr
) -> ast.expr:
    """A call of a function that makes a model within a model.

    Models of one make share the function.
    """
    exact = program.seed is not None
    within = name("scope") if exact else scope
    own = None if title is None else name("name")
    pool = Pool(["name", "scope", *program.reserved])
    body, made = functional(program, model, path, own, within, pool=pool)
    names = [*(["name"] if title is not None else []), *(["scope"] if exact else [])]
    wanted = function("_", names, [*body, ast.Return(made)])
    block = block_of(program, path)
    last = path[-2] if len(path) > 1 and path[-2] != "layers" else "model"
    base = identifier(f"make_{snake_case(block or str(last))}" if isinstance(last, str) else "make_model")
    if block is not None:
        base = identifier(f"make_{snake_case(block)}")
    node = program.shared(wanted, base, title, words=() if block is None else program.words_of(block))
    if exact:
        node.keywords.append(ast.keyword("scope", scope if isinstance(scope, ast.expr) else constant(scope)))
    return node


def block_of(program: Program, path: Path) -> str | None:
    """The block that a nested model is a use of."""
    node = program.node(path[:-1])
    for step in () if node is None or node.origin is None else node.origin:
        if step.kind == "block" and step.text.count("`") == 2:
            return step.text.split("`")[1]
    return None
