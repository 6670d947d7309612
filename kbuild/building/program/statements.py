"""Statements, compiled to closures that run while a model is traced or called."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kbuild.reading.program import Program

from .branches import RESULT, Side, choose
from .expressions import Expressions, checked_key, known_truth
from .failures import CallProgramError, note
from .frame import Frame
from .liveness import Facts, Liveness
from .loops import Execute, Loop, run_for, run_while
from .operators import BINARY
from .tensors import describe, is_tensor


@dataclass(frozen=True, slots=True)
class Returned:
    """The result of a program that has come to its end.

    Args:
        value: The result.
    """

    value: Any


class Statements:
    """Compiles a program's statements.

    An `if` that returns is compiled together with what follows it: on a tensor, each side then gives the
    whole program's result, and one that returns can stand beside one that goes on.

    Args:
        program: The program.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._facts = Liveness(program.tree).facts
        held = self._facts.values()
        sliced = (node for facts in held for node, _, _ in (*facts.slices, *facts.windows))
        self._expressions = Expressions(program, frozenset(id(node) for node in sliced))
        self._value = self._expressions.compile

    def compile(self) -> Execute:
        """Compile the whole program."""
        return self._block(self.program.tree.body, _nothing)

    def _block(self, statements: Sequence[ast.stmt], after: Execute | None) -> Execute:
        """Compile statements; `after` is what follows them, None within a loop."""
        steps: list[Execute] = []
        for index, statement in enumerate(statements):
            if after is not None and isinstance(statement, ast.If) and self._facts[id(statement)].returns:
                rest = self._block(statements[index + 1 :], after)
                steps.append(self._noted(statement, self._if_returning(statement, rest)))
                return _sequence(steps)
            steps.append(self._noted(statement, _COMPILE[type(statement)](self, statement)))
        return _sequence([*steps, after] if after is not None else steps)

    def _noted(self, statement: ast.stmt, execute: Execute) -> Execute:
        program, line = self.program, statement.lineno
        own = [child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)]
        cost = 1 + sum(1 for child in own for _ in ast.walk(child))

        def noted(frame: Frame) -> Any:
            try:
                frame.run.spend(cost)
                return execute(frame)
            except Exception as error:
                note(error, program, line)
                raise

        return noted

    def _return(self, statement: ast.Return) -> Execute:
        assert statement.value is not None  # noqa: S101 - the check of syntax admits no other
        value = self._value(statement.value)

        def execute(frame: Frame) -> Returned:
            result = value(frame)
            frame.run.weigh(result)
            return Returned(result)

        return execute

    def _expression(self, statement: ast.Expr) -> Execute:
        value = self._value(statement.value)

        def execute(frame: Frame) -> None:
            value(frame)

        return execute

    def _assign(self, statement: ast.Assign) -> Execute:
        value = self._value(statement.value)
        binds = [self._bind(target) for target in statement.targets]

        def execute(frame: Frame) -> None:
            result = value(frame)
            for bind in binds:
                bind(frame, result)

        return execute

    def _augmented(self, statement: ast.AugAssign) -> Execute:
        assert isinstance(statement.target, ast.Name)  # noqa: S101 - the check of syntax admits no other
        name, value, apply = statement.target.id, self._value(statement.value), BINARY[type(statement.op)]
        grows = isinstance(statement.op, ast.Add)
        read = self._value(ast.copy_location(ast.Name(name, ast.Load()), statement.target))

        def execute(frame: Frame) -> None:
            before, more = read(frame), value(frame)
            if grows and isinstance(before, list) and isinstance(more, (list, tuple)):
                frame.run.spend(len(more))
                before.extend(more)
            else:
                frame.names[name] = apply(frame.run, before, more)

        return execute

    def _bind(self, target: ast.expr) -> Callable[[Frame, Any], None]:
        if isinstance(target, ast.Name):
            return _bind_name(target.id)
        if isinstance(target, ast.Subscript):
            return self._bind_item(target)
        assert isinstance(target, (ast.Tuple, ast.List))  # noqa: S101 - the check of syntax admits no other
        binds = [self._bind(each) for each in target.elts]

        def unpack(frame: Frame, value: Any) -> None:
            for bind, item in zip(binds, _items(value, len(binds)), strict=True):
                bind(frame, item)

        return unpack

    def _bind_item(self, target: ast.Subscript) -> Callable[[Frame, Any], None]:
        owner, index = self._value(target.value), self._value(target.slice)

        def bind(frame: Frame, value: Any) -> None:
            container, key = owner(frame), index(frame)
            if isinstance(container, list) and isinstance(key, int):
                container[key] = value
            elif isinstance(container, dict):
                container[checked_key(key)] = value
            else:
                hint = "a tensor is changed with ops.slice_update or ops.scatter_update"
                raise CallProgramError(f"{describe(container)} can't be assigned to by items", hint=hint)

        return bind

    def _if(self, statement: ast.If) -> Execute:
        """An `if` after which the program goes on; returns in it only where it stands in a loop."""
        facts = self._facts[id(statement)]
        test = self._value(statement.test)
        blocks = [self._block(statement.body, None), self._block(statement.orelse, None)]
        sides = [_results(block, sorted(facts.results)) for block in blocks]

        def execute(frame: Frame) -> Any:
            condition = known_truth(test(frame))
            if not is_tensor(condition):
                return blocks[0 if condition else 1](frame)
            frame.names.update(choose(frame, condition, sides, facts.changed))
            return None

        return execute

    def _if_returning(self, statement: ast.If, rest: Execute) -> Execute:
        """An `if` that returns on one side at least, together with what follows it."""
        facts = self._facts[id(statement)]
        test = self._value(statement.test)
        blocks = [self._block(statement.body, rest), self._block(statement.orelse, rest)]
        sides = [_returned(block) for block in blocks]

        def execute(frame: Frame) -> Any:
            condition = known_truth(test(frame))
            if not is_tensor(condition):
                return blocks[0 if condition else 1](frame)
            return Returned(choose(frame, condition, sides, facts.changed)[RESULT])

        return execute

    def _for(self, statement: ast.For) -> Execute:
        loop = self._loop(statement, self._bind(statement.target), _nothing)
        value = self._value(statement.iter)
        return lambda frame: run_for(frame, loop, value(frame))

    def _while(self, statement: ast.While) -> Execute:
        loop = self._loop(statement, _no_bind, self._value(statement.test))
        return lambda frame: run_while(frame, loop)

    def _loop(
        self, statement: ast.For | ast.While, bind: Callable[[Frame, Any], None], holds: Execute
    ) -> Loop:
        facts: Facts = self._facts[id(statement)]
        windows = {id(node): self._expressions.last_index(node) for node, _, _ in facts.windows}
        return Loop(self._block(statement.body, None), facts, statement.lineno, bind, holds, windows)


