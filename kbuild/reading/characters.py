"""Characters that have no place in a document's text."""

from __future__ import annotations

import re
import unicodedata

from kbuild.reading.problems import Problem
from kbuild.reading.spans import Source

# Control characters that YAML refuses; line separators that only some programs take for line breaks, so that
# line numbers would differ from the editor's; marks that let a line look different from what it says.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOST = 20


def forbidden_characters(source: Source) -> list[Problem]:
    r"""Return a problem for each character that could hide what the text says or cannot be in a text.

    They can still be written as escapes in double quotes, such as `"\u202e"`.

    Example:
        >>> [problem.message for problem in forbidden_characters(Source("name: a" + chr(0)))]
        ['the character U+0000 cannot be in a document']
    """
    pattern = _CONTROL if source.text.isascii() else _FORBIDDEN
    problems: list[Problem] = []
    for found in pattern.finditer(source.text):
        problems.append(_problem(source, found.start()))
        if len(problems) == _MOST:
            break
    return problems


def is_forbidden(text: str) -> bool:
    """Say whether a text holds a character that must be written as an escape."""
    return _FORBIDDEN.search(text) is not None


def escaped(text: str) -> str:
    r"""Return a text in which forbidden characters are written as `\uXXXX`, for the inside of quotes."""
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _problem(source: Source, offset: int) -> Problem:
    character = source.text[offset]
    name = unicodedata.name(character, "").lower()
    shown = f"U+{ord(character):04X}" + (f" ({name})" if name else "")
    hint = "remove it, or write it as an escape in double quotes"
    if character == "\x00":
        hint = "save the file as UTF-8 text"
    message = f"the character {shown} cannot be in a document"
    return Problem("forbidden-character", message, span=source.span(offset, offset + 1), hint=hint)
