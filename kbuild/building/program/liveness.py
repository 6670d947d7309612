"""What a branch or a loop gives a value to, and which of that is read later.

Only values that are read later must agree between the branches of a condition on a tensor, and only values
that one step of a loop hands to the next, or to what follows, are carried by a loop of the graph.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

Names: TypeAlias = "frozenset[str]"
NONE: Names = frozenset()


Sliced: TypeAlias = tuple[ast.Subscript, str, int]
"""A subscript, the name of its tensor, and the axis."""

_ARITHMETIC = (ast.Name, ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.expr_context)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an `if`, a `for` or a `while` before it runs.

    Args:
        stored: Names that it gives a value or whose list or dictionary it changes in place.
        changed: Of these, the lists and dictionaries that are changed in place.
        results: Of the stored, those that are read afterwards.
        carried: Of the stored, those that one step hands to the next or to what follows.
        filled: Names of lists to which each step appends and which nothing else in the loop mentions.
        slices: Subscripts such as `x[:, t]` by a `for`'s own name `t`: the node, the tensor's name, the axis.
        windows: Likewise slices such as `x[:, t:t + 3]`, whose bounds follow from `t` and other numbers.
        returns: Whether there is a `return` within.
        last: Whether the names of a `for` itself are read after it.
    """

    stored: Names
    changed: Names
    results: Names
    carried: Names = NONE
    filled: Names = NONE
    slices: tuple[Sliced, ...] = ()
    windows: tuple[Sliced, ...] = ()
    returns: bool = False
    last: bool = False


class Liveness:
    """Works the facts out for a whole program, in one pass from its end.

    Args:
        tree: The program.

    Attributes:
        facts: The facts of each `if`, `for` and `while`, by the node's identity.
    """

    def __init__(self, tree: ast.Module) -> None:
        self.facts: dict[int, Facts] = {}
        self._every = frozenset(stored_names(tree))
        self._effects: dict[int, tuple[Names, Names]] = {}
        self._record(tree.body, NONE)

    def _record(self, statements: list[ast.stmt], after: Names) -> Names:
        for statement in reversed(statements):
            if isinstance(statement, ast.If):
                self._note(statement, after, NONE)
                self._record(statement.body, after)
                self._record(statement.orelse, after)
            elif isinstance(statement, (ast.For, ast.While)):
                again = self._before_body(statement)
                self._note(statement, after, again)
                self._record(statement.body, after | again)
            reads, writes = self._effect(statement)
            after = reads | (after - writes)
        return after

    def _note(self, statement: ast.If | ast.For | ast.While, after: Names, again: Names) -> None:
        body = [*statement.body, *statement.orelse]
        changed = frozenset(name for each in body for name in changed_names(each))
        stored = frozenset(name for each in body for name in stored_names(each)) | changed
        loop = not isinstance(statement, ast.If)
        filled = _filled(statement.body) & changed if loop else NONE
        self.facts[id(statement)] = Facts(
            stored=stored,
            changed=changed,
            results=stored & after,
            carried=((after | again) & stored) - filled if loop else NONE,
            filled=filled,
            slices=tuple(_slices(statement, stored, _is_step)) if isinstance(statement, ast.For) else (),
            windows=tuple(_slices(statement, stored, _is_window)) if isinstance(statement, ast.For) else (),
            last=isinstance(statement, ast.For) and not after.isdisjoint(stored_names(statement.target)),
            returns=any(isinstance(node, ast.Return) for each in body for node in ast.walk(each)),
        )

    def _before_body(self, loop: ast.For | ast.While) -> Names:
        """What a step of a loop reads from the step before it."""
        reads, _ = self._block_effect(loop.body)
        if isinstance(loop, ast.For):
            return reads - frozenset(stored_names(loop.target))
        return reads | frozenset(read_names(loop.test))

    def _block_effect(self, statements: Iterable[ast.stmt]) -> tuple[Names, Names]:
        reads, writes = NONE, NONE
        for statement in statements:
            more, over = self._effect(statement)
            reads, writes = reads | (more - writes), writes | over
        return reads, writes

    def _effect(self, statement: ast.stmt) -> tuple[Names, Names]:
        """The names that a statement may read first, and those that it gives a value for sure."""
        if id(statement) not in self._effects:
            self._effects[id(statement)] = self._work_out(statement)
        return self._effects[id(statement)]

    def _work_out(self, statement: ast.stmt) -> tuple[Names, Names]:
        if isinstance(statement, ast.If):
            test = frozenset(read_names(statement.test))
            reads, writes = self._block_effect(statement.body)
            more, over = self._block_effect(statement.orelse)
            return test | reads | more, writes & over
        if isinstance(statement, ast.For):
            return frozenset(read_names(statement.iter)) | self._before_body(statement), NONE
        if isinstance(statement, ast.While):
            return self._before_body(statement), NONE
        reads = frozenset(read_names(statement))
        if isinstance(statement, ast.Return):
            return reads, self._every
        if isinstance(statement, ast.AugAssign):
            return reads | frozenset(stored_names(statement)), NONE
        return reads, frozenset(stored_names(statement))


