"""`style: subclass` as a class with `__init__` and `call`, as a person writes it.

A program that decides or loops on tensors is not Python's own: kbuild's `ProgramModel` runs it then.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from kbuild.converting.python.adapting import objects_in
from kbuild.converting.python.attributes import TAKEN
from kbuild.converting.python.build import assign, call, constant, function, mapping, name, stored
from kbuild.converting.python.call import Untranslatable, translated
from kbuild.converting.python.folding import repeated
from kbuild.converting.python.functional import block_of
from kbuild.converting.python.identifiers import Pool, class_name, identifier
from kbuild.converting.python.layers import joined, layer
from kbuild.converting.python.program import Program
from kbuild.converting.python.values import argument, made
from kbuild.reading.program import parse_program
from kbuild.reading.tree import Path
from kbuild.schemas import types
from kbuild.schemas.errors import BuildError
from kbuild.schemas.models import Subclass
from kbuild.schemas.objects import Object

_INPUT = "inputs"


def instance(
    program: Program, model: Subclass, path: Path, title: ast.expr | None, scope: str | ast.expr
) -> ast.expr:
    """The expression that makes a model of its class, which is written above.

    Args:
        program: What is being written.
        model: The layers and the program.
        path: Where the model's keys stand in the document.
        title: Its name; None leaves it to Keras.
        scope: The names of the models around its layers.

    Raises:
        BuildError: If the program has errors (which `kbuild.load` finds before, at their lines).
    """
    program.use("keras")
    names = None if model.inputs is None else list(model.inputs)
    parsed, errors = parse_program(model.call, layers=list(model.layers), inputs=names)
    if parsed is None:
        raise BuildError(errors[0].message, code=errors[0].code, hint=errors[0].hint)
    attributes = attributes_of(program, model)
    if not isinstance(scope, str):
        return _interpreted(program, model, path, title, scope)
    try:
        body = translated(program, parsed, attributes, model)
    except Untranslatable:
        return _interpreted(program, model, path, title, scope)
    trainable = None if model.trainable else constant(False)
    makers = _init(program, model, path, scope, attributes, "random" in parsed.modules, title)
    definition = ast.ClassDef(
        class_name(_class_base(program, model, path)),
        [name("keras.Model")],
        [],
        [makers, body, *([] if len(path) == 1 else [_no_mask()])],
        [call("keras.saving.register_keras_serializable")],
    )
    if "type_params" in definition._fields:
        definition.type_params = []  # type: ignore[attr-defined]  # Python 3.12 and later
    word = program.classes.add(definition)
    return call(word, name=title, trainable=trainable)


def attributes_of(program: Program, model: Subclass) -> dict[str, str]:
    """The attribute that each declared layer of a class is."""
    pool = Pool([*TAKEN, *program.reserved])
    return {each: pool.take(identifier(each, fallback="layer")) for each in model.layers}


def _class_base(program: Program, model: Subclass, path: Path) -> str:
    if model.name or len(path) < 2:
        return model.name or program.document.name or "Model"
    block = block_of(program, path)
    return block or (path[-2] if isinstance(path[-2], str) else "Model")


def _init(  # noqa: PLR0913, PLR0917 - what it is written from
    program: Program,
    model: Subclass,
    path: Path,
    scope: str | ast.expr,
    attributes: Mapping[str, str],
    random: bool,
    title: ast.expr | None,
) -> ast.FunctionDef:
    body: list[ast.stmt] = [ast.Expr(_super())]
    for each, spec in model.layers.items():
        value = _member(program, spec, each, (*path, "layers", each), scope)
        body.append(assign(stored(f"self.{attributes[each]}"), value))
    if random:
        generator: ast.expr = call("keras.random.SeedGenerator")
        if program.seed is not None:
            from kbuild.converting.python.exact import seeded

            own = title if isinstance(title, ast.Constant) else constant("subclass")
            generator = seeded(program, joined(own, ":call"), scope, generator)
        body.append(assign(stored("self.seed_generator"), generator))
    return function("__init__", ["self"], body, kwargs="kwargs")


def _no_mask() -> ast.FunctionDef:
    """The method by which a model within a model takes masks, and gives none on."""
    return function("compute_mask", ["self", "inputs", "previous_mask"], [ast.Return(constant(None))])


def _super() -> ast.expr:
    init = ast.Attribute(ast.Call(name("super"), [], []), "__init__", ast.Load())
    return ast.Call(init, [], [ast.keyword(None, name("kwargs"))])


def _member(program: Program, spec: Any, title: str, path: Path, scope: str | ast.expr) -> ast.expr:
    """A layer, or a list or dictionary of layers, whose members are named after it."""
    if isinstance(spec, Mapping):
        items = [_member(program, each, f"{title}_{key}", (*path, key), scope) for key, each in spec.items()]
        return mapping(list(spec), items)
    if isinstance(spec, tuple):
        items = [
            _member(program, each, f"{title}_{index + 1}", (*path, index), scope)
            for index, each in enumerate(spec)
        ]
        return repeated(items) or ast.List(items, ast.Load())
    own = spec.arguments().get("name") or title
    return layer(program, spec, path, own, own, scope)


def _interpreted(
    program: Program, model: Subclass, path: Path, title: ast.expr | None, scope: str | ast.expr
) -> ast.expr:
    """The model as kbuild makes it, for a program that Python cannot trace."""
    word = program.use_from("kbuild.building.subclass", "ProgramModel")
    members = [
        _member(program, spec, each, (*path, "layers", each), scope) for each, spec in model.layers.items()
    ]
    inputs: ast.expr | None = None
    if model.inputs is not None:
        entry = types.entry_of(next(iter(model.inputs.values()))) if model.inputs else None
        inputs = ast.Dict([constant(each) for each in model.inputs], [])
        for each, spec in model.inputs.items():
            given = spec.arguments()
            values = [
                argument(program, entry.args.get(key) if entry else None, value, (*path, "inputs", each, key))
                for key, value in given.items()
            ]
            inputs.values.append(ast.Dict([constant(key) for key in given], values))
    trainable = None if model.trainable else constant(False)
    return call(
        word,
        mapping(list(model.layers), members),
        program.text(model.call),
        inputs=inputs,
        name=title,
        trainable=trainable,
    )


def first_call(program: Program, model: Subclass, path: Path, variable: str, both: bool) -> list[ast.stmt]:
    """The statement that makes the weights at once, where the shapes of the inputs are known."""
    inputs = model.inputs
    if not inputs or not all({"shape", "batch_shape"} & each.arguments().keys() for each in inputs.values()):
        return []
    # Keras makes the states of a stateful layer from numbers, not from symbols.
    stateful = any(each.arguments().get("stateful") is True for each in objects_in(model.layers))
    made_here: dict[str, ast.expr] = {
        each: _zeros(program, spec)
        if stateful
        else made(program, spec, (*path, "inputs", each), name=constant(each))
        for each, spec in inputs.items()
    }
    taken: ast.expr = ast.Dict([constant(each) for each in made_here], list(made_here.values()))
    if len(made_here) == 1:
        taken = next(iter(made_here.values()))
    training = constant(True) if both else None
    return [ast.Expr(call(variable, taken, training=training))]


def _zeros(program: Program, spec: Object) -> ast.expr:
    """A batch of nothing in the form of an input."""
    given = spec.arguments()
    shape = given.get("batch_shape") or (given.get("batch_size"), *given["shape"])
    sizes = tuple(1 if each is None else each for each in shape)
    program.use("keras")
    dtype = constant(given["dtype"]) if "dtype" in given else None
    return call("keras.ops.zeros", constant(sizes), dtype=dtype)


__all__ = ["attributes_of", "first_call", "instance"]
