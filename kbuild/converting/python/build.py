"""Pieces of Python's syntax tree, made from values that are checked here.

A name is always an identifier of letters, digits and underscores; whatever else a document says is a literal.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

_LINE = 82
_DOTTED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


def name(dotted: str) -> ast.expr:
    """Return the node of a name, or of a name with attributes.

    Raises:
        ValueError: If it is neither.

    Example:
        >>> ast.unparse(name("keras.layers.Dense"))
        'keras.layers.Dense'
    """
    if not _DOTTED.fullmatch(dotted):
        raise ValueError(f"{dotted!r} is not a name")
    first, *rest = dotted.split(".")
    node: ast.expr = ast.Name(first, ast.Load())
    for each in rest:
        node = ast.Attribute(node, each, ast.Load())
    return node


def call(function: ast.expr | str, *args: ast.expr, **keywords: ast.expr | None) -> ast.Call:
    """Return a call; arguments by name that are None are left out."""
    func = name(function) if isinstance(function, str) else function
    given = [ast.keyword(_keyword(key), value) for key, value in keywords.items() if value is not None]
    return ast.Call(func, list(args), given)


def _keyword(word: str) -> str:
    name(word)
    return word


def constant(value: Any) -> ast.expr:
    """Return the literal of a plain value: a scalar, or lists, tuples and dictionaries of them.

    Raises:
        TypeError: If there is anything else in it.

    Example:
        >>> ast.unparse(constant({"a": [1, -0.5, None]}))
        "{'a': [1, -0.5, None]}"
    """
    if isinstance(value, ast.expr):
        return value
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return ast.Constant(value)
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, tuple):
        return ast.Tuple([constant(each) for each in value], ast.Load())
    if isinstance(value, Mapping):
        return ast.Dict([constant(key) for key in value], [constant(each) for each in value.values()])
    if isinstance(value, Sequence):
        return ast.List([constant(each) for each in value], ast.Load())
    raise TypeError(f"{type(value).__name__} has no literal")


def _number(value: float) -> ast.expr:
    if value != value:  # noqa: PLR0124 - only NaN differs from itself
        return call("float", ast.Constant("nan"))
    if str(value).startswith("-"):
        return ast.UnaryOp(ast.USub(), _number(-value))
    return call("float", ast.Constant("inf")) if value == float("inf") else ast.Constant(value)


def mapping(keys: Sequence[Any], values: Sequence[ast.expr]) -> ast.Dict:
    """Return a dictionary, its keys as literals."""
    written: list[ast.expr | None] = [constant(each) for each in keys]
    return ast.Dict(written, list(values))


def assign(target: str | ast.expr | Sequence[str], value: ast.expr) -> ast.Assign:
    """Return `target = value`; several names unpack the value."""
    node: ast.expr
    if isinstance(target, ast.expr):
        node = target
    elif isinstance(target, str):
        node = stored(target)
    else:
        node = ast.Tuple([stored(each) for each in target], ast.Store())
    return ast.Assign([node], value, lineno=0)


def stored(text: str) -> ast.expr:
    """A name or attribute that is assigned to."""
    node = name(text)
    assert isinstance(node, (ast.Name, ast.Attribute))  # noqa: S101 - `name` makes no other
    node.ctx = ast.Store()
    return node


def arguments(
    args: Sequence[str], defaults: Sequence[ast.expr] = (), kwargs: str | None = None
) -> ast.arguments:
    """Return the parameters of a function."""
    for each in args:
        name(each)
    return ast.arguments(
        posonlyargs=[],
        args=[ast.arg(each) for each in args],
        kwonlyargs=[],
        kw_defaults=[],
        kwarg=ast.arg(kwargs) if kwargs else None,
        defaults=list(defaults),
    )


def function(
    title: str,
    args: Sequence[str],
    body: Sequence[ast.stmt],
    *,
    defaults: Sequence[ast.expr] = (),
    kwargs: str | None = None,
) -> ast.FunctionDef:
    """Return a function's definition."""
    name(title)
    given = arguments(args, defaults, kwargs)
    made: Any = ast.FunctionDef(title, given, list(body), [], None, None)
    if "type_params" in made._fields:
        made.type_params = []
    definition: ast.FunctionDef = made
    return definition


def lambda_(body: ast.expr, *args: str) -> ast.Lambda:
    """Return `lambda: body`."""
    return ast.Lambda(arguments(args), body)


def formatted(*parts: str | ast.expr) -> ast.expr:
    """Return a text that is put together: texts as they are, expressions in braces.

    Example:
        >>> ast.unparse(formatted("unit_", name("i")))
        "f'unit_{i}'"
    """
    values: list[ast.expr] = []
    for part in parts:
        if isinstance(part, ast.expr):
            values.append(ast.FormattedValue(part, -1, None))
        elif part and values and isinstance(values[-1], ast.Constant):
            values[-1] = ast.Constant(values[-1].value + part)  # type: ignore[operator]  # both are texts
        elif part:
            values.append(ast.Constant(part))
    if all(isinstance(each, ast.Constant) for each in values):
        return ast.Constant("".join(str(getattr(each, "value", "")) for each in values))
    return ast.JoinedStr(values)


def docstring(text: str) -> ast.Expr:
    """Return a text for people as a docstring: printable, and without what could end it.

    Example:
        >>> docstring('a "b" c').value.value
        "A 'b' c."
    """
    plain = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    plain = plain.replace("\\", "/").replace('"', "'")
    ended = plain if plain.endswith((".", "!", "?", "…")) else f"{plain}."
    lines = textwrap.wrap(ended[:1].upper() + ended[1:], _LINE)
    return ast.Expr(ast.Constant(lines[0] if len(lines) == 1 else "\n".join([*lines, ""])))
