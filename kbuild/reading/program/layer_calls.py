"""The calls of a program's layers, held against what each layer's `call` takes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from kbuild.schemas import types
from kbuild.schemas.models import Model
from kbuild.schemas.objects import Object

from .arguments import argument_errors
from .source import Source
from .values import Program, ProgramError

# What Keras takes of every layer, whether or not its `call` names it.
_ALWAYS = ("training",)
# A model takes its inputs as one value, and both words of every `call`.
_OF_A_MODEL = {"inputs": True, "training": False, "mask": False}


def layer_call_errors(program: Program, layers: Mapping[str, object]) -> Iterator[ProgramError]:
    """Find calls of layers with arguments that they do not take, or without one that they need.

    A layer of a list or a dictionary is known as far as a `for` over it, or an index, names it.

    Args:
        program: A program without other mistakes.
        layers: The declared layers: objects, lists and mappings of them.

    Example:
        >>> from kbuild.reading.program import parse_program
        >>> from kbuild.schemas import layers
        >>> program, _ = parse_program("return lstm(x, initial=x)", layers=["lstm"], inputs=["x"])
        >>> [each.hint for each in layer_call_errors(program, {"lstm": layers.LSTM(units=2)})]
        ['did you mean `initial_state`?']
    """
    source = Source(program.text)
    known = _Known(program, layers)
    for node in ast.walk(program.tree):
        if isinstance(node, ast.Call):
            yield from _call_errors(source, node, known.called(node.func))


def _call_errors(source: Source, node: ast.Call, called: tuple[str, list[Object]]) -> Iterator[ProgramError]:
    name, specs = called
    for spec in {each.type_name: each for each in specs}.values():
        arguments = call_arguments(spec)
        found = list(argument_errors(source, node, f"`{name}`", arguments, also=_ALWAYS)) if arguments else []
        if found:
            hint = f" ({spec.type_name})"
            yield from (_of_type(each, f"`{name}`", hint) for each in found)
            return


def _of_type(error: ProgramError, what: str, type_name: str) -> ProgramError:
    message = error.message.replace(what, what + type_name, 1)
    return ProgramError(error.code, message, error.hint, error.line, error.column, error.length)


def call_arguments(spec: Object) -> Mapping[str, bool]:
    """What a layer's `call` takes, each with whether it must be given; empty if that is not known."""
    if isinstance(spec, Model) or spec.kind == "application":
        return _OF_A_MODEL
    try:
        entry = types.entry_of(spec)
    except KeyError:
        return {}
    return {each.name: each.required for each in entry.call.values()}


class _Known:
    """Which layers a name of a program may mean."""

    def __init__(self, program: Program, layers: Mapping[str, object]) -> None:
        self.names: dict[str, object] = dict(layers)
        loops = [each for each in ast.walk(program.tree) if isinstance(each, ast.For)]
        targets = {id(name) for loop in loops for name in ast.walk(loop.target)}
        # A name that is given something else as well means no layer for sure.
        other = {
            each.id
            for each in ast.walk(program.tree)
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store) and id(each) not in targets
        }
        for loop in loops:
            self._bind(loop.target, self._items(loop.iter), other)

    def called(self, node: ast.expr) -> tuple[str, list[Object]]:
        """The name of what is called, and the layers that it may be."""
        if isinstance(node, ast.Name):
            return node.id, list(_flat(self.names.get(node.id)))
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            return ast.unparse(node), list(_flat(_item(self.names.get(node.value.id), node.slice)))
        return "", []

    def _bind(self, target: ast.expr, value: object, other: set[str]) -> None:
        if isinstance(target, ast.Name) and target.id not in other:
            earlier = self.names.get(target.id)
            self.names[target.id] = value if earlier is None else (earlier, value)
        elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, _Row):
            for each, part in zip(target.elts, value.parts, strict=False):
                self._bind(each, part, other)

    def _items(self, node: ast.expr) -> object:
        """What each turn of a `for` gets of what it runs over."""
        if isinstance(node, ast.Name):
            found = self.names.get(node.id)
            return found if isinstance(found, tuple) else None
        if not isinstance(node, ast.Call):
            return None
        parts = [self._items(each) for each in node.args]
        if isinstance(node.func, ast.Name) and node.func.id == "enumerate" and parts:
            return _Row([None, parts[0]])
        if isinstance(node.func, ast.Name) and node.func.id == "zip":
            return _Row(parts)
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            found = self.names.get(node.func.value.id)
            values = tuple(_flat(found)) if isinstance(found, Mapping) else None
            return {"values": values, "items": _Row([None, values])}.get(node.func.attr)
        return None


class _Row:
    """What each turn of a `for` gets where it gets several values."""

    def __init__(self, parts: list[object]) -> None:
        self.parts = parts


def _item(value: object, index: ast.expr) -> object:
    """What stands at an index; all of it where the index is not written out."""
    at = index.value if isinstance(index, ast.Constant) else None
    if isinstance(value, tuple) and isinstance(at, int) and at < len(value):
        return value[at]
    if isinstance(value, Mapping) and isinstance(at, str):
        return value.get(at)
    return value


def _flat(value: object) -> Iterator[Object]:
    if isinstance(value, Object):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _flat(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _flat(each)
