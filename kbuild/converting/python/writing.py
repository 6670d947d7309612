"""A program's tree as the text of a file, with the blank lines and comments of a person."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any

from kbuild.converting.python.layout import layout, statement
from kbuild.converting.python.unparse import one_line, target

_STEP = 4


class Gap(ast.stmt):
    """A blank line between statements, with comments below it.

    Args:
        comments: Lines of kbuild's own, never of a document.
    """

    _fields = ()

    def __init__(self, *comments: str) -> None:
        super().__init__()
        self.comments = comments


def written(program: Sequence[ast.stmt]) -> str:
    """Return a program's text.

    Args:
        program: Its statements; functions and classes get their blank lines by themselves.

    Raises:
        AssertionError: If the text is not the tree's, which would be a bug.

    Example:
        >>> print(written(ast.parse("import keras; x=1").body), end="")
        import keras
        x = 1
    """
    text = "\n".join(_block(program, 0)) + "\n"
    wanted = ast.dump(ast.Module([_bare(each) for each in program if not isinstance(each, Gap)], []))
    # What a document says can only be a literal: the text is held against the tree that was meant.
    if ast.dump(ast.parse(text)) != wanted:
        raise AssertionError("the text of the program is not the program")
    return text


def _bare(node: Any) -> Any:
    """A tree without gaps."""
    for name, value in ast.iter_fields(node):
        if isinstance(value, list):
            kept = [_bare(each) if isinstance(each, ast.AST) else each for each in value]
            setattr(node, name, [each for each in kept if not isinstance(each, Gap)])
        elif isinstance(value, ast.AST):
            _bare(value)
    return node


def _block(body: Sequence[ast.stmt], indent: int) -> Iterator[str]:
    around = 2 if indent == 0 else 1
    blanks, first = 0, True
    for each in body:
        if isinstance(each, Gap):
            blanks = max(blanks, 1)
            if each.comments:
                yield from [""] * (0 if first else blanks)
                yield from (f"{' ' * indent}# {line}" for line in each.comments)
                blanks, first = 0, True
            continue
        defines = isinstance(each, (ast.FunctionDef, ast.ClassDef))
        if not first:
            yield from [""] * max(blanks, around if defines else 0)
        yield from _lines(each, indent)
        blanks, first = (around if defines else 0), False


def _lines(node: ast.stmt, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield from (f"{pad}@{one_line(each)}" for each in node.decorator_list)
        yield from (_function_head if isinstance(node, ast.FunctionDef) else _class_head)(node, indent)
        yield from _body(node.body, indent)
    elif isinstance(node, ast.If):
        yield from _branches(node, indent)
    elif isinstance(node, ast.For):
        head = f"{pad}for {target(node.target)} in "
        yield head + layout(node.iter, indent, len(head), 1) + ":"
        yield from _block(node.body, indent + _STEP)
    elif isinstance(node, ast.With):
        items = (
            f"{one_line(each.context_expr)} as {target(each.optional_vars)}"
            for each in node.items
            if each.optional_vars is not None
        )
        yield f"{pad}with {', '.join(items)}:"
        yield from _block(node.body, indent + _STEP)
    elif isinstance(node, ast.While):
        yield f"{pad}while {layout(node.test, indent, indent + 6, 1)}:"
        yield from _block(node.body, indent + _STEP)
    elif isinstance(node, ast.Expr) and _is_text(node.value):
        yield from _docstring(str(getattr(node.value, "value", "")), pad)
    else:
        yield statement(node, indent)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _docstring(text: str, pad: str) -> Iterator[str]:
    yield f'{pad}"""{text}"""'


def _body(body: Sequence[ast.stmt], indent: int) -> Iterator[str]:
    if body and isinstance(body[0], ast.Expr) and _is_text(body[0].value):
        yield from _lines(body[0], indent + _STEP)
        rest = body[1:]
        if rest and isinstance(rest[0], ast.FunctionDef):
            yield ""
        yield from _block(rest, indent + _STEP)
    else:
        yield from _block(body, indent + _STEP)


def _branches(node: ast.If, indent: int, word: str = "if") -> Iterator[str]:
    pad = " " * indent
    yield f"{pad}{word} {layout(node.test, indent, indent + len(word) + 1, 1)}:"
    yield from _block(node.body, indent + _STEP)
    if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        yield from _branches(node.orelse[0], indent, "elif")
    elif node.orelse:
        yield f"{pad}else:"
        yield from _block(node.orelse, indent + _STEP)


def _function_head(node: Any, indent: int) -> Iterator[str]:
    # A signature is laid out as a call with the same words is.
    given = node.args
    plain = len(given.args) - len(given.defaults)
    parts: list[ast.expr] = [ast.Name(each.arg) for each in given.args[:plain]]
    named = zip(given.args[plain:], given.defaults, strict=True)
    keywords = [ast.keyword(each.arg, default) for each, default in named]
    if given.vararg is not None:
        parts.append(ast.Starred(ast.Name(given.vararg.arg), ast.Load()))
    if given.kwarg is not None:
        keywords.append(ast.keyword(None, ast.Name(given.kwarg.arg)))
    head = ast.Call(ast.Name(node.name), parts, keywords)
    yield f"{' ' * indent}def {layout(head, indent, indent + 4, 1)}:"


def _class_head(node: Any, indent: int) -> Iterator[str]:
    yield f"{' ' * indent}class {one_line(ast.Call(ast.Name(node.name), node.bases, []))}:"
