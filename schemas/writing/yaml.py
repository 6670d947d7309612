"""Plain values to YAML as a person would write it.

Small things stand on one line (`- Dense: {units: 30, activation: relu}`), the parts of a document and what is
too long below each other, programs as literal blocks. Reading what was written gives the same values.
"""

from __future__ import annotations

from collections.abc import Iterator

from kbuild.schemas.writing.layout import BELOW, WIDTH, fits_one_line
from kbuild.schemas.writing.texts import literal, number, quoted, text


def yaml_text(data: object, *, width: int = WIDTH) -> str:
    """Write plain data as YAML.

    Args:
        data: Dictionaries with texts for keys, lists, texts, numbers, booleans and `None`.
        width: The longest line that is written where there is a choice.

    Returns:
        The text, with a line break at its end.

    Example:
        >>> print(yaml_text({"fit": {"epochs": 5}}), end="")
        fit:
          epochs: 5
    """
    writer = _Yaml(width)
    if isinstance(data, dict | list) and data:
        return "\n".join(writer.block(data, 0)) + "\n"
    block = literal(data, 2) if isinstance(data, str) else None
    return ("\n".join(block) if block else writer.flow(data)) + "\n"


class _Yaml:
    """One writing of one value."""

    def __init__(self, width: int) -> None:
        self.width = width

    def block(self, value: object, indent: int) -> Iterator[str]:
        """Write a mapping or list that is not empty, each part on lines of its own."""
        if isinstance(value, dict):
            for key, below in value.items():
                yield from self.entry(key, below, indent)
        elif isinstance(value, list):
            for item in value:
                yield from self.item(item, indent)

    def entry(self, key: str, value: object, indent: int) -> Iterator[str]:
        """Write a key and its value."""
        start = f"{' ' * indent}{text(key)}:"
        line = None if key in BELOW and isinstance(value, dict | list) and value else self.line(value, start)
        if line is not None:
            yield line
        elif isinstance(value, str):
            yield from self.long_text(value, start, indent)
        elif isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
            yield from self.wrapped(value, start, indent)
        else:
            yield start
            yield from self.block(value, indent + 2)

    def item(self, value: object, indent: int) -> Iterator[str]:
        """Write an item of a list."""
        start = f"{' ' * indent}-"
        single = isinstance(value, dict) and len(value) == 1
        line = None if single else self.line(value, start)
        if line is not None:
            yield line
        elif isinstance(value, str):
            yield from self.long_text(value, start, indent)
        elif isinstance(value, list) and not any(isinstance(each, dict | list) for each in value):
            yield from self.wrapped(value, start, indent)
        else:
            lines = self.block(value, indent + 2)
            yield f"{start} {next(lines)[indent + 2 :]}"
            yield from lines

    def line(self, value: object, start: str) -> str | None:
        """Write a value behind its key on one line, if it fits and reads well there."""
        if isinstance(value, dict | list) and value and not fits_one_line(value):
            return None
        if isinstance(value, str) and "\n" in value:
            return None
        line = f"{start} {self.flow(value)}"
        return line if len(line) <= self.width or not isinstance(value, dict | list) or not value else None

    def flow(self, value: object) -> str:
        """Write a value on one line."""
        if isinstance(value, dict):
            return "{" + ", ".join(self.pair(key, below) for key, below in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        return text(value) if isinstance(value, str) else number(value)

    def pair(self, key: str, value: object) -> str:
        """Write a key with its value on one line; a type without arguments stands alone."""
        return text(key) if value is None and is_type_name(key) else f"{text(key)}: {self.flow(value)}"

    def long_text(self, value: str, start: str, indent: int) -> Iterator[str]:
        """Write a text of several lines, as a literal block where YAML can say it so."""
        block = literal(value, indent + 2)
        if block is None:
            yield f"{start} {quoted(value)}"
        else:
            yield f"{start} {block[0]}"
            yield from block[1:]

    def wrapped(self, values: list[object], start: str, indent: int) -> Iterator[str]:
        """Write a long list of numbers or texts over several lines."""
        line = f"{start} ["
        for index, value in enumerate(values):
            word = self.flow(value) + ("]" if index == len(values) - 1 else ",")
            if len(line) + len(word) + 1 > self.width and not line.endswith("["):
                yield line.rstrip()
                line = " " * (indent + 2)
            line += word if line.endswith(("[", "  ")) else f" {word}"
        yield line


def is_type_name(key: str) -> bool:
    """Say whether a key names a type: types begin with a capital letter or hold a dot."""
    return key[:1].isupper() or "." in key
