"""The checks that a class writes as `if ...: raise`, tried on values without running the class.

A test such as `not isinstance(units, int) or units <= 0` is evaluated for one value of one argument. What
depends on anything else is unknown, and an unknown test refuses nothing.
"""

from __future__ import annotations

import ast
import operator
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from kbuild.building.catalog.source import argument_name, called_name, function_tree, initializers_of

Refusal = Callable[[Any], bool]
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}
_CLASSES = {"int": int, "float": float, "bool": bool, "str": str, "list": list, "tuple": tuple}


class _Unknown(Exception):  # noqa: N818 - a signal, not an error
    """A part of a test depends on more than the one value."""


def guards(cls: type) -> dict[str, Refusal]:
    """Find the checks of a class's constructors, by argument.

    Args:
        cls: Any class; one without source has none.

    Returns:
        For each argument that is checked, a function that says whether a value would be refused.

    Example:
        >>> import keras
        >>> guards(keras.layers.Dropout)["rate"](1.5)
        True
    """
    tests: dict[str, list[ast.expr]] = defaultdict(list)
    for _, init in initializers_of(cls):
        tree = function_tree(init)
        for test in _tests(tree) if tree else ():
            for name in {argument_name(node) for node in ast.walk(test)} - {None}:
                tests[str(name)].append(test)
    return {name: _refusal(name, found) for name, found in tests.items()}


def _tests(tree: ast.FunctionDef) -> Iterator[ast.expr]:
    """The tests that stand at the function's own level and do nothing but raise."""
    for node in tree.body:
        if isinstance(node, ast.If) and all(isinstance(each, ast.Raise) for each in node.body):
            yield node.test


def _refusal(name: str, tests: list[ast.expr]) -> Refusal:
    def refuses(value: Any) -> bool:
        return any(_holds(test, name, value) for test in tests)

    return refuses


def _holds(test: ast.expr, name: str, value: Any) -> bool:
    try:
        return bool(_evaluate(test, name, value))
    except _Unknown:
        return False
    except TypeError:
        return True  # Keras would fail as well: the value can't be compared so


def _evaluate(node: ast.expr, name: str, value: Any) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if argument_name(node) == name:
        return value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        inner = _evaluate(node.operand, name, value)
        return not inner if isinstance(node.op, ast.Not) else -inner
    if isinstance(node, ast.BoolOp):
        return _boolean(node, name, value)
    if isinstance(node, ast.Compare):
        return _compare(node, name, value)
    if isinstance(node, ast.Call) and called_name(node) == ("", "isinstance"):
        return isinstance(_evaluate(node.args[0], name, value), _classes(node.args[1]))
    raise _Unknown


def _boolean(node: ast.BoolOp, name: str, value: Any) -> bool:
    """Join the parts; one part may settle the matter though another is unknown."""
    settles, unknown = isinstance(node.op, ast.Or), False
    for part in node.values:
        try:
            if bool(_evaluate(part, name, value)) is settles:
                return settles
        except _Unknown:
            unknown = True
    if unknown:
        raise _Unknown
    return not settles


def _compare(node: ast.Compare, name: str, value: Any) -> bool:
    left = _evaluate(node.left, name, value)
    for sign, part in zip(node.ops, node.comparators, strict=True):
        right = _evaluate(part, name, value)
        if type(sign) not in _COMPARE:
            raise _Unknown
        if not _COMPARE[type(sign)](left, right):
            return False
        left = right
    return True


def _classes(node: ast.expr) -> tuple[type, ...]:
    names = [getattr(each, "id", "") for each in (node.elts if isinstance(node, ast.Tuple) else [node])]
    if not all(name in _CLASSES for name in names):
        raise _Unknown
    return tuple(_CLASSES[name] for name in names)
