"""A diagram as text for a terminal: a line a layer, parts as brackets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kbuild.converting.picture.diagram import Box, Diagram, Part


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    type_name: str = ""
    shape: str = ""
    count: str = ""
    key: str = ""


def outline(diagram: Diagram) -> str:
    """Return a diagram as text: what flows goes down; `←` tells where a layer takes from otherwise.

    Args:
        diagram: What to show.

    Example:
        >>> boxes = (Box("a", "a", "Input", ((None, 4),)), Box("b", "b", "Dense", ((None, 3),), 15, "p"))
        >>> print(outline(Diagram("m", boxes, (("a", "b"),), parts=(Part("p", "head", "Block"),))))
        m: not built
        <BLANKLINE>
          a         Input  4
          ┌ head: Block
          │ b       Dense  3   15
          └
    """
    lines = list(_level(diagram, None, ""))
    taken = _sources(diagram)
    names, boxes = _full_names(diagram), {box.key: box for box in diagram.boxes}
    widths = [max((len(cell) for cell in column), default=0) for column in _columns(lines)]
    shown = [diagram.title, ""]
    previous: str | None = None
    for line in lines:
        if not line.key:
            shown.append(f"  {line.name}".rstrip())
            continue
        sources = taken.get(line.key, [])
        said = [
            boxes[each].name if boxes[each].part == boxes[line.key].part else names[each] for each in sources
        ]
        note = f"  ← {', '.join(said)}" if sources not in ([], [previous]) else ""
        name, kind, shape, count = widths
        cells = (
            f"{line.name:{name}}  {line.type_name:{kind}}  {line.shape:{shape}}  {line.count:>{count}}{note}"
        )
        shown.append(f"  {cells}".rstrip())
        previous = line.key
    return "\n".join(shown)


def _level(diagram: Diagram, within: str | None, indent: str) -> Iterator[_Line]:
    """The lines of what is in a part, in the order in which each first comes."""
    parts = {part.key: part for part in diagram.parts}
    items: dict[str, Box | Part] = {}
    for box in diagram.boxes:
        chain = diagram.chain(box.part)
        if within is None or within in chain:
            below = chain[chain.index(within) + 1 :] if within is not None else chain
            items.setdefault(*((below[0], parts[below[0]]) if below else (box.key, box)))
    for item in items.values():
        if isinstance(item, Part):
            kind = "" if item.name == item.type_name else f": {item.type_name}"
            yield _Line(f"{indent}┌ {item.name}{kind}")
            yield from _level(diagram, item.key, f"{indent}│ ")
            yield _Line(f"{indent}└")
        else:
            count = f"{item.parameters:,}" if item.parameters else ""
            yield _Line(f"{indent}{item.name}", item.type_name, item.flow, count, item.key)


def _columns(lines: list[_Line]) -> Iterator[list[str]]:
    yield [line.name for line in lines]
    yield [line.type_name for line in lines]
    yield [line.shape for line in lines]
    yield [line.count for line in lines]


def _sources(diagram: Diagram) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for start, end in diagram.arrows:
        found[end].append(start)
    return found


def _full_names(diagram: Diagram) -> dict[str, str]:
    """Names as they are when one stands elsewhere: with the parts that they are in."""
    parts = {part.key: part.name for part in diagram.parts}
    return {
        box.key: "/".join([*(parts[key] for key in diagram.chain(box.part)), box.name])
        for box in diagram.boxes
    }
