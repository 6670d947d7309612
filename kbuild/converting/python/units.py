"""Which entries of a functional model came from one use of a block: those become one call of a function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kbuild.converting.python.program import Program
from kbuild.reading import tree
from kbuild.reading.tree import Origin, Path
from kbuild.reading.words import type_key
from kbuild.schemas.models import Functional
from kbuild.schemas.wiring import references


@dataclass(slots=True)
class Unit:
    """One use of a block.

    Attributes:
        block: The block's name.
        label: What the names of its entries begin with, without the last underscore.
        items: Its entries by name, and the uses of blocks within it.
        takes: The results from outside that it uses, in the order of their first use.
        gives: Its results that are used outside.
    """

    block: str
    label: str
    items: list[str | Unit] = field(default_factory=list)
    takes: list[str] = field(default_factory=list)
    gives: list[str] = field(default_factory=list)

    def names(self) -> Iterator[str]:
        """All entries in it."""
        for each in self.items:
            yield from each.names() if isinstance(each, Unit) else (each,)

    def height(self) -> int:
        """How many levels of units are below it."""
        return max((1 + each.height() for each in self.items if isinstance(each, Unit)), default=0)


def units(
    program: Program, model: Functional, path: Path, order: Sequence[str], needs: Mapping[str, list[str]]
) -> list[str | Unit]:
    """Group a model's entries by the uses of blocks that they came from.

    Args:
        program: Knows where values came from.
        model: The model.
        path: Where its keys stand in the document.
        order: The entries, each after all that it takes.
        needs: The results that each entry takes.
    """
    source = program.document.source
    if source is None:
        return list(order)
    chains = {each: _chain(program, (*path, "layers", each)) for each in order}
    grouped = _grouped(list(order), chains, 0, "", _uses(source.written))
    reused = {(name, node.reuse) for name, node in model.layers.items() if node.reuse}
    outputs = [each.name for _, each in references(model.outputs)]
    return _sound(grouped, needs, reused, outputs, program.aliases)


def _chain(program: Program, path: Path) -> list[Origin]:
    node = program.node(path)
    return [
        each
        for each in (node.origin if node is not None and node.origin is not None else ())
        if each.kind == "block"
    ]


def _uses(node: Any, found: dict[Any, tuple[str, bool]] | None = None) -> dict[Any, tuple[str, bool]]:
    """The uses of types by their places: the name of each entry, and whether it is repeated."""
    found = {} if found is None else found
    if isinstance(node, tree.Sequence):
        for item in node.items:
            _uses(item, found)
    elif isinstance(node, tree.Mapping):
        for key, entry in node.entries.items():
            value = entry.value
            kind = type_key(value) if isinstance(value, tree.Mapping) else None
            span = value.span
            if isinstance(value, tree.Mapping) and kind is not None:
                span = value.entries[kind].key_span or value.span
            if span is not None:
                repeats = isinstance(value, tree.Mapping) and ("repeat" in value or "for_each" in value)
                found[_place(span)] = (key, repeats)
            _uses(value, found)
    return found


def _place(span: Any) -> tuple[Any, ...]:
    return span.file, span.line, span.column


def _grouped(
    names: list[str],
    chains: Mapping[str, list[Origin]],
    level: int,
    prefix: str,
    uses: Mapping[Any, tuple[str, bool]],
) -> list[str | Unit]:
    made: list[str | Unit] = []
    for each in names:
        chain = chains[each]
        found = _label(each, chain[level], prefix, uses) if len(chain) > level else None
        last = made[-1] if made else None
        if found is None:
            made.append(each)
        elif isinstance(last, Unit) and last.label == found[1]:
            last.items.append(each)
        else:
            made.append(Unit(*found, items=[each]))
    for unit in made:
        if isinstance(unit, Unit):
            inner = [each for each in unit.items if isinstance(each, str)]
            unit.items = _grouped(inner, chains, level + 1, f"{unit.label}_", uses)
    return made


def _label(
    name: str, use: Origin, prefix: str, uses: Mapping[Any, tuple[str, bool]]
) -> tuple[str, str] | None:
    block = re.fullmatch(r"the block `(.+)` is used here", use.text)
    known = None if use.span is None else uses.get(_place(use.span))
    if block is None or known is None:
        return None
    label, repeats = known
    match = re.match(re.escape(prefix + label) + (r"_\d+" if repeats else "") + "(?=_)", name)
    return (block[1], match[0]) if match else None


def _sound(
    items: list[str | Unit],
    needs: Mapping[str, list[str]],
    reused: set[tuple[str, str]],
    outputs: list[str],
    aliases: dict[str, str],
) -> list[str | Unit]:
    """Take the units apart that cannot be functions: of one entry, of layers shared with others."""
    made: list[str | Unit] = []
    labels = [each.label for each in items if isinstance(each, Unit)]
    for each in items:
        if not isinstance(each, Unit):
            made.append(each)
            continue
        inside = set(each.names())
        crosses = any((name in inside) is not (target in inside) for name, target in reused)
        each.items = _sound(each.items, needs, reused, outputs, aliases)
        if len(inside) == 1:
            aliases.setdefault(next(iter(inside)), each.label)
        if crosses or len(inside) == 1 or labels.count(each.label) > 1:
            made += each.items
            continue
        each.takes = list(dict.fromkeys(n for name in each.names() for n in needs[name] if n not in inside))
        wanted = {n for name, taken in needs.items() if name not in inside for n in taken} | set(outputs)
        each.gives = [name for name in each.names() if name in wanted]
        made.append(each)
    return made
