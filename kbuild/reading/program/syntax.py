"""Which syntax a program holds: every node is admitted by the table, or reported."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator
from typing import Any

from .calls import check_attribute, check_call
from .grammar import ADMITTED
from .refused import described
from .source import Source
from .values import ProgramError

MAX_STRING = 1_000
"""The greatest length of a text in a program, in characters."""

FORBIDDEN = "forbidden-syntax"


class SyntaxCheck:
    """Walks a tree once and gathers what the language does not admit.

    A node that is refused is not looked into, so that one mistake gives one error.

    Args:
        source: The program's text, for places.

    Attributes:
        errors: What was found.
        refused: The nodes that were refused, by identity; later checks leave them out.
        bound: Names that refused nodes would have given a value, which are then not reported as unknown.
        called: The functions of calls that are in order; only there is an attribute more than `shape`.
        statements: The expressions that stand on a line of their own.
        iterated: The expressions that a `for` runs over.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.errors: list[ProgramError] = []
        self.refused: set[int] = set()
        self.bound: set[str] = set()
        self.called: set[int] = set()
        self.statements: set[int] = set()
        self.iterated: set[int] = set()

    def run(self, tree: ast.Module) -> None:
        """Check a whole program."""
        for statement in tree.body:
            self._visit(statement)

    def refuse(self, node: ast.AST, message: str, hint: str | None = None, code: str = FORBIDDEN) -> None:
        """Report a node, and leave it and what is below it out of all further checks."""
        self.errors.append(self.source.error(node, code, message, hint))
        self.leave_out(node)

    def leave_out(self, node: ast.AST) -> None:
        """Leave a node and what is below it out of all further checks."""
        self.refused.add(id(node))
        self.bound.update(_bound_names(node))

    def _visit(self, node: ast.AST) -> None:
        if type(node) not in ADMITTED:
            what, hint = described(node)
            self.refuse(node, f"{what} is not part of the language of `call`", hint)
            return
        check = _CHECKS.get(type(node))
        if check is not None:
            check(self, node)
        if id(node) not in self.refused:
            for child in ast.iter_child_nodes(node):
                if id(child) not in self.refused:
                    self._visit_child(node, child)

    def _visit_child(self, parent: ast.AST, child: ast.AST) -> None:
        # Operators have no place of their own: the expression that holds one stands for it.
        if isinstance(child, (ast.operator, ast.unaryop, ast.cmpop)) and type(child) not in ADMITTED:
            what, hint = described(child)
            self.refuse(parent, f"{what} is not part of the language of `call`", hint)
        else:
            self._visit(child)


def _check_assign(check: SyntaxCheck, node: Any) -> None:
    for target in node.targets:
        _check_target(check, target, subscripts=True)


def _check_augmented(check: SyntaxCheck, node: Any) -> None:
    if not isinstance(node.target, ast.Name):
        check.refuse(node.target, "only a name can be changed in place", "write `x = x + y`")


def _check_target(check: SyntaxCheck, target: ast.expr, *, subscripts: bool = False) -> None:
    if isinstance(target, (ast.Tuple, ast.List)):
        for each in target.elts:
            _check_target(check, each)
    elif isinstance(target, ast.Subscript) and subscripts and isinstance(target.value, ast.Name):
        if isinstance(target.slice, (ast.Slice, ast.Tuple)):
            check.refuse(target, "a part of a tensor can't be assigned to", "use `ops.slice_update`")
    elif isinstance(target, ast.Attribute):
        check.refuse(target, "an attribute can't be assigned to", "assign to a name")
    elif not isinstance(target, (ast.Name, ast.Starred)):
        check.refuse(target, "only names, and entries of a list or dictionary, can be assigned to")


def _check_for(check: SyntaxCheck, node: Any) -> None:
    _check_target(check, node.target)
    check.iterated.add(id(node.iter))
    _check_no_else(check, node)


def _check_no_else(check: SyntaxCheck, node: Any) -> None:
    if node.orelse:
        check.refuse(node.orelse[0], "`else` after a loop is not part of the language of `call`")
        for statement in node.orelse:
            check.leave_out(statement)


def _check_expression(check: SyntaxCheck, node: Any) -> None:
    check.statements.add(id(node.value))
    if type(node.value) in ADMITTED and not isinstance(node.value, ast.Call):
        hint = "assign it, or write `return` before it"
        check.refuse(node, "this line computes a value and drops it", hint, code="no-effect")


def _check_return(check: SyntaxCheck, node: Any) -> None:
    if node.value is None:
        check.refuse(node, "`return` needs the result", "write `return x`", code="missing-return")


def _check_constant(check: SyntaxCheck, node: Any) -> None:
    value = node.value
    if isinstance(value, int) and abs(value) >= 2**63:
        check.refuse(node, "a whole number is at most 2**63 - 1", code="out-of-range")
    elif isinstance(value, float) and not math.isfinite(value):
        check.refuse(node, "this number is too large for a float", code="out-of-range")
    elif isinstance(value, str) and len(value) > MAX_STRING:
        check.refuse(node, f"a text has at most {MAX_STRING:,} characters", code="out-of-range")
    elif isinstance(value, (bytes, complex)):
        check.refuse(node, f"{type(value).__name__} values are not part of the language of `call`")


def _check_dictionary(check: SyntaxCheck, node: Any) -> None:
    if None in node.keys:
        check.refuse(node, "`**` is not part of the language of `call`", "write the entries one by one")


def _check_comparison(check: SyntaxCheck, node: Any) -> None:
    sides = [node.left, *node.comparators]
    for index, operator in enumerate(node.ops):
        pair = sides[index : index + 2]
        if isinstance(operator, (ast.Is, ast.IsNot)) and not any(_is_none(side) for side in pair):
            check.refuse(node, "`is` compares with None only", "write `==`")
            return


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _check_name(check: SyntaxCheck, node: Any) -> None:
    if node.id.startswith("__"):
        check.refuse(node, f"`{node.id}`: a name can't begin with two underscores")


def _bound_names(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            yield each.id
        elif isinstance(each, (ast.Attribute, ast.Subscript)) and isinstance(each.ctx, ast.Store):
            if isinstance(each.value, ast.Name):
                yield each.value.id
        elif isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield each.name
        elif isinstance(each, ast.arg):
            yield each.arg
        elif isinstance(each, ast.alias):
            yield (each.asname or each.name).split(".")[0]


_CHECKS: dict[type[ast.AST], Callable[[SyntaxCheck, Any], None]] = {
    ast.Assign: _check_assign,
    ast.AugAssign: _check_augmented,
    ast.For: _check_for,
    ast.While: _check_no_else,
    ast.Expr: _check_expression,
    ast.Return: _check_return,
    ast.Constant: _check_constant,
    ast.Dict: _check_dictionary,
    ast.Compare: _check_comparison,
    ast.Name: _check_name,
    ast.Attribute: check_attribute,
    ast.Call: check_call,
}
