"""The syntax trees of functions, as far as their source is at hand."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any


@cache
def function_tree(function: Callable[..., Any]) -> ast.FunctionDef | None:
    """Parse a function's source.

    Args:
        function: A function; decorators are looked through.

    Returns:
        Its definition, or None when it has no source (built in, made at run time, typed at a prompt).

    Example:
        >>> function_tree(textwrap.dedent).name
        'dedent'
    """
    try:
        source = textwrap.dedent(inspect.getsource(inspect.unwrap(function)))
        tree = ast.parse(source)
    except (OSError, TypeError, SyntaxError):
        return None
    first = tree.body[0] if tree.body else None
    return first if isinstance(first, ast.FunctionDef) else None


def initializers_of(cls: type) -> Iterator[tuple[type, Callable[..., Any]]]:
    """Yield each class of the method resolution order that defines `__init__`, with it, nearest first."""
    for base in cls.__mro__:
        if base is not object and "__init__" in vars(base):
            yield base, inspect.unwrap(vars(base)["__init__"])


def parameter_names(tree: ast.FunctionDef) -> list[str]:
    """Return the names of a function's parameters, without `self`."""
    names = [each.arg for each in (*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs)]
    return names[1:] if names[:1] == ["self"] else names


def argument_name(node: ast.AST | None) -> str | None:
    """Return `x` for the expressions `x` and `self.x`, else None."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
        return node.attr
    return None


def called_name(call: ast.Call) -> tuple[str, str]:
    """Return the module (or object) and the name that a call names: `("initializers", "get")`."""
    function = call.func
    if isinstance(function, ast.Attribute):
        owner = function.value.id if isinstance(function.value, ast.Name) else ""
        return owner, function.attr
    return "", function.id if isinstance(function, ast.Name) else ""
