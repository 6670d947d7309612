"""Plain values to YAML as a person would write it, and to JSON of the same shape.

Small things stand on one line (`- Dense: {units: 30, activation: relu}`), the parts of a document and what is
too long below each other, programs as literal blocks. Reading what was written gives the same values.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from kbuild.reading.characters import escaped
from kbuild.reading.from_python import from_python
from kbuild.reading.limits import Limits
from kbuild.reading.problems import DocumentError, has_errors
from kbuild.reading.tree import Mapping, Node, Scalar, Sequence, plain
from kbuild.reading.words import is_type
from kbuild.reading.write_text import literal, number, quoted, text
from kbuild.schemas.errors import KbuildError

_BELOW = frozenset("model compile data fit blocks layers inputs callbacks phases objectives".split())
"""Keys whose values stand below them however short they are: the parts of a document and of a model."""
_WIDTH = 100
_NO_LIMITS = Limits(depth=128, nodes=2**62)


def write_yaml(value: object, *, width: int = _WIDTH) -> str:
    """Write a value as YAML.

    Args:
        value: Plain data (mappings, lists, tuples, texts, numbers, booleans, `None`), or a tree.
        width: The longest line that is written where there is a choice.

    Returns:
        The text, with a line break at its end.

    Raises:
        DocumentError: When the value holds something that is no plain data.

    Example:
        >>> print(write_yaml({"model": {"layers": [{"Dense": {"units": 3}}]}, "fit": {"epochs": 5}}), end="")
        model:
          layers:
            - Dense: {units: 3}
        fit:
          epochs: 5
    """
    writer = _Yaml(width)
    data = _data(value)
    if isinstance(data, dict | list) and data:
        return "\n".join(writer.block(data, 0)) + "\n"
    block = literal(data, 2) if isinstance(data, str) else None
    return ("\n".join(block) if block else writer.flow(data)) + "\n"


def write_json(value: object, *, width: int = _WIDTH) -> str:
    """Write a value as JSON.

    Args:
        value: As for `write_yaml`.
        width: The longest line that is written where there is a choice.

    Raises:
        DocumentError: When the value holds something that is no plain data.
        KbuildError: For infinity and NaN, which JSON cannot say (`not-json`).

    Example:
        >>> print(write_json({"model": {"layers": ["Flatten"]}, "seed": 1}), end="")
        {
          "model": {
            "layers": [
              "Flatten"
            ]
          },
          "seed": 1
        }
    """
    return escaped(_Json(width).value(_data(value), 0, 0, below=True)) + "\n"


def _data(value: object) -> object:
    if isinstance(value, Scalar | Sequence | Mapping):
        return plain(value)
    node: Node | None
    node, problems = from_python(value, _NO_LIMITS)
    if node is None or has_errors(problems):
        raise DocumentError(problems)
    return plain(node)


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
        line = None if key in _BELOW and isinstance(value, dict | list) and value else self.line(value, start)
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
        else:
            lines = self.block(value, indent + 2)
            yield f"{start} {next(lines)[indent + 2 :]}"
            yield from lines

    def line(self, value: object, start: str) -> str | None:
        """Write a value behind its key on one line, if it fits and reads well there."""
        if isinstance(value, dict | list) and value and not _fits_one_line(value):
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
        return text(key) if value is None and is_type(key) else f"{text(key)}: {self.flow(value)}"

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


class _Json:
    """One writing of one value."""

    def __init__(self, width: int) -> None:
        self.width = width

    def value(self, value: object, indent: int, used: int, *, below: bool = False) -> str:
        """Write a value that begins `used` characters into its line."""
        if not isinstance(value, dict | list) or not value:
            return self.compact(value)
        if not below and _fits_one_line(value):
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
        return start + self.value(value, indent, indent + len(start), below=key in _BELOW)

    def compact(self, value: object) -> str:
        """Write a value on one line."""
        try:
            return json.dumps(value, ensure_ascii=False, allow_nan=False)
        except ValueError:
            message = "JSON has no infinity and no NaN"
            raise KbuildError(message, code="not-json", hint="write YAML") from None


def _fits_one_line(value: object) -> bool:
    """Say whether nothing in a value asks for lines of its own."""
    if isinstance(value, dict):
        return all(
            _fits_one_line(below) and not (key in _BELOW and isinstance(below, dict | list) and below)
            for key, below in value.items()
        )
    if isinstance(value, list):
        return all(map(_fits_one_line, value))
    return not (isinstance(value, str) and "\n" in value)
