"""Characters that have no place in a document's text."""

from __future__ import annotations

import re
import unicodedata

from kbuild.reading.problems import Problem
from kbuild.reading.spans import Source
from kbuild.schemas.writing.characters import FORBIDDEN

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOST = 20


def forbidden_characters(source: Source) -> list[Problem]:
    r"""Return a problem for each character that could hide what the text says or cannot be in a text.

    They can still be written as escapes in double quotes, such as `"\u202e"`.

    Example:
        >>> [problem.message for problem in forbidden_characters(Source("name: a" + chr(0)))]
        ['the character U+0000 cannot be in a document']
    """
    pattern = _CONTROL if source.text.isascii() else FORBIDDEN
    problems: list[Problem] = []
    for found in pattern.finditer(source.text):
        problems.append(_problem(source, found.start()))
        if len(problems) == _MOST:
            break
    return problems


def _problem(source: Source, offset: int) -> Problem:
    character = source.text[offset]
    name = unicodedata.name(character, "").lower()
    shown = f"U+{ord(character):04X}" + (f" ({name})" if name else "")
    hint = "remove it, or write it as an escape in double quotes"
    if character == "\x00":
        hint = "save the file as UTF-8 text"
    message = f"the character {shown} cannot be in a document"
    return Problem("forbidden-character", message, span=source.span(offset, offset + 1), hint=hint)