def read_names(node: ast.AST) -> Iterable[str]:
    """The names that are read anywhere below a node."""
    return _names(node, ast.Load)


def stored_names(node: ast.AST) -> Iterable[str]:
    """The names that are given a value anywhere below a node."""
    return _names(node, ast.Store)


def _names(node: ast.AST, context: type[ast.expr_context]) -> Iterable[str]:
    return (
        each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, context)
    )


def changed_names(node: ast.AST) -> Iterable[str]:
    """The names whose list or dictionary is changed in place anywhere below a node."""
    for each in ast.walk(node):
        if isinstance(each, ast.Subscript) and isinstance(each.ctx, ast.Store):
            yield from read_names(each.value)
        elif isinstance(each, ast.AugAssign):
            yield from stored_names(each.target)
        else:
            name = appended_name(each)
            if name is not None:
                yield name


def appended_name(node: ast.AST) -> str | None:
    """The name of the list that a call appends to, None for any other node."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
        return node.func.value.id if isinstance(node.func.value, ast.Name) else None
    return None


def _filled(body: list[ast.stmt]) -> Names:
    calls = [statement.value for statement in body if isinstance(statement, ast.Expr)]
    appended = [name for name in map(appended_name, calls) if name is not None]
    mentioned = [node.id for each in body for node in ast.walk(each) if isinstance(node, ast.Name)]
    return frozenset(name for name in appended if mentioned.count(name) == appended.count(name))


def _slices(loop: ast.For, stored: Names, wanted: Callable[[ast.expr, str, Names], bool]) -> Iterable[Sliced]:
    """The subscripts in a loop that end in what is wanted, after axes that are taken whole."""
    if not isinstance(loop.target, ast.Name) or loop.target.id in stored:
        return
    for each in loop.body:
        for node in ast.walk(each):
            if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
                continue
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            known = node.value.id not in stored and isinstance(node.ctx, ast.Load)
            if known and all(map(_is_whole, parts[:-1])) and wanted(parts[-1], loop.target.id, stored):
                yield node, node.value.id, len(parts) - 1


def _is_step(part: ast.expr, name: str, stored: Names) -> bool:
    """Whether an index is a loop's own name, `t`."""
    return isinstance(part, ast.Name) and part.id == name


def _is_window(part: ast.expr, name: str, stored: Names) -> bool:
    """Whether an index is a slice such as `t:t + 3`."""
    if not isinstance(part, ast.Slice) or part.step is not None:
        return False
    bounds = [each for each in (part.lower, part.upper) if each is not None]
    plain = all(isinstance(node, _ARITHMETIC) for each in bounds for node in ast.walk(each))
    names = {each for bound in bounds for each in read_names(bound)}
    return plain and name in names and names.isdisjoint(stored)


def _is_whole(part: ast.expr) -> bool:
    return isinstance(part, ast.Slice) and part.lower is part.upper is part.step is None
