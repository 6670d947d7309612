"""Putting a learning rate into a document's text, with its comments and its layout as they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from kbuild.reading import read
from kbuild.reading.tree import Mapping, Scalar, Span
from kbuild.schemas import catalog
from kbuild.schemas.errors import UsageError

_PARAM = re.compile(r"^\$\{\s*(\w+)\s*\}$")
# Where a schedule keeps its highest rate; behind a warm-up it is what the warm-up goes to.
_HIGHEST = ("warmup_target", "initial_learning_rate")


def write_rate(path: Path, rate: float) -> str:
    """Write a rate into a document.

    Args:
        path: The document's file.
        rate: The rate of its optimizer.

    Returns:
        What was changed, for people.

    Raises:
        UsageError: `cannot-write` when the text has no place for it that is sure to be right.
    """
    root = read(path)
    number = f"{rate:.2g}" if 1e-3 <= rate < 1e4 else f"{rate:.1e}".replace("e-0", "e-")
    optimizer = _inside(root, "compile", "optimizer")
    # Line ends are kept as they are, whatever they are.
    text = path.read_bytes().decode("utf-8")
    if isinstance(optimizer, Scalar) and isinstance(optimizer.value, str):
        entry = catalog.find("optimizer", optimizer.value)
        if entry is None:
            raise _refused(path, "its optimizer is no type of Keras's")
        quoted = '"' if path.suffix == ".json" else ""
        words = f"{{{quoted}{entry.name}{quoted}: {{{quoted}learning_rate{quoted}: {number}}}}}"
        return _put(path, text, optimizer, words)
    arguments = next(iter(optimizer.entries.values())).value if isinstance(optimizer, Mapping) else None
    if not isinstance(arguments, Mapping):
        raise _refused(path, "it has no optimizer")
    if "learning_rate" not in arguments:
        return _insert(path, text, arguments, number)
    value: Any = arguments.get("learning_rate")
    if isinstance(value, Mapping):
        value = _highest(path, next(iter(value.entries.values())).value)
    if isinstance(value, Scalar) and isinstance(value.value, str):
        found = _PARAM.match(value.value)
        value = _inside(root, "params", found[1]) if found else None
    if not isinstance(value, Scalar):
        raise _refused(path, "its learning rate is worked out from other values")
    return _put(path, text, value, number)


def _highest(path: Path, schedule: Any) -> Any:
    if isinstance(schedule, Mapping):
        for name in _HIGHEST:
            value = schedule.get(name)
            if value is not None and not (isinstance(value, Scalar) and value.value is None):
                return value
    raise _refused(path, "its schedule has no initial_learning_rate")


def _insert(path: Path, text: str, arguments: Mapping, number: str) -> str:
    """Write the rate before the optimizer's other arguments, in braces or on a line of its own."""
    first = next(iter(arguments.entries.values()), None)
    span = arguments.span if first is None else first.key_span
    if span is None:
        raise _refused(path, "its optimizer's arguments have no place in the text")
    _check_home(path, span)
    quoted = '"' if path.suffix == ".json" else ""
    words = f"{quoted}learning_rate{quoted}: {number}"
    in_braces = arguments.span is not None and arguments.span.text.startswith("{")
    if first is None:
        made = _replaced(text, span, f"{{{words}}}")
    else:
        end = "\r\n" if "\r\n" in text else "\n"
        rest = ", " if in_braces else end + " " * (span.column - 1)
        made = _replaced(text, span.part(0, 0), words + rest)
    path.write_bytes(made.encode())
    return f"{path}:{span.line}: {words} was added"


def _inside(root: Any, *names: str) -> Any:
    for name in names:
        if not isinstance(root, Mapping) or name not in root.entries:
            return None
        root = root.entries[name].value
    return root


def _put(path: Path, text: str, scalar: Scalar, words: str) -> str:
    span = scalar.span
    if span is None:
        raise _refused(path, "the value stands in another file")
    _check_home(path, span)
    path.write_bytes(_replaced(text, span, words).encode())
    return f"{path}:{span.line}: {span.text} became {words}"


def _check_home(path: Path, span: Span) -> None:
    if span.file is not None and Path(span.file).resolve() != path.resolve():
        raise _refused(path, "the value stands in another file")


def _replaced(text: str, span: Span, words: str) -> str:
    lines = text.split("\n")
    line, start = lines[span.line - 1], span.column - 1
    lines[span.line - 1] = line[:start] + words + line[start + span.length :]
    return "\n".join(lines)


def _refused(path: Path, why: str) -> UsageError:
    hint = "write compile: {optimizer: {Adam: {learning_rate: ...}}} by hand"
    return UsageError(f"{path} keeps its learning rate: {why}", code="cannot-write", hint=hint)
