"""Shapes through a subclass-style model: its `call` program is run over shapes instead of tensors.

Conditions on plain values choose as they do in Python; where one is not known, such as `training`, both ways
are taken and what they agree on is known after. A loop of known length is run step by step; of another, its
body is run until nothing more changes. What can't be known is unknown, and gives no problem.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kbuild.checking.shapes.graph import Graph, Step, made_by
from kbuild.checking.shapes.inputs import Given, declared_tensor
from kbuild.checking.shapes.outcomes import Outcome, Weight
from kbuild.checking.shapes.policies import Policy
from kbuild.checking.shapes.program_expressions import Expressions, Names
from kbuild.checking.shapes.program_values import Member, both, first_axis, is_plain, members, structure
from kbuild.checking.shapes.registry import infer
from kbuild.checking.shapes.tensors import UNKNOWN
from kbuild.reading.program import parse_program
from kbuild.schemas.models import Subclass

# A program of a few lines takes some hundred steps; past this bound the rest is unknown.
_MOST_STEPS = 10_000


def walk_subclass(model: Subclass, given: Given | None, policy: Policy | None) -> Graph:
    """Go through a subclass-style model; without declared inputs and without a call, shapes are unknown.

    Args:
        model: The model.
        given: What it is called with, by the names of its inputs; None takes what it declares.
        policy: The dtype policy where a layer names none.

    Returns:
        Its inputs and, in the order of the calls, its layers; those that the program does not reach are named
        in `unused`.
    """
    declared = {name: declared_tensor(spec) for name, spec in (model.inputs or {}).items()}
    tensors = {name: made_by(each, name, "Input") for name, each in (given or declared).items()}
    layers = {name: members(each, name, ("layers", name)) for name, each in model.layers.items()}
    steps = [Step(name, name, None, Outcome(each), ("inputs", name)) for name, each in tensors.items()]
    program, errors = parse_program(model.call, layers=model.layers, inputs=model.inputs)
    if program is None or errors:
        return Graph(tuple(steps), UNKNOWN, model.trainable, tuple(each.name for each in _flat(layers)))
    run = _Run(policy)
    outputs = run.body(program.tree.body, {**layers, "inputs": UNKNOWN, "mask": None, **tensors})
    result = structure(outputs[1]) if outputs is not None else UNKNOWN
    called = {step.layer for step in run.steps}
    unused = tuple(each.name for each in _flat(layers) if each.name not in called)
    return Graph((*steps, *run.steps), result, model.trainable, unused)


class _Run:
    """One run of a program."""

    def __init__(self, policy: Policy | None) -> None:
        self.steps: list[Step] = []
        self._policy = policy
        self._built: dict[str, tuple[Weight, ...] | None] = {}
        self._given: dict[str, Any] = {}
        self._expressions = Expressions(self._called, self._call)
        self._left = _MOST_STEPS

    def body(self, statements: Sequence[ast.stmt], names: Names) -> tuple[bool, Any] | None:
        """Run statements.

        Returns:
            None if they come to their end; otherwise whether it is certain that they return, and what.
        """
        maybe: tuple[bool, Any] | None = None
        for statement in statements:
            self._left -= 1
            if self._left < 0:
                return (True, UNKNOWN)
            found = self._statement(statement, names)
            if found is None:
                continue
            maybe = found if maybe is None else (found[0], both(maybe[1], found[1]))
            if found[0]:
                return maybe
        return maybe

    def _statement(self, node: ast.stmt, names: Names) -> tuple[bool, Any] | None:
        if isinstance(node, ast.Return):
            return (True, None if node.value is None else self._expressions.value(node.value, names))
        if isinstance(node, ast.If):
            return self._if(node, names)
        if isinstance(node, ast.For):
            return self._for(node, names)
        if isinstance(node, ast.While):
            return self._repeated(node.body, names)
        if isinstance(node, ast.Assign):
            value = self._expressions.value(node.value, names)
            for target in node.targets:
                _assign(target, value, names)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            whole = ast.BinOp(ast.Name(node.target.id, ast.Load()), node.op, node.value)
            names[node.target.id] = self._expressions.value(ast.copy_location(whole, node), names)
        elif isinstance(node, ast.Expr):
            self._expression(node.value, names)
        return None

    def _expression(self, node: ast.expr, names: Names) -> None:
        appended = (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append"
        )
        if appended and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            value = self._expressions.value(node.args[0], names)
            if isinstance(owner, ast.Name):
                before = names.get(owner.id)
                names[owner.id] = (*before, value) if isinstance(before, tuple) else UNKNOWN
            return
        self._expressions.value(node, names)

    def _if(self, node: ast.If, names: Names) -> tuple[bool, Any] | None:
        condition = self._expressions.value(node.test, names)
        if is_plain(condition):
            return self.body(node.body if condition else node.orelse, names)
        yes, no = dict(names), dict(names)
        one, other = self.body(node.body, yes), self.body(node.orelse, no)
        _join(names, yes if not (one and one[0]) else no, no if not (other and other[0]) else yes)
        if one is None or other is None:
            found = one or other
            return None if found is None else (False, found[1])
        return (one[0] and other[0], both(one[1], other[1]))

    def _for(self, node: ast.For, names: Names) -> tuple[bool, Any] | None:
        over = self._expressions.value(node.iter, names)
        if isinstance(over, dict):
            over = tuple(over)
        if not isinstance(over, tuple):
            _assign(node.target, first_axis(over), names)
            return self._repeated(node.body, names)
        for each in over:
            _assign(node.target, each, names)
            found = self.body(node.body, names)
            if found is not None:
                return found if found[0] else (False, found[1])
        return None

    def _repeated(self, body: Sequence[ast.stmt], names: Names) -> tuple[bool, Any] | None:
        """A loop of unknown length, which may also not run at all."""
        result = None
        for _ in range(3):
            before = dict(names)
            result = self.body(body, names)
            _join(names, before, dict(names))
            if names == before:
                break
        return None if result is None else (False, result[1])

    def _call(self, member: Member, first: Any, keywords: Mapping[str, Any]) -> Outcome:
        self._given[member.name] = first
        return infer(member.spec, first, keywords, policy=self._policy)

    def _called(self, member: Member | None, outcome: Outcome, node: ast.expr) -> Any:
        place = (node.lineno, node.col_offset + 1, max((node.end_col_offset or 0) - node.col_offset, 1))
        if member is None:
            if outcome.problems:
                self.steps.append(Step("", "", None, outcome, ("call",), place=place))
            return outcome.outputs
        if member.name in self._built:
            outcome = replace(outcome, weights=self._built[member.name])
        self._built[member.name] = outcome.weights
        given = self._given.get(member.name, ())
        self.steps.append(Step(member.name, member.name, member.spec, outcome, member.path, given, place))
        return made_by(outcome.outputs, member.name, member.spec.type_name)


def _assign(target: ast.expr, value: Any, names: Names) -> None:
    if isinstance(target, ast.Name):
        names[target.id] = value
    elif isinstance(target, (ast.Tuple, ast.List)):
        parts = value if isinstance(value, tuple) and len(value) == len(target.elts) else None
        for at, each in enumerate(target.elts):
            _assign(each, UNKNOWN if parts is None else parts[at], names)
    elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        names[target.value.id] = UNKNOWN


def _join(names: Names, one: Names, other: Names) -> None:
    for name in {**one, **other}:
        names[name] = both(one[name], other[name]) if name in one and name in other else UNKNOWN


def _flat(layers: Any) -> list[Member]:
    if isinstance(layers, Member):
        return [layers]
    each = layers.values() if isinstance(layers, dict) else layers
    return [member for part in each for member in _flat(part)]
