"""Expressions of a `call` program, evaluated over shapes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kbuild.checking.shapes.arguments import Spec
from kbuild.checking.shapes.outcomes import Outcome
from kbuild.checking.shapes.program_values import OPERATORS, Member, both, is_plain, item, operated, structure
from kbuild.checking.shapes.registry import infer
from kbuild.checking.shapes.tensors import UNKNOWN, Tensor
from kbuild.reading.program.calls import module_function
from kbuild.schemas import catalog

Names = dict[str, Any]

_CALLED: Mapping[str, Callable[..., Any]] = {
    "len": len,
    "min": min,
    "max": max,
    "abs": abs,
    "int": int,
    "float": float,
}
_UNARY: Mapping[type[ast.AST], Callable[[Any], Any]] = {
    ast.USub: lambda value: -value,
    ast.UAdd: lambda value: value,
    ast.Not: lambda value: not value,
    ast.Invert: lambda value: ~value,
}


@dataclass(frozen=True, slots=True)
class Operation:
    """An op that a program calls, as a spec."""

    type_name: str
    given: Mapping[str, Any]
    kind: str = "op"

    def arguments(self) -> dict[str, Any]:
        """The arguments that are no tensors."""
        return dict(self.given)


class Expressions:
    """Evaluates expressions; a call of a layer or op is reported.

    Args:
        called: Told of each call: what is called, its outcome, and where in the program.
        call: Looks at a call of a layer: the layer, its first input and its named arguments.
    """

    def __init__(
        self,
        called: Callable[[Member | None, Outcome, ast.expr], Any],
        call: Callable[[Member, Any, Mapping[str, Any]], Outcome],
    ) -> None:
        self._called = called
        self._call = call

    def value(self, node: ast.expr | None, names: Names) -> Any:
        """The value of an expression, `UNKNOWN` where that is all that can be said."""
        evaluate = _EVALUATE.get(type(node))
        return UNKNOWN if evaluate is None else evaluate(self, node, names)

    def constant(self, node: ast.Constant, _names: Names) -> Any:
        """A number, text, truth value, None or `...`."""
        return node.value

    def name(self, node: ast.Name, names: Names) -> Any:
        """What was assigned, or a layer."""
        return names.get(node.id, UNKNOWN)

    def several(self, node: ast.Tuple | ast.List, names: Names) -> Any:
        """A tuple or list."""
        return tuple(self.value(each, names) for each in node.elts)

    def mapping(self, node: ast.Dict, names: Names) -> Any:
        """A dictionary."""
        keys = [self.value(key, names) for key in node.keys]
        if any(not isinstance(key, (str, int, float, bool)) for key in keys):
            return UNKNOWN
        return dict(zip(keys, (self.value(each, names) for each in node.values), strict=True))

    def binary(self, node: ast.BinOp, names: Names) -> Any:
        """Arithmetic: Python's on plain values, an op's on tensors."""
        return self._operate(type(node.op), self.value(node.left, names), self.value(node.right, names), node)

    def unary(self, node: ast.UnaryOp, names: Names) -> Any:
        """A sign, or `not`."""
        value = self.value(node.operand, names)
        if isinstance(value, Tensor):
            return (
                Tensor(value.shape, "bool")
                if isinstance(node.op, ast.Not)
                else Tensor(value.shape, value.dtype)
            )
        try:
            return _UNARY[type(node.op)](value)
        except (KeyError, TypeError):
            return UNKNOWN

    def comparison(self, node: ast.Compare, names: Names) -> Any:
        """One comparison; `in`, `is` and chains are known on plain values only."""
        left, right = self.value(node.left, names), self.value(node.comparators[0], names)
        test = type(node.ops[0])
        if len(node.ops) > 1:
            return UNKNOWN
        if test in (ast.Is, ast.IsNot):
            # What is not known may be None as well.
            known = left is None or (left is not UNKNOWN and right is None)
            return UNKNOWN if not known else (left is right) == (test is ast.Is)
        if test in (ast.In, ast.NotIn):
            return UNKNOWN
        return self._operate(test, left, right, node)

    def logic(self, node: ast.BoolOp, names: Names) -> Any:
        """`and` and `or`, on plain values as in Python."""
        wanted = isinstance(node.op, ast.And)
        value: Any = wanted
        for each in node.values:
            value = self.value(each, names)
            if not is_plain(value):
                return UNKNOWN
            if bool(value) is not wanted:
                return value
        return value

    def choice(self, node: ast.IfExp, names: Names) -> Any:
        """`a if c else b`; both where the condition is not known."""
        condition = self.value(node.test, names)
        if is_plain(condition):
            return self.value(node.body if condition else node.orelse, names)
        return both(self.value(node.body, names), self.value(node.orelse, names))

    def subscript(self, node: ast.Subscript, names: Names) -> Any:
        """An item of a list or dictionary, or a part of a tensor."""
        return item(self.value(node.value, names), self._index(node.slice, names))

    def shape(self, node: ast.Attribute, names: Names) -> Any:
        """`x.shape`, the only attribute; sizes that are open are tensors."""
        value = self.value(node.value, names)
        if not isinstance(value, Tensor) or value.shape is None:
            return UNKNOWN
        return tuple(Tensor((), "int32") if size is None else size for size in value.shape)

    def call(self, node: ast.Call, names: Names) -> Any:
        """A call of a layer, an op, a plain function or a dictionary's method."""
        args = [self.value(each, names) for each in node.args]
        named = {each.arg: self.value(each.value, names) for each in node.keywords if each.arg}
        module = module_function(node.func)
        if module is not None:
            return self._op(*module, args, named, node) if module[0] == "ops" else UNKNOWN
        if isinstance(node.func, ast.Name) and node.func.id not in names:
            return _plain_call(node.func.id, args)
        if isinstance(node.func, ast.Attribute):
            return _method(node.func.attr, self.value(node.func.value, names))
        member = self.value(node.func, names)
        return self._layer(member, args, named, node) if isinstance(member, Member) else UNKNOWN

    def _layer(self, member: Member, args: list[Any], named: dict[str, Any], node: ast.Call) -> Any:
        positions = _call_names(member.spec)
        keywords = dict(zip(positions[1:], args[1:], strict=False)) | named
        first = structure(args[0]) if args else None
        outcome = self._call(member, first, {key: _handed(each) for key, each in keywords.items()})
        return self._called(member, outcome, node)

    def _op(self, _module: str, name: str, args: list[Any], named: dict[str, Any], node: ast.expr) -> Any:
        entry = catalog.find("op", name)
        if entry is None:
            return UNKNOWN
        given = dict(zip(entry.args, args, strict=False)) | named
        if "operands" in entry.args:
            given["operands"] = tuple(args[1:])
        outcome = infer(Operation(f"ops.{name}", given), kind="op")
        return self._called(None, outcome, node)

    def _operate(self, kind: type[ast.AST], left: Any, right: Any, node: ast.expr) -> Any:
        if isinstance(left, Tensor) or isinstance(right, Tensor):
            name = OPERATORS.get(kind)
            return UNKNOWN if name is None else self._op("ops", name, [left, right], {}, node)
        return operated(kind, left, right)

    def _index(self, node: ast.expr, names: Names) -> Any:
        if isinstance(node, ast.Slice):
            return slice(
                *(
                    None if part is None else self.value(part, names)
                    for part in (node.lower, node.upper, node.step)
                )
            )
        if isinstance(node, ast.Tuple):
            return tuple(self._index(each, names) for each in node.elts)
        return self.value(node, names)


