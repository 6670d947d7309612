"""The arguments of ops, held against the catalog: how many, by which names, and none forgotten."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from kbuild.reading.suggest import did_you_mean
from kbuild.schemas import catalog

from .values import ProgramError

if TYPE_CHECKING:
    from .syntax import SyntaxCheck

OPEN = frozenset(("einsum", "layer_normalization", "meshgrid", "multi_hot", "rearrange"))
"""The ops that take any number of arguments, or arguments of any names."""


def check_op_arguments(check: SyntaxCheck, node: ast.Call, name: str) -> None:
    """Check the arguments of one call of an op.

    Args:
        check: Takes what is found.
        node: The call.
        name: The op's name, such as `concatenate` or `image.resize`.
    """
    entry = catalog.find("op", name)
    if entry is None or name.rpartition(".")[2] in OPEN:
        return
    names = list(entry.args)
    if len(node.args) > len(names):
        count = f"{len(names)} argument{'' if len(names) == 1 else 's'}"
        message = f"`ops.{name}` takes {count}, received {len(node.args)}"
        _report(check, node.args[len(names)], "wrong-count", message, _listed(names))
    for keyword in node.keywords:
        _check_keyword(check, keyword, name, names, names[: len(node.args)])
    given = {*names[: len(node.args)], *(keyword.arg for keyword in node.keywords)}
    missing = [each.name for each in entry.args.values() if each.required and each.name not in given]
    # A misspelt name is the likely reason for one that is missing, and is reported already.
    if missing and given <= set(names):
        message = f"`ops.{name}` needs `{missing[0]}`"
        check.errors.append(check.source.error(node, "missing-argument", message, _listed(names)))


def _check_keyword(
    check: SyntaxCheck, keyword: ast.keyword, name: str, names: list[str], taken: list[str]
) -> None:
    if keyword.arg is None:
        return
    if keyword.arg not in names:
        message = f"`ops.{name}` has no argument `{keyword.arg}`"
        _report(check, keyword, "unknown-argument", message, did_you_mean(keyword.arg, names))
    elif keyword.arg in taken:
        message = f"`{keyword.arg}` of `ops.{name}` is given twice"
        _report(check, keyword, "wrong-count", message, "its place among the arguments has given it already")


def _report(
    check: SyntaxCheck, node: ast.expr | ast.keyword, code: str, message: str, hint: str | None
) -> None:
    line, column, length = check.source.place(node)
    if isinstance(node, ast.keyword) and node.arg is not None:
        length = len(node.arg)
    check.errors.append(ProgramError(code, message, hint, line, column, length))


def _listed(names: list[str]) -> str:
    return "its arguments are " + ", ".join(f"`{name}`" for name in names)
