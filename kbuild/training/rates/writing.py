"""Putting a learning rate into a document's text, with its comments and its layout as they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from kbuild.reading import read
from kbuild.reading.tree import Mapping, Scalar
from kbuild.schemas import catalog
from kbuild.schemas.errors import UsageError

_PARAM = re.compile(r"^\$\{\s*(\w+)\s*\}$")
_START = "initial_learning_rate"


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
    if not isinstance(arguments, Mapping) or "learning_rate" not in arguments.entries:
        raise _refused(path, "its optimizer has no learning_rate")
    value: Any = arguments.entries["learning_rate"].value
    if isinstance(value, Mapping):
        schedule = next(iter(value.entries.values())).value
        if not isinstance(schedule, Mapping) or _START not in schedule.entries:
            raise _refused(path, "its schedule has no initial_learning_rate")
        value = schedule.entries[_START].value
    if isinstance(value, Scalar) and isinstance(value.value, str):
        found = _PARAM.match(value.value)
        value = _inside(root, "params", found[1]) if found else None
    if not isinstance(value, Scalar):
        raise _refused(path, "its learning rate is worked out from other values")
    return _put(path, text, value, number)


def _inside(root: Any, *names: str) -> Any:
    for name in names:
        if not isinstance(root, Mapping) or name not in root.entries:
            return None
        root = root.entries[name].value
    return root


def _put(path: Path, text: str, scalar: Scalar, words: str) -> str:
    span = scalar.span
    if span is None or (span.file is not None and Path(span.file).resolve() != path.resolve()):
        raise _refused(path, "the value stands in another file")
    lines = text.split("\n")
    line, start = lines[span.line - 1], span.column - 1
    before = line[start : start + span.length]
    lines[span.line - 1] = line[:start] + words + line[start + span.length :]
    path.write_bytes("\n".join(lines).encode())
    return f"{path}:{span.line}: {before} became {words}"


def _refused(path: Path, why: str) -> UsageError:
    hint = "write compile: {optimizer: {Adam: {learning_rate: ...}}} by hand"
    return UsageError(f"{path} keeps its learning rate: {why}", code="cannot-write", hint=hint)
