"""The arguments of a call, held against the catalog: how many, by which names, and none forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kbuild.reading.suggest import did_you_mean
from kbuild.schemas import catalog

from .source import Source
from .values import ProgramError
from .vocabulary import RANDOM_ARGUMENTS

if TYPE_CHECKING:
    from .syntax import SyntaxCheck

OPEN = frozenset(("einsum", "layer_normalization", "meshgrid", "multi_hot", "rearrange"))
"""The ops that take any number of arguments, or arguments of any names."""

# What a loss's class takes for itself, and hands on to no function.
_OF_THE_CLASS = frozenset({"name", "reduction", "dtype"})
# The function of this loss takes more than its class does.
_OPEN_LOSSES = frozenset({"Circle"})


def check_function_arguments(check: SyntaxCheck, node: ast.Call, module: str, name: str) -> None:
    """Check the arguments of one call of `ops.*`, `random.*` or `losses.*`.

    Args:
        check: Takes what is found.
        node: The call.
        module: `ops`, `random` or `losses`.
        name: The function's name, such as `concatenate` or `image.resize`.
    """
    arguments = function_arguments(module, name)
    if arguments is not None:
        check.errors.extend(argument_errors(check.source, node, f"`{module}.{name}`", arguments))


def function_arguments(module: str, name: str) -> Mapping[str, bool] | None:
    """The arguments of a function by name, each with whether it must be given; None if any may be.

    Example:
        >>> function_arguments("losses", "huber")
        {'y_true': True, 'y_pred': True, 'delta': False}
    """
    if module == "random":
        return RANDOM_ARGUMENTS[name]
    if module == "losses":
        entry = catalog.find("loss", name)
        if entry is None or entry.name in _OPEN_LOSSES:
            return None
        further = {each: False for each in entry.args if each not in _OF_THE_CLASS}
        return {"y_true": True, "y_pred": True, **further}
    entry = catalog.find("op", name)
    if entry is None or name.rpartition(".")[2] in OPEN:
        return None
    return {each.name: each.required for each in entry.args.values()}


def argument_errors(
    source: Source, node: ast.Call, what: str, arguments: Mapping[str, bool], *, also: tuple[str, ...] = ()
) -> Iterator[ProgramError]:
    """Hold one call against the arguments of what it calls.

    Args:
        source: The program's text.
        node: The call.
        what: What is called, in words.
        arguments: The arguments by name, in order, each with whether it must be given.
        also: Further names that may be given, and stand in no order.
    """
    names = list(arguments)
    # `f(*values)` gives as many as there are values.
    starred = any(isinstance(each, ast.Starred) for each in node.args)
    if len(node.args) > len(names) and not starred:
        count = f"{len(names)} argument{'' if len(names) == 1 else 's'}"
        message = f"{what} takes {count}, received {len(node.args)}"
        yield _error(source, node.args[len(names)], "wrong-count", message, _listed(names))
    taken = [] if starred else names[: len(node.args)]
    for keyword in node.keywords:
        yield from _keyword(source, keyword, what, [*names, *also], taken)
    given = {*taken, *(keyword.arg for keyword in node.keywords)}
    missing = [name for name, required in arguments.items() if required and name not in given]
    # A misspelt name is the likely reason for one that is missing, and is reported already.
    if missing and not starred and given <= {*names, *also}:
        yield source.error(node, "missing-argument", f"{what} needs `{missing[0]}`", _listed(names))


def _keyword(
    source: Source, keyword: ast.keyword, what: str, names: list[str], taken: list[str]
) -> Iterator[ProgramError]:
    if keyword.arg is None:
        return
    if keyword.arg not in names:
        message = f"{what} has no argument `{keyword.arg}`"
        yield _error(source, keyword, "unknown-argument", message, did_you_mean(keyword.arg, names))
    elif keyword.arg in taken:
        message = f"`{keyword.arg}` of {what} is given twice"
        hint = "its place among the arguments has given it already"
        yield _error(source, keyword, "wrong-count", message, hint)


def _error(
    source: Source, node: ast.expr | ast.keyword, code: str, message: str, hint: str | None
) -> ProgramError:
    line, column, length = source.place(node)
    if isinstance(node, ast.keyword) and node.arg is not None:
        length = len(node.arg)
    return ProgramError(code, message, hint, line, column, length)


def _listed(names: list[str]) -> str:
    return "its arguments are " + ", ".join(f"`{name}`" for name in names)
