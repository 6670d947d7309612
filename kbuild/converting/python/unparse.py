"""Python's syntax tree on one line, written as formatters write it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

_LAMBDA, _IF, _OR, _AND, _NOT, _COMPARE = range(6)
_BITOR, _BITXOR, _BITAND, _ADD, _MULTIPLY, _UNARY, _POWER, _ATOM = range(6, 14)

_BINARY: dict[type[ast.operator], tuple[str, int]] = {
    ast.BitOr: ("|", _BITOR),
    ast.BitXor: ("^", _BITXOR),
    ast.BitAnd: ("&", _BITAND),
    ast.Add: ("+", _ADD),
    ast.Sub: ("-", _ADD),
    ast.Mult: ("*", _MULTIPLY),
    ast.Div: ("/", _MULTIPLY),
    ast.FloorDiv: ("//", _MULTIPLY),
    ast.Mod: ("%", _MULTIPLY),
    ast.MatMult: ("@", _MULTIPLY),
    ast.Pow: ("**", _POWER),
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
_UNARIES: dict[type[ast.unaryop], str] = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~", ast.Not: "not "}


def one_line(node: ast.AST) -> str:
    """Return an expression on one line.

    Args:
        node: An expression, or an argument by name of a call.

    Example:
        >>> one_line(ast.parse("f( 'a',b = [1 ,2])[1 :]", mode="eval").body)
        'f("a", b=[1, 2])[1:]'
    """
    return _write(node)


def operator_text(node: ast.BinOp) -> str:
    """The operator of two sides, such as `+`."""
    return _BINARY[type(node.op)][0]


def text_literal(text: str) -> str:
    r"""Return a text as a literal, in the quotes that need fewer escapes.

    Example:
        >>> text_literal("it's"), text_literal('say "a"')
        ('"it\'s"', '\'say "a"\'')
    """
    body = _body(text)
    if text.count('"') > text.count("'"):
        return "'" + body.replace("'", "\\'") + "'"
    return '"' + body.replace('"', '\\"') + '"'


def quoted(text: str) -> str:
    """A text as it stands between double quotes."""
    return _body(text).replace('"', '\\"')


def _body(text: str) -> str:
    """A text between the quotes of its literal, its own quotes as they are."""
    # With a double quote at its end `repr` chooses single quotes, whatever else is in the text.
    return repr(text + '"')[1:-2].replace("\\'", "'")


def number_literal(number: float) -> str:
    """Return a number as a literal; floats without needless zeros in the exponent.

    Example:
        >>> number_literal(1e-07), number_literal(3), number_literal(0.5)
        ('1e-7', '3', '0.5')
    """
    text = repr(number)
    if isinstance(number, float) and "e" in text:
        base, exponent = text.split("e")
        text = f"{base}e{int(exponent)}"
    return text if text not in ("inf", "nan") else f'float("{text}")'


def _write(node: ast.AST) -> str:
    return _WRITERS[type(node)](node)


def _within(node: ast.expr, least: int) -> str:
    """An operand, in parentheses where it binds less tightly than what stands around it."""
    text = _write(node)
    return text if precedence(node) >= least else f"({text})"


def precedence(node: ast.expr) -> int:
    """How tightly an expression binds."""
    if isinstance(node, ast.BinOp):
        return _BINARY[type(node.op)][1]
    if isinstance(node, ast.UnaryOp):
        return _NOT if isinstance(node.op, ast.Not) else _UNARY
    if isinstance(node, ast.BoolOp):
        return _AND if isinstance(node.op, ast.And) else _OR
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and node.value < 0:
        return _UNARY
    known = {ast.Lambda: _LAMBDA, ast.IfExp: _IF, ast.Compare: _COMPARE}
    return known.get(type(node), _ATOM)


def _constant(node: ast.Constant) -> str:
    value = node.value
    if isinstance(value, str):
        return text_literal(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number_literal(value)
    return repr(value)


def _binary(node: ast.BinOp) -> str:
    operator, level = _BINARY[type(node.op)]
    if operator == "**":
        left, right = _within(node.left, _ATOM), _within(node.right, _UNARY)
        space = "" if _is_simple(node.left) and _is_simple(node.right) else " "
        return f"{left}{space}**{space}{right}"
    return f"{_within(node.left, level)} {operator} {_within(node.right, level + 1)}"


def _is_simple(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return not isinstance(node.op, ast.Not) and isinstance(node.operand, ast.Constant)
    if isinstance(node, ast.Attribute):
        return _is_simple(node.value) and not isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Name) or (
        isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
    )


def _unary(node: ast.UnaryOp) -> str:
    if isinstance(node.op, ast.Not):
        return f"not {_within(node.operand, _NOT)}"
    return _UNARIES[type(node.op)] + _within(node.operand, _UNARY)


def _logic(node: ast.BoolOp) -> str:
    word, level = (" and ", _AND) if isinstance(node.op, ast.And) else (" or ", _OR)
    return word.join(_within(each, level + 1) for each in node.values)


def _compare(node: ast.Compare) -> str:
    parts = [_within(node.left, _COMPARE + 1)]
    for operator, side in zip(node.ops, node.comparators, strict=True):
        parts += [_COMPARISONS[type(operator)], _within(side, _COMPARE + 1)]
    return " ".join(parts)


def _conditional(node: ast.IfExp) -> str:
    return f"{_within(node.body, _OR)} if {_within(node.test, _OR)} else {_within(node.orelse, _IF)}"


def _lambda(node: ast.Lambda) -> str:
    names = ", ".join(each.arg for each in node.args.args)
    return f"lambda{' ' if names else ''}{names}: {_write(node.body)}"


def _call(node: ast.Call) -> str:
    return f"{_within(node.func, _ATOM)}({_joined([*node.args, *node.keywords])})"


def _keyword(node: ast.keyword) -> str:
    return f"**{_write(node.value)}" if node.arg is None else f"{node.arg}={_write(node.value)}"


def _attribute(node: ast.Attribute) -> str:
    owner = _within(node.value, _ATOM)
    whole = isinstance(node.value, ast.Constant) and isinstance(node.value.value, int)
    return f"({owner}).{node.attr}" if whole else f"{owner}.{node.attr}"


def _subscript(node: ast.Subscript) -> str:
    index = node.slice
    inner = _joined(index.elts) if isinstance(index, ast.Tuple) and len(index.elts) > 1 else _write(index)
    return f"{_within(node.value, _ATOM)}[{inner}]"


def _slice(node: ast.Slice) -> str:
    bounds = [each for each in (node.lower, node.upper, node.step) if each is not None]
    spaced = not all(_is_plain_bound(each) for each in bounds)
    text = ""
    for index, bound in enumerate((node.lower, node.upper, node.step)):
        if index == 2 and bound is None:
            break
        if index:
            text += " :" if spaced and text and not text.endswith(":") else ":"
        if bound is not None:
            text += (" " if spaced and index else "") + _write(bound)
    return text


def _is_plain_bound(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _is_plain_bound(node.operand)
    return isinstance(node, (ast.Name, ast.Constant))


def _tuple(node: ast.Tuple) -> str:
    return f"({_write(node.elts[0])},)" if len(node.elts) == 1 else f"({_joined(node.elts)})"


def _dictionary(node: ast.Dict) -> str:
    pairs = zip(node.keys, node.values, strict=True)
    return "{" + ", ".join(f"{_write(key)}: {_write(each)}" for key, each in pairs if key) + "}"


def _comprehension(node: ast.ListComp) -> str:
    return f"[{_write(node.elt)} {' '.join(map(clause, node.generators))}]"


def clause(node: ast.comprehension) -> str:
    """The `for ... in ...` of a comprehension."""
    return f"for {target(node.target)} in {_write(node.iter)}"


def target(node: ast.expr) -> str:
    """What is assigned to; a tuple stands without parentheses."""
    return _joined(node.elts) if isinstance(node, ast.Tuple) and len(node.elts) > 1 else _write(node)


def _formatted(node: ast.JoinedStr) -> str:
    parts = []
    for each in node.values:
        if isinstance(each, ast.FormattedValue):
            parts.append(f"{{{_write(each.value)}}}")
        else:
            assert isinstance(each, ast.Constant)  # noqa: S101 - a joined string holds nothing else
            parts.append(quoted(str(each.value)).replace("{", "{{").replace("}", "}}"))
    return 'f"' + "".join(parts) + '"'


def _joined(nodes: Sequence[ast.AST]) -> str:
    return ", ".join(map(_write, nodes))


_WRITERS: dict[type[ast.AST], Callable[[Any], str]] = {
    ast.Constant: _constant,
    ast.Name: lambda node: str(node.id),
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _logic,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.Lambda: _lambda,
    ast.Call: _call,
    ast.keyword: _keyword,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Tuple: _tuple,
    ast.List: lambda node: f"[{_joined(node.elts)}]",
    ast.Dict: _dictionary,
    ast.ListComp: _comprehension,
    ast.JoinedStr: _formatted,
    ast.Starred: lambda node: f"*{_write(node.value)}",
}
