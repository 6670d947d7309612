"""Python's syntax tree as formatted lines, such as `ruff format` leaves as they are.

What does not fit into a line is laid out with one item a line and a comma after the last, from the outside
in. Programs are made as trees and written here only, so that a text from a document can never be more than a
literal.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from kbuild.converting.python.unparse import one_line, operator_text, precedence, quoted, target

WIDTH = 88
_STEP = 4


def layout(node: ast.AST, indent: int, first: int = 0, last: int = 0) -> str:
    """Return an expression, over several lines where it does not fit into one.

    Args:
        node: The expression, or an argument by name.
        indent: The columns before the lines of the statement.
        first: The columns of the first line that are taken, the indentation among them.
        last: The columns that are needed behind the end.
    """
    flat = one_line(node)
    if first + len(flat) + last <= WIDTH:
        return flat
    return _spread(node, indent, first, last) or flat


def _spread(node: ast.AST, indent: int, first: int, last: int) -> str | None:
    if isinstance(node, ast.Call):
        return _spread_call(node, indent, first, last)
    if isinstance(node, ast.keyword) and node.arg is not None:
        return f"{node.arg}=" + layout(node.value, indent, first + len(node.arg) + 1, last)
    if isinstance(node, ast.Starred):
        return "*" + layout(node.value, indent, first + 1, last)
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Call):
        head = one_line(node).removesuffix(one_line(node.operand))
        return head + layout(node.operand, indent, first + len(head), last)
    if isinstance(node, ast.Lambda):
        head = one_line(ast.Lambda(node.args, ast.Name("")))
        return head + layout(node.body, indent, first + len(head), last)
    if isinstance(node, ast.ListComp):
        inner = [layout(node.elt, indent + _STEP, indent + _STEP)]
        for each in node.generators:
            head = f"for {target(each.target)} in "
            inner.append(head + layout(each.iter, indent + _STEP, indent + _STEP + len(head)))
        return _bracketed("[", inner, "]", indent, comma="")
    if isinstance(node, (ast.List, ast.Tuple)) and node.elts:
        brackets = "[]" if isinstance(node, ast.List) else "()"
        return _bracketed(brackets[0], _items(node.elts, indent), brackets[1], indent)
    if isinstance(node, ast.BinOp) and not _ends_in_call(node):
        return f"\n{' ' * indent}".join(_operands(node, indent))
    if isinstance(node, ast.BinOp):
        return _spread_end(node, indent, first, last)
    if isinstance(node, ast.Dict) and node.keys:
        return _bracketed("{", _pairs(node, indent), "}", indent)
    return None


def _spread_call(node: ast.Call, indent: int, first: int, last: int, *, called: bool = False) -> str:
    arguments = [*node.args, *node.keywords]
    head = one_line(node.func)
    if isinstance(node.func, ast.Call) and (node.func.args or node.func.keywords):
        # A layer that is called where it is made: the layer's arguments are spread, not the call's.
        tail = f"({', '.join(map(one_line, arguments))})"
        if len(tail) + indent < WIDTH // 2 or not arguments:
            return _spread_call(node.func, indent, first, last + len(tail), called=True) + tail
    if not arguments:
        return f"{head}()"
    inner = indent + _STEP
    together = ", ".join(map(one_line, arguments))
    if not called and inner + len(together) <= WIDTH and all(map(_is_simple, arguments)):
        return f"{head}(\n{' ' * inner}{together}\n{' ' * indent})"
    return head + _bracketed("(", _items(arguments, indent), ")", indent)


def _is_simple(node: ast.AST) -> bool:
    """A name, a literal, or an argument by name of those: several may share a line."""
    if isinstance(node, ast.keyword):
        return node.arg is not None and _is_simple(node.value)
    return isinstance(node, (ast.Name, ast.Attribute, ast.Constant))


def _items(nodes: Sequence[ast.AST], indent: int) -> list[str]:
    inner = indent + _STEP
    return [layout(each, inner, inner, 1) for each in nodes]


def _pairs(node: ast.Dict, indent: int) -> Iterator[str]:
    inner = indent + _STEP
    for key, value in zip(node.keys, node.values, strict=True):
        assert key is not None  # noqa: S101 - no mapping that is written here is unpacked
        head = f"{one_line(key)}: "
        if isinstance(value, ast.BinOp) and inner + len(head) + len(one_line(value)) + 1 > WIDTH:
            yield head + f"\n{' ' * inner}".join(_operands(value, inner))
            continue
        yield head + layout(value, inner, inner + len(head), 1)


def _bracketed(
    start: str, items: Sequence[str] | Iterator[str], end: str, indent: int, comma: str = ","
) -> str:
    pad = " " * (indent + _STEP)
    lines = [start, *(f"{pad}{item}{comma}" for item in items), " " * indent + end]
    return "\n".join(lines)


def statement(node: ast.stmt, indent: int) -> str:
    """Return a simple statement, indented.

    Example:
        >>> print(statement(ast.parse("x = f( 1 )").body[0], 4))
            x = f(1)
    """
    pad = " " * indent
    if isinstance(node, ast.Assign) and _is_long_text(node.value):
        lines = str(getattr(node.value, "value", "")).split("\n")
        text = "\n".join(quoted(each) for each in lines)
        return f'{pad}{target(node.targets[0])} = """{text}"""'
    if isinstance(node, ast.Assign):
        head = "".join(f"{target(each)} = " for each in node.targets)
        return pad + head + _value(node.value, indent, indent + len(head))
    if isinstance(node, ast.AugAssign):
        joined = ast.BinOp(node.target, node.op, node.value)
        head = f"{one_line(node.target)} {operator_text(joined)}= "
        return pad + head + _value(node.value, indent, indent + len(head))
    if isinstance(node, ast.Return) and node.value is not None:
        if isinstance(node.value, ast.Tuple) and len(node.value.elts) > 1:
            flat = f"return {target(node.value)}"
            return pad + (
                flat if indent + len(flat) <= WIDTH else f"return {layout(node.value, indent, WIDTH)}"
            )
        return f"{pad}return " + _value(node.value, indent, indent + 7)
    if isinstance(node, ast.Expr):
        return pad + layout(node.value, indent, indent)
    return pad + ast.unparse(node)


def _is_long_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" in node.value


def _value(node: ast.expr, indent: int, first: int) -> str:
    """The value of an assignment; operators that do not fit stand one a line, in parentheses."""
    flat = target(node)
    if first + len(flat) <= WIDTH:
        return flat
    if isinstance(node, ast.BinOp) and not _ends_in_call(node):
        inner = indent + _STEP
        lines = [f"{' ' * inner}{each}" for each in _operands(node, inner)]
        return "\n".join(["(", *lines, " " * indent + ")"])
    if isinstance(node, ast.BinOp):
        return _spread_end(node, indent, first, 0)
    if isinstance(node, ast.IfExp):
        pad = " " * (indent + _STEP)
        parts = [one_line(node.body), f"if {one_line(node.test)}", f"else {one_line(node.orelse)}"]
        return "\n".join(["(", *(pad + each for each in parts), " " * indent + ")"])
    return layout(node, indent, first)


def _ends_in_call(node: ast.BinOp) -> bool:
    """Whether the last of two operands is a call, which can be spread without parentheses around all."""
    if isinstance(node.left, ast.BinOp) and precedence(node.left) == precedence(node):
        return False
    return isinstance(_rightmost(node), ast.Call)


def _rightmost(node: ast.expr) -> ast.expr:
    """The last operand that stands in no parentheses."""
    while isinstance(node, ast.BinOp):
        if isinstance(node.right, ast.BinOp) and precedence(node.right) <= precedence(node):
            return node.right
        node = node.right
    return node


def _spread_end(node: ast.BinOp, indent: int, first: int, last: int) -> str:
    end = _rightmost(node)
    head = one_line(node).removesuffix(one_line(end))
    return head + layout(end, indent, first + len(head), last)


def _operands(node: ast.BinOp, indent: int) -> Iterator[str]:
    """The sides of operators of one precedence, each with the operator before it."""
    level = (ast.Add, ast.Sub) if isinstance(node.op, (ast.Add, ast.Sub)) else (type(node.op),)
    if isinstance(node.left, ast.BinOp) and isinstance(node.left.op, level):
        yield from _operands(node.left, indent)
    else:
        yield one_line(node.left)
    # The operand's own parentheses are those that it has beside its operator.
    written = one_line(node)[len(one_line(node.left)) :].lstrip(" )")
    yield (
        written
        if written.startswith(operator_text(node))
        else f"{operator_text(node)} {one_line(node.right)}"
    )
