"""A difference as text for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kbuild.converting.diff.changes import Change, Difference, LayerChange

_LONG = 60
_COLORS = {"+": "\x1b[32m", "-": "\x1b[31m", "~": "\x1b[33m"}
_RESET = "\x1b[0m"


def text_of(difference: Difference, *, color: bool = False) -> str:
    """Write a difference in lines: `+` for what is on the second side only, `-` for the first, `~` for both.

    Args:
        difference: What differs.
        color: Whether to colour the marks, for a terminal.

    Returns:
        The lines; one that says so where nothing differs.
    """
    lines = [f"{difference.names[0]} → {difference.names[1]}"]
    if not difference:
        return f"{lines[0]}: no difference"
    for title, found in _sections(difference):
        if found:
            lines += [title, *(f"  {_colored(each, color)}" for each in found)]
    return "\n".join(lines)


def _sections(difference: Difference) -> Iterator[tuple[str, list[str]]]:
    yield "layers", [_layer(each) for each in difference.layers]
    yield "settings", [_setting(each) for each in difference.settings]
    yield "parameters", [_number(each) for each in difference.totals]
    yield "results", [_number(each) for each in difference.results]


def _colored(line: str, color: bool) -> str:
    return f"{_COLORS[line[0]]}{line[0]}{_RESET}{line[1:]}" if color else line


def _layer(layer: LayerChange) -> str:
    mark = {"changed": "~", "inserted": "+", "removed": "-"}[layer.kind]
    name = layer.after if layer.after is not None else layer.before
    if layer.renamed:
        name = f"{layer.before} → {layer.after}"
    said = [_said(each, layer.kind) for each in (*layer.changes, *layer.effects)]
    if layer.renamed and not layer.changes:
        said.insert(0, "renamed")
    return f"{mark} {name} ({layer.type_name}){': ' if said else ''}{', '.join(said)}"


def _said(change: Change, kind: str) -> str:
    if kind == "inserted":
        return f"{change.path} {shown(change.after)}"
    if kind == "removed":
        return f"{change.path} {shown(change.before)}"
    return f"{change.path} {shown(change.before)} → {shown(change.after)}"


def _setting(change: Change) -> str:
    if change.before is None:
        return f"+ {change.path}" + (f": {shown(change.after)}" if change.after != {} else "")
    if change.after is None:
        return f"- {change.path}" + (f": {shown(change.before)}" if change.before != {} else "")
    return f"~ {change.path}: {shown(change.before)} → {shown(change.after)}"


def _number(change: Change) -> str:
    text = f"~ {change.path}: {shown(change.before)} → {shown(change.after)}"
    before, after = change.before, change.after
    numbers = all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in (before, after))
    return f"{text} ({after - before:+.3g})" if numbers and isinstance(before, float) else text


def shown(value: Any) -> str:
    """A value on one line, not too long.

    Example:
        >>> shown([None, 8, 8]), shown(53310), shown(None)
        ('[any, 8, 8]', '53,310', 'nothing')
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        text = "[" + ", ".join("any" if each is None else shown(each) for each in value) + "]"
    elif isinstance(value, dict):
        text = "{" + ", ".join(f"{key}: {shown(each)}" for key, each in value.items()) + "}"
    else:
        text = "".join(each if each.isprintable() else " " for each in str(value))
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
