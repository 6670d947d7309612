"""The texts of a docstring: its summary, and what its `Args:` section says of each argument."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cache

_HEADER = re.compile(r"\s*(Args|Arguments|Parameters):\s*$")
# `name:`, `name (type):`, `first, second:`, `*operands:`
_ENTRY = re.compile(
    r"\*{0,2}`?(?P<names>[A-Za-z_]\w*(?:`?\s*,\s*`?\*{0,2}[A-Za-z_]\w*)*)`?\s*"
    r"(?:\((?P<type>[^)]*)\))?\s*:(?:\s+|$)(?P<text>.*)$"
)


@cache
def argument_texts(doc: str | None) -> dict[str, str]:
    r"""Read what a docstring says of each argument.

    Args:
        doc: The docstring; None is as good as empty.

    Returns:
        Texts by argument, with their line breaks; an argument that is not mentioned has none.

    Example:
        >>> argument_texts("Sums.\n\nArgs:\n    axis: The axis\n        to sum.")
        {'axis': 'The axis\nto sum.'}
    """
    texts: dict[str, str] = {}
    for block in _blocks(inspect.cleandoc(doc or "").splitlines()):
        indent = min(_indent(line) for line in block if line.strip())
        names: list[str] = []
        for line in block:
            entry = _ENTRY.match(line.strip()) if line.strip() and _indent(line) <= indent else None
            if entry:
                names = [name.strip(" `*") for name in entry["names"].split(",")]
                texts |= dict.fromkeys(
                    names, f"{entry['type']}. {entry['text']}" if entry["type"] else entry["text"]
                )
            else:
                texts |= {name: f"{texts[name]}\n{line.strip()}" for name in names}
    return {name: re.sub(r"[ \t]+", " ", text).strip() for name, text in texts.items()}


def class_text(cls: type, name: str) -> str:
    """Find what a class or the nearest of its bases says of an argument.

    Example:
        >>> class Base:
        ...     '''A base.
        ...
        ...     Args:
        ...         rate: A share.
        ...     '''
        >>> class_text(type("Child", (Base,), {}), "rate")
        'A share.'
    """
    for base in cls.__mro__[:-1]:
        for doc in (vars(base).get("__doc__"), getattr(vars(base).get("__init__"), "__doc__", None)):
            text = argument_texts(doc).get(name)
            if text:
                return text
    return ""


def summary(doc: str | None) -> str:
    r"""Return a docstring's first paragraph, on one line.

    Example:
        >>> summary("Adds\n    two numbers.\n\n    More.")
        'Adds two numbers.'
    """
    return inspect.cleandoc(doc or "").split("\n\n")[0].replace("\n", " ").strip()


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """The lines below each `Args:`, as far as they are indented more."""
    at = 0
    while at < len(lines):
        start = at + 1
        if _HEADER.match(lines[at]):
            end = start
            while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > _indent(lines[at])):
                end += 1
            if any(line.strip() for line in lines[start:end]):
                yield lines[start:end]
            start = end
        at = start


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
