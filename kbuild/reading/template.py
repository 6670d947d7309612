"""Finding the `${...}` in a text."""

from __future__ import annotations

from typing import NamedTuple

from kbuild.reading.expressions import LONGEST, ExpressionError

MOST = 10_000
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Piece(NamedTuple):
    """An expression within a text.

    Args:
        code: What stands between `${` and `}`.
        start: The index of the first character of `code` in the text.
    """

    code: str
    start: int


def has_template(value: object) -> bool:
    """Say whether a value is a text with `${` in it."""
    return isinstance(value, str) and "${" in value


def split(text: str) -> list[str | Piece]:
    """Return the literal parts and the expressions of a text, in order.

    `$${` stands for `${` itself. Brackets and quotes within an expression may hold `}`.

    Raises:
        ExpressionError: When an expression does not end.

    Example:
        >>> split("a ${b} $${c}")
        ['a ', Piece(code='b', start=4), ' ${c}']
    """
    pieces: list[str | Piece] = []
    literal, position = "", 0
    if text.count("${") > MOST:
        raise ExpressionError(
            "expression-limit", f"a text with more than {MOST:,} expressions, the limit", 0, 2
        )
    while (found := text.find("${", position)) >= 0:
        if found > 0 and text[found - 1] == "$" and found - 1 >= position:
            literal += text[position : found - 1] + "${"
            position = found + 2
            continue
        literal += text[position:found]
        if literal:
            pieces.append(literal)
            literal = ""
        end = _end(text, found + 2)
        pieces.append(Piece(text[found + 2 : end], found + 2))
        position = end + 1
    literal += text[position:]
    if literal or not pieces:
        pieces.append(literal)
    return pieces


def _end(text: str, start: int) -> int:
    """Return the index of the `}` that ends the expression that begins at `start`."""
    waiting, quote, position = ["}"], "", start
    end = min(len(text), start + LONGEST + 1)
    while position < end:
        character = text[position]
        if quote:
            if character == "\\":
                position += 1
            elif character == quote:
                quote = ""
        elif character in "'\"":
            quote = character
        elif character in _CLOSING:
            waiting.append(_CLOSING[character])
        elif character == waiting[-1]:
            waiting.pop()
            if not waiting:
                return position
        elif character == "}":
            break
        position += 1
    message = (
        "this `${` has no `}`" if end == len(text) else f"an expression of more than {LONGEST:,} characters"
    )
    raise ExpressionError("bad-expression", message, start - 2, 2, "write $${ for `${` itself")


def shown(value: object) -> str:
    """Return a value as it appears within a longer text.

    Example:
        >>> shown(True), shown(0.5), shown("a")
        ('true', '0.5', 'a')
    """
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, list):
        return "[" + ", ".join(map(shown, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {shown(below)}" for key, below in value.items()) + "}"
    return repr(value)