def _sequence(steps: Sequence[Execute]) -> Execute:
    if len(steps) == 1:
        return steps[0]

    def execute(frame: Frame) -> Any:
        for step in steps:
            result = step(frame)
            if result is not None:
                return result
        return None

    return execute


def _nothing(frame: Frame) -> None:
    """What follows the end of a program."""


def _no_bind(frame: Frame, value: Any) -> None:
    """A `while` has no names of its own."""


def _bind_name(name: str) -> Callable[[Frame, Any], None]:
    def bind(frame: Frame, value: Any) -> None:
        frame.names[name] = value

    return bind


def _items(value: Any, count: int) -> Sequence[Any]:
    """The items of a value that is unpacked into `count` names."""
    # A size that is not known while tracing is taken to fit.
    if is_tensor(value) and len(value.shape) > 0 and value.shape[0] in (count, None):
        return [value[index] for index in range(count)]
    if isinstance(value, (list, tuple, dict, range)) and len(value) == count:
        return list(value)
    raise ValueError(f"expected {count} values to unpack, received {describe(value)}")


def _results(block: Execute, names: Sequence[str]) -> Side:
    """What a side of an `if` gives: the values of the names that are read later."""

    def side(part: Frame) -> dict[str, Any]:
        if block(part) is not None:
            hint = "assign the result, and return it after the loop"
            raise CallProgramError("a tensor can't decide on a `return` within a loop", hint=hint)
        return {name: part.names[name] for name in names if name in part.names}

    return side


def _returned(block: Execute) -> Side:
    return lambda part: {RESULT: block(part).value}


_COMPILE: dict[type[ast.stmt], Callable[[Statements, Any], Execute]] = {
    ast.Return: Statements._return,
    ast.Expr: Statements._expression,
    ast.Assign: Statements._assign,
    ast.AugAssign: Statements._augmented,
    ast.If: Statements._if,
    ast.For: Statements._for,
    ast.While: Statements._while,
}
