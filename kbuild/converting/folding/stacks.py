"""Lists of layers: what stands there several times in a row is said once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from kbuild.converting.folding.parameters import Parameters, Unlike, put
from kbuild.reading.words import is_type
from kbuild.schemas import catalog

_LONGEST = 48
_MOST_PARAMETERS = 4
# Lines that a block takes beside its layers, and that it must save.
_HEAD = 4


def folded_layers(layers: Sequence[Any]) -> list[Any]:
    """A list of layers with `repeat` where equal ones follow each other.

    Example:
        >>> folded_layers(["ReLU", {"Dense": {"units": 3}}, {"Dense": {"units": 3}}])
        ['ReLU', {'repeat': 2, 'Dense': {'units': 3}}]
    """
    out: list[Any] = []
    for count, layer in _runs(layers):
        written = layer if isinstance(layer, dict) else {layer: None}
        repeats = count > 1 and "name" not in _arguments(written)
        out.extend([{"repeat": count, **written}] if repeats else [layer] * count)
    return out


def _runs(items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    keys = [json.dumps(each, sort_keys=True) for each in items]
    start = 0
    for index in range(1, len(items) + 1):
        if index == len(items) or keys[index] != keys[start]:
            yield index - start, items[start]
            start = index


def folded_stack(layers: Sequence[Any], blocks: dict[str, Any]) -> list[Any]:
    """The layers of a sequential model, with blocks for stretches that come several times in a row.

    Args:
        layers: Its layers, resolved.
        blocks: The document's blocks, to which those of the model are added.
    """
    kinds = [_kind(each) for each in layers]
    stretch = _best(layers, kinds)
    if stretch is None:
        return folded_layers(layers)
    start, length, count, bodies, columns = stretch
    name = _name(kinds[start : start + length], blocks)
    defaults = {key: column[0] for key, column in columns.items()}
    params = {"params": defaults} if defaults else {}
    blocks[name] = {**params, "style": "sequential", "layers": folded_layers(bodies)}
    rows = [{key: column[index] for key, column in columns.items()} for index in range(count)]
    uses = [{name: row} if row else name for row in rows]
    before = folded_stack(layers[:start], blocks)
    after = folded_stack(layers[start + length * count :], blocks)
    return [*before, *folded_layers(uses), *after]


def _best(layers: Sequence[Any], kinds: Sequence[str]) -> Any:
    """The stretch in a row that saves most lines: its start, length, count, layers and parameters."""
    found = None
    most = 0
    for length in range(2, min(_LONGEST, len(kinds) // 2) + 1):
        for start, count in _tandems(kinds, length):
            saved = (count - 1) * length - _HEAD - (count if count > 2 else 1)
            if saved <= max(most, 1):
                continue
            made = _merged(layers, start, length, count)
            if made is not None:
                most, found = saved, (start, length, count, *made)
    return found


def _tandems(kinds: Sequence[str], length: int) -> Iterator[tuple[int, int]]:
    """Where stretches of a length follow themselves, and how often they come."""
    start = run = 0
    for index in range(len(kinds) - length + 1):
        if index < len(kinds) - length and kinds[index] == kinds[index + length]:
            if not run:
                start = index
            run += 1
            continue
        if run >= length:
            yield start, run // length + 1
        run = 0


def _merged(layers: Sequence[Any], start: int, length: int, count: int) -> Any:
    parameters = Parameters(count)
    bodies = []
    try:
        for place in range(length):
            items = [layers[start + place + index * length] for index in range(count)]
            kind = _kind(items[0])
            written = [each if isinstance(each, dict) else {each: None} for each in items]
            values = [_arguments(each) for each in written]
            if any("name" in each for each in values):
                return None
            bodies.append((kind, parameters.merged_arguments(values, (f"layer{place + 1}", kind))))
    except Unlike:
        return None
    expressions, columns = parameters.named()
    if len(columns) > _MOST_PARAMETERS:
        return None
    made = [(kind, put(body, expressions)) for kind, body in bodies]
    return [{kind: body} if body else kind for kind, body in made], columns


def _kind(layer: Any) -> str:
    return str(layer) if isinstance(layer, str) else str(next(key for key in layer if is_type(key)))


def _arguments(written: dict[str, Any]) -> dict[str, Any]:
    kind = next((key for key in written if is_type(key)), None)
    return (written.get(kind) if kind else None) or {}


def _name(kinds: Sequence[str], taken: dict[str, Any]) -> str:
    base = "ConvBlock" if any(kind.startswith("Conv") for kind in kinds) else f"{kinds[0]}Block"
    name, number = base, 2
    while name in taken or catalog.find("layer", name) is not None:
        name, number = f"{base}{number}", number + 1
    return name
