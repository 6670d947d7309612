"""Which names have a value where a program reads them, and whether every way through it returns."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator
from typing import Any, TypeAlias

from .calls import module_function
from .names import Names
from .source import Source

State: TypeAlias = "frozenset[str] | None"
"""The names that have a value for sure; None where the program can't get to."""


class Flow:
    """Follows a program from its first line to its ends.

    A `for` is taken to run at least once and a `while` is not, so that a name that gets its first value in a
    `for` may be read after it.

    Args:
        source: The program's text, for places.
        names: What the program may read, and where unknown names are reported.
        refused: Nodes that the check of syntax refused, by identity; they are passed over.
    """

    def __init__(self, source: Source, names: Names, refused: Collection[int]) -> None:
        self.source = source
        self.names = names
        self.refused = refused

    def run(self, tree: ast.Module) -> None:
        """Follow a whole program."""
        end = self._block(tree.body, self.names.given)
        if end is not None and not self.refused:
            self._missing_return(tree)

    def _block(self, statements: list[ast.stmt], state: State) -> State:
        for statement in statements:
            if id(statement) in self.refused:
                continue
            if state is None:
                self.names.report(statement, "unreachable", "this line is never reached", "leave it out")
                break
            state = _FOLLOW.get(type(statement), Flow._plain)(self, statement, state)
        return state

    def _plain(self, statement: Any, state: frozenset[str]) -> State:
        """A statement without blocks: its values are read first, then its targets have one."""
        targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
        if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            self._read(ast.Name(statement.target.id, ast.Load(), **_place(statement.target)), state)
        self._read(statement.value, state)
        for target in targets:
            state = state if target is None else self._bind(target, state)
        return None if isinstance(statement, ast.Return) else state

    def _if(self, statement: ast.If, state: frozenset[str]) -> State:
        self._read(statement.test, state)
        taken = self._block(statement.body, state)
        other = self._block(statement.orelse, state)
        if taken is None or other is None:
            return other if taken is None else taken
        return taken & other

    def _for(self, statement: ast.For, state: frozenset[str]) -> State:
        self._read(statement.iter, state)
        inside = self._bind(statement.target, state)
        return self._block(statement.body, inside) or state

    def _while(self, statement: ast.While, state: frozenset[str]) -> State:
        self._read(statement.test, state)
        self._block(statement.body, state)
        always = isinstance(statement.test, ast.Constant) and bool(statement.test.value)
        return None if always else state

    def _bind(self, target: ast.expr, state: frozenset[str]) -> frozenset[str]:
        if id(target) in self.refused:
            return state
        if isinstance(target, ast.Name):
            self.names.assign(target)
            return state | {target.id}
        if isinstance(target, ast.Subscript):
            self._read(target.slice, state)
            self._change(target.value, state)
            return state
        for each in getattr(target, "elts", ()):
            state = self._bind(each, state)
        return state

    def _change(self, container: ast.expr, state: frozenset[str]) -> None:
        """A list or dictionary that is changed in place must be there and be the program's own."""
        if isinstance(container, ast.Name):
            self.names.change(container)
            self._read(container, state)

    def _read(self, node: ast.AST | None, state: frozenset[str]) -> None:
        if node is None or id(node) in self.refused:
            return
        if isinstance(node, ast.Name):
            self.names.read(node, state)
        elif isinstance(node, ast.Call):
            self._read_call(node, state)
        else:
            for child in ast.iter_child_nodes(node):
                self._read(child, state)

    def _read_call(self, node: ast.Call, state: frozenset[str]) -> None:
        module = module_function(node.func)
        if module is not None:
            self.names.modules.add(module[0])
        elif isinstance(node.func, ast.Name):
            self.names.call(node.func, state)
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "append":
            self._change(node.func.value, state)
        else:
            self._read(node.func, state)
        for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
            self._read(argument, state)

    def _missing_return(self, tree: ast.Module) -> None:
        last = tree.body[-1]
        if not any(isinstance(node, ast.Return) for node in ast.walk(tree)):
            message, hint = "the program returns nothing", "end it with `return x`"
        elif isinstance(last, ast.If) and any(isinstance(node, ast.Return) for node in ast.walk(last)):
            message = "one branch of this `if` returns and another goes on, where nothing follows"
            hint = "end the program with a `return`"
        else:
            message, hint = "the program can end without a result", "end it with `return x`"
        self.names.report(last, "missing-return", message, hint)


def assigned_names(tree: ast.AST) -> Iterator[str]:
    """Yield each name that a program gives a value somewhere."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _place(node: ast.expr) -> dict[str, Any]:
    fields = ("lineno", "col_offset", "end_lineno", "end_col_offset")
    return {name: getattr(node, name) for name in fields}


_FOLLOW: dict[type[ast.stmt], Callable[[Flow, Any, frozenset[str]], State]] = {
    ast.If: Flow._if,
    ast.For: Flow._for,
    ast.While: Flow._while,
}
