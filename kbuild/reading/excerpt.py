"""One line of a text as a terminal shows it, and where a token stands in it."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from kbuild.reading.spans import Span

TAB = 4
_WIDEST = 110
_BEFORE, _AFTER = 300, 300


class Excerpt(NamedTuple):
    """The line around a span, tabs expanded and long lines cut.

    Args:
        line: What to print.
        start: How many terminal cells stand before the token.
        width: How many cells the token takes on this line, at least 1.
    """

    line: str
    start: int
    width: int

    @classmethod
    def of(cls, span: Span) -> Excerpt:
        """Take the line that a span begins on from its source.

        Wide and combining characters count as many cells as a terminal gives them, and characters that would
        change how the terminal shows the line are replaced, so that a document cannot hide what it says.
        """
        before, token, after = _around(span)
        left = _cells(before, 0)
        middle = _cells(token, len(left))
        right = _cells(after, len(left) + len(middle))
        return cls._cut(left, middle, right)

    @classmethod
    def _cut(cls, left: list[str], middle: list[str], right: list[str]) -> Excerpt:
        width = max(1, min(len(middle), _WIDEST - 10))
        room = max(0, _WIDEST - width)
        cut_left = max(0, len(left) - max(room - len(right), room // 2))
        if cut_left:
            left = ["…", *left[cut_left + 1 :]]
        shown = [*left, *middle, *right]
        if len(shown) > _WIDEST:
            shown = [*shown[: _WIDEST - 1], "…"]
        return cls("".join(shown).rstrip(), len(left), width)


def visible(text: str) -> str:
    r"""Return a text in which control and direction-changing characters are written as escapes.

    Example:
        >>> print(visible("red" + chr(27)))
        red\x1b
    """
    return "".join(character if _harmless(character) else _escaped(character) for character in text)


def _harmless(character: str) -> bool:
    return character.isprintable() or character in "\n\t" or unicodedata.category(character) in ("Zs", "Mn")


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _around(span: Span) -> tuple[str, str, str]:
    """Split the span's first line into what is before the token, the token, and what is after it."""
    text, offset = span.source.text, span.offset
    begin = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    begin = max(begin, offset - _BEFORE)
    ahead = text[offset : offset + _AFTER]
    end = min((found for found in (ahead.find("\n"), ahead.find("\r")) if found >= 0), default=len(ahead))
    length = min(span.length, end)
    return text[begin:offset], ahead[:length], ahead[length:end]


def _cells(text: str, column: int) -> list[str]:
    """Return one entry for each terminal cell; the second cell of a wide character is empty."""
    cells: list[str] = []
    for character in text:
        if character == "\t":
            cells.extend(" " * (TAB - (column + len(cells)) % TAB))
        elif not _harmless(character):
            cells.append("\ufffd")
        elif unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
            if cells:
                cells[-1] += character
        elif unicodedata.east_asian_width(character) in "WF":
            cells.extend((character, ""))
        else:
            cells.append(character)
    return cells
