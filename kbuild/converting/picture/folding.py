"""Folding parts of a diagram into a box each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from kbuild.converting.picture.diagram import Box, Diagram


def deeper(diagram: Diagram, depth: int) -> list[str]:
    """Return the keys of the parts that are within so many others, or more.

    Args:
        diagram: Its parts are looked at.
        depth: 0 for all parts.
    """
    return [part.key for part in diagram.parts if len(diagram.chain(part.key)) > depth]


def named(diagram: Diagram, name: str) -> list[str]:
    """Return the keys of the parts of a name or a type.

    Args:
        diagram: Its parts are looked at.
        name: The name of a use, of a block, or of a nested model.
    """
    return [part.key for part in diagram.parts if name in (part.name, part.type_name)]


def fold(diagram: Diagram, keys: Collection[str]) -> Diagram:
    """Fold parts into a box each.

    Args:
        diagram: What to fold.
        keys: The keys of the parts; what is in one of them is folded with it.

    Returns:
        A diagram in which each of the parts is a box with the last of its shapes and all of its parameters.
        A part through which something flows that is not in it stays unfolded.

    Example:
        >>> from kbuild.converting.picture.diagram import Part
        >>> inside = Box("b", "b", "Dense", (), 2, "p"), Box("c", "c", "ReLU", part="p")
        >>> diagram = Diagram("m", inside, (("b", "c"),), parts=(Part("p", "tower", "Block"),))
        >>> [(box.name, box.type_name, box.parameters) for box in fold(diagram, ["p"]).boxes]
        [('tower', 'Block of 2', 2)]
    """
    for part in diagram.parts:
        if part.key in keys and part.key in {each.key for each in diagram.parts}:
            folded = _folded(diagram, part.key)
            diagram = folded if _is_acyclic(folded) else diagram
    return diagram


def _folded(diagram: Diagram, key: str) -> Diagram:
    chains = {each.key: diagram.chain(each.key) for each in diagram.parts}
    inside = [box for box in diagram.boxes if box.part is not None and key in chains[box.part]]
    parts = tuple(each for each in diagram.parts if key not in chains[each.key])
    part = next(each for each in diagram.parts if each.key == key)
    keys = {box.key for box in inside}
    known = [box.parameters for box in inside if box.parameters is not None]
    kind = f"{part.type_name} of {len(inside)}"
    whole = Box(key, part.name, kind, inside[-1].shapes, sum(known) if known else None, part.within)
    boxes: list[Box] = []
    for box in diagram.boxes:
        if box.key == inside[0].key:
            boxes.append(whole)
        if box.key not in keys:
            boxes.append(box)
    arrows = ((key if a in keys else a, key if b in keys else b) for a, b in diagram.arrows)
    kept = dict.fromkeys((a, b) for a, b in arrows if a != b)
    return replace(diagram, boxes=tuple(boxes), arrows=tuple(kept), parts=parts)


def _is_acyclic(diagram: Diagram) -> bool:
    left = {box.key for box in diagram.boxes}
    arrows: Iterable[tuple[str, str]] = diagram.arrows
    while left:
        ends = {end for _, end in arrows}
        free = left - ends
        if not free:
            return False
        left -= free
        arrows = [(start, end) for start, end in arrows if start not in free]
    return True
