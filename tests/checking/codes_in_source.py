"""The codes that the source gives to problems and errors, collected from its calls."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FOLDERS = ("kbuild", "schemas", "callbacks")
_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
#: Functions and classes that take a code among their first arguments.
_TAKERS = {
    "ExpressionError",
    "Finding",
    "Mismatch",
    "Problem",
    "ProgramError",
    "Refused",
    "_report",
    "error",
    "finding",
    "problem",
    "refusal",
    "refuse",
    "refuse_key",
    "report",
}
_SEVERITIES = ("error", "warning", "advice")
#: Codes that are put together from two words, each place with the words that it takes.
COMPOSED = {
    "unknown-": ("unknown-argument", "unknown-key"),
    "missing-": ("missing-argument", "missing-key"),
    "not-a-": ("not-a-file", "not-a-folder"),
}


def codes_in_source() -> dict[str, str]:
    """Each code with a place where it is given."""
    out: dict[str, str] = {}
    for path in _files():
        for code, line in _codes(ast.parse(path.read_text(encoding="utf-8"))):
            out.setdefault(code, f"{path.relative_to(ROOT)}:{line}")
    return out


def _files() -> Iterator[Path]:
    for folder in _FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            inside = path.relative_to(ROOT).parts
            # The two links lead to folders that are looked at themselves; the table is what is compared.
            if inside[:2] not in (("kbuild", "schemas"), ("kbuild", "callbacks")) and not (
                path.name == "codes.py" or path.name.startswith("codes_")
            ):
                yield path


def _codes(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((code, node.lineno) for code in _of_call(node))
        elif isinstance(node, ast.FunctionDef):
            yield from ((code, node.lineno) for code in _defaults(node))


def _of_call(node: ast.Call) -> Iterator[str]:
    for keyword in node.keywords:
        if keyword.arg == "code":
            yield from _texts(keyword.value)
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    at = (
        name == "at"
        and isinstance(node.func, ast.Attribute)
        and getattr(node.func.value, "id", "") == "Problem"
    )
    if name in _TAKERS or at:
        found = (list(_texts(argument)) for argument in node.args)
        yield from next((each for each in found if each), [])


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if _CODE.fullmatch(node.value) and node.value not in _SEVERITIES:
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield from COMPOSED.get(str(node.values[0].value), ())


def _defaults(node: ast.FunctionDef) -> Iterator[str]:
    """`code: str = "call-program"`."""
    arguments = [*node.args.posonlyargs, *node.args.args]
    pairs = zip(arguments[len(arguments) - len(node.args.defaults) :], node.args.defaults, strict=True)
    keyed = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    for argument, default in (*pairs, *keyed):
        if argument.arg == "code" and default is not None:
            yield from _texts(default)
            if isinstance(default, ast.Name) and default.id == "FORBIDDEN":
                yield "forbidden-syntax"
