"""The expressions in `${...}`: arithmetic on plain values, worked out by a walk over Python's syntax tree.

Nothing is ever handed to `eval`. What may stand in an expression is listed, every step is counted, and the
size of every number, text and list is known before it is made, so that a stranger's document can neither
reach anything nor take long.

| written | means |
| --- | --- |
| `1` `2.5` `"text"` `true` `null` `[a, b]` | themselves |
| `units` `conv.filters` `rows[0]` `rows[1:]` | a parameter, a value within it |
| `+ - * / // % **` | arithmetic, as in Python |
| `== != < <= > >= in` `and or not` | comparison, logic |
| `a if c else b` | one of two values |
| `abs float int len max min range round` | the functions of those names |
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any

from kbuild.reading.operations import BINARY, COMPARE, FUNCTIONS, UNARY, weigh
from kbuild.reading.suggest import did_you_mean

LONGEST = 2_000
READING = 100
"""Steps that an expression counts for at least, so that thousands of small ones are bounded like a large."""
DEEPEST = 60
_WARNED = re.compile(r"\\|[0-9][A-Za-z]")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None}


class ExpressionError(Exception):
    """An expression is wrong, with the place of the mistake within it.

    Args:
        code: The problem's code.
        message: What is wrong.
        start: The first character of the mistake.
        length: How many characters.
        hint: What to do about it.
    """

    def __init__(
        self, code: str, message: str, start: int = 0, length: int = 0, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.start = start
        self.length = length
        self.hint = hint


class Budget:
    """The steps that the expressions of one document may take together."""

    def __init__(self, steps: int = 1_000_000) -> None:
        self.steps = steps
        self.left = steps

    def spend(self, steps: int) -> None:
        """Account for steps.

        Raises:
            ExpressionError: When none are left.
        """
        self.left -= steps
        if self.left < 0:
            raise ExpressionError(
                "expression-limit",
                f"the document's expressions take more than {self.steps:,} steps, the limit",
            )


def evaluate(
    expression: str, names: Callable[[str], object] | Mapping[str, object], budget: Budget
) -> object:
    """Work out an expression.

    Args:
        expression: What stands between `${` and `}`.
        names: The values of names: a mapping, or a function that raises `KeyError` for a name it does not
            know (with the known names as its arguments, for suggestions).
        budget: What it may cost.

    Returns:
        A number, text, boolean, `None`, list or dictionary. Lists and dictionaries may be the parameters'
        own: whoever changes one copies it first.

    Raises:
        ExpressionError: When it is wrong, or too costly.

    Example:
        >>> evaluate("units // 2 if wide else [1, 2][0]", {"units": 128, "wide": True}, Budget())
        64
    """
    return _Evaluator(expression, names, budget).value(parse(expression).body, 0)


@lru_cache(maxsize=2048)
def parse(expression: str) -> ast.Expression:
    """Return the syntax tree of an expression whose form is allowed.

    Raises:
        ExpressionError: When it is no expression, or holds something that has no place in one.
    """
    if len(expression) > LONGEST:
        message = f"an expression of {len(expression):,} characters; at most {LONGEST:,} are read"
        raise ExpressionError("expression-limit", message)
    text = expression.strip()
    if not text:
        raise ExpressionError("bad-expression", "there is nothing between `${` and `}`")
    try:
        return _tree(f"({expression}\n)")
    except SyntaxError as error:
        start = max(0, (error.offset or 1) - 2)
        message = f"this is no expression: {error.msg}"
        raise ExpressionError("bad-expression", message, min(start, len(expression) - 1), 1) from None
    except (ValueError, MemoryError, RecursionError):
        raise ExpressionError("bad-expression", "this is no expression that can be read") from None


def _tree(text: str) -> ast.Expression:
    if not _WARNED.search(text):
        return ast.parse(text, mode="eval")
    # Python warns of `"\d"` and `1if`. Its filters belong to the whole process: they are touched only here.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text, mode="eval")


class _Evaluator:
    """One evaluation: a method for each kind of node, and nothing for the others."""

    def __init__(
        self, expression: str, names: Callable[[str], object] | Mapping[str, object], budget: Budget
    ) -> None:
        self.expression = expression
        self.names = names
        self.budget = budget

    def value(self, node: ast.expr, depth: int) -> object:
        """Return what a node is worth."""
        if depth > DEEPEST:
            raise self.error(node, "expression-limit", "this expression is nested too deep")
        self.budget.spend(1)
        handler = _HANDLERS.get(type(node))
        if handler is None:
            what = type(node).__name__
            message = f"{_NAMES.get(what, what)} has no place in an expression"
            raise self.error(node, "bad-expression", message)
        return handler(self, node, depth + 1)

    def error(self, node: ast.AST, code: str, message: str, hint: str | None = None) -> ExpressionError:
        """Return an error at a node."""
        start, end = self.offset(node, "col_offset"), self.offset(node, "end_col_offset")
        return ExpressionError(code, message, start, max(1, end - start), hint)

    def offset(self, node: ast.AST, field: str) -> int:
        """Return a column of the syntax tree, which counts bytes, in characters of the expression."""
        column = getattr(node, field, 1) - 1
        return len(self.expression.encode()[: max(0, column)].decode(errors="ignore"))

    def apply(self, node: ast.AST, function: Callable[..., Any], *values: object) -> object:
        """Call one of our own functions and give its complaint a place."""
        try:
            result = function(*values)
            weight = weigh(result)
        except ExpressionError as error:
            raise self.error(node, error.code, error.message, error.hint) from None
        except (ArithmeticError, TypeError, ValueError, LookupError) as error:
            said = str(error.args[-1]) if error.args else type(error).__name__
            raise self.error(node, "expression-failed", f"this cannot be worked out: {said}") from None
        self.budget.spend(weight)
        return result

    def constant(self, node: ast.Constant, _depth: int) -> object:
        """A number, a text, a boolean or `None`."""
        if node.value is not None and not isinstance(node.value, bool | int | float | str):
            raise self.error(node, "bad-expression", "this kind of value has no place in an expression")
        return self.apply(node, lambda: node.value)

    def name(self, node: ast.Name, _depth: int) -> object:
        """A parameter, or one of YAML's words."""
        try:
            return self.names(node.id) if callable(self.names) else self.names[node.id]
        except KeyError as error:
            if node.id in _WORDS:
                return _WORDS[node.id]
            known = error.args if callable(self.names) else tuple(self.names)
        hint = did_you_mean(node.id, chain(FUNCTIONS, map(str, known)))
        raise self.error(node, "unknown-name", f"there is no parameter `{node.id}`", hint)

    def unary(self, node: ast.UnaryOp, depth: int) -> object:
        """`-a`, `+a`, `not a`."""
        operation = UNARY.get(type(node.op))
        if operation is None:
            raise self.error(node, "bad-expression", "this operator has no place in an expression")
        return self.apply(node, operation, self.value(node.operand, depth))

    def binary(self, node: ast.BinOp, depth: int) -> object:
        """Arithmetic."""
        operation = BINARY.get(type(node.op))
        if operation is None:
            hint = "write ** for a power" if isinstance(node.op, ast.BitXor) else None
            raise self.error(node, "bad-expression", "this operator has no place in an expression", hint)
        return self.apply(node, operation, self.value(node.left, depth), self.value(node.right, depth))

    def logic(self, node: ast.BoolOp, depth: int) -> object:
        """`a and b`, `a or b`."""
        stop = isinstance(node.op, ast.Or)
        value: object = None
        for operand in node.values:
            value = self.value(operand, depth)
            if bool(value) == stop:
                break
        return value

    def compare(self, node: ast.Compare, depth: int) -> object:
        """`a < b <= c`."""
        left = self.value(node.left, depth)
        for operator, operand in zip(node.ops, node.comparators, strict=True):
            operation = COMPARE.get(type(operator))
            if operation is None:
                raise self.error(node, "bad-expression", "`is` has no place in an expression", "write ==")
            right = self.value(operand, depth)
            self.budget.spend(weigh(left) + weigh(right))
            if not self.apply(node, operation, left, right):
                return False
            left = right
        return True

    def choice(self, node: ast.IfExp, depth: int) -> object:
        """`a if c else b`."""
        return self.value(node.body if self.value(node.test, depth) else node.orelse, depth)

    def listed(self, node: ast.List | ast.Tuple, depth: int) -> object:
        """A list; tuples are lists too."""
        items = [self.value(item, depth) for item in node.elts]
        return self.apply(node, lambda: items)

    def index(self, node: ast.Subscript, depth: int) -> object:
        """`a[0]`, `a["key"]`, `a[1:]`."""
        owner = self.value(node.value, depth)
        if not isinstance(owner, list | str | dict):
            raise self.error(node, "expression-failed", "only lists, texts and mappings have parts")
        at = self.part(node.slice, depth)
        return self.apply(node, lambda: owner[at])

    def part(self, node: ast.expr, depth: int) -> Any:
        """Return what stands in the brackets."""
        if not isinstance(node, ast.Slice):
            return self.value(node, depth)
        bounds = (node.lower, node.upper, node.step)
        return slice(*[None if bound is None else self.value(bound, depth) for bound in bounds])

    def attribute(self, node: ast.Attribute, depth: int) -> object:
        """`a.key`: a value of a mapping, and never anything of Python's."""
        owner = self.value(node.value, depth)
        if isinstance(owner, dict) and node.attr in owner:
            return owner[node.attr]
        hint = did_you_mean(node.attr, owner) if isinstance(owner, dict) else None
        raise self.error(node, "unknown-name", f"there is no `{node.attr}` in it", hint)

    def call(self, node: ast.Call, depth: int) -> object:
        """One of the listed functions."""
        function = FUNCTIONS.get(node.func.id) if isinstance(node.func, ast.Name) else None
        if function is None:
            called = ast.unparse(node.func)[:40]
            hint = did_you_mean(called, FUNCTIONS, listed=20)
            raise self.error(node.func, "unknown-name", f"there is no function `{called}`", hint)
        if node.keywords:
            raise self.error(node.keywords[0], "bad-expression", "functions take no named arguments here")
        return self.apply(node, function, *[self.value(each, depth) for each in node.args])


_HANDLERS: dict[type[ast.expr], Callable[[_Evaluator, Any, int], object]] = {
    ast.Constant: _Evaluator.constant,
    ast.Name: _Evaluator.name,
    ast.UnaryOp: _Evaluator.unary,
    ast.BinOp: _Evaluator.binary,
    ast.BoolOp: _Evaluator.logic,
    ast.Compare: _Evaluator.compare,
    ast.IfExp: _Evaluator.choice,
    ast.List: _Evaluator.listed,
    ast.Tuple: _Evaluator.listed,
    ast.Subscript: _Evaluator.index,
    ast.Attribute: _Evaluator.attribute,
    ast.Call: _Evaluator.call,
}
_NAMES = {
    "Lambda": "a lambda",
    "Dict": "a dictionary",
    "Set": "a set",
    "ListComp": "a list comprehension",
    "SetComp": "a comprehension",
    "DictComp": "a comprehension",
    "GeneratorExp": "a generator",
    "JoinedStr": "an f-string",
    "Starred": "`*`",
    "NamedExpr": "`:=`",
    "Slice": "a slice",
}
