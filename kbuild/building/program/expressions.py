"""Expressions, compiled to closures: each takes the frame it is evaluated in and returns the value."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from keras import ops

from kbuild.reading.program import Program

from .branches import RESULT, choose
from .calls import Evaluate, compile_call
from .failures import PLAIN_CHOICE, CallProgramError, note
from .frame import Frame
from .operators import BINARY, COMPARISONS, UNARY
from .plans import Plan, whole
from .structure import Stacked
from .tensors import describe, is_known, is_tensor, truth


class Expressions:
    """Compiles the expressions of a program.

    Args:
        program: The program, to name its lines in errors.
        sliced: Subscripts that a loop of the graph may read step by step, by identity.
    """

    def __init__(self, program: Program, sliced: frozenset[int]) -> None:
        self.program = program
        self._sliced = sliced

    def compile(self, node: ast.expr) -> Evaluate:
        """Compile an expression; errors within it name its line."""
        evaluate = _COMPILE[type(node)](self, node)
        if isinstance(node, (ast.Name, ast.Constant)):
            return evaluate
        program, line = self.program, node.lineno

        def noted(frame: Frame) -> Any:
            try:
                return evaluate(frame)
            except Exception as error:
                note(error, program, line)
                raise

        return noted

    def _compile_all(self, nodes: Sequence[ast.expr]) -> list[Evaluate]:
        return [self.compile(node) for node in nodes]

    def _constant(self, node: ast.Constant) -> Evaluate:
        value = node.value
        return lambda frame: value

    def _name(self, node: ast.Name) -> Evaluate:
        name = node.id

        def read(frame: Frame) -> Any:
            if name not in frame.names:
                raise CallProgramError(f"`{name}` has no value here", hint=f"give `{name}` a value before")
            return frame.names[name]

        return read

    def _tuple(self, node: ast.Tuple) -> Evaluate:
        items = self._compile_all(node.elts)
        return lambda frame: tuple(each(frame) for each in items)

    def _list(self, node: ast.List) -> Evaluate:
        items = self._compile_all(node.elts)
        return lambda frame: [each(frame) for each in items]

    def _dictionary(self, node: ast.Dict) -> Evaluate:
        keys = self._compile_all([key for key in node.keys if key is not None])
        values = self._compile_all(node.values)

        def make(frame: Frame) -> dict[Any, Any]:
            pairs = zip(keys, values, strict=True)
            return {checked_key(key(frame)): value(frame) for key, value in pairs}

        return make

    def _binary(self, node: ast.BinOp) -> Evaluate:
        left, right, apply = self.compile(node.left), self.compile(node.right), BINARY[type(node.op)]
        return lambda frame: apply(frame.run, left(frame), right(frame))

    def _unary(self, node: ast.UnaryOp) -> Evaluate:
        operand, apply = self.compile(node.operand), UNARY[type(node.op)]
        return lambda frame: apply(operand(frame))

    def _comparison(self, node: ast.Compare) -> Evaluate:
        sides = self._compile_all([node.left, *node.comparators])
        applies = [COMPARISONS[type(operator)] for operator in node.ops]

        def compare(frame: Frame) -> Any:
            left, tensor = sides[0](frame), None
            for apply, side in zip(applies, sides[1:], strict=True):
                right = side(frame)
                found = apply(frame.run, left, right)
                if is_tensor(found):
                    tensor = found if tensor is None else ops.logical_and(tensor, found)
                elif not found:
                    return False
                left = right
            return True if tensor is None else tensor

        return compare

    def _logic(self, node: ast.BoolOp) -> Evaluate:
        values = self._compile_all(node.values)
        both = isinstance(node.op, ast.And)
        join: Callable[..., Any] = ops.logical_and if both else ops.logical_or

        def decide(frame: Frame) -> Any:
            tensor = None
            for each in values:
                value = each(frame)
                if is_tensor(value):
                    tensor = value if tensor is None else join(tensor, value)
                elif bool(value) is not both:
                    # Whatever the tensors before it hold, this decides.
                    return value
            return value if tensor is None else tensor

        return decide

    def _conditional(self, node: ast.IfExp) -> Evaluate:
        test, yes, no = self._compile_all([node.test, node.body, node.orelse])
        sides = [lambda part, side=side: {RESULT: side(part)} for side in (yes, no)]

        def decide(frame: Frame) -> Any:
            condition = known_truth(test(frame))
            if is_tensor(condition):
                return choose(frame, condition, sides)[RESULT]
            return yes(frame) if condition else no(frame)

        return decide

    def _subscript(self, node: ast.Subscript) -> Evaluate:
        owner, index = self.compile(node.value), self._index(node.slice)
        if id(node) not in self._sliced:
            return lambda frame: item_of(owner(frame), index(frame))
        key = id(node)

        def sliced(frame: Frame) -> Any:
            found = frame.sliced.get(key)
            return item_of(owner(frame), index(frame)) if found is None else found

        return sliced

    def last_index(self, node: ast.Subscript) -> Evaluate:
        """The index of the last axis that a subscript names."""
        return self._index(node.slice.elts[-1] if isinstance(node.slice, ast.Tuple) else node.slice)

    def _index(self, node: ast.expr) -> Evaluate:
        if isinstance(node, ast.Slice):
            bounds = [_nothing if each is None else self.compile(each) for each in _bounds(node)]
            return lambda frame: slice(*(whole(each(frame)) for each in bounds))
        if isinstance(node, ast.Tuple):
            parts = [self._index(each) for each in node.elts]
            return lambda frame: tuple(part(frame) for part in parts)
        return self.compile(node)

    def _shape(self, node: ast.Attribute) -> Evaluate:
        owner = self.compile(node.value)

        def shape(frame: Frame) -> Any:
            value = owner(frame)
            if not is_tensor(value):
                raise TypeError(f"only a tensor has a shape, this is {describe(value)}")
            return tuple(ops.shape(value))

        return shape

    def _call(self, node: ast.Call) -> Evaluate:
        return compile_call(node, self.compile)


def _bounds(node: ast.Slice) -> tuple[ast.expr | None, ...]:
    return node.lower, node.upper, node.step


def _nothing(frame: Frame) -> None:
    """A bound that is not given."""


def known_truth(value: Any) -> Any:
    """A condition as a truth value, or as a tensor of one whose value is not known yet."""
    if not is_tensor(value):
        return bool(value)
    condition = truth(value)
    return bool(condition) if is_known(condition) else condition


def checked_key(key: Any) -> Any:
    """Return a key of a dictionary.

    Raises:
        TypeError: If it is neither a text nor a number.
    """
    if not isinstance(key, (str, int, float, bool)):
        raise TypeError(f"a key is a text or a number, received {describe(key)}")
    return key


def item_of(owner: Any, index: Any) -> Any:
    """Return `owner[index]`.

    Raises:
        TypeError: If that is neither a tensor nor a list, tuple, range or dictionary.
        CallProgramError: If a tensor would have to choose from plain values.
    """
    if isinstance(owner, Stacked):
        return owner.tensor[index]
    if is_tensor(owner):
        return owner[index]
    if isinstance(owner, Plan) or not isinstance(owner, (list, tuple, dict, range)):
        raise TypeError(f"{describe(owner)} has no items")
    index = whole(index)
    if is_tensor(index):
        raise CallProgramError(
            f"a tensor can't choose from {describe(owner)}",
            code=PLAIN_CHOICE,
            hint="make it a tensor first, with ops.stack",
        )
    return owner[index]


_COMPILE: dict[type[ast.expr], Callable[[Expressions, Any], Evaluate]] = {
    ast.Constant: Expressions._constant,
    ast.Name: Expressions._name,
    ast.Tuple: Expressions._tuple,
    ast.List: Expressions._list,
    ast.Dict: Expressions._dictionary,
    ast.BinOp: Expressions._binary,
    ast.UnaryOp: Expressions._unary,
    ast.Compare: Expressions._comparison,
    ast.BoolOp: Expressions._logic,
    ast.IfExp: Expressions._conditional,
    ast.Subscript: Expressions._subscript,
    ast.Attribute: Expressions._shape,
    ast.Call: Expressions._call,
}
