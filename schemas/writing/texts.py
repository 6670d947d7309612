"""Scalars as YAML writes them."""

from __future__ import annotations

import json
import math
import re

from kbuild.schemas.writing.characters import escaped, is_forbidden
from kbuild.schemas.writing.scalars import NumberError, resolve_plain

_PLAIN = re.compile(r"[^\W\d][\w./()+*=-]*(?: [\w./()+*=][\w./()+*=-]*)*\Z")
# Words that YAML 1.1, which many tools still read, takes for booleans.
_OLD_WORDS = frozenset({"yes", "no", "on", "off"})


def text(value: str) -> str:
    """Write a text on one line, without quotes where it cannot be taken for something else.

    Example:
        >>> text("relu"), text("no"), text("${units}"), text("1e-3")
        ('relu', '"no"', '"${units}"', '"1e-3"')
    """
    if (
        _PLAIN.match(value)
        and value.lower() not in _OLD_WORDS
        and _is_text(value)
        and not is_forbidden(value)
    ):
        return value
    return quoted(value)


def quoted(value: str) -> str:
    """Write a text in quotes.

    Example:
        >>> print(quoted('say "yes"'), quoted("a: b"))
        'say "yes"' "a: b"
    """
    if ('"' in value or "\\" in value) and value.isprintable() and not is_forbidden(value):
        return "'" + value.replace("'", "''") + "'"
    return escaped(json.dumps(value, ensure_ascii=False))


def number(value: object) -> str:
    """Write a number, a boolean or `None`.

    Example:
        >>> number(1e-05), number(float("inf")), number(True), number(None)
        ('1e-5', '.inf', 'true', 'null')
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if not isinstance(value, float):
        return str(value)
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    if math.isnan(value):
        return ".nan"
    mantissa, _, exponent = repr(value).partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa


def literal(value: str, indent: int) -> list[str] | None:
    r"""Write a text of several lines as a literal block, or return `None` when it cannot be one.

    Args:
        value: The text.
        indent: The column of its lines.

    Returns:
        The header (`|`) and the lines.

    Example:
        >>> print("\n".join(literal("x = f(y)\nreturn x\n", 2)))
        |
          x = f(y)
          return x
    """
    body = value.rstrip("\n")
    lines = body.split("\n")
    if "\n" not in value or not body or is_forbidden(value) or "\r" in value:
        return None
    if any(line.startswith("\t") or (line and not line.strip()) for line in lines):
        return None
    ends = len(value) - len(body)
    header = "|" + (str(2) if lines[0][:1] in {" ", ""} else "") + {0: "-", 1: ""}.get(ends, "+")
    return [header, *[" " * indent + line if line else "" for line in lines], *[""] * (ends - 1)]


def _is_text(value: str) -> bool:
    try:
        return resolve_plain(value) == value
    except NumberError:
        return False
