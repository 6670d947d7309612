"""Plain values to JSON of the shape in which a person would write them."""

from __future__ import annotations

import json

from kbuild.schemas.errors import KbuildError
from kbuild.schemas.writing.characters import escaped
from kbuild.schemas.writing.layout import BELOW, WIDTH, fits_one_line


def json_text(data: object, *, width: int = WIDTH) -> str:
    r"""Write plain data as JSON.

    Args:
        data: Dictionaries with texts for keys, lists, texts, numbers, booleans and `None`.
        width: The longest line that is written where there is a choice.

    Raises:
        KbuildError: For infinity and NaN, which JSON cannot say (`not-json`).

    Example:
        >>> json_text({"seed": 1})
        '{\n  "seed": 1\n}\n'
    """
    return escaped(_Json(width).value(data, 0, 0, below=True)) + "\n"


class _Json:
    """One writing of one value."""

    def __init__(self, width: int) -> None:
        self.width = width

    def value(self, value: object, indent: int, used: int, *, below: bool = False) -> str:
        """Write a value that begins `used` characters into its line."""
        if not isinstance(value, dict | list) or not value:
            return self.compact(value)
        if not below and fits_one_line(value):
            line = self.compact(value)
            if used + len(line) + 1 <= self.width:
                return line
        inner = indent + 2
        if isinstance(value, dict):
            parts = [self.entry(key, item, inner) for key, item in value.items()]
            opening, closing = "{", "}"
        else:
            parts = [self.value(item, inner, inner) for item in value]
            opening, closing = "[", "]"
        lines = ",\n".join(" " * inner + part for part in parts)
        return f"{opening}\n{lines}\n{' ' * indent}{closing}"

    def entry(self, key: str, value: object, indent: int) -> str:
        """Write a key and its value."""
        start = f"{json.dumps(key, ensure_ascii=False)}: "
        return start + self.value(value, indent, indent + len(start), below=key in BELOW)

    def compact(self, value: object) -> str:
        """Write a value on one line."""
        try:
            return json.dumps(value, ensure_ascii=False, allow_nan=False)
        except ValueError:
            message = "JSON has no infinity and no NaN"
            raise KbuildError(message, code="not-json", hint="write YAML") from None