def _call_names(spec: Spec) -> tuple[str, ...]:
    entry = catalog.find("layer", spec.type_name)
    return tuple(entry.call) if entry is not None else ("inputs",)


def _handed(value: Any) -> Any:
    return structure(value) if isinstance(value, (Tensor, tuple, dict)) else value


def _plain_call(name: str, args: list[Any]) -> Any:
    if name == "range":
        return _range(args)
    if name == "enumerate":
        return tuple(enumerate(args[0])) if isinstance(args[0], (tuple, dict)) else UNKNOWN
    if name == "zip":
        return tuple(zip(*args, strict=False)) if all(isinstance(each, tuple) for each in args) else UNKNOWN
    if name == "len" and isinstance(args[0], Tensor):
        size = args[0].shape[0] if args[0].shape else None
        return UNKNOWN if size is None else size
    if name in _CALLED and all(map(is_plain, args)):
        try:
            return _CALLED[name](*args)
        except (TypeError, ValueError):
            return UNKNOWN
    return UNKNOWN


def _range(args: list[Any]) -> Any:
    if not args or not all(isinstance(each, int) for each in args) or args[2:] == [0]:
        return UNKNOWN
    steps = range(*args)
    return tuple(steps) if len(steps) <= LONGEST else UNKNOWN


def _method(name: str, owner: Any) -> Any:
    if not isinstance(owner, dict):
        return UNKNOWN
    return {"items": tuple(owner.items()), "keys": tuple(owner), "values": tuple(owner.values())}.get(
        name, UNKNOWN
    )


#: Ranges that are longer are gone through once, like one whose length is not known.
LONGEST = 1000

_EVALUATE: Mapping[Any, Callable[..., Any]] = {
    ast.Constant: Expressions.constant,
    ast.Name: Expressions.name,
    ast.Tuple: Expressions.several,
    ast.List: Expressions.several,
    ast.Dict: Expressions.mapping,
    ast.BinOp: Expressions.binary,
    ast.UnaryOp: Expressions.unary,
    ast.Compare: Expressions.comparison,
    ast.BoolOp: Expressions.logic,
    ast.IfExp: Expressions.choice,
    ast.Subscript: Expressions.subscript,
    ast.Attribute: Expressions.shape,
    ast.Call: Expressions.call,
}
