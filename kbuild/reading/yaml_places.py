"""Places that the YAML parser's marks do not say exactly."""

from __future__ import annotations

import re

from kbuild.reading.spans import Span

# Possessive: what follows one anchor is never tried in another way, however many megabytes of them there are.
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*+|\s++|#[^\r\n]*+)*+")
_LINE_BREAK = re.compile("\r\n|\r|\n")
_BLANKS = re.compile("(?:[ \t]*+(?:\r\n|\r|\n))*+")
_INDENT = re.compile(" *")


def without_properties(span: Span) -> Span:
    """Return the span without the anchors, tags, blanks and comments before the value itself."""
    text = span.source.text
    found = _PROPERTIES.match(text, span.offset)
    start = span.offset if found is None else found.end()
    skipped = text[span.offset : start]
    breaks = list(_LINE_BREAK.finditer(skipped))
    column = span.column + len(skipped) if not breaks else 1 + len(skipped) - breaks[-1].end()
    return Span(span.source, start, span.line + len(breaks), column, max(0, span.length - len(skipped)))


def block_start(span: Span, value: str) -> tuple[int, int]:
    """Return the line and column where the content of a `|` or `>` text begins.

    The line is the one below the header, even when it is empty, since the text's own lines count from there.

    Args:
        span: The whole block, from the `|` on.
        value: What the block says.
    """
    text, end = span.source.text, span.offset + span.length
    header = _LINE_BREAK.search(text, span.offset, end)
    if header is None:
        return span.line, span.column
    blanks = _BLANKS.match(text, header.end(), end)
    first = header.end() if blanks is None else blanks.end()
    written = _width(text, first)
    kept = _width(value.lstrip("\n"), 0)
    return span.line + 1, 1 + max(0, written - kept)


def _width(text: str, offset: int) -> int:
    found = _INDENT.match(text, offset)
    return 0 if found is None else found.end() - offset
