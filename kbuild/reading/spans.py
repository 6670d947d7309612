"""Texts, and places in them."""

from __future__ import annotations


class Source:
    """A text that nodes point into: a file, a string given from Python, or an override.

    Args:
        text: The decoded text, without a byte-order mark.
        name: The file's name as it is shown, `--set` for an override, or `None` for a text without a file.
        order: The place among the sources of one document, the main one being 0; problems are sorted by it.
    """

    __slots__ = ("name", "order", "text")

    def __init__(self, text: str, name: str | None = None, order: int = 0) -> None:
        self.text = text
        self.name = name
        self.order = order

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.text)} characters)"

    def span(self, start: int, end: int) -> Span:
        """Return the span of `text[start:end]`, counting lines from the beginning of the text."""
        line = 1 + self._breaks_before(start)
        begin = 1 + max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start))
        return Span(self, start, line, 1 + start - begin, end - start)

    def _breaks_before(self, offset: int) -> int:
        text = self.text
        pairs = text.count("\r\n", 0, offset)
        return text.count("\n", 0, offset) + text.count("\r", 0, offset) - pairs


class Span:
    """A piece of a source: where a key or a value stands.

    `line` and `column` count characters from 1, `length` is in characters and covers line breaks too when the
    piece goes over several lines. `offset` is the index of the first character in `source.text`.
    """

    __slots__ = ("column", "length", "line", "offset", "source")

    def __init__(self, source: Source, offset: int, line: int, column: int, length: int) -> None:
        self.source = source
        self.offset = offset
        self.line = line
        self.column = column
        self.length = length

    @property
    def file(self) -> str | None:
        """The name of the file, or `None` for a text that has none."""
        return self.source.name

    @property
    def text(self) -> str:
        """The characters that the span covers."""
        return self.source.text[self.offset : self.offset + self.length]

    @property
    def first_line(self) -> str:
        """What the span covers of the line that it begins on."""
        return self.text.split("\n", 1)[0].split("\r", 1)[0]

    def part(self, start: int, length: int) -> Span:
        """Return the span of `length` characters from the character `start` of this one, on the same line."""
        return Span(self.source, self.offset + start, self.line, self.column + start, length)

    def __repr__(self) -> str:
        return f"Span({self.file or '<text>'}:{self.line}:{self.column}, {self.length})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[str | None, int, int, int]:
        return self.source.name, self.line, self.column, self.length
