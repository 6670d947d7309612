"""Characters that a document's text holds only as escapes."""

from __future__ import annotations

import re

# Control characters that YAML refuses; line separators that only some programs take for line breaks, so that
# line numbers would differ from the editor's; marks that let a line look different from what it says.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)


def is_forbidden(text: str) -> bool:
    """Say whether a text holds a character that must be written as an escape."""
    return FORBIDDEN.search(text) is not None


def escaped(text: str) -> str:
    r"""Return a text in which forbidden characters are written as `\uXXXX`, for the inside of quotes."""
    return FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
