"""Folding parts of a diagram into a box each: layers whose names begin with the same words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kbuild.converting.picture.diagram import Box, Diagram


def fold(diagram: Diagram, words: int) -> Diagram:
    """Fold what blocks and repetition made, by the names that they gave.

    Args:
        diagram: What to fold.
        words: How many words of a name (parted by `_`) name a part: 2 makes one box `stages_1` of
            `stages_1_first_relu` and `stages_1_out`. Names with no more words stay as they are.

    Returns:
        A diagram in which each part is a box with the last of its shapes and all of its parameters. A part
        through which something flows that is not in it stays unfolded.

    Example:
        >>> boxes = [Box(name, name, "Dense", (), 2) for name in ("a", "b_1_x", "b_1_y", "c")]
        >>> chain = (("a", "b_1_x"), ("b_1_x", "b_1_y"), ("b_1_y", "c"))
        >>> folded = fold(Diagram("m", tuple(boxes), chain), 2)
        >>> [(box.name, box.type_name, box.parameters) for box in folded.boxes]
        [('a', 'Dense', 2), ('b_1', '2 layers', 4), ('c', 'Dense', 2)]
    """
    parts: dict[str, list[Box]] = {}
    for box in diagram.boxes:
        pieces = box.key.split("_")
        if len(pieces) > words:
            parts.setdefault("_".join(pieces[:words]), []).append(box)
    taken = {box.key for box in diagram.boxes}
    for name, inside in parts.items():
        if len(inside) > 1 and name not in taken:
            folded = _folded(diagram, name, inside)
            diagram = folded if _is_acyclic(folded) else diagram
    return diagram


def _folded(diagram: Diagram, name: str, inside: list[Box]) -> Diagram:
    keys = {box.key for box in inside}
    known = [box.parameters for box in inside if box.parameters is not None]
    part = Box(name, name, f"{len(inside)} layers", inside[-1].shapes, sum(known) if known else None)
    boxes: list[Box] = []
    for box in diagram.boxes:
        if box.key == inside[0].key:
            boxes.append(part)
        if box.key not in keys:
            boxes.append(box)
    arrows = ((name if a in keys else a, name if b in keys else b) for a, b in diagram.arrows)
    kept = dict.fromkeys((a, b) for a, b in arrows if a != b)
    return replace(diagram, boxes=tuple(boxes), arrows=tuple(kept))


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
