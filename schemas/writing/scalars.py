"""What an unquoted word means, by YAML 1.2's core schema."""

from __future__ import annotations

import math
import re

LONGEST_NUMBER = 300
"""Characters of a number. Every integer below it fits a float, and none is slow to convert."""

_WORDS: dict[str, object] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    ".nan": math.nan,
    ".NaN": math.nan,
    ".NAN": math.nan,
    **{f"{sign}{word}": math.inf for sign in ("", "+") for word in (".inf", ".Inf", ".INF")},
    **{f"-{word}": -math.inf for word in (".inf", ".Inf", ".INF")},
}
NUMBER = re.compile(
    r"[-+]?[0-9]+(?P<point>\.[0-9]*)?(?P<exponent>[eE][-+]?[0-9]+)?\Z"
    r"|[-+]?(?P<fraction>\.[0-9]+)([eE][-+]?[0-9]+)?\Z"
    r"|0o(?P<octal>[0-7]+)\Z|0x(?P<hexadecimal>[0-9a-fA-F]+)\Z"
)
# Without backtracking, since what looks like a number may be megabytes long.
_LONG_NUMBER = re.compile(r"(?:[-+]?\.?[0-9][-+.eE0-9]*+|0o[0-7]++|0x[0-9a-fA-F]++)\Z")
_MAY_BE_NUMBER = frozenset("0123456789+-.")


class NumberError(ValueError):
    """A number that no computer needs: too many digits, or beyond the range of floats."""


def resolve_plain(text: str) -> object:
    """Return what an unquoted scalar means by YAML 1.2's core schema.

    Args:
        text: The scalar as it was written.

    Returns:
        `None`, a boolean, an integer, a float, or the text itself.

    Raises:
        NumberError: For a number that is too long or too large.

    Example:
        >>> [resolve_plain(word) for word in ("1e-3", "0x1F", "on", "12:30", "~")]
        [0.001, 31, 'on', '12:30', None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _MAY_BE_NUMBER:
        if len(text) > LONGEST_NUMBER:
            return _refuse_long(text)
        found = NUMBER.match(text)
        if found is not None:
            return _number(text, found)
    return text


def _refuse_long(text: str) -> str:
    if _LONG_NUMBER.match(text):
        raise NumberError(f"a number of {len(text):,} characters; at most {LONGEST_NUMBER} are read")
    return text


def _number(text: str, found: re.Match[str]) -> int | float:
    if found["octal"] is not None:
        return int(found["octal"], 8)
    if found["hexadecimal"] is not None:
        return int(found["hexadecimal"], 16)
    if found["point"] is None and found["exponent"] is None and found["fraction"] is None:
        return int(text)
    return finite_float(text)


def finite_float(text: str) -> float:
    """Convert a float's text; a number too large for a float is an error rather than infinity."""
    number = float(text)
    if math.isinf(number):
        raise NumberError(f"{text} is beyond the range of floats (about 1.8e308)")
    return number
